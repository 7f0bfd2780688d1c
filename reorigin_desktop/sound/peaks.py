"""Peaks between the samples: four times finer than the samples themselves, as ITU-R BS.1770 asks."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

HALF_TAPS = 12
"""The interpolation looks at this many samples on either side."""
_ROW = 2 * HALF_TAPS
_ROWS_AT_ONCE = 4096


def _interpolator() -> npt.NDArray[np.float32]:
    """A banded matrix: 47 samples in, the three values between each of 24 neighbouring pairs out."""
    taps = np.arange(_ROW)
    matrix = np.zeros((2 * _ROW - 1, 3 * _ROW))
    for third in range(3):
        distance = taps - (HALF_TAPS - 1) - (third + 1) / 4
        window = np.i0(6.2 * np.sqrt(np.clip(1 - (distance / HALF_TAPS) ** 2, 0, 1))) / np.i0(6.2)
        kernel = np.sinc(distance) * window
        kernel /= kernel.sum()
        for row in range(_ROW):
            matrix[row : row + _ROW, third * _ROW + row] = kernel
    return matrix.astype(np.float32)


INTERPOLATOR = _interpolator()
WORST_OVERSHOOT = float(np.abs(INTERPOLATOR).sum(axis=0).max())
"""No true peak is higher than the highest sample around it times this."""


def true_peak(samples: npt.NDArray[np.float32], at_least: float = 0.0) -> float:
    """The highest true peak as a linear value, of samples (n,) or (n, channels), silence taken before and after.

    Stretches that cannot exceed `at_least` are not interpolated, and `at_least` is then the answer.
    """
    channels = samples.reshape(len(samples), -1).T
    highest = at_least
    padded = np.zeros(_ROWS_AT_ONCE * _ROW + _ROW - 1, np.float32)
    rows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _ROW - 1)[::_ROW]
    for channel in channels:
        for first in range(-HALF_TAPS, len(channel), _ROWS_AT_ONCE * _ROW):
            begin, end = max(0, first), min(len(channel), first + len(padded))
            part = channel[begin:end]
            sample_peak = float(max(part.max(), -part.min()))
            if sample_peak * WORST_OVERSHOOT <= highest:
                continue
            padded[:] = 0
            padded[begin - first : end - first] = part
            between = rows @ INTERPOLATOR
            highest = max(highest, sample_peak, float(between.max()), -float(between.min()))
    return highest


def true_peak_dbtp(samples: npt.NDArray[np.float32]) -> float:
    """The highest true peak in dB against full scale, of samples (n,) or (n, channels); -inf for silence."""
    peak = true_peak(samples)
    return 20.0 * math.log10(peak) if peak > 0.0 else -math.inf
