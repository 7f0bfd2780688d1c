"""Breaths: how many fill a time, how long each is, and the shape that pacer and guide tone share."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.breath import (
    NAMED,
    breaths_of_number,
    breaths_of_time,
    fullness,
    fullness_integral,
    longest_hold_s,
    pattern_of,
    rate_pattern,
    too_fast_or_slow,
    too_short,
)
from reorigin_desktop.script.model import BreathPhase, Lane
from tests.script.written import timeline

QUICK = settings(max_examples=60, deadline=None, derandomize=True)
rates = st.fractions(min_value=2, max_value=20, max_denominator=20)
times = st.fractions(min_value=3, max_value=1800, max_denominator=1000)


def test_the_measured_ramp(tmp_path: Path):
    """7/min to 5.5/min for 10 minutes: 62 breaths from 8.663 s to 10.955 s, each longer than the one before."""
    made = timeline(tmp_path, "Hi.\n@pause 1s\n@breathe 7/min to 5.5/min for 10min")
    phases = [cue for cue in made.cues if cue.lane is Lane.BREATH]
    assert len(phases) == 124
    assert sum(cue.frames for cue in phases) == 28_800_000
    assert all(a.start_frame + a.frames == b.start_frame for a, b in pairwise(phases))
    breaths = breaths_of_time(rate_pattern(Fraction(7), Fraction(11, 2)), Fraction(600))
    lengths = breaths.lengths_s
    assert len(lengths) == 62
    assert sum(lengths) == 600
    assert (round(float(lengths[0]), 3), round(float(lengths[-1]), 3)) == (8.663, 10.955)
    assert all(a < b for a, b in pairwise(lengths))


def test_a_ramp_stays_near_its_line():
    """No breath of the measured ramp is more than 0.064 a minute from the straight line at its middle."""
    begin = Fraction(0)
    for length in breaths_of_time(rate_pattern(Fraction(7), Fraction(11, 2)), Fraction(600)).lengths_s:
        middle = begin + length / 2
        assert abs(60 / length - (7 - Fraction(3, 2) * middle / 600)) < Fraction(64, 1000)
        begin += length


def test_whole_breaths_fill_the_time():
    """4-6 for 2 min is 12 breaths of exactly 10 s; for 125 s it is 12, a little longer."""
    calm = NAMED["calm"]
    assert breaths_of_time(calm, Fraction(120)).lengths_s == (Fraction(10),) * 12
    assert breaths_of_time(calm, Fraction(124)).lengths_s == (Fraction(124, 12),) * 12


def test_a_number_of_breaths_takes_the_time_it_takes():
    """Exact cycles, also at a rate, also along a ramp."""
    assert breaths_of_number(NAMED["coherent"], 10).ends_s[-1] == 110
    assert breaths_of_number(rate_pattern(Fraction(6), Fraction(6)), 5).lengths_s == (Fraction(10),) * 5
    ramp = breaths_of_number(rate_pattern(Fraction(8), Fraction(4)), 20)
    assert ramp.ends_s[-1] == 200
    assert len(ramp.ends_s) == 20


def test_a_ratio_divides_each_breath(tmp_path: Path):
    """6/min is even; with ratio 4:6 the in-breath takes 4 of 10 s."""
    for ratio, frames in (("", 5 * RATE_HZ), ("ratio 4:6", 4 * RATE_HZ)):
        made = timeline(tmp_path, f"Hi.\n@breathe 6/min {ratio} for 1min")
        assert {cue.frames for cue in made.cues if cue.kind == "in"} == {frames}


def test_each_phase_knows_its_breath(tmp_path: Path):
    """Number, count, exact pace, guide and level; tone and −18 dB by default."""
    made = timeline(tmp_path, "Hi.\n@breathe 4-7-8 for 2 breaths\n@breathe box for 16s guide chime -20dB")
    phases = [cue.payload for cue in made.cues if isinstance(cue.payload, BreathPhase)]
    assert [(p.phase, p.breath, p.of) for p in phases[:6]] == [
        ("in", 1, 2), ("hold_full", 1, 2), ("out", 1, 2), ("in", 2, 2), ("hold_full", 2, 2), ("out", 2, 2),
    ]  # fmt: skip
    assert (phases[0].rate_per_min, phases[0].guide, phases[0].guide_db) == (60 / 19, "tone", -18)
    assert (phases[-1].phase, phases[-1].guide, phases[-1].guide_db) == ("hold_empty", "chime", -20)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("coherent", (5.5, 5.5)), ("calm", (4, 6)), ("box", (4, 4, 4, 4)), ("4-7-8", (4, 7, 8)), ("sigh", (3, 1, 6)),
     ("natural", (4, 5)), ("3.5-4.5", (3.5, 4.5)), ("Coherent", (5.5, 5.5))],
)  # fmt: skip
def test_patterns(tmp_path: Path, written: str, seconds: tuple[float, ...]):
    """By name or in seconds."""
    made = timeline(tmp_path, f"Hi.\n@breathe {written} for 1 breath")
    assert [cue.frames / RATE_HZ for cue in made.cues if cue.lane is Lane.BREATH] == list(seconds)


@pytest.mark.parametrize(
    "written",
    ["6/min for 30s", "6 / min for 30s", "6 breaths/min for 30s", "6 per min for 30s", "6 breaths per minute for 30s",
     "6/minute for 3 breaths", "6/min to 6/min for 0:30", "6/min guide tone ratio 1:1 for 0.5 min"],
)  # fmt: skip
def test_ways_to_write_a_rate(tmp_path: Path, written: str):
    """All of these are three breaths of ten seconds."""
    made = timeline(tmp_path, f"Hi.\n@breathe {written}")
    assert [cue.frames for cue in made.cues if cue.lane is Lane.BREATH] == [240_000] * 6


@QUICK
@given(rates, rates, times)
def test_breaths_of_any_rates_sum_to_the_time(first: Fraction, last: Fraction, time_s: Fraction):
    """To the exact second, phases touching, changing in one direction."""
    breaths = breaths_of_time(rate_pattern(first, last, (Fraction(4), Fraction(6))), time_s)
    lengths = breaths.lengths_s
    assert sum(lengths) == time_s
    assert all(length > 0 for length in lengths)
    phases = breaths.phases()
    assert phases[0][2] == 0
    assert phases[-1][3] == time_s
    assert all(a[3] == b[2] for a, b in pairwise(phases))
    inner = list(pairwise(lengths))
    if first > last:
        assert all(a < b for a, b in inner)
    elif first < last:
        assert all(a > b for a, b in inner)


@QUICK
@given(rates, times)
def test_the_number_of_breaths_is_the_rate_times_the_time(rate: Fraction, time_s: Fraction):
    """Rounded to whole breaths, one more or less at most where the limits ask for it."""
    number = len(breaths_of_time(rate_pattern(rate, rate), time_s).ends_s)
    assert abs(number - rate * time_s / 60) <= Fraction(3, 2) or number == 1


@QUICK
@given(st.integers(1, 25), st.integers(0, 25), st.integers(1, 25), st.integers(0, 25), times)
def test_stretching_keeps_the_limits_where_it_can(a: int, b: int, c: int, d: int, time_s: Fraction):
    """A pattern within the limits stays within them in any time that has room for a few of its breaths."""
    pattern = pattern_of((Fraction(a), Fraction(b), Fraction(c), Fraction(d)))
    one = breaths_of_number(pattern, 1)
    if too_fast_or_slow(one) is None and longest_hold_s(one) <= 20 and time_s >= 10 * one.ends_s[-1]:
        breaths = breaths_of_time(pattern, time_s)
        assert too_fast_or_slow(breaths) is None
        assert not too_short(breaths)


def test_the_shape_of_a_breath():
    """Empty to full, at rest at both ends; the integral is that of the shape."""
    u = np.linspace(0, 1, 100_001)
    shape = fullness(u)
    assert (shape[0], shape[-1], fullness(0.5)) == (0, 1, 0.5)
    assert np.all(np.diff(shape) > 0)
    assert abs(shape[1] / u[1]) < 1e-4
    areas = np.concatenate(([0.0], np.cumsum((shape[1:] + shape[:-1]) / 2 * np.diff(u))))
    assert np.max(np.abs(areas - fullness_integral(u))) < 1e-9
    assert fullness_integral(Fraction(1)) == Fraction(1, 2)
