"""What goes wrong with files and with the database, in words that a person can act on."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reorigin_desktop.errors import JournalError

_FULL_BYTES = 262_144
"""With less room than this, a write that fails has failed for want of room, whatever the engine calls it."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what the system and the database complain about into a JournalError; mistakes of ours stay what they are."""
    import apsw

    try:
        yield
    except apsw.FullError:
        raise _full(path) from None
    except (apsw.NotADBError, apsw.CorruptError):
        raise damaged(path) from None
    except (apsw.BusyError, apsw.LockedError):
        what = "Another program is using the journal's file at this moment."
        raise JournalError(path, what, "Close it, then try again.") from None
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError):
        if _is_full(path):
            raise _full(path) from None
        what = "The journal cannot be opened for writing or reading here."
        raise JournalError(path, what, "Allow your account to write in this folder, or choose another one.") from None
    except (apsw.IOError, apsw.NoLFSError):
        if _is_full(path):
            raise _full(path) from None
        what = "The disk did not take or give the journal's data."
        raise JournalError(path, what, "Check the disk and its free space, then try again.") from None
    except OSError as error:
        raise of_system(path, error) from None


def of_system(path: Path, error: OSError) -> JournalError:
    """A file or folder that the system would not give, in words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what = "The journal's folder cannot be used: your account may not do that there."
        return JournalError(path, what, "Allow it, or choose another data folder (--data-dir).")
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        what = "Something else is where the journal or its folder should be."
        return JournalError(path, what, "Move it away, or choose another data folder (--data-dir).")
    what = f"The journal's folder cannot be used ({error.strerror or error})."
    return JournalError(path, what, "Choose another data folder (--data-dir).")


def damaged(path: Path) -> JournalError:
    """The file holds something that this program did not write, or not with this key."""
    what = "The journal is damaged, or its key belongs to another journal. Nothing was changed."
    return JournalError(path, what, "Keep a copy of the whole folder, then put this file back from a backup.")


def _full(path: Path) -> JournalError:
    return JournalError(path, "The disk is full, so the journal could not be written.", "Free some space on it.")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _FULL_BYTES
    except OSError:
        return False
