"""Orb: one calm sphere of light that grows and shrinks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPixmap, QRadialGradient

from reorigin_desktop.ui.pacers.moment import Glow, Moment, blank, centred, lay
from reorigin_desktop.ui.theme import Tokens, colour


def reach(fullness: float) -> float:
    """Radius of the sphere as a share of the track's radius."""
    return 0.32 + 0.44 * fullness


def sprite(track_px: float, tokens: Tokens) -> QPixmap:
    """The full sphere."""
    size = 2 * track_px * reach(1) + 2
    made = blank(size)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size / 2, size / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = size / 2 - 1
    body = QLinearGradient(QPointF(-0.55 * whole, -0.85 * whole), QPointF(0.55 * whole, 0.9 * whole))
    for number, shade in enumerate(
        ("#5c86b6", "#5f92b8", "#74b8b4") if tokens.is_dark else ("#a9c5d1", "#d8c4b4", "#f0a183")
    ):
        body.setColorAt(number / 2, colour(shade, 0.92))
    painter.setBrush(body)
    painter.drawEllipse(centred(whole))
    core = QRadialGradient(QPointF(0, 0), whole * 0.62)
    bright = "#e6fbff" if tokens.is_dark else "#fff8ef"
    for at, alpha in ((0, 0.86), (0.2, 0.66), (0.5, 0.26), (1, 0)):
        core.setColorAt(at, colour(bright, alpha))
    painter.setBrush(core)
    painter.drawEllipse(centred(whole * 0.62))
    painter.end()
    return made


def glow(fullness: float, tokens: Tokens) -> Glow:
    """The light around it."""
    value, strength = ("#5b9bd8", 0.44) if tokens.is_dark else ("#f4a583", 0.32)
    return Glow(reach(fullness) * 1.55, value, strength)


def box(track_px: float, fullness: float) -> QRectF:
    """Everything that is painted at this fullness lies in here."""
    return centred(track_px * reach(fullness))


def paint(painter: QPainter, moment: Moment, sprite: QPixmap | None) -> None:
    """Paints the sphere around the origin."""
    if sprite is not None:
        lay(painter, sprite, moment.track_px * reach(moment.fullness))
