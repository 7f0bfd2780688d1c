"""The session page: every key and button asks the player for the right thing, and every stop can be left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from reorigin_desktop.player.look import Gains, Notice, State
from reorigin_desktop.script.model import Ask
from reorigin_desktop.ui.questions import CHECK_WORDS
from reorigin_desktop.ui.scale import SETTLE_MS
from reorigin_desktop.ui.stage import StageStyle
from tests.ui.looks import CHOICE, SCALE, TEXT, YES_NO, RecordedPlayer, ask_stop, look_at, wait_stop

Key = Qt.Key


def waiting(stop) -> RecordedPlayer:
    return RecordedPlayer(look_at(60.0, state=State.HOLDING, stop=stop, stop_for_s=1.0))


def press(qtbot, page, *keys) -> None:
    """Into whatever has the focus, as a person would."""
    for key in keys:
        target = page.window().focusWidget() or page.stage
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Key.Key_Space, ("toggle",)),
        (Key.Key_Escape, ("land",)),
        (Key.Key_Left, ("skip", -10.0)),
        (Key.Key_Right, ("skip", 10.0)),
        (Key.Key_PageUp, ("previous_section",)),
        (Key.Key_PageDown, ("next_section",)),
        (Key.Key_Home, ("restart",)),
    ],
)
def test_each_key_asks_the_player_once(qtbot, session_page, key, asked):
    """Straight away, whatever has the focus."""
    player = RecordedPlayer()
    page = session_page(player)
    press(qtbot, page, key)
    assert player.asked == [asked]


def test_escape_twice_asks_to_land_twice(qtbot, session_page):
    """The second one ends a landing at once; there is no question in between."""
    player = RecordedPlayer()
    page = session_page(player)
    press(qtbot, page, Key.Key_Escape)
    player.now(look_at(60.0, state=State.LANDING))
    page.refresh()
    press(qtbot, page, Key.Key_Escape)
    assert player.asked == [("land",), ("land",)]


@pytest.mark.parametrize(
    ("button", "asked"),
    [("play", ("toggle",)), ("back", ("previous_section",)), ("next", ("next_section",)), ("land", ("land",))],
)
def test_each_button_asks_the_player_once(qtbot, session_page, button, asked):
    """And does not keep the keys, so that Space is still pause after a click."""
    player = RecordedPlayer()
    page = session_page(player)
    qtbot.mouseClick(getattr(page.transport, button), Qt.MouseButton.LeftButton)
    press(qtbot, page, Key.Key_Space)
    assert player.asked == [asked, ("toggle",)]


def test_a_button_with_the_focus_is_pressed_by_space_and_enter(qtbot, session_page):
    """Reached with Tab, every button works without a mouse."""
    player = RecordedPlayer()
    page = session_page(player)
    for key in (Key.Key_Space, Key.Key_Return):
        page.transport.next.setFocus(Qt.FocusReason.TabFocusReason)
        press(qtbot, page, key)
    assert player.asked == [("next_section",), ("next_section",)]


def test_the_line_is_clicked_and_dragged(qtbot, session_page):
    """Half way is half of the session; while the mouse holds it the player is left in peace."""
    player = RecordedPlayer()
    page = session_page(player)
    bar = page.transport.seek
    middle = QPoint(bar.width() // 2, bar.height() // 2)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(bar, QPoint(bar.width() * 3 // 4, 15))
    page.refresh()
    assert player.asked == []
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=middle)
    [(what, at_s)] = player.asked
    assert what == "seek"
    assert at_s == pytest.approx(360, abs=1)


def test_a_wait_is_left_by_space_enter_button_or_click(qtbot, session_page):
    """Space goes by toggle, which goes on at a wait."""
    ways = {
        "space": lambda page: press(qtbot, page, Key.Key_Space),
        "enter": lambda page: press(qtbot, page, Key.Key_Return),
        "pad": lambda page: press(qtbot, page, Key.Key_Enter),
        "click": lambda page: qtbot.mouseClick(page.stage, Qt.MouseButton.LeftButton, pos=QPoint(30, 300)),
        "button": lambda page: qtbot.mouseClick(
            page.panel.findChild(QPushButton, "primary"), Qt.MouseButton.LeftButton
        ),
    }
    for name, way in ways.items():
        player = waiting(wait_stop())
        page = session_page(player)
        page.refresh()
        assert page.panel.is_wait
        way(page)
        assert player.asked == [("toggle",) if name == "space" else ("go_on",)], name


@pytest.mark.parametrize(
    ("ask", "keys", "value"),
    [
        (SCALE, ("7", Key.Key_Return), "7"),
        (SCALE, ("10", Key.Key_Return), None),
        (SCALE, ("1", "0", Key.Key_Escape), None),
        (SCALE, (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Return), "5"),
        (YES_NO, ("y",), "yes"),
        (YES_NO, ("n",), "no"),
        (CHOICE, ("2",), "Meadow"),
        (CHOICE, (Key.Key_Tab, Key.Key_Return), "Harbour & hills"),
        (TEXT, ("calm sea", Key.Key_Return), "calm sea"),
    ],
)
def test_questions_are_answered_with_keys(qtbot, session_page, ask, keys, value):
    """Numbers, arrows, letters, words; 10 is above what the author set and is asked about kindly first."""
    player = waiting(ask_stop(ask))
    page = session_page(player)
    page.refresh()
    press(qtbot, page, *keys)
    answers = [asked for asked in player.asked if asked[0] == "answer"]
    assert answers == ([("answer", value)] if value is not None else [])


def test_a_number_alone_counts_after_a_moment(qtbot, session_page):
    """Nobody has to know about Enter; until then another number replaces it."""
    player = waiting(ask_stop(SCALE))
    page = session_page(player)
    page.refresh()
    press(qtbot, page, "3")
    qtbot.wait(50)
    press(qtbot, page, Key.Key_Left, "6")
    qtbot.waitUntil(lambda: player.asked == [("answer", "6")], timeout=SETTLE_MS + 2000)


def test_every_question_can_be_skipped(qtbot, session_page):
    """With S where no words are written, with the button everywhere; a skipped one is missing, never zero."""
    for ask in (SCALE, YES_NO, CHOICE, TEXT):
        player = waiting(ask_stop(ask))
        page = session_page(player)
        page.refresh()
        if ask is TEXT:
            qtbot.mouseClick(page.panel.findChild(QPushButton, "plain"), Qt.MouseButton.LeftButton)
        else:
            press(qtbot, page, "s")
        assert player.asked == [("answer", None)]


def test_space_never_answers_a_question_by_habit(qtbot, session_page):
    """It pauses, as always; in a line of text it is a space."""
    for ask in (SCALE, YES_NO, CHOICE):
        player = waiting(ask_stop(ask))
        page = session_page(player)
        page.refresh()
        press(qtbot, page, Key.Key_Space, Key.Key_Return)
        assert player.asked == [("toggle",)]
    player = waiting(ask_stop(TEXT))
    page = session_page(player)
    page.refresh()
    press(qtbot, page, "a b")
    assert page.panel.findChild(QLineEdit).text() == "a b"
    assert player.asked == []


@pytest.mark.parametrize(
    ("words", "after"), [("Go on", []), ("Rest a while", [("pause",)]), ("Stop here", [("land",)])]
)
def test_a_rating_that_the_author_marked_is_asked_about_kindly(qtbot, session_page, words, after):
    """The rating is kept whatever is chosen."""
    player = waiting(ask_stop(SCALE))
    page = session_page(player)
    page.refresh()
    press(qtbot, page, "9", Key.Key_Return)
    assert player.asked == []
    assert page.panel.accessibleName() == CHECK_WORDS
    [button] = [one for one in page.panel.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert player.asked == [("answer", "9"), *after]


def test_a_wide_scale_has_a_slider(qtbot, session_page):
    """0 to 100 as buttons would be a wall."""
    player = waiting(ask_stop(Ask("suds", "before", "scale", "How strong?", (0, 100))))
    page = session_page(player)
    page.refresh()
    press(qtbot, page, "73", Key.Key_Return)
    assert player.asked == [("answer", "73")]


def test_a_stop_that_ends_by_itself_takes_its_panel_away(session_page):
    """And the words come back."""
    player = waiting(ask_stop(YES_NO))
    page = session_page(player)
    page.refresh()
    assert page.panel.isVisible()
    assert not page.stage.caption.isVisible()
    player.now(look_at(60.1))
    page.refresh()
    assert not page.panel.isVisible()
    assert page.stage.caption.isVisible()


def test_the_chrome_goes_while_nobody_moves_and_comes_back(qtbot, session_page):
    """With the pointer; and only while something plays."""
    player = RecordedPlayer(*(look_at(60 + number / 30) for number in range(200)))
    page = session_page(player, StageStyle(), idle_ms=120)
    qtbot.waitUntil(lambda: not page.transport.isVisible(), timeout=4000)
    assert page.cursor().shape() == Qt.CursorShape.BlankCursor
    press(qtbot, page, Key.Key_Right)
    assert page.transport.isVisible()
    player.now(look_at(80.0, state=State.PAUSED))
    page.refresh()
    qtbot.wait(400)
    assert page.transport.isVisible()


def test_what_the_chrome_says(session_page):
    """Section, repetition, time so far and time left; the time may be hidden."""
    page = session_page(RecordedPlayer(look_at(222.0)))
    assert page.section.text() == "Settle"
    assert page.repetition.text() == "harbour image, 3 of 5"
    assert page.dots.accessibleName() == "Repetitions: 2 of 5 completed"
    assert page.transport._place.text() == "3:42"
    assert page.transport._left.text() == "8:18 left"
    page.dress(page.stage._tokens, StageStyle(), frames_per_s=30, hides_time=True)
    assert not page.transport._left.isVisible()


def test_the_end_is_told_once_and_then_nothing_is_asked_any_more(qtbot, session_page):
    """The page lets go of the player."""
    player = RecordedPlayer(look_at(60.0))
    page = session_page(player)
    with qtbot.waitSignal(page.ended, timeout=3000):
        player.now(look_at(60.0, state=State.FINISHED))
        page.refresh()
    assert not page.is_playing
    press(qtbot, page, Key.Key_Space)
    assert player.asked == []


def test_a_notice_is_passed_on_once(qtbot, session_page):
    """However often the look repeats it."""
    player = RecordedPlayer(look_at(60.0))
    page = session_page(player)
    told: list[Notice] = []
    page.noticed.connect(told.append)
    notice = Notice("The sound device has gone away.", "Connect it again.")
    for number in range(3):
        player.now(look_at(60.0 + number, notice=notice))
        page.refresh()
    assert told == [notice]


def test_a_notice_that_no_longer_holds_goes_away_and_one_that_was_read_is_told_to_the_player(qtbot, session_page):
    player = RecordedPlayer()
    page = session_page(player)
    notice = Notice("The sound device has gone away.", "Connect it again.")
    player.now(look_at(60.0, notice=notice))
    page.refresh()
    page.notice_read(Notice("Something else.", ""))
    page.notice_read(notice)
    assert player.asked == [("dismiss_notice",)]
    with qtbot.waitSignal(page.notice_over) as over:
        player.now(look_at(61.0))
        page.refresh()
    assert over.args == [notice]


def test_volumes_are_moved_with_the_keys(qtbot, session_page):
    """V opens them, the arrows move the voice, Esc closes them and does not end the session."""
    player = RecordedPlayer()
    page = session_page(player)
    press(qtbot, page, "v")
    press(qtbot, page, Key.Key_Left)
    assert player.asked == [("set_gains", Gains(voice=0.95))]
    press(qtbot, page, Key.Key_Escape)
    assert not page.volumes.isVisible()
    assert len(player.asked) == 1


def test_captions_and_whole_screen_are_asked_of_the_window(qtbot, session_page):
    """The window keeps the settings."""
    page = session_page(RecordedPlayer())
    with qtbot.waitSignal(page.captions_toggled) as told:
        press(qtbot, page, "m")
    assert told.args == [False]
    for key in (Key.Key_F, Key.Key_F11):
        with qtbot.waitSignal(page.whole_screen_wanted):
            press(qtbot, page, key)


def test_the_keys_are_shown_by_f1(qtbot, session_page):
    """And put away by the same key."""
    page = session_page(RecordedPlayer())
    press(qtbot, page, Key.Key_F1)
    assert page.keys.isVisible()
    press(qtbot, page, Key.Key_F1)
    assert not page.keys.isVisible()


def test_while_hidden_nothing_is_painted_and_the_player_is_asked_rarely(qtbot, session_page):
    """Yet the end is noticed there too."""
    player = RecordedPlayer(*(look_at(60 + number / 30) for number in range(500)))
    page = session_page(player)
    page.hide()
    before = len(player.looks)
    qtbot.wait(600)
    assert before - len(player.looks) <= 4
    with qtbot.waitSignal(page.ended, timeout=3000):
        player.now(look_at(70.0, state=State.FINISHED))
