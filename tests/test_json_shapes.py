"""The JSON that the commands print has the shapes that docs/json.md promises."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.test_cli import reorigin

CUE_KEYS = {
    "segment", "lane", "kind", "start_frame", "frames", "file", "line", "section", "repetition", "estimated",
}  # fmt: skip


@pytest.fixture(scope="module")
def timeline() -> dict[str, Any]:
    """A shipped session with questions, repetitions, breath and chimes."""
    shown: dict[str, Any] = json.loads(reorigin("timeline", "five-step-round", "--json").stdout)
    return shown


def test_a_timeline_is_one_object_of_known_keys(timeline: dict[str, Any]):
    assert set(timeline) == {"format", "title", "sample_rate", "segments", "total_frames", "stops", "cues"}
    assert timeline["format"] == 1
    assert timeline["sample_rate"] == 48_000
    assert sum(timeline["segments"]) == timeline["total_frames"]


def test_each_stop_says_where_and_for_how_long(timeline: dict[str, Any]):
    assert len(timeline["stops"]) == 3
    for stop in timeline["stops"]:
        assert set(stop) == {"segment", "kind", "expect_s", "max_s"}
        assert stop["kind"] in {"ask", "wait"}
        assert 0 <= stop["segment"] < len(timeline["segments"])


def test_each_cue_lies_in_its_segment_and_says_where_it_comes_from(timeline: dict[str, Any]):
    for cue in timeline["cues"]:
        assert set(cue) >= CUE_KEYS
        assert 0 <= cue["start_frame"] <= timeline["segments"][cue["segment"]]
        assert cue["file"] == "five-step-round.session"
        assert cue["repetition"] is None or set(cue["repetition"]) == {"label", "index", "of"}
    kinds = {cue["kind"] for cue in timeline["cues"]}
    assert {"say", "in", "out", "bed", "chime", "show", "section", "ask", "repetition"} <= kinds
    order = [(cue["segment"], cue["start_frame"]) for cue in timeline["cues"]]
    assert order == sorted(order)


def test_a_journal_is_a_list_of_runs_with_what_was_done(write_session):
    script = write_session('@repeat 1 as "image"\n@pause 0.5s\n@end\n@wait "Ready?" max 1s\n')
    assert reorigin("play", script, "--terminal", "--silent").returncode == 0
    shown = json.loads(reorigin("journal", "--json").stdout)
    assert set(shown) == {"runs"}
    [run] = shown["runs"]
    assert set(run) >= {"id", "session", "started", "ended", "outcome", "repetitions", "answers"}
    [repetition] = run["repetitions"]
    assert set(repetition) == {"label", "index", "of", "status", "heard_frames", "planned_frames"}
    [answer] = run["answers"]
    assert set(answer) == {"name", "moment", "question", "kind", "value", "outcome", "took_s"}
    assert (answer["value"], answer["outcome"]) == (None, "timed out")
