"""The Library: every session can be found, seen and opened, however many there are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from reorigin_desktop.ui.library_page import LibraryPage
from reorigin_desktop.ui.resume_card import ResumeCard
from reorigin_desktop.ui.shelf import facts_of, searched
from tests.ui.values import ENTRY, entry

SHELF = (
    entry(1, title="Safe harbour", tags=("imagery",), scene="water"),
    entry(2, title="Six breaths a minute", tags=("breath",), summary="Slowly.", minutes=5.0, scene="field"),
    entry(3, title="Écoute", tags=("sleep",), author="Zoë", summary="", minutes=1.5, problems=2, scene="night"),
)


@pytest.fixture
def page(qtbot, tokens) -> LibraryPage:
    made = LibraryPage()
    qtbot.addWidget(made)
    made.resize(1084, 800)
    made.dress(tokens, 1.0)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_entries(SHELF)
    return made


def test_every_session_is_a_card_with_words_for_a_screen_reader(page):
    """Title, kind and length; what is wrong instead of a length where something is."""
    texts = [page.shelf.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert texts == [
        "Safe harbour, Imagery  ·  11 min",
        "Six breaths a minute, Breath  ·  5 min",
        "Écoute, 2 things to mend",
    ]
    assert facts_of(entry(1, tags=("night", "motor-imagery"), minutes=1.5)) == "Night  ·  90 s"


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("HARBOUR", 1), ("breath minute", 1), ("slow", 1), ("zoë", 1), ("écou", 1), ("imagery", 1), ("xyz", 0)],
)
def test_the_search_answers_while_one_types(qtbot, page, query, found):
    """In title, summary, tags and author, in any case, all words wanted."""
    page.start_search()
    page.search.insert(query)
    assert page.shelf.rowCount() == found
    assert page.cards.isVisible() == (found > 0)


def test_an_empty_shelf_helps(page):
    """It names what was searched for, and says what one can do."""
    page.search.setText("xyz")
    assert page.empty_title.text() == "No session matches “xyz”."
    assert page.empty_words.text() == "Drop a .session file here to add one."
    page.search.clear()
    page.show_entries(())
    assert page.empty_title.text() == "There are no sessions here yet."


def test_keys_lead_from_the_search_to_a_session(qtbot, page):
    """Ctrl+K, words, Enter; or Down into the cards and Enter there; Esc empties the field."""
    qtbot.keyClick(page.cards, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "breath")
    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert chosen.args == [SHELF[1]]
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.shelf.rowCount() == 3
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.cards.hasFocus()
    qtbot.keyClick(page.cards, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.keyClick(page.cards, Qt.Key.Key_Return)
    assert chosen.args == [SHELF[1]]


def test_a_click_opens_a_card_once(qtbot, page):
    """One click, one session."""
    opened: list[object] = []
    page.chosen.connect(opened.append)
    place = page.cards.visualRect(page.shelf.index(2, 0)).center()
    qtbot.mouseClick(page.cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [SHELF[2]]


def test_session_files_can_be_dropped_in_and_nothing_else(qtbot, page):
    """A picture or a web address is not taken."""
    given: list[object] = []
    page.files_given.connect(given.append)
    for names in (["/a/b.session", "/a/c.txt"], ["/a/c.txt"]):
        mime = QMimeData()
        mime.setUrls([*(QUrl.fromLocalFile(name) for name in names), QUrl("https://example.org/x.session")])
        copy = Qt.DropAction.CopyAction
        event = QDropEvent(QPointF(50, 50), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        page.dropEvent(event)
    assert given == [(Path("/a/b.session"),)]


def test_ten_thousand_sessions_are_searched_without_a_wait(qtbot, page):
    """Showing and searching them all stays far under what a person notices."""
    many = tuple(entry(number, scene="aurora") for number in range(10_000))
    began = time.process_time()
    page.show_entries(many)
    QApplication.processEvents()
    shown_s = time.process_time() - began
    began = time.process_time()
    page.search.setText("09999")
    QApplication.processEvents()
    searched_s = time.process_time() - began
    assert page.shelf.rowCount() == 1
    assert shown_s < 1.0
    assert searched_s < 0.2
    assert len(searched(many, "session 0000")) == 10


@pytest.mark.parametrize(("width", "columns"), [(600, 2), (860, 3), (1084, 4), (1724, 6)])
def test_the_cards_share_the_width(qtbot, page, width, columns):
    """As many in a row as fit, and no gap at the right wider than a card."""
    page.show_entries(tuple(entry(number) for number in range(40)))
    page.resize(width, 700)
    QApplication.processEvents()
    tops = [page.cards.visualRect(page.shelf.index(row, 0)).top() for row in range(40)]
    assert tops.count(tops[0]) == columns


def test_an_interrupted_session_is_offered_above_the_others(qtbot, page):
    """In words, with three ways on, each of which takes the offer away."""
    for name in ("go_on", "start_again", "not_now"):
        card = ResumeCard(ENTRY.title, 760.4)
        page.offer(card)
        assert card.accessibleName() == "You were at 12:40 of Safe harbour."
        words = {"go_on": "Continue", "start_again": "Start again", "not_now": "Not now"}[name]
        [button] = [one for one in card.findChildren(type(card.continue_button)) if one.text() == words]
        with qtbot.waitSignal(getattr(card, name)):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not card.isVisible()
