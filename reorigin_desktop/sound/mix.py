"""The mix: all layers of a score added up, under the ceiling; a pure function of the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound import fades, guide_tone
from reorigin_desktop.sound.bed_layer import BedLayer
from reorigin_desktop.sound.bus_ramp import BusRamp
from reorigin_desktop.sound.ceiling import Ceiling
from reorigin_desktop.sound.clip_layer import ClipLayer
from reorigin_desktop.sound.ducking import Ducking
from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.guide_layer import GuideLayer
from reorigin_desktop.sound.guide_tone import BreathShape
from reorigin_desktop.sound.levels import Bus, BusGains
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.score import Clip, Score
from reorigin_desktop.sound.source import Sound
from reorigin_desktop.sound.spans import WINDOW_FRAMES

LANDING_CUT_FRAMES = RATE_HZ * 15 // 100
LANDING_LINE_AFTER_FRAMES = RATE_HZ * 8 // 10
_ALL_BUSES = BusGains()


@dataclass(frozen=True, slots=True)
class _Layers:
    clips: ClipLayer
    beds: BedLayer
    guides: GuideLayer
    ducking: Ducking


@dataclass(frozen=True, slots=True)
class _Landing:
    """From `at_frame` all that was playing goes: voice and tones at once, the bed along its fade; a line is said."""

    at_frame: int
    bed_fade_frames: int
    closing: ClipLayer


class Mix:
    """A score as a programme.

    `render` is pure: however the frames are cut into blocks, the samples are the same to the last bit. It keeps what it
    made around the last block, so one mix is rendered by one thread at a time. The other methods leave this mix as it
    is and return another that shares all its sounds.
    """

    def __init__(self, score: Score, shape: BreathShape, gains: BusGains = _ALL_BUSES) -> None:
        layers = _Layers(
            ClipLayer(score.clips),
            BedLayer(score.beds),
            GuideLayer(score.guides, guide_tone.integral(shape)),
            Ducking(score.ducks),
        )
        self._build(layers, score.frames, BusRamp(gains, gains), None)

    def _build(self, layers: _Layers, frames: int, ramp: BusRamp, landing: _Landing | None) -> None:
        self._layers = layers
        self.frames = frames
        self._ramp = ramp
        self._landing = landing
        self._ceiling: Ceiling | None = None
        self._scratch = np.empty((0, 2), np.float32)

    def _other(
        self,
        layers: _Layers | None = None,
        frames: int | None = None,
        ramp: BusRamp | None = None,
        landing: _Landing | None = None,
    ) -> Mix:
        other = Mix.__new__(Mix)
        other._build(  # noqa: SLF001  # the same class: the second way to make one
            layers or self._layers,
            self.frames if frames is None else frames,
            ramp or self._ramp,
            landing or self._landing,
        )
        return other

    def render(self, out: Samples, start_frame: int) -> None:
        """Fill `out`, shape (n, 2), with the frames from `start_frame` on; silence before 0 and from `frames` on."""
        if self._ceiling is None:
            self._ceiling = Ceiling(self._add_up)
        self._ceiling.render(out, start_frame)

    def moved(self, from_frame: int, by_frames: int) -> Mix:
        """Everything that starts at `from_frame` or after starts `by_frames` later (or earlier, if negative)."""
        layers = self._layers
        return self._other(
            layers=_Layers(
                layers.clips.moved(from_frame, by_frames),
                layers.beds.moved(from_frame, by_frames),
                layers.guides.moved(from_frame, by_frames),
                layers.ducking.moved(from_frame, by_frames),
            ),
            frames=self.frames + (by_frames if self.frames >= from_frame else 0),
        )

    def with_gains(self, gains: BusGains, at_frame: int, ramp_frames: int) -> Mix:
        """The person's levels change from what they are at `at_frame`; before it, what they are then holds.

        Without a ramp (0 frames) the new levels hold everywhere: the thing to ask for after a jump.
        """
        return self._other(ramp=self._ramp.to(gains, at_frame, ramp_frames))

    def landing(self, at_frame: int, closing: Sound | None, fade_s: float = 6.0) -> Mix:
        """End softly from `at_frame`: voice and tones go within 150 ms, the bed over `fade_s`, `closing` is said.

        A mix that is landing already is returned as it is.
        """
        if self._landing is not None:
            return self
        bed_fade = max(LANDING_CUT_FRAMES, round(fade_s * RATE_HZ))
        silent_at = at_frame + bed_fade
        line: tuple[Clip, ...] = ()
        spoken: tuple[int, int] | None = None
        if closing is not None:
            begins = at_frame + LANDING_LINE_AFTER_FRAMES
            line = (Clip(begins, closing, 1.0, Bus.VOICE),)
            spoken = begins, begins + closing.frames
            silent_at = max(silent_at, spoken[1])
        layers = self._layers
        return self._other(
            layers=_Layers(
                layers.clips.until(at_frame, LANDING_CUT_FRAMES),
                layers.beds.until(at_frame),
                layers.guides.until(at_frame, LANDING_CUT_FRAMES),
                layers.ducking.cut(at_frame, spoken),
            ),
            frames=silent_at + fades.SHORTEST_FADE_FRAMES,
            landing=_Landing(at_frame, bed_fade, ClipLayer(line)),
        )

    def _add_up(self, out: Samples, start_frame: int) -> None:
        """Fill a block with the sum of all layers, before the ceiling."""
        done = 0
        while done < len(out):
            at = start_frame + done
            count = min(len(out) - done, WINDOW_FRAMES - at % WINDOW_FRAMES)
            self._add_window(out[done : done + count], at)
            done += count

    def _add_window(self, out: Samples, start_frame: int) -> None:
        out[:] = 0
        count = len(out)
        if start_frame >= self.frames or start_frame + count <= 0:
            return
        if len(self._scratch) < count:
            self._scratch = np.empty((count, 2), np.float32)
        layers, landing, bus = self._layers, self._landing, self._ramp.curve
        cut: Curve = 1.0
        bed_out: Curve = 1.0
        if landing is not None:
            cut = _down(start_frame, count, landing.at_frame, LANDING_CUT_FRAMES)
            bed_out = _down(start_frame, count, landing.at_frame, landing.bed_fade_frames)
        ducked = layers.ducking.curve(start_frame, count)
        bed = fades.product(fades.product(bus(Bus.BED, start_frame, count), ducked), bed_out)
        layers.beds.add(out, start_frame, self._scratch, bed)
        tones = fades.product(fades.product(bus(Bus.TONES, start_frame, count), ducked), cut)
        layers.guides.add(out, start_frame, tones)
        layers.clips.add(out, start_frame, self._scratch, bus, cut)
        if landing is not None:
            landing.closing.add(out, start_frame, self._scratch, bus, 1.0)
        if start_frame < 0:
            out[:-start_frame] = 0
        end = self.frames - fades.SHORTEST_FADE_FRAMES
        if start_frame + count > end:
            fades.apply(_down(start_frame, count, end, fades.SHORTEST_FADE_FRAMES), out)
            out[max(0, self.frames - start_frame) :] = 0


def _down(start_frame: int, count: int, at_frame: int, frames: int) -> Curve:
    """From full to nothing, smoothly."""
    return fades.level_fade(1.0, 0.0, fades.smooth(start_frame, count, at_frame, frames))
