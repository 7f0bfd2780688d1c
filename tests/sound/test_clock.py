"""The clock: smooth, never backwards, and right within a millisecond although the stamps are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.sound.clock import Clock, plausible

RATE_HZ = 48_000


def test_before_the_first_stamp_it_knows_nothing():
    """No guess is better than a wrong one."""
    clock = Clock()
    assert clock.frame_at(5.0) is None
    clock.add(5.1, 100, 5.0)
    assert clock.frame_at(5.1) == pytest.approx(100)


def test_noisy_stamps_make_a_steady_clock():
    """Stamps that are off by 1.5 ms, some by a whole block, and a card that drifts 100 ppm: within 1.1 ms always."""
    chance = random.Random(7)
    clock, drift, worst = Clock(), 1 + 100e-6, 0.0
    for step in range(2_400):
        now_s = step * 0.25
        noise_s = chance.gauss(0, 0.0007) + (512 / RATE_HZ if chance.random() < 0.03 else 0)
        frame = (now_s + 0.02) * RATE_HZ * drift
        clock.add(now_s + 0.02 + noise_s, frame, now_s)
        if step > 8:
            for part in (0.1, 0.2):
                told = clock.frame_at(now_s + part)
                assert told is not None
                worst = max(worst, abs(told - (now_s + part) * RATE_HZ * drift) / RATE_HZ)
    assert worst < 0.0011


@settings(max_examples=200)
@given(st.lists(st.floats(-0.4, 0.4), min_size=2, max_size=60), st.integers(1, 30))
def test_it_never_goes_back_and_never_leaps(errors_s: list[float], looks: int):
    """Whatever the stamps say: between half speed and one and a half times."""
    clock, before = Clock(), None
    for step, error_s in enumerate(errors_s):
        now_s = 10 + step * 0.25
        clock.add(now_s + error_s, now_s * RATE_HZ, now_s)
        for look in range(looks):
            at_s = now_s + 0.25 * look / looks
            told = clock.frame_at(at_s)
            assert told is not None
            if before is not None:
                assert 0.499 <= (told - before[1]) / RATE_HZ / (at_s - before[0]) <= 1.501
            before = (at_s, told)


@pytest.mark.parametrize("jump_s", [0.05, -0.05])
def test_a_real_jump_is_followed_within_two_seconds(jump_s: float):
    """After an underflow everything sounds later; four stamps that agree are believed against 28 that are old."""
    clock = Clock()
    for step in range(60):
        now_s = step * 0.25
        shift_s = jump_s if step >= 40 else 0.0
        clock.add(now_s + shift_s, now_s * RATE_HZ, now_s)
    for step in range(40):
        told = clock.frame_at(now_s + step * 0.1)
        assert told == pytest.approx((now_s + step * 0.1 - jump_s) * RATE_HZ, abs=2)


def test_after_a_restart_old_stamps_count_no_more():
    """Until one comes, the old line goes on; then that one is the whole truth, at once."""
    clock = Clock()
    for step in range(32):
        clock.add(step * 0.25, step * 0.25 * RATE_HZ, step * 0.25)
    clock.restart()
    assert clock.frame_at(8.0) == pytest.approx(8 * RATE_HZ)
    clock.add(8.2, 8.0 * RATE_HZ, 8.0)
    assert clock.frame_at(8.0) == pytest.approx(7.8 * RATE_HZ)


@pytest.mark.parametrize(
    ("sounds_s", "believed"),
    [(10.02, True), (10.0, True), (10.55, True), (0.0, False), (9.9, False), (10.7, False), (1.7e9, False)],
)
def test_impossible_stamps_are_refused(sounds_s: float, believed: bool):
    """Zero, the past, the far future, another clock."""
    assert plausible(sounds_s, sent_s=10.0, seen_s=10.1, latency_s=0.02) is believed
