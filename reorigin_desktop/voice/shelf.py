"""Folders of takes and what their takes.json says, read without opening any sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reorigin_desktop.errors import TakeError
from reorigin_desktop.frames import RATE_HZ

LIST_NAME: Final = "takes.json"
FORMAT: Final = 1
_LONGEST: Final = 3_600 * RATE_HZ


@dataclass(frozen=True, slots=True)
class Take:
    """One recording or synthesis of a phrase: its file, its length at 48 kHz, the words it was spoken for."""

    path: Path
    frames: int
    words_hash: str
    text: str = ""


def shipped_takes(folder: Path) -> Mapping[str, Take]:
    """Takes by name from a folder of shipped narration (`<name>.opus`); empty if there is no list in it.

    The list is `{"format": 1, "voice", "date", "takes": {name: {"words", "text", "frames"}}}`.
    """
    listed = _listed(folder)
    try:
        return {
            name: Take(
                folder / f"{name}.opus", _length(entry["frames"]), str(entry["words"]), str(entry.get("text", ""))
            )
            for name, entry in listed.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(folder, f"{type(error).__name__}: {error}") from error


def recorded_takes(folder: Path) -> Mapping[str, Take]:
    """The chosen takes by name from a folder of recordings (`<name>/<n>.flac`); empty if there is no list in it.

    The list is `{"format": 1, "takes": {name: {"chosen": n, "takes": {"n": {"words", "frames", "date",
    "reader"}}}}}`.
    """
    found = {}
    try:
        for name, entry in _listed(folder).items():
            number = int(entry["chosen"])
            chosen = entry["takes"][str(number)]
            found[name] = Take(
                folder / _inside(name) / f"{number}.flac",
                _length(chosen["frames"]),
                str(chosen["words"]),
                str(chosen.get("text", "")),
            )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(folder, f"{type(error).__name__}: {error}") from error
    return found


def _inside(name: str) -> str:
    """A take's name as a folder name; ValueError if it would lead elsewhere."""
    if not name or name != Path(name).name or "\\" in name:
        raise ValueError(f"“{name}” is not a name of a take")
    return name


def _length(frames: object) -> int:
    """A length in frames; ValueError if it is none."""
    if not isinstance(frames, int) or not 0 < frames <= _LONGEST:
        raise ValueError(f"{frames!r} is not a length in frames")
    return frames


def _listed(folder: Path) -> dict[str, Any]:
    """The `takes` of the list in a folder; {} if there is no list; TakeError if it cannot be understood."""
    path = folder / LIST_NAME
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(folder, str(error)) from error
    if not isinstance(listed, dict) or not isinstance(listed.get("takes"), dict):
        raise _damaged(folder, "there is no “takes” in it")
    if listed.get("format") != FORMAT:
        raise TakeError(path, "This list of takes is written by a newer version of the app.", "Update the app.")
    takes: dict[str, Any] = listed["takes"]
    return takes


def _damaged(folder: Path, why: str) -> TakeError:
    """The words for a list that cannot be read."""
    return TakeError(
        folder / LIST_NAME,
        f"The list of takes cannot be read ({why}).",
        "Restore it, or move it away to go on without it.",
    )
