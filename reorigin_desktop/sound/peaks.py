"""Peaks between the samples: four times finer than the samples themselves, as ITU-R BS.1770 asks."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

HALF_TAPS = 12
"""The interpolation looks at this many samples on either side."""
_ROW = 2 * HALF_TAPS
_ROWS_AT_ONCE = 4096
_ROWS_A_PRODUCT = 64
"""Products of matrices so small that one core does them best."""


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


def true_peak(samples: npt.NDArray[np.float32]) -> float:
    """The highest true peak as a linear value, of samples (n,) or (n, channels), silence taken before and after."""
    meter = TruePeakMeter()
    meter.add(samples.reshape(len(samples), -1))
    return meter.highest()


def true_peak_dbtp(samples: npt.NDArray[np.float32]) -> float:
    """The highest true peak in dB against full scale, of samples (n,) or (n, channels); -inf for silence."""
    peak = true_peak(samples)
    return 20.0 * math.log10(peak) if peak > 0.0 else -math.inf


class TruePeakMeter:
    """The highest true peak of a long signal, block by block; how it is cut does not matter."""

    def __init__(self) -> None:
        self._before: npt.NDArray[np.float32] | None = None
        self._highest = 0.0

    def add(self, samples: npt.NDArray[np.float32]) -> None:
        """Take in the next samples, (n, channels)."""
        before = self._before if self._before is not None else np.zeros((_ROW - 1, samples.shape[1]), np.float32)
        joined = np.concatenate([before, samples])
        self._highest = _highest_between(joined, self._highest)
        self._before = joined[len(joined) - (_ROW - 1) :].copy()

    def highest(self) -> float:
        """The highest true peak so far, as a linear value, if silence comes next."""
        if self._before is None:
            return 0.0
        ending = np.concatenate([self._before, np.zeros((_ROW - 1, self._before.shape[1]), np.float32)])
        return _highest_between(ending, self._highest)


def _highest_between(samples: npt.NDArray[np.float32], highest: float) -> float:
    """The highest of `highest` and of all values between samples that have twelve samples on either side.

    Stretches that cannot exceed what was found before are not interpolated.
    """
    places = len(samples) - (_ROW - 1)
    for channel in samples.T:
        for first in range(0, places, _ROWS_AT_ONCE * _ROW):
            valid = min(places - first, _ROWS_AT_ONCE * _ROW)
            part = channel[first : first + valid + _ROW - 1]
            sample_peak = max(float(part.max()), -float(part.min()))
            if sample_peak * WORST_OVERSHOOT <= highest:
                continue
            rows = -(-valid // (_ROW * _ROWS_A_PRODUCT)) * _ROWS_A_PRODUCT
            padded = np.zeros((rows + 1) * _ROW - 1, np.float32)
            padded[: len(part)] = part
            windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _ROW - 1)[::_ROW].copy()
            products = windows.reshape(-1, _ROWS_A_PRODUCT, 2 * _ROW - 1) @ INTERPOLATOR
            between = products.reshape(rows, 3, _ROW)
            np.abs(between, out=between)
            whole, rest = divmod(valid, _ROW)
            found = float(between[:whole].max(initial=0.0))
            if rest:
                found = max(found, float(between[whole, :, :rest].max()))
            highest = max(highest, sample_peak, found)
    return highest
