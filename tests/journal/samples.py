"""Runs, passes and answers to record, and a clock that the test moves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from reorigin_desktop.journal.moments import Moment, moment_at
from reorigin_desktop.journal.records import AnswerRecord, RepetitionRecord, RunStart

FIRST_MS = 1_780_000_000_123


@dataclass
class Clock:
    """A clock with a crank; it stands still until the test moves it."""

    utc_ms: int = FIRST_MS
    offset_min: int = 120
    zone: str = "Europe/Berlin"

    def __call__(self) -> Moment:
        return moment_at(self.utc_ms, self.offset_min, self.zone)

    def crank(self, seconds: float) -> Moment:
        self.utc_ms += round(seconds * 1000)
        return self()


def start(session_id: str = "harbour", resumed_from: str | None = None, start_frame: int = 0) -> RunStart:
    return RunStart(
        session_id=session_id,
        title="The harbour",
        session_path="/sessions/harbour.session",
        script_hash="ab" * 32,
        version="1.2",
        planned_frames=48_000 * 90,
        values={"place": "harbour", "name": "Ñandú “x”"},
        silent=True,
        resumed_from=resumed_from,
        start_frame=start_frame,
    )


def repetition(index: int = 1, of: int = 5, record_id: str | None = None) -> RepetitionRecord:
    return RepetitionRecord(
        id=record_id or str(uuid.uuid4()),
        label="harbour image",
        index=index,
        of=of,
        status="completed",
        planned_frames=480_000,
        heard_frames=480_000,
        began=moment_at(FIRST_MS, 120, "Europe/Berlin"),
        ended=moment_at(FIRST_MS + 12_000, 120, "Europe/Berlin"),
        stop_s=2.0,
        timed_out=True,
        breath_rates=(5.454545454545454, 6.0),
    )


def answer(value: str | None = "7") -> AnswerRecord:
    return AnswerRecord(
        name="tension",
        moment="before",
        question="How tense do you feel?",
        kind="scale",
        value=value,
        outcome="skipped" if value is None else "answered",
        took_s=3.25,
        repetition_label="harbour image",
        repetition_index=2,
    )
