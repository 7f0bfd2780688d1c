"""@bed, @duck, @chime, @sound: everything heard that is not a voice."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments, Word
from reorigin_desktop.script.durations import END
from reorigin_desktop.script.nodes import BedNode, ChimeNode, DuckNode, Node, SoundNode, Time, Use
from reorigin_desktop.script.palette import (
    BED_FADE_S,
    BED_WORDS,
    CHIME_DB,
    CHIME_THEN_S,
    DUCK_DB,
    SOUND_DB,
)
from reorigin_desktop.script.words import listed, meant

_COVERING_BED_DB = -16.0
"""With the usual ducking of 4 dB a bed above this is less than 20 dB under the voice."""
_MOST_DUCKING_DB = 30.0
_TIMES = re.compile(rf"(\d{{1,9}}) ?(?:x|times?){END}", re.IGNORECASE)


def read_bed(args: Arguments) -> Node:
    """@bed NAME, FILE, VARIABLE or off, with a level and a fade; without a name only the level changes."""
    if args.peek() is None:
        args.fail("E240", "@bed needs a name, a level or “off”.", args.example)
    bed, file = _bed(args)
    gain_db: float | None = None
    fade: Time = BED_FADE_S
    while args.peek():
        if args.keyword_is("fade"):
            fade = args.time("A fade", limits.FADE_S)
            continue
        level = args.level()
        if level is None:
            break
        gain_db, at = level
        _check_bed_level(args, gain_db, at)
    args.finish(("fade",))
    if bed is None and gain_db is None:
        args.fail("E240", "@bed needs a name, a level or “off”.", args.example)
    return BedNode(args.spot, args.blank, bed, file, gain_db, fade)


def _bed(args: Arguments) -> tuple[str | Use | None, Path | None]:
    word = args.peek()
    assert word is not None
    if word.kind == "variable":
        use = args.use(args.take())
        args.reading.scope.need_beds(use.name, use.spot, args.reading.report, BED_WORDS)
        return use, None
    if word.kind == "string":
        named = args.string("a file")
        return named.text, args.file(named)
    if word.text.lower() in BED_WORDS:
        return args.take().text.lower(), None
    if word.text.lower() == "fade" or word.text[0].isdigit() or word.text[0] in "-+−–":
        return None, None
    near = meant(word.text, BED_WORDS, quote="{}")
    known = f"Known: {listed(BED_WORDS)}; or a file in quotation marks."
    raise args.error("E241", f"There is no bed called “{word.text}”.", f"{near} {known}" if near else known, word)


def _check_bed_level(args: Arguments, gain_db: float, at: Word) -> None:
    if gain_db > 0:
        args.fail(
            "E242",
            f"{at.text} would make the bed louder than the voice.",
            "write a level below the voice, for example -18dB.",
            at,
        )
    if gain_db > _COVERING_BED_DB:
        args.warn(
            "W243", f"A bed at {at.text} can cover the voice.", "keep the bed at −18dB or lower under speech.", at
        )


def read_duck(args: Arguments) -> Node:
    """@duck LEVEL or @duck off."""
    if args.keyword_is("off"):
        args.finish()
        return DuckNode(args.spot, args.blank, 0.0)
    word = args.peek()
    level = args.level()
    if level is None:
        args.fail("E245", "@duck needs an amount or “off”.", args.example, word)
    depth_db = abs(level[0])
    if depth_db > _MOST_DUCKING_DB:
        args.fail("E245", f"{level[1].text} is outside 0–{_MOST_DUCKING_DB:.0f}dB.",
                  f"{DUCK_DB:.0f}dB is usual.", level[1])  # fmt: skip
    args.finish(("off",))
    return DuckNode(args.spot, args.blank, depth_db)


def _check_level(args: Arguments, thing: str, gain_db: float, at: Word) -> None:
    if gain_db > 0:
        args.fail(
            "E249",
            f"{at.text} would make the {thing} louder than the voice.",
            "write a level of 0dB or below, for example -12dB.",
            at,
        )


def read_chime(args: Arguments) -> Node:
    """@chime NAME or FILE, with a level, how many times, every, then."""
    word = args.peek()
    known = f"Known: {listed(CHIME_THEN_S)}."
    if word is None:
        args.fail("E247", "@chime needs the name of a chime.", f"{known} {args.example}")
    file = None
    if word.kind == "string":
        name = args.string("a file").text
        file = args.file(word)
    elif word.kind == "word" and word.text.lower() in CHIME_THEN_S:
        name = args.take().text.lower()
    else:
        near = meant(word.text, CHIME_THEN_S, quote="{}")
        fix = f"{near} {known}" if near else f"{known[:-1]}; or a file in quotation marks."
        args.fail("E247", f"There is no chime called “{word.text}”.", fix, word)
    gain_db, times = CHIME_DB, 1
    every: Time | None = None
    then: Time | None = None
    while word := args.peek():
        if args.keyword_is("every"):
            every = args.time("The time between chimes", limits.PAUSE_S, zero=False)
        elif args.keyword_is("then"):
            then = args.time("A pause", limits.PAUSE_S)
        elif found := args.match(_TIMES):
            times = int(found[1])
            if not 1 <= times <= limits.CHIMES_IN_A_ROW:
                args.fail("E257", f"{times} chimes in a row is outside 1–{limits.CHIMES_IN_A_ROW}.",
                          "for example: @chime bell 3 times every 5s", word)  # fmt: skip
        elif level := args.level():
            gain_db = level[0]
            _check_level(args, "chime", gain_db, level[1])
        else:
            break
    args.finish(("every", "then", "times"))
    return ChimeNode(args.spot, args.blank, name, file, gain_db, times, every, then)


def read_sound(args: Arguments) -> Node:
    """@sound FILE, with a level, a fade, then."""
    named = args.string("a file")
    file = args.file(named)
    gain_db = SOUND_DB
    fade: Time = Fraction(0)
    then: Time | None = None
    while args.peek():
        if args.keyword_is("fade"):
            fade = args.time("A fade", limits.FADE_S)
        elif args.keyword_is("then"):
            then = args.time("A pause", limits.PAUSE_S)
        elif level := args.level():
            gain_db = level[0]
            _check_level(args, "sound", gain_db, level[1])
        else:
            break
    args.finish(("fade", "then"))
    return SoundNode(args.spot, args.blank, named.text, file, gain_db, fade, then)
