"""What a timeline says at any frame: caption, section, breath, picture, repetition; found in logarithmic time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.player.look import BreathLook, ShowLook
from reorigin_desktop.script.breath import fullness
from reorigin_desktop.script.model import (
    BreathPhase,
    BreathPhaseName,
    Cue,
    Repetition,
    Say,
    SectionStart,
    Show,
    Timeline,
)

CAPTION_LINGER_S = 1.5
"""A caption stays this long after its last word, unless the next line begins."""

Place = tuple[int, int]
"""A segment, and a frame in it; the end of one segment is before the stop, the beginning of the next one after it."""

PHASES: tuple[BreathPhaseName, ...] = ("in", "hold_full", "out", "hold_empty")


@dataclass(frozen=True, slots=True)
class Breath:
    """One breath of a block: where each of its phases begins, in frames, and how long each is (0 = left out)."""

    start_frame: int
    frames: tuple[int, int, int, int]
    number: int
    of: int
    rate_per_min: float

    @property
    def length_frames(self) -> int:
        """All four phases together."""
        return sum(self.frames)

    def at(self, into_frames: float) -> BreathLook:
        """The breath as it is that many frames after its beginning; a function of time alone."""
        rest = min(max(into_frames, 0.0), self.length_frames - 1e-6)
        into_phase, phase = rest, 0
        while into_phase >= self.frames[phase]:
            into_phase -= self.frames[phase]
            phase += 1
        share = into_phase / self.frames[phase]
        full = (fullness(share), 1.0, 1.0 - fullness(share), 0.0)[phase]
        one, two, three, four = (frames / RATE_HZ for frames in self.frames)
        return BreathLook(
            phase=PHASES[phase],
            fullness=full,
            phase_left_s=(self.frames[phase] - into_phase) / RATE_HZ,
            cycle_s=(one, two, three, four),
            cycle_at_s=rest / RATE_HZ,
            breath=self.number,
            of=self.of,
            rate_per_min=self.rate_per_min,
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Something that is shown from one frame to just before another."""

    start_frame: int
    end_frame: int
    what: str


