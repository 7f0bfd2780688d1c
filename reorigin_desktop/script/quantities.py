"""Levels, shares and numbers as authors write them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from reorigin_desktop.script.durations import END, NUMBER

LEVEL: Final = re.compile(rf"([-+−–]?) ?({NUMBER}) ?dB{END}", re.IGNORECASE)
BARE_LEVEL: Final = re.compile(rf"[-+−–]?({NUMBER}){END}")
PERCENT: Final = re.compile(rf"({NUMBER}) ?%{END}")


def level_of(sign: str, number: str) -> float:
    """A level in dB from its sign and number; typographic dashes count as minus."""
    return -float(number) if sign in ("-", "−", "–") else float(number)


def number_of(text: str) -> Fraction | None:
    """A plain number, perhaps with a minus."""
    found = re.fullmatch(rf"-?{NUMBER}", text.strip())
    return Fraction(found[0]) if found else None
