"""How bed and guide tone make room for the voice: a curve known from the timeline, not a compressor."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.score import DUCK_ATTACK_FRAMES, DUCK_RELEASE_FRAMES, DuckSpan
from reorigin_desktop.sound.spans import Lookup, Spans


class Ducking:
    """The gain of bed and guide tone at any frame: of all spans that overlap, the lowest."""

    def __init__(self, events: tuple[DuckSpan, ...], spans: Spans | None = None) -> None:
        self.events = events
        if spans is None:
            spans = Spans.of(
                [(e.start_frame, e.start_frame - e.attack_frames, e.end_frame + DUCK_RELEASE_FRAMES) for e in events]
            )
            for gain in {event.gain for event in events}:
                _slopes(gain)
        self.spans = spans
        self._lookup = Lookup(spans)

    def moved(self, from_frame: int, by_frames: int) -> Ducking:
        """Every span whose speech starts at `from_frame` or after comes later."""
        return Ducking(self.events, self.spans.moved(from_frame, by_frames))

    def cut(self, at_frame: int, resumed: tuple[int, int] | None) -> Ducking:
        """The speech ends at `at_frame`, and only goes on during `resumed` (start, end)."""
        spans = self.spans
        ends = np.maximum(spans.start, at_frame if resumed is None else resumed[1]) + DUCK_RELEASE_FRAMES
        running = np.where(spans.end - DUCK_RELEASE_FRAMES > at_frame, ends, spans.end)
        end = np.where(spans.begin >= at_frame, spans.begin, running)
        if resumed is None or not self.events:
            return Ducking(self.events, Spans(spans.start, spans.begin, end))
        begun = np.flatnonzero(spans.begin < at_frame)
        gain = self.events[int(begun[-1]) if len(begun) else 0].gain
        attack = min(DUCK_ATTACK_FRAMES, resumed[0] - at_frame)
        line = DuckSpan(resumed[0], resumed[1], gain, attack)
        return Ducking(
            (*self.events, line),
            Spans(
                np.append(spans.start, resumed[0]),
                np.append(spans.begin, resumed[0] - attack),
                np.append(end, resumed[1] + DUCK_RELEASE_FRAMES),
            ),
        )

    def curve(self, start_frame: int, count: int) -> Curve:
        """The gain for a block that lies within one window."""
        stop_frame = start_frame + count
        active = [found for found in self._lookup.at(start_frame) if found[2] < stop_frame and found[3] > start_frame]
        if not active:
            return 1.0
        if len(active) == 1:
            number, start, _, end = active[0]
            if start <= start_frame and end - DUCK_RELEASE_FRAMES >= stop_frame:
                return float(np.float32(self.events[number].gain))
        curve = np.ones(count, np.float32)
        for number, start, begin, end in active:
            event = self.events[number]
            attack, release = _slopes(event.gain)
            up_from = end - DUCK_RELEASE_FRAMES
            first, last = max(begin, start_frame), min(start, stop_frame)
            if first < last:
                slope = _stretched(attack, first - begin, last - begin, event.attack_frames)
                np.minimum(part := curve[first - start_frame : last - start_frame], slope, out=part)
            first, last = max(start, start_frame), min(up_from, stop_frame)
            if first < last:
                np.minimum(part := curve[first - start_frame : last - start_frame], np.float32(event.gain), out=part)
            first, last = max(up_from, start_frame), min(end, stop_frame)
            if first < last:
                slope = release[first - up_from : last - up_from]
                np.minimum(part := curve[first - start_frame : last - start_frame], slope, out=part)
        return curve


def _stretched(attack: npt.NDArray[np.float32], first: int, last: int, attack_frames: int) -> npt.NDArray[np.float32]:
    if attack_frames == DUCK_ATTACK_FRAMES:
        return attack[first:last]
    return attack[np.arange(first, last) * DUCK_ATTACK_FRAMES // attack_frames]


@lru_cache(maxsize=64)
def _slopes(gain: float) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The ways down and up: half a cosine in decibels."""
    depth = math.log(max(gain, 1e-6))

    def way(frames: int) -> npt.NDArray[np.float64]:
        return 0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / frames)

    down = np.exp(depth * way(DUCK_ATTACK_FRAMES))
    up = np.exp(depth * (1.0 - way(DUCK_RELEASE_FRAMES)))
    return down.astype(np.float32), up.astype(np.float32)
