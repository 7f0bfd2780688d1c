"""The sound of the guide tone: what it is made of, and how loud it is through each phase of a breath.

The tone glides up a fourth with the in-breath and down again with the out-breath, along the same curve as the pacer.
In is a little brighter and swells; out is darker and sinks away: so they are told apart with closed eyes.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

EMPTY_HZ = 196.0
"""The tone of empty lungs (a small g); full lungs are a fourth higher, at 4/3 of it."""
FULL_HZ = EMPTY_HZ * 4 / 3
DRIFT_HZ = 0.31
"""The second, softer tone that wanders around the first, opposite on the two sides: width without a beat in mono."""
WIDTH = 0.22

WAVE_STEPS = 16_384
CURVE_STEPS = 4096

Table = npt.NDArray[np.float32]

_BRIGHT = (1.0, 0.34, 0.13, 0.045, 0.02)
_DARK = (1.0, 0.16, 0.035)
_UNIT_GAIN = 0.1192
"""Makes the loudest 400 ms of an in-breath at gain 1 as loud as the voice: -20 LUFS on two loudspeakers."""


class BreathShape(Protocol):
    """How the lungs fill: fullness over the in-breath (0 to 1), and its integral from 0; the out-breath mirrors it.

    Both take a float or an array.
    """

    def fullness(self, u: Any, /) -> Any:
        """Fullness at u, 0..1 within an in-breath."""

    def fullness_integral(self, u: Any, /) -> Any:
        """Integral of fullness from 0 to u."""


@lru_cache(maxsize=1)
def waves() -> dict[str, tuple[Table, Table]]:
    """One cycle of the tone for each phase: the tone itself, and the softer one that makes it wide."""

    def wave(partials: tuple[float, ...]) -> Table:
        turn = 2 * np.pi * np.arange(WAVE_STEPS) / WAVE_STEPS
        cycle = np.zeros(WAVE_STEPS)
        for number, level in enumerate(partials, 1):
            cycle += level * np.sin(number * turn)
        return (cycle * (_UNIT_GAIN / math.hypot(*partials))).astype(np.float32)

    bright, dark = wave(_BRIGHT), wave(_DARK)
    return {
        name: (tone, tone * np.float32(WIDTH)) for name, tone in (("in", bright), ("hold_full", dark), ("out", dark))
    }


@lru_cache(maxsize=1)
def envelopes() -> dict[str, Table]:
    """How loud the tone is through each phase, 0 at both ends: `CURVE_STEPS` + 1 values."""
    u = np.arange(CURVE_STEPS + 1) / CURVE_STEPS

    def ramp(length: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        held = np.clip(length, 0.0, 1.0)
        return held * held * (3 - 2 * held)

    swell = ramp(u / 0.22) * ramp((1 - u) / 0.20)
    rising = swell * (0.55 + 0.45 * u)
    sinking = ramp(u / 0.16) * ramp((1 - u) / 0.34) * (0.95 - 0.5 * u)
    held = 0.22 * ramp(u / 0.3) * ramp((1 - u) / 0.3)
    return {name: curve.astype(np.float32) for name, curve in (("in", rising), ("hold_full", held), ("out", sinking))}


def integral(shape: BreathShape) -> npt.NDArray[np.float64]:
    """The shape's integral as a table of `CURVE_STEPS` + 1 values: exact to a few millionths of a cycle."""
    values = shape.fullness_integral(np.arange(CURVE_STEPS + 1) / CURVE_STEPS)
    return np.ascontiguousarray(values, np.float64)
