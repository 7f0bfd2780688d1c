"""A session in the terminal: no window, the same player."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import TextIO

from reorigin_desktop.frames import clock_text
from reorigin_desktop.player.look import Look, Notice, State
from reorigin_desktop.script.model import Stop
from reorigin_desktop.ui.playing import Playing
from reorigin_desktop.ui.raw_keys import Read, raw_keys
from reorigin_desktop.ui.terminal_view import View, view_on
from reorigin_desktop.ui.typed_answers import Typed, after_key, fit_answer

LONGEST_STOP_S = 5.0
"""Where nobody can answer, a stop takes its usual time, but never longer than this."""
_STEP_S = 0.02
_DRAW_S = 0.08
_SKIP_S = 10.0
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells know it."""


class _Ending:
    """Counts Ctrl-C and the system's wish that the program ends; each is one request to land."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Called by the signal; only counts."""
        self.asked += 1


@contextlib.contextmanager
def _asked_to_end() -> Iterator[_Ending]:
    """Until the block is left, Ctrl-C is a request and not an exception in the middle of a line."""
    ending = _Ending()
    if threading.current_thread() is not threading.main_thread():
        yield ending
        return
    before = {number: signal.signal(number, ending.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _no_keys(wait_s: float) -> str:
    """Nobody is there to press one: only waits."""
    time.sleep(wait_s)
    return ""


def play_in_terminal(player: Playing, *, out: TextIO, keys: bool, answers: Mapping[str, str]) -> int:
    """Plays to the end, and says what was completed; returns the exit code.

    `keys` says that standard input is a terminal with somebody at it. Else each stop is left after its usual time, at
    most 5 s, and counts as timed out, unless `answers` has one under the question's name (or the wait's label).
    """
    with (
        _asked_to_end() as ending,
        raw_keys() if keys else contextlib.nullcontext(_no_keys) as read,
        view_on(out) as view,
    ):
        desk = _Terminal(player, view, read, ending, answers, attended=keys)
        player.play()
        while desk.step():
            pass
    out.writelines(f"{line}\n" for line in summary_lines(player))
    out.flush()
    return INTERRUPTED if ending.asked else 0


def summary_lines(player: Playing) -> list[str]:
    """What was done, in a line or two."""
    summary = player.summary()
    if summary is None:
        return []
    parts = [f"{part.completed} of {part.of} {part.label or 'rounds'}" for part in summary.practised]
    lines = ["  ".join((f"{clock_text(summary.heard_s)} heard.", *(f"{part}." for part in parts)))]
    if not summary.recorded:
        lines.append("Nothing was written into the journal.")
    return lines


class _Terminal:
    """One step after the other: a look, a key, and what they mean together."""

    def __init__(
        self,
        player: Playing,
        view: View,
        read: Read,
        ending: _Ending,
        answers: Mapping[str, str],
        *,
        attended: bool,
    ) -> None:
        self._player, self._view, self._read, self._ending = player, view, read, ending
        self._answers, self._attended = answers, attended
        self._landings = 0
        self._typed = Typed()
        self._stop: Stop | None = None
        self._left = False
        self._notice: Notice | None = None
        self._drawn_s = 0.0

    def step(self) -> bool:
        """Shows what is true, does what was asked; False once the run is over."""
        look = self._player.look()
        if look.state is State.FINISHED:
            return False
        if look.stop is not self._stop:
            self._stop, self._typed, self._left = look.stop, Typed(), False
        if look.notice is not None and look.notice != self._notice:
            self._view.say(f"{look.notice.what} {look.notice.fix}".strip())
        self._notice = look.notice
        if not self._attended or time.monotonic() - self._drawn_s >= _DRAW_S:
            self._view.show(look, self._typed)
            self._drawn_s = time.monotonic()
        while self._landings < self._ending.asked:
            self._landings += 1
            self._player.land()
        if look.stop is not None and look.state is State.HOLDING and not self._left:
            self._answer_unasked(look, look.stop)
        key = self._read(_STEP_S)
        if key:
            self._press(key, look)
        return True

    def _answer_unasked(self, look: Look, stop: Stop) -> None:
        """An answer that was given beforehand; or, with nobody there, none when the time is over."""
        given = None
        if stop.ask is not None and stop.ask.name in self._answers:
            given = fit_answer(stop.ask, self._answers[stop.ask.name])
            if given is not None:
                self._player.answer(given)
        elif stop.wait is not None and stop.wait.label and stop.wait.label in self._answers:
            given = self._answers[stop.wait.label]
            self._player.go_on()
        if given is None and not self._attended and look.stop_for_s >= min(stop.expect_s, LONGEST_STOP_S):
            self._player.time_out()
            self._left = True
        elif given is not None:
            if stop.ask is not None:
                self._view.say(f"      → {given}")
            self._left = True

    def _press(self, key: str, look: Look) -> None:
        """What a key does now; letters belong to the answer while a question is open."""
        asks = look.stop is not None and look.stop.ask is not None and look.state is State.HOLDING
        if key == "esc" or (key == "q" and not asks):
            self._player.land()
        elif asks and not self._left and key not in {"left", "right", "page up", "page down"}:
            self._type(key, look)
        elif key == "space":
            self._player.toggle()
        elif key == "enter":
            self._player.play() if look.state is State.PAUSED else self._player.go_on()
        elif key in {"left", "right"}:
            self._player.skip(_SKIP_S if key == "right" else -_SKIP_S)
        elif key == "page down":
            self._player.next_section()
        elif key == "page up":
            self._player.previous_section()
        elif key == "home":
            self._player.restart()

    def _type(self, key: str, look: Look) -> None:
        assert look.stop is not None
        assert look.stop.ask is not None
        self._typed = after_key(self._typed, look.stop.ask, key)
        if self._typed.done:
            self._left = True
            self._player.answer(self._typed.answer)
