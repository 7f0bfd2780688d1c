"""Every setting that has a control holds at once, and shows what holds."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt

from reorigin_desktop.player.look import Gains
from reorigin_desktop.settings import Settings, load_settings, save_settings
from reorigin_desktop.ui.settings_page import SettingsPage

NOT_HERE = {"window", "window_maximised", "last_session", "safety_seen", "unknown", "latency_offset_ms"}


class Kept:
    """Settings as the window keeps them."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.changes: list[dict[str, object]] = []

    def __call__(self, **fields: object) -> None:
        self.changes.append(fields)
        self.settings = replace(self.settings, **fields)  # type: ignore[arg-type]  # as the page gives them


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def page(qtbot, tokens, kept) -> SettingsPage:
    made = SettingsPage(kept, lambda: ("Speakers", "Head & phones"))
    qtbot.addWidget(made)
    made.resize(1084, 800)
    made.show()
    return made


def test_every_setting_of_a_person_has_a_control(page):
    """What has none is kept by the window itself."""
    here = {*page.choices, *page.ticks, *page.sliders}
    assert here | NOT_HERE == {part.name for part in fields(Settings)}
    assert not here & NOT_HERE


def test_every_choice_is_kept_and_can_be_read_again(page, kept, tmp_path):
    """Each option of each list, through the file and back, and marked when it is shown again."""
    for field, choice in page.choices.items():
        for row in range(choice.count()):
            choice.setCurrentIndex(row)
            choice.activated.emit(row)
            save_settings(tmp_path, kept.settings)
            assert load_settings(tmp_path) == (kept.settings, ())
            page.show_settings(kept.settings)
            assert choice.currentIndex() == row
            assert getattr(kept.settings, field) == (choice.itemData(row) or None)


def test_ticks_and_sliders_are_kept(qtbot, page, kept):
    """With the keys as with the mouse."""
    for field, tick in page.ticks.items():
        before = getattr(kept.settings, field)
        qtbot.keyClick(tick, Qt.Key.Key_Space)
        assert getattr(kept.settings, field) is not before
    for field, slider in page.sliders.items():
        slider.setValue(80)
        assert getattr(kept.settings, field) == 0.8
    page.offset.setValue(-120)
    assert kept.settings.latency_offset_ms == -120


def test_showing_settings_changes_none(page, kept):
    """Otherwise opening the page would be a choice."""
    page.show_settings(Settings(theme="light", text_scale=1.5, voice=0.3, captions=False, latency_offset_ms=40))
    page.show_gains(Gains(0.1, 0.2, 0.3))
    page.hide()
    page.show()
    assert kept.changes == []


def test_a_device_that_is_not_there_now_is_still_named(page):
    """It may be plugged in again tomorrow."""
    page.show_settings(Settings(output_device="Old headset"))
    page.hide()
    page.show()
    choice = page.choices["output_device"]
    assert [choice.itemText(row) for row in range(choice.count())] == [
        "System default",
        "Speakers",
        "Head & phones",
        "Old headset",
    ]
    assert choice.currentText() == "Old headset"
