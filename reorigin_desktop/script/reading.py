"""What the readers of single lines share: the report, the variables, the files of one session."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from reorigin_desktop.script.report import LineError, Report, Source, Spot
from reorigin_desktop.script.scope import Scope
from reorigin_desktop.script.words import meant


@dataclass(slots=True)
class Reading:
    """One reading of a session across all its files; `folder` is the session folder, `shown` how it is called."""

    report: Report
    scope: Scope
    folder: Path
    shown_folder: Path


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a line: blocks, and how many; and the files that lead to it by @include."""

    in_repeat: bool = False
    in_timed: bool = False
    in_breathing: bool = False
    depth: int = 0
    files: tuple[Path, ...] = field(default=())


def _written_inside(name: str) -> str:
    """The author's own path without the parts that lead out of the folder."""
    windows = PureWindowsPath(name)
    if windows.drive or windows.root:
        return windows.name
    kept = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("..", ".", "/")]
    return "/".join(kept) or "name"


def file_inside(reading: Reading, name: str, spot: Spot, *, included: bool = False) -> Path:
    """The file that a script names, in the session folder; LineError if it leads out of it or is not there."""
    kind = "An included file" if included else "A file"
    windows = PureWindowsPath(name)
    absolute = name.startswith(("/", "\\", "~")) or bool(windows.drive or windows.root)
    relative = PurePosixPath(name.replace("\\", "/"))
    if absolute or ".." in relative.parts:
        raise _outside(spot, kind, name)
    path = reading.folder / relative
    try:
        there = path.is_file()
        inside = path.resolve().is_relative_to(reading.folder.resolve())
    except (OSError, ValueError, RuntimeError):
        there, inside = False, True
    if not inside:
        raise _outside(spot, kind, name)
    if not there:
        raise LineError(
            spot,
            "E283",
            f"The file “{name}” is not in the session folder.",
            meant(relative.name, _names_in(path.parent), "put it there, or correct the name."),
        )
    return path


def _outside(spot: Spot, kind: str, name: str) -> LineError:
    return LineError(
        spot,
        "E280",
        f"{kind} must be inside the session folder.",
        f'copy it there and write "{_written_inside(name)}".',
    )


def _names_in(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_file())[:200])
    except OSError:
        return ()


def whole_line(source: Source, line: int) -> Spot:
    """The spot of everything written on a line."""
    text = source.lines[line - 1] if 0 < line <= len(source.lines) else ""
    column = len(text) - len(text.lstrip()) + 1
    return Spot(source, line, column, max(len(text.rstrip()) + 1, column + 1))
