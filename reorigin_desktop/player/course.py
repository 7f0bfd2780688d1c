"""A session on its way: the mix of it, and where its stops fall for this person, now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.player.layout import Layout
from reorigin_desktop.sound.levels import BusGains
from reorigin_desktop.sound.mix import Mix
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.source import Sound

REST_FRAMES = RATE_HZ // 10
"""A session is over this long after its last sound."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A programme for the output: the mix laid out with stops of certain lengths.

    `written` is the mix with every stop waiting, as `waiting` says; every other layout is made from it, so that what
    plays just before a stop and what plays just after it are never confused. `counts` is False once it lands. `jump`
    says how many jumps led here.
    """

    written: Mix
    waiting: Layout
    mix: Mix
    layout: Layout
    gains: BusGains
    counts: bool = True
    jump: int = 0

    @classmethod
    def of(cls, written: Mix, waiting: Layout, gains: BusGains) -> Course:
        """A course in which every stop waits."""
        return cls(written, waiting, written.with_gains(gains, 0, 0), waiting, gains)

    @property
    def frames(self) -> int:
        """Elapsed frames to the last sound, and a moment of rest after it."""
        return self.mix.frames + REST_FRAMES

    def render(self, out: Samples, start_frame: int) -> None:
        """Fill `out` (frames, 2) with what sounds from an elapsed frame on."""
        self.mix.render(out, start_frame)

    def laid_out(self, layout: Layout) -> Course:
        """The same session with its stops as another layout has them."""
        mix = self.written
        for segment in reversed(range(len(layout.stops))):
            longer = layout.stops[segment] - self.waiting.stops[segment]
            if longer:
                after = self.waiting.starts[segment] + self.waiting.segments[segment] + self.waiting.stops[segment]
                mix = mix.moved(after, longer)
        return replace(self, mix=mix.with_gains(self.gains, 0, 0), layout=layout)

    def leaving_stop(self, stop: int, at: int) -> Course:
        """The session goes on: the stop after this segment, if it waits at this elapsed frame, ends there."""
        spot = self.layout.spot(at)
        if spot.stop != stop:
            return self
        return self.laid_out(self.layout.with_stop(stop, max(1, spot.into_stop)))

    def was_left(self, stop: int) -> bool:
        """Whether the person ended this stop before its own time."""
        return 0 < self.layout.stops[stop] < self.waiting.stops[stop]

    def entered_at(self, segment: int, jump: int) -> Course:
        """The session for somebody who jumps into a segment, with this jump of theirs."""
        return replace(self.laid_out(self.layout.entered_at(segment, self.waiting.stops)), jump=jump)

    def with_gains(self, gains: BusGains, at: int, ramp_frames: int) -> Course:
        """The same session with other levels, reached smoothly from this elapsed frame on."""
        return replace(self, mix=self.mix.with_gains(gains, at, ramp_frames), gains=gains)

    def landing(self, at: int, closing: Sound | None) -> Course:
        """The session ends softly from this elapsed frame on; nothing of it counts any more."""
        return replace(self, mix=self.mix.landing(at, closing), counts=False)
