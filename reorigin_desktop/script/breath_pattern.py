"""Reads a breathing pattern, and says what is outside the limits that are safe for everyone."""

from __future__ import annotations

import re
from fractions import Fraction

from reorigin_desktop.script.arguments import Arguments, Word
from reorigin_desktop.script.breath import (
    FASTEST_PER_MIN,
    LONGEST_HOLD_S,
    NAMED,
    PHASES,
    SHORTEST_BREATH_S,
    SLOWEST_PER_MIN,
    Breaths,
    Pattern,
    longest_hold_s,
    pattern_of,
    rate_pattern,
    too_fast_or_slow,
    too_short,
)
from reorigin_desktop.script.durations import END, NUMBER
from reorigin_desktop.script.report import LineError, Spot
from reorigin_desktop.script.words import listed, meant, short

_RATE = re.compile(rf"({NUMBER}) ?(?:breaths?)? ?(?:/|per\b) ?(?:minute|min){END}", re.IGNORECASE)
_PHASES = re.compile(rf"{NUMBER}(?:[-–]{NUMBER})+{END}")


def check_breaths(breaths: Breaths, spot: Spot) -> None:
    """LineError if a breath is outside what is safe for everyone."""
    if longest_hold_s(breaths) > LONGEST_HOLD_S:
        raise LineError(
            spot, "E223", f"Holding the breath is limited to {LONGEST_HOLD_S} seconds.", "use a shorter hold."
        )
    rate = too_fast_or_slow(breaths)
    if rate is not None:
        raise LineError(
            spot,
            "E226",
            f"{short(round(rate, 2))} breaths a minute is outside {SLOWEST_PER_MIN}–{FASTEST_PER_MIN}.",
            "5 to 7 a minute is usual for slow breathing.",
        )
    if too_short(breaths):
        raise LineError(
            spot,
            "E222",
            f"Breathing in and breathing out take at least {SHORTEST_BREATH_S} second each.",
            "use a slower pattern, for example 4-6.",
        )


def read_pattern(args: Arguments) -> Pattern:
    """A name, seconds, or a rate, perhaps to another rate."""
    word = args.peek()
    assert word is not None
    rate = args.match(_RATE)
    if rate:
        return _rates(args, _checked_rate(args, rate[1], word))
    if word.kind != "word":
        args.fail("E228", f"“{word.text}” is not a breathing pattern.", _known_patterns(word.text), word)
    name = word.text.lower()
    if name in NAMED:
        args.take()
        return NAMED[name]
    phases = args.match(_PHASES)
    if phases:
        return _in_seconds(args, phases[0], word)
    if re.fullmatch(NUMBER, word.text):
        args.fail(
            "E227",
            f"“{word.text}” could be a rate or a number of seconds.",
            f"write {word.text}/min for a rate or 4-6 for seconds in and out.",
            word,
        )
    if name in ("for", "guide", "ratio", "while"):
        args.fail(
            "E220",
            "@breathe needs a pattern and a length.",
            "for example: @breathe 4-6 for 2min, or @breathe coherent for 10 breaths",
        )
    raise args.error("E228", f"“{word.text}” is not a breathing pattern.", _known_patterns(word.text), word)


def _in_seconds(args: Arguments, written: str, word: Word) -> Pattern:
    numbers = tuple(Fraction(number) for number in re.split("[-–]", written))
    if len(numbers) > len(PHASES):
        args.fail(
            "E221",
            f"“{written}” has {len(numbers)} numbers.",
            "write in-out (4-6), in-hold-out (4-7-8) or in-hold-out-hold (4-4-4-4), in seconds.",
            word,
        )
    pattern = pattern_of(numbers)
    if min(pattern.parts[0], pattern.parts[2]) < SHORTEST_BREATH_S:
        args.fail(
            "E222",
            f"Breathing in and breathing out take at least {SHORTEST_BREATH_S} second each.",
            "use a slower pattern, for example 4-6.",
            word,
        )
    return pattern


def _known_patterns(written: str) -> str:
    near = meant(written, NAMED, quote="{}")
    known = f"Known: {listed(NAMED)}; or seconds like 4-6; or a rate like 6/min."
    return f"{near} {known}" if near else known


def _checked_rate(args: Arguments, number: str, word: Word) -> Fraction:
    rate = Fraction(number)
    if not SLOWEST_PER_MIN <= rate <= FASTEST_PER_MIN:
        args.fail(
            "E226",
            f"{short(rate)} breaths a minute is outside {SLOWEST_PER_MIN}–{FASTEST_PER_MIN}.",
            "5 to 7 a minute is usual for slow breathing.",
            word,
        )
    return rate


def _rates(args: Arguments, first: Fraction) -> Pattern:
    if not args.keyword_is("to"):
        return rate_pattern(first, first)
    word = args.peek()
    second = args.match(_RATE)
    if not second or word is None:
        args.fail("E225", "“to” needs the second rate.", "for example: @breathe 7/min to 5.5/min for 10min", word)
    return rate_pattern(first, _checked_rate(args, second[1], word))
