"""The Journal reads like a diary: days, and what was done."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from reorigin_desktop.journal.records import RunRow
from reorigin_desktop.ui.journal_lines import DayLine, RunLine, journal_lines
from reorigin_desktop.ui.journal_page import JournalPage
from reorigin_desktop.ui.words import day_text, length_text, minutes_text
from tests.ui.values import run

TODAY = date(2025, 11, 23)


def test_runs_stand_under_their_days():
    """The local day of the journal decides, not the clock's."""
    lines = journal_lines([run(0), run(0.1), run(1), run(3)], TODAY)
    assert [line.words for line in lines if isinstance(line, DayLine)] == ["Today", "Yesterday", "Thursday"]
    assert [isinstance(line, DayLine) for line in lines] == [True, False, False, True, False, True, False]


def test_a_run_says_what_was_completed():
    """Time of the day, heard, how it ended; completed repetitions; ratings before and after, missing as a dash."""
    [_, line] = journal_lines([run(0, completed=3)], TODAY)
    assert line == RunLine(
        "Safe harbour", "13:00  ·  4:30 heard  ·  played to the end", "3 of 5 harbour image", "calm 4 → –"
    )
    [_, bare] = journal_lines([run(0, "landed", completed=0, answers=())], TODAY)
    assert isinstance(bare, RunLine)
    assert (bare.facts, bare.done, bare.ratings) == ("13:00  ·  4:30 heard  ·  ended softly", "", "")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 11, 23), "Today"),
        (date(2025, 11, 22), "Yesterday"),
        (date(2025, 11, 18), "Tuesday"),
        (date(2025, 11, 16), "Sunday, 16 November"),
        (date(2024, 12, 31), "Tuesday, 31 December 2024"),
        (date(2025, 11, 24), "Monday, 24 November"),
    ],
)
def test_days_have_names(day, words):
    """Near ones by name, far ones by date, another year with its number."""
    assert day_text(day, TODAY) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.0, "0 s"), (1.5, "90 s"), (2.0, "2 min"), (10.6, "11 min"), (60.0, "1 h"), (65.0, "1 h 5 min")],
)
def test_lengths_are_said_shortly(minutes, words):
    """Seconds below two minutes, then minutes, then hours."""
    assert minutes_text(minutes) == words
    assert length_text(minutes, 1) == f"about {words}, with 1 place where it waits for you"


def test_the_page_asks_whenever_it_is_shown(qtbot, tokens):
    """Empty it says so kindly; with runs it shows them, each with words for a screen reader."""
    runs: list[RunRow] = []
    page = JournalPage(lambda: runs, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.dress(tokens, 1.0)
    page.show()
    assert not page.list.isVisible()
    page.hide()
    runs.append(run(0))
    page.show()
    assert page.list.isVisible()
    said = page.lines.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Safe harbour, 13:00")
    page.grab()
