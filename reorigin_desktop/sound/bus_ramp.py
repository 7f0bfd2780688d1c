"""The person's own levels as functions of time: from what they were to what they shall be, smoothly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reorigin_desktop.sound import fades
from reorigin_desktop.sound.fades import Curve
from reorigin_desktop.sound.levels import Bus, BusGains


@dataclass(frozen=True, slots=True)
class BusRamp:
    """The gains of the buses: `before` up to `at_frame`, `after` from `frames` later on."""

    before: BusGains
    after: BusGains
    at_frame: int = 0
    frames: int = 0

    def to(self, gains: BusGains, at_frame: int, ramp_frames: int) -> BusRamp:
        """On to other gains, from those that hold at `at_frame`; without a ramp they hold at every frame."""
        if ramp_frames <= 0:
            return BusRamp(gains, gains)
        far = fades.smooth_at(at_frame, self.at_frame, self.frames)
        now = BusGains(
            *(
                float(fades.level_fade(getattr(self.before, bus), getattr(self.after, bus), far))
                for bus in ("voice", "bed", "tones")
            )
        )
        return BusRamp(now, gains, at_frame, ramp_frames)

    def curve(self, bus: Bus, start_frame: int, count: int) -> Curve:
        """The gain of one bus for a block."""
        before: float = getattr(self.before, bus)
        after: float = getattr(self.after, bus)
        if before == after or start_frame >= self.at_frame + self.frames:
            return float(np.float32(after))
        if start_frame + count <= self.at_frame:
            return float(np.float32(before))
        return fades.level_fade(before, after, fades.smooth(start_frame, count, self.at_frame, self.frames))
