"""Everything that can go wrong and that a person can act on: the place, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong: a file or a device, and in a file the line and column, both from 1."""

    name: str
    line: int | None = None
    column: int | None = None

    @override
    def __str__(self) -> str:
        return ":".join([self.name, *(str(part) for part in (self.line, self.column) if part is not None)])


class ReoriginError(Exception):
    """A problem with the world, not with the program: shown in words, never as a traceback.

    What is not in this tree is a bug and goes to the crash file.
    """

    def __init__(self, place: Place | Path | str, what: str, fix: str) -> None:
        super().__init__(what)
        self.place = place if isinstance(place, Place) else Place(str(place))
        self.what = what
        self.fix = fix

    @override
    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.fix}"


class ScriptError(ReoriginError):
    """A session script cannot be read at all."""


class UnplayableError(ReoriginError):
    """A session script has errors, or was given values that do not fit, so that it cannot be played."""


class SoundError(ReoriginError):
    """A sound file is missing, damaged or of a kind that is not supported; or a sound file cannot be written."""


class OutputError(ReoriginError):
    """The loudspeaker cannot be opened, or has vanished."""


class TakeError(ReoriginError):
    """A recording of a line, or the voice that should speak it, is not to be had."""


class JournalError(ReoriginError):
    """The journal cannot be opened, read or written."""


class SettingsError(ReoriginError):
    """A setting, an option or a folder is not usable."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong: the person changed their mind
    """The person no longer wants to wait."""
