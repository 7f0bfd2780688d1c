"""What every output can do, whether it has a loudspeaker behind it or not."""

from __future__ import annotations

import threading
from typing import Protocol

from reorigin_desktop.sound.ring import Ring


class Output(Protocol):
    """Takes frames out of a ring, at the pace of a clock of its own.

    Only the thread that mixes calls `tend`; `audible_out_frame` may be asked from any thread and never waits.
    """

    lost: threading.Event
    """Set when the output has stopped taking frames and will not begin again by itself."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def silent(self) -> bool:
        """Nothing is heard: time passes, and that is all."""

    @property
    def latency_s(self) -> float:
        """How long a frame waits inside the output before it is heard; the frames that are lost with the output."""

    @property
    def blocksize(self) -> int:
        """Frames that it takes at a time, at most: so many beyond the ring's `read` may be on their way already."""

    @property
    def underflows(self) -> int:
        """How often the output had nothing to play, by its own account."""

    def open(self, ring: Ring) -> None:
        """Begin to take frames from where the ring's `read` stands; OutputError if that cannot be."""

    def tend(self, now_s: float) -> None:
        """Look after the clock and notice a loss; `now_s` is `time.perf_counter()`."""

    def audible_out_frame(self, now_s: float) -> float:
        """The frame of the ring's count that leaves the loudspeaker now; it never goes back."""

    def close(self) -> None:
        """Let go of the device; may hang when the device does."""
