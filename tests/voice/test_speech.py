"""A phrase begins and ends softly, at the right length and loudness."""

from __future__ import annotations

import numpy as np
import pytest

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import gain_of_db, loudness_lufs, true_peak_dbtp
from reorigin_desktop.voice.speech import at_48_khz, levelled, trimmed, voiced_span


def a_voice(seconds: float, level: float = 0.1) -> np.ndarray:
    """Something with syllables: a 180 Hz buzz, four times a second."""
    at_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    buzz = sum(np.sin(2 * np.pi * 180 * n * at_s) / n for n in range(1, 12))
    return (level * buzz * (0.6 - 0.4 * np.cos(2 * np.pi * 4 * at_s))).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def test_a_phrase_keeps_80_ms_before_and_220_ms_after():
    """However much silence a voice leaves, what is left of it is known to 10 ms."""
    for before, after in ((0.0, 0.0), (0.5, 0.02), (0.01, 2.0)):
        phrase = trimmed(np.concatenate([silence(before), a_voice(1.0), silence(after)]))
        assert len(phrase) / RATE_HZ == pytest.approx(1.3, abs=0.015)
        first, last = voiced_span(phrase)
        assert first / RATE_HZ == pytest.approx(0.08, abs=0.01)
        assert (len(phrase) - last) / RATE_HZ == pytest.approx(0.22, abs=0.01)


def test_a_take_begins_and_ends_without_a_click():
    """The first and the last sample are as good as silent, and no step is larger than the sound's own."""
    phrase = trimmed(a_voice(1.0))
    assert abs(phrase[0]) < 1e-5
    assert abs(phrase[-1]) < 1e-5


def test_all_silence_is_trimmed_to_nothing():
    """A voice that said nothing leaves nothing, not an error."""
    assert trimmed(silence(1.0)).size == 0
    assert trimmed(np.zeros(0, np.float32)).size == 0
    assert [take.size for take in levelled([silence(0.0)])] == [0]


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 32_000, 44_100, 48_000])
def test_any_rate_becomes_48_khz(rate_hz: int):
    """The length in seconds stays, whatever rate a voice speaks at."""
    samples = np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)
    heard = at_48_khz(samples, rate_hz)
    assert abs(len(heard) - RATE_HZ) <= 1
    assert np.abs(heard[4_800:-4_800]).max() == pytest.approx(1.0, abs=0.01)


def test_a_sitting_comes_to_minus_23_lufs_and_keeps_its_differences():
    """The sitting as a whole is at -23 LUFS; one phrase is moved by at most 3 dB on its own."""
    phrases = [a_voice(2.0, 0.1), a_voice(2.0, 0.1 * gain_of_db(-2)), a_voice(2.0, 0.1 * gain_of_db(8))]
    before = [loudness_lufs(phrase) for phrase in phrases]
    done = levelled(phrases)
    after = [loudness_lufs(phrase) for phrase in done]
    together = -23.0 - loudness_lufs(np.concatenate(phrases))
    for was, now in zip(before, after, strict=True):
        assert abs(now - was - together) <= 3.05
        assert now == pytest.approx(-23.0, abs=0.1) or abs(now - was - together) == pytest.approx(3.0, abs=0.05)


def test_no_peak_is_over_the_ceiling():
    """A phrase with a hard knock in it is held down to -3 dBTP, and the words around it keep their level."""
    phrase = a_voice(2.0)
    phrase[RATE_HZ : RATE_HZ + 4] += 1.5
    (done,) = levelled([phrase])
    assert true_peak_dbtp(done) <= -3.0
    far = slice(0, RATE_HZ // 2)
    (calm,) = levelled([a_voice(2.0)])
    assert np.abs(done[far]).max() == pytest.approx(np.abs(calm[far]).max(), rel=0.3)
