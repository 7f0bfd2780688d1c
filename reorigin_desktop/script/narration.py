"""Reads one spoken line: its phrases, the silences and variables in it, its mark."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import groupby
from typing import Final

from reorigin_desktop.script import limits
from reorigin_desktop.script.durations import time_of
from reorigin_desktop.script.emphasis import STAR, without_stars
from reorigin_desktop.script.nodes import LineNode, Slot
from reorigin_desktop.script.reading import Around, Reading
from reorigin_desktop.script.report import LineError, Spot
from reorigin_desktop.script.scope import NAME, RESERVED
from reorigin_desktop.script.slips import look_for_length, look_for_slips

MARK: Final = re.compile(r"[0-9a-z]{4,8}")
MARK_AT_END: Final = re.compile(r"(?:^|(?<=\s))\^(\S*)$")
_MARK_IN_LINE = re.compile(r"(?<!\S)\^[0-9a-z]{4,8}(?=\s)")
_SPECIAL = re.compile(r"[\\*{}\[\]^@.…]")
_PART = re.compile(r"\\(.)|\{([^{}]*)\}|\[([^\[\]]*)\]|([{\[])|(\*)|([^\\{\[*]+|\\)")
_WORDS = re.compile(r"\w")


def read_line(reading: Reading, around: Around, spot: Spot, text: str, *, blank: bool) -> LineNode:
    """The spoken line `text`, which begins at the spot's column; LineError if it cannot be spoken."""
    look_for_length(reading, spot, text)
    if not _SPECIAL.search(text):
        if not _WORDS.search(text):
            raise _nothing_to_speak(spot)
        return LineNode(spot, blank, ((text,),), (Fraction(0), Fraction(0)), "")
    words, mark = _without_mark(reading, spot, text)
    look_for_slips(reading, spot, words)
    phrases, silences = _Parts(reading, around, spot).read(words)
    if not any(isinstance(piece, Slot) or _WORDS.search(piece) for phrase in phrases for piece in phrase):
        raise _nothing_to_speak(spot)
    if len(phrases) > limits.LINE_PHRASES:
        raise LineError(
            spot,
            "E410",
            f"This line has {len(phrases)} phrases; {limits.LINE_PHRASES} is the most.",
            "press Enter between sentences.",
        )
    return LineNode(spot, blank, phrases, silences, mark)


def _nothing_to_speak(spot: Spot) -> LineError:
    return LineError(spot, "E408", "There is nothing to speak on this line.", "use @pause for a silence.")


def _without_mark(reading: Reading, spot: Spot, text: str) -> tuple[str, str]:
    found = MARK_AT_END.search(text)
    mark = ""
    if found:
        place = spot.part(spot.column + found.start(), spot.column + found.end())
        if MARK.fullmatch(found[1]):
            mark = found[1]
        else:
            reading.report.add(
                place,
                "E502",
                f"“^{found[1]}” is not a line mark.",
                "marks are written by the app (like ^k3f9). Delete it, or write \\^ to speak it.",
            )
        text = text[: found.start()].rstrip()
    if "^" in text:
        stray = _MARK_IN_LINE.search(text)
        if stray:
            reading.report.add(
                spot.part(spot.column + stray.start(), spot.column + stray.end()),
                "W503",
                f"The mark {stray[0]} stands in the middle of the line and will be spoken.",
                "move it to the end of the line, or delete it.",
            )
    return text, mark


class _Parts:
    """Cuts a line at its silences, and each phrase at its variables."""

    def __init__(self, reading: Reading, around: Around, spot: Spot) -> None:
        self._reading = reading
        self._around = around
        self._spot = spot
        self._phrases: list[tuple[str | Slot, ...]] = []
        self._silences: list[Fraction] = [Fraction(0)]
        self._pieces: list[str | Slot] = []

    def read(self, text: str) -> tuple[tuple[tuple[str | Slot, ...], ...], tuple[Fraction, ...]]:
        """The phrases, and the silences before, between and after them."""
        unknown: LineError | None = None
        for found in _PART.finditer(text):
            escaped, braces, brackets, unclosed, star, plain = found.groups()
            place = self._spot.part(self._spot.column + found.start(), self._spot.column + found.end())
            if plain is not None:
                self._pieces.append(plain)
            elif escaped is not None:
                self._pieces.append(escaped)
            elif star is not None:
                self._pieces.append(STAR)
            elif braces is not None:
                try:
                    self._pieces.append(self._slot(braces, place))
                except LineError as error:
                    # the line cannot be spoken, but its other variables may be wrong as well
                    self._reading.report.add_error(error)
                    unknown = error
            elif brackets is not None:
                self._silence(brackets, place)
            elif unclosed == "{":
                raise LineError(place, "E404", "“{” is opened and never closed.", "add “}”, or write \\{ to show it.")
            else:
                raise _bad_silence(self._spot.part(place.column, self._spot.column + len(text)), text[found.start() :])
        if unknown:
            raise LineError(unknown.spot, unknown.code, "", "", silent=True)
        self._end_phrase()
        if len(self._silences) == len(self._phrases):
            self._silences.append(Fraction(0))
        return without_stars(self._phrases), tuple(self._silences)

    def _slot(self, text: str, place: Spot) -> Slot:
        name, bar, fallback = text.partition("|")
        name = name.strip()
        if not NAME.fullmatch(name):
            raise LineError(
                place,
                "E405",
                f"“{name}” is not the name of a variable.",
                "write a name such as {place}, with letters, digits, - and _; or \\{ to show the brace.",
            )
        if name in RESERVED:
            if not self._around.in_repeat:
                raise LineError(
                    place, "E604", f"{{{name}}} only has a meaning inside @repeat.", "move the line into the block."
                )
            return Slot(name, None, place)
        variable = self._reading.scope.find(name, place, self._reading.report)
        if variable.type == "text" and not variable.default and not bar:
            self._reading.report.add(
                place,
                "W606",
                f"If {{{name}}} is left empty this line has a hole.",
                f"write {{{name}|friend}} with words to use instead.",
            )
        return Slot(name, fallback.strip() if bar else None, place)

    def _silence(self, text: str, place: Spot) -> None:
        seconds = time_of(text)
        if seconds is None:
            raise _bad_silence(place, f"[{text}]")
        if seconds > limits.PAUSE_S:
            raise LineError(place, "E211", "A pause is at most 30 minutes.", "check the unit (s or min).")
        if self._end_phrase():
            self._silences.append(seconds)
        else:
            self._silences[-1] += seconds

    def _end_phrase(self) -> bool:
        """Close the phrase read so far, if anything is in it."""
        pieces, self._pieces = self._pieces, []
        if not any(isinstance(piece, Slot) or piece.strip() for piece in pieces):
            return False
        joined: list[str | Slot] = []
        for is_text, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
            parts = list(run)
            joined += ["".join(map(str, parts))] if is_text else parts
        self._phrases.append(tuple(joined))
        return True


def _bad_silence(place: Spot, written: str) -> LineError:
    return LineError(
        place,
        "E406",
        f"“{written}” is not a silence.",
        "inside square brackets write only a time, for example [2s]. To show brackets write \\[ and \\].",
    )
