"""Asks the system to wake the threads that make sound before others."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

NICENESS = -10
WINDOWS_PRIORITY_HIGHEST = 2


def raise_priority() -> None:
    """Raise the calling thread's priority where the system allows it; elsewhere nothing changes.

    Linux counts niceness by thread. On macOS the scheduler already favours threads that mostly sleep.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
    elif sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), WINDOWS_PRIORITY_HIGHEST)


@contextlib.contextmanager
def raised_priority() -> Iterator[None]:
    """Whatever threads are started meanwhile, by C code too, inherit a raised priority, where Linux allows it."""
    if sys.platform != "linux":
        yield
        return
    thread = threading.get_native_id()
    before = os.getpriority(os.PRIO_PROCESS, thread)
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, min(before, NICENESS))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, before)
