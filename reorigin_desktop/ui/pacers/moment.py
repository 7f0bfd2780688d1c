"""What a pacer is painted from, and how a sprite is laid down."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from reorigin_desktop.player.look import BreathLook
from reorigin_desktop.ui.theme import Tokens


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a pacer.

    `track_px` is the radius of the ring on which the bead moves; `fullness` runs from 0 to 1, also in still mode and
    between breaths; `text_px` is the size of numbers.
    """

    track_px: float
    fullness: float
    breath: BreathLook | None
    tokens: Tokens
    text_px: float = 30.0


@dataclass(frozen=True, slots=True)
class Glow:
    """The soft light around a pacer: it goes into the backdrop, which is repainted far less often.

    `reach` is a share of the track's radius, `strength` how much of the colour there is in the middle.
    """

    reach: float
    value: str
    strength: float


def seconds_left(breath: BreathLook | None) -> int:
    """The number beside a pacer: seconds left of this phase, counted down to 1."""
    return 0 if breath is None else max(1, ceil(breath.phase_left_s - 1e-6))


def centred(radius_px: float) -> QRectF:
    """The square of this half-width around the origin."""
    return QRectF(-radius_px, -radius_px, 2 * radius_px, 2 * radius_px)


def blank(width_px: float) -> QPixmap:
    """An empty, see-through, square picture to paint a sprite on."""
    made = QPixmap(max(1, round(width_px)), max(1, round(width_px)))
    made.fill("transparent")
    return made


def lay(painter: QPainter, sprite: QPixmap, radius_px: float, turn_deg: float = 0.0) -> None:
    """Paints a sprite around the origin so that it reaches `radius_px` in every direction."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if turn_deg:
        painter.rotate(turn_deg)
    painter.drawPixmap(centred(radius_px), sprite, QRectF(sprite.rect()))
    painter.restore()
