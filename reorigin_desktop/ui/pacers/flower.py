"""Flower: six see-through petals that open, and turn a little, with the in-breath."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QRadialGradient

from reorigin_desktop.ui.pacers.moment import Glow, Moment, blank, centred, lay
from reorigin_desktop.ui.theme import Tokens, colour

_TURN_DEG = 30.0


def reach(fullness: float) -> float:
    """Reach of the petals as a share of the track's radius."""
    return 0.33 + 0.42 * fullness


def sprite(track_px: float, tokens: Tokens) -> QPixmap:
    """The open flower."""
    size = 2 * track_px * reach(1) + 2
    made = blank(size)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size / 2, size / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = size / 2 - 1
    petal, away = whole * 0.63, whole * 0.37
    for number in range(6):
        angle = number * pi / 3 + pi / 6
        _petal(painter, QPointF(away * cos(angle), away * sin(angle)), petal, tokens, warm=number % 2 == 0)
    core = QRadialGradient(QPointF(0, 0), whole * 0.44)
    bright = "#ecfffb" if tokens.is_dark else "#fffaf3"
    for at, alpha in ((0, 0.95), (0.25, 0.72), (0.6, 0.22), (1, 0)):
        core.setColorAt(at, colour(bright, alpha))
    painter.setBrush(core)
    painter.drawEllipse(centred(whole * 0.44))
    painter.end()
    return made


def _petal(painter: QPainter, at: QPointF, radius: float, tokens: Tokens, *, warm: bool) -> None:
    pair = ("#8fd8c2", "#4d93c4") if tokens.is_dark else ("#f2a98a", "#93a6ad")
    value = pair[0] if warm else pair[1]
    fill = QRadialGradient(at, radius)
    fill.setColorAt(0, colour(value, 0.36))
    fill.setColorAt(0.75, colour(value, 0.40))
    fill.setColorAt(1, colour(value, 0.50))
    painter.setBrush(fill)
    painter.setPen(QPen(colour("#ffffff", 0.10 if tokens.is_dark else 0.30), 1.0))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)


def glow(fullness: float, tokens: Tokens) -> Glow:
    """The light around it."""
    value, strength = ("#4f8fd6", 0.40) if tokens.is_dark else ("#f2a07c", 0.24)
    return Glow(reach(fullness) * 1.62, value, strength)


def box(track_px: float, fullness: float) -> QRectF:
    """Everything that is painted at this fullness lies in here."""
    return centred(track_px * reach(fullness))


def paint(painter: QPainter, moment: Moment, sprite: QPixmap | None) -> None:
    """Paints the flower around the origin."""
    if sprite is not None:
        lay(painter, sprite, moment.track_px * reach(moment.fullness), _TURN_DEG * moment.fullness)
