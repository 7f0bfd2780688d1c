"""Runs, repetitions and answers between their values and the tables of the journal."""

# ruff: noqa: S608  # statements are put together from column names that stand in this room; values are bound
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from reorigin_desktop.journal.moments import Moment
from reorigin_desktop.journal.records import AnswerRecord, RepetitionRecord, RunRow, RunStart

if TYPE_CHECKING:
    import apsw

_RUN_START = (
    "session_id, title, session_path, script_hash, version, planned_frames,"
    " chosen_values, silent, resumed_from, start_frame"
)
_BEGAN = "began_utc_ms, began_offset_min, began_zone, began_day"
_SEEN = "seen_utc_ms, seen_offset_min, seen_zone, seen_day"
_ENDED = "ended_utc_ms, ended_offset_min, ended_zone, ended_day"
_ANSWERED = "answered_utc_ms, answered_offset_min, answered_zone, answered_day"
_REPETITION = (
    f"id, label, pass, passes, status, planned_frames, heard_frames, {_BEGAN}, {_ENDED},"
    " stop_s, timed_out, breath_rates"
)
_ANSWER = f"name, moment, question, kind, value, outcome, took_s, repetition_label, repetition_pass, {_ANSWERED}"


def insert_run(connection: apsw.Connection, run_id: str, start: RunStart, began: Moment) -> None:
    """A run begins: open, and with nothing heard."""
    row = (
        run_id,
        _text(start.session_id),
        _text(start.title),
        _text(start.session_path),
        start.script_hash,
        _text(start.version),
        start.planned_frames,
        json.dumps(dict(start.values)),
        int(start.silent),
        start.resumed_from,
        start.start_frame,
        *_columns(began),
        *_columns(began),
        0,
        start.start_frame,
    )
    columns = f"id, {_RUN_START}, {_BEGAN}, {_SEEN}, heard_frames, position_frame"
    connection.execute(f"INSERT INTO runs ({columns}) VALUES ({_marks(row)}) ON CONFLICT (id) DO NOTHING", row)


def insert_repetition(connection: apsw.Connection, run_id: str, record: RepetitionRecord, seen: Moment) -> None:
    """A pass is over; the same id a second time changes nothing."""
    row = (
        record.id,
        _text(record.label),
        record.index,
        record.of,
        record.status,
        record.planned_frames,
        record.heard_frames,
        *_columns(record.began),
        *_columns(record.ended),
        float(record.stop_s),
        int(record.timed_out),
        json.dumps(record.breath_rates),
    )
    connection.execute(
        f"INSERT INTO repetitions (run, {_REPETITION}) VALUES ((SELECT number FROM runs WHERE id = ?), {_marks(row)})"
        " ON CONFLICT (id) DO NOTHING",
        (run_id, *row),
    )
    _mark_seen(connection, run_id, seen)


def insert_answer(connection: apsw.Connection, run_id: str, answer_id: str, record: AnswerRecord, seen: Moment) -> None:
    """A question or a wait is over; the same id a second time changes nothing."""
    row = (
        _text(record.name),
        record.moment,
        _text(record.question),
        record.kind,
        None if record.value is None else _text(record.value),
        record.outcome,
        float(record.took_s),
        None if record.repetition_label is None else _text(record.repetition_label),
        record.repetition_index,
        *_columns(record.answered or seen),
    )
    connection.execute(
        f"INSERT INTO answers (run, id, {_ANSWER}) VALUES ((SELECT number FROM runs WHERE id = ?), ?, {_marks(row)})"
        " ON CONFLICT (id) DO NOTHING",
        (run_id, answer_id, *row),
    )
    _mark_seen(connection, run_id, seen)


