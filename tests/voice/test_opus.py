"""Narration files are the same bytes each time, and exactly as long as the samples."""

from __future__ import annotations

import io
from pathlib import Path

import soundfile

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.voice.opus import with_serial, write_opus
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


def test_checksums_are_those_of_the_encoder():
    """Giving a stream the serial number that it has changes no byte, so the page checksums are the standard's."""
    buffer = io.BytesIO()
    soundfile.write(buffer, a_voice(2.0), RATE_HZ, format="OGG", subtype="OPUS")
    made = buffer.getvalue()
    assert with_serial(made, int.from_bytes(made[14:18], "little")) == made
    assert with_serial(made, 77) != made
