"""The stage paints what the look says, and only what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPaintEvent
from typing_extensions import override

from reorigin_desktop.player.look import ShowLook, State
from reorigin_desktop.script.model import Show
from reorigin_desktop.ui.drift import Drift, Shown, moved, shown_after
from reorigin_desktop.ui.stage import Stage, StageStyle
from tests.ui.looks import look_at


class Paints(QObject):
    """Writes down the area of every paint."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.areas: list[int] = []
        stage.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            size = event.rect().size()
            self.areas.append(size.width() * size.height())
        return False


@pytest.fixture
def stage(qtbot, dark) -> Stage:
    made = Stage()
    qtbot.addWidget(made)
    made.resize(900, 680)
    made.dress(dark, StageStyle())
    made.begin_painting()
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(qapp, stage: Stage, *looks) -> None:
    for look in looks:
        stage.show_look(look)
        qapp.processEvents()


def test_between_backdrops_only_the_moving_parts_are_painted(qapp, stage):
    """A second at 30 frames: about six whole pictures, the rest small boxes."""
    show(qapp, stage, look_at(100.0))
    paints = Paints(stage)
    show(qapp, stage, *(look_at(100.0 + number / 30) for number in range(1, 31)))
    whole = [area for area in paints.areas if area >= 900 * 680]
    assert 5 <= len(whole) <= 7
    assert len(paints.areas) <= 31


def test_while_nothing_moves_nothing_is_painted(qapp, stage):
    """The same look again and again costs no paint; nor does one in which only the clock went on, in still mode."""
    show(qapp, stage, look_at(100.0, state=State.PAUSED), look_at(100.0, state=State.PAUSED))
    paints = Paints(stage)
    show(qapp, stage, *(look_at(100.0, state=State.PAUSED) for _ in range(20)))
    assert paints.areas == []
    stage.dress(stage._tokens, StageStyle(still=True))
    show(qapp, stage, *(look_at(101.0 + number, breath=None) for number in range(3)))
    paints.areas.clear()
    show(qapp, stage, *(look_at(104.0 + number / 10, breath=None) for number in range(20)))
    assert paints.areas == []


def test_still_mode_moves_nothing_but_the_bead(qapp, stage):
    """The pacer keeps its size; a phase is told by word and bead."""
    stage.dress(stage._tokens, StageStyle(still=True))
    show(qapp, stage, *(look_at(96.0 + number / 2) for number in range(4)))
    boxes = set()
    for number in range(30):
        show(qapp, stage, look_at(96.9 + number / 10))
        boxes.add(stage._pacer_area().getRect())
    assert len(boxes) == 1
    assert stage.phase.text() == "Breathe in"


def test_words_follow_the_look(qapp, stage):
    """Phase word and caption; “Paused” while it is; nothing where there is nothing."""
    show(qapp, stage, look_at(96.0))
    assert (stage.phase.text(), stage.caption.text()) == ("Breathe in", look_at(0).caption)
    words = {stage.phase.text()}
    for at_s in (100.5, 103.0, 107.5):
        show(qapp, stage, look_at(at_s))
        words.add(stage.phase.text())
    assert words == {"Breathe in", "Hold", "Breathe out", "Rest"}
    show(qapp, stage, look_at(107.5, state=State.PAUSED))
    assert stage.phase.text() == "Paused"
    show(qapp, stage, look_at(107.5, caption="", breath=None))
    assert not stage.caption.isVisible()
    assert not stage.phase.isVisible()


def test_a_caption_of_any_length_stays_in_the_window(qapp, stage):
    """One word, or five hundred signs."""
    for caption in ("Now.", "word " * 400, "x" * 3000):
        show(qapp, stage, look_at(100.0, caption=caption))
        assert stage.rect().contains(stage.caption.geometry())
        assert len(stage.caption.text()) <= 500


def test_captions_may_be_off(qapp, stage):
    """The words are gone, the phase stays."""
    stage.dress(stage._tokens, StageStyle(captions=False))
    show(qapp, stage, look_at(100.0))
    assert not stage.caption.isVisible()
    assert stage.phase.isVisible()


@pytest.mark.parametrize("kind", ["ring", "dot", "text", "none", "colour", "image"])
def test_each_kind_of_picture_changes_what_is_seen(qapp, stage, tmp_path: Path, kind):
    """And none of them fails, with or without a breath."""
    file = tmp_path / "harbour.png"
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(0xFF884422)
    picture.save(str(file))
    value = {"text": "Harbour", "colour": "#335577", "image": "harbour.png"}.get(kind, "")
    wanted = Show(kind, value, file if kind == "image" else None, 1.0)
    other = Show("dot" if kind == "none" else "none", "", None, 1.0)
    pictures = []
    for show_now in (other, wanted):
        stage.clear()
        looks = [look_at(40 + number * 0.8, show=ShowLook(show_now, None, 1.0)) for number in range(6)]
        show(qapp, stage, *looks)
        pictures.append(stage.grab().toImage())
    assert pictures[0] != pictures[1]
    show(qapp, stage, look_at(60.0, breath=None, show=ShowLook(wanted, None, 1.0)))


def test_a_picture_that_cannot_be_read_is_simply_not_there(qapp, stage, tmp_path: Path):
    """A damaged file, an SVG with who knows what in it, a missing one."""
    damaged, drawing = tmp_path / "a.png", tmp_path / "b.svg"
    damaged.write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')
    for file in (damaged, drawing, tmp_path / "c.png"):
        wanted = Show("image", file.name, file, 1.0)
        show(qapp, stage, *(look_at(40 + number * 0.8, show=ShowLook(wanted, None, 1.0)) for number in range(5)))


def test_what_is_seen_does_not_jump_with_a_seek():
    """The scene goes on by what was heard; a seek, either way, and the end of a stop count as nothing."""
    drift = moved(Drift(), look_at(0.0))
    for at_s in (0.5, 1.0):
        drift = moved(drift, look_at(at_s))
    assert drift.scene_s == pytest.approx(1.0)
    drift = moved(drift, look_at(600.0))
    drift = moved(drift, look_at(20.0))
    assert drift.scene_s == pytest.approx(1.0)
    drift = moved(drift, look_at(20.0, stop_for_s=0.8))
    drift = moved(drift, look_at(20.0, stop_for_s=0.0))
    assert drift.scene_s == pytest.approx(1.8)


def test_no_more_than_one_change_of_picture_a_second():
    """However fast a script goes through them."""
    shown, changes = Shown(), 0
    for number in range(100):
        wanted = Show("colour", f"#0000{number:02x}", None, 0.0)
        after = shown_after(shown, look_at(0.0, show=ShowLook(wanted, None, 1.0)), number / 20)
        changes += after.now != shown.now
        shown = after
    assert 4 <= changes <= 5
