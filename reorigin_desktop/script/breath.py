"""The shape of a breath, and how many breaths of which length fill a time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any, Final, TypeVar

from reorigin_desktop.script.model import BreathPhaseName

SLOWEST_PER_MIN: Final = 2
FASTEST_PER_MIN: Final = 20
SHORTEST_BREATH_S: Final = Fraction(1)
"""Breathing in, and breathing out, takes at least this long."""
LONGEST_HOLD_S: Final = Fraction(20)
LONG_HOLD_S: Final = Fraction(8)

PHASES: Final[tuple[BreathPhaseName, ...]] = ("in", "hold_full", "out", "hold_empty")

_T = TypeVar("_T", bound=Any)


def fullness(u: _T) -> _T:
    """Lung fullness (0 empty, 1 full) at share `u` (0 to 1) of an in-breath; out: 1 minus it. Floats and arrays."""
    return u * u * (3 - 2 * u)  # type: ignore[no-any-return]  # arithmetic on an array gives an array


def fullness_integral(u: _T) -> _T:
    """Integral of `fullness` from 0 to `u`: with it the phase of a guide tone has a closed form."""
    return u**3 - u**4 / 2  # type: ignore[no-any-return]  # arithmetic on an array gives an array


@dataclass(frozen=True, slots=True)
class Pattern:
    """In, hold full, out, hold empty.

    Without `rates` the parts are seconds. With `rates` (breaths per minute at the beginning and at the end) they only
    say how each breath is divided.
    """

    parts: tuple[Fraction, Fraction, Fraction, Fraction]
    rates: tuple[Fraction, Fraction] | None = None

    @property
    def phases(self) -> int:
        """How many phases one breath has."""
        return sum(part > 0 for part in self.parts)


def pattern_of(seconds: tuple[Fraction, ...]) -> Pattern:
    """in-out, in-hold-out or in-hold-out-hold."""
    zero = Fraction(0)
    match seconds:
        case (breathe_in, out):
            return Pattern((breathe_in, zero, out, zero))
        case (breathe_in, hold, out):
            return Pattern((breathe_in, hold, out, zero))
        case (breathe_in, hold, out, rest):
            return Pattern((breathe_in, hold, out, rest))
        case _:
            raise ValueError(seconds)


def rate_pattern(first: Fraction, last: Fraction, ratio: tuple[Fraction, Fraction] | None = None) -> Pattern:
    """A pace from one rate to another; in and out are equally long unless a ratio is given."""
    breathe_in, out = ratio or (Fraction(1), Fraction(1))
    return Pattern((breathe_in, Fraction(0), out, Fraction(0)), (first, last))


NAMED: Final = {
    "4-7-8": pattern_of((Fraction(4), Fraction(7), Fraction(8))),
    "box": pattern_of((Fraction(4),) * 4),
    "calm": pattern_of((Fraction(4), Fraction(6))),
    "coherent": pattern_of((Fraction(11, 2), Fraction(11, 2))),
    "natural": pattern_of((Fraction(4), Fraction(5))),
    "sigh": pattern_of((Fraction(3), Fraction(1), Fraction(6))),
}
"""Patterns by name, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Breaths:
    """The breaths of one block: `ends_s` has the exact moment at which each is over."""

    pattern: Pattern
    ends_s: tuple[Fraction, ...]

    @property
    def lengths_s(self) -> tuple[Fraction, ...]:
        """How long each breath takes."""
        return tuple(b - a for a, b in zip((Fraction(0), *self.ends_s), self.ends_s, strict=False))

    def phases(self) -> list[tuple[BreathPhaseName, int, Fraction, Fraction]]:
        """Phase, number of the breath (from 0), beginning and end in seconds: without gaps, to the exact end."""
        shares = list(accumulate(self.pattern.parts, initial=Fraction(0)))
        named = [
            (name, shares[i] / shares[-1], shares[i + 1] / shares[-1])
            for i, name in enumerate(PHASES)
            if self.pattern.parts[i]
        ]
        found: list[tuple[BreathPhaseName, int, Fraction, Fraction]] = []
        begin = Fraction(0)
        for number, end in enumerate(self.ends_s):
            length = end - begin
            found.extend((name, number, begin + length * a, begin + length * b) for name, a, b in named)
            begin = end
        return found


