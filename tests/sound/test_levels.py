"""The meters against the figures of the standards."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reorigin_desktop.sound.levels import db_of_gain, gain_of_db, loudness_lufs, true_peak_dbtp, volume_gain
from reorigin_desktop.sound.loudness import LoudnessMeter, loudest_lufs, measured_lufs
from reorigin_desktop.sound.peaks import TruePeakMeter
from reorigin_desktop.sound.source import MemorySound


def tones(*parts: tuple[float, float], hz: float = 1000.0) -> np.ndarray:
    """Stereo sine, one stretch after another: (level in dBFS, seconds)."""
    level = np.concatenate([np.full(round(48_000 * seconds), 10 ** (dbfs / 20)) for dbfs, seconds in parts])
    side = level * np.sin(2 * np.pi * hz * np.arange(len(level)) / 48_000)
    return np.stack([side, side], axis=1).astype(np.float32)


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([(-23.0, 20.0)], -23.0),
        ([(-33.0, 20.0)], -33.0),
        ([(-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0)], -23.0),
        ([(-72.0, 10.0), (-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0), (-72.0, 10.0)], -23.0),
        ([(-26.0, 20.0), (-20.0, 20.1), (-26.0, 20.0)], -23.0),
    ],
)
def test_loudness_of_the_ebu_test_tones(parts, wanted):
    """EBU Tech 3341, cases 1 to 5: within 0.1 LU."""
    assert loudness_lufs(tones(*parts)) == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("hz", [50.0, 100.0, 997.0, 4000.0])
def test_the_weighting_at_several_frequencies(hz):
    """The K filter's own gain there, from its published coefficients."""
    z = np.exp(-2j * np.pi * hz / 48_000)
    shelf = (1.53512485958697 - 2.69169619 * z + 1.19839281 * z**2) / (1 - 1.69065929 * z + 0.732480774 * z**2)
    high = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    expected = 20 * np.log10(abs(shelf * high))
    assert loudness_lufs(tones((-20.0, 5.0), hz=hz)) == pytest.approx(-20.0 - 0.691 + expected, abs=0.03)


def test_mono_counts_as_one_loudspeaker():
    """The same signal on two sides is 3 dB louder than on one."""
    stereo = tones((-23.0, 5.0))
    assert loudness_lufs(stereo[:, 0]) == pytest.approx(-26.0, abs=0.1)
    assert loudness_lufs(stereo[:, :1]) == loudness_lufs(stereo[:, 0])


def test_short_sounds_are_repeated_and_silence_is_minus_infinity():
    """Half a second has the loudness of five seconds of the same; nothing has none."""
    assert loudness_lufs(tones((-20.0, 0.5))) == pytest.approx(loudness_lufs(tones((-20.0, 5.0))), abs=0.1)
    assert loudness_lufs(np.zeros(48_000, np.float32)) == -math.inf
    assert loudness_lufs(np.zeros((0, 2), np.float32)) == -math.inf
    assert loudest_lufs(np.concatenate([tones((-60.0, 2.0)), tones((-20.0, 0.5))])) == pytest.approx(-20.0, abs=0.1)


def test_the_meters_do_not_care_how_a_signal_is_cut():
    """Blocks of 1 to 30,000 frames, and asking in between, change nothing."""
    signal = (0.1 * np.random.default_rng(1).standard_normal((200_000, 2))).astype(np.float32)
    cuts = np.sort(np.random.default_rng(2).integers(0, len(signal), 60))
    loudness, peak = LoudnessMeter(), TruePeakMeter()
    for part in np.split(signal, cuts):
        loudness.add(part)
        peak.add(part)
        loudness.loudness_lufs()
    assert loudness.loudness_lufs() == pytest.approx(loudness_lufs(signal), abs=1e-4)
    assert 20 * math.log10(peak.highest()) == pytest.approx(true_peak_dbtp(signal), abs=1e-5)


@pytest.mark.parametrize(("divisor", "phase"), [(4, 0.0), (4, 45.0), (6, 60.0), (8, 67.5)])
def test_true_peak_of_the_ebu_test_tones(divisor, phase):
    """EBU Tech 3341, cases 15 to 18: -6 dBTP, +0.2/-0.4 dB, also where no sample meets the crest."""
    at = np.arange(48_000)
    sine = 0.5 * np.sin(2 * np.pi * at / divisor + math.radians(phase))
    sine *= np.clip(np.minimum(at, at[::-1]) / 2000, 0, 1)
    assert -6.4 <= true_peak_dbtp(sine.astype(np.float32)) <= -5.8


def test_a_sound_is_measured_as_heard():
    """A mono take of -23 LUFS is heard at -20; silence counts as -50; a long sound is measured here and there."""
    take = tones((-20.0, 4.0))[:, :1]
    assert loudness_lufs(take) == pytest.approx(-23.0, abs=0.1)
    assert measured_lufs(MemorySound(take)) == pytest.approx(-20.0, abs=0.1)
    assert measured_lufs(MemorySound(take[:48_000])) == pytest.approx(-20.0, abs=0.1)
    assert measured_lufs(MemorySound(np.zeros(480_000, np.float32))) == -50.0
    long = Long(6 * 60 * 48_000)
    assert measured_lufs(long) == pytest.approx(-20.0, abs=0.1)
    assert long.frames_read <= 5 * 60 * 48_000
    assert long.furthest == long.frames


class Long:
    """A steady sound that counts what is read of it."""

    def __init__(self, frames: int) -> None:
        self.frames, self.frames_read, self.furthest = frames, 0, 0

    def read(self, start_frame: int, out: np.ndarray) -> None:
        self.frames_read += len(out)
        self.furthest = max(self.furthest, start_frame + len(out))
        at = np.arange(start_frame, start_frame + len(out)) / 48_000
        out[:] = 0.1 * np.sin(2 * np.pi * 1000 * at)[:, None]


def test_levels_and_gains():
    """Decibels there and back; the slider's ends are exact and it only rises."""
    assert gain_of_db(-6.0) == pytest.approx(0.501, abs=0.001)
    assert db_of_gain(gain_of_db(-17.3)) == pytest.approx(-17.3)
    assert db_of_gain(0.0) == -math.inf
    assert gain_of_db(-math.inf) == 0.0
    assert volume_gain(0.0) == 0.0
    assert volume_gain(1.0) == 1.0
    steps = [volume_gain(step / 100) for step in range(101)]
    assert steps == sorted(steps)
    assert db_of_gain(volume_gain(0.5)) == pytest.approx(-18.06, abs=0.01)
