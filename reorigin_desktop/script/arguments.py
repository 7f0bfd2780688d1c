"""Reads the words after an instruction, one after the other, each with its column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal, NoReturn

from reorigin_desktop.script.durations import NUMBER, find_time
from reorigin_desktop.script.examples import EXAMPLES
from reorigin_desktop.script.nodes import Time, Use
from reorigin_desktop.script.quantities import BARE_LEVEL, LEVEL, level_of
from reorigin_desktop.script.reading import Around, Reading, file_inside
from reorigin_desktop.script.report import LineError, Spot
from reorigin_desktop.script.scope import NAME
from reorigin_desktop.script.time_limits import check_time
from reorigin_desktop.script.words import nearest

_TOKEN = re.compile(r'([\s,]+)|("(?:\\.|[^"\\])*"|“[^”]*”)|(\{[^{}]*\})|(["“])|([^\s"“{]+|\{)')
_IN_QUOTES = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)(?:\|[^}]*)?\}")
_WORDS_OF_INSTRUCTIONS = frozenset(
    (
        "while",
        "for",
        "fade",
        "then",
        "every",
        "guide",
        "ratio",
        "max",
        "expect",
        "as",
        "gap",
        "paragraph",
        "rate",
        "times",
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One argument; `start` and `end` are its signs in the physical line."""

    kind: Literal["word", "string", "variable"]
    text: str
    start: int
    end: int


