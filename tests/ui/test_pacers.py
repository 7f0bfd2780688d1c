"""Pacers are functions of the breath, and stay inside the box that is repainted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from reorigin_desktop.ui.pacers import PACERS, pacer_called, track
from reorigin_desktop.ui.pacers.moment import Moment
from reorigin_desktop.ui.theme import Tokens
from tests.ui.looks import CYCLE_S, breath_at

SIDE, TRACK_PX = 420, 150.0


def painted(name: str, tokens: Tokens, fullness: float, at_s: float = 2.0) -> np.ndarray:
    """How opaque each point is after the pacer was painted in the middle."""
    pacer = pacer_called(name)
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(SIDE / 2, SIDE / 2)
    moment = Moment(TRACK_PX, fullness, breath_at(at_s), tokens)
    pacer.paint(painter, moment, pacer.sprite(TRACK_PX, tokens))
    painter.end()
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(SIDE, SIDE, 4)[..., 3].copy()


@pytest.mark.parametrize("name", PACERS)
def test_everything_painted_is_inside_the_box(name, tokens):
    """Otherwise something would stay behind when only the box is repainted."""
    for fullness in (0.0, 0.13, 0.5, 0.87, 1.0):
        opaque = painted(name, tokens, fullness)
        box = pacer_called(name).box(TRACK_PX, fullness).translated(SIDE / 2, SIDE / 2).toAlignedRect()
        assert opaque.any()
        opaque[box.top() - 1 : box.bottom() + 2, box.left() - 1 : box.right() + 2] = 0
        assert not opaque.any()


@pytest.mark.parametrize("name", PACERS)
def test_more_breath_is_more_pacer(name, tokens):
    """The painted area grows all the way from empty to full, and stays within the ring."""
    areas = []
    for fullness in (0.0, 0.25, 0.5, 0.75, 1.0):
        opaque = painted(name, tokens, fullness).astype(int)
        areas.append(opaque.sum() if name != "bar" else (opaque > 200).sum())
        columns = np.nonzero(opaque.max(axis=0) > 20)[0]
        assert columns.max() - columns.min() <= 2 * TRACK_PX
    assert areas == sorted(areas)
    assert areas[-1] > 1.5 * areas[0]


@pytest.mark.parametrize("name", PACERS)
def test_the_same_breath_is_the_same_picture(name, dark):
    """Nothing ticks inside a pacer."""
    first = painted(name, dark, 0.4)
    painted(name, dark, 0.9)
    assert np.array_equal(first, painted(name, dark, 0.4))


def test_the_bar_counts_whole_seconds_down(dark):
    """From four to one while one breathes in for four seconds; the number changes the picture, the tenths do not."""
    assert np.array_equal(painted("bar", dark, 0.5, 0.1), painted("bar", dark, 0.5, 0.9))
    assert not np.array_equal(painted("bar", dark, 0.5, 0.9), painted("bar", dark, 0.5, 1.1))


def test_the_ring_has_an_arc_for_each_phase_in_its_own_share():
    """Starting at the top, in order, with a gap between neighbours; holds are marked as such."""
    arcs = track.arcs(CYCLE_S, TRACK_PX)
    assert [moving for _, _, moving in arcs] == [True, False, True, False]
    ends = np.cumsum(CYCLE_S) / sum(CYCLE_S)
    for (start, length, _), end, share in zip(arcs, ends, np.array(CYCLE_S) / 12, strict=True):
        assert start >= end - share
        assert start + length <= end
        assert length > 0.2 * share - 1e-9
    assert len(track.arcs((5.0, 0.0, 5.0, 0.0), TRACK_PX)) == 2
    assert track.arcs((0.0, 0.0, 0.0, 0.0), TRACK_PX) == ((0.0, 1.0, False),)


def test_the_bead_goes_clockwise_from_the_top():
    """Top, right, bottom, left at the quarters of a breath."""
    places = [track.bead_place(turn, 100) for turn in (0, 0.25, 0.5, 0.75)]
    wanted = [(0, -100), (100, 0), (0, 100), (-100, 0)]
    for place, (x, y) in zip(places, wanted, strict=True):
        assert math.isclose(place.x(), x, abs_tol=1e-9)
        assert math.isclose(place.y(), y, abs_tol=1e-9)


def test_an_unknown_pacer_is_the_flower(dark):
    """A settings file of another version must not stop a session."""
    assert np.array_equal(painted("lava", dark, 0.3), painted("flower", dark, 0.3))
