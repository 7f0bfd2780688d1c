"""The spoken lines of a timeline as WebVTT captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.model import Cue, Say, Timeline


@dataclass(slots=True)
class _Spoken:
    segment: int
    start_frame: int
    end_frame: int
    text: str
    last: Cue


def webvtt(timeline: Timeline, segment_elapsed_starts: Sequence[int] | None = None) -> str:
    """One caption for each spoken line, from its first phrase to the end of its last.

    `segment_elapsed_starts` says at which elapsed frame each segment begins; without it stops take no time.
    """
    starts = timeline.segment_starts if segment_elapsed_starts is None else segment_elapsed_starts
    parts = ["WEBVTT\n"]
    for line in _lines(timeline):
        begin, end = (starts[line.segment] + frame for frame in (line.start_frame, line.end_frame))
        parts.append(f"\n{_stamp(begin)} --> {_stamp(max(end, begin + RATE_HZ // 1000))}\n{_escaped(line.text)}\n")
    return "".join(parts)


def _lines(timeline: Timeline) -> list[_Spoken]:
    lines: list[_Spoken] = []
    for cue in timeline.cues:
        if not isinstance(cue.payload, Say):
            continue
        end = cue.start_frame + cue.frames
        if lines and _same_line(lines[-1].last, cue):
            lines[-1].end_frame = end
            lines[-1].last = cue
        else:
            lines.append(_Spoken(cue.segment, cue.start_frame, end, cue.payload.caption, cue))
    return lines


def _same_line(before: Cue, cue: Cue) -> bool:
    assert isinstance(before.payload, Say)
    assert isinstance(cue.payload, Say)
    return (before.segment, before.file, before.line) == (
        cue.segment,
        cue.file,
        cue.line,
    ) and cue.payload.phrase.index > before.payload.phrase.index


def _stamp(frame: int) -> str:
    milliseconds = (frame * 1000 + RATE_HZ // 2) // RATE_HZ
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
