"""A session once read: its header, its tree and everything that was said about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reorigin_desktop.script.model import Header, Message, Severity
from reorigin_desktop.script.nodes import Node, Todo


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """What an author wrote.

    `nodes` is the tree without the lines that have errors, included files put in. `lines` are the physical lines of
    the script itself. `files` names the script and every included file. `content_hash` is sha256 over all of them.
    `header` is None only if it could not be read at all.
    """

    path: Path
    header: Header | None
    nodes: tuple[Node, ...]
    messages: tuple[Message, ...]
    lines: tuple[str, ...]
    files: tuple[Path, ...]
    content_hash: str
    todos: tuple[Todo, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything in it keeps it from being published."""
        return any(message.severity is Severity.ERROR for message in self.messages)

    @property
    def values_header(self) -> Header:
        """The header, or that of a session which says nothing about itself."""
        return self.header or Header(1, self.path.stem, session_id(self.path))


def session_id(path: Path) -> str:
    """The identity of a session that names none: its file name, in small letters, digits and dashes."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in path.stem.lower())
    name = "-".join(part for part in kept.split("-") if part)[:64].strip("-")
    return name if len(name) >= 2 else "session"
