"""Does it stutter, and how soon does it answer? Three ways of playing, under load, heard at a sound server's far end.

`python bench/stutter.py [--seconds 20] [--commands 40]`. The signal carries its own frame number, so that gaps and lost
frames are counted in the recording, not guessed. The load: a thread that never rests, a full garbage collection every
second with 300,000 containers alive, and in the second half of the rows the interpreter lock held for 200 ms at a time.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from reorigin_desktop.sound.live import Live, prepare_interpreter
from reorigin_desktop.sound.output import CardOutput, portaudio
from reorigin_desktop.sound.programme import Programme, Samples
from tests.pulse import MISSING, PulseServer, Recorder
from tests.sound.numbered import Numbered, numbers

BLOCK_FRAMES = 512
SETTLE_FRAMES = 96_000
RATE_HZ = 48_000
FADE_FRAMES = 480
HOLD_US = 200_000
PROGRAMME = Numbered(48_000_000)
DESIGNS = {
    "ours": "ours (C callback, ring revised)",
    "callback": "Python callback",
    "write": "Python thread, blocking write",
}


@contextmanager
def load(*, hold: bool) -> Iterator[None]:
    """What a busy window does, and worse."""
    ended = threading.Event()

    def spin() -> None:
        number = 0
        while not ended.is_set():
            number += 1

    def collect() -> None:
        while not ended.wait(1.0):
            gc.collect()

    def seize() -> None:
        chance = random.Random(1)
        asleep = ctypes.PyDLL(None).usleep
        while not ended.wait(chance.uniform(0.5, 1.5)):
            asleep(HOLD_US)

    tasks = [spin, collect, seize] if hold else [spin, collect]
    threads = [threading.Thread(target=task, daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    yield
    ended.set()
    for thread in threads:
        thread.join()


def from_start(_at: int) -> tuple[Programme, int]:
    return PROGRAMME, 0


def pause(_at: int) -> None:
    return None


def go_on(at: int) -> tuple[Programme, int]:
    return PROGRAMME, at


def play_ours(seconds: float, commands: int, latency: str | float) -> dict[str, Any]:
    """The product: sound, then pauses and resumes at odd moments."""
    live = Live(CardOutput("pulse", latency))
    live.start()
    time.sleep(2)
    live.command(from_start).result()
    looks = []
    until_s = time.perf_counter() + seconds
    while (now_s := time.perf_counter()) < until_s:
        looks.append((now_s, live.audible().frame))
        time.sleep(1 / 60)
    chance, pairs = random.Random(2), []
    for number in range(commands):
        issued_s = time.perf_counter()
        pairs.append((issued_s, live.command(pause if number % 2 == 0 else go_on).result().left_frame))
        time.sleep(chance.uniform(0.2, 0.4))
    time.sleep(1)
    stats = live.stats()
    live.close()
    return {"flags": stats.underflows, "commands": pairs, "looks": looks, "late": stats.late,
            "least_queued_ms": stats.least_queued_frames / RATE_HZ * 1000}  # fmt: skip


def play_callback(seconds: float, _commands: int, latency: str | float) -> dict[str, Any]:
    """Mixed in PortAudio's callback."""
    done, flags = 0, 0

    def fill(out: Samples, frames: int, _times: Any, status: Any) -> None:
        nonlocal done, flags
        flags += bool(status.output_underflow)
        PROGRAMME.render(out, done - SETTLE_FRAMES)
        done += frames

    with portaudio().OutputStream(
        RATE_HZ, BLOCK_FRAMES, "pulse", channels=2, dtype="float32", latency=latency, callback=fill
    ):
        time.sleep(seconds + 3)
    return {"flags": flags}


def play_write(seconds: float, _commands: int, latency: str | float) -> dict[str, Any]:
    """Mixed in a thread that waits for room in the device."""
    flags = 0
    out = np.zeros((BLOCK_FRAMES, 2), dtype=np.float32)
    with portaudio().OutputStream(
        RATE_HZ, BLOCK_FRAMES, "pulse", channels=2, dtype="float32", latency=latency
    ) as stream:
        for start in range(0, int((seconds + 3) * RATE_HZ), BLOCK_FRAMES):
            PROGRAMME.render(out, start - SETTLE_FRAMES)
            flags += bool(stream.write(out))
    return {"flags": flags}


