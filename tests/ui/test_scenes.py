"""Scenes are functions of time: the same moment is the same picture, and the next one hardly another."""

from __future__ import annotations

import numpy as np
import pytest

from reorigin_desktop.ui import scenes
from reorigin_desktop.ui.stage import BACKDROPS_PER_S

SIZE = (120, 75)


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("name", scenes.SCENES)
class TestScene:
    def test_the_same_moment_is_the_same_picture(self, name, dark):
        """Nothing is remembered from one call to the next."""
        first = scenes.paint_field(name, 12.5, 0.4, SIZE, dark=dark)
        scenes.paint_field(name, 99.0, 1.0, SIZE, dark=dark)
        assert np.array_equal(first, scenes.paint_field(name, 12.5, 0.4, SIZE, dark=dark))

    def test_it_fills_every_size(self, name, dark):
        """Bytes blue, green, red, 255 for each point."""
        for size in ((1, 1), (7, 3), (200, 125)):
            field = scenes.paint_field(name, 3.0, 0.5, size, dark=dark)
            assert field.shape == (size[1], size[0], 4)
            assert field.dtype == np.uint8
            assert (field[..., 3] == 255).all()

    def test_no_step_between_two_backdrops_can_be_seen(self, name, dark):
        """At most 3 of 255 levels anywhere, over half a minute."""
        for start_s in (0.0, 17.0, 1000.0, 3600.0):
            before = scenes.paint_field(name, start_s, 0.5, SIZE, dark=dark).astype(int)
            after = scenes.paint_field(name, start_s + 1 / BACKDROPS_PER_S, 0.5, SIZE, dark=dark).astype(int)
            assert np.abs(after - before).max() <= 3

    def test_a_full_breath_is_a_little_lighter(self, name, dark):
        """By hundredths, so that it is felt rather than seen."""
        empty = scenes.paint_field(name, 3.0, 0.0, SIZE, dark=dark)[..., :3].mean()
        full = scenes.paint_field(name, 3.0, 1.0, SIZE, dark=dark)[..., :3].mean()
        assert 1.0 < full / empty < 1.12


def test_scenes_differ_and_all_but_the_plain_one_move():
    """Each has its own picture, and half a minute later another."""
    for dark in (True, False):
        pictures = {name: scenes.paint_field(name, 5.0, 0.5, SIZE, dark=dark).astype(int) for name in scenes.SCENES}
        names = list(pictures)
        for at, name in enumerate(names):
            for other in names[at + 1 :]:
                assert np.abs(pictures[name] - pictures[other]).mean() > 1
            later = scenes.paint_field(name, 35.0, 0.5, SIZE, dark=dark).astype(int)
            assert (np.abs(later - pictures[name]).max() > 3) == (name != "plain")


def test_a_light_lies_where_it_is_wanted_and_nowhere_else():
    """Full in its middle, nothing beyond its reach."""
    light = (0.5, 0.3125, 0.1, "#ffffff", 1.0)
    without = scenes.paint_field("plain", 0.0, 0.5, SIZE, dark=True).astype(int)
    lit = scenes.paint_field("plain", 0.0, 0.5, SIZE, dark=True, light=light).astype(int)
    assert (lit[37, 60, :3] > 235).all()
    assert np.array_equal(lit[:20], without[:20])
    assert np.array_equal(lit[:, :40], without[:, :40])


def test_an_unknown_name_is_aurora():
    """A settings file of another version must not stop a session."""
    assert scenes.known("lava") == "aurora"
