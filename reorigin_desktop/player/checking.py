"""Looks for mistakes in a session with everything that belongs to it: the script, and the sounds beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reorigin_desktop.errors import SoundError
from reorigin_desktop.script.check import check_path
from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.model import BedChange, Chime, Cue, Message, Severity
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.report import in_order
from reorigin_desktop.script.timeline import compile_session, default_values
from reorigin_desktop.sound.decode import LONGEST_IN_MEMORY_S, load_sound, probe

UNREADABLE_SOUND = "E286"


def check_session(path: Path) -> tuple[Message, ...]:
    """Every mistake in a script and in the sound files it names, by file, line and column.

    Short sounds are decoded whole, of long ones only what their headers and ends can tell. ScriptError if the script
    cannot be read at all.
    """
    session = read_session(path)
    cues = compile_session(session, default_values(session), EstimatingVoice()).timeline.cues
    sounds = sound_messages(cues, path.parent)
    found = [message for message in check_path(path) if message.code != UNREADABLE_SOUND]
    return in_order((*found, *sounds), str(path))


def sound_messages(cues: Iterable[Cue], folder: Path) -> tuple[Message, ...]:
    """What is wrong with the sound files that cues name, once for each line that names one."""
    found: dict[tuple[str, int], Message] = {}
    for cue in cues:
        if isinstance(cue.payload, BedChange | Chime) and cue.payload.file is not None:
            place = (cue.file, cue.line)
            error = None if place in found else _trouble_with(cue.payload.file)
            if error is not None:
                found[place] = _message(cue, cue.payload.file, error, folder)
    return tuple(found.values())


def _trouble_with(path: Path) -> SoundError | None:
    try:
        if probe(path).seconds <= LONGEST_IN_MEMORY_S:
            load_sound(path)
    except SoundError as error:
        return error
    return None


def _message(cue: Cue, sound: Path, error: SoundError, folder: Path) -> Message:
    """The sound's trouble at the line that names it, with the name underlined where it stands there."""
    try:
        lines = (folder / cue.file).read_text(encoding="utf-8").splitlines()
        excerpt = lines[cue.line - 1]
    except (OSError, ValueError, IndexError):
        excerpt = ""
    at = excerpt.find(sound.name)
    column = at + 1 if at >= 0 else 1
    return Message(
        severity=Severity.ERROR,
        code=UNREADABLE_SOUND,
        message=f"“{sound.name}”: {error.what}",
        fix=error.fix,
        file=str(folder / cue.file),
        line=cue.line,
        column=column,
        end_column=column + (len(sound.name) if at >= 0 else 0),
        excerpt=excerpt,
    )
