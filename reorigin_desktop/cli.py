"""Every command: `reorigin` opens the window, `reorigin WORD …` does one thing and ends."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reorigin_desktop import __version__
from reorigin_desktop.errors import ReoriginError, SettingsError, UnplayableError
from reorigin_desktop.paths import data_dir

if TYPE_CHECKING:
    from reorigin_desktop.script.model import Message

DONE, SCRIPT_ERRORS, CANNOT = 0, 1, 2
"""Exit codes: it is done; the session script has errors; something could not be read, written or understood."""

MAX_SPEED = 1000.0


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """What the window is to show first: a session, or what was there last; and how it sounds."""

    data_dir: Path
    session: Path | None = None
    values: tuple[tuple[str, str], ...] = ()
    start_s: float = 0.0
    silent: bool = False


def main(argv: Sequence[str] | None, open_window: Callable[[WindowRequest], int]) -> int:
    """Do what the arguments say; returns the exit code. Whatever goes wrong is said in words on standard error."""
    arguments = parser().parse_args(argv)
    folder = data_dir(arguments.data_dir)
    try:
        return int(arguments.run(arguments, folder, open_window))
    except UnplayableError as error:
        _complain(f"{error.what}\n{error.fix}")
        return SCRIPT_ERRORS
    except ReoriginError as error:
        _complain(str(error))
        return CANNOT
    except BrokenPipeError:
        # Whoever read our lines has seen enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The commands, their arguments and their help; also the source of the man page and of shell completions."""
    top = argparse.ArgumentParser(
        prog="reorigin", description="Guided exercises, again and again, calmly. Without a command the window opens."
    )
    top.add_argument("--version", action="version", version=f"reorigin {__version__}")
    top.add_argument(
        "--data-dir", metavar="DIR", help="where journal and settings are kept (else REORIGIN_DATA_DIR, else your own)"
    )
    top.add_argument("--silent", action="store_true", help="play without sound, in real time")
    top.set_defaults(run=_window)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    play = commands.add_parser("play", help="play a session, in the window or in the terminal")
    play.add_argument("session", metavar="SESSION", help="a .session file, or the name of one that is installed")
    play.add_argument("--terminal", action="store_true", help="here in the terminal, without a window")
    play.add_argument("--silent", action="store_true", default=argparse.SUPPRESS, help="without sound, in real time")
    play.add_argument(
        "--speed", type=_speed, default=1.0, metavar="N", help="N times as fast, silent: a preview that is not recorded"
    )
    play.add_argument("--from", dest="start", type=_clock, default=0.0, metavar="TIME", help="begin at 90s or 1:30")
    _add_set(play)
    play.add_argument(
        "--answer",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=VALUE",
        help="answer to a question, for pipes",
    )
    play.set_defaults(run=_play)

    check = commands.add_parser("check", help="look for mistakes in session scripts")
    check.add_argument("paths", nargs="+", metavar="PATH", help="session files, or folders of them")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=_check)

    timeline = commands.add_parser("timeline", help="show everything that happens in a session, and when")
    timeline.add_argument("session", metavar="SESSION")
    timeline.add_argument("--json", action="store_true", help="as one JSON object (docs/json.md)")
    _add_set(timeline)
    timeline.set_defaults(run=_timeline)

    render = commands.add_parser("render", help="write a session into a sound file")
    render.add_argument("session", metavar="SESSION")
    render.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="FILE.wav, .flac or .ogg")
    render.add_argument("--captions", type=Path, metavar="FILE", help="also write the captions as WebVTT")
    render.add_argument(
        "--stops",
        choices=("none", "expect"),
        default="none",
        help="the time questions and waits take",
    )
    _add_set(render)
    render.set_defaults(run=_render)

    journal = commands.add_parser("journal", help="show what was practised")
    journal.add_argument("--json", action="store_true", help="as one JSON object (docs/json.md)")
    journal.set_defaults(run=_journal)

    doctor = commands.add_parser("doctor", help="show what this computer has for playing, and what it lacks")
    doctor.add_argument("--json", action="store_true", help="as a JSON list (docs/json.md)")
    doctor.set_defaults(run=_doctor)

    new = commands.add_parser("new", help="begin a session script of your own")
    new.add_argument("file", type=Path, metavar="FILE", help="FILE.session; never written over")
    new.set_defaults(run=_new)
    return top


def _add_set(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", dest="values", action="append", default=[], type=_pair, metavar="NAME=VALUE", help="set a variable"
    )


# ---------------------------------------------------------------------------------------------- commands


