"""Renders four layers into WAV and FLAC, and has ffmpeg and sox mix the same four stems: CPU seconds, side by side.

`python -m bench.render [--minutes 60]`. The stems are written first, at the levels at which they are mixed, and are
not counted; nor is the decoding of the bed. "ours" makes the samples from the score, and measures loudness and true
peak on the way, which the others do not do.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.paths import bundled
from reorigin_desktop.script import breath
from reorigin_desktop.sound.decode import load_sound
from reorigin_desktop.sound.levels import Bus, gain_of_db
from reorigin_desktop.sound.mix import Mix
from reorigin_desktop.sound.render import render_file
from reorigin_desktop.sound.score import BedStep, Clip, GuidePhase, Score, duck_spans
from reorigin_desktop.sound.source import Loop, MemorySound
from reorigin_desktop.sound.synth import chime


def score_of(minutes: float) -> Score:
    """A bed, a line of 6 s every 25 s, a bowl every minute, a guide tone all through."""
    frames = round(minutes * 60 * RATE_HZ)
    rough = np.random.default_rng(1).standard_normal(6 * RATE_HZ) * np.hanning(6 * RATE_HZ)
    voice = MemorySound((0.12 * np.convolve(rough, np.ones(12) / 3, "same")).astype(np.float32))
    bowl = MemorySound(chime("bowl"))
    shipped = load_sound(bundled("audio") / "beds" / "rain.ogg")
    rain = np.empty((shipped.frames, 2), np.float32)
    shipped.read(0, rain)
    starts = range(5 * RATE_HZ, frames - 10 * RATE_HZ, 25 * RATE_HZ)
    breaths = range(0, frames - 10 * RATE_HZ, 10 * RATE_HZ)
    return Score(
        clips=(
            *(Clip(start, voice, 1.0, Bus.VOICE) for start in starts),
            *(Clip(start, bowl, gain_of_db(-14), Bus.TONES) for start in range(0, frames, 60 * RATE_HZ)),
        ),
        beds=(BedStep(0, Loop(MemorySound(rain)), gain_of_db(-12), 3 * RATE_HZ),),
        guides=tuple(
            GuidePhase(start + half * 4 * RATE_HZ, (4 + 2 * half) * RATE_HZ, "out" if half else "in", gain_of_db(-18))
            for start in breaths
            for half in (0, 1)
        ),
        ducks=duck_spans([(start, start + voice.frames) for start in starts], gain_of_db(-4), 0),
        frames=frames,
    )


def stems(score: Score, folder: Path) -> list[Path]:
    """Each layer alone, as 32-bit float WAV."""
    voice = tuple(clip for clip in score.clips if clip.bus is Bus.VOICE)
    tones = tuple(clip for clip in score.clips if clip.bus is Bus.TONES)
    parts = {
        "voice": Score(voice, (), (), (), score.frames),
        "chimes": Score(tones, (), (), (), score.frames),
        "bed": Score((), score.beds, (), score.ducks, score.frames),
        "guide": Score((), (), score.guides, score.ducks, score.frames),
    }
    paths = []
    block = np.empty((16_384, 2), np.float32)
    for name, part in parts.items():
        mix = Mix(part, breath)
        path = folder / f"{name}.wav"
        with soundfile.SoundFile(path, "w", RATE_HZ, 2, "FLOAT", format="WAV") as file:
            for at in range(0, part.frames, len(block)):
                piece = block[: min(len(block), part.frames - at)]
                mix.render(piece, at)
                file.write(piece)
        paths.append(path)
    return paths


def own_cpu_s(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def child_cpu_s(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name: str, cpu_s: float, ours_s: float, minutes: float) -> None:
    print(f"{name:<34}{cpu_s:8.2f} s CPU {cpu_s / ours_s:7.2f} x ours {minutes * 60 / cpu_s:8.0f} x real time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        score = score_of(minutes)
        paths = stems(score, folder)
        inputs = [str(path) for path in paths]
        block = np.empty((16_384, 2), np.float32)

        def only_mix(frames: int) -> None:
            mix = Mix(score, breath)
            for at in range(0, score.frames, frames):
                mix.render(block[: min(frames, score.frames - at)], at)

        print(f"{minutes:g} minutes of four layers, CPU seconds of the whole process, one run each")
        base = own_cpu_s(lambda: only_mix(16_384))
        row("ours, mix only, blocks of 16,384", base, base, minutes)
        row("ours, mix only, blocks of 480", own_cpu_s(lambda: only_mix(480)), base, minutes)
        for suffix in ("wav", "flac"):
            target = folder / f"ours.{suffix}"
            ours = own_cpu_s(lambda path=target: render_file(Mix(score, breath), path))  # type: ignore[misc]  # the default binds it now
            row(f"ours, score to 24-bit {suffix}", ours, ours, minutes)
            if shutil.which("ffmpeg"):
                command = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
                for path in inputs:
                    command += ["-i", path]
                command += ["-filter_complex", "amix=inputs=4:normalize=0", "-c:a"]
                command += ["pcm_s24le"] if suffix == "wav" else ["flac", "-sample_fmt", "s32"]
                row(f"ffmpeg, stems to {suffix}", child_cpu_s([*command, str(folder / f"f.{suffix}")]), ours, minutes)
            if shutil.which("sox"):
                command = ["sox", "-m", *(part for path in inputs for part in ("-v", "1", path)), "-b", "24"]
                row(f"sox, stems to {suffix}", child_cpu_s([*command, str(folder / f"s.{suffix}")]), ours, minutes)


if __name__ == "__main__":
    main()
