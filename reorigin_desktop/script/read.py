"""Reads a session script: text in, tree and messages out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from reorigin_desktop.script.files import lines_of, read_bytes
from reorigin_desktop.script.header import HeaderRead, read_header
from reorigin_desktop.script.include import Includer
from reorigin_desktop.script.lines import read_body, visible
from reorigin_desktop.script.nodes import AskNode, IfNode, LineNode, Node, OnlyNode, bodies_of
from reorigin_desktop.script.reading import Around, Reading
from reorigin_desktop.script.report import Report, Source, Spot, in_order
from reorigin_desktop.script.scope import Scope
from reorigin_desktop.script.session import Session


def read_session(path: Path) -> Session:
    """What stands in a session script and in the files it includes, with every mistake in them.

    ScriptError if the script is missing, a folder, not allowed to be read, larger than 1 MB or not text.
    """
    content = read_bytes(path)
    report = Report()
    shown = str(path)
    includer = Includer()
    source = lines_of(content, path, path.name, shown, report)
    if source is None:
        lines = tuple(content.decode("utf-8", "replace").splitlines())
        return Session(path, None, (), report.messages, lines, (path,), _hash(path.parent, {path: content}))
    reading = Reading(report, Scope(), path.parent, path.parent)
    clean = visible(source, reading)
    read = read_header(report, clean)
    nodes: tuple[Node, ...] = ()
    if not read.newer:
        reading.scope = _scope(read)
        around = Around(files=(_resolved(path),))
        body = read_body(reading, around, clean, read.first_line, includer.read)
        nodes = body.nodes
        includer.todos.insert(0, body)
        _look_at_whole(report, clean, read, nodes)
    contents = {path: content, **includer.contents}
    return Session(
        path,
        read.header,
        nodes,
        in_order(report.messages, shown),
        source.lines,
        tuple(contents),
        _hash(path.parent, contents),
        tuple(todo for part in includer.todos for todo in part.todos),
    )


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _scope(read: HeaderRead) -> Scope:
    variables = {variable.name: variable for variable in read.header.variables} if read.header else {}
    return Scope(variables, read.doubtful, read.readable)


def _hash(folder: Path, contents: dict[Path, bytes]) -> str:
    """sha256 over the script and its included files, each with its name and length; the folder does not matter."""
    digest = hashlib.sha256()
    for path, content in sorted(contents.items(), key=lambda item: item[0].as_posix()):
        name = path.relative_to(folder).as_posix() if len(contents) > 1 else ""
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def _look_at_whole(report: Report, source: Source, read: HeaderRead, nodes: tuple[Node, ...]) -> None:
    """What can only be said about the session as a whole."""
    spoken = _speaks(nodes)
    if not spoken and not report.errors and read.readable:
        line = max(1, read.first_line - 1)
        report.add(
            Spot(source, line, 1, 4),
            "W801",
            "Nothing is spoken in this session.",
            "write the words to speak after the header, one sentence on each line.",
        )
    _look_at_questions(report, nodes)


def _speaks(nodes: tuple[Node, ...]) -> bool:
    return any(isinstance(node, LineNode) or any(map(_speaks, bodies_of(node))) for node in nodes)


def _questions(nodes: tuple[Node, ...], *, always: bool = True) -> Iterator[tuple[AskNode, bool]]:
    """The questions in these lines, and whether each is asked whatever the values and the pass."""
    for node in nodes:
        if isinstance(node, AskNode):
            yield node, always
        for body in bodies_of(node):
            yield from _questions(body, always=always and not isinstance(node, IfNode | OnlyNode))


def _look_at_questions(report: Report, nodes: tuple[Node, ...]) -> None:
    """Every question is asked once at each moment; of those in @if and @only perhaps only one can play."""
    first: dict[tuple[str, str], AskNode] = {}
    surely: dict[tuple[str, str], AskNode] = {}
    for node, always in _questions(nodes):
        key = (node.ask.name, node.ask.moment)
        first.setdefault(key, node)
        if always and surely.setdefault(key, node).spot != node.spot:
            report.add(
                node.spot,
                "E608",
                f"“{node.ask.name}” is asked {node.ask.moment}".rstrip() + " twice.",
                "give this answer another name, or write before and after.",
            )
    for (name, moment), node in first.items():
        other = {"before": "after", "after": "before"}.get(moment)
        if other and (name, other) not in first:
            report.add(
                node.spot,
                "W605",
                f"“{name}” is asked {moment} but never {other}, so no change can be shown.",
                f"add the other @ask {name} …, or leave out “{moment}”.",
            )
