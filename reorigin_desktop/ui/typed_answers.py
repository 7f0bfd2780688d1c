"""Answering a question by typing: what is a fit answer, and what each key does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reorigin_desktop.script.model import Ask
from reorigin_desktop.ui.plain_text import LONGEST


def hint_of(ask: Ask) -> str:
    """How this question may be answered: “0 (not at all) to 10 (completely)”."""
    if ask.answer == "scale":
        low, high = ask.scale or (0, 10)
        ends = [f"{number} ({words})" if words else str(number) for number, words in ((low, ask.low), (high, ask.high))]
        return " to ".join(ends)
    if ask.answer == "yes-no":
        return "yes or no"
    if ask.answer == "choice":
        return ", ".join(f"{number} {choice}" for number, choice in enumerate(ask.choices, 1))
    return "in your own words"


def fit_answer(ask: Ask, typed: str) -> str | None:
    """The answer as it is kept, or None when these words do not answer this question."""
    words = typed.strip()
    if ask.answer == "text":
        return words[:LONGEST] or None
    if ask.answer == "yes-no":
        return {"y": "yes", "yes": "yes", "n": "no", "no": "no"}.get(words.casefold())
    if ask.answer == "choice":
        if words.isascii() and words.isdecimal() and 1 <= int(words[:4]) <= len(ask.choices):
            return ask.choices[int(words[:4]) - 1]
        return next((choice for choice in ask.choices if choice.casefold() == words.casefold()), None)
    low, high = ask.scale or (0, 10)
    digits = words.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 6) or not low <= int(words) <= high:
        return None
    return str(int(words))


@dataclass(frozen=True, slots=True)
class Typed:
    """What has been typed so far. `done` = the question is over: `answer` is the value, None if it was skipped."""

    text: str = ""
    done: bool = False
    answer: str | None = None
    problem: str = ""


def after_key(typed: Typed, ask: Ask, key: str) -> Typed:
    """What one more key makes of it; Enter keeps the answer, Enter on nothing (or Tab) skips the question."""
    if key == "tab" or (key == "enter" and not typed.text.strip()):
        return Typed(done=True)
    if key == "enter":
        fit = fit_answer(ask, typed.text)
        if fit is None:
            return Typed(problem=f"Please type {hint_of(ask)}.")
        return Typed(done=True, answer=fit)
    if key == "backspace":
        return replace(typed, text=typed.text[:-1], problem="")
    sign = " " if key == "space" else key
    if len(sign) != 1 or len(typed.text) >= LONGEST:
        return typed
    if ask.answer == "yes-no" and sign.casefold() in {"y", "n"} and not typed.text:
        return Typed(done=True, answer=fit_answer(ask, sign))
    if ask.answer == "choice" and len(ask.choices) <= 9 and not typed.text:
        fit = fit_answer(ask, sign)
        if fit is not None:
            return Typed(done=True, answer=fit)
    return replace(typed, text=typed.text + sign, problem="")
