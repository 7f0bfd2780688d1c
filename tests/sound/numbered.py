"""A programme whose every frame says which frame of which programme it is, exactly, in its two samples."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reorigin_desktop.sound.programme import Samples

LOW = 32_768
STEP = 65_536.0
MARK_STRIDE = 2_048


class Numbered:
    """Left says frame modulo 32,768; right says the rest, and the programme's `mark` (0 to 15)."""

    def __init__(self, frames: int, mark: int = 0) -> None:
        assert frames <= MARK_STRIDE * LOW
        self.frames = frames
        self.mark = mark

    def render(self, out: Samples, start_frame: int) -> None:
        number = np.arange(start_frame, start_frame + len(out))
        out[:, 0] = (number % LOW + 1) / STEP
        out[:, 1] = (number // LOW + 1 + self.mark * MARK_STRIDE) / STEP
        out[(number < 0) | (number >= self.frames)] = 0.0


def numbers(samples: Samples) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(mark, frame) of every sample pair; mark is -1 for silence and -2 for what no programme holds."""
    left, right = samples[:, 0].astype(np.float64) * STEP - 1, samples[:, 1].astype(np.float64) * STEP - 1
    whole = (left == np.floor(left)) & (right == np.floor(right)) & (left >= 0) & (right >= 0)
    mark = np.where(whole, right // MARK_STRIDE, -2).astype(np.int64)
    frame = np.where(whole, right % MARK_STRIDE * LOW + left, 0).astype(np.int64)
    mark[(samples == 0).all(axis=1)] = -1
    return mark, frame