_GRID_BITS = 80


def _ramp_ends(first: Fraction, last: Fraction, time_s: Fraction, number: int) -> list[int]:
    """When each breath would end if the rate ran along a straight line over the time, in 2^-80 s.

    Breath by breath, length times the rate at its middle is one minute: that is, breath k ends where the integral of
    the rate reaches k, the root of a quadratic equation. Whole numbers keep it the same on every computer.
    """
    slope = (last - first) / time_s
    fitting = time_s * (first + last) / 120
    grid = 1 << _GRID_BITS
    ends = []
    for k in range(1, number + 1):
        if k > fitting:
            # the last breath is the one that rounding added: it goes on at the last rate
            end = (time_s + 60 * (k - fitting) / last) * grid
            ends.append(end.numerator // end.denominator)
            continue
        square = first**2 + 120 * slope * k
        root = math.isqrt((square.numerator << (2 * _GRID_BITS)) // square.denominator)
        both = first * grid + root
        ends.append((120 * k * both.denominator << (2 * _GRID_BITS)) // both.numerator)
    return ends


def _fitted(pattern: Pattern, time_s: Fraction, number: int) -> Breaths:
    """A number of breaths in a time: their lengths against each other as written, all stretched to the exact end."""
    if pattern.rates is None or pattern.rates[0] == pattern.rates[1]:
        return Breaths(pattern, tuple(time_s * k / number for k in range(1, number + 1)))
    ends = _ramp_ends(*pattern.rates, time_s, number)
    return Breaths(pattern, tuple(time_s * end / ends[-1] for end in ends))


def breaths_of_number(pattern: Pattern, number: int) -> Breaths:
    """So many breaths, each as long as it is written."""
    if pattern.rates is None:
        return _fitted(pattern, sum(pattern.parts, Fraction(0)) * number, number)
    # the time in which a straight line between the rates has exactly this many breaths
    return _fitted(pattern, number * 120 / sum(pattern.rates, Fraction(0)), number)


def breaths_of_time(pattern: Pattern, time_s: Fraction) -> Breaths:
    """Whole breaths that fill the time exactly.

    Their number is the mean rate times the time, rounded; one more or less if only that keeps every breath within
    the limits. Whether the limits are kept in the end is for `too_fast_or_slow` to say.
    """
    wanted = time_s / sum(pattern.parts) if pattern.rates is None else time_s * sum(pattern.rates) / 120
    number = max(1, round(wanted))
    for candidate in (number, number - 1, number + 1):
        if candidate > 0:
            breaths = _fitted(pattern, time_s, candidate)
            if too_fast_or_slow(breaths) is None and not too_short(breaths):
                return breaths
    return _fitted(pattern, time_s, number)


def too_fast_or_slow(breaths: Breaths) -> Fraction | None:
    """The rate (breaths per minute) of the breath that is furthest outside the limits, if any is."""
    lengths = breaths.lengths_s
    fastest, slowest = 60 / min(lengths), 60 / max(lengths)
    if fastest > FASTEST_PER_MIN:
        return fastest
    return slowest if slowest < SLOWEST_PER_MIN else None


def too_short(breaths: Breaths) -> bool:
    """Whether breathing in or out is shorter than a person comfortably can."""
    parts = breaths.pattern.parts
    return min(breaths.lengths_s) * min(parts[0], parts[2]) / sum(parts) < SHORTEST_BREATH_S


def longest_hold_s(breaths: Breaths) -> Fraction:
    """The longest time the breath is held."""
    parts = breaths.pattern.parts
    return max(breaths.lengths_s) * max(parts[1], parts[3]) / sum(parts)
