"""From a session to its timeline: every cue with its frame, a pure function of script, values and take lengths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script import limits
from reorigin_desktop.script.forms import every_phrase
from reorigin_desktop.script.model import (
    Cue,
    Header,
    Lane,
    Message,
    Phrase,
    RepetitionBegin,
    Say,
    SpokenLength,
    Timeline,
    Voice,
)
from reorigin_desktop.script.report import Report, in_order
from reorigin_desktop.script.session import Session
from reorigin_desktop.script.size import within_limits
from reorigin_desktop.script.tape import Pace, Tape, exact
from reorigin_desktop.script.unroll import Unroller
from reorigin_desktop.script.values import check_values, defaults, settled

__all__ = ["Compiled", "check_values", "compile_session", "default_values", "every_phrase", "phrases"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A timeline, and what is wrong with it; `messages` does not repeat those of the session."""

    timeline: Timeline
    messages: tuple[Message, ...]


def default_values(session: Session) -> dict[str, str]:
    """The value of each variable if the person says nothing."""
    return defaults(session.values_header)


def compile_session(session: Session, values: Mapping[str, str], voice: Voice) -> Compiled:
    """The timeline of a session for these values (defaults for the rest), with lengths as the voice states them.

    Lines with errors are left out. A value that cannot be is reported, and the default taken instead.
    """
    header = session.values_header
    wrong = check_values(header, values)
    good = {name: value for name, value in values.items() if not check_values(header, {name: value})}
    whole = {
        variable.name: settled(variable, good.get(variable.name, variable.default)) for variable in header.variables
    }
    report = Report()
    tape = Tape(header, whole, voice, report, _pace(header))
    unroller = Unroller(tape)
    if within_limits(report, header, session.nodes, whole):
        unroller.walk(session.nodes)
    tape.end_segment()
    timeline = _finished(session, tape, unroller)
    if timeline.total_frames > limits.SESSION_S * RATE_HZ and session.nodes:
        report.add(
            session.nodes[0].spot,
            "E802",
            "This session is longer than 8 hours.",
            "use fewer passes, or shorter silences.",
        )
    return Compiled(timeline, (*wrong, *in_order(report.messages, str(session.path))))


def _pace(header: Header) -> Pace:
    # the header's times are decimals: as text they are exact
    gap, paragraph = (exact(Fraction(str(seconds))) for seconds in (header.gap_s, header.paragraph_s))
    return Pace(gap, paragraph, header.rate_percent, header.voice_name)


def _finished(session: Session, tape: Tape, unroller: Unroller) -> Timeline:
    cues = sorted(tape.cues, key=lambda cue: (cue.segment, cue.start_frame))
    spans = sorted((*tape.spans, *unroller.counted()), key=lambda span: (span.start_frame, -span.end_frame))
    segments = tuple(tape.segments)
    if len(segments) > 1 and segments[-1] == 0 and not any(cue.segment == len(segments) - 1 for cue in cues):
        # the session ends with a stop: nothing comes after it
        segments = segments[:-1]
        cues = [_ending_before(cue, len(segments), segments[-1]) for cue in cues]
    return Timeline(
        session.values_header.title,
        segments,
        tuple(tape.stops),
        tuple(cues),
        tuple(spans),
        estimated=any(cue.estimated for cue in cues),
    )


def _ending_before(cue: Cue, gone: int, frames: int) -> Cue:
    """The same cue; a pass that ended at the very beginning of the empty last segment ends with the one before."""
    if isinstance(cue.payload, RepetitionBegin) and cue.payload.end_segment == gone:
        return replace(cue, payload=RepetitionBegin(gone - 1, frames))
    return cue


class _Instantly:
    """A voice that needs no time, so that every line fits everywhere."""

    def phrase_length(self, phrase: Phrase) -> SpokenLength:  # noqa: ARG002  # every phrase is the same to it
        return SpokenLength(0, estimated=False)

    def sound_frames(self, path: Path) -> int | None:  # noqa: ARG002  # as above
        return 1


def phrases(session: Session, values: Mapping[str, str]) -> tuple[Phrase, ...]:
    """Every phrase spoken for these values, once, in order of first appearance."""
    cues = compile_session(session, values, _Instantly()).timeline.cues
    found = (cue.payload.phrase for cue in cues if cue.lane is Lane.VOICE and isinstance(cue.payload, Say))
    return tuple(dict.fromkeys(found))
