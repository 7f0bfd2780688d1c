"""Spoken lines on the tape: variables filled in, one cue for each phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reorigin_desktop.script.model import Header, Lane, Phrase, Say
from reorigin_desktop.script.nodes import LineNode, Slot
from reorigin_desktop.script.scope import RESERVED
from reorigin_desktop.script.tape import Tape, exact
from reorigin_desktop.script.values import spoken

_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_SIGN = re.compile(r"\s+(?=[,.;:!?])")
_SIGN_BEFORE_SIGN = re.compile(r"[,;:]+(?=[,.;:!?])")
_WORD = re.compile(r"\w")

Values = tuple[tuple[str, str], ...]
"""Names and values of variables."""


def filled(header: Header, pieces: tuple[str | Slot, ...], values: Mapping[str, str]) -> tuple[str, Values]:
    """The words of a phrase, and the values in it that choose among the takes of one mark."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return _SPACES.sub(" ", pieces[0]).strip(), ()
    kinds = {variable.name: variable for variable in header.variables}
    parts: list[str] = []
    chosen: dict[str, str] = {}
    hole = False
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        value = values[piece.name]
        if not value.strip():
            value = piece.fallback or ""
            hole = hole or not value
        elif piece.name in RESERVED or kinds[piece.name].type != "text":
            chosen[piece.name] = value
            value = value if piece.name in RESERVED else spoken(kinds[piece.name], value)
        parts.append(value)
    text = "".join(parts)
    if hole:
        text = _SIGN_BEFORE_SIGN.sub("", _SPACE_BEFORE_SIGN.sub("", text)).lstrip(" ,;:")
    return _SPACES.sub(" ", text).strip(), tuple(chosen.items())


class Speaker:
    """Puts spoken lines on a tape, and remembers those that are spoken again in another pass."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._pronounce = [
            (word, respelling, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE))
            for word, respelling in header.pronounce.items()
        ]
        self._made: dict[tuple[int, float, str, Values], tuple[tuple[Phrase | None, ...], str]] = {}

    def phrases(
        self, line: LineNode, values: Mapping[str, str], rate_percent: float, voice_name: str
    ) -> tuple[tuple[Phrase | None, ...], str]:
        """The phrases of a line for these values (None where nothing is left to speak), and its caption."""
        slots = [piece for phrase in line.phrases for piece in phrase if isinstance(piece, Slot)]
        key = (id(line), rate_percent, voice_name, tuple((slot.name, values[slot.name]) for slot in slots))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(line, values, rate_percent, voice_name)
        return made

    def _make(
        self, line: LineNode, values: Mapping[str, str], rate_percent: float, voice_name: str
    ) -> tuple[tuple[Phrase | None, ...], str]:
        made: list[Phrase | None] = []
        words: list[str] = []
        for index, pieces in enumerate(line.phrases):
            text, chosen = filled(self._header, pieces, values)
            if not _WORD.search(text):
                made.append(None)
                continue
            words.append(text)
            pronounce = tuple((word, respelling) for word, respelling, at in self._pronounce if at.search(text))
            made.append(
                Phrase(
                    text,
                    self._header.language,
                    rate_percent,
                    voice_name,
                    line.mark,
                    index,
                    len(line.phrases),
                    chosen,
                    line.spot.source.folder,
                    pronounce,
                )
            )
        return tuple(made), " ".join(words)


def speak(tape: Tape, speaker: Speaker, line: LineNode) -> None:
    """A spoken line: its phrases one after the other, with the silences written in it."""
    tape.pay_gap()
    values = tape.values
    if tape.passes:
        index, of = tape.passes[-1]
        values = {**values, "round": str(index), "rounds_total": str(of)}
    phrases, caption = speaker.phrases(line, values, tape.pace.rate_percent, tape.pace.voice_name)
    note, tape.note = tape.note, ""
    for silence, phrase in zip(line.silences_s, phrases, strict=False):
        if silence:
            tape.move(exact(silence))
        if phrase is None:
            continue
        length = tape.voice.phrase_length(phrase)
        tape.emit(
            line.spot, Lane.VOICE, "say", Say(phrase, caption, note),
            length=length.frames, estimated=length.estimated,
        )  # fmt: skip
        tape.move(length.frames)
    if len(line.silences_s) > len(phrases) and line.silences_s[-1]:
        tape.move(exact(line.silences_s[-1]))
    tape.owed = True
