"""The one curve of every fade: smooth at both ends, the same for any cut into blocks.

Only additions, multiplications, divisions and square roots: those are rounded alike wherever a sample stands in an
array, so that a block of one frame and a block of a thousand agree to the last bit.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Curve = float | npt.NDArray[np.float32]
"""A factor for a block: one number for all of it, or one for each frame, shape (n,)."""

SHORTEST_FADE_FRAMES = 480
"""10 ms: below this a fade is heard as a click (-80 dB of splatter at 10 ms, -60 at 1 ms)."""


def smooth(start_frame: int, count: int, fade_start: int, fade_frames: int) -> npt.NDArray[np.float64] | float:
    """How far a fade is, 0 to 1 along a smooth S, for the frames from `start_frame` on."""
    if fade_frames <= 0 or start_frame >= fade_start + fade_frames:
        return 1.0 if start_frame >= fade_start else 0.0
    if start_frame + count <= fade_start:
        return 0.0
    u = np.arange(start_frame - fade_start, start_frame - fade_start + count, dtype=np.float64)
    u /= fade_frames
    np.clip(u, 0.0, 1.0, out=u)
    return u * u * (3.0 - 2.0 * u)


def smooth_at(frame: int, fade_start: int, fade_frames: int) -> float:
    """How far a fade is at one frame."""
    if fade_frames <= 0:
        return 1.0 if frame >= fade_start else 0.0
    u = min(1.0, max(0.0, (frame - fade_start) / fade_frames))
    return u * u * (3.0 - 2.0 * u)


def power_fade(before: float, after: float, far: npt.NDArray[np.float64] | float) -> Curve:
    """The amplitude on the way from one power to another: two sounds that fade against each other stay as loud."""
    power = before * (1.0 - far) + after * far
    if isinstance(power, float):
        return math.sqrt(max(0.0, power))
    return np.sqrt(np.maximum(power, 0.0)).astype(np.float32)


def level_fade(before: float, after: float, far: npt.NDArray[np.float64] | float) -> Curve:
    """The amplitude on the way from one amplitude to another: for one sound that changes alone."""
    level = before * (1.0 - far) + after * far
    return level if isinstance(level, float) else level.astype(np.float32)


def product(first: Curve, second: Curve) -> Curve:
    """Two curves, one after the other; numbers are rounded as arrays are, so that both ways agree to the last bit."""
    if isinstance(first, float) and isinstance(second, float):
        return float(np.float32(first) * np.float32(second))
    return np.multiply(first, second, dtype=np.float32)


def apply(curve: Curve, block: npt.NDArray[np.float32]) -> None:
    """Multiply a stereo block (n, 2) by a curve, in place."""
    if isinstance(curve, float):
        if curve != 1.0:
            np.multiply(block, np.float32(curve), out=block)
        return
    np.multiply(block[:, 0], curve, out=block[:, 0])
    np.multiply(block[:, 1], curve, out=block[:, 1])
