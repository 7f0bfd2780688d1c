"""The journal as `reorigin journal --json` prints it; the shape is described in docs/journal.md."""

from __future__ import annotations

from collections.abc import Iterable

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.moments import iso_text
from reorigin_desktop.journal.records import AnswerRecord, RepetitionRecord, RunRow


def journal_json(runs: Iterable[RunRow]) -> dict[str, object]:
    """The runs, in the order given, as one object of plain JSON values."""
    return {"runs": [_run(run) for run in runs]}


def _run(run: RunRow) -> dict[str, object]:
    return {
        "id": run.id,
        "session": run.start.session_id,
        "title": run.start.title,
        "started": iso_text(run.began),
        "ended": iso_text(run.ended) if run.ended else None,
        "day": run.began.local_day,
        "outcome": run.outcome,
        "heard_seconds": round(run.heard_frames / RATE_HZ, 3),
        "planned_seconds": round(run.start.planned_frames / RATE_HZ, 3),
        "breath_rates": list(run.breath_rates),
        "script_hash": run.start.script_hash,
        "resumed_from": run.start.resumed_from,
        "repetitions": [_repetition(repetition) for repetition in run.repetitions],
        "answers": [_answer(answer) for answer in run.answers],
    }


def _repetition(repetition: RepetitionRecord) -> dict[str, object]:
    return {
        "label": repetition.label,
        "index": repetition.index,
        "of": repetition.of,
        "status": repetition.status,
        "heard_frames": repetition.heard_frames,
        "planned_frames": repetition.planned_frames,
    }


def _answer(answer: AnswerRecord) -> dict[str, object]:
    return {
        "name": answer.name,
        "moment": answer.moment,
        "question": answer.question,
        "kind": answer.kind,
        "value": answer.value,
        "outcome": answer.outcome,
        "took_s": answer.took_s,
    }
