"""An output with a lever: time moves only when a test turns it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.ring import Ring

PATIENCE_S = 10.0


class CrankedOutput:
    """Takes frames out of the ring when `crank` says so, and keeps them in `heard`.

    With a `Live(output, threaded=False)` set `output.pump = live.pump`; otherwise a crank waits for the mixing thread.
    """

    silent = False
    name = "a crank"
    underflows = 0

    def __init__(self, blocksize: int = 480, latency_frames: int = 0) -> None:
        self.lost = threading.Event()
        self.blocksize = blocksize
        self.latency_frames = latency_frames
        self.pump: Callable[[], None] | None = None
        self.heard: list[Samples] = []
        self.closed = threading.Event()
        self._ring: Ring | None = None
        self._first = 0

    @property
    def latency_s(self) -> float:
        return self.latency_frames / 48_000

    def open(self, ring: Ring) -> None:
        self._ring = ring
        self._first = ring.read

    def tend(self, now_s: float) -> None:
        pass

    def audible_out_frame(self, now_s: float) -> float:
        return float(max(self._first, self.ring.read - self.latency_frames))

    def close(self) -> None:
        self.closed.set()

    @property
    def ring(self) -> Ring:
        assert self._ring is not None, "the output was never opened"
        return self._ring

    def crank(self, frames: int) -> None:
        """Let time pass; NaN proves that every sample gets written."""
        while frames > 0:
            block = np.full((min(frames, self.blocksize), 2), np.nan, dtype=np.float32)
            self._await(len(block))
            assert self.ring.take(block) == len(block)
            assert not np.isnan(block).any()
            self.heard.append(block)
            frames -= len(block)

    def samples(self) -> Samples:
        """Everything heard so far, in one array of shape (frames, 2)."""
        return np.concatenate([np.zeros((0, 2), dtype=np.float32), *self.heard])

    def _await(self, frames: int) -> None:
        if self.pump is not None:
            self.pump()
        until_s = time.monotonic() + PATIENCE_S
        while self.ring.queued < frames:
            assert self.pump is None, "the queue is dry"
            assert time.monotonic() < until_s, "the mixer does not fill the queue"
            time.sleep(0.001)
