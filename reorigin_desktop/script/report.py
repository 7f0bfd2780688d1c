"""Where something stands in a script, and the messages collected while reading it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reorigin_desktop.script.codes import CODES, severity_of
from reorigin_desktop.script.model import Message


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One script file: `name` is relative to the session folder, `shown` is how messages call it."""

    path: Path
    name: str
    shown: str
    lines: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where the recordings of its lines are."""
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a script; columns count from 1, `end_column` is the one after the last sign."""

    source: Source
    line: int
    column: int
    end_column: int

    def part(self, column: int, end_column: int) -> Spot:
        """Another stretch of the same line."""
        return Spot(self.source, self.line, column, max(end_column, column + 1))


class LineError(Exception):
    """Ends the reading of one line; `silent` when what is wrong has been said already."""

    def __init__(self, spot: Spot, code: str, message: str, fix: str, *, silent: bool = False) -> None:
        super().__init__(message)
        self.spot = spot
        self.code = code
        self.message = message
        self.fix = fix
        self.silent = silent


class Report:
    """Collects messages; the same one at the same place is kept once."""

    def __init__(self) -> None:
        self._messages: dict[tuple[str, int, int, str, str], Message] = {}
        self.errors = 0

    def add(self, spot: Spot, code: str, message: str, fix: str = "") -> None:
        """Note what is wrong at a place."""
        assert code in CODES, code
        key = (spot.source.shown, spot.line, spot.column, code, message)
        if key in self._messages:
            return
        lines = spot.source.lines
        excerpt = lines[spot.line - 1] if 0 < spot.line <= len(lines) else ""
        self._messages[key] = Message(
            severity_of(code), code, message, fix, spot.source.shown, spot.line, spot.column, spot.end_column, excerpt
        )
        self.errors += code[0] == "E"

    def add_error(self, error: LineError) -> None:
        """Note what ended the reading of a line."""
        if not error.silent:
            self.add(error.spot, error.code, error.message, error.fix)
        else:
            self.errors += 1

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything said so far, in the order in which it was found."""
        return tuple(self._messages.values())


def in_order(messages: tuple[Message, ...], first_file: str) -> tuple[Message, ...]:
    """Sorted by file (the session's own before the included ones), line and column, each once."""
    unique = dict.fromkeys(messages)
    return tuple(sorted(unique, key=lambda m: (m.file != first_file, m.file, m.line, m.column)))
