"""What is done to the narrator does what it says, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.voice import polish
from tests.voice.test_speech import a_voice, silence


def level_db(samples: np.ndarray, low_hz: float, high_hz: float) -> float:
    power = np.abs(np.fft.rfft(samples)) ** 2
    at_hz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    return float(10 * np.log10(power[(at_hz >= low_hz) & (at_hz < high_hz)].sum() + 1e-12))


def noise(seconds: float, level: float) -> np.ndarray:
    return (level * np.random.default_rng(7).standard_normal(round(seconds * RATE_HZ))).astype(np.float32)


def test_softer_pulses_change_no_level():
    """Spreading the pulses changes when things happen, by some milliseconds, not how loud any frequency is."""
    sound = np.concatenate([silence(0.1), noise(1.0, 0.1), silence(0.1)])
    done = polish.softer_pulses(sound)
    assert len(done) == len(sound)
    for low, high in ((100, 1_000), (1_000, 4_000), (4_000, 8_000), (8_000, 16_000)):
        assert level_db(done, low, high) == pytest.approx(level_db(sound, low, high), abs=0.05)


def test_softer_pulses_take_the_edge_off_a_pulse_train():
    """Above 4 kHz a train of pulses becomes less peaky: kurtosis falls by more than half."""
    train = np.zeros(RATE_HZ, np.float32)
    train[:: RATE_HZ // 180] = 0.5

    def peaky(samples: np.ndarray) -> float:
        spectrum = np.fft.rfft(samples)
        spectrum[: len(spectrum) // 6] = 0
        high = np.fft.irfft(spectrum)
        return float((high**4).mean() / (high**2).mean() ** 2)

    assert peaky(polish.softer_pulses(train)) < peaky(train) / 2


def test_an_s_is_turned_down_and_a_vowel_is_not():
    """The band of the s falls by 3 to 7 dB while it lasts; the vowel before it keeps its level to 0.1 dB."""
    hiss = noise(0.25, 1.0)
    spectrum = np.fft.rfft(hiss)
    spectrum[np.fft.rfftfreq(len(hiss), 1 / RATE_HZ) < 5_500] = 0
    hiss = (0.12 * np.fft.irfft(spectrum, len(hiss))).astype(np.float32)
    sound = np.concatenate([a_voice(1.0), hiss, a_voice(1.0)])
    done = polish.softer_s(sound)
    inside = slice(RATE_HZ + 2_400, RATE_HZ + 9_600)
    vowel = slice(4_800, RATE_HZ - 4_800)
    assert -7.1 <= level_db(done[inside], 6_000, 11_000) - level_db(sound[inside], 6_000, 11_000) <= -3.0
    assert level_db(done[vowel], 100, 3_000) == pytest.approx(level_db(sound[vowel], 100, 3_000), abs=0.1)


def test_the_room_is_small_and_far_below_the_voice():
    """The direct sound comes through as it is; all reflections together stay 15 to 25 dB below, and end soon."""
    click = np.zeros(RATE_HZ, np.float32)
    click[0] = 1.0
    heard = polish.in_a_room(click)
    assert heard[0] == pytest.approx(1.0, abs=1e-3)
    reflected_db = 10 * np.log10(np.sum(heard[1:].astype(np.float64) ** 2))
    assert -25 < reflected_db < -15
    assert np.abs(heard[round(0.3 * RATE_HZ) :]).max() < 1e-4


def test_pauses_inside_a_sentence_get_longer_and_nothing_else_does():
    """A comma of 0.2 s gains what is asked; a stop consonant of 60 ms does not; both ends stay."""
    sound = np.concatenate([a_voice(0.5), silence(0.2), a_voice(0.5), silence(0.06), a_voice(0.5)])
    done = polish.with_longer_pauses(sound, from_s=0.12, add_s=0.1)
    assert len(done) == len(sound) + round(0.1 * RATE_HZ)
    assert np.array_equal(done[:24_000], sound[:24_000])
    assert np.array_equal(done[-50_000:], sound[-50_000:])


def test_the_same_phrase_always_sounds_the_same():
    """Nothing in the chain is drawn at random."""
    assert np.array_equal(polish.polished(a_voice(1.0)), polish.polished(a_voice(1.0)))
