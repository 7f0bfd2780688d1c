"""Turns the first lines of a script into a Header, with a message for everything that is not right in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from reorigin_desktop.script import limits
from reorigin_desktop.script.durations import time_of
from reorigin_desktop.script.header_slips import find_slips
from reorigin_desktop.script.header_variables import read_variables
from reorigin_desktop.script.header_yaml import Entries, List, Text, Tree, read_yaml
from reorigin_desktop.script.model import Header
from reorigin_desktop.script.quantities import PERCENT
from reorigin_desktop.script.report import Report, Source, Spot
from reorigin_desktop.script.session import session_id
from reorigin_desktop.script.words import listed, meant

FORMAT: Final = 1
ENTRIES: Final = (
    "format", "title", "id", "language", "author", "licence", "summary", "safety", "version", "voice", "variables",
    "pronounce", "tags",
)  # fmt: skip
_PARTS: Final = {
    "voice": ("gap", "paragraph", "rate", "name"),
    "variables": ("type", "ask", "default", "options", "min", "max"),
}
_WHAT: Final = {
    "format": ("it should be a whole number", "format: 1"),
    "title": ("it should be a text of at most 120 characters", "title: Harbour"),
    "id": ("it may contain only small letters, digits and -", "harbour-reset"),
    "language": ("it should be a language code", "language: en"),
    "tags": ("it should be a list of words", "tags: [breath, imagery]"),
    "voice": ("it should have entries of its own: gap, paragraph, rate, name", "voice: {gap: 1s, rate: 90%}"),
    "variables": ("it should have the names of variables under it", "variables: {rounds: 5}"),
    "pronounce": ("it should have words and respellings under it", "pronounce: {Vagus: VAY-gus}"),
    "gap": ("it should be a length of time of at most 30 s", "gap: 0.8s"),
    "paragraph": ("it should be a length of time of at most 30 s", "paragraph: 1.8s"),
    "rate": ("it should be a percentage from 50 to 150", "rate: 90%"),
    "type": ("it should be text, number, choice or duration", "type: choice"),
    "options": ("it should be a list", "options: [harbour, meadow]"),
    "min": ("it should be a number", "min: 1"),
    "max": ("it should be a number", "max: 9"),
}
_NUMBERS: Final = ("format", "min", "max")


@dataclass(frozen=True, slots=True)
class HeaderRead:
    """What became of a header: None if it could not be read at all, and where the lines after it begin."""

    header: Header | None
    first_line: int
    doubtful: frozenset[str] = field(default=frozenset())
    readable: bool = True
    newer: bool = False


def read_header(report: Report, source: Source) -> HeaderRead:
    """The header at the beginning of a script."""
    begin = next((i for i, text in enumerate(source.lines, 1) if text.strip()), 1)
    if not source.lines or source.lines[begin - 1].rstrip() != "---":
        report.add(
            Spot(source, begin, 1, max(2, len(source.lines[begin - 1]) + 1 if source.lines else 2)),
            "E001",
            "The file does not begin with a header.",
            "begin with three dashes, then “format: 1”, “title: …”, then three dashes.",
        )
        return HeaderRead(None, 1, readable=False)
    end = next((i for i in range(begin + 1, len(source.lines) + 1) if source.lines[i - 1].rstrip() == "---"), None)
    if end is None:
        report.add(
            Spot(source, begin, 1, 4),
            "E002",
            "The header is never closed.",
            "write a line with three dashes after the last header line.",
        )
        return HeaderRead(None, len(source.lines) + 1, readable=False)
    if find_slips(report, source, begin + 1, end):
        return HeaderRead(None, end + 1, readable=False)
    tree = read_yaml(report, source, begin + 1, end)
    if tree is None:
        return HeaderRead(None, end + 1, readable=False)
    return _understood(report, source, tree, end + 1)


def _understood(report: Report, source: Source, tree: Entries, first_line: int) -> HeaderRead:
    number = tree.values.get("format")
    if isinstance(number, Text) and isinstance(number.number, int) and number.number > FORMAT:
        report.add(
            number.spot,
            "E009",
            f"This session is written for a newer version of the app (format {number.number}; "
            f"this app reads format {FORMAT}).",
            "update the app. The session can be opened for reading only.",
        )
        return HeaderRead(None, first_line, readable=False, newer=True)
    values = _checked(report, tree)
    voice = values.get("voice")
    variables, doubtful = read_variables(report, tree.values.get("variables"), set(values.get("variables", ())))
    header = Header(
        format=FORMAT,
        title=values.get("title") or source.path.stem,
        id=values.get("id") or session_id(source.path),
        version=values.get("version", ""),
        language=values.get("language", "en"),
        author=values.get("author", ""),
        licence=values.get("licence", ""),
        summary=values.get("summary", ""),
        safety=values.get("safety", ""),
        tags=tuple(values.get("tags", ())),
        variables=variables,
        pronounce=dict(values.get("pronounce", {})),
        **_pace(report, tree, voice if isinstance(voice, dict) else {}),
    )
    return HeaderRead(header, first_line, doubtful)


def _plain(tree: Tree, path: tuple[str, ...]) -> Any:  # values of any shape, for pydantic to judge
    match tree:
        case Text():
            if path[-1] in _NUMBERS and path[:1] != ("pronounce",):
                return tree.number if tree.number is not None else tree.text
            return tree.text
        case List():
            return [_plain(item, (*path, "")) for item in tree.items]
        case Entries():
            return {name: _plain(value, (*path, name)) for name, value in tree.values.items()}


def _for_pydantic(tree: Entries) -> dict[str, Any]:
    values: dict[str, Any] = {name: _plain(value, (name,)) for name, value in tree.values.items()}
    tags = values.get("tags")
    if isinstance(tags, str):
        values["tags"] = [tag.strip() for tag in tags.split(",") if tag.strip()]
    variables = values.get("variables")
    if isinstance(variables, dict):
        # short forms are understood where they are read; here they only need to be a variable
        values["variables"] = {
            name: {key: _number(value) if key in ("min", "max") else value for key, value in long.items()}
            if isinstance(long, dict)
            else {}
            for name, long in variables.items()
        }
    for name in ("voice", "variables", "pronounce"):
        if values.get(name) == "":
            values[name] = {}
    return values


def _number(value: Any) -> Any:  # whatever was written
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _checked(report: Report, tree: Entries) -> dict[str, Any]:
    """The values that are right; a message for each that is not."""
    from pydantic import ValidationError

    from reorigin_desktop.script.header_model import HeaderModel

    values = _for_pydantic(tree)
    try:
        HeaderModel.model_validate(values)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False, include_input=False):
            _say(report, tree, problem["type"], tuple(str(part) for part in problem["loc"]))
            _drop(values, problem["loc"])
    return values


def _drop(values: Any, loc: tuple[str | int, ...]) -> None:  # nested as deep as it was written
    """Leave out what is wrong: a whole variable, or one entry."""
    if loc[0] == "variables" and len(loc) > 1:
        values.get("variables", {}).pop(loc[1], None)
    elif loc[0] in ("voice", "pronounce") and len(loc) > 1:
        values.get(loc[0], {}).pop(loc[1], None)
    else:
        values.pop(loc[0], None)


def _say(report: Report, tree: Entries, kind: str, loc: tuple[str, ...]) -> None:
    name, spot = _written_at(tree, loc)
    if kind == "missing":
        example = "format: 1" if loc[-1] == "format" else "title: Harbour"
        report.add(tree.spot, "E020", f"“{loc[-1]}” is missing in the header.", f"add a line such as “{example}”.")
    elif kind == "extra_forbidden":
        known = ENTRIES if len(loc) == 1 else _PARTS[loc[0]]
        where = "a header entry" if len(loc) == 1 else f"an entry of “{loc[-2]}”"
        near = meant(loc[-1], known)
        shown = f"Known: {listed(known)}."
        report.add(spot, "E021", f"“{loc[-1]}” is not {where}.", f"{near} {shown}" if near else shown)
    elif kind == "string_too_short" and name == "title":
        report.add(spot, "E020", "“title” is missing in the header.", "add a line such as “title: Harbour”.")
    else:
        what, example = _WHAT.get(name, ("it should be a text", f"{name}: …"))
        report.add(spot, "E022", f"“{name}” is not right: {what}.", f"for example {example}")


def _written_at(tree: Entries, loc: tuple[str, ...]) -> tuple[str, Spot]:
    """The name of the entry that a problem is about, and where its value, or its name, stands."""
    here: Tree = tree
    name, spot = loc[0], tree.spot
    for part in loc:
        if isinstance(here, Entries) and part in here.values:
            name, spot = part, here.names[part]
            here = here.values[part]
            if isinstance(here, Text) and here.text:
                spot = here.spot
        elif isinstance(here, List) and part.isdigit() and int(part) < len(here.items):
            here = here.items[int(part)]
            spot = here.spot
    return name, spot


def _pace(report: Report, tree: Entries, voice: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"voice_name": voice.get("name", "")}
    for key in ("gap", "paragraph"):
        if key in voice:
            seconds = time_of(voice[key])
            if seconds is None or seconds > limits.GAP_S:
                _say(report, tree, "wrong", ("voice", key))
            else:
                found[f"{key}_s"] = float(seconds)
    if "rate" in voice:
        written = voice["rate"].strip()
        percent = PERCENT.fullmatch(written if written.endswith("%") else f"{written}%")
        if percent and 50 <= Fraction(percent[1]) <= 150:
            found["rate_percent"] = float(percent[1])
        else:
            _say(report, tree, "wrong", ("voice", "rate"))
    return found
