"""Entries, runs and summaries for the pages, by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reorigin_desktop.journal.moments import moment_at
from reorigin_desktop.journal.records import AnswerRecord, Outcome, RepetitionRecord, RunRow, RunStart
from reorigin_desktop.player.library import Entry
from reorigin_desktop.player.summary import Practised, Rating, RunSummary

ENTRY = Entry(
    path=Path("/sessions/harbour.session"),
    id="harbour",
    title="Safe harbour",
    summary="A small harbour, and the water is flat.",
    tags=("imagery",),
    minutes=11.0,
    stops=5,
    language="en",
    author="A. Person",
    safety="Seated, never while driving.",
    problems=0,
    scene="water",
)
SUMMARY = RunSummary(
    title="Safe harbour",
    outcome="completed",
    heard_s=741.0,
    practised=(Practised("harbour image", 5, 5),),
    ratings=(Rating("calm", "How calm do you feel?", "4", "7"), Rating("clear", "How clear was it?", None, "6")),
    recorded=True,
)
NOON_MS = 1_763_899_200_000
"""23 November 2025, 12:00 UTC."""
DAY_MS = 86_400_000


def entry(number: int, **fields: object) -> Entry:
    """A shelf full of them, by number."""
    made = replace(ENTRY, id=f"s{number}", title=f"Session {number:05}", path=Path(f"/sessions/s{number}.session"))
    return replace(made, **fields)  # type: ignore[arg-type]  # fields by name, as the tests need them


def run(days_ago: float = 0, outcome: Outcome | None = "completed", completed: int = 5, **fields: object) -> RunRow:
    """A run so many days before the noon above, in Berlin."""
    began = moment_at(NOON_MS - round(days_ago * DAY_MS), 60, "Europe/Berlin")
    start = RunStart("harbour", "Safe harbour", "/sessions/harbour.session", "0" * 64, "1", 48_000 * 660, {})
    repetitions = tuple(
        RepetitionRecord(
            f"{days_ago}-{number}",
            "harbour image",
            number + 1,
            5,
            "completed" if number < completed else "partial",
            48_000,
            48_000,
            began,
            began,
        )
        for number in range(5)
    )
    answers = (
        AnswerRecord("calm", "before", "How calm?", "scale", "4", "answered", 2.0),
        AnswerRecord("calm", "after", "How calm?", "scale", None, "skipped", 2.0),
    )
    row = RunRow("r", start, began, began, outcome, 48_000 * 270, 0, repetitions, answers)
    return replace(row, **fields)  # type: ignore[arg-type]  # fields by name, as the tests need them