class Arguments:
    """The arguments of one instruction, taken from left to right."""

    def __init__(self, reading: Reading, around: Around, spot: Spot, keyword: str, *, blank: bool) -> None:
        self.reading = reading
        self.around = around
        self.keyword = keyword
        self.blank = blank
        self.words: list[Word] = []
        self._next = 0
        self.line = ""
        self.spot = spot

    def split(self, line: str, start: int) -> None:
        """Cut the physical line, from the sign `start` on, into words; LineError if a quotation stays open."""
        self.line = line
        for found in _TOKEN.finditer(line, start):
            space, string, variable, open_quote, word = found.groups()
            if space is not None:
                continue
            begin, end = found.span()
            if open_quote is not None:
                raise LineError(
                    self._part(begin, len(line.rstrip())),
                    "E205",
                    "This quotation is never closed.",
                    f'put " at the end, for example {line.strip()}"',
                )
            if string is not None:
                text = re.sub(r'\\(["\\])', r"\1", string[1:-1])
                self.words.append(Word("string", text, begin, end))
            elif variable is not None:
                self.words.append(Word("variable", variable[1:-1].strip(), begin, end))
            else:
                if word.startswith("//") and (begin == 0 or line[begin - 1].isspace()):
                    self.line = line[:begin]
                    break
                kept = word.rstrip(",")
                self.words.append(Word("word", kept, begin, begin + len(kept)))
        self.spot = self.spot.part(self.spot.column, len(self.line.rstrip()) + 1)

    # -------------------------------------------------------------------------------------------- places

    def _part(self, start: int, end: int) -> Spot:
        return self.spot.part(start + 1, end + 1)

    def spot_of(self, word: Word) -> Spot:
        """Where a word stands."""
        return self._part(word.start, word.end)

    def error(self, code: str, message: str, fix: str, at: Word | Spot | None = None) -> LineError:
        """What is wrong with a word, or with the whole instruction."""
        spot = self.spot if at is None else self.spot_of(at) if isinstance(at, Word) else at
        return LineError(spot, code, message, fix)

    def fail(self, code: str, message: str, fix: str, at: Word | Spot | None = None) -> NoReturn:
        """End the reading of this line with a message, about a word or the whole instruction."""
        raise self.error(code, message, fix, at)

    def warn(self, code: str, message: str, fix: str, at: Word | Spot | None = None) -> None:
        """Say something about a word or the whole instruction, and go on."""
        spot = self.spot if at is None else self.spot_of(at) if isinstance(at, Word) else at
        self.reading.report.add(spot, code, message, fix)

    # --------------------------------------------------------------------------------------------- words

    @property
    def example(self) -> str:
        """How this instruction is written, for a fix."""
        return f"for example: {EXAMPLES[self.keyword]}"

    def peek(self) -> Word | None:
        """The next word, left where it is."""
        return self.words[self._next] if self._next < len(self.words) else None

    def take(self) -> Word:
        """The next word."""
        word = self.words[self._next]
        self._next += 1
        return word

    def rest(self) -> list[Word]:
        """All words not taken yet, left where they are."""
        return self.words[self._next :]

    def keyword_is(self, *names: str) -> str | None:
        """Take the next word if it is one of these, in small letters."""
        word = self.peek()
        if word is not None and word.kind == "word" and word.text.lower() in names:
            return self.take().text.lower()
        return None

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what stands next, over several words if need be, if the pattern fits there."""
        word = self.peek()
        found = pattern.match(self.line, word.start) if word is not None and word.kind == "word" else None
        if found:
            self._skip_to(found.end())
        return found

    def _skip_to(self, end: int) -> None:
        while self._next < len(self.words) and self.words[self._next].start < end:
            self._next += 1

    def string(self, what: str) -> Word:
        """Take a text in quotation marks; E206 if there is none."""
        word = self.peek()
        if word is None or word.kind != "string" or not word.text.strip():
            self.fail("E206", f"@{self.keyword} needs {what} in quotation marks.", self.example, word)
        return self.take()

    def shown_string(self, what: str) -> Word:
        """Take a text that is only shown, never spoken: variables are not filled in there."""
        word = self.string(what)
        self.say_if_variable(word)
        return word

    def say_if_variable(self, word: Word) -> None:
        """Warn if a text in quotation marks looks as if a variable should be filled in."""
        found = _IN_QUOTES.search(word.text)
        if found:
            self.warn(
                "W611",
                f"{found[0]} in quotation marks is shown as it stands.",
                "variables are filled in only in spoken lines.",
                word,
            )

    def file(self, name: Word) -> Path:
        """The file in the session folder that a text names."""
        return file_inside(self.reading, name.text, self.spot_of(name), included=self.keyword == "include")

    def finish(self, options: Iterable[str] = ()) -> None:
        """E207 if anything is left."""
        word = self.peek()
        if word is None:
            return
        near = nearest(word.text, tuple(options)) if word.kind == "word" else None
        shown = f"{{{word.text}}}" if word.kind == "variable" else word.text
        fix = f"did you mean “{near}”? {self.example}" if near and near != word.text.lower() else self.example
        self.fail("E207", f"“{shown}” is not expected here in @{self.keyword}.", fix, word)

    # ---------------------------------------------------------------------------------------- quantities

    def use(self, word: Word) -> Use:
        """A variable in place of a value; E405 if its name cannot be one."""
        if not NAME.fullmatch(word.text):
            self.fail(
                "E405",
                f"“{word.text}” is not the name of a variable.",
                "write a name such as {minutes}, with letters, digits, - and _.",
                word,
            )
        return Use(word.text, self.spot_of(word))

    def is_time(self) -> bool:
        """Whether a length of time, or a variable, stands next."""
        word = self.peek()
        return word is not None and (
            word.kind == "variable" or (word.kind == "word" and find_time(self.line, word.start) is not None)
        )

    def time(self, thing: str, longest_s: Fraction, *, zero: bool = True) -> Time:
        """Take a length of time; E201 to E204, E210, E211 if it is none or cannot be this long."""
        word = self.peek()
        if word is None:
            self.fail("E204", f"@{self.keyword} needs a length of time.", self.example)
        if word.kind == "variable":
            use = self.use(self.take())
            self.reading.scope.need_time(use.name, use.spot, self.reading.report)
            return use
        found = find_time(self.line, word.start) if word.kind == "word" else None
        if found is None:
            self._not_a_time(word)
        seconds, end = found
        self._skip_to(end)
        check_time(seconds, thing, longest_s, self._part(word.start, end), zero=zero)
        return seconds

    def _not_a_time(self, word: Word) -> NoReturn:
        if word.kind == "word" and re.fullmatch(r"\d+:[\d.:]*", word.text):
            self.fail(
                "E203",
                f"“{word.text}” is not a clock time: the part after the colon must be two digits, 00 to 59.",
                "write 1:30 for one minute thirty seconds.",
                word,
            )
        number = re.match(NUMBER, word.text) if word.kind == "word" else None
        amount = number[0] if number else "4"
        written, end = word.text, word.end
        if number and number[0] == word.text:
            unit = self.words[self._next + 1] if self._next + 1 < len(self.words) else None
            if unit is None or unit.kind != "word" or not unit.text.isalpha() or self._is_keyword(unit.text):
                self.fail(
                    "E202",
                    f"“{word.text}” has no unit.",
                    f"write {amount}s for seconds or {amount}min for minutes.",
                    word,
                )
            written, end = self.line[word.start : unit.end], unit.end
        self.fail(
            "E201",
            f"“{written}” is not a length of time.",
            f"use s or min, for example {amount}s.",
            self._part(word.start, end),
        )

    @staticmethod
    def _is_keyword(text: str) -> bool:
        return text.lower() in _WORDS_OF_INSTRUCTIONS

    def level(self) -> tuple[float, Word] | None:
        """Take a level if one stands next, with the word to point at; E244 if it has no unit."""
        word = self.peek()
        if word is None or word.kind != "word":
            return None
        found = self.match(LEVEL)
        if found:
            return level_of(found[1], found[2]), Word("word", found[0], found.start(), found.end())
        bare = BARE_LEVEL.fullmatch(word.text)
        if bare:
            self.fail(
                "E244", f"“{word.text}” needs a unit.",
                f"write -{bare[1]}dB for loudness or fade {bare[1]}s.", word,
            )  # fmt: skip
        return None

    def number(self, pattern: re.Pattern[str] = re.compile(r"\d{1,9}(?=[\s,]|$)")) -> tuple[int, Word] | None:
        """Take a whole number if one stands next."""
        word = self.peek()
        found = self.match(pattern)
        return (int(found[0]), word) if found and word is not None else None
