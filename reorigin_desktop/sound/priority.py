"""Asks the system to wake this thread before others."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

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
