"""Says when a length of time is longer than it may be, or zero where that does nothing."""

from __future__ import annotations

from fractions import Fraction

from reorigin_desktop.script.report import LineError, Spot
from reorigin_desktop.script.words import short


def check_time(seconds: Fraction, thing: str, longest_s: Fraction, spot: Spot, *, zero: bool) -> None:
    """LineError if a length of time is longer than it may be, or zero where that does nothing."""
    if seconds > longest_s:
        raise LineError(spot, "E211", f"{thing} is at most {long_time(longest_s)}.", "check the unit (s or min).")
    if seconds == 0 and not zero:
        raise LineError(spot, "E210", f"{thing} of 0 seconds does nothing.", "remove the line.")


def long_time(seconds: Fraction) -> str:
    """A limit in words: 8 hours, 30 minutes, 30 seconds."""
    for unit, size in (("hour", 3600), ("minute", 60)):
        if seconds >= size and seconds % size == 0:
            amount = int(seconds / size)
            return f"{amount} {unit}{'' if amount == 1 else 's'}"
    return f"{short(seconds)} seconds"
