"""From page to page in one process: the real window at a real desk that plays silently."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reorigin_desktop.errors import Cancelled, OutputError
from reorigin_desktop.player.desk import Desk, open_desk
from reorigin_desktop.player.library import entry_of
from reorigin_desktop.settings import Settings
from reorigin_desktop.ui.start_card import StartCard
from reorigin_desktop.ui.window import First, Window
from reorigin_desktop.ui.work import Work


def no_card():
    raise OutputError("sound", "There is no sound device.", "")


@pytest.fixture
def window(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window, shown, with its desk; a bug on any thread fails the test."""
    bugs: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda hook: bugs.append(hook.exc_value))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    data = tmp_path / "data"
    made = Window(app, data, Settings(last_session="x"), tuple)
    made.show()
    desk: Desk = open_desk(data, no_card, silent=True)
    made.sit_down(desk, First())
    qtbot.waitUntil(lambda: bool(made.library.shelf.entries))
    yield made
    made.shell.close()
    app.setStyleSheet(sheet)
    assert bugs == []


def begin(window: Window, qtbot, path: Path) -> None:
    """Choose a session, and press Begin."""
    card = chosen(window, qtbot, path)
    card.begun.emit({})
    qtbot.waitUntil(lambda: window.session.is_playing and window.session.is_moving, timeout=10_000)


def chosen(window: Window, qtbot, path: Path) -> StartCard:
    before = window.place.card
    window.choose(entry_of(path))
    qtbot.waitUntil(lambda: isinstance(window.place.card, StartCard) and window.place.card is not before)
    card = window.place.card
    assert isinstance(card, StartCard)
    return card


def test_a_session_that_fails_to_load_is_no_obstacle_to_the_next(window: Window, qtbot, write_session):
    gone, here = write_session("@pause 9s\n", "gone.session"), write_session("@pause 60s\n", "here.session")
    card = chosen(window, qtbot, gone)
    gone.unlink()
    card.begun.emit({})
    qtbot.waitUntil(lambda: not card.problem.isHidden())
    qtbot.wait(100)
    begin(window, qtbot, here)


def test_changing_ones_mind_while_it_loads_is_no_crash(window: Window, qtbot, write_session):
    card = chosen(window, qtbot, write_session("\n".join(f"Line {n}." for n in range(3000)) + "\n"))
    card.begun.emit({})
    qtbot.wait(20)
    card.left.emit()
    qtbot.wait(1500)
    assert not window.session.is_playing


def test_work_that_ends_because_it_was_cancelled_is_no_bug(window: Window, qtbot):
    """The window's fixture fails on anything that a thread raises."""
    begun = threading.Event()

    def task(_report, cancelled):
        begun.set()
        while not cancelled():
            time.sleep(0.005)
        raise Cancelled

    work = Work(window, task, lambda _result: None)
    assert begun.wait(5.0)
    work.cancel()
    qtbot.wait(100)


def test_looking_at_another_session_leads_back_to_the_one_that_plays(window: Window, qtbot, write_session):
    begin(window, qtbot, write_session("@pause 60s\n", "plays.session"))
    card = chosen(window, qtbot, write_session("@pause 60s\n", "other.session"))
    card.left.emit()
    assert window.session.is_playing
    window.shell.open_page("session")
    assert window.place.currentWidget() is window.session


def test_the_end_of_a_session_does_not_take_away_the_card_of_the_next(window: Window, qtbot, write_session):
    begin(window, qtbot, write_session("@pause 1s\n", "short.session"))
    card = chosen(window, qtbot, write_session("@pause 60s\n", "other.session"))
    qtbot.waitUntil(lambda: not window.session.is_playing, timeout=10_000)
    qtbot.wait(50)
    assert window.place.card is card


def test_a_long_script_does_not_hold_up_the_window(window: Window, qtbot, write_session):
    """10,000 lines, the most that a script may have: no call from the window's thread takes 50 ms."""
    path = write_session("\n".join(f"This is spoken line number {n}." for n in range(9990)) + "\n")
    entry = entry_of(path)
    began_s = time.perf_counter()
    window.choose(entry)
    assert time.perf_counter() - began_s < 0.05
    qtbot.waitUntil(lambda: isinstance(window.place.card, StartCard), timeout=10_000)
