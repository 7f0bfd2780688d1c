"""Aurora: three slow curtains of light above a dark land, or, by day, of colour above a pale one."""

from __future__ import annotations

import numpy as np

from reorigin_desktop.ui.scenes.grid import Plane, lay_run_over, points, ramp, smooth

_TAU = np.float32(2 * np.pi)
_PACE = 0.45
"""Slow enough that no point changes by more than 3 of 255 levels between two backdrops."""
# height of the hem, its swing, height of the rays, colour along the hem (left, right), strength, drift, phase
_DARK = (
    (0.37, 0.085, 0.36, ("#5a3f86", "#9a4f93"), 0.62, 0.021, 0.4),
    (0.46, 0.070, 0.24, ("#3b4f9e", "#4a46a6"), 0.50, -0.017, 2.2),
    (0.60, 0.065, 0.22, ("#2b8a72", "#1f7a78"), 0.66, 0.014, 4.1),
)
_LIGHT = (
    (0.37, 0.085, 0.36, ("#e2d6f0", "#d3bfe8"), 0.80, 0.021, 0.4),
    (0.46, 0.070, 0.24, ("#e9e4dc", "#c5d9e4"), 0.75, -0.017, 2.2),
    (0.60, 0.065, 0.22, ("#fbd3bb", "#fbdcc8"), 0.85, 0.014, 4.1),
)


def _rays(x: Plane, time_s: float, phase: float) -> Plane:
    """How bright the curtain is along its length, 0 to 1: a few slow waves, never a regular comb."""
    t = np.float32(time_s)
    waves = (
        np.sin(_TAU * (x * np.float32(2.3) + t * np.float32(0.011)) + np.float32(phase))
        + np.float32(0.8) * np.sin(_TAU * (x * np.float32(5.7) - t * np.float32(0.017)) + np.float32(phase * 2))
        + np.float32(0.45) * np.sin(_TAU * (x * np.float32(12.1) + t * np.float32(0.023)) + np.float32(phase * 3))
    )
    return np.float32(0.34) + np.float32(0.66) * smooth(-1.3, 2.0, waves)


def paint(time_s: float, size: tuple[int, int], *, dark: bool) -> Plane:
    """The curtains at a moment, three planes (height, width)."""
    x, y = points(size)
    time_s *= _PACE
    stops = (
        ((0, "#080915"), (0.3, "#0d1426"), (0.6, "#0e2038"), (1, "#15354f"))
        if dark
        else ((0, "#dbe9f1"), (0.35, "#e3e5e6"), (0.62, "#f3e6da"), (1, "#fbe2d3"))
    )
    field = ramp(size, stops)
    for hem, swing, tall, (left, right), strength, drift, phase in _DARK if dark else _LIGHT:
        t = np.float32(time_s * drift)
        line = np.float32(hem) + np.float32(swing) * (
            np.sin(_TAU * (x * np.float32(0.85) + t) + np.float32(phase))
            + np.float32(0.45) * np.sin(_TAU * (x * np.float32(1.9) - t * np.float32(1.6)) + np.float32(phase * 1.7))
        )
        above = line - y
        light = smooth(-0.035, 0.02, above) * np.exp(-np.maximum(above, 0) / np.float32(tall * 0.52))
        share = np.float32(strength) * light * _rays(x, time_s, phase)
        side = smooth(0.0, 1.0, x)
        lay_run_over(field, left, right, side, share)
    return field
