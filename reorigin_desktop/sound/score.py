"""What is to be mixed, and when: plain values, in frames of the whole programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import Bus
from reorigin_desktop.sound.source import Loop, Sound

DUCK_ATTACK_FRAMES = RATE_HZ // 2
DUCK_RELEASE_FRAMES = RATE_HZ * 3 // 2
_SHORTEST_ATTACK_FRAMES = RATE_HZ // 5
_MERGED_SILENCE_FRAMES = RATE_HZ * 5 // 2

PhaseName = Literal["in", "hold_full", "out", "hold_empty"]


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound that plays once, to its end; both fades lie inside it."""

    start_frame: int
    sound: Sound
    gain: float
    bus: Bus
    fade_in_frames: int = 0
    fade_out_frames: int = 0


@dataclass(frozen=True, slots=True)
class BedStep:
    """From here the bed is this loop (None = silence) at this gain, reached along a fade of this length.

    The same loop object as before means that only the level moves.
    """

    start_frame: int
    loop: Loop | None
    gain: float
    fade_frames: int


@dataclass(frozen=True, slots=True)
class GuidePhase:
    """One phase of a breath that is heard as a tone."""

    start_frame: int
    frames: int
    phase: PhaseName
    gain: float


@dataclass(frozen=True, slots=True)
class DuckSpan:
    """Bed and guide tone are down by `gain` from `start_frame` to `end_frame`.

    They go down over `attack_frames` that end at `start_frame`, and come up again after `end_frame` over 1.5 s.
    """

    start_frame: int
    end_frame: int
    gain: float
    attack_frames: int = DUCK_ATTACK_FRAMES


@dataclass(frozen=True, slots=True)
class Score:
    """Everything that is heard. Clips and guides may come in any order, beds in the order of their starts."""

    clips: tuple[Clip, ...]
    beds: tuple[BedStep, ...]
    guides: tuple[GuidePhase, ...]
    ducks: tuple[DuckSpan, ...]
    frames: int


def duck_spans(speech: Sequence[tuple[int, int]], gain: float, not_before: int) -> tuple[DuckSpan, ...]:
    """The spans for stretches of speech (start, end), silences under 2.5 s joined.

    No change begins before `not_before`. If speech begins there, the bed goes down under its first 0.2 s.
    """
    if gain >= 1.0:
        return ()
    merged: list[list[int]] = []
    for start, end in sorted(speech):
        if merged and start - merged[-1][1] < _MERGED_SILENCE_FRAMES:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    spans = []
    for start, end in merged:
        down = max(start, not_before + _SHORTEST_ATTACK_FRAMES)
        attack = min(DUCK_ATTACK_FRAMES, down - not_before)
        spans.append(DuckSpan(down, max(end, down), gain, attack))
    return tuple(spans)
