"""Running someone else's program, so that it can neither hang us nor outlive us."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from reorigin_desktop.errors import TakeError

_LOOK_EVERY_S: Final = 0.05


def run_program(command: Sequence[str], *, limit_s: float, cancelled: Callable[[], bool] | None = None) -> str:
    """Run to the end and return what it said; TakeError if it is missing, fails, is too slow or was cancelled.

    A program that is too slow or was cancelled is killed together with what it started.
    """
    name = Path(command[0]).name
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
        except OSError as error:
            raise TakeError(
                name, f"It cannot be started: {error.strerror}.", "Install it, or record the line."
            ) from error
        try:
            _wait(process, name, limit_s, cancelled)
        finally:
            if process.poll() is None:
                _kill(process)
        said.seek(0)
        words = said.read(4_000).decode(errors="replace").strip()
    if process.returncode != 0:
        last = words.splitlines()[-1] if words else f"no reason given (exit code {process.returncode})"
        raise TakeError(name, f"It could not speak this line: {last}", "Try another voice, or record the line.")
    return words


def _wait(process: subprocess.Popen[bytes], name: str, limit_s: float, cancelled: Callable[[], bool] | None) -> None:
    """Until it is done; TakeError when the time is over or somebody has cancelled."""
    until = time.monotonic() + limit_s
    while True:
        try:
            process.wait(timeout=_LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            if cancelled is not None and cancelled():
                raise TakeError(name, "It was stopped before it had spoken.", "Start it again when you like.") from None
            if time.monotonic() >= until:
                raise TakeError(
                    name,
                    f"It was not done after {limit_s:g} s and was ended.",
                    "Try another voice, or record the line.",
                ) from None
        else:
            return


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program and its children at once."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
