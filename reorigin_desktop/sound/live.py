"""Plays a programme through an output: mixed ahead on a thread of its own, yet commands are answered at once."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np

from reorigin_desktop.errors import OutputError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.outlet import Output
from reorigin_desktop.sound.priority import raise_priority
from reorigin_desktop.sound.programme import Programme, Samples
from reorigin_desktop.sound.ring import Ring
from reorigin_desktop.sound.seams import (
    Audible,
    Heard,
    Seam,
    Stretch,
    Stretches,
    heard_between,
    render,
    risen_at,
    stretch_at,
    with_stretch,
    without_past,
)

BLOCK_FRAMES = 480
FADE_FRAMES = 480
PERIOD_S = 0.02
BLOCKS_AHEAD = 8
CLOSE_WAIT_S = 1.0
SWITCH_INTERVAL_S = 0.0005

Make = Callable[[int], tuple[Programme, int] | None]
"""From the programme's frame at the seam to what sounds from there on: a programme and its frame, or None for silence.

It runs on the mixing thread, and again with a later frame if the output was faster.
"""


@dataclass(frozen=True, slots=True)
class LiveStats:
    """How well it went so far.

    `late` counts revisions done again further ahead (nobody hears that), `dry_cycles` how often the queue
    was found empty, `underflows` what the output counted itself.
    """

    commands: int
    late: int
    dry_cycles: int
    underflows: int
    least_queued_frames: int


@dataclass(frozen=True, slots=True)
class _Command:
    make: Make
    fade_out_frames: int
    fade_in_frames: int
    seam: Future[Seam]


class Live:
    """The one thing that sounds: silence at first, then whatever the last command said.

    With `threaded=False` nothing happens by itself: `pump` does what the thread would do.
    """

    def __init__(self, output: Output, *, ahead_s: float = 0.35, threaded: bool = True) -> None:
        self.lost = threading.Event()
        self.fault: Exception | None = None
        self._output = output
        self._ahead_s = ahead_s
        self._ring = Ring()
        self._stretches: Stretches = (Stretch(0, None, 0, running=False),)
        self._scratch: Samples = np.zeros_like(self._ring.memory)
        self._block: Samples = np.zeros((BLOCK_FRAMES, 2), dtype=np.float32)
        self._commands: deque[_Command] = deque()
        self._wake = threading.Event()
        self._closing = False
        self._held: int | None = 0
        self._taken = 0
        self._opened_at = 0
        self._counts = {"commands": 0, "dry": 0, "least": self._ring.capacity}
        self._aside = threading.Event()
        self._aside_wanted = False
        self._switching = threading.Lock()
        self._leaving: threading.Thread | None = None
        self._thread = threading.Thread(target=self._run, name="mixer", daemon=True) if threaded else None

    def start(self) -> None:
        """Open the output with silence; OutputError if it cannot be opened."""
        self.pump()
        self._output.open(self._ring)
        self._held = None
        if self._thread is not None:
            self._thread.start()

    def close(self) -> None:
        """Stop, and let go of the output; commands that were not carried out are cancelled."""
        self._closing = True
        self._wake.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(CLOSE_WAIT_S)
        while self._commands:
            self._commands.popleft().seam.cancel()
        _let_go(self._output).join(CLOSE_WAIT_S)

    def command(
        self, make: Make, *, fade_out_frames: int = FADE_FRAMES, fade_in_frames: int = FADE_FRAMES
    ) -> Future[Seam]:
        """Change what sounds as soon as can be; the result says at which frames it changed."""
        seam: Future[Seam] = Future()
        if self._closing:
            seam.cancel()
            return seam
        self._commands.append(_Command(make, fade_out_frames, fade_in_frames, seam))
        self._wake.set()
        return seam

    def audible(self) -> Audible:
        """What leaves the loudspeaker at this moment; never waits."""
        held = self._held
        out_frame = self._output.audible_out_frame(time.perf_counter()) if held is None else held
        stretch = stretch_at(self._stretches, out_frame)
        return Audible(stretch.frame_at(out_frame), stretch.running and held is None, stretch.programme, out_frame)

    def take_heard(self) -> tuple[Heard, ...]:
        """The programme frames that were heard since the last call; for one caller."""
        stretches, last = self._stretches, self._heard_to()
        heard = heard_between(stretches, self._taken, last)
        self._taken = last
        return heard

    def heard_to(self) -> Audible:
        """Where `take_heard` has come to: behind `audible` by as much as a device may be quicker than it says."""
        stretch = stretch_at(self._stretches, self._taken)
        return Audible(stretch.frame_at(self._taken), stretch.running, stretch.programme, self._taken)

    def switch(self, output: Output) -> None:
        """Go on through another output with the very next frame; OutputError leaves everything held.

        Opening a device takes a moment, or for ever when its driver hangs: call it where waiting is allowed. One switch
        at a time: the next one waits.
        """
        with self._switching:
            self._switch(output)

    def _switch(self, output: Output) -> None:
        self._aside.clear()
        self._aside_wanted = True
        try:
            if self._thread is None or not self._thread.is_alive():
                self.pump()
            else:
                self._wake.set()
                self._aside.wait()
            if self._leaving is not None:
                self._leaving.join(CLOSE_WAIT_S)
            output.open(self._ring)
        except OutputError:
            self.lost.set()
            raise
        else:
            self._output = output
            self._held = None
            self.lost.clear()
        finally:
            self._aside_wanted = False
            self._wake.set()

    def stats(self) -> LiveStats:
        """Counts since the start."""
        counts = self._counts
        return LiveStats(counts["commands"], self._ring.late, counts["dry"], self._output.underflows, counts["least"])

    def pump(self) -> None:
        """Look after the output, carry out what was commanded, and top up the queue."""
        if self._aside_wanted:
            if not self._aside.is_set():
                self._hold()
                self._aside.set()
            return
        if self._held is None:
            self._output.tend(time.perf_counter())
            if self._output.lost.is_set():
                self._hold()
                self.lost.set()
        while self._commands:
            self._carry_out(self._commands.popleft())
        self._fill()

    def _run(self) -> None:
        raise_priority()
        while not self._closing:
            self.pump()
            self._wake.wait(PERIOD_S)
            self._wake.clear()

    def _heard_to(self) -> int:
        """The output frame up to which everything was surely heard: what waits in the device was not."""
        held, output = self._held, self._output
        if held is not None:
            return max(self._taken, held)
        left = self._ring.read - round(output.latency_s * RATE_HZ)
        return max(self._taken, self._opened_at, min(left, int(output.audible_out_frame(time.perf_counter()))))

    def _fill(self) -> None:
        """Render blocks until enough are queued, or a command is waiting."""
        ring, output = self._ring, self._output
        ahead = min(max(round(self._ahead_s * RATE_HZ), BLOCKS_AHEAD * output.blocksize), ring.capacity - BLOCK_FRAMES)
        queued = ring.queued
        if self._held is None:
            self._counts["least"] = min(self._counts["least"], queued)
            self._counts["dry"] += queued == 0
        while ring.queued < ahead and not self._commands:
            self._append_block()

    def _append_block(self) -> None:
        """Render the next block behind the queue's end."""
        start = self._ring.write
        try:
            render(self._stretches, self._block, start, self._scratch)
        except Exception as error:  # noqa: BLE001 - whatever a programme raises, sound and thread go on
            self._stop_at(start, error)
        else:
            self._ring.append(self._block)

    def _carry_out(self, command: _Command) -> None:
        """Put what the command makes into the queue, as near to its front as the output allows."""
        if not command.seam.set_running_or_notify_cancel():
            return
        while self._ring.write < self._stretches[-1].out_frame:
            self._append_block()
        before = without_past(self._stretches, min(self._taken, self._ring.read))
        after, seam = before, None

        def revised(out: Samples, start: int) -> None:
            nonlocal after, seam
            last = before[-1]
            left_frame = int(last.frame_at(start))
            wanted = command.make(left_frame)
            programme, frame = wanted if wanted is not None else (last.programme, left_frame)
            new = Stretch(start, programme, frame, wanted is not None, command.fade_out_frames, command.fade_in_frames)
            after = with_stretch(before, new)
            seam = Seam(start, left_frame, programme if wanted is not None else None, frame)
            render(after, out, start, self._scratch)

        try:
            self._ring.revise(
                revised,
                reader_frames=self._output.blocksize if self._held is None else 0,
                not_before=before[-1].out_frame,
                keep_frames=round(self._ahead_s * RATE_HZ / 2),
            )
        except Exception as error:  # noqa: BLE001 - the caller is told, and what sounded goes on
            command.seam.set_exception(error)
            return
        self._stretches = after
        self._counts["commands"] += 1
        assert seam is not None
        command.seam.set_result(seam)

    def _hold(self) -> None:
        """Time stands still at the last frame that was heard; what waited in the device is queued again."""
        if self._held is not None:
            return
        frame = self._heard_to()
        self._held = self._opened_at = frame
        self._ring.detach()
        self._leaving = _let_go(self._output)
        self._stretches = risen_at(self._stretches, frame, FADE_FRAMES)
        self._ring.rewind(frame)

    def _stop_at(self, out_frame: int, error: Exception) -> None:
        """A programme that cannot be rendered is a bug: hold its frame in silence, and tell the excepthook."""
        stretch = stretch_at(self._stretches, out_frame)
        stopped = Stretch(out_frame, stretch.programme, int(stretch.frame_at(out_frame)), running=False)
        self._stretches = (*(s for s in self._stretches if s.out_frame < out_frame), stopped)
        self.fault = error
        threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))


def prepare_interpreter() -> None:
    """Make the interpreter fit for sound: call it at start-up, and again once everything is loaded.

    Threads get the interpreter lock after 0.5 ms instead of 5, and what exists now is never looked at by the garbage
    collector again, whose pauses fall from 50 ms to under one.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()


def _let_go(output: Output) -> threading.Thread:
    """Close an output on a thread that may hang with its device."""
    thread = threading.Thread(target=output.close, name="closing output", daemon=True)
    thread.start()
    return thread
