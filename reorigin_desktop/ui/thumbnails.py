"""Small pictures of scenes for cards: a few kinds of each, so that neighbours differ, and never one per session."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from reorigin_desktop.ui.backdrop import scene_image
from reorigin_desktop.ui.scenes import known
from reorigin_desktop.ui.theme import DARK, LIGHT

KINDS = 5
_SECONDS_APART = 47.0


def kind_of(session_id: str) -> int:
    """Which of the pictures of its scene a session has; always the same."""
    return sum(session_id.encode()) % KINDS


@lru_cache(maxsize=120)
def _picture(scene: str, kind: int, width_px: int, height_px: int, *, dark: bool) -> QImage:
    image = scene_image(scene, 30 + kind * _SECONDS_APART, 0.6, DARK if dark else LIGHT, width_px / max(1, height_px))
    size = image.size().scaled(width_px, height_px, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    scaled = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    left, top = (size.width() - width_px) // 2, (size.height() - height_px) // 2
    return scaled.copy(left, top, width_px, height_px)


def paint_thumbnail(
    painter: QPainter, place: QRectF, scene: str, kind: int, *, dark: bool, scale: float, corner_px: float
) -> None:
    """Paints the picture into a place whose upper corners are round."""
    width, height = round(place.width() * scale), round(place.height() * scale)
    picture = _picture(known(scene), kind, max(1, width), max(1, height), dark=dark)
    outline = QPainterPath()
    outline.addRoundedRect(place.adjusted(0, 0, 0, corner_px), corner_px, corner_px)
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    painter.drawImage(place, picture)
    painter.restore()
