"""The three volumes, in a small panel above the transport and on the settings page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSlider, QWidget

from reorigin_desktop.player.look import Gains
from reorigin_desktop.ui.labels import PlainLabel

BUSES = (("voice", "Voice"), ("bed", "Background"), ("tones", "Chimes and breath tone"))


class Volumes(QFrame):
    """Sliders for voice, background and tones; `changed` carries the new Gains."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, name: str = "popover") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Volumes")
        self._gains = Gains()
        self._sliders: dict[str, QSlider] = {}
        grid = QGridLayout(self)
        padding = 18 if name == "popover" else 0
        grid.setContentsMargins(padding, padding, padding, padding)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (bus, words) in enumerate(BUSES):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 100)
            slider.setValue(100)
            slider.setMinimumWidth(190)
            slider.setAccessibleName(f"{words} volume")
            slider.valueChanged.connect(lambda value, of=bus: self._moved(of, value))
            self._sliders[bus] = slider
            grid.addWidget(PlainLabel(words), row, 0)
            grid.addWidget(slider, row, 1)

    def show_gains(self, gains: Gains) -> None:
        """Sets the sliders without telling anyone."""
        if gains == self._gains:
            return
        self._gains = gains
        for bus, slider in self._sliders.items():
            if not slider.isSliderDown():
                with QSignalBlocker(slider):
                    slider.setValue(round(getattr(gains, bus) * 100))

    def _moved(self, bus: str, value: int) -> None:
        self._gains = replace(self._gains, **{bus: value / 100})
        self.changed.emit(self._gains)