def _window(arguments: argparse.Namespace, folder: Path, open_window: Callable[[WindowRequest], int]) -> int:
    if has_display():
        return open_window(WindowRequest(folder, silent=arguments.silent))
    from reorigin_desktop.player.library import FIRST_SESSION

    print("There is no screen here, so the session plays in the terminal.")
    values = {"session": FIRST_SESSION, "terminal": True, "speed": 1.0, "start": 0.0, "values": [], "answer": []}
    return _play(argparse.Namespace(**{**vars(arguments), **values}), folder, open_window)


def _play(arguments: argparse.Namespace, folder: Path, open_window: Callable[[WindowRequest], int]) -> int:
    path = _find(arguments.session, folder)
    if not arguments.terminal and arguments.speed == 1.0 and has_display():
        values = tuple(arguments.values)
        request = WindowRequest(folder, path.resolve(), values, arguments.start, arguments.silent)
        return open_window(request)
    return _play_in_terminal(arguments, folder, path)


def _play_in_terminal(arguments: argparse.Namespace, folder: Path, path: Path) -> int:
    from reorigin_desktop.player.desk import open_desk
    from reorigin_desktop.player.loading import prepare
    from reorigin_desktop.settings import load_settings
    from reorigin_desktop.sound.output import open_output
    from reorigin_desktop.ui.terminal import play_in_terminal

    prepared = prepare(path, dict(arguments.values), start_s=arguments.start)
    settings, problems = load_settings(folder)
    for problem in problems:
        _complain(problem)
    silent = arguments.silent or arguments.speed != 1.0
    with open_desk(
        folder,
        lambda: open_output(settings.output_device, settings.latency),
        silent=silent,
        speed=arguments.speed,
    ) as desk:
        for notice in desk.notices:
            _complain(f"{notice.what} {notice.fix}".strip())
        player = desk.player_for(prepared)
        keys = sys.stdin.isatty() and sys.stdout.isatty()
        return play_in_terminal(player, out=sys.stdout, keys=keys, answers=dict(arguments.answer))


def _check(arguments: argparse.Namespace, _folder: Path, _open_window: object) -> int:
    from reorigin_desktop.player.checking import check_session
    from reorigin_desktop.script.check import format_message, message_json
    from reorigin_desktop.script.model import Severity

    found: list[Message] = []
    unreadable = False
    for path in _scripts(arguments.paths):
        try:
            found += check_session(path)
        except ReoriginError as error:
            unreadable = True
            _complain(str(error))
    if arguments.format == "json":
        _print_json([message_json(message) for message in found])
    else:
        for message in found:
            print(format_message(message))
        if not found and not unreadable and sys.stdout.isatty():
            print("No mistakes found.")
    if unreadable:
        return CANNOT
    return SCRIPT_ERRORS if any(message.severity is Severity.ERROR for message in found) else DONE


def _timeline(arguments: argparse.Namespace, folder: Path, _open_window: object) -> int:
    from reorigin_desktop.frames import RATE_HZ, clock_text
    from reorigin_desktop.player.loading import compiled, takes_for
    from reorigin_desktop.script.model import Say
    from reorigin_desktop.script.read import read_session
    from reorigin_desktop.script.timeline_json import timeline_json

    session = read_session(_find(arguments.session, folder))
    timeline, _ = compiled(session, dict(arguments.values), takes_for(session))
    if arguments.json:
        _print_json(timeline_json(timeline))
        return DONE
    about = "about " if timeline.estimated else ""
    print(f"{timeline.title}: {about}{clock_text(timeline.total_s)}, {len(timeline.stops)} stops")
    starts, script = timeline.segment_starts, session.path.name
    for cue in timeline.cues:
        at = (starts[cue.segment] + cue.start_frame) / RATE_HZ
        place = f"line {cue.line}" if cue.file == script else f"{cue.file}, line {cue.line}"
        said = f"  {cue.payload.phrase.text}" if isinstance(cue.payload, Say) else ""
        print(f"{clock_text(at):>8}.{int(at * 10) % 10}  {cue.lane:<7} {cue.kind:<10} {place}{said}")
    return DONE


