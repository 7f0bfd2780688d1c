"""When things sound: start and end of many events as arrays, moved all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.int64]

WINDOW_FRAMES = 128 * 480
"""What sounds is looked up once for this many frames, on a fixed grid."""


class Spans:
    """Events of one kind: the frame each is placed by, and the frames from which and to which it is heard."""

    __slots__ = ("begin", "end", "start")

    def __init__(self, start: Frames, begin: Frames, end: Frames) -> None:
        self.start, self.begin, self.end = start, begin, end

    @staticmethod
    def of(rows: Sequence[tuple[int, int, int]]) -> Spans:
        """Spans of (start, begin, end), one row for each event."""
        table = np.array(rows, np.int64).reshape(-1, 3)
        return Spans(*(np.ascontiguousarray(column) for column in table.T))

    def moved(self, from_frame: int, by_frames: int) -> Spans:
        """The same, with every event placed at `from_frame` or after placed later."""
        shift = (self.start >= from_frame) * np.int64(by_frames)
        return Spans(self.start + shift, self.begin + shift, self.end + shift)

    def until(self, at_frame: int, tail_frames: int) -> Spans:
        """Only what has begun before a frame, and no longer than so many frames after it."""
        end = np.minimum(self.end, at_frame + tail_frames)
        return Spans(self.start, self.begin, np.where(self.begin >= at_frame, self.begin, end))

    def within(self, first: int, last: int) -> list[int]:
        """Numbers of the events heard somewhere in [first, last), in their own order."""
        heard = (self.begin < last) & (self.end > first) & (self.end > self.begin)
        found: list[int] = np.flatnonzero(heard).tolist()
        return found


class Lookup:
    """The events heard in the window that was asked for last, so that a small block costs no search."""

    __slots__ = ("_found", "_spans", "_window")

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._window = -1 << 62
        self._found: list[tuple[int, int, int, int]] = []

    def at(self, start_frame: int) -> list[tuple[int, int, int, int]]:
        """(number, start, begin, end) of the events heard in the window around a frame."""
        window = start_frame // WINDOW_FRAMES
        if window != self._window:
            spans = self._spans
            numbers = spans.within(window * WINDOW_FRAMES, (window + 1) * WINDOW_FRAMES)
            self._found = [
                (number, int(spans.start[number]), int(spans.begin[number]), int(spans.end[number]))
                for number in numbers
            ]
            self._window = window
        return self._found
