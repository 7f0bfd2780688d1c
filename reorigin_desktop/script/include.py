"""Reads files that a script includes, whole or one section of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from reorigin_desktop.errors import ScriptError
from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments, Word
from reorigin_desktop.script.files import lines_of, read_bytes
from reorigin_desktop.script.header import read_header
from reorigin_desktop.script.lines import read_body, visible
from reorigin_desktop.script.nodes import Body, GroupNode, Node, SectionNode
from reorigin_desktop.script.reading import Around, Reading
from reorigin_desktop.script.report import LineError, Spot
from reorigin_desktop.script.words import meant


@dataclass(slots=True)
class Includer:
    """Reads each included file once for each kind of place where it is included, and keeps count."""

    contents: dict[Path, bytes] = field(default_factory=dict)
    todos: list[Body] = field(default_factory=list)
    _bodies: dict[tuple[Path, Around], Body | None] = field(default_factory=dict)
    _lines: dict[tuple[Path, Around], int] = field(default_factory=dict)
    _depth_lines: list[int] = field(default_factory=lambda: [0])

    def read(self, reading: Reading, around: Around, spot: Spot, start: int) -> Node | None:
        """The lines that an @include line stands for."""
        args = Arguments(reading, around, spot, "include", blank=False)
        try:
            args.split(spot.source.lines[spot.line - 1], start)
            named = args.string("the name of a file")
            section = args.string("the name of a section") if args.keyword_is("section") else None
            args.finish(("section",))
            body = self._body(args, named)
            if body is None:
                return None
            nodes = body.nodes if section is None else _section(args, named, section, body.nodes)
        except LineError as error:
            reading.report.add_error(error)
            return None
        return GroupNode(args.spot, blank=False, body=nodes)

    def _body(self, args: Arguments, named: Word) -> Body | None:
        path = args.file(named)
        resolved = path.resolve()
        reading, around = args.reading, args.around
        if resolved in around.files:
            args.fail("E281", f"“{path.name}” includes itself.", "remove one of the two @include lines.", named)
        if len(around.files) > limits.INCLUDE_DEPTH:
            args.fail(
                "E282",
                f"Files are included more than {limits.INCLUDE_DEPTH} deep.",
                "move the lines of the last one into the file that includes it.",
                named,
            )
        inner = replace(around, files=(*around.files, resolved))
        key = (path, inner)
        if key not in self._bodies:
            self._depth_lines.append(0)
            self._bodies[key] = self._read_file(reading, inner, path, args, named)
            self._lines[key] = self._depth_lines.pop()
        self._depth_lines[-1] += self._lines[key]
        if self._depth_lines[-1] > limits.INCLUDED_LINES:
            args.fail(
                "E285",
                f"The included files come to more than {limits.INCLUDED_LINES} lines.",
                "include fewer of them.",
                named,
            )
        return self._bodies[key]

    def _read_file(self, reading: Reading, around: Around, path: Path, args: Arguments, named: Word) -> Body | None:
        try:
            content = self.contents[path] if path in self.contents else read_bytes(path)
        except ScriptError as error:
            args.fail("E285", f"“{path.name}” cannot be included. {error.what}", error.fix, named)
        self.contents[path] = content
        name = path.relative_to(reading.folder).as_posix()
        source = lines_of(content, path, name, str(reading.shown_folder / name), reading.report)
        if source is None:
            return None
        source = visible(source, reading)
        self._depth_lines[-1] += len(source.lines)
        first_line = 1
        if source.lines and source.lines[0].rstrip() == "---":
            # its own header is checked, but the variables and the pace are those of the session
            first_line = read_header(reading.report, source).first_line
        body = read_body(reading, around, source, first_line, self.read)
        self.todos.append(body)
        return body


def _section(args: Arguments, named: Word, section: Word, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """A heading with everything up to the next one of its level or above."""
    titles = [node for node in nodes if isinstance(node, SectionNode)]
    wanted = section.text.strip().casefold()
    heading = next((node for node in titles if node.title.casefold() == wanted), None)
    if heading is None:
        args.fail(
            "E284",
            f"“{named.text}” has no section “{section.text}”.",
            meant(
                section.text,
                (node.title for node in titles),
                f"its sections are: {', '.join(node.title for node in titles)}" if titles else "it has no sections.",
            ),
            section,
        )
    first = nodes.index(heading)
    after = next(
        (
            i
            for i, node in enumerate(nodes[first + 1 :], first + 1)
            if isinstance(node, SectionNode) and node.level <= heading.level
        ),
        len(nodes),
    )
    return nodes[first:after]