def _render(arguments: argparse.Namespace, folder: Path, _open_window: object) -> int:
    from reorigin_desktop.frames import RATE_HZ, clock_text
    from reorigin_desktop.player.layout import expected_stops
    from reorigin_desktop.player.loading import prepare
    from reorigin_desktop.script.captions import webvtt
    from reorigin_desktop.script.model import Timeline
    from reorigin_desktop.sound.render import render_file

    def stops(timeline: Timeline) -> tuple[int, ...]:
        return expected_stops(timeline) if arguments.stops == "expect" else (0,) * len(timeline.segments)

    prepared = prepare(_find(arguments.session, folder), dict(arguments.values), stops=stops)
    rendered = render_file(prepared.mix, arguments.output)
    if arguments.captions:
        try:
            arguments.captions.write_text(webvtt(prepared.timeline, prepared.layout.starts), encoding="utf-8")
        except OSError as error:
            raise SettingsError(
                arguments.captions,
                f"The captions cannot be written ({error.strerror}).",
                "Choose a folder that you may write to.",
            ) from None
    print(
        f"{arguments.output}: {clock_text(rendered.frames / RATE_HZ)}, {rendered.loudness_lufs:.1f} LUFS, "
        f"true peak {rendered.true_peak_dbtp:.1f} dBTP"
    )
    if prepared.notice:
        _complain(f"{prepared.notice.what} {prepared.notice.fix}")
    return DONE


def _journal(arguments: argparse.Namespace, folder: Path, _open_window: object) -> int:
    from reorigin_desktop.journal.journal_json import journal_json
    from reorigin_desktop.journal.reading import read_runs
    from reorigin_desktop.ui.journal_lines import DayLine, journal_lines

    runs = read_runs(folder)
    if arguments.json:
        _print_json(journal_json(runs))
        return DONE
    if not runs:
        print("Nothing has been practised here yet. Begin with: reorigin play first-breath")
    for line in journal_lines(runs, date.today()):  # noqa: DTZ011 - the person's own day is meant
        if isinstance(line, DayLine):
            print(line.words)
        else:
            print("  ".join(filter(None, ["", line.facts, line.title, line.done, line.ratings])))
    return DONE


def _doctor(arguments: argparse.Namespace, folder: Path, _open_window: object) -> int:
    from reorigin_desktop.player.doctor import examine

    findings = examine(folder, display=has_display())
    if arguments.json:
        _print_json([{"name": f.name, "ok": f.ok, "what": f.what, "fix": f.fix} for f in findings])
    else:
        for finding in findings:
            mark = "ok  " if finding.ok else "note"
            print(f"{mark}  {finding.name}: {finding.what} {finding.fix}".rstrip())
    return DONE


def _new(arguments: argparse.Namespace, _folder: Path, _open_window: object) -> int:
    from reorigin_desktop.script.new import starter

    path = arguments.file if arguments.file.suffix else arguments.file.with_suffix(".session")
    title = path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or "My session"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(starter(title))
    except FileExistsError:
        raise SettingsError(path, "This file is there already.", "Choose another name; nothing was changed.") from None
    except OSError as error:
        raise SettingsError(path, f"The file cannot be written ({error.strerror}).", "Choose another folder.") from None
    typed = f'"{path}"' if " " in str(path) else path
    print(f"{path} is written. Hear it: reorigin play {typed}   Check it: reorigin check {typed}")
    return DONE


# ------------------------------------------------------------------------------------------- what they share


def _find(name: str, folder: Path) -> Path:
    from reorigin_desktop.player.library import find_session, shelf_folders

    return find_session(name, shelf_folders(folder))


def _scripts(names: Sequence[str]) -> list[Path]:
    """The files meant: a folder stands for every session script in it and below."""
    paths: list[Path] = []
    for name in names:
        path = Path(name)
        paths += sorted(path.rglob("*.session")) if path.is_dir() else [path]
    return paths


def has_display() -> bool:
    """Whether a window could open here; asked before Qt is, because Qt ends the program where there is none."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal", "vnc"}:
        return True
    if not sys.platform.startswith("linux"):
        return True
    from reorigin_desktop.player.display import x_server_answers

    if os.environ.get("WAYLAND_DISPLAY"):
        socket = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / os.environ["WAYLAND_DISPLAY"]
        if socket.exists():
            return True
    return x_server_answers(os.environ.get("DISPLAY", ""))


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _complain(words: str, out: TextIO | None = None) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(words, file=out or sys.stderr)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME=VALUE, for example rounds=3")
    return name, value


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= MAX_SPEED:
        raise argparse.ArgumentTypeError(f"“{text}” is not a speed between 0.1 and {MAX_SPEED:.0f}")
    return speed


def _clock(text: str) -> float:
    """Seconds from 90, 90s, 1:30, 1:30.5 or 2min."""
    from reorigin_desktop.script.durations import seconds_of

    seconds = seconds_of(text)
    if seconds is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a time; write 90s or 1:30")
    return float(seconds)
