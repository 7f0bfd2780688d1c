"""The journal's file: how it is opened to write and to read, checked, and made."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal.faults import damaged, in_words
from reorigin_desktop.journal.key import DataKey
from reorigin_desktop.journal.schema import check_version, migrate
from reorigin_desktop.paths import sync_folder

if TYPE_CHECKING:
    import apsw

OLDEST_ENGINE = (3, 51, 3)
"""Engines before this one can lose committed rows when one connection writes while another one tidies up."""

_RAW_KEY = re.compile(r"[0-9a-f]{96}")


def wal_of(path: Path) -> Path:
    """The file in which the newest changes of a journal stand until they are moved into it."""
    return path.with_name(path.name + "-wal")


def shm_of(path: Path) -> Path:
    """The file through which the programs that use a journal at the same time know of each other."""
    return path.with_name(path.name + "-shm")


def is_still(path: Path) -> bool:
    """Whether nobody has the journal open, and nothing waits to be moved into its file."""
    return not wal_of(path).exists() and not shm_of(path).exists()


def connect(path: Path, key: DataKey) -> apsw.Connection:
    """Open a journal that exists, to write. Raises JournalError."""
    import apsw

    check_unharmed(path, key)
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise JournalError(path, "The journal is write-protected.", "Allow your account to write this file.")
    with in_words(path):
        connection = _unlocked(str(path), apsw.SQLITE_OPEN_READWRITE, key)
        _make_ready(connection)
        migrate(connection)
    return connection


def create(path: Path, key: DataKey) -> None:
    """Make an empty journal beside its place and put it there in one step. Raises JournalError."""
    import apsw

    new = path.with_name(path.name + ".new")
    with in_words(path):
        for left in (new, wal_of(new), shm_of(new)):
            left.unlink(missing_ok=True)
        connection = _unlocked(str(new), apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE, key)
        try:
            _make_ready(connection)
            migrate(connection)
        finally:
            connection.close()
        new.chmod(0o600)
        new.replace(path)
        sync_folder(path.parent)


def check_unharmed(path: Path, key: DataKey) -> None:
    """Look at every page of a journal without changing anything. Raises JournalError."""
    with in_words(path), reading(path, key) as connection:
        found = connection.pragma("quick_check")
    if found != "ok":
        raise damaged(path)


@contextmanager
def reading(path: Path, key: DataKey) -> Iterator[apsw.Connection]:
    """A connection that cannot write, also beside a program that does, and in a folder that cannot be written.

    Where nothing waits to be moved into the file and nobody has it open, the file is all there is: it is read as one
    that does not change, which needs no other file. Where that cannot be and the folder is write-protected, a copy
    is read.
    """
    import apsw

    if not _begins_with(path, key.salt):
        raise damaged(path)
    still = is_still(path)
    copy: tempfile.TemporaryDirectory[str] | None = None
    try:
        try:
            connection = _open_checked(path, key, still=still)
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            if still:
                raise
            copy = tempfile.TemporaryDirectory(prefix="reorigin-")
            copied = Path(copy.name) / path.name
            shutil.copyfile(path, copied)
            if wal_of(path).exists():
                shutil.copyfile(wal_of(path), wal_of(copied))
            connection = _open_checked(copied, key, still=False)
        try:
            check_version(connection, path)
            yield connection
        finally:
            connection.close()
    finally:
        if copy:
            copy.cleanup()


def _open_checked(path: Path, key: DataKey, *, still: bool) -> apsw.Connection:
    import apsw

    name = path.absolute().as_uri() + ("?immutable=1" if still else "")
    connection = _unlocked(name, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI, key)
    connection.pragma("query_only", 1)
    return connection


def _unlocked(name: str, flags: int, key: DataKey) -> apsw.Connection:
    """A connection whose key fits and that has been read from once.

    A key of another form than this would be taken as a passphrase without a word, so its form is checked first.
    """
    import apsw

    engine = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    assert engine >= OLDEST_ENGINE, f"SQLite {engine} is older than {OLDEST_ENGINE}"
    raw = key.key + key.salt
    assert _RAW_KEY.fullmatch(raw)
    connection = apsw.Connection(name, flags=flags)
    try:
        connection.set_busy_timeout(5000)
        _set(connection, cipher="sqlcipher", legacy=4)
        connection.execute(f"PRAGMA key = \"x'{raw}'\"").fetchall()
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        _set(connection, cell_size_check=1, trusted_schema=0, mmap_size=0, temp_store=2, cache_size=-16_000)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _make_ready(connection: apsw.Connection) -> None:
    """What a connection needs so that a commit is on the disk when it returns."""
    assert connection.pragma("journal_mode", "wal") == "wal"
    _set(connection, synchronous=2, fullfsync=1, checkpoint_fullfsync=1, foreign_keys=1, secure_delete=1)
    _set(connection, wal_autocheckpoint=200, journal_size_limit=1_048_576)


def _set(connection: apsw.Connection, **settings: str | int) -> None:
    """Settings of the engine, one statement each: what follows a row in one statement waits until the row is taken."""
    for name, value in settings.items():
        connection.pragma(name, value)


def _begins_with(path: Path, salt: str) -> bool:
    """Whether the file begins with the salt of its key, as every journal does from its first moment.

    The engine opens it: a file that Python opened and closed here would take the engine's locks with it.
    """
    import apsw

    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_MAIN_DB
    file = apsw.VFSFile("", str(path.absolute()), [flags, 0])
    try:
        return file.xFileSize() >= len(salt) // 2 and file.xRead(len(salt) // 2, 0) == bytes.fromhex(salt)
    finally:
        file.xClose()
