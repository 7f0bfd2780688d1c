"""Stops in time: a position never moves while a session waits, and nothing is counted twice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reorigin_desktop.player.layout import Layout, Piece

layouts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30)), min_size=1, max_size=6).map(
    lambda pairs: Layout.of(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))
)


def test_a_stop_holds_the_position_and_says_for_how_long():
    layout = Layout.of((100, 50), (30, 0))
    assert layout.spot(99).stop is None
    assert [(layout.spot(at).position, layout.spot(at).stop, layout.spot(at).into_stop) for at in (100, 129)] == [
        (100, 0, 0),
        (100, 0, 29),
    ]
    assert (layout.spot(130).position, layout.spot(130).segment, layout.spot(130).stop) == (100, 1, None)


@given(layouts, st.data())
def test_pieces_of_any_split_make_up_the_whole(layout: Layout, data: st.DataObject):
    """However the heard frames are cut, every frame of the timeline is played once and every stop left once."""
    end = layout.frames + 1
    cuts = sorted({0, end, *data.draw(st.lists(st.integers(0, end), max_size=8))})
    pieces = [piece for a, b in pairwise(cuts) for piece in layout.pieces(a, b)]
    played = [frame for piece in pieces for frame in range(piece.start_position, piece.end_position)]
    assert played == list(range(layout.position_frames))
    assert [p.left_stop for p in pieces if p.left_stop is not None] == [
        n for n, stop in enumerate(layout.stops) if stop
    ]


@given(layouts, st.integers(0, 400))
def test_finding_a_position_and_playing_there_is_the_same_place(layout: Layout, position: int):
    segment, frame = layout.find(position)
    entered = layout.entered_at(segment, layout.stops)
    spot = entered.spot(entered.elapsed_of(segment, frame))
    assert spot.position == min(position, layout.position_frames)


def test_leaving_a_stop_early_moves_what_comes_after_it():
    layout = Layout.of((100, 50), (1000, 0)).with_stop(0, 7)
    assert layout.starts == (0, 107)
    assert layout.pieces(100, 110) == (Piece(100, 100, 0), Piece(100, 103))
