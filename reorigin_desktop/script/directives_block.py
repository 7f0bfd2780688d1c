"""@repeat, @only, @if, @count: what plays how often, and what counts."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain

from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments, Word
from reorigin_desktop.script.blocks import Opening
from reorigin_desktop.script.durations import find_time, time_of
from reorigin_desktop.script.model import Variable
from reorigin_desktop.script.nodes import (
    CountNode,
    IfNode,
    Node,
    OnlyNode,
    Passes,
    RepeatNode,
    Use,
    bodies_of,
)
from reorigin_desktop.script.quantities import number_of
from reorigin_desktop.script.scope import NAME, RESERVED
from reorigin_desktop.script.words import listed, meant

_RANGE = re.compile(r"(\d{1,4})[-–](\d{1,4})(?=[\s,]|$)")


def read_repeat(args: Arguments) -> Opening:
    """@repeat NUMBER [times] [as LABEL]."""
    passes = _passes(args)
    args.keyword_is("times")
    label = ""
    if args.keyword_is("as"):
        label = args.shown_string("a name").text
    args.finish(("times", "as"))
    spot, blank = args.spot, args.blank

    def close(body: tuple[Node, ...], _: tuple[Node, ...], blank_end: bool) -> Node:  # noqa: FBT001  # Close says so
        return RepeatNode(spot, blank, passes, label, body, bool(label) and not has_count(body), blank_end)

    return Opening("repeat", close, repeats=True)


def _passes(args: Arguments) -> int | Use:
    word = args.peek()
    if word is not None and word.kind == "variable":
        use = args.use(args.take())
        args.reading.scope.need_number(use.name, use.spot, args.reading.report)
        return use
    number = args.number()
    if number is None:
        if word is not None and word.kind == "word" and find_time(args.line, word.start):
            args.fail("E260", "@repeat counts passes, not time.", "for example: @repeat 5", word)
        args.fail("E261", "@repeat needs a whole number.", args.example, word)
    after = args.peek()
    if after is not None and after.kind == "word" and find_time(f"{number[0]} {after.text}"):
        args.fail("E260", "@repeat counts passes, not time.", "for example: @repeat 5", word)
    if not 1 <= number[0] <= limits.REPEAT_PASSES:
        args.fail(
            "E262",
            f"@repeat {number[0]} is outside 1–{limits.REPEAT_PASSES}.",
            f"use a number from 1 to {limits.REPEAT_PASSES}.",
            number[1],
        )
    return number[0]


def has_count(body: tuple[Node, ...]) -> bool:
    """Whether a @count stands anywhere in a block."""
    return any(isinstance(node, CountNode) or any(map(has_count, bodies_of(node))) for node in body)


def read_only(args: Arguments) -> Opening:
    """@only [not] first, last, a number or a range of passes."""
    if not args.around.in_repeat:
        args.fail("E308", "@only works inside @repeat.", "remove it or move it into the block.")
    negated = args.keyword_is("not") is not None
    word = args.peek()
    if args.keyword_is("first"):
        first = last = 1
    elif args.keyword_is("last"):
        first = last = -1
    elif found := args.match(_RANGE):
        first, last = int(found[1]), int(found[2])
    elif number := args.number():
        first = last = number[0]
    else:
        args.fail(
            "E263",
            "@only needs the passes that are meant.",
            "for example: @only first, @only last, @only not first, @only 2-4",
            word,
        )
    if word is not None and (first > last or first == 0):
        fix = f"write {last}-{first}." if first > last > 0 else "passes are counted from 1."
        what = f"The passes {word.text} run backwards." if first > last else "There is no pass 0."
        args.fail("E264", what, fix, word)
    args.finish(("not", "first", "last"))
    passes = Passes(first, last, negated)
    spot, blank = args.spot, args.blank
    return Opening("only", lambda body, _, blank_end: OnlyNode(spot, blank, passes, body, blank_end))


def read_if(args: Arguments) -> Opening:
    """@if VARIABLE is [not] VALUE [or VALUE …]."""
    name = args.peek()
    if name is None or name.kind == "string":
        args.fail("E265", "@if is written: @if VARIABLE is VALUE.", args.example)
    args.take()
    if not args.keyword_is("is"):
        args.fail("E265", "@if is written: @if VARIABLE is VALUE.", args.example)
    if not NAME.fullmatch(name.text) or name.text in RESERVED:
        args.fail(
            "E266",
            f"@if cannot look at “{name.text}”.",
            "use the name of a variable from the header; for passes use @only inside @repeat.",
            name,
        )
    negated = args.keyword_is("not") is not None
    values = _values(args)
    variable = args.reading.scope.find(name.text, args.spot_of(name), args.reading.report)
    for value in values:
        _check_value(args, variable, value)
    spot, blank = args.spot, args.blank
    texts = tuple(value.text for value in values)
    return Opening(
        "if",
        lambda body, otherwise, blank_end: IfNode(spot, blank, name.text, texts, negated, body, otherwise, blank_end),
    )


def _values(args: Arguments) -> list[Word]:
    values: list[Word] = []
    while (word := args.peek()) and word.kind in ("word", "string"):
        if values and not args.keyword_is("or"):
            break
        word = args.peek()
        if word is None or word.kind == "variable":
            break
        if word.kind == "word" and (found := find_time(args.line, word.start)):
            values.append(Word("word", args.line[word.start : found[1]], word.start, found[1]))
            while (left := args.peek()) and left.start < found[1]:
                args.take()
        else:
            values.append(args.take())
    last = args.line.split()[-1].lower() if args.line.split() else ""
    if not values or (last == "or" and args.peek() is None):
        args.fail("E266", "@if needs a value to compare with.", "for example: @if image is harbour or meadow")
    args.finish(("or", "not"))
    return values


def same_value(variable: Variable, value: str, written: str) -> bool:
    """Whether the value that a variable has is the one that the author wrote in @if."""
    if variable.type == "number":
        return number_of(value) == number_of(written)
    if variable.type == "duration":
        return time_of(value) == time_of(written)
    return value.strip().casefold() == written.strip().casefold()


def _check_value(args: Arguments, variable: Variable, value: Word) -> None:
    fix = ""
    match variable.type:
        case "choice":
            possible = any(same_value(variable, option, value.text) for option in variable.options)
            near = meant(value.text, variable.options)
            options = f"options are: {listed(variable.options)}"
            fix = f"{near} Its {options}" if near else f"its {options}"
        case "number":
            number = number_of(value.text)
            possible = number is not None and _within(variable, number)
            fix = "use a number within its limits."
        case "duration":
            possible = time_of(value.text) is not None
            fix = "use a length of time, for example 4s."
        case _:
            possible = True
    if not possible:
        args.fail("E609", f"{{{variable.name}}} can never be “{value.text}”.", fix, value)


def _within(variable: Variable, number: Fraction) -> bool:
    low, high = variable.minimum, variable.maximum
    return (low is None or low <= number) and (high is None or number <= high)


def read_count(args: Arguments) -> Node:
    """@count LABEL."""
    label = args.shown_string("a name").text
    args.finish()
    return CountNode(args.spot, args.blank, label)


def never_played(body: tuple[Node, ...], passes: int) -> list[OnlyNode]:
    """The @only blocks, directly in a @repeat of this many passes, that none of its passes plays."""
    found: list[OnlyNode] = []
    for node in body:
        if isinstance(node, OnlyNode) and node.passes.number(passes) == 0:
            found.append(node)
        elif not isinstance(node, RepeatNode):
            found.extend(chain.from_iterable(never_played(inner, passes) for inner in bodies_of(node)))
    return found
