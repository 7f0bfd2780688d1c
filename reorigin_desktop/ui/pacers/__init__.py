"""Shapes that breathe: each is a function of the breath alone, painted from a sprite that is made once per size."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from reorigin_desktop.ui.pacers import bar, flower, orb, ring
from reorigin_desktop.ui.pacers.moment import Glow, Moment
from reorigin_desktop.ui.theme import Tokens

PACERS = ("flower", "orb", "ring", "bar")
"""The names of the pacers, in the order in which they are offered."""


class Pacer(Protocol):
    """What every pacer module has; `track_px` is the radius of the ring on which the bead moves."""

    def sprite(self, track_px: float, tokens: Tokens) -> QPixmap | None:
        """The picture to be scaled, at its largest; None if the pacer is drawn directly."""
        ...

    def glow(self, fullness: float, tokens: Tokens) -> Glow:
        """The light around it."""
        ...

    def box(self, track_px: float, fullness: float) -> QRectF:
        """Everything that is painted at this fullness lies in here, around (0, 0)."""
        ...

    def paint(self, painter: QPainter, moment: Moment, sprite: QPixmap | None) -> None:
        """Paints the pacer around the painter's origin."""
        ...


_MODULES = {"flower": flower, "orb": orb, "ring": ring, "bar": bar}


def pacer_called(name: str) -> Pacer:
    """The pacer of this name; the flower when there is none of that name."""
    return cast("Pacer", _MODULES.get(name, flower))
