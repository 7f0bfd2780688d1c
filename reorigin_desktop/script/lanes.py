"""What is heard and seen beside the voice, on the tape: beds, chimes, sounds, pictures; and stops."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from reorigin_desktop.script import limits
from reorigin_desktop.script.model import BedChange, Chime, Count, DuckChange, Lane, Show, Stop
from reorigin_desktop.script.nodes import (
    AskNode,
    BedNode,
    ChimeNode,
    DuckNode,
    PaceNode,
    ShowNode,
    SoundNode,
    Time,
    Use,
    WaitNode,
)
from reorigin_desktop.script.palette import BED_DB, CHIME_RING_S, CHIME_THEN_S, FILE_CHIME_THEN_S
from reorigin_desktop.script.report import LineError, Spot
from reorigin_desktop.script.tape import Tape, exact
from reorigin_desktop.script.time_limits import check_time


def limited(tape: Tape, time: Time, thing: str, longest_s: Fraction, *, zero: bool = True) -> Fraction:
    """A length of time, checked here if it comes from a variable; a written one has been checked."""
    seconds = tape.seconds(time)
    if isinstance(time, Use):
        check_time(seconds, thing, longest_s, time.spot, zero=zero)
    return seconds


def change_bed(tape: Tape, node: BedNode) -> None:
    """Another bed, none, or another level."""
    fade_s = limited(tape, node.fade, "A fade", limits.FADE_S)
    playing, level = tape.bed
    if node.bed is None:
        if playing is None:
            tape.report.add(node.spot, "W246", "No bed is playing here.", "name one: @bed shore -18dB")
            return
        assert node.gain_db is not None
        name, file, gain_db = playing, _last_file(tape), node.gain_db
    else:
        written = tape.values[node.bed.name] if isinstance(node.bed, Use) else node.bed
        off = written.lower() == "off" and node.file is None
        name = "off" if off else written if node.file else written.lower()
        file = node.file
        gain_db = node.gain_db if node.gain_db is not None else (level if name == playing else BED_DB)
        if off:
            tape.bed = (None, BED_DB)
            tape.emit(node.spot, Lane.BED, "bed", BedChange(None, None, gain_db, float(fade_s)), length=exact(fade_s))
            return
    tape.bed = (name, gain_db)
    tape.emit(node.spot, Lane.BED, "bed", BedChange(name, file, gain_db, float(fade_s)), length=exact(fade_s))


def _last_file(tape: Tape) -> Path | None:
    last = next(cue.payload for cue in reversed(tape.cues) if isinstance(cue.payload, BedChange))
    return last.file


def change_duck(tape: Tape, node: DuckNode) -> None:
    """Another amount of ducking."""
    tape.emit(node.spot, Lane.BED, "duck", DuckChange(node.depth_db))


def strike(tape: Tape, node: ChimeNode) -> None:
    """One chime or several; the clock goes on `then` after the last."""
    tape.pay_gap()
    then = FILE_CHIME_THEN_S if node.file else CHIME_THEN_S[node.name]
    if node.then is not None:
        then = limited(tape, node.then, "A pause", limits.PAUSE_S)
    every = then
    if node.every is not None:
        every = limited(tape, node.every, "The time between chimes", limits.PAUSE_S, zero=False)
    ring = exact(CHIME_RING_S.get(node.name, FILE_CHIME_THEN_S))
    if node.file:
        ring = tape.voice.sound_frames(node.file) or _unreadable(node.spot, node.name)
    for number in range(node.times):
        if number:
            tape.move(exact(every))
        tape.emit(node.spot, Lane.CHIME, "chime", Chime(node.name, node.file, node.gain_db), length=ring)
    tape.move(exact(then))


def _unreadable(spot: Spot, name: str) -> int:
    raise LineError(
        spot, "E286", f"The sound “{name}” cannot be read.", "save it again as WAV, FLAC, Ogg Vorbis, Opus or MP3."
    )


def play_sound(tape: Tape, node: SoundNode) -> None:
    """A one-shot sound; the clock goes on at its end unless `then` says otherwise."""
    tape.pay_gap()
    fade_s = limited(tape, node.fade, "A fade", limits.FADE_S)
    frames = tape.voice.sound_frames(node.file) or _unreadable(node.spot, node.name)
    tape.emit(node.spot, Lane.CHIME, "sound", Chime(node.name, node.file, node.gain_db, float(fade_s)), length=frames)
    then = None if node.then is None else limited(tape, node.then, "A pause", limits.PAUSE_S)
    tape.move(frames if then is None else exact(then))


def show(tape: Tape, node: ShowNode) -> None:
    """Another picture."""
    fade_s = limited(tape, node.fade, "A fade", limits.FADE_S)
    payload = Show(node.show, node.value, node.file, float(fade_s))
    tape.emit(node.spot, Lane.VISUAL, "show", payload, length=exact(fade_s))


def change_pace(tape: Tape, node: PaceNode) -> None:
    """Other gaps, another rate."""
    pace = tape.pace
    if node.gap is not None:
        pace = replace(pace, gap=exact(limited(tape, node.gap, "A gap between lines", limits.GAP_S)))
    if node.paragraph is not None:
        pace = replace(pace, paragraph=exact(limited(tape, node.paragraph, "A gap between lines", limits.GAP_S)))
    if node.rate_percent is not None:
        pace = replace(pace, rate_percent=node.rate_percent)
    tape.pace = pace


def stop_here(tape: Tape, node: AskNode | WaitNode) -> None:
    """The session waits for the person."""
    expect_s = float(limited(tape, node.expect, "A stop", limits.STOP_S))
    max_s = None if node.longest is None else float(limited(tape, node.longest, "A stop", limits.STOP_S, zero=False))
    tape.pay_gap()
    segment = len(tape.segments)
    if isinstance(node, AskNode):
        ask = replace(node.ask, expect_s=expect_s, max_s=max_s)
        tape.emit(node.spot, Lane.GATE, "ask", ask)
        tape.stop(Stop(segment, "ask", ask, None))
    else:
        wait = replace(node.wait, expect_s=expect_s, max_s=max_s)
        tape.emit(node.spot, Lane.GATE, "wait", wait)
        tape.stop(Stop(segment, "wait", None, wait))


def count(tape: Tape, spot: Spot, label: str) -> None:
    """One is counted here."""
    tape.emit(spot, Lane.LOG, "count", Count(label))
