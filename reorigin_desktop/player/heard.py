"""Which repetitions were really gone through: the rule that makes a repetition count."""

from __future__ import annotations

from dataclasses import dataclass, field

from reorigin_desktop.journal.records import Status
from reorigin_desktop.script.model import RepetitionSpan


@dataclass(slots=True)
class Attempt:
    """One going through one pass, in order so far: the frame that must come next, and the stops still to be left."""

    next_frame: int
    stops_left: set[int]
    stop_s: float = 0.0
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a pass stands: the `number` of it in the timeline, and how many different frames of it were heard."""

    number: int
    span: RepetitionSpan
    status: Status
    heard_frames: int
    stop_s: float = 0.0
    timed_out: bool = False


@dataclass(slots=True)
class Heard:
    """What was heard of every pass of a timeline.

    A pass is completed when every one of its frames was heard, in order, from its first to its last, with no jump in
    between, and every stop in it was left. What is heard next after anything but the frame before it is a jump, and
    breaks every pass that has begun; a pass that is begun again at its first frame can be completed again.
    """

    spans: tuple[RepetitionSpan, ...]
    completed: set[int] = field(default_factory=set)
    frames: int = 0
    furthest_frame: int = 0
    _attempts: dict[int, Attempt] = field(default_factory=dict)
    _touched: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _just_left: dict[int, tuple[float, bool]] = field(default_factory=dict)
    _last_frame: int | None = None

    def hear(self, start_frame: int, end_frame: int) -> tuple[Verdict, ...]:
        """Take note that these frames of the timeline were heard; returns the passes that this completed.

        Passes that end earlier come first, inner ones before outer ones.
        """
        if end_frame <= start_frame:
            return ()
        if start_frame != self._last_frame:
            self._jump()
        self._last_frame = end_frame
        self.frames += end_frame - start_frame
        self.furthest_frame = max(self.furthest_frame, end_frame)
        for number, span in enumerate(self.spans):
            first, last = max(start_frame, span.start_frame), min(end_frame, span.end_frame)
            if first >= last:
                continue
            self._touched[number] = _united([*self._touched.get(number, ()), (first, last)])
            if first == span.start_frame:
                self._attempts[number] = self._begin(span)
            attempt = self._attempts.get(number)
            if attempt is not None and attempt.next_frame == first:
                attempt.next_frame = last
            else:
                self._attempts.pop(number, None)
        self._just_left.clear()
        return self._finished()

    def left_stop(self, segment: int, at_frame: int, seconds: float, *, timed_out: bool) -> tuple[Verdict, ...]:
        """Take note that the stop after a segment, at this frame, has ended, by the person or by its own time."""
        if at_frame != self._last_frame:
            self._jump()
        self._last_frame = at_frame
        self._just_left[segment] = (seconds, timed_out)
        for attempt in self._attempts.values():
            if segment in attempt.stops_left:
                attempt.stops_left.discard(segment)
                attempt.stop_s += seconds
                attempt.timed_out = attempt.timed_out or timed_out
        return self._finished()

    def touched(self, number: int) -> bool:
        """Whether any frame of a pass was heard."""
        return number in self._touched

    def unfinished(self) -> tuple[Verdict, ...]:
        """Every pass that was heard in part but never completed, and every one that was jumped over, in order.

        A pass that was not reached is neither.
        """
        rest: list[Verdict] = []
        for number, span in enumerate(self.spans):
            if number in self.completed:
                continue
            heard = sum(last - first for first, last in self._touched.get(number, ()))
            if heard:
                rest.append(Verdict(number, span, "partial", heard))
            elif span.end_frame <= self.furthest_frame:
                rest.append(Verdict(number, span, "skipped", 0))
        return tuple(rest)

    def _jump(self) -> None:
        """The position has changed by something other than playing on."""
        self._attempts.clear()
        self._just_left.clear()

    def _begin(self, span: RepetitionSpan) -> Attempt:
        """A new going through; a stop at its very beginning has just been left when its first frame plays."""
        attempt = Attempt(span.start_frame, set(span.stops) - self._just_left.keys())
        for segment in self._just_left.keys() & set(span.stops):
            seconds, timed_out = self._just_left[segment]
            attempt.stop_s += seconds
            attempt.timed_out = attempt.timed_out or timed_out
        return attempt

    def _finished(self) -> tuple[Verdict, ...]:
        """Take out the attempts that have come to their end."""
        done: list[Verdict] = []
        for number, attempt in tuple(self._attempts.items()):
            span = self.spans[number]
            if attempt.next_frame == span.end_frame and not attempt.stops_left:
                del self._attempts[number]
                self.completed.add(number)
                heard = span.end_frame - span.start_frame
                done.append(Verdict(number, span, "completed", heard, attempt.stop_s, attempt.timed_out))
        return tuple(sorted(done, key=lambda one: (one.span.end_frame, -one.span.start_frame)))


def _united(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same frames as intervals that neither touch nor overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(intervals):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
