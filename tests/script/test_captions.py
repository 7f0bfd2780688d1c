"""Captions as WebVTT."""

from __future__ import annotations

import io
from pathlib import Path

import webvtt as reader

from reorigin_desktop.script.captions import webvtt
from tests.script.written import timeline


def test_one_caption_for_each_spoken_line(tmp_path: Path):
    """From its first phrase to the end of its last, in every pass."""
    text = webvtt(timeline(tmp_path, "One, [2s] two.\n@repeat 2\nAgain *now*.\n@end"))
    assert text == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:04.000\nOne, two.\n\n"
        "00:00:04.800 --> 00:00:05.800\nAgain now.\n\n"
        "00:00:06.600 --> 00:00:07.600\nAgain now.\n"
    )


def test_stops_move_what_comes_after(tmp_path: Path):
    """With the elapsed frame at which each segment begins."""
    made = timeline(tmp_path, "One.\n@wait\nTwo.")
    assert "00:00:01.800 --> 00:00:02.800\nTwo." in webvtt(made)
    assert "01:00:00.000 --> 01:00:01.000\nTwo." in webvtt(made, (0, 3600 * 48_000))


def test_signs_that_mean_something_in_a_caption(tmp_path: Path):
    """Escaped, and read back as they were written."""
    made = timeline(tmp_path, "Less < more & <b>bold</b> --> there.\nNOTE this.")
    text = webvtt(made)
    assert "Less &lt; more &amp; &lt;b&gt;bold&lt;/b&gt; --&gt; there." in text
    captions = reader.from_buffer(io.StringIO(text))
    assert len(captions) == 2
    assert captions[1].text == "NOTE this."
