"""The layer of beds: one at a time, cross-fading with equal power, each level change one continuous curve.

The power of each loop moves from where it is to where it shall be, also when a step comes before the last fade has
ended. Where a loop stands is counted from its first step, so that nothing but its level ever changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reorigin_desktop.sound import fades
from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.score import BedStep
from reorigin_desktop.sound.source import Loop
from reorigin_desktop.sound.spans import WINDOW_FRAMES, Spans

_Powers = dict[int, float]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The stretch from one step to the next: the loops heard in it, and their powers before and after its fade."""

    start: int
    end: int
    fade: int
    voices: tuple[tuple[int, float, float], ...]


class BedLayer:
    """Adds the bed to a block."""

    def __init__(self, events: tuple[BedStep, ...], spans: Spans | None = None) -> None:
        self.events = events
        self.spans = spans or Spans.of([(step.start_frame, step.start_frame, step.start_frame) for step in events])
        self._order: list[int] | None = None
        self._starts: list[int] = []
        self._loops: dict[int, Loop] = {}
        self._origin: dict[int, int] = {}
        self._window = -1 << 62
        self._pieces: list[_Piece] = []

    def moved(self, from_frame: int, by_frames: int) -> BedLayer:
        """Every step at `from_frame` or after comes later."""
        return BedLayer(self.events, self.spans.moved(from_frame, by_frames))

    def until(self, at_frame: int) -> BedLayer:
        """The steps before `at_frame` only."""
        kept = np.flatnonzero(self.spans.start < at_frame)
        spans = Spans(self.spans.start[kept], self.spans.begin[kept], self.spans.end[kept])
        return BedLayer(tuple(self.events[number] for number in kept.tolist()), spans)

    def add(self, out: Samples, start_frame: int, scratch: Samples, factor: Curve) -> None:
        """Add the bed to a block that lies within one window; `factor` is ducking and the person's own level."""
        stop_frame = start_frame + len(out)
        for piece in self._pieces_at(start_frame):
            first, last = max(piece.start, start_frame), min(piece.end, stop_frame)
            if first >= last:
                continue
            count = last - first
            far = fades.smooth(first, count, piece.start, piece.fade)
            part = factor if isinstance(factor, float) else factor[first - start_frame : last - start_frame]
            for key, before, after in piece.voices:
                if after == 0.0 and isinstance(far, float) and far == 1.0:
                    continue
                curve = fades.product(fades.power_fade(before, after, far), part)
                block = scratch[:count]
                self._loops[key].read(first - self._origin[key], block)
                fades.apply(curve, block)
                np.add(place := out[first - start_frame : last - start_frame], block, out=place)

    def _pieces_at(self, start_frame: int) -> list[_Piece]:
        window = start_frame // WINDOW_FRAMES
        if window != self._window:
            self._window = window
            self._pieces = self._make_pieces(window * WINDOW_FRAMES, (window + 1) * WINDOW_FRAMES)
        return self._pieces

    def _make_pieces(self, first: int, last: int) -> list[_Piece]:
        order = self._ordered()
        begin = max(0, int(np.searchsorted(self._starts, first, "right")) - 1)
        end = int(np.searchsorted(self._starts, last, "left"))
        at = begin
        while at > 0 and self._starts[at - 1] + _fade(self.events[order[at - 1]]) > self._starts[at]:
            at -= 1
        powers = _settled(self.events[order[at - 1]]) if at > 0 else {}
        pieces = []
        for place in range(at, end):
            step, start = self.events[order[place]], self._starts[place]
            until = self._starts[place + 1] if place + 1 < len(order) else 1 << 62
            targets = _settled(step)
            keys = list(dict.fromkeys([*powers, *targets]))
            voices = tuple((key, powers.get(key, 0.0), targets.get(key, 0.0)) for key in keys)
            if place >= begin:
                pieces.append(_Piece(start, until, _fade(step), voices))
            far = fades.smooth_at(until, start, _fade(step))
            reached = {key: before * (1.0 - far) + after * far for key, before, after in voices}
            powers = {key: power for key, power in reached.items() if power > 0.0}
        return pieces

    def _ordered(self) -> list[int]:
        """Numbers of the steps by time; and, found once, where each loop begins."""
        if self._order is None:
            starts = self.spans.start
            order: list[int] = np.argsort(starts, kind="stable").tolist()
            self._starts = starts[order].tolist()
            for number in reversed(order):
                loop = self.events[number].loop
                if loop is not None:
                    self._loops[id(loop)] = loop
                    self._origin[id(loop)] = int(starts[number])
            self._order = order
        return self._order


def _fade(step: BedStep) -> int:
    return max(step.fade_frames, fades.SHORTEST_FADE_FRAMES)


def _settled(step: BedStep) -> _Powers:
    return {} if step.loop is None or step.gain <= 0.0 else {id(step.loop): step.gain * step.gain}
