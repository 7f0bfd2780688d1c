"""The cards before and after a session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QLineEdit, QPushButton, QWidget

from reorigin_desktop.player.summary import Practised
from reorigin_desktop.script.model import Message, Severity, Variable
from reorigin_desktop.ui.end_card import NOT_SAVED, EndCard
from reorigin_desktop.ui.resume_card import ResumeCard
from reorigin_desktop.ui.start_card import StartCard
from tests.ui.values import ENTRY, SUMMARY, entry

VARIABLES = (
    Variable("name", "text", "friend", "What may I call you?"),
    Variable("rounds", "number", "5", "How many rounds?", (), 1, 9),
    Variable("pace", "number", "5.5", "How many breaths a minute?", (), 4, 7),
    Variable("place", "choice", "harbour", "Where?", ("harbour", "meadow & hill")),
    Variable("hold", "duration", "4s", "How long a hold?"),
    Variable("hidden", "text", "x", ""),
)
WRONG = Message(
    Severity.ERROR, "E101", "There is no bed called “rian”.", "did you mean “rain”?", "/a/harbour.session", 12, 6
)


def words(widget: QWidget) -> str:
    """Everything that is written on it."""
    labels = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(labels + [button.text() for button in widget.findChildren(QPushButton)])


@pytest.fixture
def shown(qtbot, tokens):
    def show(card):
        qtbot.addWidget(card)
        card.resize(900, 800)
        with qtbot.waitActive(card):
            card.show()
            card.activateWindow()
        return card

    return show


def test_the_start_card_says_what_comes(shown):
    """Title, summary, author, length with its stops, and the safety line."""
    said = words(shown(StartCard(ENTRY)))
    for part in (
        "Safe harbour",
        "the water is flat",
        "by A. Person",
        "about 11 min, with 5 places",
        "never while driving",
        "Begin",
    ):
        assert part in said


def test_a_session_without_a_safety_line_has_the_usual_one(shown):
    """Nobody begins without having read it."""
    assert "never while driving, in water" in words(shown(StartCard(entry(1, safety=""))))


def test_its_questions_start_with_the_defaults(qtbot, shown):
    """And are given as the script wants them; a variable without a question is not asked."""
    card = shown(StartCard(ENTRY, VARIABLES))
    with qtbot.waitSignal(card.begun) as begun:
        qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    wanted = {"name": "friend", "rounds": "5", "pace": "5.5", "place": "harbour", "hold": "4s"}
    assert begun.args == [wanted]


def test_its_questions_are_answered_with_the_keys(qtbot, shown):
    """From the first field on, with Tab, arrows and Space."""
    card = shown(StartCard(ENTRY, VARIABLES))
    card.take_focus()
    line = card.fields.findChild(QLineEdit)
    assert line.hasFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Kim")
    rounds, pace = card.fields.findChildren(QDoubleSpinBox)
    qtbot.keyClick(rounds, Qt.Key.Key_Up)
    for _ in range(20):
        qtbot.keyClick(pace, Qt.Key.Key_Down)
    [meadow] = [chip for chip in card.fields.findChildren(QPushButton) if "meadow" in chip.text()]
    qtbot.keyClick(meadow, Qt.Key.Key_Space)
    values = card.fields.values()
    assert values == {"name": "Kim", "rounds": "6", "pace": "4.0", "place": "meadow & hill", "hold": "4s"}


def test_enter_begins(qtbot, shown):
    """On the Begin button, in a line of text, in a number and on a choice, with what stands there; once each."""
    card = shown(StartCard(ENTRY, VARIABLES))
    begun: list[dict[str, str]] = []
    card.begun.connect(begun.append)
    [meadow] = [chip for chip in card.fields.findChildren(QPushButton) if "meadow" in chip.text()]
    rounds = card.fields.findChildren(QDoubleSpinBox)[0]
    rounds.selectAll()
    qtbot.keyClicks(rounds, "7")
    for part in (card.begin, card.fields.findChildren(QLineEdit)[0], rounds, meadow):
        qtbot.keyClick(part, Qt.Key.Key_Return)
    assert [(values["rounds"], values["place"]) for values in begun] == [
        *[("7", "harbour")] * 3,
        ("7", "meadow & hill"),
    ]


def test_back_from_another_page_the_keys_are_where_they_were(qtbot, shown):
    """On the question or button that had them, and never on nothing: Enter begins."""
    card = shown(StartCard(ENTRY, VARIABLES))
    card.take_focus()
    rounds = card.fields.findChildren(QDoubleSpinBox)[0]
    rounds.setFocus()
    card.setFocus()
    assert rounds.hasFocus()
    plain = shown(StartCard(ENTRY))
    plain.setFocus()
    assert plain.begin.hasFocus()
    broken = shown(StartCard(entry(1, problems=1), (), (WRONG,)))
    broken.setFocus()
    assert broken.back.hasFocus()


def test_esc_leads_back_to_the_library(qtbot, shown):
    """From a button as from a question."""
    card = shown(StartCard(ENTRY, VARIABLES))
    for part in (card.begin, *card.fields.findChildren(QLineEdit)[:1], *card.fields.findChildren(QDoubleSpinBox)):
        with qtbot.waitSignal(card.left):
            qtbot.keyClick(part, Qt.Key.Key_Escape)


def test_an_answer_that_does_not_fit_is_said_before_anything_begins(qtbot, shown):
    """In the words of the check; corrected, it begins."""
    card = shown(StartCard(ENTRY, VARIABLES, check=lambda values: () if values["hold"] == "3s" else (WRONG,)))
    begun: list[dict[str, str]] = []
    card.begun.connect(begun.append)
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    assert begun == []
    assert card.problem.text() == "There is no bed called “rian”. did you mean “rain”?"
    card.fields.findChildren(QLineEdit)[-1].setText("3s")
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    assert begun[0]["hold"] == "3s"


def test_a_script_with_errors_shows_them_and_no_begin(qtbot, shown):
    """With file and line, in plain words; the way back has the focus."""
    many = (WRONG, *(Message(Severity.ERROR, "E1", f"Wrong {n}.", "", "/a/harbour.session", n) for n in range(30)))
    card = shown(StartCard(entry(1, problems=31), VARIABLES, many))
    said = words(card)
    assert "harbour.session, line 12: There is no bed called “rian”. Did you mean “rain”?" in said
    assert "… and 19 more." in said
    assert "Begin" not in said
    with qtbot.waitSignal(card.left):
        qtbot.mouseClick(card.findChild(QPushButton, "primary"), Qt.MouseButton.LeftButton)


def test_getting_ready_is_shown_and_what_went_wrong_too(shown):
    """Begin waits meanwhile, and can be tried again."""
    card = shown(StartCard(ENTRY))
    card.show_progress("Speaking the lines", 0.4)
    assert card.progress.isVisible()
    assert not card.begin.isEnabled()
    card.show_problem("The disk is full.")
    assert not card.progress.isVisible()
    assert card.begin.isEnabled()
    assert "The disk is full." in words(card)


def test_a_second_enter_while_it_gets_ready_does_not_lead_away(qtbot, shown):
    """The keys leave Begin, but not for the way back; after a problem Begin has them again."""
    card = shown(StartCard(ENTRY))
    left: list[bool] = []
    card.left.connect(lambda: left.append(True))
    card.take_focus()
    card.show_progress("Speaking the lines", 0.4)
    at = card.window().focusWidget()
    assert at is not None
    qtbot.keyClick(at, Qt.Key.Key_Return)
    assert left == []
    card.show_problem("The disk is full.")
    assert card.begin.hasFocus()


def test_the_end_card_says_what_was_done(qtbot, shown):
    """Minutes, repetitions, ratings in pairs; a missing one is a dash, never a zero."""
    card = shown(EndCard(SUMMARY, "water"))
    said = words(card)
    for part in ("12:21", "5 of 5", "harbour image", "4 → 7", "– → 6", "Once more", "Close"):
        assert part in said
    assert NOT_SAVED not in said
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(card.close_button, Qt.Key.Key_Space)


def test_a_card_that_comes_while_the_person_is_elsewhere_has_the_keys_on_its_first_button(qtbot, tokens):
    """The window need not be the active one for that: back in it, Enter closes the end card, or goes on."""
    end, offer = EndCard(SUMMARY, "water"), ResumeCard("Harbour", 69.0)
    for card, button in ((end, end.close_button), (offer, offer.continue_button)):
        qtbot.addWidget(card)
        card.setFocus()
        assert card.focusWidget() is button


@pytest.mark.parametrize("outcome", ["completed", "landed", "stopped", "interrupted"])
def test_no_ending_is_blamed(shown, outcome):
    """Whatever was not done is not mentioned, and no word is a reproach."""
    from dataclasses import replace

    summary = replace(SUMMARY, outcome=outcome, practised=(Practised("harbour image", 2, 5),), recorded=False)
    said = words(shown(EndCard(summary, "aurora"))).casefold()
    assert "2 of 5" in said
    assert NOT_SAVED.casefold() in said
    for word in ("fail", "miss", "incomplete", "abort", "only", "streak", "lost", "sorry", "unfinished", "quit"):
        assert word not in said
