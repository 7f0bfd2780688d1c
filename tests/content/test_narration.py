"""Every shipped take is whole, at the voice's loudness, and as long as its list says."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest
import soundfile

from reorigin_desktop import paths
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import every_phrase
from reorigin_desktop.sound.levels import loudness_lufs, true_peak_dbtp
from reorigin_desktop.voice.shelf import shipped_takes
from reorigin_desktop.voice.speech import voiced_span
from reorigin_desktop.voice.wording import take_name, words_hash

NARRATION = paths.bundled("audio") / "narration"
FOLDERS = sorted(path for path in NARRATION.iterdir() if path.is_dir())
OPUS_DB = 0.1  # takes are held at -3.5 dBTP before encoding; Opus moves peaks by up to some tenths


@functools.cache
def heard(folder: Path) -> dict[str, np.ndarray]:
    return {name: decoded(take.path) for name, take in shipped_takes(folder).items()}


def decoded(path: Path) -> np.ndarray:
    samples, rate_hz = soundfile.read(path, dtype="float32")
    assert rate_hz == RATE_HZ
    assert samples.ndim == 1
    return np.asarray(samples)


def test_there_is_narration_for_every_session_and_nothing_left_over():
    """A folder for each session, the landing and the spoken guide; in it the takes that are asked for, no others."""
    sessions = {path.stem: read_session(path) for path in paths.bundled("sessions").glob("*.session")}
    assert {folder.name for folder in FOLDERS} == {*sessions, "landing", "guide"}
    for name, session in sessions.items():
        asked = {take_name(phrase) for phrase in every_phrase(session)}
        assert set(shipped_takes(NARRATION / name)) == asked
        assert {path.stem for path in (NARRATION / name).glob("*.opus")} == asked


def test_it_is_small():
    """All narration together stays under 6 MB."""
    assert sum(path.stat().st_size for path in NARRATION.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
class TestEveryFolder:
    """What holds for the takes of each session, of the landing, and of the guide."""

    def test_lengths_are_those_of_the_list(self, folder: Path):
        """The timeline is made from the list, so it may not be off by a frame."""
        takes = shipped_takes(folder)
        assert {name: len(samples) for name, samples in heard(folder).items()} == {
            name: take.frames for name, take in takes.items()
        }
        assert all(take.words_hash == words_hash(take.text) for take in takes.values())

    def test_loudness_is_within_1_lu_of_minus_23(self, folder: Path):
        """Each phrase alone, and all together."""
        assert loudness_lufs(np.concatenate(list(heard(folder).values()))) == pytest.approx(-23.0, abs=1.0)
        for name, samples in heard(folder).items():
            assert loudness_lufs(samples) == pytest.approx(-23.0, abs=1.0), name

    def test_no_peak_is_over_minus_3_dbtp(self, folder: Path):
        """True peak, after Opus."""
        for name, samples in heard(folder).items():
            assert true_peak_dbtp(samples) <= -3.0 + OPUS_DB, name

    def test_no_word_is_cut(self, folder: Path):
        """Before the first sound there are some 80 ms, after the last some 220 ms, and both ends are silent."""
        for name, samples in heard(folder).items():
            first, last = voiced_span(samples)
            assert 0.03 <= first / RATE_HZ <= 0.15, name
            assert 0.10 <= (len(samples) - last) / RATE_HZ <= 0.40, name
            assert max(abs(samples[0]), abs(samples[-1])) < 0.003, name

    def test_the_pace_is_calm(self, folder: Path):
        """All phrases of a session together are spoken at 130 to 155 words a minute, silences left out."""
        if folder.name == "guide":
            pytest.skip("single words have no pace")
        words = sum(len(take.text.split()) for take in shipped_takes(folder).values())
        spans = [voiced_span(samples) for samples in heard(folder).values()]
        assert 130 <= words / (sum(last - first for first, last in spans) / RATE_HZ / 60) <= 155
