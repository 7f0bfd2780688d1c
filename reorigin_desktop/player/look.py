"""What is true at one moment of a run, as one frozen value: all that a window or a terminal needs to draw it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reorigin_desktop.script.model import BreathPhaseName, Repetition, Show, Stop


class State(StrEnum):
    """Where the transport is."""

    STOPPED = "stopped"
    PLAYING = "playing"
    HOLDING = "holding"
    PAUSED = "paused"
    LANDING = "landing"
    FINISHED = "finished"


class Dot(StrEnum):
    """How one repetition stands."""

    TO_COME = "to come"
    NOW = "now"
    COMPLETED = "completed"
    PARTIAL = "partial"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class BreathLook:
    """The breath at this moment.

    `fullness` runs from 0 (empty) to 1 (full). `cycle_s` holds the lengths of the four phases of this breath (in, hold
    full, out, hold empty; 0 where there is none) and `cycle_at_s` how far into the breath it is.
    """

    phase: BreathPhaseName
    fullness: float
    phase_left_s: float
    cycle_s: tuple[float, float, float, float]
    cycle_at_s: float
    breath: int
    of: int
    rate_per_min: float


@dataclass(frozen=True, slots=True)
class ShowLook:
    """What is shown, what was shown before, and how far the cross-fade between them is (1 = over)."""

    now: Show
    before: Show | None
    faded: float


@dataclass(frozen=True, slots=True)
class Gains:
    """The person's own levels, 0 (silent) to 1 (as written), along the perceptual curve of sound.levels."""

    voice: float = 1.0
    bed: float = 1.0
    tones: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person, once, in words."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Look:
    """One moment. `position_s` and `total_s` leave stops out; `left_s` has the expected length of those to come in."""

    state: State
    position_s: float
    total_s: float
    left_s: float
    estimated: bool
    section: str
    caption: str
    breath: BreathLook | None
    show: ShowLook | None
    repetition: Repetition | None
    dots: tuple[Dot, ...]
    stop: Stop | None
    stop_for_s: float
    gains: Gains
    silent: bool
    notice: Notice | None
