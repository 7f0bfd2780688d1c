"""A rating on a scale: big numbers with words at both ends, or a slider where the numbers would be too many."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from reorigin_desktop.script.model import Ask
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.labels import PlainLabel

MOST_BUTTONS = 11
SETTLE_MS = 900
"""A number chosen with the keys counts after this pause, so that 1 can still become 10, or be changed."""


class Scale(QWidget):
    """One number from `low` to `high`; `chosen` tells it once, when it is sure."""

    chosen = Signal(str)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = ask.scale or (0, 10)
        self._typed = ""
        self._buttons: dict[int, WordButton] = {}
        self._slider: QSlider | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if self._high - self._low < MOST_BUTTONS:
            column.addLayout(self._button_row(ask))
        else:
            column.addLayout(self._slider_row(ask))
        if ask.low or ask.high:
            words = QHBoxLayout()
            words.addWidget(PlainLabel(ask.low, "small"))
            words.addStretch()
            words.addWidget(PlainLabel(ask.high, "small"))
            column.addLayout(words)

    def _button_row(self, ask: Ask) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        group = QButtonGroup(self)
        for number in range(self._low, self._high + 1):
            button = WordButton(str(number), "number")
            ends = {self._low: ask.low, self._high: ask.high}.get(number, "")
            button.setAccessibleName(f"{number}, {ends}" if ends else str(number))
            button.setCheckable(True)
            button.setMinimumSize(50, 50)
            button.clicked.connect(lambda _=False, value=number: self._choose(value))
            group.addButton(button)
            self._buttons[number] = button
            row.addWidget(button)
        return row

    def _slider_row(self, ask: Ask) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(self._low, self._high)
        self._slider.setValue((self._low + self._high) // 2)
        self._slider.setAccessibleName(ask.question)
        self._slider.setMinimumWidth(420)
        number = PlainLabel(str(self._slider.value()), "figure")
        number.setMinimumWidth(64)
        self._slider.valueChanged.connect(lambda value: number.say(str(value)))
        done = WordButton("Keep this", "primary")
        done.clicked.connect(self.confirm)
        row.addWidget(self._slider, 1)
        row.addWidget(number)
        row.addWidget(done)
        return row

    @property
    def value(self) -> int | None:
        """The number that is marked now; None before any is."""
        if self._slider is not None:
            return self._slider.value()
        return next((number for number, button in self._buttons.items() if button.isChecked()), None)

    def mark_next(self, by: int) -> None:
        """Marks the next number up or down, for the arrow keys."""
        self._settle.stop()
        middle = (self._low + self._high) // 2
        self._mark(min(self._high, max(self._low, middle if self.value is None else self.value + by)))

    def type_digit(self, digit: str) -> None:
        """Takes a digit from the keyboard: the number counts after a short pause, or at Enter."""
        longer = self._typed + digit if self._settle.isActive() else digit
        wanted = longer if longer.isdecimal() and int(longer) <= self._high else digit
        if self._low <= int(wanted) <= self._high:
            self._typed = wanted
            self._mark(int(wanted))
            self._settle.start()

    def _mark(self, number: int) -> None:
        if self._slider is not None:
            self._slider.setValue(number)
        else:
            self._buttons[number].setChecked(True)
            self._buttons[number].setFocus()

    def _choose(self, number: int) -> None:
        self._mark(number)
        self.confirm()

    def confirm(self) -> None:
        """The marked number is the answer; does nothing while none is marked."""
        self._settle.stop()
        if self.value is not None:
            self.chosen.emit(str(self.value))
