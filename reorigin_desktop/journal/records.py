"""What the journal is told and what it tells: runs, repetitions and answers as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reorigin_desktop.journal.moments import Moment

Outcome = Literal["completed", "landed", "stopped", "interrupted"]
"""How a run ended: to its end, by a landing, by leaving at once, or because the program was cut off."""

Status = Literal["completed", "partial", "skipped"]
AnswerMoment = Literal["before", "after", ""]
AnswerKind = Literal["scale", "yes-no", "text", "choice", "wait"]
AnswerOutcome = Literal["answered", "skipped", "timed out"]


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known when a run begins.

    `planned_frames` is the length of the whole timeline without stops, `start_frame` where in it the run begins,
    `values` the variables that were chosen, `resumed_from` the id of the interrupted run that goes on here.
    """

    session_id: str
    title: str
    session_path: str
    script_hash: str
    version: str
    planned_frames: int
    values: Mapping[str, str]
    silent: bool = False
    resumed_from: str | None = None
    start_frame: int = 0


@dataclass(frozen=True, slots=True)
class RepetitionRecord:
    """One pass of a counted block, once it is over.

    `id` is a UUID given by the caller: recording the same id again changes nothing. `index` counts from 1. `stop_s`
    is the sum of the stops inside, `timed_out` says that one of them ended by itself, `breath_rates` holds the exact
    pace of each breath played, in breaths per minute.
    """

    id: str
    label: str
    index: int
    of: int
    status: Status
    planned_frames: int
    heard_frames: int
    began: Moment
    ended: Moment
    stop_s: float = 0.0
    timed_out: bool = False
    breath_rates: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One question or wait, once it is over.

    `value` is None where there is no answer: a missing one is stored as missing. `question` is what was shown.
    `repetition_label` and `repetition_index` name the pass around it, if there is one. `answered` is filled in by
    the journal when it is None.
    """

    name: str
    moment: AnswerMoment
    question: str
    kind: AnswerKind
    value: str | None
    outcome: AnswerOutcome
    took_s: float
    repetition_label: str | None = None
    repetition_index: int | None = None
    answered: Moment | None = None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as the journal has it, repetitions and answers in the order in which they were recorded.

    `ended` and `outcome` are None while the run is open. An interrupted run ended at its last sign of life, with the
    `heard_frames` and the `position_frame` (of the whole timeline) of its last progress. `breath_rates` holds the exact
    pace of each breath that was heard to begin, in breaths per minute, in the order heard.
    """

    id: str
    start: RunStart
    began: Moment
    ended: Moment | None
    outcome: Outcome | None
    heard_frames: int
    position_frame: int
    repetitions: tuple[RepetitionRecord, ...]
    answers: tuple[AnswerRecord, ...]
    breath_rates: tuple[float, ...] = ()
