"""Where the stops fall in time: frames of the timeline against frames that have elapsed, stops included."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.model import Timeline

OPEN_FRAMES = 7 * 24 * 3600 * RATE_HZ
"""How long a stop is laid out to last while nobody has ended it: a week."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a laid-out session: `position` in frames of the timeline, and in which segment that is.

    `stop` is the index of the stop that is waiting here, or None; `into_stop` says for how many frames it has.
    """

    position: int
    segment: int
    stop: int | None
    into_stop: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was heard: frames of the timeline, or (`left_stop` not None) the end of a stop."""

    start_position: int
    end_position: int
    left_stop: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The segments of a timeline laid end to end with their stops between them, all in frames.

    `stops[i]` is the length of the stop after segment i; 0 where the session does not wait.
    """

    segments: tuple[int, ...]
    stops: tuple[int, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, segments: tuple[int, ...], stops: tuple[int, ...]) -> Layout:
        """Lay out segments and stops of equal number."""
        assert len(segments) == len(stops)
        ends = accumulate(frames + stop for frames, stop in zip(segments, stops, strict=True))
        return cls(segments, stops, (0, *ends)[:-1])

    @property
    def frames(self) -> int:
        """Elapsed frames of the whole, stops included."""
        return self.starts[-1] + self.segments[-1] + self.stops[-1]

    @property
    def position_frames(self) -> int:
        """Frames of the timeline, stops left out."""
        return sum(self.segments)

    def elapsed_of(self, segment: int, frame: int) -> int:
        """The elapsed frame at which a frame of a segment plays."""
        return self.starts[segment] + frame

    def spot(self, elapsed: int) -> Spot:
        """The place where an elapsed frame plays; before the beginning and after the end it is the nearest place."""
        segment = max(0, bisect_right(self.starts, elapsed) - 1)
        before = sum(self.segments[:segment])
        into = max(0, elapsed - self.starts[segment])
        frames = self.segments[segment]
        if into < frames:
            return Spot(before + into, segment, None, 0)
        waiting = segment if self.stops[segment] and into < frames + self.stops[segment] else None
        return Spot(before + frames, segment, waiting, into - frames if waiting is not None else 0)

    def find(self, position: int) -> tuple[int, int]:
        """Segment and frame in it of a position; a place where two segments meet is the beginning of the later one.

        The very beginning is the beginning of the first segment, also where the session begins with a question.
        """
        if position <= 0:
            return 0, 0
        rest = position
        for segment, frames in enumerate(self.segments[:-1]):
            if rest < frames:
                return segment, rest
            rest -= frames
        return len(self.segments) - 1, min(rest, self.segments[-1])

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """What lies between two elapsed frames, in order: frames that play, and ends of stops."""
        found: list[Piece] = []
        before = 0
        for segment, (begin, frames) in enumerate(zip(self.starts, self.segments, strict=True)):
            first, last = max(start, begin), min(end, begin + frames)
            if first < last:
                found.append(Piece(before + first - begin, before + last - begin))
            ended = begin + frames + self.stops[segment]
            if self.stops[segment] and start <= ended < end:
                found.append(Piece(before + frames, before + frames, segment))
            before += frames
        return tuple(found)

    def with_stop(self, stop: int, frames: int) -> Layout:
        """The same session with one stop of another length."""
        return Layout.of(self.segments, (*self.stops[:stop], frames, *self.stops[stop + 1 :]))

    def entered_at(self, segment: int, waiting: tuple[int, ...]) -> Layout:
        """The session as it is for somebody who jumps into a segment: stops passed over take no time, the others wait.

        `waiting` holds the length of every stop while it waits.
        """
        passed = (0,) * segment
        return Layout.of(self.segments, passed + waiting[segment:])


def waiting_stops(timeline: Timeline) -> tuple[int, ...]:
    """How long each stop is laid out to wait: its `max`, or a week; 0 after a segment without a stop."""
    lengths = [0] * len(timeline.segments)
    for stop in timeline.stops:
        lengths[stop.segment] = OPEN_FRAMES if stop.max_s is None else max(1, round(stop.max_s * RATE_HZ))
    return tuple(lengths)


def expected_stops(timeline: Timeline) -> tuple[int, ...]:
    """How long each stop usually takes."""
    lengths = [0] * len(timeline.segments)
    for stop in timeline.stops:
        lengths[stop.segment] = round(stop.expect_s * RATE_HZ)
    return tuple(lengths)
