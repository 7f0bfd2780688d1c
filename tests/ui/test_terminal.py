"""The terminal player: every caption as a line where nobody watches, keys and a living picture where somebody does."""

from __future__ import annotations

import io
import os
import pty
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator

import pytest

from reorigin_desktop.player.look import Look, Notice, State
from reorigin_desktop.script.model import Ask
from reorigin_desktop.ui.raw_keys import key_name
from reorigin_desktop.ui.terminal import INTERRUPTED, LONGEST_STOP_S, play_in_terminal
from reorigin_desktop.ui.terminal_view import LiveView
from reorigin_desktop.ui.typed_answers import Typed, after_key, fit_answer, hint_of
from tests.ui.looks import CHOICE, SCALE, TEXT, YES_NO, RecordedPlayer, ask_stop, look_at, wait_stop
from tests.ui.values import SUMMARY

END = look_at(720.0, state=State.FINISHED)


def played(*looks: Look, answers: dict[str, str] | None = None) -> tuple[str, list[tuple[object, ...]]]:
    """What was written, and what was asked of the player, without a terminal."""
    player, out = RecordedPlayer(*looks, END, end=SUMMARY), io.StringIO()
    assert play_in_terminal(player, out=out, keys=False, answers=answers or {}) == 0
    return out.getvalue(), player.asked


def holding(stop, stop_for_s: float) -> Look:
    return look_at(60.0, state=State.HOLDING, stop=stop, stop_for_s=stop_for_s)


def test_everything_new_is_a_line_with_its_time():
    """Section, repetition, caption, once each; then what was done."""
    written, asked = played(
        look_at(12.0, caption="Let your weight go down."),
        look_at(12.5, caption="Let your weight go down."),
        look_at(14.0, caption=""),
        look_at(3700.0, caption="Two\nlines \x1b[31mred", section="Home", repetition=None),
    )
    assert written.splitlines() == [
        "0:12  — Settle —",
        "0:12  (harbour image, 3 of 5)",
        "0:12  Let your weight go down.",
        "1:01:40  — Home —",
        "1:01:40  Two lines [31mred",
        "12:21 heard.  5 of 5 harbour image.",
    ]
    assert asked == [("play",)]


def test_where_nobody_is_a_stop_ends_after_its_usual_time_and_at_most_five_seconds():
    """And counts as timed out, once."""
    for stop in (ask_stop(SCALE), wait_stop()):
        assert stop.expect_s > LONGEST_STOP_S
        written, asked = played(holding(stop, 0.1), holding(stop, 4.9), holding(stop, 5.0), holding(stop, 5.1))
        assert asked == [("play",), ("time_out",)]
        assert "1:00  " in written
    short = ask_stop(Ask("x", "", "yes-no", "Well?", expect_s=2.0))
    assert played(holding(short, 1.9))[1] == [("play",)]
    assert played(holding(short, 2.0))[1] == [("play",), ("time_out",)]


@pytest.mark.parametrize(
    ("stop", "given", "asked"),
    [
        (ask_stop(SCALE), {"calm": "7"}, ("answer", "7")),
        (ask_stop(YES_NO), {"seen": "y"}, ("answer", "yes")),
        (ask_stop(CHOICE), {"place": "2"}, ("answer", "Meadow")),
        (ask_stop(TEXT), {"word": "calm sea"}, ("answer", "calm sea")),
        (wait_stop(), {"throw": "1"}, ("go_on",)),
    ],
)
def test_answers_can_be_given_beforehand(stop, given, asked):
    """Under the question's name, or the wait's label; at once, and once."""
    assert played(holding(stop, 0.1), holding(stop, 0.2), answers=given)[1] == [("play",), asked]


def test_an_answer_that_does_not_fit_is_no_answer():
    """99 is not on a scale from 0 to 10."""
    looks = (holding(ask_stop(SCALE), 0.1), holding(ask_stop(SCALE), 6.0))
    assert played(*looks, answers={"calm": "99"})[1] == [("play",), ("time_out",)]


def test_a_notice_is_said_once():
    """In a line of its own."""
    notice = Notice("No sound device.", "Connect one.")
    written, _ = played(*(look_at(12.0 + number, notice=notice) for number in range(3)))
    assert written.count("No sound device. Connect one.") == 1


@pytest.mark.parametrize(
    ("ask", "typed", "kept"),
    [
        (SCALE, "0", "0"),
        (SCALE, " 010 ", "10"),
        (SCALE, "11", None),
        (SCALE, "-1", None),
        (SCALE, "seven", None),
        (SCALE, "९", None),
        (SCALE, "9" * 5000, None),
        (YES_NO, "NO", "no"),
        (YES_NO, "maybe", None),
        (CHOICE, "meadow", "Meadow"),
        (CHOICE, "4", None),
        (CHOICE, "0", None),
        (TEXT, "  ", None),
        (TEXT, "x" * 900, "x" * 500),
    ],
)
def test_only_fit_answers_are_kept(ask, typed, kept):
    """As the journal wants them."""
    assert fit_answer(ask, typed) == kept


