"""The position of one open device: its own time stamps where they can be believed, its appetite where not."""

from __future__ import annotations

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.clock import Clock, plausible
from reorigin_desktop.sound.ring import Ring

WARM_UP_S = 1.0
TRUST_S = 3.0
APPETITE_EVERY_S = 0.06
STEADY_MOVES = 4
REST_S = 0.2


class OutputClock:
    """Turns stamps, and the ring's read counter, into the frame that is audible now.

    `latency_s` and `blocksize` are what the device states. Only one thread calls `stamp` and `watch`.
    """

    def __init__(self, ring: Ring, latency_s: float, blocksize: int) -> None:
        self._ring = ring
        self._told: float = ring.read
        self._read = ring.read
        self._latency_s = latency_s
        self._half_block_s = blocksize / 2 / RATE_HZ
        self._at_most_ahead = round(latency_s / 2 * RATE_HZ)
        self._clock = Clock()
        self._moves = 0
        self._moved_s = self._began_s = 0.0
        self._trusted_s = -TRUST_S
        self._appetite_s = 0.0

    def warm(self, now_s: float) -> bool:
        """Stamps of the first second, before the device has settled, are wrong."""
        return self._moves >= STEADY_MOVES and now_s - self._began_s > WARM_UP_S

    def stamp(self, sounds_s: float, frame: int, sent_s: float, now_s: float) -> None:
        """The device said at `now_s` that `frame`, asked about at `sent_s`, sounds at `sounds_s`."""
        if not self.warm(now_s) or not plausible(sounds_s, sent_s, now_s, self._latency_s):
            return
        if not self._trusts(now_s):
            self._clock.restart()
        self._trusted_s = now_s
        self._clock.add(sounds_s, frame, now_s)

    def watch(self, now_s: float) -> bool:
        """Look at the read counter; True if it has moved. Without stamps, this alone drives the clock."""
        read = self._ring.read
        if read == self._read:
            return False
        self._moves = 1 if now_s - self._moved_s > REST_S else self._moves + 1
        self._read, self._moved_s = read, now_s
        if self._moves < STEADY_MOVES:
            return True
        if self._moves == STEADY_MOVES:
            self._began_s = now_s
            self._clock.restart()
        if not self._trusts(now_s) and now_s - self._appetite_s > APPETITE_EVERY_S:
            self._appetite_s = now_s
            self._clock.add(now_s + self._half_block_s + self._latency_s, read, now_s)
        return True

    def restart(self) -> None:
        """The device had nothing to play for a while."""
        self._clock.restart()

    def audible_out_frame(self, now_s: float) -> float:
        """The frame that is heard at a moment; it never goes back, nor to what the device has not had time to play."""
        frame = self._clock.frame_at(now_s)
        if frame is not None:
            self._told = max(self._told, min(frame, self._ring.read - self._at_most_ahead))
        return self._told

    def _trusts(self, now_s: float) -> bool:
        return now_s - self._trusted_s < TRUST_S
