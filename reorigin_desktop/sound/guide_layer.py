"""The layer of the guide tone: its phase in closed form, so that any block can be made from any point."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound import fades, guide_tone
from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.guide_tone import CURVE_STEPS, WAVE_STEPS
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.score import GuidePhase
from reorigin_desktop.sound.spans import Lookup, Spans

_ONCE = 16_384
"""So many frames at once, at most."""
_STRIDE = 32


class GuideLayer:
    """Adds the guide tone to a block.

    Every phase begins and ends at exactly no sound, so phases need no common phase of the wave.
    """

    def __init__(
        self, events: tuple[GuidePhase, ...], integral: npt.NDArray[np.float64], spans: Spans | None = None
    ) -> None:
        """Take the phases, and the breath's integral as `guide_tone.integral` tabulates it."""
        self.events = events
        self.spans = spans or Spans.of([(e.start_frame, e.start_frame, e.start_frame + e.frames) for e in events])
        self._lookup = Lookup(self.spans)
        self._integral = integral
        self._waves = guide_tone.waves()
        self._envelopes = guide_tone.envelopes()
        self._scratch: _Scratch | None = None

    def moved(self, from_frame: int, by_frames: int) -> GuideLayer:
        """Every phase that starts at `from_frame` or after starts later."""
        return GuideLayer(self.events, self._integral, self.spans.moved(from_frame, by_frames))

    def until(self, at_frame: int, fade_frames: int) -> GuideLayer:
        """Only what has begun before `at_frame`, and no longer than the fade after it."""
        return GuideLayer(self.events, self._integral, self.spans.until(at_frame, fade_frames))

    def add(self, out: Samples, start_frame: int, factor: Curve) -> None:
        """Add what sounds to a block that lies within one window, times `factor`."""
        stop_frame = start_frame + len(out)
        for number, _, begin, end in self._lookup.at(start_frame):
            first, last = max(begin, start_frame), min(end, stop_frame)
            event = self.events[number]
            if first >= last or event.gain <= 0.0 or event.phase not in self._waves:
                continue
            part = factor if isinstance(factor, float) else factor[first - start_frame : last - start_frame]
            curve = fades.product(float(np.float32(event.gain)), part)
            place = out[first - start_frame : last - start_frame]
            for at in range(0, last - first, _ONCE):
                piece = curve if isinstance(curve, float) else curve[at : at + _ONCE]
                self._add_phase(place[at : at + _ONCE], event, first - begin + at, piece)

    def _add_phase(self, out: Samples, event: GuidePhase, at: int, factor: Curve) -> None:
        """Add the frames of one phase from its frame `at` on.

        The phase of the wave and its level are found at every 32nd frame of the breath's phase, and run straight
        between. Arithmetic that rounds every element alike, so that blocks of any length agree to the last bit.
        """
        s = self._scratch = self._scratch or _Scratch()
        first = at // _STRIDE
        cells = -(-(at + len(out)) // _STRIDE) - first
        cycles, level = self._nodes(event, first, cells + 1)
        whole = cells * _STRIDE
        shape = cells, _STRIDE
        _straight(cycles, s.ways, s.phase[:whole].reshape(shape), s.between[:whole].reshape(shape))
        _straight(level, s.level_ways, s.level[:whole].reshape(shape), s.slope[:whole].reshape(shape))
        main, side = self._waves[event.phase]
        drift = guide_tone.DRIFT_HZ / RATE_HZ * WAVE_STEPS
        _straight(
            cycles + drift * _STRIDE * np.arange(first, first + cells + 1, dtype=np.float64),
            s.ways,
            s.between[:whole].reshape(shape),
            s.other[:whole].reshape(shape),
        )

        kept = slice(at - first * _STRIDE, at - first * _STRIDE + len(out))
        loud = s.level[kept]
        np.multiply(loud, factor if not isinstance(factor, float) else np.float32(factor), out=loud)
        middle, apart, sum_of = s.middle[: len(out)], s.apart[: len(out)], s.slope[: len(out)]
        _turn(main, s.phase[kept], s.index[: len(out)], middle)
        _turn(side, s.between[kept], s.index[: len(out)], apart)
        np.add(middle, apart, out=sum_of)
        sum_of *= loud
        out[:, 0] += sum_of
        np.subtract(middle, apart, out=sum_of)
        sum_of *= loud
        out[:, 1] += sum_of

    def _nodes(self, event: GuidePhase, first: int, count: int) -> tuple[npt.NDArray[np.float64], guide_tone.Table]:
        """At every 32nd frame: how far the wave has turned, in steps of its table; and the level."""
        since = np.arange(first, first + count, dtype=np.float64) * _STRIDE
        place = np.minimum(since * (CURVE_STEPS / event.frames), CURVE_STEPS)
        step = np.minimum(place.astype(np.intp), CURVE_STEPS - 1)
        far = place - step
        low, span = _glide(event)
        integral = self._integral[step] + far * (self._integral[step + 1] - self._integral[step])
        cycles = since * (low / RATE_HZ * WAVE_STEPS) + integral * (span * event.frames / RATE_HZ * WAVE_STEPS)
        envelope = self._envelopes[event.phase]
        level = envelope[step] + far.astype(np.float32) * (envelope[step + 1] - envelope[step])
        return cycles, level


class _Scratch:
    """Arrays made once, so that a block needs none of its own."""

    __slots__ = ("apart", "between", "index", "level", "level_ways", "middle", "other", "phase", "slope", "ways")

    def __init__(self) -> None:
        size = _ONCE + 2 * _STRIDE
        self.ways = np.arange(_STRIDE) / _STRIDE
        self.level_ways = self.ways.astype(np.float32)
        self.phase, self.between, self.other = (np.empty(size) for _ in range(3))
        self.index = np.empty(size, np.intp)
        self.level, self.slope, self.middle, self.apart = (np.empty(size, np.float32) for _ in range(4))


def _straight(
    nodes: npt.NDArray[Any], ways: npt.NDArray[Any], out: npt.NDArray[Any], scratch: npt.NDArray[Any]
) -> None:
    """Straight lines from node to node, shape (nodes - 1, frames between)."""
    np.multiply((nodes[1:] - nodes[:-1])[:, None], ways, out=scratch)
    np.add(scratch, nodes[:-1, None], out=out)


def _glide(event: GuidePhase) -> tuple[float, float]:
    """The frequency at the beginning of a phase, and how far it glides, in hertz."""
    rise = guide_tone.FULL_HZ - guide_tone.EMPTY_HZ
    if event.phase == "in":
        return guide_tone.EMPTY_HZ, rise
    return guide_tone.FULL_HZ, -rise if event.phase == "out" else 0.0


def _turn(
    wave: guide_tone.Table,
    cycles: npt.NDArray[np.float64],
    index: npt.NDArray[np.intp],
    out: npt.NDArray[np.float32],
) -> None:
    """The wave after so many steps of its table."""
    np.copyto(index, cycles, casting="unsafe")
    np.bitwise_and(index, WAVE_STEPS - 1, out=index)
    np.take(wave, index, out=out, mode="clip")