def update_progress(
    connection: apsw.Connection,
    run_id: str,
    seen: Moment,
    position_frame: int,
    heard_frames: int,
    breath_rates: Sequence[float],
    outcome: str | None,
) -> None:
    """How far an open run has come; with an outcome it is closed. A run that is closed already stays as it is."""
    connection.execute(
        f"UPDATE runs SET ({_SEEN}) = (?, ?, ?, ?), position_frame = ?, heard_frames = ?, breath_rates = ?,"
        " outcome = ?"
        " WHERE id = ? AND outcome IS NULL",
        (*_columns(seen), position_frame, heard_frames, json.dumps(list(breath_rates)), outcome, run_id),
    )


def select_runs(
    connection: apsw.Connection, where: str = "true", values: tuple[str, ...] = (), limit: int | None = None
) -> tuple[RunRow, ...]:
    """Runs, newest first, each with its repetitions and answers as recorded.

    `where` is a condition on the table of runs, and `values` what stands for its question marks.
    """
    chosen = f"SELECT number FROM runs WHERE {where} ORDER BY began_utc_ms DESC, number DESC LIMIT ?"
    bound = (*values, -1 if limit is None else limit)
    repetitions: dict[int, list[RepetitionRecord]] = {}
    answers: dict[int, list[AnswerRecord]] = {}
    statement = f"SELECT run, {_REPETITION} FROM repetitions WHERE run IN ({chosen}) ORDER BY number"
    for run, *row in connection.execute(statement, bound):
        repetitions.setdefault(run, []).append(_repetition(row))
    statement = f"SELECT run, {_ANSWER} FROM answers WHERE run IN ({chosen}) ORDER BY number"
    for run, *row in connection.execute(statement, bound):
        answers.setdefault(run, []).append(_answer(row))
    statement = (
        f"SELECT number, id, {_RUN_START}, {_BEGAN}, {_SEEN}, outcome, heard_frames, position_frame, breath_rates"
        f" FROM runs WHERE number IN ({chosen}) ORDER BY began_utc_ms DESC, number DESC"
    )
    return tuple(
        _run(row, repetitions.get(row[0], ()), answers.get(row[0], ())) for row in connection.execute(statement, bound)
    )


def _mark_seen(connection: apsw.Connection, run_id: str, seen: Moment) -> None:
    """The run was alive at this moment."""
    connection.execute(
        f"UPDATE runs SET ({_SEEN}) = (?, ?, ?, ?) WHERE id = ? AND outcome IS NULL", (*_columns(seen), run_id)
    )


def _run(row: Any, repetitions: Iterable[RepetitionRecord], answers: Iterable[AnswerRecord]) -> RunRow:
    _number, run_id, *start = row[:12]
    outcome, heard_frames, position_frame, breath_rates = row[20:]
    start[6:8] = json.loads(start[6]), bool(start[7])
    return RunRow(
        id=run_id,
        start=RunStart(*start),
        began=Moment(*row[12:16]),
        ended=Moment(*row[16:20]) if outcome else None,
        outcome=outcome,
        heard_frames=heard_frames,
        position_frame=position_frame,
        repetitions=tuple(repetitions),
        answers=tuple(answers),
        breath_rates=tuple(json.loads(breath_rates)),
    )


def _repetition(row: list[Any]) -> RepetitionRecord:
    stop_s, timed_out, breath_rates = row[15:]
    began, ended = Moment(*row[7:11]), Moment(*row[11:15])
    row[7:] = began, ended, stop_s, bool(timed_out), tuple(json.loads(breath_rates))
    return RepetitionRecord(*row)


def _answer(row: list[Any]) -> AnswerRecord:
    row[9:] = (Moment(*row[9:13]),)
    return AnswerRecord(*row)


def _columns(moment: Moment) -> tuple[int, int, str, str]:
    return moment.utc_ms, moment.offset_min, moment.zone, moment.local_day


def _marks(row: tuple[object, ...]) -> str:
    return ", ".join("?" * len(row))


def _text(words: str) -> str:
    """Words as the file can hold them: half a sign, as file names of other systems may have it, becomes “?”."""
    return words.encode("utf-8", "replace").decode("utf-8")
