"""Fetches script files: their bytes, their text, their lines."""

from __future__ import annotations

from pathlib import Path

from reorigin_desktop.errors import ScriptError
from reorigin_desktop.script import limits
from reorigin_desktop.script.report import Report, Source, Spot


def read_bytes(path: Path) -> bytes:
    """The bytes of a script; ScriptError if it is not there, not a file, not readable, too long or not text."""
    try:
        if path.is_dir():
            raise ScriptError(path, "This is a folder, not a session script.", "Name a file that ends in .session.")
        with path.open("rb") as file:
            content = file.read(limits.FILE_BYTES + 1)
    except FileNotFoundError:
        raise ScriptError(path, "There is no such file.", "Check the name and the folder.") from None
    except PermissionError:
        raise ScriptError(
            path, "You are not allowed to read this file.", "Change its permissions, or copy it elsewhere."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not usable"
        raise ScriptError(path, f"The file cannot be read ({reason}).", "Check the disk, or copy it.") from None
    if len(content) > limits.FILE_BYTES:
        raise ScriptError(
            path,
            "The file is larger than 1 MB, more than a session script can be.",
            "Name a session script, or move parts of it into included files.",
        )
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ScriptError(path, "This is not a text file.", "Name a session script; recordings belong beside it.")
    return content


def lines_of(content: bytes, path: Path, name: str, shown: str, report: Report) -> Source | None:
    """The physical lines without their ends; None, with a message, if they are not UTF-8 text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        source = Source(path, name, shown, _cut(content.decode("utf-8", "replace")))
        report.add(
            Spot(source, line, column, column + 1),
            "E110",
            f"“{path.name}” is not saved as UTF-8 text.",
            "save it again as UTF-8.",
        )
        return None
    lines = _cut(text)
    source = Source(path, name, shown, lines)
    if len(lines) > limits.FILE_LINES:
        report.add(
            Spot(source, limits.FILE_LINES + 1, 1, 2),
            "E111",
            f"The file has {len(lines)} lines; {limits.FILE_LINES} is the most.",
            "move parts of it into included files.",
        )
        source = Source(path, name, shown, lines[: limits.FILE_LINES])
    return source


def _cut(text: str) -> tuple[str, ...]:
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if lines and not lines[-1]:
        lines.pop()
    return tuple(lines)
