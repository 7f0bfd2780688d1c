"""The journal as lines to read: days, and under each the runs of that day in kind words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.ui.words import OUTCOMES, change_text, day_text, heard_text

if TYPE_CHECKING:
    from reorigin_desktop.journal.records import RunRow


@dataclass(frozen=True, slots=True)
class DayLine:
    """The heading above the runs of one day."""

    words: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run: its title, when and how much, what was completed, and how ratings changed."""

    title: str
    facts: str
    done: str
    ratings: str


def journal_lines(runs: Iterable[RunRow], today: date) -> tuple[DayLine | RunLine, ...]:
    """Lines for these runs, newest first as they come, a heading whenever the day changes."""
    lines: list[DayLine | RunLine] = []
    day = None
    for run in runs:
        if run.began.local_day != day:
            day = run.began.local_day
            lines.append(DayLine(day_text(date.fromisoformat(day), today)))
        lines.append(_run_line(run))
    return tuple(lines)


def _run_line(run: RunRow) -> RunLine:
    minute = run.began.utc_ms // 60_000 + run.began.offset_min
    at = f"{minute // 60 % 24}:{minute % 60:02}"
    facts = "  ·  ".join((at, heard_text(run.heard_frames / RATE_HZ), OUTCOMES[run.outcome].lower()))
    return RunLine(run.start.title, facts, _done(run), _ratings(run))


def _done(run: RunRow) -> str:
    """“5 of 5 harbour image”; only what was completed."""
    parts = []
    for label in dict.fromkeys(record.label for record in run.repetitions):
        mine = [record for record in run.repetitions if record.label == label]
        done = len({record.id for record in mine if record.status == "completed"})
        if done:
            of = max(record.of for record in mine)
            count = f"{done} of {of}" if of > 1 else str(done)
            parts.append(f"{count} {label}".strip())
    return "  ·  ".join(parts)


def _ratings(run: RunRow) -> str:
    """“calm 4 → 7” for every name that was rated before or after."""
    scales = [answer for answer in run.answers if answer.kind == "scale" and answer.moment]
    parts = []
    for name in dict.fromkeys(answer.name for answer in scales):
        last = {answer.moment: answer.value for answer in scales if answer.name == name}
        if any(value is not None for value in last.values()):
            parts.append(f"{name} {change_text(last.get('before'), last.get('after'))}")
    return "  ·  ".join(parts)
