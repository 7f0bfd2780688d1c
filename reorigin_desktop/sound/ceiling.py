"""The ceiling over the mix: no true peak above -1 dBTP, however many loud sounds meet.

Time is cut into cells of 10 ms on a fixed grid. For each cell the gain it needs is a function of its own samples and
twelve on either side; the gain that is applied is the lowest needed within 40 ms, averaged over 80 ms: smooth, known
before the peak comes, never above what a cell needs, and the same wherever a block begins. Quiet cells cost one look
at their highest sample.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reorigin_desktop.sound.peaks import HALF_TAPS, INTERPOLATOR, WORST_OVERSHOOT
from reorigin_desktop.sound.programme import Samples

CELL_FRAMES = 480
CEILING = 10.0 ** (-2.1 / 20.0)
"""A decibel under the promise: a finer meter finds higher peaks than one of four times the rate, in noise 0.8 dB."""
_QUIET = np.float32(CEILING / WORST_OVERSHOOT)

_REACH = 4
_CONTEXT = 2 * _REACH + 1
_CAPACITY = 128
_ONCE = 64
_AHEAD = 3
_ROW = 2 * HALF_TAPS
_ROWS = CELL_FRAMES // _ROW


class Ceiling:
    """Renders a pure mix under the ceiling, one block after another or from anywhere; for one thread at a time.

    Keeps the raw cells around the last block, because a cell is needed by blocks before and after it.
    """

    def __init__(self, mix: Callable[[Samples, int], None]) -> None:
        """Take the function that fills a block, a whole number of cells long, from a start frame on the grid."""
        self._mix = mix
        self._raw = np.empty((_CAPACITY * CELL_FRAMES, 2), np.float32)
        self._peak = np.empty(_CAPACITY, np.float32)
        self._need = np.ones(_CAPACITY)
        self._first = 0
        self._count = 0
        self._known = 1
        self._planar = np.empty((2, CELL_FRAMES + 2 * HALF_TAPS), np.float32)
        item = self._planar.itemsize
        self._windows = np.lib.stride_tricks.as_strided(
            self._planar, (2, _ROWS, 2 * _ROW - 1), (self._planar.strides[0], _ROW * item, item), writeable=False
        )
        self._rows = np.empty((2, _ROWS, 2 * _ROW - 1), np.float32)
        self._between = np.empty((2 * _ROWS, 3 * _ROW), np.float32)
        self._way = np.arange(CELL_FRAMES) / CELL_FRAMES

    def render(self, out: Samples, start_frame: int) -> None:
        """Fill `out` with the frames from `start_frame` on."""
        done = 0
        while done < len(out):
            at = start_frame + done
            cell = at // CELL_FRAMES
            count = min(len(out) - done, (cell + _ONCE) * CELL_FRAMES - at)
            last = -(-(at + count) // CELL_FRAMES)
            self._provide(cell - _CONTEXT, last + _CONTEXT)
            self._write(out[done : done + count], at, cell, last)
            done += count

    def _write(self, out: Samples, start_frame: int, first: int, last: int) -> None:
        offset = start_frame - self._first * CELL_FRAMES
        need = self._need[first - 2 * _REACH - self._first : last + 2 * _REACH - self._first]
        if need.min() >= 1.0:
            out[:] = self._raw[offset : offset + len(out)]
            return
        count = last - first
        wide = count + 2 * _REACH
        lowest = need[:wide].copy()
        for shift in range(1, 2 * _REACH + 1):
            np.minimum(lowest, need[shift : shift + wide], out=lowest)
        nodes = lowest[: count + 1].copy()
        for shift in range(1, 2 * _REACH):
            nodes += lowest[shift : shift + count + 1]
        nodes /= 2 * _REACH
        gain = nodes[:-1, None] + (nodes[1:] - nodes[:-1])[:, None] * self._way
        skipped = start_frame - first * CELL_FRAMES
        factor = gain.astype(np.float32).reshape(-1)[skipped : skipped + len(out)]
        raw = self._raw[offset : offset + len(out)]
        np.multiply(raw, factor[:, None], out=out)

    def _provide(self, first: int, last: int) -> None:
        """Have the raw cells from `first` to before `last`, and the gain that each but the outermost needs."""
        if first < self._first or first > self._first + self._count:
            self._first, self._count, self._known = first, 0, 1
        if last <= self._first + self._count:
            return
        last += _AHEAD
        if last - self._first > _CAPACITY:
            self._forget(first - self._first)
        begin, self._count = self._count, last - self._first
        fresh = self._raw[begin * CELL_FRAMES : self._count * CELL_FRAMES]
        self._mix(fresh, (self._first + begin) * CELL_FRAMES)
        cells = fresh.reshape(-1, 2 * CELL_FRAMES)
        np.maximum(cells.max(axis=1), -cells.min(axis=1), out=self._peak[begin : self._count])
        self._find_needs()

    def _forget(self, cells: int) -> None:
        kept = self._count - cells
        if kept > 0:
            self._raw[: kept * CELL_FRAMES] = self._raw[cells * CELL_FRAMES : self._count * CELL_FRAMES].copy()
            self._peak[:kept] = self._peak[cells : self._count].copy()
            self._need[:kept] = self._need[cells : self._count].copy()
        self._first += cells
        self._count, self._known = max(0, kept), max(1, self._known - cells)

    def _find_needs(self) -> None:
        known, until = self._known, self._count - 1
        if until <= known:
            return
        peak = self._peak
        around = np.maximum(np.maximum(peak[known - 1 : until - 1], peak[known:until]), peak[known + 1 : until + 1])
        self._need[known:until] = 1.0
        if around.max() > _QUIET:
            for cell in (np.flatnonzero(around > _QUIET) + known).tolist():
                highest = self._true_peak(cell)
                if highest > CEILING:
                    self._need[cell] = CEILING / highest
        self._known = until

    def _true_peak(self, cell: int) -> float:
        """True peak of one cell: always arrays of the same shape, so that the sum is always made in the same order."""
        begin = cell * CELL_FRAMES - HALF_TAPS
        np.copyto(self._planar, self._raw[begin : begin + self._planar.shape[1]].T)
        np.copyto(self._rows, self._windows)
        np.dot(self._rows.reshape(2 * _ROWS, -1), INTERPOLATOR, out=self._between)
        return max(float(self._between.max()), -float(self._between.min()), float(self._peak[cell]))
