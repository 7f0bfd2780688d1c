"""What a run came to, for the card at its end: only what was done, never what was not."""

from __future__ import annotations

from dataclasses import dataclass

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.records import AnswerRecord, Outcome
from reorigin_desktop.player.running import Running


@dataclass(frozen=True, slots=True)
class Practised:
    """How many passes of one block are completed, and how many the session has.

    A run that goes on where another was cut off counts with what that one completed.
    """

    label: str
    completed: int
    of: int


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating, before and after; None = not answered or not asked. `question` is the one asked first."""

    name: str
    question: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run that is over. `recorded` says whether the journal has it."""

    title: str
    outcome: Outcome
    heard_s: float
    practised: tuple[Practised, ...]
    ratings: tuple[Rating, ...]
    recorded: bool


def summarise(title: str, running: Running, outcome: Outcome, *, recorded: bool) -> RunSummary:
    """The summary of a run: completed passes by block, ratings in pairs, time really heard."""
    labels = dict.fromkeys(span.repetition.label for span in running.timeline.repetitions)
    practised = []
    for label in labels:
        numbers = [n for n, span in enumerate(running.timeline.repetitions) if span.repetition.label == label]
        done = len(running.heard.completed.intersection(numbers))
        if done:
            practised.append(Practised(label, done, len(numbers)))
    return RunSummary(
        title=title,
        outcome=outcome,
        heard_s=running.heard.frames / RATE_HZ,
        practised=tuple(practised),
        ratings=_ratings(running.answers),
        recorded=recorded,
    )


def _ratings(answers: list[AnswerRecord]) -> tuple[Rating, ...]:
    """Scales asked before or after, one row for each name, in the order asked; the last answer of each counts."""
    scales = [answer for answer in answers if answer.kind == "scale"]
    rows = []
    for name in dict.fromkeys(answer.name for answer in scales):
        mine = [answer for answer in scales if answer.name == name]
        before = [answer.value for answer in mine if answer.moment == "before"]
        after = [answer.value for answer in mine if answer.moment != "before"]
        if any(value is not None for value in before + after):
            rows.append(Rating(name, mine[0].question, (before or [None])[-1], (after or [None])[-1]))
    return tuple(rows)
