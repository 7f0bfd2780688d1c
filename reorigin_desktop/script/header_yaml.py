"""Reads the YAML of a header into a tree of texts with places, behind a guard against hostile input."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from reorigin_desktop.script import limits
from reorigin_desktop.script.report import LineError, Report, Source, Spot

_FIX: Final = "each line is “name: value”; put text with signs like : # @ in quotation marks."
_UNKIND_WORDS = (
    ("token", "value"),
    ("<block end>", "the end of the block"),
    ("<stream end>", "the end of the header"),
    ("<scalar>", "a text"),
    ("<block mapping start>", "an entry"),
    ("<block sequence start>", "a list"),
    ("scalar", "text"),
    ("mapping", "entry"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was written; `plain` says that it had no quotation marks."""

    text: str
    plain: bool
    spot: Spot

    @property
    def number(self) -> int | float | None:
        """The number that it is, if it is one without quotation marks."""
        if not self.plain:
            return None
        if re.fullmatch(r"[-+]?\d{1,15}", self.text):
            return int(self.text)
        return float(self.text) if re.fullmatch(r"[-+]?\d{1,15}\.\d{1,15}", self.text) else None


@dataclass(frozen=True, slots=True)
class List:
    """Values one after the other."""

    items: tuple[Tree, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Entries:
    """Values by name, with the place of each name."""

    values: dict[str, Tree]
    names: dict[str, Spot]
    spot: Spot


Tree = Text | List | Entries


def read_yaml(report: Report, source: Source, first: int, after: int) -> Entries | None:
    """The entries of the header between two lines; None, with a message, if they cannot be read."""
    text = "\n".join(source.lines[first - 1 : after - 1]) + "\n"
    whole = Spot(source, first, 1, 2)
    if len(text.encode("utf-8", "replace")) > limits.HEADER_BYTES:
        report.add(whole, "E007", "The header cannot be read (it is longer than 16 KiB).", "shorten the texts in it.")
        return None
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        tree = _Builder(report, source, first).build(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        report.add(_marked(source, first, error), "E007", _cannot_be_read(str(error.problem or error.context)), _FIX)
        return None
    except (YAMLError, ValueError, RecursionError):
        report.add(whole, "E007", _cannot_be_read("found something unexpected"), _FIX)
        return None
    except LineError as error:
        report.add_error(error)
        return None
    if tree is None:
        return Entries({}, {}, whole)
    if not isinstance(tree, Entries):
        report.add(tree.spot, "E007", _cannot_be_read("it is not a list of entries"), _FIX)
        return None
    return tree


def _cannot_be_read(why: str) -> str:
    for unkind, kind in _UNKIND_WORDS:
        why = why.replace(unkind, kind)
    return f"The header cannot be read ({why})."


def _marked(source: Source, first: int, error: Any) -> Spot:  # ruamel's marks have no types
    mark = error.context_mark or error.problem_mark
    line = min(first + mark.line, len(source.lines)) if mark else first
    column = mark.column + 1 if mark else 1
    return Spot(source, line, column, column + 1)


class _Builder:
    """Turns ruamel's events into a tree and refuses what a header must not contain."""

    def __init__(self, report: Report, source: Source, first: int) -> None:
        self._report = report
        self._source = source
        self._first = first
        self._open: list[tuple[str, Spot, list[Tree]]] = []
        self._seen = 0

    def build(self, events: Any) -> Tree | None:  # ruamel's events have no types
        root: Tree | None = None
        for event in events:
            self._seen += 1
            kind = type(event).__name__.removesuffix("Event")
            if kind in ("StreamStart", "StreamEnd", "DocumentStart", "DocumentEnd"):
                continue
            done = self._take(kind, event)
            if done is not None and not self._open:
                root = done
            elif done is not None:
                self._open[-1][2].append(done)
        return root

    def _take(self, kind: str, event: Any) -> Tree | None:  # as above
        spot = self._spot(event)
        self._guard(kind, event, spot)
        if kind == "Scalar":
            return Text(event.value, bool(event.implicit[0]), spot)
        if kind.endswith("Start"):
            self._open.append((kind, spot, []))
            return None
        opened, begin, items = self._open.pop()
        if opened == "SequenceStart":
            return List(tuple(items), begin)
        return self._entries(begin, items)

    def _guard(self, kind: str, event: Any, spot: Spot) -> None:  # as above
        why = ""
        if kind == "Alias" or getattr(event, "anchor", None):
            why = "anchors and aliases (& and *) are not used here"
        elif getattr(event, "tag", None):
            why = "tags (!) are not used here"
        elif len(self._open) > limits.HEADER_DEPTH:
            why = f"it is nested more than {limits.HEADER_DEPTH} deep"
        elif self._seen > limits.HEADER_EVENTS:
            why = "it has too many entries"
        if why:
            raise LineError(spot, "E007", _cannot_be_read(why), _FIX)

    def _spot(self, event: Any) -> Spot:  # as above
        begin, end = event.start_mark, event.end_mark
        column = begin.column + 1
        last = end.column + 1 if end.line == begin.line else column + 1
        line = min(self._first + begin.line, len(self._source.lines))
        return Spot(self._source, line, column, max(last, column + 1))

    def _entries(self, begin: Spot, items: list[Tree]) -> Entries:
        values: dict[str, Tree] = {}
        names: dict[str, Spot] = {}
        for name, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(name, Text):
                raise LineError(name.spot, "E007", _cannot_be_read("a name must be a word"), _FIX)
            if name.text in values:
                self._report.add(
                    name.spot, "E008", f"“{name.text}” is written twice in the header.", "keep one of them."
                )
                continue
            values[name.text] = value
            names[name.text] = name.spot
        return Entries(values, names, begin)
