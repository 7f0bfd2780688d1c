"""Words can be read: WCAG 2.2 AA on the tokens, and on the pixels that are really painted."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from reorigin_desktop.player.look import ShowLook
from reorigin_desktop.script.model import Show
from reorigin_desktop.ui.backdrop import calmed, luminance
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.scenes import SCENES
from reorigin_desktop.ui.stage import Stage, StageStyle
from reorigin_desktop.ui.theme import DARK, LIGHT, Tokens, dress
from tests.ui import flash_meter
from tests.ui.looks import look_at


def ratio(one: float, two: float) -> float:
    """Contrast of two luminances, 1 to 21."""
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


def between(one: str, two: str) -> float:
    return ratio(luminance(QColor(one)), luminance(QColor(two)))


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_text_and_marks_stand_out_in_the_tokens(tokens: Tokens):
    """4.5 for words on every ground they stand on, 3 for lines of fields and for the focus."""
    for ground in (tokens.page, tokens.surface, tokens.raised):
        for words in (tokens.text, tokens.soft, tokens.alert):
            assert between(words, ground) >= 4.5
        assert between(tokens.focus, ground) >= 3
        assert between(tokens.accent, ground) >= 3
    assert between(tokens.line, tokens.surface) >= 3
    assert between(tokens.line, tokens.page) >= 3
    assert between(tokens.on_accent, tokens.accent) >= 4.5


def pixels(widget: QWidget) -> np.ndarray:
    """What is painted, as (height, width, 3) bytes."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def contrast_of_words(stage: Stage, label: PlainLabel) -> float:
    """The ink that was added by the words against the worst of the ground that was there without them."""
    place = label.geometry()
    box = slice(place.top() + 2, place.bottom() - 1), slice(place.left() + 12, place.right() - 11)
    with_words = flash_meter.luminance(pixels(stage)[box])
    words = label.text()
    label.setText("")
    without = flash_meter.luminance(pixels(stage)[box])
    label.setText(words)
    written = np.abs(with_words - without)
    ink = with_words[written > 0.8 * written.max()]
    assert ink.size > 20
    grounds = [without[written > 0.1].max(), without[written > 0.1].min()]
    return min(ratio(float(np.median(ink)), ground) for ground in grounds)


@pytest.mark.parametrize(("theme", "scene"), list(itertools.product(("dark", "light"), SCENES)))
def test_captions_and_phase_words_can_be_read_over_every_scene(qtbot, qapp: QApplication, theme: str, scene: str):
    """At least 4.5 to 1 on the painted pixels, at several moments of the scene."""
    tokens = dress(qapp, theme, 100)  # type: ignore[arg-type]  # one of the two names
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(900, 680)
    stage.dress(tokens, StageStyle(scene))
    stage.begin_painting()
    stage.show()
    for start_s in (0.0, 33.0, 71.0):
        for step in range(8):
            stage.show_look(look_at(start_s + step * 0.9))
        assert contrast_of_words(stage, stage.caption) >= 4.5
        assert contrast_of_words(stage, stage.phase) >= 4.5


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("value", ["#ffffff", "#000000", "#ff0000", "#ffff00", "#0000ff", "#777777"])
def test_no_colour_of_a_script_makes_words_unreadable(qtbot, qapp: QApplication, theme: str, value: str):
    """Whatever colour is shown, the phase word on it keeps 4.5 to 1."""
    tokens = dress(qapp, theme, 100)  # type: ignore[arg-type]  # one of the two names
    assert ratio(luminance(calmed(value, tokens)), luminance(QColor(tokens.text))) >= 4.5
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(700, 560)
    stage.dress(tokens, StageStyle("plain"))
    stage.begin_painting()
    stage.show()
    for step in range(6):
        stage.show_look(look_at(60 + step * 0.9, show=ShowLook(Show("colour", value, None, 1.0), None, 1.0)))
    assert contrast_of_words(stage, stage.phase) >= 4.5
