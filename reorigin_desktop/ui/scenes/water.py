"""Water: a flat evening sea with a glow on the horizon and its broken light on slow waves."""

from __future__ import annotations

import numpy as np

from reorigin_desktop.ui.scenes.grid import Plane, lay_over, points, ramp, smooth

_TAU = np.float32(2 * np.pi)
_HORIZON = 0.56
_PACE = 0.34
"""Slow enough that no point changes by more than 3 of 255 levels between two backdrops."""


def _waves(x: Plane, depth: Plane, time_s: float) -> Plane:
    """Height of the water from -1 to 1; `depth` is 0 at the horizon and 1 at our feet."""
    t = np.float32(time_s * _PACE)
    far = 1 / (depth + np.float32(0.075))
    across = (x - np.float32(0.5)) * far
    arch = np.sqrt(far * far + across * across * np.float32(3.2))  # waves come towards us in wide arcs
    sway: Plane = np.float32(0.55) * np.sin(across * np.float32(0.9) + t * np.float32(0.11))
    sway = sway + np.float32(0.30) * np.sin(across * np.float32(2.3) - t * np.float32(0.14) + np.float32(1.3))
    long = np.sin(arch * np.float32(3.0) + t * np.float32(0.46) + sway * np.float32(1.5))
    short = np.sin(arch * np.float32(5.6) + t * np.float32(0.60) - sway * np.float32(2.3) + np.float32(2.0))
    fine = np.sin(arch * np.float32(9.5) + t * np.float32(0.70) + sway * np.float32(3.7) + np.float32(0.6))
    near = smooth(0.02, 0.30, depth)
    return np.float32(0.50) * long + np.float32(0.30) * short + np.float32(0.20) * fine * near


def paint(time_s: float, size: tuple[int, int], *, dark: bool) -> Plane:
    """Sky and sea at a moment, three planes (height, width)."""
    x, y = points(size)
    stops = (
        ((0, "#050812"), (0.30, "#0a1122"), (_HORIZON, "#142440"), (_HORIZON + 0.004, "#0f1d33"), (1, "#081426"))
        if dark
        else ((0, "#dbe9f2"), (0.3, "#e6e8e8"), (_HORIZON, "#f7e3d4"), (_HORIZON + 0.004, "#d3dfe4"), (1, "#c7dde8"))
    )
    field = ramp(size, stops)
    glow = "#5d86a2" if dark else "#fac5a0"
    dx = (x - np.float32(0.5)) / np.float32(0.30)
    dy = (y - np.float32(_HORIZON)) / np.float32(0.24)
    sky = np.exp(-np.float32(0.5) * (dx * dx + dy * dy)) * (1 - smooth(_HORIZON - 0.004, _HORIZON + 0.006, y))
    lay_over(field, glow, np.float32(0.84) * sky)

    depth = np.clip((y - np.float32(_HORIZON)) / np.float32(1 - _HORIZON), 0, 1)
    sea = smooth(_HORIZON - 0.002, _HORIZON + 0.008, y)
    swell = _waves(x, depth, time_s)
    calm = smooth(0.0, 0.16, depth)  # far waves are finer than the field can show: let them melt into one tone
    path = np.exp(-np.float32(0.5) * (dx * np.float32(0.9) / (np.float32(0.55) + np.float32(1.0) * depth)) ** 2)
    lit = smooth(-0.25, 0.75, swell) * calm + np.float32(0.42) * (1 - calm)
    shine = lit * path * (np.float32(0.80) - np.float32(0.24) * depth) * sea
    lay_over(field, "#6b95ae" if dark else "#fad6bd", np.float32(0.78) * shine)
    dim = smooth(0.0, 0.9, -swell) * calm * sea * np.float32(0.34)
    lay_over(field, "#050b18" if dark else "#b4cfdd", dim)
    return field
