"""Scripts written into a folder, and what the reader and the compiler say about them."""

from __future__ import annotations

from pathlib import Path

from reorigin_desktop.script.check import check_path
from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.model import Message, Phrase, SpokenLength, Timeline
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session

HEADER = "format: 1\ntitle: Test\n"


def write(folder: Path, body: str, header: str = HEADER, name: str = "test.session") -> Path:
    """A session with this header and these lines after it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{header}---\n{body}\n", encoding="utf-8")
    return path


def said(folder: Path, body: str, header: str = HEADER) -> tuple[Message, ...]:
    """Everything that `check` says about a session."""
    return check_path(write(folder, body, header))


def codes(folder: Path, body: str, header: str = HEADER) -> list[str]:
    """The codes of everything that `check` says."""
    return [message.code for message in said(folder, body, header)]


class ExactVoice:
    """A voice that takes one second for every phrase, whatever it is, and knows no sound files but `sounds`."""

    def __init__(self, frames: int = 48_000, sounds: dict[str, int] | None = None) -> None:
        self.frames = frames
        self.sounds = sounds or {}

    def phrase_length(self, phrase: Phrase) -> SpokenLength:
        return SpokenLength(self.frames, estimated=False)

    def sound_frames(self, path: Path) -> int | None:
        return self.sounds.get(path.name)


def timeline(
    folder: Path,
    body: str,
    header: str = HEADER,
    values: dict[str, str] | None = None,
    voice: ExactVoice | EstimatingVoice | None = None,
) -> Timeline:
    """The timeline of a session that has no mistakes."""
    session = read_session(write(folder, body, header))
    compiled = compile_session(session, values or {}, voice or ExactVoice())
    assert not session.has_errors, session.messages
    assert not compiled.messages, compiled.messages
    return compiled.timeline
