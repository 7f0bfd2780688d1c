"""Reads the variables that a header declares, in the long form or the short one."""

from __future__ import annotations

from fractions import Fraction

from reorigin_desktop.script import limits
from reorigin_desktop.script.durations import time_of
from reorigin_desktop.script.header_yaml import Entries, List, Text, Tree
from reorigin_desktop.script.model import Variable, VariableType
from reorigin_desktop.script.quantities import number_of
from reorigin_desktop.script.report import LineError, Report, Spot
from reorigin_desktop.script.scope import NAME, RESERVED
from reorigin_desktop.script.words import listed, short


def read_variables(report: Report, tree: Tree | None, allowed: set[str]) -> tuple[tuple[Variable, ...], frozenset[str]]:
    """The variables that are right, and the names of those that are not.

    `allowed` are the names whose entries have the right form.
    """
    if not isinstance(tree, Entries):
        return (), frozenset()
    found: list[Variable] = []
    doubtful: set[str] = set()
    for number, (name, value) in enumerate(tree.values.items()):
        spot = tree.names[name]
        if number == limits.VARIABLES:
            what = f"There are {len(tree.values)} variables; {limits.VARIABLES} is the most."
            report.add(spot, "E015", what, "leave some out.")
        if number >= limits.VARIABLES or name not in allowed:
            doubtful.add(name)
            continue
        try:
            found.append(_variable(name, spot, value))
        except LineError as error:
            report.add_error(error)
            doubtful.add(name)
    return tuple(found), frozenset(doubtful)


def _variable(name: str, spot: Spot, value: Tree) -> Variable:
    if not NAME.fullmatch(name):
        raise LineError(
            spot,
            "E010",
            f"“{name}” cannot be the name of a variable.",
            "begin with a letter, then use letters, digits, - and _.",
        )
    if name in RESERVED:
        raise LineError(spot, "E011", f"“{name}” is used by the app.", "choose another name.")
    if isinstance(value, Text):
        return _short_form(name, value)
    if isinstance(value, List):
        return _choice(name, spot, value, None, "")
    return _long_form(name, spot, value)


def _short_form(name: str, value: Text) -> Variable:
    if value.number is not None and number_of(value.text) is not None:
        return Variable(name, "number", short_number(value.text))
    if value.plain and time_of(value.text) is not None:
        return Variable(name, "duration", value.text.strip())
    return Variable(name, "text", value.text.strip())


def short_number(text: str) -> str:
    """A number as it is spoken and compared: 5, 2.5."""
    number = number_of(text)
    assert number is not None
    return short(number)


def _text(entries: Entries, key: str) -> Text | None:
    value = entries.values.get(key)
    return value if isinstance(value, Text) and value.text.strip() else None


def _long_form(name: str, spot: Spot, entries: Entries) -> Variable:
    ask = _text(entries, "ask")
    question = ask.text.strip() if ask else ""
    default = _text(entries, "default")
    options = entries.values.get("options")
    written_type = _text(entries, "type")
    kind: VariableType
    match written_type.text if written_type else "":
        case "choice":
            kind = "choice"
        case "number":
            kind = "number"
        case "duration":
            kind = "duration"
        case "text":
            kind = "text"
        case _:
            kind = _kind_of(entries, default)
    if kind == "choice":
        return _choice(name, spot, options if isinstance(options, List) else None, default, question)
    if kind == "number":
        return _number(name, spot, entries, default, question)
    if kind == "duration":
        if default is None:
            raise LineError(spot, "E016", f"“{name}” has no default.", "add one, for example default: 4s")
        if time_of(default.text) is None:
            raise LineError(
                default.spot,
                "E022",
                "“default” is not right: it should be a length of time.",
                "for example default: 4s",
            )
        return Variable(name, "duration", default.text.strip(), question)
    return Variable(name, "text", default.text.strip() if default else "", question)


def _kind_of(entries: Entries, default: Text | None) -> VariableType:
    """The type that is meant where none is written."""
    if "options" in entries.values:
        return "choice"
    if "min" in entries.values or "max" in entries.values or (default and default.number is not None):
        return "number"
    return "duration" if default and default.plain and time_of(default.text) is not None else "text"


def _choice(name: str, spot: Spot, options: List | None, default: Text | None, question: str) -> Variable:
    texts = tuple(item.text.strip() for item in options.items if isinstance(item, Text)) if options else ()
    texts = tuple(dict.fromkeys(text for text in texts if text))
    if not texts:
        raise LineError(spot, "E012", f"“{name}” is a choice without options.", "add options: [harbour, meadow]")
    if len(texts) > limits.OPTIONS:
        raise LineError(
            spot, "E015", f"“{name}” has {len(texts)} options; {limits.OPTIONS} is the most.", "leave some out."
        )
    chosen = default.text.strip() if default else texts[0]
    same = next((text for text in texts if text.casefold() == chosen.casefold()), None)
    if same is None:
        assert default is not None
        raise LineError(
            default.spot, "E013", f"“{chosen}” is not one of the options of “{name}”.", f"use one of: {listed(texts)}"
        )
    return Variable(name, "choice", same, question, texts)


def _number(name: str, spot: Spot, entries: Entries, default: Text | None, question: str) -> Variable:
    low, high = ((found.number if found else None) for found in (_text(entries, "min"), _text(entries, "max")))
    if default is None and low is None:
        raise LineError(spot, "E016", f"“{name}” has no default.", "add one, for example default: 5")
    number = number_of(default.text) if default else Fraction(low or 0)
    if number is None:
        assert default is not None
        raise LineError(
            default.spot, "E022", "“default” is not right: it should be a number.", "for example default: 5"
        )
    limit_text = f"{'…' if low is None else short(low)}–{'…' if high is None else short(high)}"
    if (low is not None and number < low) or (high is not None and number > high):
        raise LineError(
            default.spot if default else spot,
            "E014",
            f"The default of “{name}” is {short(number)}, outside {limit_text}.",
            "change the default or the limits.",
        )
    return Variable(name, "number", short(number), question, (), low, high)
