"""The Settings: a few groups of choices, each of which holds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reorigin_desktop.player.look import Gains
from reorigin_desktop.settings import Settings
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.volumes import BUSES

THEMES = (("system", "Follow system"), ("dark", "Dark"), ("light", "Light"))
MOTIONS = (("system", "Follow system"), ("full", "Full motion"), ("reduced", "Still: words and a bead only"))
RATES = (("auto", "Auto (30 frames a second)"), (30, "30 frames a second"), (60, "60 frames a second"))
LATENCIES = (("high", "Usual (steady)"), ("low", "Short (answers sooner)"))
PACERS = (("flower", "Flower"), ("orb", "Orb"), ("ring", "Ring"), ("bar", "Bar with numbers"))
SCENES = (
    ("session", "The session’s own"),
    ("aurora", "Aurora"),
    ("water", "Water"),
    ("field", "Soft field"),
    ("night", "Night sky"),
    ("plain", "Plain"),
)
SYSTEM_DEVICE = "System default"
SIZES_PERCENT = (80, 200)


class Change(Protocol):
    """Takes fields of Settings by name; whoever is asked keeps them and applies them."""

    def __call__(self, **fields: object) -> None:
        """Change these fields."""
        ...


class _Choice(QComboBox):
    """A choice among values; the mouse wheel never changes it by accident."""

    picked = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.offer(options)
        self.activated.connect(lambda row: self.picked.emit(self.itemData(row)))

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Other options."""
        self.clear()
        for value, words in options:
            self.addItem(shortened(words, 80), value)

    def show_value(self, value: object) -> None:
        """Marks this value, if it is offered."""
        row = next((row for row in range(self.count()) if self.itemData(row) == value), -1)
        if row >= 0 and row != self.currentIndex():
            self.setCurrentIndex(row)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SettingsPage(QScrollArea):
    """Shows `Settings` and calls `change` with what the person chooses; `devices` names the sound devices there are."""

    def __init__(self, change: Change, devices: Callable[[], Sequence[str]] = lambda: ()) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._change, self._devices, self._settings = change, devices, Settings()
        self.choices: dict[str, _Choice] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.sliders: dict[str, QSlider] = {}
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(30, 24, 30, 24)
        column.setSpacing(10)
        column.addWidget(PlainLabel("Settings", "title"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        groups = (
            ("Appearance", self._appearance),
            ("Session", self._session),
            ("Sound", self._sound),
            ("Volumes", self._levels),
        )
        self._groups = [(_heading(title), self._group(title, fill)) for title, fill in groups]
        self._columns = 0
        self._lay_groups(2)
        column.addLayout(self._grid)
        column.addStretch()
        self.setWidget(page)

    def show_settings(self, settings: Settings) -> None:
        """Marks what holds now, without telling anyone."""
        self._settings = settings
        for field, choice in self.choices.items():
            choice.show_value(getattr(settings, field) or "")
        for field, tick in self.ticks.items():
            tick.setChecked(getattr(settings, field))
        for field, slider in self.sliders.items():
            if not slider.isSliderDown():
                with QSignalBlocker(slider):
                    slider.setValue(round(getattr(settings, field) * 100))
        with QSignalBlocker(self.offset):
            self.offset.setValue(settings.latency_offset_ms)

    def show_gains(self, gains: Gains) -> None:
        """Follows the volumes while a session changes them."""
        for bus, _ in BUSES:
            with QSignalBlocker(self.sliders[bus]):
                self.sliders[bus].setValue(round(getattr(gains, bus) * 100))

    # --------------------------------------------------------------------------------------------- groups

    def _lay_groups(self, columns: int) -> None:
        """Groups side by side, or one below the other where words are large or the window is narrow."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, (heading, card) in enumerate(self._groups):
            row, side = divmod(number, columns)
            self._grid.addWidget(heading, 2 * row, side)
            self._grid.addWidget(card, 2 * row + 1, side)
        for side in range(2):
            self._grid.setColumnStretch(side, 1 if side < columns else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(card.minimumSizeHint().width() for _, card in self._groups)
        self._lay_groups(2 if self.viewport().width() >= 2 * widest + 90 else 1)

    def _group(self, title: str, fill: Callable[[QGridLayout], None]) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setAccessibleName(title)
        rows = QGridLayout(card)
        rows.setContentsMargins(23, 18, 23, 18)
        rows.setHorizontalSpacing(20)
        rows.setVerticalSpacing(12)
        rows.setColumnStretch(1, 1)
        fill(rows)
        rows.setRowStretch(rows.rowCount(), 1)
        return card

    def _row(self, rows: QGridLayout, words: str, part: QWidget) -> None:
        at = rows.rowCount()
        rows.addWidget(PlainLabel(words), at, 0)
        rows.addWidget(part, at, 1)

    def _choose(self, rows: QGridLayout, field: str, words: str, options: Sequence[tuple[object, str]]) -> None:
        choice = _Choice(words, options)
        choice.picked.connect(lambda value: self._change(**{field: value}))
        self.choices[field] = choice
        self._row(rows, words, choice)

    def _tick(self, rows: QGridLayout, field: str, words: str, label: str) -> None:
        tick = QCheckBox(label)
        tick.setAccessibleName(label)
        tick.clicked.connect(lambda on: self._change(**{field: bool(on)}))
        self.ticks[field] = tick
        self._row(rows, words, tick)

    def _slide(self, rows: QGridLayout, field: str, words: str, low: int, high: int) -> None:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(low, high)
        slider.setPageStep(10)
        slider.setAccessibleName(words)
        slider.valueChanged.connect(lambda value: self._change(**{field: value / 100}))
        self.sliders[field] = slider
        self._row(rows, words, slider)

    def _appearance(self, rows: QGridLayout) -> None:
        self._choose(rows, "theme", "Theme", THEMES)
        self._slide(rows, "text_scale", "Text size", *SIZES_PERCENT)
        self.sliders["text_scale"].setTracking(False)
        self._choose(rows, "motion", "Motion", MOTIONS)
        self._choose(rows, "frame_rate", "Frame rate", RATES)

    def _session(self, rows: QGridLayout) -> None:
        self._choose(rows, "scene", "Scene", SCENES)
        self._choose(rows, "pacer", "Breath", PACERS)
        self._tick(rows, "captions", "Captions", "Show captions")
        self._tick(rows, "show_time_left", "Time", "Show the time that is left")

    def _sound(self, rows: QGridLayout) -> None:
        self._choose(rows, "output_device", "Output", (("", SYSTEM_DEVICE),))
        self.choices["output_device"].picked.disconnect()
        self.choices["output_device"].picked.connect(lambda name: self._change(output_device=name or None))
        self._choose(rows, "latency", "Latency", LATENCIES)
        self.offset = QDoubleSpinBox()
        self.offset.setRange(-1000, 1000)
        self.offset.setDecimals(0)
        self.offset.setSingleStep(10)
        self.offset.setSuffix(" ms")
        self.offset.setAccessibleName("Picture later by")
        self.offset.setToolTip("If the picture runs ahead of the sound, as with wireless headphones, raise this.")
        self.offset.setKeyboardTracking(False)
        self.offset.lineEdit().setTextMargins(10, 0, 0, 0)
        self.offset.valueChanged.connect(lambda value: self._change(latency_offset_ms=float(value)))
        self._row(rows, "Picture later by", self.offset)

    def _levels(self, rows: QGridLayout) -> None:
        for bus, words in BUSES:
            self._slide(rows, bus, words, 0, 100)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        named = self._settings.output_device
        names = list(dict.fromkeys([*self._devices(), *([named] if named else [])]))
        self.choices["output_device"].offer([("", SYSTEM_DEVICE), *((name, name) for name in names)])
        self.show_settings(self._settings)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever gives the page the keys means its content."""
        self.choices["theme"].setFocus(event.reason())


def _heading(words: str) -> PlainLabel:
    label = PlainLabel(words, "heading")
    label.setContentsMargins(6, 8, 0, 0)
    return label
