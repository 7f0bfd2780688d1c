"""The journal as lines to read in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from reorigin_desktop.frames import RATE_HZ, clock_text
from reorigin_desktop.journal.moments import iso_text
from reorigin_desktop.journal.records import RunRow

OUTCOME_WORDS = {
    "completed": "to the end",
    "landed": "landed softly",
    "stopped": "left early",
    "interrupted": "cut off",
    None: "under way",
}


def journal_lines(runs: Sequence[RunRow]) -> list[str]:
    """Newest day first: when, which session, how long it was heard, what was completed, ratings before and after."""
    if not runs:
        return ["Nothing has been practised here yet. Begin with: reorigin play first-breath"]
    lines: list[str] = []
    for day, of_day in groupby(runs, key=lambda run: run.began.local_day):
        lines.append(f"{date.fromisoformat(day):%A, %d %B %Y}")
        lines += [f"  {_line(run)}" for run in of_day]
    return lines


def _line(run: RunRow) -> str:
    time = iso_text(run.began)[11:16]
    parts = [
        f"{time}  {run.start.title}",
        f"heard {clock_text(run.heard_frames / RATE_HZ)}",
        OUTCOME_WORDS[run.outcome],
    ]
    labels = dict.fromkeys(one.label for one in run.repetitions)
    for label in labels:
        mine = [one for one in run.repetitions if one.label == label]
        done = len({one.index for one in mine if one.status == "completed"})
        parts.append(f"{label}: {done} of {max(one.of for one in mine)}")
    names = dict.fromkeys(answer.name for answer in run.answers if answer.kind == "scale")
    for name in names:
        values = [answer.value or "–" for answer in run.answers if answer.name == name and answer.kind == "scale"]
        parts.append(f"{name}: {' → '.join(values)}")
    return ", ".join(parts)
