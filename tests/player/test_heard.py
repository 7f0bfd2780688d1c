"""The rule that makes a repetition count."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.player.heard import Heard
from reorigin_desktop.script.model import Repetition, RepetitionSpan


def span(index: int, start: int, end: int, *, label: str = "image", of: int = 3, stops: tuple[int, ...] = ()):
    return RepetitionSpan(Repetition(label, index, of), start, end, line=1, stops=stops)


THREE = (span(1, 100, 200), span(2, 200, 300), span(3, 300, 400))


def completed(heard: Heard) -> list[int]:
    return sorted(heard.spans[number].repetition.index for number in heard.completed)


def test_a_pass_heard_from_its_first_frame_to_its_last_is_completed_once():
    heard = Heard(THREE)
    done = [verdict for start in range(0, 400, 7) for verdict in heard.hear(start, min(400, start + 7))]
    assert [verdict.span.repetition.index for verdict in done] == [1, 2, 3]
    assert [verdict.heard_frames for verdict in done] == [100, 100, 100]
    assert heard.unfinished() == ()


def test_one_missing_frame_makes_a_pass_partial():
    heard = Heard(THREE)
    heard.hear(0, 150)
    heard.hear(151, 400)
    assert completed(heard) == [2, 3]
    [verdict] = heard.unfinished()
    assert (verdict.status, verdict.heard_frames) == ("partial", 99)


def test_a_pass_that_was_jumped_over_is_skipped_and_one_never_reached_is_not_mentioned():
    heard = Heard(THREE)
    heard.hear(0, 100)
    heard.hear(200, 250)
    assert [(one.status, one.span.repetition.index) for one in heard.unfinished()] == [("skipped", 1), ("partial", 2)]


def test_going_back_within_a_pass_breaks_it_but_going_back_to_its_beginning_begins_it_again():
    heard = Heard(THREE)
    heard.hear(100, 150)
    assert heard.hear(120, 200) == ()
    assert heard.hear(100, 200)[0].span.repetition.index == 1


def test_a_stop_inside_a_pass_must_be_left_before_the_pass_counts():
    heard = Heard((span(1, 0, 100, stops=(0,)),))
    assert heard.hear(0, 100) == ()
    [verdict] = heard.left_stop(0, 100, 4.5, timed_out=True)
    assert (verdict.status, verdict.stop_s, verdict.timed_out) == ("completed", 4.5, True)


def test_a_stop_that_stands_at_the_very_beginning_of_a_pass_belongs_to_it():
    heard = Heard((span(1, 50, 100, stops=(0,)),))
    heard.hear(0, 50)
    assert heard.left_stop(0, 50, 2.0, timed_out=False) == ()
    [verdict] = heard.hear(50, 100)
    assert (verdict.status, verdict.stop_s) == ("completed", 2.0)


def test_jumping_past_a_stop_inside_a_pass_never_completes_it():
    heard = Heard((span(1, 0, 100, stops=(0,)),))
    heard.hear(0, 50)
    assert heard.hear(50, 100) == ()
    assert heard.unfinished()[0].status == "partial"


@given(st.lists(st.tuples(st.integers(0, 450), st.integers(1, 120)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_pass_is_completed_exactly_when_some_stretch_played_without_a_jump_covers_it(
    played: list[tuple[int, int]],
):
    """The rule, stated another way: join what was played on without a jump; a pass counts if one stretch holds it."""
    heard = Heard(THREE)
    stretches: list[list[int]] = []
    for start, length in played:
        heard.hear(start, start + length)
        if stretches and stretches[-1][1] == start:
            stretches[-1][1] = start + length
        else:
            stretches.append([start, start + length])
    expected = [
        one.repetition.index for one in THREE if any(a <= one.start_frame and one.end_frame <= b for a, b in stretches)
    ]
    assert completed(heard) == expected


@pytest.mark.parametrize("cuts", [[0, 400], [0, 1, 399, 400], [*range(0, 401, 13), 400]])
def test_it_does_not_matter_how_the_frames_arrive(cuts: list[int]):
    heard = Heard(THREE)
    for start, end in pairwise(cuts):
        heard.hear(start, end)
    assert completed(heard) == [1, 2, 3]
