"""@pause, @at, @pace, @voice, @note: silence, moments and the way of speaking."""

from __future__ import annotations

from fractions import Fraction

from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments
from reorigin_desktop.script.blocks import Opening
from reorigin_desktop.script.nodes import AtNode, Node, NoteNode, PaceNode, PauseNode, Time, VoiceNode
from reorigin_desktop.script.quantities import PERCENT
from reorigin_desktop.script.words import short

SLOWEST_RATE, FASTEST_RATE = 50, 150


def read_pause(args: Arguments) -> Node | Opening:
    """@pause TIME [while]."""
    first = args.peek()
    time = args.time("A pause", limits.PAUSE_S, zero=False)
    timed = args.keyword_is("while") is not None
    args.finish(("while",))
    spot, blank = args.spot, args.blank
    if timed:
        return Opening("pause", lambda body, _, __: PauseNode(spot, blank, time, body), timed=True)
    if isinstance(time, Fraction) and time > limits.LONG_SILENCE_S:
        assert first is not None
        args.warn(
            "W212",
            f"A silence of {float(time / 60):.1f} minutes is long; people may think the session has stopped.",
            "add a line or a chime in between, or use @pause … while.",
            first,
        )
    return PauseNode(spot, blank, time)


def read_at(args: Arguments) -> Node:
    """@at TIME or @at PERCENT, inside a timed block."""
    if not args.around.in_timed:
        args.fail("E703", "@at only works inside @pause … while or @breathe … while.", "use @pause here.")
    word = args.peek()
    found = args.match(PERCENT)
    if found:
        share = Fraction(found[1]) / 100
        if share > 1:
            args.fail("E232", f"{found[0]} is more than the whole block.", "use 100% or less.", word)
        args.finish()
        return AtNode(args.spot, args.blank, None, share)
    time = args.time("A moment", limits.BREATHE_S)
    args.finish()
    return AtNode(args.spot, args.blank, time, None)


def read_pace(args: Arguments) -> Node:
    """@pace gap TIME paragraph TIME rate PERCENT, at least one of them."""
    gap: Time | None = None
    paragraph: Time | None = None
    rate: float | None = None
    while keyword := args.keyword_is("gap", "paragraph", "rate"):
        if keyword == "rate":
            rate = _rate(args)
        else:
            word = args.peek()
            time = args.time("A gap between lines", limits.PAUSE_S)
            if isinstance(time, Fraction) and time > limits.GAP_S:
                args.fail(
                    "E273", f"A gap of {short(time)} s between all lines is too long: 30 s is the most.",
                    "use @pause for one long silence.", word,
                )  # fmt: skip
            if keyword == "gap":
                gap = time
            else:
                paragraph = time
    if args.peek() is None and gap is None and paragraph is None and rate is None:
        args.fail("E272", "@pace needs at least one of gap, paragraph, rate.", args.example)
    args.finish(("gap", "paragraph", "rate"))
    return PaceNode(args.spot, args.blank, gap, paragraph, rate)


def _rate(args: Arguments) -> float:
    word = args.peek()
    found = args.match(PERCENT)
    if not found:
        args.fail("E271", "The rate of speech is a percentage.", "for example: @pace rate 90%", word)
    rate = float(found[1])
    if not SLOWEST_RATE <= rate <= FASTEST_RATE:
        args.fail(
            "E271",
            f"{short(rate)}% is outside {SLOWEST_RATE}–{FASTEST_RATE}%.",
            "80 to 90% is a calm pace.",
            word,
        )
    return rate


def read_voice(args: Arguments) -> Node:
    """@voice NAME."""
    word = args.peek()
    if word is None or word.kind == "variable" or not word.text.strip():
        args.fail("E270", "@voice needs the name of a narrator.", args.example, word)
    args.take()
    args.finish()
    return VoiceNode(args.spot, args.blank, word.text.strip())


def read_note(args: Arguments) -> Node:
    """@note and words for the reader, to the end of the line."""
    words = args.rest()
    if not words:
        args.fail("E208", "@note is empty.", "write the delivery note after it, for example: @note softly, slower")
    return NoteNode(args.spot, args.blank, args.line[words[0].start :].strip())
