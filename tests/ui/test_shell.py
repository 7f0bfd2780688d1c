"""The window holds the pages, remembers its place, and closes without a question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from reorigin_desktop.player.look import Notice
from reorigin_desktop.ui.session_page import SessionPage
from reorigin_desktop.ui.session_place import SessionPlace
from reorigin_desktop.ui.shell import PAGES, SMALLEST, Shell
from reorigin_desktop.ui.start_card import StartCard
from tests.ui.values import ENTRY


def make(qtbot, tokens, **arguments) -> Shell:
    pages: dict[str, QWidget] = {name: QPushButton(name) for name, _, _ in PAGES}
    pages["session"] = SessionPlace(SessionPage())
    shell = Shell(pages, **arguments)
    qtbot.addWidget(shell)
    shell.dress(tokens)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    return shell


def test_each_page_has_a_key_and_a_button(qtbot, tokens):
    """The focus goes into what was opened, not to the sidebar."""
    shell = make(qtbot, tokens)
    for number, (name, _, _) in enumerate(PAGES, 1):
        qtbot.keyClick(shell, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
        assert shell.page == name
        assert shell.buttons[name].isChecked()
        assert not shell.sidebar.isAncestorOf(shell.focusWidget())
    qtbot.mouseClick(shell.buttons["library"], Qt.MouseButton.LeftButton)
    assert shell.page == "library"


def test_the_first_frame_is_told_once(qtbot, tokens):
    """After it, and only then, heavy things are loaded."""
    pages: dict[str, QWidget] = {name: QWidget() for name, _, _ in PAGES}
    shell = Shell(pages)
    qtbot.addWidget(shell)
    told = []
    shell.first_frame.connect(lambda: told.append(1))
    assert told == []
    shell.show()
    qtbot.waitUntil(lambda: told == [1])
    shell.hide()
    shell.show()
    qtbot.wait(50)
    assert told == [1]


def test_closing_asks_nothing_and_is_said_once(qtbot, tokens):
    """Whoever owns the player ends it softly; there is no dialog."""
    closed = []
    shell = make(qtbot, tokens, on_close=lambda: closed.append(1))
    assert shell.close()
    assert shell.close()
    assert closed == [1]


@pytest.mark.parametrize(
    ("place", "kept"), [((30, 40, 900, 640), True), ((-5000, 9000, 900, 640), False), (None, False)]
)
def test_it_opens_where_it_was_if_that_can_be_seen(qtbot, tokens, place, kept):
    """A screen that is gone does not swallow the window."""
    shell = make(qtbot, tokens, place=place)
    assert (shell.place == place) == kept
    assert QGuiApplication.primaryScreen().geometry().intersects(shell.geometry())
    assert shell.width() >= SMALLEST.width()


def test_the_whole_screen_is_for_the_session_alone(qtbot, tokens):
    """Without the sidebar; another page brings the window back."""
    shell = make(qtbot, tokens)
    shell.open_page("session")
    shell.show_whole_screen(whole=True)
    assert shell.isFullScreen()
    assert not shell.sidebar.isVisible()
    shell.open_page("journal")
    assert not shell.isFullScreen()
    assert shell.sidebar.isVisible()


def test_notices_are_told_once_and_can_be_put_away(qtbot, tokens):
    """The same one twice is one; a fourth makes the first go."""
    shell = make(qtbot, tokens)
    notices = [Notice(f"No sound device {number}.", "Connect one.") for number in range(4)]
    for notice in (*notices[:3], notices[0]):
        shell.say(notice)
    assert shell.notices.notices == tuple(notices[:3])
    shell.say(notices[3])
    assert shell.notices.notices == tuple(notices[1:])
    QApplication.processEvents()
    first = next(button for button in shell.notices.findChildren(QPushButton) if button.isVisible())
    with qtbot.waitSignal(shell.notices.dismissed) as dismissed:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert dismissed.args == [notices[1]]


def test_the_session_page_shows_one_thing_at_a_time(qtbot, tokens):
    """Nothing, a card, the session; a card that was left is gone."""
    shell = make(qtbot, tokens)
    place = shell._pages["session"]
    assert isinstance(place, SessionPlace)
    shell.open_page("session")
    with qtbot.waitSignal(place.library_wanted):
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Space)
    card = StartCard(ENTRY)
    place.show_card(card)
    assert card.isVisible()
    place.show_session()
    assert place.session.isVisible()
    assert place.card is None
    place.show_nothing()
    assert not place.session.isVisible()
