"""The shipped beds, as they are decoded; and the rings that they are made on."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from reorigin_desktop.paths import bundled
from reorigin_desktop.sound import beds, noise_ring
from reorigin_desktop.sound.decode import load_sound, probe
from reorigin_desktop.sound.levels import BED_LUFS, loudness_lufs, true_peak_dbtp
from reorigin_desktop.sound.loudness import LoudnessMeter

S = 48_000
FOLDER = bundled("audio") / "beds"


@pytest.fixture(scope="module", params=beds.BED_NAMES)
def decoded(request):
    sound = load_sound(FOLDER / f"{request.param}.ogg")
    out = np.empty((sound.frames, 2), np.float32)
    sound.read(0, out)
    return out


def test_a_shipped_bed_is_as_loud_as_it_says_and_joins(decoded):
    """-26 LUFS, true peak under -7 dBTP, over two minutes, no offset, and no step where the end meets the beginning."""
    assert len(decoded) >= 120 * S
    assert loudness_lufs(decoded) == pytest.approx(BED_LUFS, abs=0.5)
    assert true_peak_dbtp(decoded) < -7.0
    assert np.abs(decoded.mean(axis=0)).max() < 1e-3
    assert beds.join_step(decoded, decoded) <= 1.5
    short = np.array_split(decoded, len(decoded) // (3 * S))
    levels = [loudness_lufs(part) for part in short]
    assert max(levels) - min(levels) < 15
    assert np.abs(np.diff([20 * np.log10(np.std(part)) for part in np.array_split(decoded, 128)])).max() < 10


def test_the_beds_are_those_that_the_format_names():
    """Eight of them, one file each, some 7 MB in all."""
    assert {path.stem for path in FOLDER.glob("*.ogg")} == set(beds.BED_NAMES)
    assert len(beds.BED_NAMES) == 8
    assert sum(path.stat().st_size for path in FOLDER.glob("*.ogg")) < 8_000_000
    for name in beds.BED_NAMES:
        assert probe(FOLDER / f"{name}.ogg").frames == beds.BED_S * S


@pytest.mark.parametrize("name", beds.BED_NAMES)
def test_a_bed_is_made_the_same_each_time_and_has_no_seam(name):
    """A short one: equal bits twice; where the ring closes the step is a usual one; already at its level."""
    ring = beds.bed(name, 8)
    assert hashlib.sha256(ring.tobytes()).digest() == hashlib.sha256(beds.bed(name, 8).tobytes()).digest()
    steps = np.abs(np.diff(ring, axis=0))
    assert np.abs(ring[0] - ring[-1]).max() <= steps.max()
    assert np.isfinite(ring).all()
    meter = LoudnessMeter()
    meter.add(ring)
    meter.add(ring)
    assert meter.loudness_lufs() == pytest.approx(BED_LUFS, abs=0.6)


def test_nothing_beats_in_the_depth():
    """Below 100 Hz pad and drone hold no two tones that could throb: there is next to nothing at all."""
    for name in ("pad", "drone"):
        ring = beds.bed(name, 8)[:, 0].astype(np.float64)
        power = np.abs(np.fft.rfft(ring)) ** 2
        border = 100 * len(ring) // S
        assert power[:border].sum() < 1e-3 * power.sum()


def test_what_is_laid_over_the_end_goes_on_at_the_beginning():
    """Events are added round the ring."""
    ring = np.zeros(10)
    noise_ring.lay(ring, 8, np.arange(1.0, 5.0))
    assert ring.tolist() == [3, 4, 0, 0, 0, 0, 0, 0, 1, 2]


def test_slow_curves_and_noise_close():
    """The step from the last value to the first is like any other; slow curves stay within -1 and 1."""
    dice = np.random.default_rng(2)
    curve = noise_ring.slow(S * 20, 0.3, dice)
    assert np.abs(curve).max() <= 1.0
    assert abs(curve[0] - curve[-1]) < 1e-4
    sound = noise_ring.noise(S * 4, noise_ring.band(100, 1000), dice)
    assert np.std(sound) == pytest.approx(1.0, abs=1e-6)
    assert abs(sound[0] - sound[-1]) <= np.abs(np.diff(sound)).max()
    assert noise_ring.whole_hz(110.0, S * 16) == pytest.approx(110.0, abs=0.04)


def test_the_calmest_cut_is_found():
    """An opened ring is the same ring, turned, and its ends join once they were encoded."""
    ring = beds.bed("wind", 8)
    turned = beds.opened(ring)
    place = int(np.flatnonzero((ring == turned[0]).all(axis=1))[0])
    assert np.array_equal(np.roll(ring, -place, axis=0), turned)
    decoded = beds._decoded(beds._encoded(turned))
    assert beds.join_step(decoded, decoded) <= 1.5
