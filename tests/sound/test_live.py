"""Live: what was heard is known to the frame, and nothing is heard that was not asked for."""

from __future__ import annotations

import gc
import sys
import threading
import time
from concurrent.futures import Future

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.errors import OutputError
from reorigin_desktop.sound.live import Live, Make, prepare_interpreter
from reorigin_desktop.sound.programme import Programme, Samples
from reorigin_desktop.sound.ring import Ring
from reorigin_desktop.sound.seams import Heard, Seam
from tests.cranked import CrankedOutput
from tests.sound.numbered import Numbered, numbers

FADE = 480


def by_hand(blocksize: int = 480, latency_frames: int = 0) -> tuple[Live, CrankedOutput]:
    output = CrankedOutput(blocksize, latency_frames)
    live = Live(output, threaded=False)
    output.pump = live.pump
    live.start()
    return live, output


def settled(live: Live, seam: Future[Seam]) -> Seam:
    live.pump()
    return seam.result(timeout=0)


def playing(programme: Programme, frame: int | None = None) -> Make:
    return lambda at: (programme, at if frame is None else frame)


def expanded(heard: tuple[Heard, ...]) -> list[tuple[int, int]]:
    return [
        (part.programme.mark, frame)
        for part in heard
        if isinstance(part.programme, Numbered)
        for frame in range(part.start_frame, part.end_frame)
    ]


