"""One run in the journal: what was heard of it becomes repetitions, answers and, at the end, how it ended."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from reorigin_desktop.errors import JournalError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.journal import Journal
from reorigin_desktop.journal.moments import Moment
from reorigin_desktop.journal.records import AnswerOutcome, AnswerRecord, Outcome, RepetitionRecord, RunStart
from reorigin_desktop.player.heard import Heard, Verdict
from reorigin_desktop.script.model import BreathPhase, RepetitionSpan, Stop, Timeline

PROGRESS_EVERY_FRAMES = 5 * RATE_HZ


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a stop was left: the answer given, or None, and whether it was answered, skipped or timed out.

    `seconds` is how long it had waited by then; what the output makes of it is a few milliseconds longer.
    """

    value: str | None
    skipped: bool = False
    timed_out: bool = False
    seconds: float = 0.0


class Running:
    """The record of one run while it goes on.

    With `journal` None (a preview, or no place to write) nothing is written. What the disk refuses is kept in memory
    and written with a later entry; `refused` holds the journal's words for as long as that is so.
    """

    def __init__(
        self,
        timeline: Timeline,
        start: RunStart,
        journal: Journal | None,
        now: Callable[[], Moment],
        already: frozenset[int] = frozenset(),
    ) -> None:
        self.timeline = timeline
        self.heard = Heard(timeline.repetitions)
        self.heard.completed.update(already)
        self.answers: list[AnswerRecord] = []
        self.completed: list[Verdict] = []
        self.position_frame = start.start_frame
        self._journal = journal
        self._now = now
        self._began: dict[int, Moment] = {}
        self._noted_frame = start.start_frame
        self._breaths = [
            (timeline.segment_starts[cue.segment] + cue.start_frame, cue.payload.rate_per_min)
            for cue in timeline.cues
            if isinstance(cue.payload, BreathPhase) and cue.payload.phase == "in"
        ]
        self.breath_rates: list[float] = []
        self._starts = timeline.segment_starts
        self._start = start
        self._run_id = ""
        self._to_write: list[Callable[[Journal], object]] = []
        self.refused: JournalError | None = None
        self._keep(lambda _journal: None)

    def play(self, start_frame: int, end_frame: int) -> None:
        """These frames of the timeline have been heard."""
        for number, span in enumerate(self.timeline.repetitions):
            if start_frame <= span.start_frame < end_frame:
                self._began[number] = self._now()
        self.position_frame = end_frame
        self.breath_rates += [rate for at, rate in self._breaths if start_frame <= at < end_frame]
        self._record(self.heard.hear(start_frame, end_frame))
        if abs(end_frame - self._noted_frame) >= PROGRESS_EVERY_FRAMES:
            self._note_progress()

    def leave(self, stop: Stop, seconds: float, how: Leaving) -> None:
        """A stop has ended."""
        end_frame = self._starts[stop.segment] + self.timeline.segments[stop.segment]
        around = [
            span.repetition
            for span in self.timeline.repetitions
            if stop.segment in span.stops and span.start_frame <= end_frame <= span.end_frame
        ]
        record = _answer(stop, seconds, how)
        if around:
            record = replace(record, repetition_label=around[-1].label, repetition_index=around[-1].index)
        self.answers.append(record)
        self._keep(lambda journal: journal.record_answer(self._run_id, record))
        self._record(self.heard.left_stop(stop.segment, end_frame, seconds, timed_out=how.timed_out))

    def end(self, outcome: Outcome) -> None:
        """The run is over: passes that were heard in part or jumped over are recorded, and how it ended."""
        for verdict in self.heard.unfinished():
            self._keep_repetition(self._repetition(verdict))
        heard, position, rates = self.heard.frames, self.position_frame, tuple(self.breath_rates)
        self._keep(lambda journal: journal.end_run(self._run_id, outcome, heard, position, rates))

    def _keep(self, write: Callable[[Journal], object]) -> None:
        """Write to the journal; a run that could not be begun is begun first, with all that has happened in it."""
        journal = self._journal
        if journal is None:
            return
        self._to_write.append(write)
        try:
            if not self._run_id:
                self._run_id = journal.begin_run(self._start)
            while self._to_write:
                self._to_write.pop(0)(journal)
        except JournalError as error:
            self.refused = error
        else:
            self.refused = None

    def _record(self, verdicts: tuple[Verdict, ...]) -> None:
        for verdict in verdicts:
            self.completed.append(verdict)
            self._keep_repetition(self._repetition(verdict))
        if verdicts:
            self._note_progress()

    def _keep_repetition(self, record: RepetitionRecord) -> None:
        self._keep(lambda journal: journal.record_repetition(self._run_id, record))

    def _note_progress(self) -> None:
        self._noted_frame = self.position_frame
        position, heard, rates = self.position_frame, self.heard.frames, tuple(self.breath_rates)
        self._keep(lambda journal: journal.record_progress(self._run_id, position, heard, rates))

    def _repetition(self, verdict: Verdict) -> RepetitionRecord:
        span = verdict.span
        now = self._now()
        return RepetitionRecord(
            id=str(uuid.uuid4()),
            label=span.repetition.label,
            index=span.repetition.index,
            of=span.repetition.of,
            status=verdict.status,
            planned_frames=span.end_frame - span.start_frame,
            heard_frames=verdict.heard_frames,
            began=self._began.get(verdict.number, now),
            ended=now,
            stop_s=verdict.stop_s,
            timed_out=verdict.timed_out,
            breath_rates=self._rates(span),
        )

    def _rates(self, span: RepetitionSpan) -> tuple[float, ...]:
        """The pace of each breath that begins within a pass, in breaths per minute."""
        return tuple(rate for at, rate in self._breaths if span.start_frame <= at < span.end_frame)


def _answer(stop: Stop, seconds: float, how: Leaving) -> AnswerRecord:
    """A stop as the journal records it; what was skipped is missing, never zero."""
    outcome: AnswerOutcome = "timed out" if how.timed_out else "skipped" if how.skipped else "answered"
    if stop.ask is not None:
        ask = stop.ask
        return AnswerRecord(ask.name, ask.moment, ask.question, ask.answer, how.value, outcome, seconds)
    wait = stop.wait
    assert wait is not None
    return AnswerRecord(wait.label, "", wait.prompt, "wait", None, outcome, seconds)
