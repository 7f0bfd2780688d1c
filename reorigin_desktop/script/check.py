"""Looks for mistakes in a script, and shows them as text or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.lines import INVISIBLE
from reorigin_desktop.script.model import Message
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.report import in_order
from reorigin_desktop.script.timeline import compile_session, default_values

_EXCERPT_SIGNS: Final = 100


def check_path(path: Path) -> tuple[Message, ...]:
    """Every mistake in a session, each once, by file, line and column; estimated lengths, default values.

    ScriptError if the file cannot be read at all.
    """
    session = read_session(path)
    compiled = compile_session(session, default_values(session), EstimatingVoice())
    return in_order((*session.messages, *compiled.messages), str(path))


def _plain(text: str) -> str:
    """Text that cannot change anything on a terminal but the line that it stands on."""
    return INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " ").replace("\n", " "))


def format_message(message: Message) -> str:
    """A message for reading: place and words, the line with the place underlined, what to write instead."""
    words = f"{message.severity.value}: {_plain(message.message)} [{message.code}]"
    if message.line < 1:
        lines = [words]
        indent = ""
    else:
        lines = [f"{_plain(message.file)}:{message.line}:{message.column}: {words}"]
        indent = "       "
        if message.excerpt:
            shown, start = _around(message)
            number = f"{message.line:>6} | "
            length = max(1, min(message.end_column - message.column, len(shown) - start))
            lines += [f"{number}{shown}", f"{' ' * (len(number) - 2)}| {' ' * start}{'^' * length}"]
            indent = " " * (len(number) - 2)
    if message.fix:
        lines.append(f"{indent}Fix: {_plain(message.fix)}")
    return "\n".join(lines)


def _around(message: Message) -> tuple[str, int]:
    """The line, cut if it is long, and where in it the place begins."""
    text, start = _plain(message.excerpt), message.column - 1
    if len(text) <= _EXCERPT_SIGNS:
        return text, min(start, len(text))
    first = max(0, min(start - _EXCERPT_SIGNS // 2, len(text) - _EXCERPT_SIGNS))
    cut = text[first : first + _EXCERPT_SIGNS]
    before, after = "… " if first else "", " …" if first + _EXCERPT_SIGNS < len(text) else ""
    return f"{before}{cut}{after}", start - first + len(before)


def message_json(message: Message) -> dict[str, Any]:
    """A message as `check --format json` prints it."""
    return {
        "file": message.file,
        "line": message.line,
        "column": message.column,
        "end_column": message.end_column,
        "severity": message.severity.value,
        "code": message.code,
        "message": message.message,
        "fix": message.fix,
    }
