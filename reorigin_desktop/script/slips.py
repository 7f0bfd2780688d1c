"""Finds what an author probably did not mean to have spoken."""

from __future__ import annotations

import re

from reorigin_desktop.script import limits
from reorigin_desktop.script.estimate import estimated_s
from reorigin_desktop.script.examples import EXAMPLES
from reorigin_desktop.script.reading import Reading
from reorigin_desktop.script.report import Spot

_AT_WORD = re.compile(r"(?<=\s)@([A-Za-z]+)\b")
_DOTS = re.compile(r"(?:\.{3,}|…)(?=.*\w)|\.{4,}|…{2,}|(?:\.\s){2,}\.")
_USUAL_RATE_PERCENT = 90.0


def look_for_length(reading: Reading, spot: Spot, text: str) -> None:
    """Warn about a line that is too long to be recorded in one go."""
    if len(text) > limits.LINE_SIGNS:
        seconds = estimated_s(text, _USUAL_RATE_PERCENT)
        reading.report.add(
            spot,
            "W403",
            f"This line is long ({len(text)} characters, about {seconds:.0f} s of speech).",
            "press Enter between sentences: each line is recorded and repeated separately.",
        )


def look_for_slips(reading: Reading, spot: Spot, text: str) -> None:
    """Warn about an instruction in the middle of a line, and about dots."""
    if "@" in text:
        for found in _AT_WORD.finditer(text):
            if found[1].lower() in EXAMPLES:
                reading.report.add(
                    spot.part(spot.column + found.start(), spot.column + found.end()),
                    "W402",
                    f"@{found[1]} in the middle of a line is spoken, not carried out.",
                    "put it on its own line. For a short silence inside a sentence write [2s].",
                )
                break
    if "..." in text or "…" in text or ". ." in text:
        found_dots = _DOTS.search(text)
        if found_dots:
            reading.report.add(
                spot.part(spot.column + found_dots.start(), spot.column + found_dots.end()),
                "I407",
                "Dots do not make a timed silence.",
                "write [2s] where you want one.",
            )
