"""A meter for flashes as WCAG 2.3.1 counts them, on frames of relative luminance and colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GRID = (64, 48)
WINDOW = (21, 16)
"""341 x 256 of 1024 x 768 points, which is ten degrees of sight at the usual distance, on the grid."""
SHARE = 0.25
STEP, DARKER = 0.10, 0.80
RED_STEP = 0.2

Frame = NDArray[np.uint8]
Plane = NDArray[np.float64]


def linear(frame: Frame) -> Plane:
    """SRGB bytes (height, width, 3) as linear light 0 to 1."""
    part = frame.astype(float) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def luminance(frame: Frame) -> Plane:
    """Relative luminance, 0 to 1."""
    return np.asarray(linear(frame) @ np.array([0.2126, 0.7152, 0.0722]))


def chromaticity(frame: Frame) -> tuple[Plane, Plane, NDArray[np.bool_]]:
    """U' and v' (CIE 1976), and where the colour is a saturated red."""
    light = linear(frame)
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.moveaxis(light @ matrix.T, -1, 0)
    below = np.maximum(x + 15 * y + 3 * z, 1e-9)
    total = np.maximum(light.sum(axis=-1), 1e-9)
    return 4 * x / below, 9 * y / below, light[..., 0] / total >= 0.8


def flashes_per_s(frames: list[Frame], frames_per_s: float) -> int:
    """The most pairs of opposing changes within any second, over more than a quarter of any ten-degree window."""
    general = _general_changes([luminance(frame) for frame in frames])
    red = _red_changes([chromaticity(frame) for frame in frames])
    worst = 0
    for changes in (general, red):
        counted = np.array([_covers(change) for change in changes], dtype=int)
        sums = np.convolve(counted, np.ones(max(1, round(frames_per_s)), dtype=int))
        worst = max(worst, int(sums.max()) // 2)
    return worst


def _general_changes(planes: list[Plane]) -> list[NDArray[np.bool_]]:
    """For each frame, where luminance has just turned by 10 % or more, the darker side below 0.80."""
    low, high = planes[0].copy(), planes[0].copy()
    direction = np.zeros_like(planes[0])
    changes = [np.zeros(planes[0].shape, dtype=bool)]
    for plane in planes[1:]:
        rises = (direction <= 0) & (plane - low >= STEP) & (low < DARKER)
        falls = (direction >= 0) & (high - plane >= STEP) & (plane < DARKER)
        changed = rises | falls
        changes.append(changed)
        direction = np.where(rises, 1, np.where(falls, -1, direction))
        low = np.where(changed, plane, np.minimum(low, plane))
        high = np.where(changed, plane, np.maximum(high, plane))
    return changes


def _red_changes(colours: list[tuple[Plane, Plane, NDArray[np.bool_]]]) -> list[NDArray[np.bool_]]:
    """For each frame, where a colour has gone to or from a saturated red by more than 0.2 in u'v'."""
    u_last, v_last, red_last = colours[0]
    changes = [np.zeros(u_last.shape, dtype=bool)]
    for u, v, red in colours[1:]:
        changed = (np.hypot(u - u_last, v - v_last) > RED_STEP) & (red | red_last)
        changes.append(changed)
        u_last, v_last = np.where(changed, u, u_last), np.where(changed, v, v_last)
        red_last = np.where(changed, red, red_last)
    return changes


def _covers(turned: NDArray[np.bool_]) -> bool:
    """Whether more than a quarter of any window turned at once."""
    if not turned.any():
        return False
    wide, tall = WINDOW
    sums = np.pad(turned.astype(int).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    boxes = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    return bool(boxes.max() > SHARE * wide * tall)
