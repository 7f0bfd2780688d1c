"""How the window says lengths, days and outcomes: kindly, and without numbers that nobody needs."""

from __future__ import annotations

from datetime import date

from reorigin_desktop.frames import clock_text
from reorigin_desktop.script.model import Repetition
from reorigin_desktop.ui.plain_text import shortened

PHASE_WORDS = {"in": "Breathe in", "hold_full": "Hold", "out": "Breathe out", "hold_empty": "Rest"}
OUTCOMES = {
    "completed": "Played to the end",
    "landed": "Ended softly",
    "stopped": "Ended early",
    "interrupted": "Cut off",
    None: "Still open",
}


_SPRING = ("January", "February", "March", "April", "May", "June")
_AUTUMN = ("July", "August", "September", "October", "November", "December")


def minutes_text(minutes: float) -> str:
    """“5 min”, “90 s” for less than two minutes, “1 h 5 min” from an hour on."""
    seconds = round(minutes * 60)
    if seconds < 120:
        return f"{max(0, round(seconds / 5) * 5)} s"
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{whole} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def length_text(minutes: float, stops: int) -> str:
    """“about 11 min, with 5 places where it waits for you”."""
    if not stops:
        return f"about {minutes_text(minutes)}"
    places = "1 place where it waits" if stops == 1 else f"{stops} places where it waits"
    return f"about {minutes_text(minutes)}, with {places} for you"


def kind_text(tags: tuple[str, ...]) -> str:
    """The first tag as a word on a card: “Breath”."""
    return tags[0].replace("-", " ").capitalize() if tags else "Session"


def day_text(day: date, today: date) -> str:
    """“Today”, “Yesterday”, a weekday within the week, else the date."""
    gone = (today - day).days
    if gone in {0, 1}:
        return ("Today", "Yesterday")[gone]
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
    month = (*_SPRING, *_AUTUMN)[day.month - 1]
    if 1 < gone < 7:
        return name
    return f"{name}, {day.day} {month}" + (f" {day.year}" if day.year != today.year else "")


def heard_text(seconds: float) -> str:
    """How much was heard: “4:30 heard”."""
    return f"{clock_text(seconds)} heard"


def change_text(before: str | None, after: str | None) -> str:
    """A pair of ratings: “6 → 3”; what is missing is a dash, never a zero."""
    return f"{before if before is not None else '–'} → {after if after is not None else '–'}"


def repetition_words(repetition: Repetition | None) -> str:
    """“harbour image, 3 of 5”, or nothing."""
    if repetition is None:
        return ""
    count = f"{repetition.index} of {repetition.of}"
    return f"{shortened(repetition.label, 60)}, {count}" if repetition.label else count
