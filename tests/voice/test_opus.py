"""Narration files are the same bytes each time, and exactly as long as the samples."""

from __future__ import annotations

from pathlib import Path

import soundfile

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.voice.opus import write_opus
from tests.voice.test_speech import a_voice


def test_the_same_samples_give_the_same_bytes(tmp_path: Path):
    """The encoder's random serial number does not reach the file."""
    for name in ("a", "b"):
        write_opus(tmp_path / name, a_voice(1.5))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_decoded_length_is_exact(tmp_path: Path):
    """The list of takes may promise lengths, because Opus gives back every frame and no more."""
    for frames in (4_801, 48_000, 100_003):
        write_opus(tmp_path / "take.opus", a_voice(3.0)[:frames])
        samples, rate_hz = soundfile.read(tmp_path / "take.opus")
        assert (len(samples), rate_hz) == (frames, RATE_HZ)
