"""Soft field: wide pools of colour that wander so slowly that nobody sees them move."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from reorigin_desktop.ui.scenes.grid import Plane, lay_over, points, ramp

_DARK = (
    (0.52, 0.20, 0.26, 0.27, "#42699f", 0.86, 0.031, 0.0),
    (0.30, 0.30, 0.24, 0.30, "#1f5a66", 0.55, 0.023, 2.1),
    (0.80, 0.66, 0.25, 0.30, "#6a4a80", 0.72, 0.027, 4.0),
    (0.10, 0.88, 0.36, 0.36, "#3c4894", 0.88, 0.019, 1.0),
    (0.55, 1.02, 0.34, 0.26, "#1d4560", 0.60, 0.021, 5.2),
)
_LIGHT = (
    (0.50, 0.10, 0.32, 0.28, "#c8d3d4", 0.80, 0.031, 0.0),
    (0.22, 0.42, 0.26, 0.32, "#ece8e2", 0.60, 0.023, 2.1),
    (0.82, 0.64, 0.24, 0.30, "#e0cdec", 0.88, 0.027, 4.0),
    (0.08, 0.80, 0.32, 0.34, "#cfdbe2", 0.88, 0.019, 1.0),
    (0.62, 1.05, 0.34, 0.26, "#fbdccb", 0.80, 0.021, 5.2),
)


def paint(time_s: float, size: tuple[int, int], *, dark: bool) -> Plane:
    """The pools at a moment, three planes (height, width)."""
    x, y = points(size)
    field = ramp(
        size, ((0, "#04090f"), (0.45, "#12213a"), (1, "#1b3450")) if dark else ((0, "#dce9f1"), (1, "#f8e3d8"))
    )
    for cx, cy, rx, ry, value, depth, speed, phase in _DARK if dark else _LIGHT:
        turn = time_s * speed * 2 + phase
        dx = (x - np.float32(cx + 0.11 * sin(turn) + 0.04 * sin(turn * 1.7))) / np.float32(rx)
        dy = (y - np.float32(cy + 0.09 * cos(turn * 0.83))) / np.float32(ry)
        lay_over(field, value, np.float32(depth) * np.exp(-np.float32(0.5) * (dx * dx + dy * dy)))
    return field
