"""Lengths of time as authors write them: 4s, 1min 30s, 1:30."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

NUMBER: Final = r"\d{1,9}(?:\.\d{1,9})?"
_SECONDS = {
    **dict.fromkeys(("ms",), Fraction(1, 1000)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), Fraction(1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), Fraction(60)),
    **dict.fromkeys(("h", "hour", "hours"), Fraction(3600)),
}
_UNIT = "|".join(sorted(_SECONDS, key=len, reverse=True))
END: Final = r"(?=[\s,]|$)"
"""What follows a word."""

_ONE = re.compile(rf"({NUMBER}) ?({_UNIT}){END}", re.IGNORECASE)
_TWO = re.compile(rf"({NUMBER}) ?({_UNIT}) ?({NUMBER}) ?({_UNIT}){END}", re.IGNORECASE)
_CLOCK = re.compile(rf"(\d{{1,4}}):([0-5]\d(?:\.\d{{1,9}})?){END}")


def find_time(text: str, at: int = 0) -> tuple[Fraction, int] | None:
    """A length of time in seconds that begins at this sign of the text, with where it ends."""
    clock = _CLOCK.match(text, at)
    if clock:
        return Fraction(clock[1]) * 60 + Fraction(clock[2]), clock.end()
    two = _TWO.match(text, at)
    if two:
        large, small = _SECONDS[two[2].lower()], _SECONDS[two[4].lower()]
        if large > small:
            return Fraction(two[1]) * large + Fraction(two[3]) * small, two.end()
    one = _ONE.match(text, at)
    return (Fraction(one[1]) * _SECONDS[one[2].lower()], one.end()) if one else None


def time_of(text: str) -> Fraction | None:
    """The length of time that is the whole text, in seconds."""
    text = text.strip()
    found = find_time(text)
    return found[0] if found and found[1] == len(text) else None


def seconds_of(text: str) -> Fraction | None:
    """As `time_of`; a number without a unit is seconds."""
    return Fraction(text.strip()) if re.fullmatch(NUMBER, text.strip()) else time_of(text)


def spoken_time(seconds: Fraction) -> str:
    """A length of time as it is read aloud."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(f"{minutes} minute{'' if minutes == 1 else 's'}")
    if rest or not parts:
        amount = f"{float(rest):.3f}".rstrip("0").rstrip(".")
        parts.append(f"{amount} second{'' if rest == 1 else 's'}")
    return " ".join(parts)
