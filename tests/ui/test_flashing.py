"""Nothing that the program draws flashes (WCAG 2.3.1)."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from reorigin_desktop.player.look import ShowLook
from reorigin_desktop.script.model import Show
from reorigin_desktop.ui.pacers import PACERS
from reorigin_desktop.ui.scenes import SCENES
from reorigin_desktop.ui.stage import Stage, StageStyle
from reorigin_desktop.ui.theme import dress
from tests.ui.flash_meter import GRID, Frame, flashes_per_s
from tests.ui.looks import breath_at, look_at

FRAMES_PER_S = 15
QUICKEST_S = (1.5, 0.0, 1.5, 0.0)
"""Twenty breaths a minute: nothing quicker is allowed in a script."""


def switching(hz: float, one: int | tuple[int, int, int], two: int | tuple[int, int, int], share: float = 1.0):
    """Two colours in turn over a share of the picture, a second and a half at 60 frames a second."""
    frames = []
    for number in range(90):
        frame = np.zeros((GRID[1], GRID[0], 3), dtype=np.uint8)
        frame[:, : round(GRID[0] * share)] = one if int(number / 60 * hz * 2) % 2 == 0 else two
        frames.append(frame)
    return frames


@pytest.mark.parametrize(("hz", "one", "two"), [(5, 255, 0), (5, (255, 0, 0), 0), (10, 255, 0), (4, 200, 60)])
def test_the_meter_sees_what_flashes(hz, one, two):
    """White and black, or red and black, five times a second are over the limit."""
    assert flashes_per_s(switching(hz, one, two), 60) > 3


def test_the_meter_sees_a_red_flash_of_even_brightness():
    """Saturated red and a grey of the same luminance: only the rule for red can find it."""
    assert flashes_per_s(switching(5, (255, 0, 0), (127, 127, 127)), 60) > 3


@pytest.mark.parametrize(
    ("hz", "one", "two", "share"),
    [(3, 255, 0, 1.0), (5, 255, 0, 0.05), (5, 178, 191, 1.0), (5, 255, 240, 1.0), (0, 255, 0, 1.0)],
)
def test_the_meter_lets_pass_what_does_not(hz, one, two, share):
    """Three a second, a small area, greys that are near each other, and stillness are within it."""
    assert flashes_per_s(switching(hz, one, two, share), 60) <= 3


def frame_of(stage: Stage) -> Frame:
    """What is seen, on the meter's grid."""
    image = (
        stage.grab()
        .toImage()
        .scaled(*GRID, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def played(stage: Stage, looks) -> list[Frame]:
    """The frames of these looks."""
    frames = []
    for look in looks:
        stage.show_look(look)
        frames.append(frame_of(stage))
    return frames


@pytest.mark.parametrize(("theme", "scene"), list(itertools.product(("dark", "light"), SCENES)))
def test_no_scene_with_any_pacer_flashes(qtbot, qapp: QApplication, theme: str, scene: str):
    """At the quickest breath that a script may ask for, every pair stays at one flash a second or under."""
    tokens = dress(qapp, theme, 100)  # type: ignore[arg-type]  # one of the two names
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(256, 192)
    stage.begin_painting()
    stage.show()
    for pacer in PACERS:
        stage.clear()
        stage.dress(tokens, StageStyle(scene, pacer))
        seconds = np.arange(0, 3.2, 1 / FRAMES_PER_S)
        looks = [look_at(float(at_s), breath=breath_at(float(at_s), QUICKEST_S)) for at_s in seconds]
        frames = played(stage, looks)
        assert flashes_per_s(frames, FRAMES_PER_S) <= 1
        assert (frames[0] != frames[len(frames) // 2]).any(), "the picture must move for this to mean anything"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_script_cannot_make_the_screen_flash(qtbot, qapp: QApplication, theme: str):
    """Ten changes of colour a second, without a fade: the window takes its time all the same."""
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(256, 192)
    stage.dress(dress(qapp, theme, 100), StageStyle("plain", "orb"))  # type: ignore[arg-type]  # one of the two names
    stage.begin_painting()
    stage.show()
    looks = []
    for number in range(60):
        wanted = Show("colour", "#ffffff" if number // 2 % 2 else "#ff0000", None, 0.0)
        looks.append(look_at(number / FRAMES_PER_S, show=ShowLook(wanted, None, 1.0), caption=""))
    assert flashes_per_s(played(stage, looks), FRAMES_PER_S) <= 1