@pytest.mark.parametrize(
    ("ask", "keys", "answer"),
    [
        (SCALE, ["1", "0", "enter"], "10"),
        (SCALE, ["1", "0", "backspace", "enter"], "1"),
        (SCALE, ["9", "9", "enter", "8", "enter"], "8"),
        (SCALE, ["enter"], None),
        (YES_NO, ["y"], "yes"),
        (CHOICE, ["3"], "Forest"),
        (TEXT, ["q", "space", "s", "enter"], "q s"),
        (TEXT, ["a", "tab"], None),
    ],
)
def test_questions_are_answered_key_by_key(ask, keys, answer):
    """Enter keeps, Tab and Enter on nothing skip, what does not fit is said and can be typed again."""
    typed = Typed()
    for key in keys:
        assert not typed.done
        typed = after_key(typed, ask, key)
    assert (typed.done, typed.answer) == (True, answer)


def test_what_does_not_fit_is_said_in_words():
    """With what would fit."""
    assert after_key(Typed("99"), SCALE, "enter").problem == "Please type 0 (not at all) to 10 (very)."
    assert hint_of(CHOICE) == "1 Harbour & hills, 2 Meadow, 3 Forest"


@pytest.mark.parametrize(
    ("signs", "name"),
    [
        (" ", "space"),
        ("\n", "enter"),
        ("\x1b", "esc"),
        ("\x1b[D", "left"),
        ("\x1b[6~", "page down"),
        ("ü", "ü"),
        ("\x1b[Z", ""),
    ],
)
def test_keys_have_names(signs, name):
    """As terminals send them."""
    assert key_name(signs) == name


def test_the_living_picture_has_everything(capsys):
    """Section, dots, phase, breath, caption, time; a question with what is typed; no markup is ever read."""
    from rich.console import Console
    from rich.live import Live

    console = Console(file=io.StringIO(), width=80, markup=False)
    view = LiveView(Live(console=console, auto_refresh=False), 80)
    looks = {
        "": (look_at(98.0, caption="[red]plain[/red]"), Typed()),
        "Paused": (look_at(98.0, state=State.PAUSED), Typed()),
        "Ending softly": (look_at(98.0, state=State.LANDING), Typed()),
        "› 7": (holding(ask_stop(SCALE), 1.0), Typed("7")),
        "Space or Enter to go on": (holding(wait_stop(), 1.0), Typed()),
    }
    for part, (look, typed) in looks.items():
        console.print(view._picture(look, typed))
        text = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
        assert part in text
    for part in (
        "Settle",
        "●●◉○○",
        "harbour image, 3 of 5",
        "Breathe in",
        "█",
        "[red]plain[/red]",
        "1:38",
        "10:22 left",
    ):
        assert part in text


PROGRAM = """
    import sys
    from reorigin_desktop.player.look import State
    from reorigin_desktop.ui.terminal import play_in_terminal
    from tests.ui.looks import SCALE, RecordedPlayer, ask_stop, look_at
    from tests.ui.values import SUMMARY

    class Counting(RecordedPlayer):
        t = 0.0
        stop = None
        def look(self):
            self.t += 0.02
            if ("land",) in self.asked:
                return look_at(self.t, state=State.FINISHED)
            if self.t > 1 and not any(a[0] == "answer" for a in self.asked):
                self.stop = self.stop or ask_stop(SCALE)
                return look_at(1.0, state=State.HOLDING, stop=self.stop, stop_for_s=self.t - 1)
            return look_at(self.t)

    player = Counting(end=SUMMARY)
    code = play_in_terminal(player, out=sys.stdout, keys=True, answers={})
    print("ASKED", player.asked, "CODE", code)
"""


@pytest.fixture
def terminal() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program in a real terminal of its own."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    program = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    yield program, master
    program.kill()
    program.wait()
    os.close(master)
    os.close(slave)


def read_until(master: int, words: bytes, within_s: float = 20.0) -> bytes:
    """Everything the program wrote until these words."""
    seen, until = b"", time.monotonic() + within_s
    while words not in seen:
        assert time.monotonic() < until, seen
        if select.select([master], [], [], 0.1)[0]:
            seen += os.read(master, 65536)
    return seen


def test_keys_in_a_real_terminal_reach_the_player(terminal):
    """Space, arrow, an answer, q; and the terminal is given back as it was."""
    import termios

    program, master = terminal
    before = termios.tcgetattr(master)
    read_until(master, b"Space pause")
    os.write(master, b" ")
    os.write(master, b"\x1b[C")
    read_until(master, "› ".encode())
    os.write(master, b"7\r")
    time.sleep(0.3)
    os.write(master, b"q")
    seen = read_until(master, b"CODE 0")
    assert b"[('play',), ('toggle',), ('skip', 10.0), ('answer', '7'), ('land',)]" in seen
    assert program.wait(timeout=10) == 0
    assert termios.tcgetattr(master) == before


def test_ctrl_c_lands_softly_and_gives_the_terminal_back(terminal):
    """No traceback, and the code that shells know."""
    import termios

    program, master = terminal
    before = termios.tcgetattr(master)
    read_until(master, b"Space pause")
    program.send_signal(signal.SIGINT)
    seen = read_until(master, f"CODE {INTERRUPTED}".encode())
    assert b"Traceback" not in seen
    assert b"[('play',), ('land',)] CODE" in seen
    program.wait(timeout=10)
    assert termios.tcgetattr(master) == before
