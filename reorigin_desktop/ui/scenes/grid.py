"""The arithmetic that all scenes share: where each point is, soft shapes, colours as numbers, the last dither."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.floating[Any]]
"""Numbers from 0 to 1, or near it, in single precision where it matters."""


@lru_cache(maxsize=8)
def points(size: tuple[int, int]) -> tuple[Plane, Plane]:
    """X as (1, width) and y as (height, 1), both from 0 to 1; they broadcast to the whole field."""
    width, height = size
    x = ((np.arange(width, dtype=np.float32) + 0.5) / width)[None, :]
    y = ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None]
    return x, y


def rgb(value: str) -> Plane:
    """#rrggbb as three numbers from 0 to 1."""
    return np.array([int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)], dtype=np.float32)


def ramp(size: tuple[int, int], stops: tuple[tuple[float, str], ...]) -> Plane:
    """A vertical run of colours, (height, 1, 3): each stop is (y, colour), y rising from 0 to 1."""
    _, y = points(size)
    places = [at for at, _ in stops]
    colours = np.stack([rgb(value) for _, value in stops])
    runs = [np.interp(y[:, 0], places, colours[:, part]) for part in range(3)]
    return np.stack(runs, axis=-1).astype(np.float32)[:, None, :]


def smooth(low: float, high: float, value: Plane) -> Plane:
    """0 below `low`, 1 above `high`, an even curve between."""
    u = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    curve: Plane = u * u * (3 - 2 * u)
    return curve


def mixed(ground: Plane, value: str, share: Plane) -> Plane:
    """The ground with a colour laid over it; `share` (height, width) from 0 to 1."""
    return ground + (rgb(value) - ground) * share[..., None]


@lru_cache(maxsize=8)
def _dither(size: tuple[int, int]) -> Plane:
    """Triangular noise of one level that never moves: it hides steps between neighbouring colours."""
    width, height = size
    grain = np.random.default_rng(7)
    shape = (height, width, 1)
    return (grain.random(shape, dtype=np.float32) + grain.random(shape, dtype=np.float32) - 1).astype(np.float32)


def finished(field: Plane, fullness: float, *, dark: bool) -> NDArray[np.uint8]:
    """Field values 0 to 1 as dithered bytes blue, green, red, 255, a little lighter when the breath is full."""
    height, width, _ = field.shape
    lift = 1 + (0.10 if dark else 0.012) * (min(1.0, max(0.0, fullness)) - 0.5)
    levels = field * np.float32(255 * lift) + _dither((width, height)) + np.float32(0.5)
    made = np.full((height, width, 4), 255, dtype=np.uint8)
    made[..., :3] = np.clip(levels, 0, 255)[..., ::-1]
    return made
