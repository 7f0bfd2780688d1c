"""Reads the lines of one script file after its header."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from reorigin_desktop.script.arguments import Arguments
from reorigin_desktop.script.blocks import Blocks, Opening
from reorigin_desktop.script.directives import (
    READERS,
    keyword_at,
    looks_like_instruction,
    read_directive,
    unknown,
)
from reorigin_desktop.script.examples import EXAMPLES
from reorigin_desktop.script.narration import read_line
from reorigin_desktop.script.nodes import Body, LineNode, Node, SectionNode, Todo
from reorigin_desktop.script.reading import Around, Reading
from reorigin_desktop.script.report import LineError, Source, Spot

INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]")
"""Control characters, signs that turn the direction of writing, and private signs that no font has."""

_TODO = re.compile(r"//\s*todo\b", re.IGNORECASE)
_HEADING = re.compile(r"(#+)(\s*)(.*)")

Include = Callable[[Reading, Around, Spot, int], Node | None]
"""Reads an @include line whose arguments begin at a sign of the line."""


def visible(source: Source, reading: Reading) -> Source:
    """The same file without invisible signs, each line with such a sign reported once."""
    lines = list(source.lines)
    for number, text in enumerate(lines, 1):
        found = INVISIBLE.search(text)
        if found:
            reading.report.add(
                Spot(source, number, found.start() + 1, found.end() + 1),
                "E409",
                f"This line contains an invisible sign (U+{ord(found[0]):04X}).",
                "delete it; retyping the words around it helps.",
            )
            lines[number - 1] = INVISIBLE.sub("", text)
    return replace(source, lines=tuple(lines))


class _BodyReader:
    """Goes through the lines of one file once."""

    def __init__(self, reading: Reading, around: Around, source: Source, include: Include) -> None:
        self._reading = reading
        self._source = source
        self._include = include
        self._blocks = Blocks(reading, around)
        self._marks: set[str] = set()
        self._todos: list[Todo] = []
        self._blank = False

    def read(self, first_line: int) -> Body:
        for number in range(first_line, len(self._source.lines) + 1):
            raw = self._source.lines[number - 1]
            text = raw.strip()
            if not text:
                self._blank = True
                continue
            column = raw.index(text[0]) + 1
            spot = Spot(self._source, number, column, column + len(text))
            if text.startswith("//"):
                self._comment(spot, text)
            elif text[0] == "#":
                self._heading(spot, text)
            elif text[0] == "@":
                self._directive(spot, raw, text)
            else:
                self._narration(spot, text)
        return Body(self._source, self._blocks.finish(), len(self._source.lines), tuple(self._todos))

    def _taken_blank(self) -> bool:
        blank, self._blank = self._blank, False
        return blank

    def _comment(self, spot: Spot, text: str) -> None:
        if _TODO.match(text):
            self._todos.append(Todo(spot, text[2:].strip()))

    def _heading(self, spot: Spot, text: str) -> None:
        found = _HEADING.match(text)
        assert found is not None
        signs, space, title = len(found[1]), found[2], found[3].strip()
        report = self._reading.report
        if signs > 2:
            report.add(
                spot, "E104", "Only # and ## headings are used.", "use # for a section, ## for a step inside it."
            )
            return
        if not title:
            report.add(spot, "E105", "This heading has no title.", "write a short name, for example “# Settling”.")
            return
        if not space:
            report.add(
                spot,
                "E103",
                "A section heading needs a space after #.",
                "write “# Settling”. To speak a line that begins with #, write \\#.",
            )
            return
        if signs == 1:
            self._blocks.section(title, spot.line)
        self._blocks.add(SectionNode(spot, self._taken_blank(), title, signs))

    def _directive(self, spot: Spot, raw: str, text: str) -> None:
        found = keyword_at(raw, spot.column - 1)
        if found is None:
            self._reading.report.add(
                spot.part(spot.column, spot.column + len(text.split(maxsplit=1)[0])),
                "E101",
                "There is a space or a sign after @.",
                "write the instruction directly after it, for example @pause 4s. "
                "To speak a line that begins with @, write \\@.",
            )
            return
        keyword, optional, start = found
        around = self._blocks.around
        node: Node | Opening | None
        if keyword.startswith("x-"):
            return
        if keyword in ("end", "else"):
            self._close(spot, keyword, start)
            return
        if keyword == "include":
            blank = self._taken_blank()
            node = self._include(self._reading, around, spot, start)
            node = replace(node, blank=blank) if node else None
        elif keyword in READERS:
            blank = self._taken_blank()
            node = read_directive(self._reading, around, spot, keyword, start, blank=blank)
        elif optional:
            self._reading.report.add(
                spot.part(spot.column, start + 1), "I901", f"@?{keyword} is not known to this version and is skipped."
            )
            return
        else:
            node = unknown(self._reading, spot, keyword, blank=self._blank)
        if isinstance(node, Opening):
            self._blocks.open(node, spot)
        elif node is not None:
            self._blocks.add(node)

    def _close(self, spot: Spot, keyword: str, start: int) -> None:
        args = Arguments(self._reading, self._blocks.around, spot, keyword, blank=False)
        block: str | None = None
        try:
            args.split(self._source.lines[spot.line - 1], start)
            word = args.peek()
            if keyword == "end" and word is not None and word.text.lower() in EXAMPLES:
                block = args.take().text.lower()
            args.finish()
        except LineError as error:
            self._reading.report.add_error(error)
        if keyword == "end":
            self._blocks.end(args.spot, block, blank=self._taken_blank())
        else:
            self._blocks.otherwise(args.spot)

    def _narration(self, spot: Spot, text: str) -> None:
        around = self._blocks.around
        blank = self._taken_blank()
        if text[0].isalpha() and text[0].isascii():
            keyword = looks_like_instruction(self._reading, around, spot, text)
            if keyword:
                self._reading.report.add(
                    spot,
                    "W401",
                    f"This line will be spoken: “{text}”.",
                    f"if it is an instruction, write @{keyword}.",
                )
        try:
            node = read_line(self._reading, around, spot, text, blank=blank)
        except LineError as error:
            self._reading.report.add_error(error)
            return
        self._blocks.add(self._with_own_mark(node))

    def _with_own_mark(self, node: LineNode) -> LineNode:
        if node.mark in self._marks:
            end = node.spot.end_column
            self._reading.report.add(
                node.spot.part(end - len(node.mark) - 1, end),
                "E501",
                f"The mark ^{node.mark} is used twice, so two lines would share one recording.",
                "delete it on the copied line; the app gives the line a new mark.",
            )
            return replace(node, mark="")
        if node.mark:
            self._marks.add(node.mark)
        return node


def read_body(reading: Reading, around: Around, source: Source, first_line: int, include: Include) -> Body:
    """Everything after the header, which ends before `first_line`."""
    return _BodyReader(reading, around, source, include).read(first_line)
