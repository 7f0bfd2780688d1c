"""What the person has chosen: one frozen value, and the file it is kept in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from reorigin_desktop.errors import SettingsError
from reorigin_desktop.paths import write_whole

FILE = "settings.json"
DAMAGED_FILE = "settings.damaged.json"

Theme = Literal["system", "dark", "light"]
Motion = Literal["system", "full", "reduced"]
FrameRate = Literal["auto", 30, 60]
Latency = Literal["low", "high"]
Pacer = Literal["flower", "orb", "ring", "bar"]
Scene = Literal["session", "aurora", "water", "field", "night", "plain"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may be chosen once for all sessions, with what holds until it is.

    The levels run from 0 (silent) to 1 (as written). `latency_offset_ms` is added to what the sound card says of
    itself. `window` is x, y, width and height in the screen's own units. `last_session` and `safety_seen`
    hold session ids. `unknown` keeps what another version has written, for when it comes back.
    """

    theme: Theme = "system"
    text_scale: float = 1.0
    motion: Motion = "system"
    frame_rate: FrameRate = "auto"
    captions: bool = True
    show_time_left: bool = True
    voice: float = 1.0
    bed: float = 1.0
    tones: float = 1.0
    output_device: str | None = None
    latency: Latency = "high"
    latency_offset_ms: float = 0.0
    pacer: Pacer = "flower"
    scene: Scene = "session"
    window: tuple[int, int, int, int] | None = None
    window_maximised: bool = False
    last_session: str | None = None
    safety_seen: tuple[str, ...] = ()
    unknown: Mapping[str, object] = field(default_factory=dict, hash=False)


def load_settings(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings kept in a data folder, and what to tell the person about those that could not be used.

    A file that cannot be read is kept aside as settings.damaged.json. A single value that makes no sense gives way to
    its default.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except (OSError, ValueError, RecursionError):
        return Settings(), (_keep_aside(path),)
    if not isinstance(content, dict):
        return Settings(), (_keep_aside(path),)
    known: dict[str, Any] = {}
    problems = []
    for name, usable in _USABLE.items():
        if name not in content:
            continue
        value = tuple(content[name]) if isinstance(content[name], list) else content[name]
        if usable(value):
            known[name] = value
        else:
            problems.append(f"The setting “{name}” had a value that cannot be used; the usual one is used instead.")
    unknown = {name: value for name, value in content.items() if name not in _USABLE}
    return Settings(**known, unknown=unknown), tuple(problems)


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings in a data folder, wholly or not at all. Raises SettingsError."""
    known = {name: getattr(settings, name) for name in _USABLE}
    text = json.dumps({**settings.unknown, **known}, ensure_ascii=True, indent=1, allow_nan=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / FILE, (text + "\n").encode())
    except OSError as error:
        what = f"The settings could not be saved ({error.strerror or error})."
        raise SettingsError(folder / FILE, what, "Check the disk, or choose another data folder.") from None


def _keep_aside(path: Path) -> str:
    """Move a file that cannot be read out of the way; returns what to tell the person."""
    try:
        path.replace(path.with_name(DAMAGED_FILE))
    except OSError:
        return f"The settings in {path} could not be read, so the usual ones are used."
    return f"The settings could not be read, so the usual ones are used. The file is kept as {DAMAGED_FILE}."


def _one_of(*choices: str | int) -> Callable[[Any], bool]:
    return lambda value: any(type(value) is type(choice) and value == choice for choice in choices)


def _between(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: type(value) in (int, float) and low <= value <= high


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _words_or_none(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _list_of_words(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(part, str) for part in value)


def _rectangle_or_none(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, tuple) or len(value) != 4:
        return False
    return all(type(part) is int and abs(part) < 100_000 for part in value) and min(value[2:]) > 0


_USABLE: Mapping[str, Callable[[object], bool]] = {
    "theme": _one_of("system", "dark", "light"),
    "text_scale": _between(0.5, 4.0),
    "motion": _one_of("system", "full", "reduced"),
    "frame_rate": _one_of("auto", 30, 60),
    "captions": _yes_or_no,
    "show_time_left": _yes_or_no,
    "voice": _between(0.0, 1.0),
    "bed": _between(0.0, 1.0),
    "tones": _between(0.0, 1.0),
    "output_device": _words_or_none,
    "latency": _one_of("low", "high"),
    "latency_offset_ms": _between(-1000.0, 1000.0),
    "pacer": _one_of("flower", "orb", "ring", "bar"),
    "scene": _one_of("session", "aurora", "water", "field", "night", "plain"),
    "window": _rectangle_or_none,
    "window_maximised": _yes_or_no,
    "last_session": _words_or_none,
    "safety_seen": _list_of_words,
}
"""What makes each value usable; the names are the fields of Settings."""

assert {*_USABLE, "unknown"} == {part.name for part in fields(Settings)}
