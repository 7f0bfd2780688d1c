"""The repetitions of a block as a row of dots, with “3 of 5” in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from reorigin_desktop.player.look import Dot
from reorigin_desktop.ui.theme import DARK, Tokens, colour

_STEP_PX = 18
_RADIUS_PX = 4.6
MOST = 24
"""More dots than this say less than the words beside them."""


class Dots(QWidget):
    """Filled = completed, a ring with a point = now, half = partly heard, a dash = left out, empty = to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dots: tuple[Dot, ...] = ()
        self._tokens = DARK

    def dress(self, tokens: Tokens) -> None:
        """Takes the colours of this theme."""
        self._tokens = tokens
        self.update()

    def show_dots(self, dots: tuple[Dot, ...]) -> None:
        """Shows these; paints only when one has changed."""
        shown = dots if len(dots) <= MOST else ()
        if shown != self._dots:
            self._dots = shown
            self.setAccessibleName(f"Repetitions: {sum(dot is Dot.COMPLETED for dot in dots)} of {len(dots)} completed")
            self.setFixedSize(self.sizeHint())
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(len(self._dots) * _STEP_PX, 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, quiet = colour(self._tokens.accent), colour(self._tokens.text, 0.62)
        for number, dot in enumerate(self._dots):
            at = QPointF(_STEP_PX * (number + 0.5), self.height() / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent if dot in {Dot.NOW, Dot.COMPLETED} else quiet, 1.7))
            if dot is Dot.COMPLETED:
                painter.setBrush(accent)
            if dot is Dot.SKIPPED:
                painter.drawLine(at - QPointF(_RADIUS_PX, 0), at + QPointF(_RADIUS_PX, 0))
                continue
            painter.drawEllipse(at, _RADIUS_PX, _RADIUS_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            if dot is Dot.NOW:
                painter.setBrush(accent)
                painter.drawEllipse(at, 2.0, 2.0)
            elif dot is Dot.PARTIAL:
                painter.setBrush(quiet)
                square = QRectF(at.x() - _RADIUS_PX, at.y() - _RADIUS_PX, 2 * _RADIUS_PX, 2 * _RADIUS_PX)
                painter.drawPie(square, 90 * 16, 180 * 16)
        painter.end()
