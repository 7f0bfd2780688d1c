"""Speak every line of every shipped session, for all values: `python -m reorigin_desktop.voice.narration [FOLDER]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reorigin_desktop import paths
from reorigin_desktop.errors import ReoriginError, TakeError
from reorigin_desktop.script.marks import write_marks
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import every_phrase
from reorigin_desktop.voice import festival
from reorigin_desktop.voice.opus import write_opus
from reorigin_desktop.voice.polish import polished
from reorigin_desktop.voice.shelf import FORMAT, LIST_NAME
from reorigin_desktop.voice.speech import Samples, levelled, trimmed
from reorigin_desktop.voice.wording import as_pronounced, take_name, words_hash

PROCESSING: Final = "narration-1"
DATE: Final = "2026-11-23"
"""The day this narration was first made. It stays, so that making it again gives the same files."""

_CEILING_DBTP: Final = -3.5  # half a decibel for what Opus does to peaks
_APART_DB: Final = 6.0  # this voice means nothing by its differences: every phrase comes to the same loudness
_OWN_PACE: Final = 86.0
LANDING: Final[Mapping[str, str]] = {
    "close-1": "We can stop here. What you have done stays with you.",
    "close-2": "This is a good place to stop. Take your time, and look around the room.",
    "close-3": "Let us leave it here for now. It will be here when you come back.",
}

GUIDE: Final[Mapping[str, str]] = {
    "in": "Breathe in.",
    "hold_full": "Hold.",
    "out": "And out.",
    "hold_empty": "Rest.",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing to be spoken: where its take goes, its words as written and as pronounced, and its pace."""

    folder: str
    name: str
    text: str
    spoken: str
    rate_percent: float


def narrate(folder: Path, sessions: Path) -> int:
    """Write the narration of all sessions in a folder, and the program's own lines; returns the number of takes.

    All lines are one sitting: they share one loudness. Takes that no line asks for any more are removed.
    """
    own = {"landing": LANDING, "guide": GUIDE}
    lines = _session_lines(sessions)
    lines += [_Line(of, n, t, t, _OWN_PACE) for of, texts in own.items() for n, t in texts.items()]
    dry = festival.speak([(line.spoken, line.rate_percent) for line in lines])
    takes = levelled([trimmed(polished(samples)) for samples in dry], ceiling_dbtp=_CEILING_DBTP, apart_db=_APART_DB)
    for name in sorted({line.folder for line in lines}):
        _write(folder / name, [(line, take) for line, take in zip(lines, takes, strict=True) if line.folder == name])
    return len(lines)


def _session_lines(sessions: Path) -> list[_Line]:
    """Every phrase for every value, once. A line that has no mark yet gets one, in its script."""
    lines = []
    for path in sorted(sessions.glob("*.session")):
        write_marks(path)
        session = read_session(path)
        if session.header is None or session.has_errors:
            raise TakeError(path, "This session has errors.", "See: reorigin check.")
        for phrase in every_phrase(session):
            name = take_name(phrase)
            lines.append(_Line(session.header.id, name, phrase.text, as_pronounced(phrase), phrase.rate_percent))
    return lines


def _write(folder: Path, takes: Sequence[tuple[_Line, Samples]]) -> None:
    """The files of one session and their list, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = {}
    for line, samples in sorted(takes, key=lambda pair: pair[0].name):
        write_opus(folder / f"{line.name}.opus", samples)
        listed[line.name] = {"words": words_hash(line.text), "text": line.text, "frames": len(samples)}
    for left in folder.glob("*.opus"):
        if left.stem not in listed:
            left.unlink()
    told = {
        "format": FORMAT,
        "voice": festival.VOICE_ID,
        "processing": PROCESSING,
        "date": DATE,
        "licence": "CC BY 4.0",
        "takes": listed,
    }
    (folder / LIST_NAME).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Make the narration again, into the folder named or into audio/narration."""
    folder = Path(arguments[0]) if arguments else paths.bundled("audio") / "narration"
    try:
        count = narrate(folder, paths.bundled("sessions"))
    except ReoriginError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{count} takes in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
