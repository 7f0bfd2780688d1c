"""The journal for a look: without writing, without waiting, beside whoever writes in it."""

from __future__ import annotations

import errno
from pathlib import Path

from reorigin_desktop.journal.faults import in_words, of_system
from reorigin_desktop.journal.folder import FILE, KEY_FILE, refuse_pieces
from reorigin_desktop.journal.key import DataKey, read_key
from reorigin_desktop.journal.records import RunRow
from reorigin_desktop.journal.rows import select_runs
from reorigin_desktop.journal.storage import is_still, reading

_TRIES = 3


def read_runs(folder: Path, limit: int | None = None) -> tuple[RunRow, ...]:
    """What the journal in a data folder holds, newest first; creates nothing. No journal is an empty one.

    Raises JournalError.
    """
    path = folder / FILE
    with in_words(path):
        if folder.exists() and not folder.is_dir():
            raise of_system(folder, NotADirectoryError(errno.ENOTDIR, "not a folder"))
        refuse_pieces(folder)
        if not path.exists():
            return ()
        key = read_key(folder / KEY_FILE)
        for _ in range(_TRIES - 1):
            before = _stamp(path)
            try:
                runs = _read(path, key, limit)
            except Exception:
                if before == _stamp(path):
                    raise
            else:
                was_still = before[0]
                if not was_still or before == _stamp(path):
                    return runs
        return _read(path, key, limit)


def _read(path: Path, key: DataKey, limit: int | None) -> tuple[RunRow, ...]:
    with reading(path, key) as connection:
        connection.execute("BEGIN")
        return select_runs(connection, limit=limit)


def _stamp(path: Path) -> tuple[bool, int, int]:
    """What tells that somebody began to write in a file that was read as one that does not change."""
    facts = path.stat()
    return is_still(path), facts.st_mtime_ns, facts.st_size
