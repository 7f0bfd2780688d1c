"""The clock of a timeline being made, and everything laid down on it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.durations import time_of
from reorigin_desktop.script.model import (
    Cue,
    Header,
    Lane,
    Payload,
    Repetition,
    RepetitionSpan,
    Stop,
    Voice,
)
from reorigin_desktop.script.nodes import Time, Use
from reorigin_desktop.script.report import LineError, Report, Spot

Exact = int | Fraction
"""A moment or a length in frames; a whole one is an int, because ints are faster."""


def exact(seconds: Fraction) -> Exact:
    """A length in frames, unrounded."""
    return tidy(seconds * RATE_HZ)


def tidy(frames: Exact) -> Exact:
    """The same number, as an int if it is whole."""
    return frames.numerator if frames.denominator == 1 else frames


def whole(frames: Exact) -> int:
    """The frame nearest to a moment; half a frame goes up."""
    if isinstance(frames, int):
        return frames
    return (2 * frames.numerator + frames.denominator) // (2 * frames.denominator)


@dataclass(slots=True)
class Pace:
    """Gaps, rate and narrator from here on."""

    gap: Exact
    paragraph: Exact
    rate_percent: float
    voice_name: str


@dataclass(slots=True)
class Tape:
    """State of one walk through a session.

    `at` is the clock inside the current segment. After a spoken line a gap is `owed`: it is paid when the next thing
    that moves the clock begins, unless that is a silence of its own.
    """

    header: Header
    values: Mapping[str, str]
    voice: Voice
    report: Report
    pace: Pace
    at: Exact = 0
    owed: bool = False
    blank: bool = False
    section: str = ""
    note: str = ""
    bed: tuple[str | None, float] = (None, 0.0)
    path: tuple[Repetition, ...] = ()
    passes: tuple[tuple[int, int], ...] = ()
    """Pass and number of passes of each @repeat around, innermost last."""
    block: tuple[Exact, Exact] | None = None
    """Beginning and length of the timed block around."""
    cues: list[Cue] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    spans: list[RepetitionSpan] = field(default_factory=list)
    before: int = 0
    """Frames of all finished segments."""

    def emit(
        self, spot: Spot, lane: Lane, kind: str, payload: Payload, *, start: Exact | None = None, length: Exact = 0,
        estimated: bool = False,
    ) -> None:  # fmt: skip
        """Lay down a cue; positions are rounded, not lengths."""
        begin = self.at if start is None else start
        first = whole(begin)
        self.cues.append(
            Cue(
                len(self.segments),
                lane,
                kind,
                first,
                whole(begin + length) - first if length else 0,
                payload,
                spot.source.name,
                spot.line,
                self.section,
                self.path[-1] if self.path else None,
                self.path,
                estimated,
            )
        )

    def move(self, frames: Exact) -> None:
        """Let time pass."""
        self.at = tidy(self.at + frames)

    def pay_gap(self) -> None:
        """Let the silence after the last spoken line pass, if it has not yet."""
        if self.owed:
            self.move(self.pace.paragraph if self.blank else self.pace.gap)
        self.no_gap()

    def no_gap(self) -> None:
        """Something else takes the place of the silence after the last line."""
        self.owed = False
        self.blank = False

    def stop(self, stop: Stop) -> None:
        """The segment ends here and waits for the person."""
        self.stops.append(stop)
        self.end_segment()

    def end_segment(self) -> None:
        """Cut the timeline here."""
        frames = whole(self.at)
        self.segments.append(frames)
        self.before += frames
        self.at = 0
        self.no_gap()

    @property
    def frame(self) -> int:
        """The present moment in frames of the whole timeline."""
        return self.before + whole(self.at)

    def seconds(self, time: Time) -> Fraction:
        """A length of time, from the value of a variable if need be."""
        if isinstance(time, Use):
            found = time_of(self.values[time.name])
            if found is None:
                raise LineError(time.spot, "E603", f"{{{time.name}}} is not a length of time.", "write for example 4s.")
            return found
        return time

    def trim(self, first_cue: int, first_span: int, end: Exact) -> None:
        """Leave out, of the cues laid down since, what does not fit before the end of a timed block."""
        last = whole(end)
        kept = []
        for cue in self.cues[first_cue:]:
            if cue.lane in (Lane.VOICE, Lane.BREATH):
                if cue.start_frame + cue.frames <= last:
                    kept.append(cue)
            elif cue.start_frame <= last:
                kept.append(cue)
            elif cue.lane is not Lane.CHIME:
                kept.append(replace(cue, start_frame=last))
        self.cues[first_cue:] = kept
        limit = self.before + last
        self.spans[first_span:] = [
            replace(span, end_frame=min(span.end_frame, limit))
            for span in self.spans[first_span:]
            if span.start_frame < limit
        ]
