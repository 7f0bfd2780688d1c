"""The timeline for other programs."""

from __future__ import annotations

import json
from pathlib import Path

from reorigin_desktop.script.timeline_json import timeline_json
from tests.script.written import ExactVoice, timeline

ALWAYS = ["segment", "lane", "kind", "start_frame", "frames", "file", "line", "section", "repetition", "estimated"]


def test_the_documented_shape(tmp_path: Path):
    """Every kind of cue, with its own members beside those that all have."""
    (tmp_path / "a.wav").write_bytes(b"")
    (tmp_path / "a.jpg").write_bytes(b"")
    body = """# One
@bed shore
@bed "a.wav"
@duck off
@show image "a.jpg"
Hello, [1s] you. ^abcd
@chime bowl
@sound "a.wav"
@breathe 4-6 for 1 breath
@ask calm 0-10 "Calm?" max 1min
@repeat 1 as "image"
See it.
@wait "Press." as "imagined"
@end
@count "round"
"""
    made = timeline_json(timeline(tmp_path, body, voice=ExactVoice(sounds={"a.wav": 100})))
    assert made == json.loads(json.dumps(made))
    assert list(made) == ["format", "title", "sample_rate", "segments", "total_frames", "stops", "cues"]
    assert (made["format"], made["title"], made["sample_rate"]) == (1, "Test", 48_000)
    assert sum(made["segments"]) == made["total_frames"]
    assert made["stops"] == [
        {"segment": 0, "kind": "ask", "expect_s": 8.0, "max_s": 60.0},
        {"segment": 1, "kind": "wait", "expect_s": 8.0, "max_s": None},
    ]
    assert all(list(cue)[: len(ALWAYS)] == ALWAYS for cue in made["cues"])
    of_kind = {cue["kind"]: {k: v for k, v in cue.items() if k not in ALWAYS} for cue in made["cues"]}
    image = {"label": "image", "index": 1, "of": 1}
    assert [cue["repetition"] for cue in made["cues"] if cue["segment"] == 1] == [image, image, image]
    assert of_kind == {
        "section": {"title": "One", "level": 1},
        "bed": {"bed": "a.wav", "media_file": "a.wav", "gain_db": -18.0, "fade_s": 3.0},
        "duck": {"depth_db": 0.0},
        "show": {"show": "image", "value": "a.jpg", "media_file": "a.jpg", "fade_s": 1.0},
        "say": {"text": "See it.", "mark": "", "index": 0, "of": 1, "caption": "See it.", "note": ""},
        "chime": {"name": "bowl", "media_file": None, "gain_db": -12.0, "fade_s": 0.0},
        "sound": {"name": "a.wav", "media_file": "a.wav", "gain_db": -12.0, "fade_s": 0.0},
        "in": {"phase": "in", "breath": 1, "of": 1, "rate_per_min": 6.0, "guide": "tone", "guide_db": -18.0},
        "out": {"phase": "out", "breath": 1, "of": 1, "rate_per_min": 6.0, "guide": "tone", "guide_db": -18.0},
        "ask": {
            "name": "calm", "moment": "", "answer": "scale", "question": "Calm?", "scale": [0, 10], "choices": [],
            "low": "", "high": "", "optional": False, "check_above": None, "check_below": None, "expect_s": 8.0,
            "max_s": 60.0,
        },
        "repetition": {"end_segment": 2, "end_frame": 0},
        "wait": {"prompt": "Press.", "label": "imagined", "expect_s": 8.0, "max_s": None},
        "count": {"label": "round"},
    }  # fmt: skip
    assert not any(str(tmp_path) in json.dumps(cue) for cue in made["cues"])
