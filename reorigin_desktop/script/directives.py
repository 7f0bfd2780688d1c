"""Finds out which instruction a line holds, and has it read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reorigin_desktop.script.arguments import Arguments
from reorigin_desktop.script.blocks import Opening, broken_opening
from reorigin_desktop.script.directives_block import read_count, read_if, read_only, read_repeat
from reorigin_desktop.script.directives_breath import read_breathe
from reorigin_desktop.script.directives_show import read_show
from reorigin_desktop.script.directives_sound import read_bed, read_chime, read_duck, read_sound
from reorigin_desktop.script.directives_stop import read_ask, read_wait
from reorigin_desktop.script.directives_time import read_at, read_note, read_pace, read_pause, read_voice
from reorigin_desktop.script.examples import EXAMPLES
from reorigin_desktop.script.nodes import Node
from reorigin_desktop.script.reading import Around, Reading
from reorigin_desktop.script.report import LineError, Report, Spot
from reorigin_desktop.script.words import nearest

Reader = Callable[[Arguments], Node | Opening]

READERS: Final[dict[str, Reader]] = {
    "ask": read_ask,
    "at": read_at,
    "bed": read_bed,
    "breathe": read_breathe,
    "chime": read_chime,
    "count": read_count,
    "duck": read_duck,
    "if": read_if,
    "note": read_note,
    "only": read_only,
    "pace": read_pace,
    "pause": read_pause,
    "repeat": read_repeat,
    "show": read_show,
    "sound": read_sound,
    "voice": read_voice,
    "wait": read_wait,
}

_OTHER_WORDS = {
    "background": "bed", "begin": "repeat", "bell": "chime", "breath": "breathe", "breathing": "breathe",
    "continue": "wait", "delay": "pause", "elif": "if", "elseif": "else", "endif": "end", "endrepeat": "end",
    "gong": "chime", "image": "show", "import": "include", "loop": "repeat", "music": "bed", "picture": "show",
    "play": "sound", "question": "ask", "quiet": "pause", "rate": "ask", "rest": "pause", "silence": "pause",
    "silent": "pause", "sleep": "pause", "speaker": "voice", "speed": "pace", "stop": "wait", "tempo": "pace",
}  # fmt: skip
_RESERVED = ("define", "together")
_OPENERS = ("repeat", "only", "if")
_SIGN = re.compile(r"@(\?)?([A-Za-z][A-Za-z0-9_-]*)(?=[\s,]|$)")


def keyword_at(line: str, start: int) -> tuple[str, bool, int] | None:
    """The keyword in small letters after @ or @?, whether it is optional, and where the arguments begin."""
    found = _SIGN.match(line, start)
    return (found[2].lower(), found[1] is not None, found.end()) if found else None


def read_directive(
    reading: Reading, around: Around, spot: Spot, keyword: str, start: int, *, blank: bool
) -> Node | Opening | None:
    """What the instruction on this line does; its mistakes go to the report.

    A block whose opening line has a mistake is opened all the same, so that its @end has a block to close.
    """
    line = spot.source.lines[spot.line - 1]
    args = Arguments(reading, around, spot, keyword, blank=blank)
    try:
        args.split(line, start)
        return READERS[keyword](args)
    except LineError as error:
        reading.report.add_error(error)
        opens = keyword in _OPENERS or (
            keyword in ("pause", "breathe") and any(word.text.lower() == "while" for word in args.words)
        )
        return broken_opening(keyword, spot, blank=blank) if opens else None


def unknown(reading: Reading, spot: Spot, keyword: str, *, blank: bool) -> Opening | None:
    """Say that there is no such instruction; a block if one was probably meant."""
    near = _OTHER_WORDS.get(keyword) or nearest(keyword, EXAMPLES)
    if keyword in _RESERVED:
        fix = "this word is kept for a later version."
    elif near:
        fix = f"did you mean @{near}?"
    else:
        fix = f"Known: {', '.join(EXAMPLES)}. To speak a line that begins with @, write \\@."
    written = spot.source.lines[spot.line - 1][spot.column - 1 :].split()[0].rstrip(",")
    reading.report.add(
        spot.part(spot.column, spot.column + len(written)), "E102", f"{written} is not an instruction.", fix
    )
    return broken_opening(near, spot, blank=blank) if near in _OPENERS else None


def looks_like_instruction(reading: Reading, around: Around, spot: Spot, text: str) -> str | None:
    """The keyword that the author probably forgot to write @ before, if the line fits one exactly."""
    word = text.split(maxsplit=1)[0]
    keyword = word.lower()
    if keyword not in EXAMPLES or keyword == "note" or text[-1] in ".,;:!?…":
        return None
    if keyword in ("else", "end", "wait"):
        return keyword if text == keyword or text.startswith(("end repeat", "end if", 'wait "')) else None
    if keyword == "include":
        return keyword if text[len(word) :].lstrip().startswith(('"', "“")) else None
    if keyword == "only" and not around.in_repeat:
        return None
    quiet = Reading(Report(), reading.scope, reading.folder, reading.shown_folder)
    args = Arguments(quiet, around, spot, keyword, blank=False)
    missing = set(reading.scope.missing)
    try:
        line = spot.source.lines[spot.line - 1]
        args.split(line, spot.column - 1 + len(word))
        READERS[keyword](args)
    except LineError as error:
        return keyword if error.code[:2] == "E6" and "{" in text else None
    finally:
        reading.scope.missing.clear()
        reading.scope.missing.update(missing)
    return keyword
