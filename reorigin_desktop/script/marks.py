"""Gives spoken lines their marks, by which their recordings find them again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

from reorigin_desktop.errors import ScriptError
from reorigin_desktop.script.files import lines_of, read_bytes
from reorigin_desktop.script.header import read_header
from reorigin_desktop.script.narration import MARK, MARK_AT_END
from reorigin_desktop.script.report import Report

_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 5
_LINE_END = re.compile(r"\s*\Z")


def write_marks(path: Path) -> int:
    """Give every spoken line without a mark one, and change nothing else; returns how many were given.

    ScriptError if the file cannot be read or written, is not UTF-8 text, or has no readable header.
    """
    content = read_bytes(path)
    report = Report()
    source = lines_of(content, path, path.name, str(path), report)
    read = read_header(report, source) if source else None
    if source is None or read is None or not read.readable:
        first = report.messages[0]
        raise ScriptError(path, first.message, first.fix)
    physical = content.decode("utf-8").split("\n")
    used = {found for text in source.lines if (found := _mark_of(text.strip()))}
    given = 0
    for number in range(read.first_line, len(source.lines) + 1):
        text = source.lines[number - 1].strip()
        if not text or text.startswith(("#", "@", "//")) or MARK_AT_END.search(text):
            continue
        mark = _new_mark(text, used)
        used.add(mark)
        raw = physical[number - 1]
        end = "\r" if raw.endswith("\r") else ""
        physical[number - 1] = f"{_LINE_END.sub('', raw)} ^{mark}{end}"
        given += 1
    if given:
        _replace(path, "\n".join(physical).encode("utf-8"))
    return given


def _mark_of(text: str) -> str | None:
    found = MARK_AT_END.search(text)
    return found[1] if found and MARK.fullmatch(found[1]) else None


def _new_mark(text: str, used: set[str]) -> str:
    """A mark made from the words, so that the same script always gets the same marks."""
    attempt = 0
    while True:
        number = int.from_bytes(hashlib.sha256(f"{attempt}\0{text}".encode()).digest()[:8], "big")
        signs = []
        for _ in range(_LENGTH):
            number, sign = divmod(number, len(_SIGNS))
            signs.append(_SIGNS[sign])
        mark = "".join(signs)
        if mark not in used:
            return mark
        attempt += 1


def _replace(path: Path, content: bytes) -> None:
    """The whole new file or the whole old one, never a half."""
    try:
        target = path.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(target.stat().st_mode & 0o7777)
            Path(name).replace(target)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise ScriptError(
            path, f"The marks cannot be written ({error.strerror}).", "Check that you may write to the folder."
        ) from None
