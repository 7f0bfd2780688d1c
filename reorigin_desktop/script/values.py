"""The values that a person may give before the start."""

from __future__ import annotations

from collections.abc import Mapping

from reorigin_desktop.script import limits
from reorigin_desktop.script.codes import severity_of
from reorigin_desktop.script.durations import spoken_time, time_of
from reorigin_desktop.script.lines import INVISIBLE
from reorigin_desktop.script.model import Header, Message, Variable
from reorigin_desktop.script.quantities import number_of
from reorigin_desktop.script.words import listed, meant, short


def defaults(header: Header) -> dict[str, str]:
    """The value of each variable if nobody says otherwise."""
    return {variable.name: variable.default for variable in header.variables}


def check_values(header: Header, values: Mapping[str, str]) -> tuple[Message, ...]:
    """What is wrong with values given on the start card or by --set; their messages have no line."""
    known = {variable.name: variable for variable in header.variables}
    found = []
    for name, value in values.items():
        if name in known:
            wrong = _wrong(known[name], value)
        elif known:
            wrong = ("E601", f"There is no variable {{{name}}}.",
                     meant(name, known, f"this session has: {listed(known)}."))  # fmt: skip
        else:
            wrong = ("E601", f"There is no variable {{{name}}}.", "this session has no variables.")
        if wrong:
            code, message, fix = wrong
            found.append(Message(severity_of(code), code, message, fix, "", 0))
    return tuple(found)


def _wrong(variable: Variable, value: str) -> tuple[str, str, str] | None:
    name = variable.name
    if INVISIBLE.search(value) or "\n" in value or "\t" in value:
        return "E409", f"The value of {{{name}}} contains an invisible sign.", "type it again."
    match variable.type:
        case "choice":
            if settled(variable, value) not in variable.options:
                near = meant(value, variable.options)
                options = f"options are: {listed(variable.options)}"
                return (
                    "E609",
                    f"{{{name}}} can never be “{value}”.",
                    f"{near} Its {options}" if near else f"its {options}",
                )
        case "number":
            number = number_of(value)
            if number is None:
                return "E602", f"“{value}” is not a number, but {{{name}}} needs one.", "write a number such as 5."
            low, high = variable.minimum, variable.maximum
            if (low is not None and number < low) or (high is not None and number > high):
                limit_text = f"{'…' if low is None else short(low)}–{'…' if high is None else short(high)}"
                return "E612", f"{short(number)} is outside {limit_text}.", f"choose another value for {{{name}}}."
        case "duration":
            if time_of(value) is None:
                return "E603", f"“{value}” is not a length of time, but {{{name}}} needs one.", "write for example 4s."
        case "text":
            if len(value) > limits.TEXT_VALUE_SIGNS:
                return "E612", f"The value of {{{name}}} is longer than {limits.TEXT_VALUE_SIGNS} signs.", "shorten it."
    return None


def settled(variable: Variable, value: str) -> str:
    """A value as the rest of the program compares it: a choice in the header's own letters, a number in short form."""
    text = value.strip()
    if variable.type == "choice":
        return next((option for option in variable.options if option.casefold() == text.casefold()), text)
    if variable.type == "number":
        number = number_of(text)
        return text if number is None else short(number)
    return text


def spoken(variable: Variable, value: str) -> str:
    """How a value is spoken."""
    seconds = time_of(value) if variable.type == "duration" else None
    return value if seconds is None else spoken_time(seconds)
