"""Sounds in memory, streamed and looped: the same samples whichever way they are read, in constant memory."""

from __future__ import annotations

import gc
import threading
import time
import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from reorigin_desktop.script import breath
from reorigin_desktop.sound.decode import load_sound
from reorigin_desktop.sound.mix import Mix
from reorigin_desktop.sound.score import BedStep, Score
from reorigin_desktop.sound.source import Loop, MemorySound, Sound, StreamedSound
from reorigin_desktop.sound.stream import CHUNK_FRAMES

S = 48_000


def read(sound: Sound | Loop, start: int, frames: int) -> np.ndarray:
    out = np.full((frames, 2), np.nan, np.float32)
    sound.read(start, out)
    return out


def write(path: Path, samples: np.ndarray) -> Path:
    kind = {".flac": ("FLAC", "PCM_16"), ".ogg": ("OGG", "VORBIS"), ".opus": ("OGG", "OPUS"), ".wav": ("WAV", "PCM_16")}
    container, packing = kind.get(path.suffix, ("MP3", "MPEG_LAYER_III"))
    with soundfile.SoundFile(path, "w", S, samples.shape[1], packing, format=container) as file:
        for at in range(0, len(samples), 16_384):
            file.write(samples[at : at + 16_384])
    return path


def hiss(seconds: float, channels: int = 2) -> np.ndarray:
    return (0.1 * np.random.default_rng(4).standard_normal((round(seconds * S), channels))).astype(np.float32)


@pytest.mark.parametrize("channels", [1, 2])
def test_a_sound_in_memory_is_silent_around_itself(channels):
    """Before its first frame and after its last there is nothing, and every sample of the block is written."""
    samples = hiss(0.01, channels)
    out = read(MemorySound(samples), -100, 700)
    assert not out[:100].any()
    assert not out[580:].any()
    assert np.array_equal(out[100:580], np.broadcast_to(samples, (480, 2)))
    assert not read(MemorySound(samples), 5000, 10).any()


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".opus", ".mp3"])
def test_a_streamed_sound_reads_the_same_in_any_order(tmp_path, suffix):
    """In order, at random, after waiting for the decoder or not: the samples of one decode of the whole file."""
    path = write(tmp_path / f"a{suffix}", hiss(12.0))
    whole = soundfile.read(path, dtype="float32", always_2d=True)[0]
    sound = StreamedSound(path)
    assert sound.frames == len(whole)
    for at in range(0, len(whole), 10_007):
        assert np.array_equal(read(sound, at, 10_007)[: len(whole) - at], whole[at : at + 10_007])
    random = np.random.default_rng(9)
    for turn in range(30):
        start = int(random.integers(-3000, len(whole) + 3000))
        if turn % 3 == 0:
            time.sleep(0.003)
        out = read(sound, start, 6000)
        for index in (0, 2999, 5999):
            wanted = whole[start + index] if 0 <= start + index < len(whole) else np.zeros(2)
            assert np.array_equal(out[index], wanted)
        first, last = max(0, start), min(len(whole), start + 6000)
        if first < last:
            assert np.array_equal(out[first - start : last - start], whole[first:last])
    assert sound.fault == ""
    sound.close()


def test_what_comes_next_is_decoded_ahead(tmp_path):
    """Once a chunk is entered, the next two are there without anybody reading them; and the first after the last."""
    sound = StreamedSound(write(tmp_path / "a.flac", hiss(12.0)))
    read(sound, 3 * CHUNK_FRAMES, 10)
    deadline = time.monotonic() + 5
    while not {4, 5} <= set(sound._chunks._decoded):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    assert 0 in sound._chunks._decoded
    sound.close()


def test_the_thread_ends_with_the_sound(tmp_path):
    """Closed or forgotten, no decoding thread stays."""
    path = write(tmp_path / "a.flac", hiss(5.0))

    def decoding() -> int:
        return sum(thread.name == "decode" for thread in threading.enumerate())

    before = decoding()
    sound: StreamedSound | None = StreamedSound(path)
    other = StreamedSound(path)
    assert decoding() == before + 2
    other.close()
    assert decoding() == before + 1
    sound = None
    gc.collect()
    assert decoding() == before
    assert sound is None


def test_a_file_that_fails_while_it_plays_is_silent(tmp_path):
    """Cut short under our hands: what was decoded plays, then silence, and the reason can be asked for."""
    path = write(tmp_path / "a.wav", np.full((S * 20, 1), 0.5, np.float32))
    sound = StreamedSound(path)
    with path.open("r+b") as file:
        file.truncate(S * 2 * 10)
    assert read(sound, 0, 10)[0, 0] == 0.5
    assert not read(sound, S * 15, 1000).any()
    sound.close()


def test_a_bed_of_three_hours_plays_in_constant_memory(tmp_path):
    """Three hours of WAV, played here and there for minutes and round its end: under 8 MB, and few milliseconds."""
    path = tmp_path / "three hours.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(S)
        file.setnframes(3 * 3600 * S)
        file.writeframes(b"")
    frames = 3 * 3600 * S
    body = bytearray(path.read_bytes()[:44])
    body[4:8], body[40:44] = (36 + frames * 4).to_bytes(4, "little"), (frames * 4).to_bytes(4, "little")
    path.write_bytes(body)
    with path.open("r+b") as sparse:
        sparse.truncate(44 + frames * 4)
        sparse.seek(44 + 2 * 3600 * S * 4)
        sparse.write(np.full(2 * S, 8192, "<i2").tobytes())
    mix = Mix(Score((), (BedStep(0, Loop(load_sound(path), 2 * S), 1.0, 0),), (), (), 9 * 3600 * S), breath)
    out = np.empty((4800, 2), np.float32)
    mix.render(out, 0)
    tracemalloc.start()
    for start in (0, 3600 * S, 3 * 3600 * S - 30 * S, 7000 * S):
        for at in range(start, start + 60 * S, 4800):
            mix.render(out, at)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
    mix.render(out, 2 * 3600 * S + 4800)
    assert out[100, 0] == 0.25


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("crossfade", [0, 7_001])
def test_a_loop_goes_round_without_end(tmp_path, streamed, crossfade):
    """Round after round the same, from anywhere; the joined part has equal power, the rest is the sound itself."""
    samples = hiss(4.0)
    path = write(tmp_path / "a.flac", samples)
    whole = soundfile.read(path, dtype="float32")[0]
    loop = Loop(StreamedSound(path) if streamed else MemorySound(whole), crossfade)
    period = len(whole) - crossfade
    assert loop.period == period
    out = read(loop, 0, 3 * period + 100)
    assert np.array_equal(out[:period], out[period : 2 * period])
    assert np.array_equal(out[crossfade:period], whole[crossfade:period])
    for start in (1, period - 5, period, 5 * period + 17):
        wanted = np.take(out[:period], np.arange(start, start + 9000), axis=0, mode="wrap")
        assert np.array_equal(read(loop, start, 9000), wanted)
    power = [float(np.mean(part**2)) for part in np.array_split(out[: 2 * period], 40)]
    assert 10 * np.log10(max(power) / min(power)) < 1.0


def test_a_loop_joined_with_a_crossfade_has_no_step():
    """A tone that does not fit its file is joined smoothly."""
    tone = MemorySound((0.5 * np.sin(2 * np.pi * 100.3 * np.arange(S * 3) / S)).astype(np.float32))
    out = read(Loop(tone, S // 2), 0, 8 * S)
    assert np.abs(np.diff(out[:, 0])).max() < 1.6 * 0.5 * 2 * np.pi * 100.3 / S
