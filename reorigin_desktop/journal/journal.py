"""The journal: told what was practised while it happens, and on the disk when the call returns."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal.faults import in_words, of_system
from reorigin_desktop.journal.folder import FILE, KEY_FILE, LOCK_FILE, refuse_pieces
from reorigin_desktop.journal.key import DataKey, new_key, read_key, write_key
from reorigin_desktop.journal.lock import Lock
from reorigin_desktop.journal.moments import Moment, moment_now
from reorigin_desktop.journal.records import AnswerRecord, Outcome, RepetitionRecord, RunRow, RunStart
from reorigin_desktop.journal.rows import (
    insert_answer,
    insert_repetition,
    insert_run,
    select_runs,
    update_progress,
)
from reorigin_desktop.journal.storage import connect, create

if TYPE_CHECKING:
    import apsw

LOCK_WAIT_S = 1.0
"""How long the program before this one has to finish, when it is closed and opened again at once."""


class Journal:
    """The journal of one person, open to write; any thread may call, one at a time is served.

    Every record is one transaction, on the disk when the call returns. Where that fails, JournalError is raised, and
    the record is kept and written, in its order, with the next one or on closing: nothing is saved twice.
    """

    def __init__(
        self, path: Path, connection: apsw.Connection, lock: Lock, now: Callable[[], Moment], *, protected: bool
    ) -> None:
        self.path = path
        self.protected = protected
        self._connection = connection
        self._lock = lock
        self._now = now
        self._guard = threading.Lock()
        self._unsaved: list[Callable[[], object]] = []
        self._begun: list[str] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(self, start: RunStart) -> str:
        """A run begins; returns its id. If this cannot be saved, there is no run to record into."""
        run_id, began = str(uuid.uuid4()), self._now()
        self._write(lambda: insert_run(self._connection, run_id, start, began), keep=False)
        self._begun.append(run_id)
        return run_id

    def record_repetition(self, run_id: str, record: RepetitionRecord) -> None:
        """A pass of a counted block is over."""
        seen = self._now()
        self._write(lambda: insert_repetition(self._connection, run_id, record, seen))

    def record_answer(self, run_id: str, record: AnswerRecord) -> None:
        """A question or a wait is over."""
        answer_id, seen = str(uuid.uuid4()), self._now()
        self._write(lambda: insert_answer(self._connection, run_id, answer_id, record, seen))

    def record_progress(
        self, run_id: str, position_frame: int, heard_frames: int, breath_rates: Sequence[float] = ()
    ) -> None:
        """How far the run has come: where it would go on after a cut, and what was heard and breathed until now."""
        self._update(run_id, position_frame, heard_frames, breath_rates, None)

    def end_run(
        self,
        run_id: str,
        outcome: Outcome,
        heard_frames: int,
        position_frame: int,
        breath_rates: Sequence[float] = (),
    ) -> None:
        """The run is over. A second call changes nothing."""
        self._update(run_id, position_frame, heard_frames, breath_rates, outcome)

    def close_interrupted(self) -> tuple[RunRow, ...]:
        """End the runs that an earlier program left open, each at its last sign of life; returns them, newest first."""
        ids = tuple(run.id for run in self._select("outcome IS NULL") if run.id not in self._begun)
        if not ids:
            return ()
        chosen = f"id IN ({', '.join('?' * len(ids))})"
        self._write(
            lambda: self._connection.execute(f"UPDATE runs SET outcome = 'interrupted' WHERE {chosen}", ids)  # noqa: S608  # ids are bound
        )
        return self._select(chosen, ids)

    def resumable(self) -> RunRow | None:
        """The newest interrupted run, unless it was dismissed or has been resumed."""
        found = self._select(
            "number = (SELECT max(number) FROM runs WHERE outcome = 'interrupted') AND NOT resume_dismissed"
            " AND NOT EXISTS (SELECT 1 FROM runs AS later WHERE later.resumed_from = runs.id)"
        )
        return found[0] if found else None

    def dismiss_resume(self, run_id: str) -> None:
        """Do not offer again to resume this run."""
        self._write(lambda: self._connection.execute("UPDATE runs SET resume_dismissed = 1 WHERE id = ?", (run_id,)))

    def runs(self, limit: int | None = None) -> tuple[RunRow, ...]:
        """Runs, newest first, with their repetitions and answers."""
        return self._select("true", limit=limit)

    def close(self) -> None:
        """Save what is unsaved, close the file and let another program in. Raises JournalError if not all is saved."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            try:
                self._save()
            finally:
                try:
                    with in_words(self.path):
                        self._connection.close()
                finally:
                    self._lock.release()

    def _update(
        self, run_id: str, position: int, heard: int, breath_rates: Sequence[float], outcome: Outcome | None
    ) -> None:
        seen, rates = self._now(), tuple(breath_rates)
        self._write(lambda: update_progress(self._connection, run_id, seen, position, heard, rates, outcome))

    def _select(self, where: str, values: tuple[str, ...] = (), limit: int | None = None) -> tuple[RunRow, ...]:
        with self._guard, in_words(self.path):
            return select_runs(self._connection, where, values, limit)

    def _write(self, task: Callable[[], object], *, keep: bool = True) -> None:
        """Save one record after all those that could not be saved before."""
        with self._guard:
            self._unsaved.append(task)
            try:
                self._save()
            except JournalError:
                if not keep:
                    self._unsaved.remove(task)
                raise

    def _save(self) -> None:
        while self._unsaved:
            task = self._unsaved[0]
            try:
                with in_words(self.path):
                    self._commit(task)
            except JournalError:
                raise
            except BaseException:
                del self._unsaved[0]
                raise
            del self._unsaved[0]

    def _commit(self, task: Callable[[], object]) -> None:
        """One transaction: it is on the disk when this returns, or nothing of it is."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            task()
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def open_journal(folder: Path, *, now: Callable[[], Moment] = moment_now) -> Journal:
    """Open the journal in a data folder to write, or begin one. Raises JournalError, and changes no journal then.

    One program at a time may write; others can read at the same time (`reading.read_runs`).
    """
    path = folder / FILE
    lock = Lock(folder / LOCK_FILE)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = lock.take(LOCK_WAIT_S)
    except OSError as error:
        raise of_system(folder, error) from None
    if not free:
        what = "Another reorigin is open and writes in this journal."
        raise JournalError(path, what, "Close it, then try again. Nothing is recorded twice or lost.")
    try:
        key = _key_of(folder)
        if not path.exists():
            create(path, key)
        return Journal(path, connect(path, key), lock, now, protected=key.protected)
    except BaseException:
        lock.release()
        raise


def _key_of(folder: Path) -> DataKey:
    """The key of the journal in this folder; a new one only where there is neither key nor journal."""
    path, key_path = folder / FILE, folder / KEY_FILE
    with in_words(path):
        refuse_pieces(folder)
        if key_path.exists() or path.exists():
            return read_key(key_path)
        key = new_key()
        write_key(key_path, key)
        return key
