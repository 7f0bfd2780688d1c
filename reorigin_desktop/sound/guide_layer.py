"""The layer of the guide tone: its phase in closed form, so that any block can be made from any point."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound import fades, guide_tone
from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.guide_tone import CURVE_STEPS, WAVE_STEPS
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.score import GuidePhase
from reorigin_desktop.sound.spans import Lookup, Spans

_ONCE = 2048
"""So many frames at once: all scratch stays in the processor's cache."""


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

        Arithmetic that rounds every element alike, so that blocks of any length agree to the last bit.
        """
        count = len(out)
        s = self._scratch = self._scratch or _Scratch()
        since, u, cycles, between = s.since[:count], s.u[:count], s.cycles[:count], s.between[:count]
        step, index = s.step[:count], s.index[:count]
        main, side, level, slope = s.main[:count], s.side[:count], s.level[:count], s.slope[:count]

        np.add(s.count[:count], float(at), out=since)
        np.multiply(since, CURVE_STEPS / event.frames, out=u)
        np.copyto(step, u, casting="unsafe")
        np.subtract(u, step, out=u)

        low, span = _glide(event)
        following = s.following[:count]
        np.add(step, 1, out=following)
        np.take(self._integral, step, out=cycles, mode="clip")
        np.take(self._integral, following, out=between, mode="clip")
        between -= cycles
        between *= u
        cycles += between
        cycles *= span * event.frames / RATE_HZ * WAVE_STEPS
        np.multiply(since, low / RATE_HZ * WAVE_STEPS, out=between)
        cycles += between

        wave = self._waves[event.phase]
        _turn(wave, cycles, index, main)
        since *= guide_tone.DRIFT_HZ / RATE_HZ * WAVE_STEPS
        cycles += since
        _turn(wave, cycles, index, side)

        np.copyto(slope, u, casting="same_kind")
        envelope = self._envelopes[event.phase]
        np.take(envelope, step, out=level, mode="clip")
        after = s.next[:count]
        np.take(envelope, following, out=after, mode="clip")
        after -= level
        slope *= after
        level += slope
        np.multiply(level, factor if not isinstance(factor, float) else np.float32(factor), out=level)

        main *= level
        side *= level
        side *= np.float32(guide_tone.WIDTH)
        np.add(main, side, out=level)
        out[:, 0] += level
        np.subtract(main, side, out=level)
        out[:, 1] += level


class _Scratch:
    """Arrays made once, so that a block needs none of its own."""

    __slots__ = (
        "between", "count", "cycles", "following", "index", "level", "main", "next", "side", "since", "slope", "step",
        "u",
    )  # fmt: skip

    def __init__(self) -> None:
        self.count = np.arange(_ONCE, dtype=np.float64)
        self.since, self.u, self.cycles, self.between = (np.empty(_ONCE) for _ in range(4))
        self.step, self.index, self.following = (np.empty(_ONCE, np.intp) for _ in range(3))
        self.main, self.side, self.level, self.slope, self.next = (np.empty(_ONCE, np.float32) for _ in range(5))


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
