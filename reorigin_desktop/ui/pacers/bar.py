"""Bar: a tube that fills and empties, with the seconds that are left of this phase beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from reorigin_desktop.ui.pacers.moment import Glow, Moment, seconds_left
from reorigin_desktop.ui.theme import Tokens, colour, font


def _tube(track_px: float) -> QRectF:
    wide, tall = track_px * 0.24, track_px * 1.30
    return QRectF(-wide / 2, -tall / 2, wide, tall)


def sprite(track_px: float, tokens: Tokens) -> None:
    """The bar has no sprite: it is a few plain shapes."""
    del track_px, tokens


def glow(fullness: float, tokens: Tokens) -> Glow:
    """A faint light behind the tube, brighter when it is full."""
    value, strength = ("#4d93c4", 0.16) if tokens.is_dark else ("#f0a587", 0.12)
    return Glow(0.95, value, strength * (0.4 + 0.6 * fullness))


def box(track_px: float, fullness: float) -> QRectF:
    """Everything that is painted lies in here, whatever the fullness: tube and number."""
    del fullness
    return _tube(track_px).adjusted(-4, -4, track_px * 0.62, 4)


def paint(painter: QPainter, moment: Moment, sprite: QPixmap | None) -> None:
    """Paints tube, level and number around the origin."""
    del sprite
    tokens, tube = moment.tokens, _tube(moment.track_px)
    round_px = tube.width() / 2
    outline = QPainterPath()
    outline.addRoundedRect(tube, round_px, round_px)
    painter.fillPath(outline, colour(tokens.text, 0.10))
    height = tube.width() + (tube.height() - tube.width()) * moment.fullness
    level = QRectF(tube.left(), tube.bottom() - height, tube.width(), height).adjusted(5, 5, -5, -5)
    fill = QLinearGradient(tube.bottomLeft(), tube.topLeft())
    low, high = ("#4d93c4", "#a6ead8") if tokens.is_dark else ("#7f9aa5", "#e58f6d")
    fill.setColorAt(0, colour(low, 0.92))
    fill.setColorAt(1, colour(high, 0.95))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(level, level.width() / 2, level.width() / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tokens.text, 0.42), 1.6))
    painter.drawPath(outline)
    if moment.breath is not None:
        painter.setPen(colour(tokens.text))
        painter.setFont(font(moment.text_px, QFont.Weight.Medium))
        place = QRectF(QPointF(tube.right() + 12, -moment.text_px), QPointF(moment.track_px * 0.62, moment.text_px))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, str(seconds_left(moment.breath)))
