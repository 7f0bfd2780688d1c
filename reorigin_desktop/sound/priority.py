"""Asks the system to wake the threads that make sound before others."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

NICENESS = -10
REAL_TIME_PRIORITY = 5
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
    """Threads that C code starts meanwhile inherit real-time turns, or else a raised priority, where Linux allows it.

    A sound device's own thread only copies memory, so it can never keep others from running.
    """
    if sys.platform != "linux":
        yield
        return
    thread = threading.get_native_id()
    niceness = os.getpriority(os.PRIO_PROCESS, thread)
    policy, parameters = os.sched_getscheduler(thread), os.sched_getparam(thread)
    try:
        os.sched_setscheduler(thread, os.SCHED_RR, os.sched_param(REAL_TIME_PRIORITY))
    except OSError:
        raise_priority()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.sched_setscheduler(thread, policy, parameters)
            os.setpriority(os.PRIO_PROCESS, thread, niceness)
