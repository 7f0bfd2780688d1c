"""Which sessions there are: those that came with the program, and the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reorigin_desktop.errors import ReoriginError, SettingsError
from reorigin_desktop.paths import bundled
from reorigin_desktop.script.model import Severity
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.session import Session
from reorigin_desktop.script.timeline import compile_session, default_values
from reorigin_desktop.voice.takes import Takes

SUFFIX = ".session"
FIRST_SESSION = "first-breath"
SCENES = ("aurora", "water", "field", "night", "plain")


@dataclass(frozen=True, slots=True)
class Entry:
    """One session on the shelf. `minutes` includes the usual length of its `stops`; `problems` counts its errors."""

    path: Path
    id: str
    title: str
    summary: str
    tags: tuple[str, ...]
    minutes: float
    stops: int
    language: str
    author: str
    safety: str
    problems: int
    scene: str


def own_sessions_dir(data_dir: Path) -> Path:
    """Where sessions that a person has dropped in are kept."""
    return data_dir / "sessions"


def list_sessions(folders: Sequence[Path]) -> tuple[Entry, ...]:
    """Every session script in these folders, by title; one that cannot be read is listed, with its problems.

    Reads and compiles each one: call it on a worker thread.
    """
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.glob(f"*{SUFFIX}"))]
    entries = [entry_of(path) for path in paths]
    return tuple(sorted(entries, key=lambda entry: (entry.id != FIRST_SESSION, entry.title.casefold())))


def entry_of(path: Path) -> Entry:
    """What the shelf says about one session script."""
    try:
        session = read_session(path)
    except ReoriginError:
        return Entry(path, path.stem, path.stem, "", (), 0.0, 0, "", "", "", 1, SCENES[0])
    header = session.header
    if header is None:
        return Entry(path, path.stem, path.stem, "", (), 0.0, 0, "", "", "", max(1, _errors(session)), SCENES[0])
    minutes, stops = 0.0, 0
    if not session.has_errors:
        timeline = compile_session(session, default_values(session), Takes(header.id, path.parent)).timeline
        stops = len(timeline.stops)
        minutes = (timeline.total_s + sum(stop.expect_s for stop in timeline.stops)) / 60
    return Entry(
        path=path,
        id=header.id,
        title=header.title,
        summary=header.summary,
        tags=tuple(tag for tag in header.tags if tag not in SCENES),
        minutes=minutes,
        stops=stops,
        language=header.language,
        author=header.author,
        safety=header.safety,
        problems=_errors(session),
        scene=scene_of(header.id, header.tags),
    )


def scene_of(session_id: str, tags: Sequence[str]) -> str:
    """The scene that a session asks for by a tag, else one of its own that is always the same."""
    named = [tag for tag in tags if tag in SCENES]
    return named[0] if named else SCENES[sum(session_id.encode()) % (len(SCENES) - 1)]


def find_session(name: str, folders: Sequence[Path]) -> Path:
    """The script that a person means: a path, or the id of a session on the shelf; SettingsError with what there is."""
    path = Path(name).expanduser()
    if path.exists() or path.suffix == SUFFIX or len(path.parts) > 1:
        return path
    for folder in folders:
        if (folder / f"{name}{SUFFIX}").is_file():
            return folder / f"{name}{SUFFIX}"
    known = sorted(path.stem for folder in folders if folder.is_dir() for path in folder.glob(f"*{SUFFIX}"))
    raise SettingsError(name, f"There is no session called “{name}”.", f"Known: {', '.join(known)}; or name a file.")


def shelf_folders(data_dir: Path) -> tuple[Path, Path]:
    """Where sessions are looked for: those that were shipped, then the person's own."""
    return bundled("sessions"), own_sessions_dir(data_dir)


def _errors(session: Session) -> int:
    return sum(message.severity is Severity.ERROR for message in session.messages)
