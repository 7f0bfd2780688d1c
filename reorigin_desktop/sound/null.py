"""An output without a loudspeaker: frames go by at the pace of the monotonic clock."""

from __future__ import annotations

import threading
import time

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.ring import Ring

PERIOD_S = 0.01
BLOCK_S = 0.01


class NullOutput:
    """Takes frames in real time, or `speed` times as fast, and throws them away.

    When the queue is dry time waits for it, so nothing is ever skipped.
    """

    silent = True
    latency_s = 0.0
    underflows = 0

    def __init__(self, speed: float = 1.0) -> None:
        self.lost = threading.Event()
        self.blocksize = max(1, round(BLOCK_S * RATE_HZ * speed))
        self._frames_per_s = RATE_HZ * speed
        self._ring: Ring | None = None
        self._origin = (0.0, 0)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="silent output", daemon=True)

    @property
    def name(self) -> str:
        """What a person calls it."""
        return "no sound"

    def open(self, ring: Ring) -> None:
        """Let time begin."""
        self._ring = ring
        self._origin = (time.perf_counter(), ring.read)
        self._thread.start()

    def tend(self, now_s: float) -> None:
        """Nothing can be lost here."""

    def audible_out_frame(self, now_s: float) -> float:
        """The frame of this moment, to a fraction."""
        if self._ring is None:
            return 0.0
        read = self._ring.read
        return max(read, min(self._frame_at(now_s), read + self.blocksize, self._ring.write))

    def close(self) -> None:
        """Let time end."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _frame_at(self, now_s: float) -> float:
        at_s, frame = self._origin
        return frame + (now_s - at_s) * self._frames_per_s

    def _run(self) -> None:
        ring = self._ring
        assert ring is not None
        while not self._closing.wait(PERIOD_S):
            now_s = time.perf_counter()
            due = int(self._frame_at(now_s)) - ring.read
            if ring.skip(due) < due:
                self._origin = (now_s, ring.read)
