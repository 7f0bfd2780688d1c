"""@breathe: a pattern, a length, a guide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments, Word
from reorigin_desktop.script.blocks import Opening
from reorigin_desktop.script.breath import (
    LONG_HOLD_S,
    LONGEST_HOLD_S,
    Pattern,
    breaths_of_number,
    breaths_of_time,
    longest_hold_s,
    rate_pattern,
)
from reorigin_desktop.script.breath_pattern import check_breaths, read_pattern
from reorigin_desktop.script.durations import END, NUMBER
from reorigin_desktop.script.nodes import BreatheNode, Node, Time
from reorigin_desktop.script.palette import GUIDE_DB
from reorigin_desktop.script.report import Spot
from reorigin_desktop.script.words import short

Guide = Literal["tone", "voice", "chime", "none"]
GUIDES = ("tone", "voice", "chime", "none")
_OPTIONS = ("for", "to", "ratio", "guide", "while", "breaths")

_RATIO = re.compile(rf"({NUMBER}):({NUMBER}){END}")
_BREATHS = re.compile(rf"(\d{{1,9}}) breaths?{END}", re.IGNORECASE)
_LEAST_SHARE = Fraction(1, 5)


@dataclass(slots=True)
class _Written:
    time: Time | None = None
    breaths: int | None = None
    ratio: tuple[Fraction, Fraction] | None = None
    ratio_word: Word | None = None
    guide: Guide = "tone"
    guide_db: float = GUIDE_DB


def read_breathe(args: Arguments) -> Node | Opening:
    """@breathe PATTERN for TIME or for N breaths, with ratio, guide, level, while."""
    if args.peek() is None:
        args.fail(
            "E220",
            "@breathe needs a pattern and a length.",
            "for example: @breathe 4-6 for 2min, or @breathe coherent for 10 breaths",
        )
    begin = args.peek()
    pattern = read_pattern(args)
    written = _Written()
    while _option(args, written):
        pass
    timed = args.keyword_is("while") is not None
    if written.time is None and written.breaths is None and (args.peek() is None or args.is_time()):
        args.fail("E231", "@breathe needs to know how long.", "add “for 2min” or “for 10 breaths”.")
    args.finish(_OPTIONS)
    if written.time is None and written.breaths is None:
        args.fail("E231", "@breathe needs to know how long.", "add “for 2min” or “for 10 breaths”.")
    if written.ratio is not None:
        if pattern.rates is None:
            args.fail(
                "E229", "A ratio only goes with a rate; this pattern already says how long each part is.",
                "for example: @breathe 6/min ratio 4:6 for 2min", written.ratio_word,
            )  # fmt: skip
        pattern = rate_pattern(*pattern.rates, written.ratio)
    assert begin is not None
    _check_now(args, pattern, written, args.spot_of(begin))
    spot, blank = args.spot, args.blank

    def node(body: tuple[Node, ...] | None) -> BreatheNode:
        return BreatheNode(spot, blank, pattern, written.time, written.breaths, written.guide, written.guide_db, body)

    if timed:
        return Opening("breathe", lambda body, _, __: node(body), timed=True, breathes=True)
    return node(None)


def _check_now(args: Arguments, pattern: Pattern, written: _Written, spot: Spot) -> None:
    """What can be said before the values of the variables are known."""
    if args.around.in_breathing:
        args.fail(
            "E707", "A breathing block cannot stand inside another.", "close the outer block with @end before it."
        )
    if pattern.rates is None and longest_hold_s(breaths_of_number(pattern, 1)) > LONGEST_HOLD_S:
        check_breaths(breaths_of_number(pattern, 1), spot)
    if written.breaths is not None:
        breaths = breaths_of_number(pattern, written.breaths)
    elif isinstance(written.time, Fraction):
        check_breaths(breaths_of_number(pattern, 1), spot)
        breaths = breaths_of_time(pattern, written.time)
    else:
        breaths = breaths_of_number(pattern, 1)
    check_breaths(breaths, spot)
    if breaths.ends_s[-1] > limits.BREATHE_S:
        args.fail("E211", "A breathing block is at most 8 hours.", "use fewer breaths.")
    hold_s = longest_hold_s(breaths)
    if hold_s > LONG_HOLD_S and (pattern.rates is not None or max(pattern.parts[1], pattern.parts[3]) > LONG_HOLD_S):
        args.warn(
            "W224",
            f"A hold of {short(hold_s)} seconds is hard for many people.",
            "offer an easier way in a spoken line, or shorten it.",
            spot,
        )


def _option(args: Arguments, written: _Written) -> bool:
    """Take one of the options; whether there was one."""
    word = args.peek()
    bare = args.match(_BREATHS) if written.time is None and written.breaths is None else None
    if bare:
        args.fail("E231", "@breathe needs to know how long.", f"write “for {bare[0]}”.", word)
    keyword = args.keyword_is("for", "ratio", "guide")
    if keyword == "for" and written.time is None and written.breaths is None:
        _length(args, written)
    elif keyword == "ratio":
        written.ratio, written.ratio_word = _ratio(args), word
    elif keyword == "guide":
        guide = args.keyword_is(*GUIDES)
        if guide is None:
            args.fail("E230", "“guide” is one of tone, voice, chime, none.", "for example: guide tone", args.peek())
        written.guide = cast("Guide", guide)
    elif keyword is not None:
        args.fail("E207", f"“{keyword}” is not expected here in @breathe.", args.example, word)
    else:
        level = args.level()
        if level is None:
            return False
        written.guide_db, at = level
        if written.guide_db > 0:
            args.fail("E249", f"{at.text} would make the guide louder than the voice.",
                      "write a level below the voice, for example -18dB.", at)  # fmt: skip
    return True


def _length(args: Arguments, written: _Written) -> None:
    word = args.peek()
    breaths = args.match(_BREATHS)
    if not breaths:
        written.time = args.time("A breathing block", limits.BREATHE_S, zero=False)
        return
    number = int(breaths[1])
    if number == 0:
        args.fail("E210", "A breathing block of 0 breaths does nothing.", "remove the line.", word)
    if number > limits.BREATHS:
        args.fail("E211", f"A breathing block is at most {limits.BREATHS} breaths.", "use fewer breaths.", word)
    written.breaths = number


def _ratio(args: Arguments) -> tuple[Fraction, Fraction]:
    word = args.peek()
    found = args.match(_RATIO)
    if not found:
        args.fail("E229", "A ratio is two numbers with a colon.", "for example: ratio 4:6", word)
    breathe_in, out = Fraction(found[1]), Fraction(found[2])
    if not breathe_in or not out or not _LEAST_SHARE <= breathe_in / out <= 1 / _LEAST_SHARE:
        args.fail(
            "E229", f"{found[0]} is too uneven: one part may be at most 5 times as long as the other.",
            "for example: ratio 4:6", word,
        )  # fmt: skip
    return breathe_in, out
