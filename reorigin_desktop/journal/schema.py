"""The tables of a journal, as numbered steps that lead from an empty file to the newest form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reorigin_desktop.errors import JournalError

if TYPE_CHECKING:
    import apsw

APPLICATION_ID = 0x52654F72
"""“ReOr”: marks the file as a journal of this program."""

_NOT_OURS = "Move this file elsewhere, or choose another data folder. Nothing was changed."


def _first_tables(connection: apsw.Connection) -> None:
    """Runs, repetitions and answers. Times are UTC milliseconds; minutes of offset, zone and local day stand beside."""
    connection.execute(
        """
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            session_id TEXT NOT NULL,
            title TEXT NOT NULL,
            session_path TEXT NOT NULL,
            script_hash TEXT NOT NULL,
            version TEXT NOT NULL,
            planned_frames INTEGER NOT NULL,
            chosen_values TEXT NOT NULL,
            silent INTEGER NOT NULL CHECK (silent IN (0, 1)),
            resumed_from TEXT REFERENCES runs (id),
            start_frame INTEGER NOT NULL,
            began_utc_ms INTEGER NOT NULL,
            began_offset_min INTEGER NOT NULL,
            began_zone TEXT NOT NULL,
            began_day TEXT NOT NULL,
            seen_utc_ms INTEGER NOT NULL,
            seen_offset_min INTEGER NOT NULL,
            seen_zone TEXT NOT NULL,
            seen_day TEXT NOT NULL,
            heard_frames INTEGER NOT NULL,
            position_frame INTEGER NOT NULL,
            breath_rates TEXT NOT NULL DEFAULT '[]',
            outcome TEXT CHECK (outcome IN ('completed', 'landed', 'stopped', 'interrupted')),
            resume_dismissed INTEGER NOT NULL DEFAULT 0 CHECK (resume_dismissed IN (0, 1))
        ) STRICT;
        CREATE INDEX runs_by_time ON runs (began_utc_ms);
        CREATE INDEX runs_by_origin ON runs (resumed_from);

        CREATE TABLE repetitions (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
            label TEXT NOT NULL,
            pass INTEGER NOT NULL,
            passes INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('completed', 'partial', 'skipped')),
            planned_frames INTEGER NOT NULL,
            heard_frames INTEGER NOT NULL,
            began_utc_ms INTEGER NOT NULL,
            began_offset_min INTEGER NOT NULL,
            began_zone TEXT NOT NULL,
            began_day TEXT NOT NULL,
            ended_utc_ms INTEGER NOT NULL,
            ended_offset_min INTEGER NOT NULL,
            ended_zone TEXT NOT NULL,
            ended_day TEXT NOT NULL,
            stop_s REAL NOT NULL,
            timed_out INTEGER NOT NULL CHECK (timed_out IN (0, 1)),
            breath_rates TEXT NOT NULL
        ) STRICT;
        CREATE INDEX repetitions_by_run ON repetitions (run);

        CREATE TABLE answers (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
            name TEXT NOT NULL,
            moment TEXT NOT NULL CHECK (moment IN ('before', 'after', '')),
            question TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('scale', 'yes-no', 'text', 'choice', 'wait')),
            value TEXT,
            outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'skipped', 'timed out')),
            took_s REAL NOT NULL,
            repetition_label TEXT,
            repetition_pass INTEGER,
            answered_utc_ms INTEGER NOT NULL,
            answered_offset_min INTEGER NOT NULL,
            answered_zone TEXT NOT NULL,
            answered_day TEXT NOT NULL
        ) STRICT;
        CREATE INDEX answers_by_run ON answers (run);
        """
    )


MIGRATIONS: tuple[Callable[[apsw.Connection], None], ...] = (_first_tables,)
"""Step n leads from version n to n + 1. A released step is never changed: a new one is added."""


def check_version(connection: apsw.Connection, path: Path) -> None:
    """Refuse a file that is not a journal, or that a newer version has written. Raises JournalError."""
    if connection.pragma("application_id") != APPLICATION_ID:
        raise JournalError(path, "This file is not a journal of this program.", _NOT_OURS)
    version = connection.pragma("user_version")
    if version > len(MIGRATIONS):
        forms = f"form {version}; this one knows {len(MIGRATIONS)}"
        what = f"A newer version of this program has written the journal ({forms})."
        raise JournalError(path, what, "Update reorigin, then open the journal again. Nothing was changed.")


def migrate(connection: apsw.Connection) -> None:
    """Bring a journal to the newest form, wholly or not at all."""
    if connection.pragma("user_version") == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[connection.pragma("user_version") :]:
            step(connection)
        connection.pragma("application_id", APPLICATION_ID)
        connection.pragma("user_version", len(MIGRATIONS))
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        assert connection.pragma("quick_check") == "ok"
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
