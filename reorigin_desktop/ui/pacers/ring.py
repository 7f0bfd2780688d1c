"""Ring: a soft hoop of light that widens with the in-breath and leaves the middle free."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRadialGradient

from reorigin_desktop.ui.pacers.moment import Glow, Moment, blank, centred, lay
from reorigin_desktop.ui.theme import Tokens, colour

_GLOW = 1.16


def reach(fullness: float) -> float:
    """Radius of the hoop as a share of the track's radius."""
    return 0.26 + 0.48 * fullness


def sprite(track_px: float, tokens: Tokens) -> QPixmap:
    """The wide hoop with its glow."""
    size = 2 * track_px * reach(1) * _GLOW
    made = blank(size)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size / 2, size / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    hoop = QRadialGradient(QPointF(0, 0), size / 2)
    at = 1 / _GLOW
    soft, bright = ("#4f93cf", "#c5f2e6") if tokens.is_dark else ("#f0a587", "#c2603f")
    for place, value, alpha in (
        (0.0, soft, 0.0),
        (at - 0.24, soft, 0.05),
        (at - 0.08, soft, 0.42),
        (at - 0.024, bright, 0.78),
        (at, bright, 0.86),
        (at + 0.024, bright, 0.70),
        (at + 0.075, soft, 0.24),
        (1.0, soft, 0.0),
    ):
        hoop.setColorAt(place, colour(value, alpha))
    painter.setBrush(hoop)
    painter.drawEllipse(centred(size / 2))
    painter.end()
    return made


def glow(fullness: float, tokens: Tokens) -> Glow:
    """The light inside and around it."""
    value, strength = ("#4f93cf", 0.24) if tokens.is_dark else ("#f0a587", 0.16)
    return Glow(reach(fullness) * 1.5, value, strength)


def box(track_px: float, fullness: float) -> QRectF:
    """Everything that is painted at this fullness lies in here."""
    return centred(track_px * reach(fullness) * _GLOW)


def paint(painter: QPainter, moment: Moment, sprite: QPixmap | None) -> None:
    """Paints the hoop around the origin."""
    if sprite is not None:
        lay(painter, sprite, moment.track_px * reach(moment.fullness) * _GLOW)
