"""What this computer has for playing, one finding a line, each with what to do if it is lacking."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from reorigin_desktop import __version__
from reorigin_desktop.errors import JournalError, ReoriginError
from reorigin_desktop.journal.reading import read_runs
from reorigin_desktop.paths import bundled, cache_dir
from reorigin_desktop.player.library import list_sessions
from reorigin_desktop.sound.devices import devices
from reorigin_desktop.sound.output import open_output
from reorigin_desktop.voice.draft import find_draft_voice

LIBRARIES = ("PySide6-Essentials", "sounddevice", "rtmixer", "soundfile", "soxr", "numpy", "apsw-sqlite3mc")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `fix` is "" where nothing needs doing."""

    name: str
    ok: bool
    what: str
    fix: str = ""


def examine(data_dir: Path, *, display: bool) -> tuple[Finding, ...]:
    """Look at everything that playing needs. Nothing is written but a probe in the data folder."""
    return (
        _versions(),
        _display(display=display),
        *_sound(),
        _draft_voice(),
        _folder("data folder", data_dir),
        _folder("cache folder", cache_dir()),
        _journal(data_dir),
        _sessions(),
    )


def _versions() -> Finding:
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Finding("versions", ok=True, what=f"reorigin {__version__}, {machine}; {libraries}")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not there"


def _display(*, display: bool) -> Finding:
    if display:
        return Finding("screen", ok=True, what="there is one; the window can open.")
    return Finding(
        "screen",
        ok=False,
        what="there is none; sessions play in the terminal.",
        fix="Start it on a desktop for the window.",
    )


def _sound() -> tuple[Finding, ...]:
    try:
        output = open_output(None, "low")
    except ReoriginError as error:
        return (Finding("sound", ok=False, what=f"{error.what} Sessions play silently.", fix=error.fix),)
    found = [Finding("sound", ok=True, what=f"{output.name} is used.")]
    names = ", ".join(device.name for device in devices())
    if names:
        found.append(Finding("sound devices", ok=True, what=names))
    return tuple(found)


def _draft_voice() -> Finding:
    voice = find_draft_voice()
    if voice is None:
        return Finding(
            "draft voice",
            ok=False,
            what="no program that speaks is installed; lines without a recording are shown as captions.",
            fix="Install espeak-ng to hear your own sessions before you record them.",
        )
    return Finding("draft voice", ok=True, what=voice.id)


def _folder(name: str, folder: Path) -> Finding:
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    probe = existing / ".reorigin-probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        what = f"{folder} cannot be written to ({error.strerror})."
        return Finding(name, ok=False, what=what, fix="Choose another with --data-dir, or change its permissions.")
    return Finding(name, ok=True, what=str(folder))


def _journal(data_dir: Path) -> Finding:
    try:
        runs = read_runs(data_dir)
    except JournalError as error:
        return Finding("journal", ok=False, what=error.what, fix=error.fix)
    done = sum(one.status == "completed" for run in runs for one in run.repetitions)
    return Finding("journal", ok=True, what=f"{len(runs)} runs, {done} completed repetitions.")


def _sessions() -> Finding:
    entries = list_sessions([bundled("sessions")])
    if not entries:
        return Finding("sessions", ok=False, what="the shipped sessions are missing.", fix="Install the program again.")
    return Finding("sessions", ok=True, what=f"{len(entries)} shipped: {', '.join(entry.title for entry in entries)}.")
