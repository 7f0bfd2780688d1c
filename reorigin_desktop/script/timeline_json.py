"""A timeline as JSON, for other programs."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.model import BedChange, Chime, Cue, Payload, Phrase, Show, Timeline

FORMAT = 1


def timeline_json(timeline: Timeline) -> dict[str, Any]:
    """One object with everything in a timeline.

    What belongs to one kind of cue stands in the cue under its own name. A file of a bed, chime, sound or picture is
    `media_file`, named as in the script, relative to the session folder; it is null where a name is enough.
    """
    return {
        "format": FORMAT,
        "title": timeline.title,
        "sample_rate": RATE_HZ,
        "segments": list(timeline.segments),
        "total_frames": timeline.total_frames,
        "stops": [
            {"segment": stop.segment, "kind": stop.kind, "expect_s": stop.expect_s, "max_s": stop.max_s}
            for stop in timeline.stops
        ],
        "cues": [_cue(cue) for cue in timeline.cues],
    }


def _cue(cue: Cue) -> dict[str, Any]:
    repetition = cue.repetition
    return {
        "segment": cue.segment,
        "lane": cue.lane.value,
        "kind": cue.kind,
        "start_frame": cue.start_frame,
        "frames": cue.frames,
        "file": cue.file,
        "line": cue.line,
        "section": cue.section,
        "repetition": repetition and {"label": repetition.label, "index": repetition.index, "of": repetition.of},
        "estimated": cue.estimated,
        **_payload(cue.payload),
    }


def _payload(payload: Payload) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for member in fields(payload):
        value = getattr(payload, member.name)
        if isinstance(value, Phrase):
            flat.update(text=value.text, mark=value.mark, index=value.index, of=value.of)
        elif member.name == "file":
            flat["media_file"] = _written_name(payload) if isinstance(value, Path) else None
        else:
            flat[member.name] = list(value) if isinstance(value, tuple) else value
    return flat


def _written_name(payload: Payload) -> str | None:
    """A file as the script names it."""
    match payload:
        case BedChange():
            return payload.bed
        case Chime():
            return payload.name
        case Show():
            return payload.value
        case _:
            return None
