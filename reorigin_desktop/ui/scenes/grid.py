"""The arithmetic that all scenes share: fields of (red, green, blue) planes, soft shapes, the last dither."""

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
    """A vertical run of colours as a new field: each stop is (y, colour), y rising from 0 to 1."""
    _, y = points(size)
    places = [at for at, _ in stops]
    colours = np.stack([rgb(value) for _, value in stops])
    runs = [np.interp(y[:, 0], places, colours[:, part]) for part in range(3)]
    return np.repeat(np.stack(runs).astype(np.float32)[:, :, None], size[0], axis=2)


def smooth(low: float, high: float, value: Plane) -> Plane:
    """0 below `low`, 1 above `high`, an even curve between."""
    u = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    curve: Plane = u * u * (3 - 2 * u)
    return curve


def lay_over(field: Plane, value: str, share: Plane) -> None:
    """Lays a colour over the field; `share` (height, width) from 0 to 1 says how much of it there is."""
    for plane, part in zip(field, rgb(value), strict=True):
        plane[...] += (part - plane) * share


def lay_run_over(field: Plane, left: str, right: str, along: Plane, share: Plane) -> None:
    """Lays a run of two colours over the field; `along` (1, width) goes from 0 at the left one to 1 at the right."""
    for plane, start, end in zip(field, rgb(left), rgb(right), strict=True):
        plane[...] += (start + (end - start) * along - plane) * share


def light_up(field: Plane, light: tuple[float, float, float, str, float]) -> None:
    """Lays a soft round light over the field: full in the middle, gone at its reach."""
    _, height, width = field.shape
    x, y = points((width, height))
    across, down, reach, value, strength = light
    dx = (x - np.float32(across)) / np.float32(reach)
    dy = (y * np.float32(height / width) - np.float32(down)) / np.float32(reach)
    away = np.clip(1 - np.sqrt(dx * dx + dy * dy), 0, 1)
    lay_over(field, value, np.float32(strength) * smooth(0.0, 0.62, away))


@lru_cache(maxsize=8)
def _dither(size: tuple[int, int]) -> Plane:
    """Triangular noise of one level that never moves: it hides steps between neighbouring colours."""
    width, height = size
    grain = np.random.default_rng(7)
    shape = (height, width)
    return grain.random(shape, dtype=np.float32) + grain.random(shape, dtype=np.float32) - np.float32(0.5)


def finished(field: Plane, fullness: float, *, dark: bool) -> NDArray[np.uint8]:
    """Field values 0 to 1 as dithered bytes blue, green, red, 255, a little lighter when the breath is full."""
    _, height, width = field.shape
    lift = 1 + (0.10 if dark else 0.012) * (min(1.0, max(0.0, fullness)) - 0.5)
    made = np.full((height, width, 4), 255, dtype=np.uint8)
    dither = _dither((width, height))
    for place, plane in zip((2, 1, 0), field, strict=True):
        made[..., place] = np.clip(plane * np.float32(255 * lift) + dither, 0, 255)
    return made
