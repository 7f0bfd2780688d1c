"""How a session looks in a terminal: a few living lines, or, where nobody watches, plain ones that stay."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, TextIO

from reorigin_desktop.frames import clock_text
from reorigin_desktop.player.look import Dot, Look, State
from reorigin_desktop.script.model import Stop
from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.typed_answers import Typed, hint_of
from reorigin_desktop.ui.words import PHASE_WORDS, repetition_words

if TYPE_CHECKING:
    from rich.console import Group
    from rich.live import Live
    from rich.text import Text

KEYS = "Space pause   Enter go on   ← → ten seconds   Page Up, Page Down sections   q or Esc end softly"
_SIGNS = {Dot.TO_COME: "○", Dot.NOW: "◉", Dot.COMPLETED: "●", Dot.PARTIAL: "◐", Dot.SKIPPED: "–"}
_MOST_DOTS = 24


class View(Protocol):
    """Shows one look after the other."""

    def show(self, look: Look, typed: Typed) -> None:
        """Shows what is true now, and what is being typed."""
        ...

    def say(self, words: str) -> None:
        """A line that stays."""
        ...


class PlainView:
    """One line for each thing that is new, such as “0:12  Let your weight go down”."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._caption, self._section, self._repetition = "", "", ""
        self._stop: Stop | None = None

    def show(self, look: Look, typed: Typed) -> None:
        """Writes what is new since the look before."""
        del typed
        at = look.position_s
        if look.section != self._section:
            self._section = look.section
            self._line(at, f"— {look.section} —" if look.section else "")
        repetition = repetition_words(look.repetition)
        if repetition != self._repetition:
            self._repetition = repetition
            self._line(at, f"({repetition})" if repetition else "")
        if look.caption != self._caption:
            self._caption = look.caption
            self._line(at, look.caption)
        if look.stop is not self._stop:
            self._stop = look.stop
            if look.stop is not None:
                self._line(at, stop_words(look.stop))

    def say(self, words: str) -> None:
        """A line of its own."""
        self._out.write(f"{shortened(words)}\n")
        self._out.flush()

    def _line(self, at_s: float, words: str) -> None:
        if words:
            self.say(f"{clock_text(at_s)}  {' '.join(shortened(words).split())}")


def stop_words(stop: Stop) -> str:
    """What the session waits for."""
    if stop.ask is not None:
        return f"{stop.ask.question} ({hint_of(stop.ask)})"
    prompt = stop.wait.prompt if stop.wait is not None else ""
    return prompt or "Take the time you need."


class LiveView:
    """Caption, breath, section, repetitions and time, drawn anew at the same place."""

    def __init__(self, live: Live, width: int) -> None:
        self._live, self._width = live, max(30, min(width - 4, 76))

    def show(self, look: Look, typed: Typed) -> None:
        """Draws everything anew."""
        self._live.update(self._picture(look, typed), refresh=True)

    def say(self, words: str) -> None:
        """A line above the picture."""
        from rich.text import Text

        self._live.console.print(Text(shortened(words)))

    def _picture(self, look: Look, typed: Typed) -> Group:
        from rich.console import Group
        from rich.padding import Padding
        from rich.text import Text

        head = Text(shortened(look.section, 60), style="bold")
        if look.repetition is not None:
            dots = "".join(_SIGNS[dot] for dot in look.dots) if len(look.dots) <= _MOST_DOTS else ""
            head.append(f"   {dots}  {repetition_words(look.repetition)}", style="cyan")
        rows = [head, Text(""), self._breath(look), Text("")]
        caption = Text(shortened(look.caption, 300), justify="left")
        rows += [caption if look.stop is None else self._stop(look, typed), Text("")]
        rows += [self._time(look), Text(KEYS, style="dim")]
        return Group(*(Padding(row, (0, 2)) for row in rows))

    def _breath(self, look: Look) -> Text:
        from rich.text import Text

        if look.state is State.PAUSED:
            return Text("Paused", style="bold yellow")
        if look.state is State.LANDING:
            return Text("Ending softly", style="bold cyan")
        if look.breath is None:
            return Text("")
        room = self._width - 16
        full = round(room * look.breath.fullness)
        row = Text(f"{PHASE_WORDS[look.breath.phase]:<14}", style="bold cyan")
        row.append("█" * full, style="cyan")
        row.append("░" * (room - full), style="dim")
        return row

    def _stop(self, look: Look, typed: Typed) -> Text:
        from rich.text import Text

        assert look.stop is not None
        row = Text(shortened(stop_words(look.stop)), style="bold")
        if look.stop.ask is not None:
            row.append(f"\n› {shortened(typed.text)}▏", style="cyan")
            row.append(f"\n{typed.problem or 'Enter keeps it, Tab skips the question'}", style="dim")
        else:
            row.append("\nSpace or Enter to go on", style="dim")
        return row

    def _time(self, look: Look) -> Text:
        from rich.text import Text

        room = self._width - 26
        share = look.position_s / look.total_s if look.total_s > 0 else 0.0
        done = round(room * min(1.0, max(0.0, share)))
        about = "about " if look.estimated else ""
        row = Text(f"{clock_text(look.position_s):>6} ")
        row.append("━" * done, style="cyan")
        row.append("─" * (room - done), style="dim")
        row.append(f" {about}{clock_text(look.left_s)} left")
        return row


@contextlib.contextmanager
def view_on(out: TextIO) -> Iterator[View]:
    """The living picture where `out` is a terminal, plain lines elsewhere."""
    if not out.isatty():
        yield PlainView(out)
        return
    from rich.console import Console
    from rich.live import Live

    console = Console(file=out, markup=False, highlight=False, emoji=False)
    with Live(console=console, auto_refresh=False, transient=True) as live:
        yield LiveView(live, console.width)