def play(design: str, seconds: float, commands: int, latency: str, *, hold: bool) -> None:
    """In a child process: PortAudio reads the environment when it wakes up."""
    alive = [[number] for number in range(300_000)]
    prepare_interpreter()
    with load(hold=hold):
        report = {"ours": play_ours, "callback": play_callback, "write": play_write}[design](
            seconds, commands, latency if latency in {"low", "high"} else float(latency)
        )
    assert alive
    sys.stdout.write(json.dumps(report))


def measure(design: str, seconds: float, commands: int, latency: str, *, hold: bool) -> tuple[str, str]:
    """One row of the table, and for ours what it says about answers and the clock."""
    with PulseServer() as server:
        recorder = server.record(latency_ms=5)
        command = [sys.executable, __file__, "--play", design, "--seconds", str(seconds)]
        command += ["--commands", str(commands), "--latency", latency, *(["--hold"] if hold else [])]
        played = subprocess.run(command, env=server.env, capture_output=True, text=True, check=True)
        report = json.loads(played.stdout)
        heard = recorder.stop()
    mark, frame = numbers(heard)
    at = np.flatnonzero((mark == 0) & (frame < seconds * RATE_HZ) & (frame > FADE_FRAMES))
    steps, strides = np.diff(at), np.diff(frame[at])
    gaps = int(((steps != 1) | (strides != 1)).sum())
    lost = int((strides[strides > 0] - 1).sum())
    row = f"{DESIGNS[design]:32} {'GIL held 200 ms' if hold else 'load':16} {gaps:6} {lost:10} {report['flags']:8}"
    return row, answers(report, recorder, frame) if design == "ours" else ""


def answers(report: dict[str, Any], recorder: Recorder, frame: np.ndarray) -> str:
    """How soon commands were heard, and how far the told position is from the heard one."""
    arrivals = recorder.arrivals()
    ends = np.array([frames for _, frames in arrivals])
    times_s = np.array([at_s for at_s, _ in arrivals])

    def heard_s(index: int) -> float:
        return float(times_s[np.searchsorted(ends, index, side="right")])

    delays_ms = []
    for number, (issued_s, left_frame) in enumerate(report["commands"]):
        steady = left_frame - 1 if number % 2 == 0 else left_frame + FADE_FRAMES
        found = np.flatnonzero(frame == steady)
        if len(found):
            changed = int(found[0]) + (1 if number % 2 == 0 else -FADE_FRAMES)
            delays_ms.append((heard_s(changed) - issued_s) * 1000)
    where = dict(zip(frame[::-1].tolist(), range(len(frame) - 1, -1, -1), strict=True))
    origin_s = np.percentile(times_s - ends / RATE_HZ, 5)
    off_ms = [
        (where[int(told)] / RATE_HZ + origin_s - at_s) * 1000
        for at_s, told in report["looks"]
        if told > 3 * RATE_HZ and int(told) in where
    ]
    spread_ms = np.array(off_ms) - np.median(off_ms)
    return (
        f"  first changed sample after a command ({len(delays_ms)} of {len(report['commands'])}): "
        f"median {np.median(delays_ms):.0f} ms, p99 {np.percentile(delays_ms, 99):.0f} ms, "
        f"revised again {report['late']}; least queued {report['least_queued_ms']:.0f} ms\n"
        f"  position told against heard: median {np.median(off_ms):+.1f} ms, sd {spread_ms.std():.2f} ms, "
        f"p99 {np.percentile(np.abs(spread_ms), 99):.2f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--commands", type=int, default=40)
    parser.add_argument("--play", choices=DESIGNS, help=argparse.SUPPRESS)
    parser.add_argument("--latency", default="low", help="of the device: low, high or seconds")
    parser.add_argument("--hold", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.play:
        play(asked.play, asked.seconds, asked.commands, asked.latency, hold=asked.hold)
        return
    if MISSING is not None:
        sys.exit(f"{MISSING} is not installed (make setup-test installs it)")
    print(f"device latency {asked.latency}")
    print(f"{'design':32} {'under':16} {'gaps':>6} {'lost frames':>10} {'flags':>7}   in {asked.seconds:g} s")
    notes = []
    for hold in (False, True):
        for design in DESIGNS:
            row, note = measure(design, asked.seconds, asked.commands, asked.latency, hold=hold)
            print(row, flush=True)
            notes.append(note)
    print("ours under load:", notes[0], "ours, GIL held 200 ms:", notes[len(DESIGNS)], sep="\n")


if __name__ == "__main__":
    main()
