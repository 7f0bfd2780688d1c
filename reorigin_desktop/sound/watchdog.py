"""Notices that a sound device has stopped taking frames without a word."""

from __future__ import annotations

STALL_S = 0.25
FIRST_STALL_S = 2.5
LONGEST_LOOK_S = 0.1
STEADY_MOVES = 10


class Watchdog:
    """Barks when the read counter has stood still for too long.

    A sound server takes a few blocks when it opens, and may then rest for a second before it begins. A gap between two
    looks counts as 0.1 s at most: when this process itself was stopped, the device had no chance to move either.
    """

    def __init__(self, read: int) -> None:
        self._read = read
        self._moves = 0
        self._still_s = 0.0
        self._looked_s: float | None = None

    def stalled(self, read: int, now_s: float) -> bool:
        """Look once; True when it is time to give up."""
        passed_s = 0.0 if self._looked_s is None else min(now_s - self._looked_s, LONGEST_LOOK_S)
        self._looked_s = now_s
        if read != self._read:
            self._read, self._still_s = read, 0.0
            self._moves += 1
            return False
        self._still_s += passed_s
        return self._still_s > (STALL_S if self._moves >= STEADY_MOVES else FIRST_STALL_S)
