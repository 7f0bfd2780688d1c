"""What a session asks before its start: words, a number, a choice, a length of time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QDoubleSpinBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from reorigin_desktop.script.model import Variable
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.labels import PlainLabel

_WIDEST_NUMBER = 1_000_000.0


class _Chip(WordButton):
    """One option of a choice; `entered` comes when Enter is pressed on it, which also chooses it."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()


class VariableFields(QWidget):
    """One field for each variable that has a question; `values()` gives name and text as the script wants them.

    `entered` comes when Enter is pressed in any of them.
    """

    entered = Signal()

    def __init__(self, variables: tuple[Variable, ...]) -> None:
        super().__init__()
        self._read: dict[str, Callable[[], str]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(7)
        for variable in variables:
            if not variable.ask:
                continue
            column.addWidget(PlainLabel(variable.ask, "heading", wrap=True))
            column.addWidget(self._field(variable))
            column.addSpacing(6)

    @property
    def are_asked(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self._read)

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: read() for name, read in self._read.items()}

    def _field(self, variable: Variable) -> QWidget:
        if variable.type == "choice":
            return self._chips(variable)
        if variable.type == "number":
            return self._number(variable)
        line = QLineEdit(variable.default)
        line.setAccessibleName(variable.ask)
        line.setMaxLength(200)
        line.returnPressed.connect(self.entered)
        if variable.type == "duration":
            line.setPlaceholderText("for example 30s or 2min")
        self._read[variable.name] = lambda: line.text().strip()
        return line

    def _number(self, variable: Variable) -> QWidget:
        spin = QDoubleSpinBox()
        _, _, decimals = variable.default.partition(".")
        spin.setDecimals(min(3, len(decimals)))
        low = -_WIDEST_NUMBER if variable.minimum is None else variable.minimum
        high = _WIDEST_NUMBER if variable.maximum is None else variable.maximum
        spin.setRange(low, high)
        try:
            spin.setValue(float(variable.default))
        except ValueError:
            spin.setValue(low)
        spin.setAccessibleName(variable.ask)
        spin.setMaximumWidth(180)
        spin.lineEdit().setTextMargins(10, 0, 0, 0)
        spin.lineEdit().returnPressed.connect(self.entered)
        self._read[variable.name] = lambda: f"{spin.value():.{spin.decimals()}f}"
        return spin

    def _chips(self, variable: Variable) -> QWidget:
        row, group = QWidget(), QButtonGroup(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        chips = {}
        for option in variable.options:
            chip = _Chip(option, "chip")
            chip.setCheckable(True)
            chip.setChecked(option == variable.default)
            chip.setAccessibleDescription(variable.ask)
            chip.entered.connect(self.entered)
            group.addButton(chip)
            layout.addWidget(chip)
            chips[option] = chip
        layout.addStretch()
        self._read[variable.name] = lambda: next((o for o, chip in chips.items() if chip.isChecked()), variable.default)
        return row