commands = st.one_of(
    st.tuples(st.just("play"), st.integers(0, 3), st.integers(0, 60_000)),
    st.tuples(st.just("change"), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("pause"), st.just(0), st.just(0)),
    st.tuples(st.just("crank"), st.integers(1, 9_000), st.just(0)),
    st.tuples(st.just("look"), st.just(0), st.just(0)),
    st.tuples(st.just("lose"), st.just(0), st.just(0)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(commands, max_size=25), st.sampled_from([1, 128, 480, 512]), st.sampled_from([0, 700]))
def test_what_is_reported_is_what_sounded(steps: list[tuple[str, int, int]], blocksize: int, latency_frames: int):
    """Every frame once for each time it sounded, in order, none that did not; the seams say where each came from."""
    programmes = [Numbered(50_000, mark) for mark in range(4)]
    live, output = by_hand(blocksize, latency_frames)
    seams: list[Future[Seam]] = []
    reported: list[tuple[int, int]] = []
    sounded: list[Samples] = []
    begins = [0]
    for kind, number, frame in steps:
        programme = programmes[number % 4]
        if kind == "play":
            seams.append(live.command(playing(programme, frame)))
        elif kind == "change":
            seams.append(live.command(playing(programme)))
        elif kind == "pause":
            seams.append(live.command(lambda at: None))
        elif kind == "crank":
            output.crank(number)
        elif kind == "look":
            reported += expanded(live.take_heard())
        else:
            samples = output.samples()
            sounded.append(samples[: max(0, len(samples) - latency_frames)])
            begins.append(begins[-1] + len(sounded[-1]))
            output.lost.set()
            live.pump()
            assert live.lost.is_set()
            output = CrankedOutput(blocksize, latency_frames)
            output.pump = live.pump
            live.switch(output)
            assert not live.lost.is_set()
    seams.append(live.command(lambda at: None))
    output.crank(6_000)
    reported += expanded(live.take_heard())
    heard = np.concatenate([*sounded, output.samples()])

    mark_meant, frame_meant = meant([seam.result(timeout=0) for seam in seams], len(heard))
    fading = np.zeros(len(heard), dtype=bool)
    for begin in [*begins[1:], *(seam.result(timeout=0).out_frame for seam in seams)]:
        fading[begin : begin + FADE] = True
    mark_heard, frame_heard = numbers(heard)
    assert (mark_heard == mark_meant)[~fading].all()
    assert (frame_heard == frame_meant)[~fading].all()
    sounding = mark_meant >= 0
    assert reported == list(zip(mark_meant[sounding].tolist(), frame_meant[sounding].tolist(), strict=True))


def meant(seams: list[Seam], frames: int) -> tuple[np.ndarray, np.ndarray]:
    """(mark, frame) of every output frame by the seams alone; mark -1 is silence."""
    mark, frame = np.full(frames, -1), np.zeros(frames, dtype=np.int64)
    for seam in seams:
        inside = np.arange(seam.frame, seam.frame + frames - seam.out_frame)
        programme = seam.programme
        sounds = inside < (programme.frames if programme is not None else 0)
        mark[seam.out_frame :] = np.where(sounds, getattr(programme, "mark", -1), -1)
        frame[seam.out_frame :] = np.where(sounds, inside, 0)
    return mark, frame


def test_pause_and_resume_lose_nothing_and_double_nothing():
    """The frame after the pause is the frame before it plus one; while paused all is silence."""
    live, output = by_hand()
    programme = Numbered(100_000)
    live.command(lambda at: (programme, 5_000))
    output.crank(20_000)
    pause = settled(live, live.command(lambda at: None))
    output.crank(20_000)
    assert live.audible().frame == pause.left_frame
    assert not live.audible().running
    assert live.audible().programme is programme
    resume = settled(live, live.command(lambda at: (programme, at)))
    assert resume.left_frame == resume.frame == pause.left_frame
    output.crank(20_000)
    mark, frame = numbers(output.samples())
    assert (mark[pause.out_frame + FADE : resume.out_frame] == -1).all()
    assert frame[pause.out_frame - 1] + 1 == pause.left_frame
    assert frame[resume.out_frame + FADE] == pause.left_frame + FADE
    assert [(part.start_frame, part.end_frame) for part in live.take_heard()] == [
        (5_000, pause.left_frame),
        (pause.left_frame, pause.left_frame + 60_000 - resume.out_frame),
    ]
    assert live.take_heard() == ()


def test_an_answer_comes_one_block_and_a_guard_later_whatever_is_queued():
    """350 ms are queued, and yet the change is less than 20 ms away."""
    live, output = by_hand(blocksize=512)
    output.crank(4_096)
    assert output.ring.queued > 16_000
    seam = settled(live, live.command(lambda at: (Numbered(1_000), at)))
    assert seam.out_frame == 4_096 + 512 + 256


def test_of_two_commands_at_once_only_the_last_is_heard():
    """A seek and a pause in one breath make no blip of the place that was sought."""
    live, output = by_hand()
    output.crank(4_800)
    sought = live.command(lambda at: (Numbered(90_000, mark=3), 40_000))
    paused = settled(live, live.command(lambda at: None))
    assert paused.out_frame == sought.result().out_frame
    assert paused.left_frame == 40_000
    output.crank(20_000)
    assert (output.samples() == 0).all()
    assert live.take_heard() == ()
    assert live.audible().frame == 40_000


class Steady:
    """A programme of one constant level, for looking at fades."""

    def __init__(self, level: float, frames: int = 200_000) -> None:
        self.level = level
        self.frames = frames

    def render(self, out: Samples, start_frame: int) -> None:
        out[:] = self.level
        out[max(0, self.frames - start_frame) :] = 0.0


def test_nothing_ever_begins_or_ends_with_a_step():
    """Start, pause, resume, seek, volume, loss and return: no two neighbouring samples are far apart."""
    live, output = by_hand()
    loud, soft = Steady(0.5), Steady(0.1)
    for make in (
        lambda at: (loud, 0),
        lambda at: None,
        lambda at: (loud, at),
        lambda at: (soft, at),
        lambda at: (loud, 9),
    ):
        live.command(make)
        output.crank(900)
        live.command(make)
        output.crank(3_000)
    output.lost.set()
    live.pump()
    again = CrankedOutput()
    again.pump = live.pump
    live.switch(again)
    again.crank(3_000)
    for heard in (output.samples(), again.samples()):
        steps = np.abs(np.diff(heard, axis=0, prepend=np.zeros((1, 2), dtype=np.float32)))
        assert steps.max() < 0.0025
        assert np.abs(heard).max() <= 0.5
    assert again.samples()[-1, 0] == 0.5


def test_commands_in_the_middle_of_fades_make_no_step_either():
    """Pause and play, hammered: each new fade begins where the last one was."""
    live, output = by_hand(blocksize=64)
    loud = Steady(0.5)
    live.command(playing(loud, 0))
    output.crank(2_000)
    for number in range(40):
        live.command(playing(loud) if number % 2 else (lambda at: None))
        output.crank(40 + 17 * number)
        live.take_heard()
    steps = np.abs(np.diff(output.samples(), axis=0))
    assert steps.max() < 0.0045


def test_fades_have_the_length_that_was_asked_for():
    """A long fade out is rendered on from the old programme, as far as it goes."""
    live, output = by_hand()
    live.command(lambda at: (Steady(0.5), 0))
    output.crank(4_800)
    seam = settled(live, live.command(lambda at: None, fade_out_frames=48_000))
    output.crank(60_000)
    heard = output.samples()[seam.out_frame :, 0]
    assert heard[24_000] == pytest.approx(0.25, abs=1e-4)
    assert heard[47_999] > 0 == heard[48_000]


def test_a_lost_output_holds_the_exact_frame_and_the_next_one_goes_on_with_it():
    """What waited in the device was not heard: it is played again, and counted once."""
    live, output = by_hand(latency_frames=1_000)
    programme = Numbered(200_000)
    begin = settled(live, live.command(lambda at: (programme, 0)))
    output.crank(30_000)
    heard = expanded(live.take_heard())
    output.lost.set()
    live.pump()
    assert live.lost.is_set()
    assert output.closed.wait(1)
    held = live.audible()
    assert held == (held_frame := live.audible())
    assert held_frame.frame == 29_000 - begin.out_frame
    assert not held.running
    again = CrankedOutput()
    again.pump = live.pump
    live.switch(again)
    again.crank(10_000)
    _, frame = numbers(again.samples())
    assert frame[FADE] == 29_000 - begin.out_frame + FADE
    heard += expanded(live.take_heard())
    assert heard == [(0, frame) for frame in range(39_000 - begin.out_frame)]


def test_commands_are_carried_out_while_there_is_no_output():
    """Pause while it is gone: the next output begins in silence; resume goes on at the held frame."""
    live, output = by_hand(latency_frames=480)
    programme = Numbered(200_000)
    live.command(lambda at: (programme, 0))
    output.crank(9_600)
    output.lost.set()
    live.pump()
    pause = settled(live, live.command(lambda at: None))
    assert pause.out_frame == 9_600 - 480
    again = CrankedOutput()
    again.pump = live.pump
    live.switch(again)
    again.crank(4_800)
    assert (again.samples() == 0).all()
    resume = settled(live, live.command(lambda at: (programme, at)))
    assert resume.frame == pause.left_frame


class Unopenable(CrankedOutput):
    def open(self, ring: object) -> None:
        raise OutputError("a crank", "There is none.", "Make one.")


def test_an_output_that_cannot_be_opened_leaves_everything_held():
    """The error is told, and another output may be tried."""
    with pytest.raises(OutputError):
        Live(Unopenable()).start()
    live, output = by_hand()
    live.command(lambda at: (Numbered(90_000), 0))
    output.crank(4_800)
    held = live.audible().frame
    with pytest.raises(OutputError):
        live.switch(Unopenable())
    assert live.lost.is_set()
    assert live.audible().frame == held
    again = CrankedOutput()
    again.pump = live.pump
    live.switch(again)
    assert not live.lost.is_set()
    again.crank(480)
    assert live.audible().frame == held + 480


def test_the_position_stands_at_the_end_of_a_programme():
    """Silence goes on beyond the end, but nothing more is heard of it."""
    live, output = by_hand()
    programme = Numbered(2_000)
    live.command(lambda at: (programme, 0))
    output.crank(9_600)
    assert live.audible().frame == 2_000
    assert live.take_heard() == (Heard(programme, 0, 2_000),)
    seam = settled(live, live.command(lambda at: (Numbered(4_000, 1), at)))
    assert seam.frame == 2_000


class Broken:
    frames = 100_000

    def render(self, out: Samples, start_frame: int) -> None:
        if start_frame > 20_000:
            raise RuntimeError("no more")
        out[:] = 0.25


def test_a_programme_that_fails_is_held_in_silence_and_the_bug_is_told(monkeypatch: pytest.MonkeyPatch):
    """The thread lives on, and the next command works."""
    told: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    live, output = by_hand()
    live.command(lambda at: (Broken(), 0))
    output.crank(60_000)
    assert isinstance(live.fault, RuntimeError)
    assert [args.exc_type for args in told] == [RuntimeError]
    assert not live.audible().running
    assert 20_000 < live.audible().frame < 21_000
    broken = live.command(lambda at: (Broken(), 50_000))
    live.pump()
    assert isinstance(broken.exception(timeout=0), RuntimeError)
    assert settled(live, live.command(lambda at: (Numbered(90_000), 7))).frame == 7
    output.crank(4_800)
    assert numbers(output.samples())[1][-1] > 7


def test_the_thread_answers_within_a_breath_and_ends_when_told():
    """Start, command, audible, close, all without a pump."""
    output = CrankedOutput()
    live = Live(output)
    live.start()
    programme: Programme = Numbered(200_000)
    began_s = time.perf_counter()
    assert live.command(lambda at: (programme, 0)).result(timeout=2).frame == 0
    assert time.perf_counter() - began_s < 1
    output.crank(48_000)
    assert sum(part.end_frame - part.start_frame for part in live.take_heard()) > 40_000
    again = CrankedOutput()
    live.switch(again)
    again.crank(480)
    assert live.audible().out_frame == 48_480
    assert live.stats().commands == 1
    live.close()
    assert again.closed.is_set()
    assert not any(thread.name == "mixer" for thread in threading.enumerate())
    assert live.command(lambda at: None).cancelled()


def test_the_interpreter_is_prepared():
    """Short turns for threads, and nothing old for the collector."""
    interval_s = sys.getswitchinterval()
    try:
        prepare_interpreter()
        assert sys.getswitchinterval() == pytest.approx(0.0005)
        assert gc.get_freeze_count() > 0
    finally:
        sys.setswitchinterval(interval_s)
        gc.unfreeze()


class SlowToOpen(CrankedOutput):
    """A device that takes a moment to open."""

    def open(self, ring: Ring) -> None:
        time.sleep(0.2)
        super().open(ring)


def test_of_two_changes_of_output_at_once_one_waits_for_the_other():
    """As when a list of devices is gone through by keys: only the last one plays, and each one before is closed."""
    first = CrankedOutput()
    live = Live(first)
    live.start()
    others = [SlowToOpen(), SlowToOpen(), SlowToOpen()]
    threads = [threading.Thread(target=live.switch, args=(output,), daemon=True) for output in others]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join(10.0)
        assert not thread.is_alive()
    assert first.closed.wait(5.0)
    assert sum(output.closed.wait(0.5) for output in others) == 2
    live.close()
