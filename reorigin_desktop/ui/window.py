"""What leads from one page to the next: choosing a session, getting it ready, playing it, and what comes after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reorigin_desktop.errors import JournalError, ReoriginError, SettingsError
from reorigin_desktop.player.look import Gains, Notice
from reorigin_desktop.settings import Settings, save_settings
from reorigin_desktop.ui.awake import Awake
from reorigin_desktop.ui.end_card import EndCard
from reorigin_desktop.ui.journal_page import JournalPage
from reorigin_desktop.ui.library_page import LibraryPage
from reorigin_desktop.ui.motion import still_wanted
from reorigin_desktop.ui.resume_card import ResumeCard
from reorigin_desktop.ui.session_page import SessionPage
from reorigin_desktop.ui.session_place import SessionPlace
from reorigin_desktop.ui.settings_page import SettingsPage
from reorigin_desktop.ui.shell import Shell
from reorigin_desktop.ui.stage import StageStyle
from reorigin_desktop.ui.start_card import StartCard
from reorigin_desktop.ui.theme import dress
from reorigin_desktop.ui.work import Report, Work

if TYPE_CHECKING:
    from reorigin_desktop.journal.records import RunRow
    from reorigin_desktop.player.desk import Desk
    from reorigin_desktop.player.library import Entry
    from reorigin_desktop.player.loading import Prepared
    from reorigin_desktop.script.session import Session

AWAKE_MS = 1000
NEWEST_RUNS = 150
"""How many runs the journal page shows at the most."""


@dataclass(frozen=True, slots=True)
class First:
    """What to show first: a session to begin with, or None for what was there last."""

    session: Path | None = None
    values: tuple[tuple[str, str], ...] = ()
    start_s: float = 0.0


class Window(QObject):
    """The shell and its pages, and the desk behind them once `sit_down` has given one.

    Until then the window can be looked at but plays nothing: opening the sound device and the journal takes a moment,
    and the first frame does not wait for it.
    """

    def __init__(
        self, app: QApplication, data_dir: Path, settings: Settings, devices: Callable[[], tuple[str, ...]]
    ) -> None:
        super().__init__()
        self._app, self._data_dir, self.settings = app, data_dir, settings
        self._desk: Desk | None = None
        self._work: Work | None = None
        self._awake = Awake()
        self._awake_timer = QTimer(self)
        self._entry: Entry | None = None
        self._values: dict[str, str] = {}
        self.library, self.session = LibraryPage(), SessionPage()
        self.place = SessionPlace(self.session)
        self.journal, self.settings_page = JournalPage(self._runs), SettingsPage(self.change, devices)
        pages = {
            "library": self.library,
            "session": self.place,
            "journal": self.journal,
            "settings": self.settings_page,
        }
        self.shell = Shell(pages, place=settings.window, maximised=settings.window_maximised, on_close=self.put_away)
        self._connect()
        self._dress()

    def _connect(self) -> None:
        self.library.chosen.connect(self.choose)
        self.library.files_given.connect(self._add_files)
        self.place.library_wanted.connect(lambda: self.shell.open_page("library"))
        self.session.ended.connect(self._show_end)
        self.session.noticed.connect(self.shell.say)
        self.session.notice_over.connect(self.shell.notices.put_away)
        self.shell.notices.dismissed.connect(self.session.notice_read)
        self.session.gains_changed.connect(self._keep_gains)
        self.session.captions_toggled.connect(lambda on: self.change(captions=on))
        self.session.whole_screen_wanted.connect(self._toggle_whole_screen)
        self._awake_timer.timeout.connect(self._stay_awake)
        self._app.styleHints().colorSchemeChanged.connect(self._dress)

    # ------------------------------------------------------------------------------------------- getting going

    def show(self) -> None:
        """The window as it was left."""
        self.shell.open_page("library")
        if self.settings.window_maximised:
            self.shell.showMaximized()
        else:
            self.shell.show()

    def sit_down(self, desk: Desk, first: First) -> None:
        """From now on sessions can be played."""
        self._desk = desk
        self.session.stage.begin_painting()
        for notice in desk.notices:
            self.shell.say(notice)
        self._offer_resume()
        self.list_sessions(partial(self._begin_with, first))

    def list_sessions(self, then: Callable[[], None] = lambda: None) -> None:
        """Look again at which sessions there are."""

        def look(_report: Report, _cancelled: Callable[[], bool]) -> tuple[Entry, ...]:
            from reorigin_desktop.player.library import list_sessions, shelf_folders

            return list_sessions(shelf_folders(self._data_dir))

        def show(entries: tuple[Entry, ...]) -> None:
            self.library.show_entries(entries)
            then()

        Work(self, look, show)

    def _begin_with(self, first: First) -> None:
        from reorigin_desktop.player.library import FIRST_SESSION

        def begin(entry: Entry) -> None:
            if entry.id in self.settings.safety_seen and not entry.problems:
                self._get_ready(entry, dict(first.values), start_s=first.start_s)
            else:
                self.choose(entry, dict(first.values), first.start_s)

        if first.session is not None:
            self._look_up(first.session, begin)
        elif self.settings.last_session is None and not self._runs():
            entries = [entry for entry in self.library.shelf.entries if entry.id == FIRST_SESSION]
            if entries:
                self.choose(entries[0])

    # ------------------------------------------------------------------------------------------- before

    def choose(self, entry: Entry, values: Mapping[str, str] | None = None, start_s: float = 0.0) -> None:
        """Show the card of a session: what it is, what it asks, and Begin; or what is wrong with its script."""

        def read(_report: Report, _cancelled: Callable[[], bool]) -> Session:
            from reorigin_desktop.script.read import read_session

            return read_session(entry.path)

        self._cancel_work()
        show = partial(self._show_start, entry, dict(values or {}), start_s)
        self._work = Work(self, read, show, self._say_error)

    def _show_start(self, entry: Entry, values: Mapping[str, str], start_s: float, session: Session) -> None:
        from reorigin_desktop.script.timeline import check_values

        header = session.header
        variables = tuple(
            replace(one, default=values.get(one.name, one.default)) for one in (header.variables if header else ())
        )
        card = StartCard(
            entry,
            variables,
            tuple(session.messages),
            check=(lambda given: check_values(header, given)) if header else (lambda _given: ()),
        )
        card.begun.connect(lambda given: self._get_ready(entry, given, card, start_s))
        card.left.connect(self._leave_card)
        self.place.show_card(card)
        self.shell.open_page("session")
        card.take_focus()

    def _leave_card(self) -> None:
        """Back to the shelf; what plays already is there again where the card was."""
        self._cancel_work()
        self._show_what_plays()
        self.shell.open_page("library")

    def _show_what_plays(self) -> None:
        if self.session.is_playing:
            self.place.show_session()
        else:
            self.place.show_nothing()

    def _look_up(self, path: Path, then: Callable[[Entry], None]) -> None:
        """Read and compile a script beside the window, then go on with what the shelf says about it."""

        def look(_report: Report, _cancelled: Callable[[], bool]) -> Entry:
            from reorigin_desktop.player.library import entry_of

            return entry_of(path)

        self._cancel_work()
        self._work = Work(self, look, then)

    def _get_ready(
        self,
        entry: Entry,
        values: dict[str, str],
        card: StartCard | None = None,
        start_s: float = 0.0,
        resumed: RunRow | None = None,
    ) -> None:
        """Load the session beside the window, then play it."""
        if self._desk is None:
            return
        self._cancel_work()

        def load(report: Report, cancelled: Callable[[], bool]) -> Prepared:
            from reorigin_desktop.player.loading import prepare

            return prepare(entry.path, values, report, cancelled, start_s=start_s, resumed=resumed)

        def failed(error: ReoriginError) -> None:
            if card is not None:
                card.show_problem(f"{error.what} {error.fix}")
            else:
                self._say_error(error)
                self._show_what_plays()

        progressed: Report = card.show_progress if card is not None else (lambda _what, _share: None)
        self._work = Work(self, load, partial(self._play, entry, values), failed, progressed)

    # ------------------------------------------------------------------------------------------- playing

    def _play(self, entry: Entry, values: dict[str, str], prepared: Prepared) -> None:
        desk = self._desk
        self._work = None
        if desk is None:
            return
        self._entry, self._values = entry, values
        settings = self.settings
        player = desk.player_for(prepared, Gains(settings.voice, settings.bed, settings.tones))
        player.set_picture_delay(settings.latency_offset_ms / 1000)
        self._dress()
        self.place.show_session()
        self.shell.open_page("session")
        self.session.play(player)
        player.play()
        self._awake_timer.start(AWAKE_MS)
        seen = tuple(dict.fromkeys([*settings.safety_seen, entry.id]))
        self.change(last_session=entry.id, safety_seen=seen)

    def _stay_awake(self) -> None:
        """The screen sleeps as it likes while a session is paused or over."""
        self._awake.keep(awake=self.session.is_moving)
        if not self.session.is_playing:
            self._awake_timer.stop()

    def _show_end(self) -> None:
        """The card after a session; a run that never began has none, and the start card of the next one stays."""
        self.shell.show_whole_screen(whole=False)
        self.session.show_whole_screen(whole=False)
        if self.place.card is not None:
            return
        entry, values, summary = self._entry, self._values, self._desk.summary() if self._desk else None
        if summary is None or entry is None:
            self.place.show_nothing()
            return
        card = EndCard(summary, entry.scene, sum(entry.id.encode()))
        card.again.connect(lambda: self._get_ready(entry, values))
        card.closed.connect(self._leave_card)
        self.place.show_card(card)
        card.setFocus()

    def _offer_resume(self) -> None:
        desk = self._desk
        try:
            row = desk.resumable() if desk else None
        except JournalError as error:
            self.shell.say(Notice(error.what, error.fix))
            return
        if row is None or not Path(row.start.session_path).is_file():
            return
        card = ResumeCard(row.start.title, row.position_frame / 48_000)
        card.go_on.connect(lambda: self._resume(row))
        card.start_again.connect(lambda: self._start_again(row))
        card.not_now.connect(lambda: self._dismiss(row))
        self.library.offer(card)
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _resume(self, row: RunRow) -> None:
        def go_on(entry: Entry) -> None:
            self._get_ready(entry, dict(row.start.values), resumed=row)

        self._look_up(Path(row.start.session_path), go_on)

    def _dismiss(self, row: RunRow) -> None:
        try:
            if self._desk is not None:
                self._desk.dismiss_resume(row)
        except JournalError as error:
            self.shell.say(Notice(error.what, error.fix))

    def _start_again(self, row: RunRow) -> None:
        self._dismiss(row)
        self._look_up(Path(row.start.session_path), lambda entry: self.choose(entry, row.start.values))

    # ------------------------------------------------------------------------------------------- settings

    def change(self, **fields: object) -> None:
        """Change some settings: kept at once, and applied at once."""
        before = self.settings
        self.settings = replace(before, **fields)  # type: ignore[arg-type]  # the names and types are the pages' own
        if self.settings == before:
            return
        self._save_settings()
        if {"voice", "bed", "tones"} & fields.keys() and self._desk is not None:
            self._desk.set_gains(Gains(self.settings.voice, self.settings.bed, self.settings.tones))
        if {"output_device", "latency"} & fields.keys():
            self._change_device()
        if "latency_offset_ms" in fields and self._desk is not None:
            self._desk.set_picture_delay(self.settings.latency_offset_ms / 1000)
        self._dress()

    def _change_device(self) -> None:
        desk = self._desk
        if desk is None or desk.silent_by_choice:
            return
        device, latency = self.settings.output_device, self.settings.latency

        def switch(_report: Report, _cancelled: Callable[[], bool]) -> Notice | None:
            from reorigin_desktop.sound.output import open_output

            return desk.use_card(lambda: open_output(device, latency))

        def done(notice: Notice | None) -> None:
            if notice is not None:
                self.shell.say(notice)

        Work(self, switch, done)

    def _keep_gains(self, gains: Gains) -> None:
        self.settings = replace(self.settings, voice=gains.voice, bed=gains.bed, tones=gains.tones)
        self.settings_page.show_gains(gains)

    def _save_settings(self) -> None:
        try:
            save_settings(self._data_dir, self.settings)
        except SettingsError as error:
            self.shell.say(Notice(error.what, error.fix))

    def _dress(self) -> None:
        """Give everything the look that the settings ask for."""
        settings = self.settings
        tokens = dress(self._app, settings.theme, round(settings.text_scale * 100))
        still = still_wanted(settings.motion)
        scene = settings.scene if settings.scene != "session" else self._entry.scene if self._entry else "aurora"
        style = StageStyle(scene, settings.pacer, still, settings.captions, settings.text_scale)
        rate = settings.frame_rate if isinstance(settings.frame_rate, int) else 30
        self.session.dress(tokens, style, frames_per_s=rate, hides_time=not settings.show_time_left)
        self.library.dress(tokens, settings.text_scale)
        self.journal.dress(tokens, settings.text_scale)
        self.settings_page.show_settings(settings)
        self.shell.dress(tokens, settings.text_scale)

    # ------------------------------------------------------------------------------------------- the rest

    def _runs(self) -> tuple[RunRow, ...]:
        try:
            return self._desk.runs(NEWEST_RUNS) if self._desk else ()
        except JournalError as error:
            self.shell.say(Notice(error.what, error.fix))
            return ()

    def _add_files(self, paths: tuple[Path, ...]) -> None:
        """Copy dropped scripts into the person's own folder; one that is there already is kept, under a new name."""
        from reorigin_desktop.player.library import own_sessions_dir

        folder = own_sessions_dir(self._data_dir)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in paths:
                shutil.copyfile(path, _free_name(folder, path))
        except OSError as error:
            self.shell.say(Notice(f"The session could not be added ({error.strerror}).", "Is there room on the disk?"))
        self.list_sessions()

    def _toggle_whole_screen(self) -> None:
        whole = not self.shell.isFullScreen()
        self.shell.show_whole_screen(whole=whole)
        self.session.show_whole_screen(whole=whole)

    def _say_error(self, error: ReoriginError) -> None:
        self.shell.say(Notice(error.what, error.fix))

    def _cancel_work(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def put_away(self) -> None:
        """The window closes: the run ends with what was completed, and everything is on the disk."""
        self._cancel_work()
        self.session.leave()
        self._stay_awake()
        maximised = self.shell.isMaximized()
        self.settings = replace(self.settings, window=self.shell.place, window_maximised=maximised)
        self._save_settings()
        if self._desk is not None:
            self._desk.close()
            self._desk = None


def _free_name(folder: Path, path: Path) -> Path:
    """Where a copy of a script goes without writing over another; the same words need no second copy."""
    for number in range(1, 1000):
        wanted = folder / (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}")
        if not wanted.exists() or wanted.read_bytes() == path.read_bytes():
            return wanted
    raise SettingsError(folder, f"There are too many sessions called {path.name}.", "Rename the file first.")
