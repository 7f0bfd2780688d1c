"""What a window or a terminal asks of a player: a look at what is true now, and a few plain commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reorigin_desktop.player.look import Gains, Look

if TYPE_CHECKING:
    from reorigin_desktop.player.summary import RunSummary


class Playing(Protocol):
    """One run of one session; every method returns at once, and the next look shows what came of it."""

    def play(self) -> None:
        """Begin, or go on after a pause."""
        ...

    def pause(self) -> None:
        """Fall silent and keep the place."""
        ...

    def toggle(self) -> None:
        """Pause if something plays, else play; at a wait, go on."""
        ...

    def go_on(self) -> None:
        """Leave the wait that is waiting."""
        ...

    def answer(self, value: str | None) -> None:
        """Answer the question that is waiting; None skips it."""
        ...

    def time_out(self) -> None:
        """Leave whatever waits because its time is over."""
        ...

    def next_section(self) -> None:
        """Go to the next section."""
        ...

    def previous_section(self) -> None:
        """Go to the beginning of this section, or to the one before."""
        ...

    def seek(self, seconds: float) -> None:
        """Go to a place, counted from the beginning, stops left out."""
        ...

    def skip(self, seconds: float) -> None:
        """Go forward, or back if negative."""
        ...

    def restart(self) -> None:
        """Go to the very beginning."""
        ...

    def land(self) -> None:
        """End softly; during a landing, end at once."""
        ...

    def set_gains(self, gains: Gains) -> None:
        """Other levels, reached smoothly."""
        ...

    def dismiss_notice(self) -> None:
        """The notice has been read."""
        ...

    def look(self) -> Look:
        """What is true now."""
        ...

    def summary(self) -> RunSummary | None:
        """What the run came to, once it is over."""
        ...
