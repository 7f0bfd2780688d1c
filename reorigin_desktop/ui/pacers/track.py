"""The ring around the pacer: one arc for each phase of the breath, and the bead that travels on it.

It says which phase it is, and how far, without any change of size or colour.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from reorigin_desktop.ui.pacers.moment import centred
from reorigin_desktop.ui.theme import Tokens, colour

_GAP_PX = 19.0
_TAIL = 7


def arcs(cycle_s: tuple[float, float, float, float], track_px: float) -> tuple[tuple[float, float, bool], ...]:
    """(start, length, moving) of each phase in turns from the top, clockwise, with a gap between neighbours."""
    whole = sum(cycle_s)
    if whole <= 0:
        return ((0.0, 1.0, False),)
    parts = [(number, length / whole) for number, length in enumerate(cycle_s) if length > 0]
    gap = _GAP_PX / (2 * pi * max(track_px, 1.0)) if len(parts) > 1 else 0.0
    made, at = [], 0.0
    for number, share in parts:
        made.append((at + gap / 2, max(share - gap, share * 0.2), number % 2 == 0))
        at += share
    return tuple(made)


@lru_cache(maxsize=1)
def ring_image(cycle_s: tuple[float, float, float, float], track_px: float, tokens: Tokens, scale: float) -> QImage:
    """The arcs on a clear, square picture; holds are fainter than breaths. `scale` device pixels to a point."""
    half = ceil(track_px + 3)
    made = QImage(round(2 * half * scale), round(2 * half * scale), QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(scale)
    made.fill(0)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(half, half)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, length, moving in arcs(cycle_s, track_px):
        alpha = (0.62 if moving else 0.26) if tokens.is_dark else (0.58 if moving else 0.28)
        pen = QPen(colour("#cfd8e6" if tokens.is_dark else "#46535c", alpha), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(centred(track_px), round((0.25 - start) * 5760), round(-length * 5760))
    painter.end()
    return made


def bead_place(turn: float, track_px: float) -> QPointF:
    """Where the bead is after this part of the breath (0 to 1)."""
    angle = turn * 2 * pi
    return QPointF(track_px * sin(angle), -track_px * cos(angle))


def bead_px(track_px: float) -> float:
    """Radius of the bead."""
    return max(4.0, min(9.0, track_px * 0.026))


def bead_box(turn: float, track_px: float) -> QRectF:
    """Everything of bead and tail lies in here."""
    step = _step(track_px)
    places = [bead_place(turn - number * step, track_px) for number in range(_TAIL + 1)]
    pad = bead_px(track_px) + 2
    left, right = min(place.x() for place in places), max(place.x() for place in places)
    top, bottom = min(place.y() for place in places), max(place.y() for place in places)
    return QRectF(left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad)


def _step(track_px: float) -> float:
    return bead_px(track_px) * 1.95 / (2 * pi * max(track_px, 1.0))


def paint_bead(painter: QPainter, turn: float, track_px: float, tokens: Tokens, strength: float) -> None:
    """Paints the bead and the tail behind it around the origin."""
    painter.setPen(Qt.PenStyle.NoPen)
    size, step = bead_px(track_px), _step(track_px)
    for number in range(_TAIL, 0, -1):
        share = 1 - number / (_TAIL + 1)
        painter.setBrush(colour(tokens.handle, strength * (0.06 + 0.50 * share * share)))
        small = size * (0.28 + 0.60 * share)
        painter.drawEllipse(bead_place(turn - number * step, track_px), small, small)
    painter.setBrush(colour(tokens.handle, strength))
    painter.drawEllipse(bead_place(turn, track_px), size, size)
