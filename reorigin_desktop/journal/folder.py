"""The files of one journal in its folder."""

from __future__ import annotations

from pathlib import Path

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal.storage import wal_of

FILE = "journal.db"
KEY_FILE = "journal.key.json"
LOCK_FILE = "journal.lock"


def refuse_pieces(folder: Path) -> None:
    """Stop where the main file is a folder or is missing beside its own rest. Raises JournalError.

    A journal begun anew there would take the rest for its own.
    """
    path = folder / FILE
    if path.is_dir():
        raise JournalError(path, "There is a folder where the journal should be.", "Move it away, then try again.")
    if not path.exists() and wal_of(path).exists() and wal_of(path).stat().st_size:
        what = "The main file of the journal is missing, while a part of it is still there."
        raise JournalError(path, what, "Put journal.db back from a backup, or move journal.db-wal to another folder.")
