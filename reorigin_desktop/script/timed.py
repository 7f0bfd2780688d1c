"""Stretches of time on the tape: silences, breathing, and blocks that last exactly as long as they are written."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script import limits
from reorigin_desktop.script.breath import breaths_of_number, breaths_of_time
from reorigin_desktop.script.breath_pattern import check_breaths
from reorigin_desktop.script.lanes import limited
from reorigin_desktop.script.model import BreathPhase, Cue, Lane
from reorigin_desktop.script.nodes import AtNode, BreatheNode, Node, PauseNode
from reorigin_desktop.script.report import Spot
from reorigin_desktop.script.tape import Exact, Tape, exact, tidy
from reorigin_desktop.script.words import short

Walk = Callable[[tuple[Node, ...]], None]
"""Lays nodes on the tape."""


def pause(tape: Tape, node: PauseNode, walk: Walk) -> None:
    """A silence that takes the place of the gap before it; with a body, that body plays in it."""
    seconds = limited(tape, node.time, "A pause", limits.PAUSE_S, zero=False)
    tape.no_gap()
    if node.body is None:
        tape.move(exact(seconds))
    else:
        _timed_block(tape, node.spot, exact(seconds), node.body, walk)


def breathe(tape: Tape, node: BreatheNode, walk: Walk) -> None:
    """Breaths without a gap between their phases; with a body, that body plays over them."""
    if node.breaths is not None:
        breaths = breaths_of_number(node.pattern, node.breaths)
    else:
        assert node.time is not None
        seconds = limited(tape, node.time, "A breathing block", limits.BREATHE_S, zero=False)
        breaths = breaths_of_time(node.pattern, seconds)
    check_breaths(breaths, node.spot)
    tape.pay_gap()
    rates = [float(60 / length) for length in breaths.lengths_s]
    for phase, number, begin, end in breaths.phases():
        payload = BreathPhase(phase, number + 1, len(rates), rates[number], node.guide, node.guide_db)
        start = tape.at + begin * RATE_HZ
        tape.emit(node.spot, Lane.BREATH, phase, payload, start=tidy(start), length=tidy((end - begin) * RATE_HZ))
    total = exact(breaths.ends_s[-1])
    if node.body is None:
        tape.move(total)
    else:
        _timed_block(tape, node.spot, total, node.body, walk)


def _timed_block(tape: Tape, spot: Spot, length: Exact, body: tuple[Node, ...], walk: Walk) -> None:
    outer, start = tape.block, tape.at
    end = tidy(start + length)
    first_cue, first_span = len(tape.cues), len(tape.spans)
    tape.block = (start, length)
    walk(body)
    if tape.at > end:
        _say_too_long(tape, spot, tape.at - start, length, tape.cues[first_cue:])
        tape.trim(first_cue, first_span, end)
    tape.block, tape.at = outer, end
    tape.no_gap()


def _say_too_long(tape: Tape, spot: Spot, needed: Exact, length: Exact, cues: list[Cue]) -> None:
    estimated = any(cue.estimated for cue in cues)
    tape.report.add(
        spot,
        "W702" if estimated else "E701",
        f"The lines inside this block take {float(needed / RATE_HZ):.1f} s{' (estimated)' if estimated else ''} "
        f"but the block lasts {short(Fraction(length) / RATE_HZ)} s.",
        f"make it at least {_whole_seconds_after(needed)}s, or move some lines out.",
    )


def _whole_seconds_after(frames: Exact) -> int:
    return math.floor(Fraction(frames) / RATE_HZ) + 1


def go_to(tape: Tape, node: AtNode) -> None:
    """The next line starts at this moment of the timed block around."""
    if tape.block is None:
        return
    start, length = tape.block
    if node.share is not None:
        offset: Exact = tidy(length * node.share)
    else:
        assert node.time is not None
        offset = exact(limited(tape, node.time, "A moment", limits.BREATHE_S))
    if offset > length:
        tape.report.add(
            node.spot,
            "E706",
            f"This block lasts only {short(Fraction(length) / RATE_HZ)} s, so this moment never comes.",
            "use an earlier time, or a percentage such as @at 90%.",
        )
        return
    if start + offset < tape.at:
        tape.report.add(
            node.spot,
            "E704",
            f"At this point the block is already {float((tape.at - start) / RATE_HZ):.1f} s in: "
            "the lines before @at are still playing.",
            f"use @at {_whole_seconds_after(tape.at - start)}s or later.",
        )
        return
    tape.at = tidy(start + offset)
    tape.no_gap()
