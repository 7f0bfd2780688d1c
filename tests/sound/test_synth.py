"""The struck sounds: as loud as they should be, ringing out, and the same each time."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from reorigin_desktop.sound import synth
from reorigin_desktop.sound.levels import VOICE_LUFS, true_peak_dbtp
from reorigin_desktop.sound.loudness import loudest_lufs


@pytest.mark.parametrize("name", synth.CHIME_NAMES)
def test_a_chime_is_as_loud_as_the_voice_and_rings_out(name):
    """0 dB is -20 LUFS over the loudest 400 ms; it begins and ends without a click, 70 dB down."""
    samples = synth.chime(name)
    assert samples.dtype == np.float32
    assert samples.shape[1] == 2
    assert loudest_lufs(samples) == pytest.approx(VOICE_LUFS, abs=0.2)
    assert true_peak_dbtp(samples) < -1.0
    level = np.sqrt(np.mean(samples**2, axis=1))
    assert level[:2].max() < 0.01 * level.max()
    assert level[-480:].max() < 10 ** (-65 / 20) * level.max()


@pytest.mark.parametrize("name", synth.CHIME_NAMES)
def test_a_chime_only_fades(name):
    """After the stroke every quarter of its length is quieter than the one before."""
    quarters = np.array_split(synth.chime(name)[2400:], 4)
    powers = [float(np.mean(part**2)) for part in quarters]
    assert powers == sorted(powers, reverse=True)


@pytest.mark.parametrize("name", synth.CHIME_NAMES)
def test_a_chime_is_a_little_wide_and_in_the_middle(name):
    """The sides are alike, not the same, and equally loud within half a decibel."""
    samples = synth.chime(name)
    assert 0.6 < np.asarray(np.corrcoef(samples.T))[0, 1] < 0.9999
    left, right = (float(np.std(samples[:, side])) for side in range(2))
    assert abs(20 * np.log10(left / right)) < 0.5


def test_chimes_are_made_the_same_each_time():
    """Made anew, every bit is the same; and no two are the same sound."""
    before = {name: hashlib.sha256(synth.chime(name).tobytes()).hexdigest() for name in synth.CHIME_NAMES}
    synth.chime.cache_clear()
    assert before == {name: hashlib.sha256(synth.chime(name).tobytes()).hexdigest() for name in synth.CHIME_NAMES}
    assert len(set(before.values())) == len(before) == 5


def test_a_chime_cannot_be_spoilt():
    """The samples are shared, so nobody may write into them."""
    with pytest.raises(ValueError, match="read-only"):
        synth.chime("wood")[0] = 1.0
