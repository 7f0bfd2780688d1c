"""Night: a clear sky with a band of faint light and stars that barely breathe; by day its first hour."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from reorigin_desktop.ui.scenes.grid import Plane, lay_over, points, ramp, smooth

_TAU = np.float32(2 * np.pi)


@lru_cache(maxsize=4)
def _stars(size: tuple[int, int]) -> tuple[Plane, Plane]:
    """A soft light for each star, (stars, height, width) flattened by weight into two sheets that vary apart."""
    x, y = points(size)
    chance = np.random.default_rng(31)
    sheets = [np.zeros((size[1], size[0]), dtype=np.float32) for _ in range(2)]
    wide = np.float32(0.00185)
    for number in range(150):
        sx, sy = chance.random(), chance.random() ** 1.35 * 0.62  # none behind the words
        bright = np.float32(0.10 + 0.75 * chance.random() ** 4.0)
        dx, dy = (x - np.float32(sx)) / wide, (y - np.float32(sy)) / (wide * size[0] / size[1])
        grown = 1 + 0.8 * bright
        sheets[number % 2] += bright * np.exp(-np.float32(0.5) * (dx * dx + dy * dy) / np.float32(grown * grown))
    return sheets[0], sheets[1]


def paint(time_s: float, size: tuple[int, int], *, dark: bool) -> Plane:
    """The sky at a moment, three planes (height, width)."""
    x, y = points(size)
    stops = (
        ((0, "#050713"), (0.45, "#0a1228"), (0.8, "#142440"), (1, "#1c3049"))
        if dark
        else ((0, "#d6e1f0"), (0.5, "#e6e3ee"), (0.8, "#f6e4dc"), (1, "#fbdfcb"))
    )
    field = ramp(size, stops)
    t = np.float32(time_s)
    along = x * np.float32(0.62) + y * np.float32(0.52)
    across = x * np.float32(0.62) - y * np.float32(0.90) + np.float32(0.02) * np.sin(_TAU * along * 2)
    clouds = (
        np.sin(_TAU * (along * np.float32(2.1) + t * np.float32(0.004)))
        + np.sin(_TAU * (along * np.float32(4.3) - across * np.float32(3.0) - t * np.float32(0.006)))
        + np.sin(_TAU * (across * np.float32(5.2) + along * np.float32(1.4) + t * np.float32(0.005)))
    )
    band = np.exp(-np.float32(0.5) * ((across - np.float32(0.12)) / np.float32(0.13)) ** 2)
    band = band * (np.float32(0.45) + np.float32(0.55) * smooth(-2.2, 2.4, clouds))
    lay_over(field, "#3f4a86" if dark else "#f2e6f4", np.float32(0.55 if dark else 0.7) * band)
    lay_over(field, "#5b4a7d" if dark else "#fdf3ee", np.float32(0.30) * band * band)
    first, second = _stars(size)
    breath = np.float32(0.09) * np.sin(_TAU * t * np.float32(0.035))
    light = first * (np.float32(0.84) + breath) + second * (np.float32(0.84) - breath)
    lay_over(field, "#dfe8ff" if dark else "#ffffff", np.clip(light, 0, 1) * np.float32(0.9))
    return field
