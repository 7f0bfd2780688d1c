"""Where in the session it is, as a line that can be clicked, dragged and moved with the keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget
from typing_extensions import override

from reorigin_desktop.frames import clock_text
from reorigin_desktop.ui.theme import DARK, Tokens, colour

_TENTHS = 10
_HANDLE_PX = 8.0


class SeekBar(QSlider):
    """A slider over the whole session; `sought` tells the second that was chosen, once the mouse is let go."""

    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("Place in the session")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(120, 30)
        self._tokens = DARK
        self._dragging = False

    def dress(self, tokens: Tokens) -> None:
        """Takes the colours of this theme."""
        self._tokens = tokens
        self.update()

    def show_place(self, position_s: float, total_s: float) -> None:
        """Moves to where the session is, unless a hand is on it; paints only when a pixel changes."""
        if self.maximum() != round(total_s * _TENTHS):
            self.setRange(0, max(1, round(total_s * _TENTHS)))
        step = max(1.0, self.maximum() / max(1, self.width()) / 2)
        if not self._dragging and abs(self.value() - position_s * _TENTHS) >= step:
            self.setValue(round(position_s * _TENTHS))
            self.setAccessibleDescription(f"{clock_text(position_s)} of {clock_text(total_s)}")

    def _second_at(self, x: float) -> float:
        share = (x - _HANDLE_PX) / max(1.0, self.width() - 2 * _HANDLE_PX)
        return min(1.0, max(0.0, share)) * self.maximum() / _TENTHS

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self.setValue(round(self._second_at(event.position().x()) * _TENTHS))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.setValue(round(self._second_at(event.position().x()) * _TENTHS))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False
            self.sought.emit(self._second_at(event.position().x()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End; the arrows belong to the whole page and move ten seconds there."""
        if event.key() == Qt.Key.Key_End:
            self.sought.emit(max(0.0, self.maximum() / _TENTHS - 1))
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, left, right = self.height() / 2, _HANDLE_PX, self.width() - _HANDLE_PX
        at = left + (right - left) * (self.value() / max(1, self.maximum()))
        for start, end, value in ((left, right, self._tokens.line), (left, at, self._tokens.accent)):
            painter.setBrush(colour(value))
            painter.drawRoundedRect(QRectF(start - 2, middle - 2, end - start + 4, 4), 2, 2)
        painter.setBrush(colour(self._tokens.handle))
        painter.drawEllipse(QPointF(at, middle), _HANDLE_PX, _HANDLE_PX)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(self._tokens.focus), 2.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
        painter.end()
