"""A whole session played by hand: the real player, mixer and journal, with time turned by a crank."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.moments import moment_now
from reorigin_desktop.player.loading import Prepared, load
from reorigin_desktop.player.look import State
from reorigin_desktop.player.player import Player
from reorigin_desktop.script.read import read_session
from reorigin_desktop.sound.live import Live
from reorigin_desktop.voice.takes import Takes
from tests.cranked import CrankedOutput

BLOCK = 480


def prepare(path: Path, values: dict[str, str] | None = None) -> Prepared:
    """Load a session as the program does, with no voice but the takes it has."""
    session = read_session(path)
    return load(session, values or {}, Takes(session.header.id if session.header else "none", path.parent))


class Rehearsal:
    """Plays a session script; nothing moves but by `turn`."""

    def __init__(
        self,
        path: Path,
        data_dir: Path,
        values: dict[str, str] | None = None,
        *,
        preview: bool = False,
        prepared: Prepared | None = None,
    ) -> None:
        self.output = CrankedOutput()
        self.live = Live(self.output, threaded=False)
        self.output.pump = self.live.pump
        self.live.start()
        self.journal = open_journal(data_dir)
        self.player = Player(
            prepared or prepare(path, values),
            self.live,
            self.journal,
            now=moment_now,
            preview=preview,
            threaded=False,
        )

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        left = round(seconds * RATE_HZ)
        while left > 0:
            self.player.step()
            self.live.pump()
            self.output.crank(min(left, BLOCK))
            left -= BLOCK
        self.player.step()
        self.live.pump()

    def settle(self) -> None:
        """Let commands be carried out and heard, with as little time as that takes."""
        self.turn(0.03)

    def turn_until(self, state: State, at_most_s: float = 600.0) -> None:
        """Let time pass until the transport is in a state."""
        passed_s = 0.0
        while self.player.look().state is not state:
            assert passed_s < at_most_s, f"still {self.player.look().state} after {passed_s:.0f} s"
            self.turn(0.1)
            passed_s += 0.1

    def close(self) -> None:
        """Put everything away, as the program does."""
        self.player.close()
        self.live.close()
        self.journal.close()

    def last_run(self):
        """What the journal holds of the newest run."""
        return self.journal.runs()[0]


Start = Callable[..., Rehearsal]
"""Begins to play a session with this body; more arguments as for a Rehearsal."""
