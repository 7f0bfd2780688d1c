"""What a run is played at: the journal and the output, opened once, put away in reverse."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from reorigin_desktop.errors import JournalError, OutputError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.journal import Journal, open_journal
from reorigin_desktop.journal.moments import Moment, moment_now
from reorigin_desktop.journal.records import RunRow
from reorigin_desktop.player.loading import Prepared
from reorigin_desktop.player.look import Gains, Notice
from reorigin_desktop.player.player import Player
from reorigin_desktop.player.summary import RunSummary
from reorigin_desktop.sound.live import Live, prepare_interpreter
from reorigin_desktop.sound.null import NullOutput
from reorigin_desktop.sound.outlet import Output

SETTLED_FRAMES = RATE_HZ // 4
LONGEST_SETTLING_S = 3.0
NOTHING_SAVED = "This session can be played, but nothing will be saved."


class Desk:
    """The journal, the output and the player now at it.

    `journal` is None where there is no place to write; `notices` says so, and everything else to be said once.
    """

    def __init__(
        self,
        journal: Journal | None,
        live: Live,
        open_card: Callable[[], Output],
        *,
        silent: bool,
        silent_by_choice: bool = False,
        preview: bool = False,
        now: Callable[[], Moment] = moment_now,
        notices: tuple[Notice, ...] = (),
    ) -> None:
        self.journal = journal
        self.live = live
        self.silent = silent
        self.silent_by_choice = silent_by_choice
        self.notices = notices
        self._open_card = open_card
        self._preview = preview
        self._now = now
        self._player: Player | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def player_for(self, prepared: Prepared, gains: Gains | None = None) -> Player:
        """A player for a session; the one before it is closed."""
        if self._player is not None:
            self._player.close()
        self._player = Player(
            prepared,
            self.live,
            self.journal,
            now=self._now,
            gains=gains,
            preview=self._preview,
            silent=self.silent,
            reopen=self._reopen,
        )
        return self._player

    def use_card(self, open_card: Callable[[], Output]) -> Notice | None:
        """Change to another sound device, now; a notice if that is not to be had, and what plays is paused then."""
        try:
            self.live.switch(open_card())
        except OutputError as error:
            return Notice(error.what, error.fix)
        self._open_card = open_card
        self.silent = False
        return None

    def summary(self) -> RunSummary | None:
        """What the run at this desk came to, once it is over."""
        return self._player.summary() if self._player else None

    def set_gains(self, gains: Gains) -> None:
        """Other levels for what plays now."""
        if self._player is not None:
            self._player.set_gains(gains)

    def set_picture_delay(self, seconds: float) -> None:
        """Show everything this much later, for headphones that are later than they say."""
        if self._player is not None:
            self._player.set_picture_delay(seconds)

    def runs(self, limit: int | None = None) -> tuple[RunRow, ...]:
        """The newest runs in the journal; none where there is no journal. Raises JournalError."""
        return self.journal.runs(limit) if self.journal else ()

    def resumable(self) -> RunRow | None:
        """The run that was cut off last, unless it has been resumed or dismissed. Raises JournalError."""
        return self.journal.resumable() if self.journal else None

    def dismiss_resume(self, row: RunRow) -> None:
        """Do not offer this run again. Raises JournalError."""
        if self.journal is not None:
            self.journal.dismiss_resume(row.id)

    def close(self) -> Notice | None:
        """Put everything away, last opened first; a notice if something could not be saved.

        A session that still plays counts as interrupted: the next start offers to go on with it.
        """
        if self._player is not None:
            self._player.close("interrupted")
            self._player = None
        self.live.close()
        if self.journal is not None:
            try:
                self.journal.close()
            except JournalError as error:
                return Notice(error.what, error.fix)
        return None

    def _reopen(self) -> Output:
        return self._open_card()


def open_desk(data_dir: Path, open_card: Callable[[], Output], *, silent: bool = False, speed: float = 1.0) -> Desk:
    """Open the journal and the output. Neither failing is fatal: what is missing is said in the notices.

    `silent` plays without a sound device, at `speed` times real time; at any speed but 1 nothing is recorded.
    """
    prepare_interpreter()
    preview = speed != 1.0
    notices: list[Notice] = []
    journal: Journal | None = None
    if not preview:
        try:
            journal = open_journal(data_dir)
            journal.close_interrupted()
        except JournalError as error:
            notices.append(Notice(f"{error} {NOTHING_SAVED}", ""))
    live, unheard = _open_live(open_card, silent=silent, speed=speed)
    if unheard:
        notices.append(unheard)
    return Desk(
        journal,
        live,
        open_card,
        silent=silent or unheard is not None,
        silent_by_choice=silent,
        preview=preview,
        notices=tuple(notices),
    )


def _let_it_settle(live: Live) -> None:
    """Wait until the device plays for good: some sound servers swallow the first moments after they are opened."""
    until_s = time.monotonic() + LONGEST_SETTLING_S
    first = live.audible().out_frame
    while live.audible().out_frame - first < SETTLED_FRAMES and time.monotonic() < until_s:
        time.sleep(0.02)


def _open_live(open_card: Callable[[], Output], *, silent: bool, speed: float) -> tuple[Live, Notice | None]:
    """The stream on the sound device, or on the silent output with a notice why."""
    if not silent:
        try:
            live = Live(open_card())
            live.start()
            _let_it_settle(live)
        except OutputError as error:
            notice = Notice(f"{error.what} The session plays silently, in real time.", error.fix)
        else:
            return live, None
    else:
        notice = None
    live = Live(NullOutput(speed))
    live.start()
    return live, notice
