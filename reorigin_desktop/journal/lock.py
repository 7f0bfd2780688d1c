"""One writer at a time: a lock that the system lets go of by itself when the program ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_STEP_S = 0.05


class Lock:
    """A file of which one program at a time holds the lock. The file stays; only the lock on it counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self, wait_s: float) -> bool:
        """Whether the lock could be had within `wait_s` seconds. Raises OSError if the file cannot be used."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        give_up = time.monotonic() + wait_s
        try:
            while not _lock(handle):
                if time.monotonic() >= give_up:
                    os.close(handle)
                    return False
                time.sleep(_STEP_S)
        except OSError:
            os.close(handle)
            raise
        self._handle = handle
        return True

    def release(self) -> None:
        """Let the next one in."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        """Whether the first byte of the file is ours now."""
        import errno
        import msvcrt

        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

else:

    def _lock(handle: int) -> bool:
        """Whether the file is ours now."""
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