class Moments:
    """A timeline, indexed by frames of the whole timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        starts = timeline.segment_starts

        def frame(cue: Cue) -> int:
            return starts[cue.segment] + cue.start_frame

        cues = timeline.cues
        self._captions = _caption_spans((frame(cue), cue, cue.payload) for cue in cues if isinstance(cue.payload, Say))
        self._caption_starts = [span.start_frame for span in self._captions]
        sections = [cue for cue in cues if isinstance(cue.payload, SectionStart)]
        self.sections = [(frame(cue), cue.payload.title) for cue in cues if isinstance(cue.payload, SectionStart)]
        self._section_starts = [start for start, _ in self.sections]
        self._section_places: list[Place] = [(cue.segment, cue.start_frame) for cue in sections]
        self._pass_places: dict[int, Place] = {
            span.start_frame: (stop, timeline.segments[stop])
            for span in reversed(timeline.repetitions)
            for stop in span.stops[:1]
            if starts[stop] + timeline.segments[stop] == span.start_frame
        }
        phases = ((frame(cue), cue.frames, cue.payload) for cue in cues if isinstance(cue.payload, BreathPhase))
        self._breaths = _breaths(phases)
        self._breath_starts = [breath.start_frame for breath in self._breaths]
        self._shows = [(frame(cue), cue.payload) for cue in cues if isinstance(cue.payload, Show)]
        self._show_starts = [start for start, _ in self._shows]
        spans = sorted(timeline.repetitions, key=lambda span: span.start_frame)
        self._passes = spans

    def caption(self, frame: int) -> str:
        """The line to be read now, or "" in a silence."""
        at = bisect_right(self._caption_starts, frame) - 1
        return self._captions[at].what if at >= 0 and frame < self._captions[at].end_frame else ""

    def section(self, frame: int) -> str:
        """The title of the section that is playing, or ""."""
        at = bisect_right(self._section_starts, frame) - 1
        return self.sections[at][1] if at >= 0 else ""

    def next_section(self, place: Place) -> Place | None:
        """Where the next section begins, before its first question; None after the last one."""
        at = bisect_right(self._section_places, place)
        return self._section_places[at] if at < len(self.sections) else None

    def previous_section(self, frame: int, grace_s: float = 3.0) -> Place:
        """Where this section began, or the one before it if this one has only just begun."""
        at = bisect_right(self._section_starts, max(0, frame - round(grace_s * RATE_HZ))) - 1
        return self._section_places[at] if at >= 0 else (0, 0)

    def beginning_of_pass(self, frame: int) -> Place | None:
        """Where a pass that counts begins with a stop at this very frame: before that stop, for it belongs to it."""
        return self._pass_places.get(frame)

    def breath(self, frame: float) -> BreathLook | None:
        """The breath being guided now, or None."""
        at = bisect_right(self._breath_starts, frame) - 1
        if at < 0 or frame >= self._breaths[at].start_frame + self._breaths[at].length_frames:
            return None
        return self._breaths[at].at(frame - self._breaths[at].start_frame)

    def breath_going_on(self, frame: int, further_frames: float) -> BreathLook | None:
        """The last breath, repeated while a stop waits right after it; None if no breath ended here."""
        at = bisect_right(self._breath_starts, frame - 1) - 1
        if at < 0:
            return None
        breath = self._breaths[at]
        if breath.start_frame + breath.length_frames != frame:
            return None
        return breath.at(further_frames % breath.length_frames)

    def show(self, frame: int) -> ShowLook | None:
        """What the script shows now, cross-fading from what it showed before; None if it never said."""
        at = bisect_right(self._show_starts, frame) - 1
        if at < 0:
            return None
        start, now = self._shows[at]
        fade = now.fade_s * RATE_HZ
        faded = 1.0 if fade <= 0 else min(1.0, (frame - start) / fade)
        return ShowLook(now=now, before=self._shows[at - 1][1] if at else None, faded=faded)

    def repetition(self, frame: int) -> Repetition | None:
        """The innermost pass that counts and is under way."""
        inside = [span for span in self._passes if span.start_frame <= frame < span.end_frame]
        return max(inside, key=lambda span: span.start_frame).repetition if inside else None

    def passes_like(self, frame: int) -> tuple[int, ...]:
        """Numbers (in the timeline) of the passes of the block under way, else of the last one, else of the first."""
        spans = self.timeline.repetitions
        if not spans:
            return ()
        inside = [n for n, span in enumerate(spans) if span.start_frame <= frame < span.end_frame]
        before = [n for n, span in enumerate(spans) if span.end_frame <= frame]
        if inside:
            chosen = max(inside, key=lambda n: spans[n].start_frame)
        elif before:
            chosen = max(before, key=lambda n: spans[n].end_frame)
        else:
            chosen = 0
        return _block_of(self.timeline, chosen)


def _block_of(timeline: Timeline, number: int) -> tuple[int, ...]:
    """The passes of one playing of a block: neighbours of the same name whose index goes up one by one."""
    spans = timeline.repetitions
    same = [n for n, span in enumerate(spans) if span.repetition.label == spans[number].repetition.label]
    at = same.index(number)
    first = last = at
    while first and spans[same[first - 1]].repetition.index == spans[same[first]].repetition.index - 1:
        first -= 1
    while last + 1 < len(same) and spans[same[last + 1]].repetition.index == spans[same[last]].repetition.index + 1:
        last += 1
    return tuple(same[first : last + 1])


def _caption_spans(says: Iterable[tuple[int, Cue, Say]]) -> list[Span]:
    """One span per spoken line: from its first phrase to a little after its last, or to the next line."""
    spans: list[Span] = []
    line: tuple[str, int] | None = None
    for start, cue, say in says:
        end = start + cue.frames
        if spans and line == (cue.file, cue.line) and say.phrase.index:
            spans[-1] = Span(spans[-1].start_frame, end, spans[-1].what)
        else:
            spans.append(Span(start, end, say.caption))
        line = (cue.file, cue.line)
    linger = round(CAPTION_LINGER_S * RATE_HZ)
    nexts = [span.start_frame for span in spans[1:]]
    ends = [min(span.end_frame + linger, following) for span, following in zip(spans, nexts, strict=False)]
    ends += [span.end_frame + linger for span in spans[-1:]]
    return [Span(span.start_frame, end, span.what) for span, end in zip(spans, ends, strict=True)]


def _breaths(phases: Iterable[tuple[int, int, BreathPhase]]) -> list[Breath]:
    """The breaths that the phases make up."""
    breaths: list[Breath] = []
    for start, frames, phase in phases:
        at = PHASES.index(phase.phase)
        last = breaths[-1] if breaths else None
        goes_on = (
            last is not None
            and last.number == phase.breath
            and last.start_frame + last.length_frames == start
            and not any(last.frames[at:])
        )
        if last is None or not goes_on:
            last = Breath(start, (0, 0, 0, 0), phase.breath, phase.of, phase.rate_per_min)
            breaths.append(last)
        lengths = list(last.frames)
        lengths[at] = frames
        one, two, three, four = lengths
        breaths[-1] = Breath(last.start_frame, (one, two, three, four), last.number, last.of, last.rate_per_min)
    return breaths
