"""The silent output: real time, exact, and never a frame too many."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from reorigin_desktop.sound.live import Live
from reorigin_desktop.sound.null import NullOutput
from reorigin_desktop.sound.seams import Heard
from tests.sound.numbered import Numbered


def test_time_passes_at_the_pace_of_the_clock():
    """A second is 48,000 frames, to the fraction of a frame, at every look."""
    live = Live(NullOutput())
    live.start()
    try:
        live.command(lambda at: (Numbered(500_000), 0)).result(timeout=2)
        time.sleep(0.1)
        first_s, first = time.perf_counter(), live.audible()
        looks = []
        while time.perf_counter() < first_s + 0.8:
            looks.append(live.audible().out_frame)
            time.sleep(0.003)
        last_s, last = time.perf_counter(), live.audible()
        assert live.stats().dry_cycles == 0
    finally:
        live.close()
    assert looks == sorted(looks)
    assert last.out_frame - first.out_frame == pytest.approx((last_s - first_s) * 48_000, abs=480)
    assert last.frame - first.frame == last.out_frame - first.out_frame
    assert last.running


@pytest.mark.parametrize("speed", [4.0, 30.0])
def test_a_fast_clock_skips_nothing(speed: float):
    """Every frame of the programme goes by, only sooner."""
    live = Live(NullOutput(speed))
    programme = Numbered(480_000)
    live.start()
    try:
        began_s = time.perf_counter()
        live.command(lambda at: (programme, 0)).result(timeout=2)
        heard: list[Heard] = []
        while live.audible().frame < programme.frames:
            assert time.perf_counter() - began_s < 60 / speed
            heard += live.take_heard()
            time.sleep(0.005)
        time.sleep(0.05)
        heard += live.take_heard()
    finally:
        live.close()
    assert time.perf_counter() - began_s > 9 / speed
    assert heard[0].start_frame == 0
    assert all(a.end_frame == b.start_frame for a, b in pairwise(heard))
    assert heard[-1].end_frame == programme.frames


def test_a_pause_is_exact_here_too():
    """What was heard before and after meets in the middle."""
    live = Live(NullOutput())
    programme = Numbered(480_000)
    live.start()
    try:
        live.command(lambda at: (programme, 0)).result(timeout=2)
        time.sleep(0.15)
        pause = live.command(lambda at: None).result(timeout=2)
        time.sleep(0.1)
        assert live.audible().frame == pause.left_frame
        assert sum(part.end_frame - part.start_frame for part in live.take_heard()) == pause.left_frame
        resume = live.command(lambda at: (programme, at)).result(timeout=2)
        assert resume.frame == pause.left_frame
        time.sleep(0.1)
        assert live.take_heard()[0].start_frame == pause.left_frame
    finally:
        live.close()


def test_when_nothing_is_queued_time_waits():
    """No mixer, no time: the position never runs past what was rendered."""
    output = NullOutput()
    live = Live(output, threaded=False)
    live.start()
    time.sleep(0.6)
    assert live.audible().out_frame == 16_800
    live.pump()
    time.sleep(0.05)
    assert 16_800 < live.audible().out_frame < 22_000
    live.close()
