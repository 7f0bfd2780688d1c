"""The crash file: where a bug is written down, without a word of what the person wrote or answered."""

from __future__ import annotations

import contextlib
import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from reorigin_desktop import __version__

FILE = "crash.txt"
FATAL_FILE = "crash-fatal.txt"
EARLIER_FILE = "crash-earlier.txt"


class CrashFile:
    """Writes every unexpected exception of this process into the data folder, and the stacks of a fatal signal.

    Of an exception only its type and the places in the code are kept: its words might quote a name, a note or an
    answer. Nothing is ever sent anywhere.
    """

    def __init__(self, folder: Path, tell: Callable[[Path], None]) -> None:
        self.path = folder / FILE
        self._fatal_path = folder / FATAL_FILE
        self._tell = tell
        self._fatal: IO[str] | None = None

    def install(self) -> Path | None:
        """Begin to watch; returns where the crash of an earlier time is kept, if there was one."""
        earlier = self._set_aside()
        sys.excepthook = self.write
        threading.excepthook = self._write_of_thread
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._fatal = self._fatal_path.open("w", encoding="utf-8")
            faulthandler.enable(self._fatal)
        return earlier

    def close(self) -> None:
        """Stop watching for fatal signals, and leave no empty file behind."""
        if self._fatal is None:
            return
        faulthandler.disable()
        self._fatal.close()
        self._fatal = None
        with contextlib.suppress(OSError):
            self._fatal_path.unlink()

    def write(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write one exception down; Ctrl-C is none."""
        if issubclass(kind, KeyboardInterrupt):
            return
        lines = [f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}  {kind.__module__}.{kind.__qualname__}"]
        lines += [
            f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace or error.__traceback__)
        ]
        about = f"reorigin {__version__}, Python {platform.python_version()}, {platform.platform()}"
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n".join([about, *lines, ""]) + "\n")
        self._tell(self.path)

    def _write_of_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self.write(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _set_aside(self) -> Path | None:
        """Keep what an earlier process left behind in one file, so that this one begins empty."""
        found = ""
        for path in (self.path, self._fatal_path):
            with contextlib.suppress(OSError):
                found += path.read_text(encoding="utf-8", errors="replace")
                path.unlink()
        if not found.strip():
            return None
        kept = self.path.with_name(EARLIER_FILE)
        try:
            kept.write_text(found, encoding="utf-8")
        except OSError:
            return None
        return kept
