"""The picture behind everything, painted six times a second and kept: scene, wash of colour, ring of phases."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPixmap

from reorigin_desktop.ui import scenes
from reorigin_desktop.ui.pacers import track
from reorigin_desktop.ui.pacers.moment import Glow
from reorigin_desktop.ui.theme import Tokens, colour

_LIGHTEST_DARK, _DARKEST_LIGHT = 0.10, 0.80
"""Bounds of relative luminance for colours from a script: words stay readable, and no change of colour can flash."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """All that the picture depends on. `washes` are (colour, strength) from scripts, `track_strength` 0 hides the ring.

    `painted` is False before the first frame, when numpy is not yet loaded and a plain gradient must do.
    """

    scene: str
    time_s: float
    fullness: float
    washes: tuple[tuple[str, float], ...]
    cycle_s: tuple[float, float, float, float] | None
    track_strength: float
    centre: tuple[float, float]
    track_px: float
    glow: Glow | None
    painted: bool


def luminance(value: QColor) -> float:
    """Relative luminance, 0 to 1, as WCAG defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(value.redF()) + 0.7152 * linear(value.greenF()) + 0.0722 * linear(value.blueF())


def calmed(value: str, tokens: Tokens) -> QColor:
    """A script's colour, brought near the theme until words can be read on it and no change to it can flash."""
    wanted, ground = QColor(value), QColor(tokens.page)
    if not wanted.isValid():
        return ground
    for share in range(100, -1, -4):
        mix = QColor.fromRgbF(
            *(
                part * share / 100 + base * (100 - share) / 100
                for part, base in zip(wanted.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]  # the stubs say object
            )
        )
        light = luminance(mix)
        if light <= _LIGHTEST_DARK if tokens.is_dark else light >= _DARKEST_LIGHT:
            return mix
    return ground


def scene_image(
    name: str,
    time_s: float,
    fullness: float,
    tokens: Tokens,
    shape: float = 1.6,
    light: tuple[float, float, float, str, float] | None = None,
) -> QImage:
    """The small field of a scene as an image of its own; `shape` is width by height of what it will fill."""
    width, height = scenes.FIELD_WIDTH, round(scenes.FIELD_WIDTH / max(1.0, min(2.5, shape)))
    field = scenes.paint_field(name, time_s, fullness, (width, height), dark=tokens.is_dark, light=light)
    return QImage(field.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _light(backdrop: Backdrop, wide: float) -> tuple[float, float, float, str, float] | None:
    """The glow of the pacer in shares of the width."""
    glow = backdrop.glow
    if glow is None or glow.strength <= 0 or wide <= 0:
        return None
    x, y = backdrop.centre
    return x / wide, y / wide, max(1e-3, glow.reach * backdrop.track_px / wide), glow.value, glow.strength


def paint_gradient(painter: QPainter, area: QRectF, tokens: Tokens) -> None:
    """A quiet ground for the first frame, near the colours of every scene."""
    run = QLinearGradient(area.topLeft(), area.bottomLeft())
    for at, value in ((0, "#080d1a"), (1, "#142c45")) if tokens.is_dark else ((0, "#dce8f0"), (1, "#fae3d5")):
        run.setColorAt(at, QColor(value))
    painter.fillRect(area, run)


def paint_backdrop(onto: QPixmap, backdrop: Backdrop, tokens: Tokens) -> None:
    """Paints the whole picture over whatever was there; memory that is used again costs half of new memory."""
    painter = QPainter(onto)
    area = QRectF(QPointF(0, 0), onto.deviceIndependentSize())
    if backdrop.painted:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = area.width() / max(1.0, area.height())
        light = _light(backdrop, area.width())
        image = scene_image(backdrop.scene, backdrop.time_s, backdrop.fullness, tokens, shape, light)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(area, image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    else:
        paint_gradient(painter, area, tokens)
    for value, strength in backdrop.washes:
        tint = calmed(value, tokens)
        painter.fillRect(area, colour(tint.name(), strength))
    if backdrop.cycle_s is not None and backdrop.track_strength > 0:
        ring = track.ring_image(backdrop.cycle_s, backdrop.track_px, tokens, onto.devicePixelRatio())
        half = ring.deviceIndependentSize().width() / 2
        painter.setOpacity(backdrop.track_strength)
        painter.drawImage(QPointF(*backdrop.centre) - QPointF(half, half), ring)
    painter.end()
