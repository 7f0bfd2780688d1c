"""The frames that wait to be taken by the output, in memory of our own, so that they can be changed until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from reorigin_desktop.sound.programme import Samples

CAPACITY_FRAMES = 1 << 17
GUARD_FRAMES = 256
ATTEMPTS = 6
FRAME_BYTES = 8


class Counters(Protocol):
    """Where reader and writer stand, modulo twice the capacity, under the names of PortAudio's PaUtilRingBuffer."""

    readIndex: int  # noqa: N815 - the name of the field in PortAudio's struct
    writeIndex: int  # noqa: N815 - the name of the field in PortAudio's struct


@dataclass(slots=True)
class OwnCounters:
    """The same two numbers where no C code reads."""

    readIndex: int = 0  # noqa: N815 - the name of the field in PortAudio's struct
    writeIndex: int = 0  # noqa: N815 - the name of the field in PortAudio's struct


class Ring:
    """One writer (the mixer) appends and revises, one reader (the output) takes.

    Frames are numbered from 0 for the life of the ring. Samples are moved through memoryviews and counters through
    plain fields, because numpy lets go of the interpreter lock for more than 500 elements, as every foreign call
    does, and under load it takes a while to come back.
    """

    def __init__(self, capacity_frames: int = CAPACITY_FRAMES) -> None:
        if capacity_frames & (capacity_frames - 1):
            raise ValueError(f"{capacity_frames} is not a power of two")
        self.memory: Samples = np.zeros((capacity_frames, 2), dtype=np.float32)
        self.capacity = capacity_frames
        self.late = 0
        self._bytes = self.memory.data.cast("B")
        self._scratch: Samples = np.zeros_like(self.memory)
        self._mask = 2 * capacity_frames - 1
        self._write = 0
        self._counters: Counters = OwnCounters()
        self._barrier: Callable[[], object] | None = None

    @property
    def write(self) -> int:
        """The first frame that is not written yet."""
        return self._write

    @property
    def read(self) -> int:
        """The first frame that the output has not taken yet; safe to ask from any thread."""
        index = self._counters.readIndex
        write = self._write
        unread = (write - index) & self._mask
        return write - unread if unread <= self.capacity else write

    @property
    def queued(self) -> int:
        """Frames that wait."""
        return self._write - self.read

    def append(self, block: Samples) -> None:
        """Queue a block behind all others; there must be room."""
        frames = len(block)
        if frames > self.capacity - self.queued:
            raise ValueError(f"no room for {frames} frames")
        self._put(self._write, block)
        if self._barrier is not None:
            self._barrier()
        self._write += frames
        self._counters.writeIndex = self._write & self._mask

    def revise(
        self,
        render: Callable[[Samples, int], None],
        *,
        reader_frames: int = 0,
        not_before: int = 0,
        keep_frames: int = 0,
    ) -> int:
        """Replace what is queued from as early as possible on; returns the first frame that is new.

        `render(out, start)` says what the queue shall hold. The reader may have `reader_frames` on their way already.
        If it overtakes the rendering, all is done again, twice as far ahead or as far as it came meanwhile. When that
        has been tried often, or fewer than `keep_frames` are left, the new begins behind the queue's end, where
        nothing can be too late.
        """
        guard = GUARD_FRAMES if reader_frames else 0
        for attempt in range(ATTEMPTS):
            read = self.read
            last = attempt == ATTEMPTS - 1 or (attempt > 0 and self._write - read < keep_frames)
            start = self._write if last else min(read + reader_frames + guard, self._write)
            start = max(start, not_before)
            new = self._scratch[: self._write - start]
            render(new, start)
            if last or start == self._write or self.read + reader_frames <= start:
                self._put(start, new)
                if last or self.read <= start:
                    break
            self.late += 1
            guard = max(2 * guard, self.read - read + GUARD_FRAMES)
        return start

    def take(self, out: Samples) -> int:
        """The reader's side: fill `out`, with silence where the queue is dry; returns how many frames were there."""
        start = self.read
        frames = min(len(out), self._write - start)
        first = min(frames, self.capacity - start % self.capacity)
        out[:first] = self.memory[start % self.capacity :][:first]
        out[first:frames] = self.memory[: frames - first]
        out[frames:] = 0.0
        self._counters.readIndex = (start + frames) & self._mask
        return frames

    def skip(self, frames: int) -> int:
        """The reader's side without a look at the samples; returns how many frames were there."""
        start = self.read
        frames = min(frames, self._write - start)
        self._counters.readIndex = (start + frames) & self._mask
        return frames

    def rewind(self, frame: int) -> None:
        """Count on from an earlier frame with an empty queue; only while nobody reads."""
        self._write = frame
        self._counters.writeIndex = self._counters.readIndex = frame & self._mask

    def attach(self, counters: Counters, barrier: Callable[[], object] | None = None) -> None:
        """Count in these fields from now on; `barrier` makes samples visible before counters on weakly ordered CPUs."""
        counters.readIndex = self._counters.readIndex
        counters.writeIndex = self._counters.writeIndex
        self._counters, self._barrier = counters, barrier

    def detach(self) -> None:
        """Count in fields of our own again: whoever still reads by the old ones moves nothing here."""
        self.attach(OwnCounters())

    def _put(self, start: int, block: Samples) -> None:
        """Copy in one go: the interpreter lock is held all the while."""
        if not len(block):
            return
        source = block.data.cast("B")
        at = start % self.capacity * FRAME_BYTES
        first = min(len(source), len(self._bytes) - at)
        self._bytes[at : at + first] = source[:first]
        if first < len(source):
            self._bytes[: len(source) - first] = source[first:]
