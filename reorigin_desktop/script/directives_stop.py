"""@ask and @wait: where the session waits for the person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments, Word
from reorigin_desktop.script.durations import NUMBER, find_time
from reorigin_desktop.script.model import Ask, Wait
from reorigin_desktop.script.nodes import AskNode, Node, Time, WaitNode
from reorigin_desktop.script.palette import STOP_EXPECT_S
from reorigin_desktop.script.scope import NAME

_SCALE = re.compile(r"(-?\d{1,6})[-–](-?\d{1,6})(?=[\s,]|$)")
_KINDS = ("yes-no", "text", "choice")
_LONGEST_SCALE = 100
_OPTIONS = ("before", "after", "low", "high", "optional", "check", "max", "expect", *_KINDS)


@dataclass(slots=True)
class _Written:
    low: str = ""
    high: str = ""
    optional: bool = False
    above: float | None = None
    below: float | None = None
    expect: Time = STOP_EXPECT_S
    longest: Time | None = None


def _refuse_in_timed(args: Arguments) -> None:
    if args.around.in_timed:
        args.fail(
            "E705",
            f"@{args.keyword} cannot be used inside a timed block: the breathing or the pause would have to stop.",
            "move it before or after the block.",
        )


def read_ask(args: Arguments) -> Node:
    """@ask NAME [before|after] KIND QUESTION, with answers, words for the ends, a check, times."""
    _refuse_in_timed(args)
    name = args.peek()
    if (
        name is None
        or name.kind != "word"
        or not NAME.fullmatch(name.text)
        or name.text.lower() in ("before", "after", *_KINDS)
    ):
        args.fail("E250", "@ask needs a short name for the answer.", args.example, name)
    args.take()
    moment = args.keyword_is("before", "after") or ""
    scale, kind = _kind(args)
    question = args.shown_string("the question").text
    choices: list[str] = []
    while (word := args.peek()) and word.kind == "string":
        choices.append(args.shown_string("an answer").text)
    if kind != "choice" and choices:
        args.fail("E207", f"“{choices[0]}” is not expected here in @ask.", "only a choice lists its answers.", word)
    if kind == "choice" and len(choices) < 2:
        args.fail(
            "E254",
            "A choice needs at least two answers in quotation marks.",
            '@ask place choice "Where?" "harbour" "meadow"',
        )
    written = _Written()
    while _option(args, written, scale):
        pass
    args.finish(_OPTIONS)
    ask = Ask(
        name.text, cast("Literal['before', 'after', '']", moment), kind, question, scale, tuple(choices),
        written.low, written.high, written.optional, written.above, written.below,
    )  # fmt: skip
    return AskNode(args.spot, args.blank, ask, written.expect, written.longest)


def _kind(args: Arguments) -> tuple[tuple[int, int] | None, Literal["scale", "yes-no", "text", "choice"]]:
    word = args.peek()
    found = args.match(_SCALE)
    if found and word is not None:
        low, high = int(found[1]), int(found[2])
        if low >= high:
            fix = f"write {high}-{low}." if low > high else f"write {low}-{low + 10}."
            what = f"The scale {found[0]} runs backwards." if low > high else f"The scale {found[0]} has one step only."
            args.fail("E251", what, fix, word)
        if high - low > _LONGEST_SCALE:
            args.fail(
                "E252", f"The scale {found[0]} has more than {_LONGEST_SCALE} steps.", "write 0-10 or 0-100.", word
            )
        return (low, high), "scale"
    kind = args.keyword_is(*_KINDS)
    if kind is None:
        args.fail(
            "E253",
            "@ask needs the kind of answer: a scale like 0-10, yes-no, text or choice.",
            'for example: @ask calm 0-10 "How calm do you feel?"',
            None if word is None or word.kind == "string" else word,
        )
    return None, cast("Literal['yes-no', 'text', 'choice']", kind)


def _option(args: Arguments, written: _Written, scale: tuple[int, int] | None) -> bool:
    word = args.peek()
    match args.keyword_is("low", "high", "optional", "check", "max", "expect"):
        case "low":
            written.low = _end_of_scale(args, word, scale)
        case "high":
            written.high = _end_of_scale(args, word, scale)
        case "optional":
            written.optional = True
        case "check":
            _check(args, written, scale, word)
        case "max":
            written.longest = args.time("A stop", limits.STOP_S, zero=False)
        case "expect":
            written.expect = args.time("A stop", limits.STOP_S)
        case _:
            return False
    return True


def _end_of_scale(args: Arguments, word: Word | None, scale: tuple[int, int] | None) -> str:
    if scale is None:
        args.fail("E255", "low, high and check only go with a scale.", args.example, word)
    return args.shown_string("the words for this end of the scale").text


def _check(args: Arguments, written: _Written, scale: tuple[int, int] | None, word: Word | None) -> None:
    if scale is None:
        args.fail("E255", "low, high and check only go with a scale.", args.example, word)
    side = args.keyword_is("above", "below")
    value = args.peek()
    if side is None or value is None or not re.fullmatch(rf"-?{NUMBER}", value.text):
        what = "A check is written: check above NUMBER, or check below NUMBER."
        args.fail("E255", what, "for example: check above 8", value or word)
    number = float(Fraction(args.take().text))
    low, high = scale
    if not (low <= number < high if side == "above" else low < number <= high):
        args.fail("E255", f"No answer from {low} to {high} is {side} {value.text}.",
                  f"use a number between {low} and {high}.", value)  # fmt: skip
    if side == "above":
        written.above = number
    else:
        written.below = number


def read_wait(args: Arguments) -> Node:
    """@wait [PROMPT] [as LABEL], with times."""
    _refuse_in_timed(args)
    prompt = label = ""
    written = _Written()
    while word := args.peek():
        if word.kind == "string" and not prompt:
            prompt = args.shown_string("the words to show").text
        elif args.keyword_is("as"):
            label = args.shown_string("a name").text
        elif args.keyword_is("max"):
            written.longest = args.time("A stop", limits.STOP_S, zero=False)
        elif args.keyword_is("expect"):
            written.expect = args.time("A stop", limits.STOP_S)
        elif word.kind == "word" and find_time(args.line, word.start):
            found = find_time(args.line, word.start)
            assert found is not None
            text = args.line[word.start : found[1]]
            args.fail(
                "E256", "@wait waits for the person, not for a time.", f"use @pause {text}, or @wait max {text}.", word
            )
        else:
            break
    args.finish(("as", "max", "expect"))
    return WaitNode(args.spot, args.blank, Wait(prompt, label), written.expect, written.longest)
