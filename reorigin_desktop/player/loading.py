"""Making a session ready to play: its timeline, every sound it needs, and where it begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reorigin_desktop.errors import Cancelled, SettingsError, SoundError, TakeError, UnplayableError
from reorigin_desktop.frames import RATE_HZ, clock_text
from reorigin_desktop.journal.records import RunRow, RunStart
from reorigin_desktop.player.checking import UNREADABLE_SOUND, check_session
from reorigin_desktop.player.layout import Layout, waiting_stops
from reorigin_desktop.player.look import Notice
from reorigin_desktop.player.scoring import Shelf, build_score
from reorigin_desktop.script import breath
from reorigin_desktop.script.check import format_message
from reorigin_desktop.script.model import Message, Severity, Timeline
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.session import Session
from reorigin_desktop.script.timeline import check_values, compile_session, default_values, phrases
from reorigin_desktop.sound.mix import Mix
from reorigin_desktop.sound.source import Sound
from reorigin_desktop.voice.draft import find_draft_voice
from reorigin_desktop.voice.takes import Takes, guide_take, landing_take

Progress = Callable[[str, float], None]
"""Told what is being done, in words, and how much of the whole is done, 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A session that can be played: `mix` laid out with every stop waiting, as `layout` says.

    `start_frame` is where it begins (0, or where an interrupted run goes on), `already` the numbers of the passes that
    the interrupted run completed.
    """

    session: Session
    values: Mapping[str, str]
    timeline: Timeline
    layout: Layout
    mix: Mix
    closing: Sound | None
    closing_text: str
    notice: Notice | None
    start_frame: int = 0
    already: frozenset[int] = frozenset()
    resumed_from: str | None = None

    def run_start(self, *, silent: bool) -> RunStart:
        """What the journal is told when this is played."""
        header = self.session.header
        return RunStart(
            session_id=header.id if header else self.session.path.stem,
            title=self.timeline.title,
            session_path=str(self.session.path),
            script_hash=self.session.content_hash,
            version=header.version if header else "",
            planned_frames=self.timeline.total_frames,
            values=dict(self.values),
            silent=silent,
            resumed_from=self.resumed_from,
            start_frame=self.start_frame,
        )


def compiled(session: Session, values: Mapping[str, str], takes: Takes) -> tuple[Timeline, dict[str, str]]:
    """The timeline of a session for these answers (defaults for the rest), and all the values.

    Raises UnplayableError where the script or a value has an error.
    """
    header = session.header
    messages = tuple(session.messages)
    if header is None or session.has_errors:
        raise _unplayable(session, messages)
    wrong = check_values(header, values)
    if wrong:
        raise _unplayable(session, wrong)
    whole = {**default_values(session), **values}
    result = compile_session(session, whole, takes)
    if any(message.severity is Severity.ERROR for message in result.messages):
        said = [message for message in result.messages if message.code != UNREADABLE_SOUND]
        raise _unplayable(session, (*said, *check_session(session.path)))
    return result.timeline, whole


def takes_for(session: Session) -> Takes:
    """Whoever speaks a session: its takes, the shipped narration, then the draft voice of this computer."""
    return Takes(session.header.id if session.header else session.path.stem, session.path.parent, find_draft_voice())


def prepare(
    path: Path,
    values: Mapping[str, str],
    progress: Progress = lambda _what, _share: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    start_s: float = 0.0,
    resumed: RunRow | None = None,
    stops: Callable[[Timeline], tuple[int, ...]] = waiting_stops,
) -> Prepared:
    """Read a script and load all it needs, to begin at `start_s` or where an interrupted run ended; see `load`."""
    session = read_session(path)
    prepared = load(session, values, takes_for(session), progress=progress, cancelled=cancelled, stops=stops)
    if resumed is not None:
        return going_on(prepared, resumed)
    if start_s and start_s >= prepared.timeline.total_s:
        what = "The session is over by the time at which it should begin."
        raise SettingsError(path, what, f"Choose a time before {clock_text(prepared.timeline.total_s)}.")
    return replace(prepared, start_frame=round(start_s * RATE_HZ))


def load(
    session: Session,
    values: Mapping[str, str],
    takes: Takes,
    *,
    progress: Progress = lambda _what, _share: None,
    cancelled: Callable[[], bool] = lambda: False,
    stops: Callable[[Timeline], tuple[int, ...]] = waiting_stops,
) -> Prepared:
    """Read, synthesise and decode everything a session needs; takes seconds, so call it on a worker thread.

    `stops` says how long each stop is laid out to last. Raises UnplayableError for a script that cannot be played, and
    Cancelled when `cancelled` says so. A sound that cannot be read is left out, and named in `notice`.
    """

    def check_cancelled() -> None:
        if cancelled():
            raise Cancelled

    progress("Reading the session", 0.0)
    compiled(session, values, takes)
    whole = {**default_values(session), **values}
    spoken = phrases(session, whole)
    lacking = takes.missing(spoken)
    unspoken: TakeError | None = None
    if lacking:

        def speaking(done: int, of: int) -> None:
            check_cancelled()
            progress("Speaking the lines that have no recording yet", 0.1 + 0.5 * done / max(of, 1))

        try:
            takes.prepare(lacking, speaking, cancelled)
        except TakeError as error:
            unspoken = error
    check_cancelled()
    timeline, whole = compiled(session, values, takes)
    layout = Layout.of(timeline.segments, stops(timeline))

    def loading(done: int, of: int) -> None:
        check_cancelled()
        progress("Loading sounds", 0.6 + 0.4 * done / max(of, 1))

    language = session.header.language if session.header else "en"
    shelf = Shelf(takes.file_for, lambda phase: guide_take(phase, language))
    score, faults = build_score(timeline, layout, shelf, loading)
    text, path = landing_take(language, len(spoken))
    try:
        closing: Sound | None = shelf.sound(path)
    except SoundError as error:
        closing, faults = None, (*faults, error)
    return Prepared(
        session=session,
        values=whole,
        timeline=timeline,
        layout=layout,
        mix=Mix(score, breath),
        closing=closing,
        closing_text=text,
        notice=_notice(faults, unspoken, silent_lines=len(takes.missing(spoken))),
    )


def going_on(prepared: Prepared, row: RunRow) -> Prepared:
    """The same session, ready to go on where an interrupted run of it ended.

    It goes back to the beginning of the pass that was under way, or a few seconds, so that nothing is heard in halves.
    If the script has changed since, it begins at the beginning.
    """
    timeline = prepared.timeline
    if row.start.script_hash != prepared.session.content_hash or row.start.planned_frames != timeline.total_frames:
        return replace(prepared, resumed_from=row.id)
    position = min(row.position_frame, timeline.total_frames)
    already = _completed_before(timeline, row, position)
    under_way = [
        span.start_frame
        for number, span in enumerate(timeline.repetitions)
        if span.start_frame <= position < span.end_frame or (position == span.end_frame and number not in already)
    ]
    start = min(under_way, default=max(0, position - 5 * RATE_HZ))
    return replace(prepared, start_frame=start, already=already, resumed_from=row.id)


def _completed_before(timeline: Timeline, row: RunRow, position: int) -> frozenset[int]:
    """Numbers of the passes that an interrupted run completed before it came to this position.

    A pass of the same name and index may come several times (a counted block inside a plain repeat), so each record
    stands for the first such pass that no record before it stands for.
    """
    found: set[int] = set()
    for record in row.repetitions:
        if record.status != "completed":
            continue
        for number, span in enumerate(timeline.repetitions):
            same = (span.repetition.label, span.repetition.index) == (record.label, record.index)
            if same and number not in found and span.end_frame <= position:
                found.add(number)
                break
    return frozenset(found)


def _unplayable(session: Session, messages: tuple[Message, ...]) -> UnplayableError:
    """The first error in full, and how many there are."""
    errors = [message for message in messages if message.severity is Severity.ERROR]
    more = f" ({len(errors) - 1} more: `reorigin check` lists them.)" if len(errors) > 1 else ""
    what = f"This session cannot be played yet:\n{format_message(errors[0])}" if errors else "This file is no session."
    return UnplayableError(session.path, what, f"Mend the line and try again.{more}")


def _notice(faults: tuple[SoundError, ...], unspoken: TakeError | None, *, silent_lines: int) -> Notice | None:
    """What the person should know before it begins: sounds that are missing, lines that nobody can speak."""
    if faults:
        more = f" ({len(faults) - 1} more sounds could not be read either.)" if len(faults) > 1 else ""
        return Notice(str(faults[0]) + more, "The session plays without it; captions show every line.")
    if unspoken:
        return Notice(str(unspoken), "The lines without a recording are shown as captions.")
    if silent_lines:
        return Notice(
            f"{silent_lines} lines have no recording, and no voice is installed to speak them.",
            "They are shown as captions, with time to read them. Installing espeak-ng gives them a draft voice.",
        )
    return None
