"""Which frame leaves the loudspeaker now, by the time stamps that the sound device gives now and then."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median

from reorigin_desktop.frames import RATE_HZ

STAMPS = 32
JUMP_STAMPS = 4
JUMP_S = 0.008
AGREE_S = 0.003
SLEW_S = 0.5
LATENCY_SLACK_S = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    """Frame 0 sounds at `origin_s`; `behind_s` of an earlier belief still fades out, from `since_s` over `slew_s`."""

    origin_s: float
    behind_s: float = 0.0
    since_s: float = 0.0
    slew_s: float = SLEW_S

    def seconds_at(self, now_s: float) -> float:
        left = 1.0 - max(0.0, now_s - self.since_s) / self.slew_s
        return now_s - self.origin_s + self.behind_s * max(0.0, left)


class Clock:
    """A line of fixed slope, the nominal rate, through the median of the last stamps.

    One thread adds stamps; any thread asks `frame_at`, which reads one value and never waits. A new belief is slid
    into, at most at half speed or one and a half times it, so the answer never goes back but
    at a restart. Cards drift by 10 to 100
    parts in a million: over the eight seconds of 32 stamps that is under a millisecond.
    """

    def __init__(self) -> None:
        self._origins: deque[float] = deque(maxlen=STAMPS)
        self._line: _Line | None = None
        self._restarted = False

    def add(self, sounds_s: float, frame: float, now_s: float) -> None:
        """A stamp: `frame` sounds at `sounds_s`; both times by `time.perf_counter()`."""
        self._origins.append(sounds_s - frame / RATE_HZ)
        newest = list(self._origins)[-JUMP_STAMPS:]
        agree = len(newest) == JUMP_STAMPS and max(newest) - min(newest) < AGREE_S
        if agree and abs(median(newest) - median(self._origins)) > JUMP_S:
            self._origins = deque(newest, STAMPS)
        self._believe(median(self._origins), now_s)

    def restart(self) -> None:
        """Time itself was broken, as when the device had nothing to play: the next stamp is believed at once."""
        self._origins.clear()
        self._restarted = True

    def frame_at(self, now_s: float) -> float | None:
        """The frame that sounds at a moment, or None before the first stamp."""
        line = self._line
        return None if line is None else line.seconds_at(now_s) * RATE_HZ

    def _believe(self, origin_s: float, now_s: float) -> None:
        old = self._line
        if old is None or self._restarted:
            self._line, self._restarted = _Line(origin_s), False
            return
        behind_s = old.seconds_at(now_s) - (now_s - origin_s)
        self._line = _Line(origin_s, behind_s, now_s, max(SLEW_S, 2 * abs(behind_s)))


def plausible(sounds_s: float, sent_s: float, seen_s: float, latency_s: float) -> bool:
    """Whether a stamp can be true: sent before `sent_s`, seen at `seen_s`, through a device of this stated latency.

    Some drivers stamp with zero, with the present, or leave out what they have queued.
    """
    return sent_s <= sounds_s <= seen_s + latency_s + LATENCY_SLACK_S
