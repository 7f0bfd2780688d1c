"""The layer of sounds that play once: the voice, chimes, sounds of the session."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reorigin_desktop.sound import fades
from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.levels import Bus
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.score import Clip
from reorigin_desktop.sound.source import MemorySound
from reorigin_desktop.sound.spans import Lookup, Spans

BusCurve = Callable[[Bus, int, int], Curve]
"""The person's own gain of a bus, for `count` frames from a start frame."""


class ClipLayer:
    """Adds clips to a block."""

    def __init__(self, events: tuple[Clip, ...], spans: Spans | None = None) -> None:
        self.events = events
        self.spans = spans or Spans.of(
            [(clip.start_frame, clip.start_frame, clip.start_frame + clip.sound.frames) for clip in events]
        )
        self._lookup = Lookup(self.spans)

    def moved(self, from_frame: int, by_frames: int) -> ClipLayer:
        """Every clip that starts at `from_frame` or after starts later."""
        return ClipLayer(self.events, self.spans.moved(from_frame, by_frames))

    def until(self, at_frame: int, fade_frames: int) -> ClipLayer:
        """Only what has begun before `at_frame`, and no longer than the fade after it."""
        return ClipLayer(self.events, self.spans.until(at_frame, fade_frames))

    def add(self, out: Samples, start_frame: int, scratch: Samples, bus: BusCurve, cut: Curve) -> None:
        """Add what sounds to a block that lies within one window; `cut` is one more factor for all of it."""
        stop_frame = start_frame + len(out)
        for number, _, begin, end in self._lookup.at(start_frame):
            first, last = max(begin, start_frame), min(end, stop_frame)
            if first >= last:
                continue
            clip = self.events[number]
            count = last - first
            curve = fades.product(_faded(clip, first - begin, count), bus(clip.bus, first, count))
            if not isinstance(cut, float):
                curve = fades.product(curve, cut[first - start_frame : last - start_frame])
            elif cut != 1.0:
                curve = fades.product(curve, cut)
            _add_sound(out[first - start_frame : last - start_frame], clip, first - begin, curve, scratch[:count])


def _faded(clip: Clip, at: int, count: int) -> Curve:
    curve: Curve = float(np.float32(clip.gain))
    if at < clip.fade_in_frames:
        far = fades.smooth(at, count, 0, clip.fade_in_frames)
        curve = fades.product(curve, fades.power_fade(0.0, 1.0, far))
    out_from = clip.sound.frames - clip.fade_out_frames
    if clip.fade_out_frames and at + count > out_from:
        far = fades.smooth(at, count, out_from, clip.fade_out_frames)
        curve = fades.product(curve, fades.power_fade(1.0, 0.0, far))
    return curve


def _add_sound(part: Samples, clip: Clip, at: int, curve: Curve, scratch: Samples) -> None:
    sound = clip.sound
    factor = curve if not isinstance(curve, float) else np.float32(curve)
    if not isinstance(sound, MemorySound):
        sound.read(at, scratch)
        fades.apply(curve, scratch)
        part += scratch
        return
    samples = sound.samples[at : at + len(part)]
    if samples.shape[1] == 1:
        mono = scratch.reshape(-1)[: len(part)]
        np.multiply(samples[:, 0], factor, out=mono)
        part[:, 0] += mono
        part[:, 1] += mono
    elif isinstance(curve, float):
        np.multiply(samples, factor, out=scratch)
        part += scratch
    else:
        np.multiply(samples[:, 0], factor, out=scratch[:, 0])
        np.multiply(samples[:, 1], factor, out=scratch[:, 1])
        part += scratch
