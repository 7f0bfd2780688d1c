"""A programme becomes a file: the same bytes each time, whole or not at all."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from reorigin_desktop.errors import SoundError
from reorigin_desktop.sound.render import render_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Chord:
    """A programme made from the frame number alone."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.longest_block = 0

    def render(self, out: np.ndarray, start_frame: int) -> None:
        self.longest_block = max(self.longest_block, len(out))
        frame = np.arange(start_frame, start_frame + len(out))
        level = 0.3 * np.clip(np.minimum(frame, self.frames - frame) / 1000, 0, 1)
        out[:, 0] = level * np.sin(2 * np.pi * 220 * frame / 48_000)
        out[:, 1] = level * np.sin(2 * np.pi * 277 * frame / 48_000)


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg"])
def test_the_same_programme_gives_the_same_bytes(tmp_path, suffix):
    """Twice rendered, equal SHA-256; and decoded it is the programme."""
    frames = 48_000 * 7 + 123
    paths = [tmp_path / f"{name}.{suffix}" for name in "ab"]
    for path in paths:
        rendered = render_file(Chord(frames), path)
    sums = {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    assert len(sums) == 1
    samples, rate_hz = soundfile.read(paths[0], dtype="float32")
    wanted = np.empty((frames, 2), np.float32)
    Chord(frames).render(wanted, 0)
    assert rate_hz == 48_000
    assert len(samples) == frames == rendered.frames
    limit = 0.03 if suffix == "ogg" else 2**-23
    assert np.abs(samples - wanted)[2000:-2000].max() <= limit
    assert rendered.true_peak_dbtp == pytest.approx(20 * np.log10(0.3), abs=0.02)
    assert rendered.loudness_lufs == pytest.approx(-10.46 - 0.691 - 0.15, abs=0.1)


def test_ogg_pages_carry_a_fixed_number_and_sound_checksums(tmp_path):
    """Every page's checksum is what Ogg's own polynomial gives, bit by bit."""
    render_file(Chord(96_000), tmp_path / "a.ogg")
    body = (tmp_path / "a.ogg").read_bytes()
    at, serials = 0, set()
    while at < len(body):
        assert body[at : at + 4] == b"OggS"
        count = body[at + 26]
        length = 27 + count + sum(body[at + 27 : at + 27 + count])
        page = bytearray(body[at : at + length])
        serials.add(bytes(page[14:18]))
        stated = int.from_bytes(page[22:26], "little")
        page[22:26] = bytes(4)
        register = 0
        for byte in page:
            register ^= byte << 24
            for _ in range(8):
                register = (register << 1 ^ (0x104C11DB7 if register & 0x80000000 else 0)) & 0xFFFFFFFF
        assert register == stated
        at += length
    assert len(serials) == 1


def test_blocks_stay_small_and_progress_reaches_the_end(tmp_path):
    """No block over 16,384 frames (the Vorbis encoder dies of long ones); progress rises to 1."""
    programme = Chord(48_000 * 3)
    told: list[float] = []
    render_file(programme, tmp_path / "a.ogg", progress=told.append)
    assert programme.longest_block <= 16_384
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_memory_does_not_grow_with_the_length(tmp_path):
    """Ten times the length, the same peak of memory within a megabyte."""
    render_file(Chord(48_000), tmp_path / "warm.wav")
    peaks = []
    for seconds in (10, 60):
        tracemalloc.start()
        render_file(Chord(48_000 * seconds), tmp_path / "a.wav")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 1_000_000


def test_cancelling_leaves_nothing_and_keeps_what_was_there(tmp_path):
    """The file of yesterday survives a cancelled render of today."""
    path = tmp_path / "a.flac"
    path.write_bytes(b"yesterday")
    calls = iter([False, False, True])
    assert render_file(Chord(480_000), path, cancelled=lambda: next(calls)) is None
    assert path.read_bytes() == b"yesterday"
    assert names(tmp_path) == ["a.flac"]


def test_a_programme_that_fails_leaves_nothing(tmp_path):
    """An error in the middle is passed on, and no half file stays."""

    class Broken(Chord):
        def render(self, out: np.ndarray, start_frame: int) -> None:
            if start_frame > 40_000:
                raise SoundError("bed.ogg", "Gone.", "Look.")
            super().render(out, start_frame)

    with pytest.raises(SoundError, match="Gone"):
        render_file(Broken(480_000), tmp_path / "a.ogg")
    assert names(tmp_path) == []


def test_what_cannot_be_written_is_said(tmp_path):
    """No such folder, a folder instead of a file, another kind, a disk that is full."""
    with pytest.raises(SoundError, match="cannot be written"):
        render_file(Chord(10), tmp_path / "none" / "a.wav")
    (tmp_path / "d.wav").mkdir()
    with pytest.raises(SoundError, match="folder"):
        render_file(Chord(10), tmp_path / "d.wav")
    with pytest.raises(SoundError, match=r"kind of sound file"):
        render_file(Chord(10), tmp_path / "a.mp3")
    assert names(tmp_path) == ["d.wav"]
