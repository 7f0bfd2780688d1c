"""Looks as a player would give them, written by hand: a session of twelve minutes with a steady breath."""

from __future__ import annotations

from dataclasses import replace

from reorigin_desktop.player.look import BreathLook, Dot, Gains, Look, State
from reorigin_desktop.player.summary import RunSummary
from reorigin_desktop.script.model import Ask, BreathPhaseName, Repetition, Stop, Wait

NAMES: tuple[BreathPhaseName, ...] = ("in", "hold_full", "out", "hold_empty")
CYCLE_S = (4.0, 1.0, 6.0, 1.0)
CAPTION = "Let the shoulders soften as the breath leaves."
SCALE = Ask("calm", "before", "scale", "How calm do you feel?", (0, 10), low="not at all", high="very", check_above=8)
YES_NO = Ask("seen", "", "yes-no", "Did you see the harbour?")
TEXT = Ask("word", "", "text", "One word for how it was?")
CHOICE = Ask("place", "", "choice", "Where would you like to be?", choices=("Harbour & hills", "Meadow", "Forest"))
WAIT = Wait("When the throw is over, go on.", "throw")


def ask_stop(ask: Ask) -> Stop:
    return Stop(1, "ask", ask, None)


def wait_stop(wait: Wait = WAIT) -> Stop:
    return Stop(1, "wait", None, wait)


def breath_at(at_s: float, cycle_s: tuple[float, float, float, float] = CYCLE_S) -> BreathLook:
    """A steady breath; fullness is the even curve of the sound's own breath."""
    whole = sum(cycle_s)
    number, at = int(at_s // whole), at_s % whole
    start, phase = 0.0, 3
    for index, length in enumerate(cycle_s):
        if length > 0 and at < start + length:
            phase = index
            break
        start += length
    share = (at - start) / cycle_s[phase]
    curve = share * share * (3 - 2 * share)
    fullness = (curve, 1.0, 1 - curve, 0.0)[phase]
    left_s = start + cycle_s[phase] - at
    return BreathLook(NAMES[phase], fullness, left_s, cycle_s, at, number + 1, 20, 60 / whole)


def look_at(at_s: float, **fields: object) -> Look:
    """What a player in the middle of its third repetition says at this second."""
    look = Look(
        state=State.PLAYING,
        position_s=at_s,
        total_s=720.0,
        left_s=720 - at_s,
        estimated=False,
        section="Settle",
        caption=CAPTION,
        breath=breath_at(at_s),
        show=None,
        repetition=Repetition("harbour image", 3, 5),
        dots=(Dot.COMPLETED, Dot.COMPLETED, Dot.NOW, Dot.TO_COME, Dot.TO_COME),
        stop=None,
        stop_for_s=0.0,
        gains=Gains(),
        silent=False,
        notice=None,
    )
    return replace(look, **fields)  # type: ignore[arg-type]  # fields by name, as the tests need them


class RecordedPlayer:
    """Says the looks it is given, one after the other, the last one for ever; and writes down what it is asked."""

    def __init__(self, *looks: Look, end: RunSummary | None = None) -> None:
        self.looks = list(looks) or [look_at(222.0)]
        self.asked: list[tuple[object, ...]] = []
        self._end = end

    def look(self) -> Look:
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def now(self, look: Look) -> None:
        """From now on it says this."""
        self.looks = [look]

    def summary(self) -> RunSummary | None:
        return self._end

    def play(self) -> None:
        self.asked.append(("play",))

    def pause(self) -> None:
        self.asked.append(("pause",))

    def toggle(self) -> None:
        self.asked.append(("toggle",))

    def go_on(self) -> None:
        self.asked.append(("go_on",))

    def answer(self, value: str | None) -> None:
        self.asked.append(("answer", value))

    def time_out(self) -> None:
        self.asked.append(("time_out",))

    def next_section(self) -> None:
        self.asked.append(("next_section",))

    def previous_section(self) -> None:
        self.asked.append(("previous_section",))

    def seek(self, seconds: float) -> None:
        self.asked.append(("seek", seconds))

    def skip(self, seconds: float) -> None:
        self.asked.append(("skip", seconds))

    def restart(self) -> None:
        self.asked.append(("restart",))

    def land(self) -> None:
        self.asked.append(("land",))

    def set_gains(self, gains: Gains) -> None:
        self.asked.append(("set_gains", gains))

    def dismiss_notice(self) -> None:
        self.asked.append(("dismiss_notice",))
