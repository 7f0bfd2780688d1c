"""Sound made on a ring: whatever is made here has no beginning and no end, so that it loops without a seam.

A ring is one round of a loop, `frames` long. Noise is made from its spectrum, slow curves have whole cycles, and what
is struck near the end rings on at the beginning.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ

Ring = npt.NDArray[np.float64]
Shape = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""An amplitude for each frequency in hertz."""


def noise(frames: int, shape: Shape, dice: np.random.Generator) -> Ring:
    """Noise whose spectrum has this shape, with a mean power of 1."""
    frequency = np.fft.rfftfreq(frames, 1 / RATE_HZ)
    amplitude = shape(np.maximum(frequency, 1e-3))
    amplitude[0] = 0.0
    spectrum = amplitude * (dice.standard_normal(len(frequency)) + 1j * dice.standard_normal(len(frequency)))
    made = np.fft.irfft(spectrum, frames)
    return np.asarray(made / np.sqrt(np.mean(np.square(made))))


def wide_noise(frames: int, shape: Shape, dice: np.random.Generator, width: float = 0.7) -> Ring:
    """Stereo noise, (frames, 2): the two sides share what `width` (0 to 1) leaves of the middle."""
    middle, left, right = (noise(frames, shape, dice) for _ in range(3))
    common, own = np.sqrt(1 - width), np.sqrt(width)
    return np.stack([common * middle + own * left, common * middle + own * right], axis=1)


def band(low_hz: float, high_hz: float, tilt_db_per_octave: float = 0.0, steepness: int = 2) -> Shape:
    """A band with soft edges, tilted by so many decibels an octave."""

    def shape(hz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        below, above = (np.exp(np.minimum(2 * steepness * np.log(part), 60.0)) for part in (low_hz / hz, hz / high_hz))
        edges = 1.0 / (1.0 + below) / (1.0 + above)
        return np.asarray(edges * (hz / 1000.0) ** (tilt_db_per_octave / 6.0206))

    return shape


def slow(frames: int, fastest_hz: float, dice: np.random.Generator) -> Ring:
    """A curve that wanders between -1 and 1, nothing in it faster than `fastest_hz`; mostly slower."""
    cycles = max(2, int(fastest_hz * frames / RATE_HZ))
    coarse = max(64, 1 << (8 * cycles).bit_length())
    number = np.arange(1, cycles + 1)
    spectrum = np.zeros(coarse // 2 + 1, np.complex128)
    turns = np.exp(2j * np.pi * dice.uniform(size=cycles))
    spectrum[1 : cycles + 1] = turns * dice.uniform(0.6, 1.4, cycles) / np.sqrt(number)
    wandering = np.fft.irfft(spectrum, coarse)
    wandering /= np.abs(wandering).max()
    return np.clip(stretched(wandering, frames), -1.0, 1.0)


def stretched(coarse: npt.NDArray[np.float64], frames: int) -> Ring:
    """A short ring drawn out to the length of a long one, smoothly."""
    step = len(coarse) / frames
    where = np.arange(frames) * step
    index = where.astype(np.int64)
    far = where - index
    size = len(coarse)
    p0, p1, p2, p3 = (coarse[(index + shift) % size] for shift in (-1, 0, 1, 2))
    cubic = (p3 - p0) / 2 + 1.5 * (p1 - p2)
    square = p0 - 2.5 * p1 + 2 * p2 - p3 / 2
    return np.asarray(((cubic * far + square) * far + (p2 - p0) / 2) * far + p1)


def lay(ring: Ring, at: int, sound: npt.NDArray[np.float64]) -> None:
    """Add a sound to a ring of the same number of sides; what goes beyond the end goes on at the beginning."""
    start = at % len(ring)
    while len(sound):
        part = sound[: len(ring) - start]
        ring[start : start + len(part)] += part
        sound, start = sound[len(part) :], 0


def whole_hz(hz: float, frames: int) -> float:
    """The nearest frequency that has whole cycles on a ring."""
    return round(hz * frames / RATE_HZ) * RATE_HZ / frames


def sine(frames: int, hz: float, turn: float) -> Ring:
    """A sine of whole cycles."""
    cycles = round(hz * frames / RATE_HZ)
    return np.asarray(np.sin(2 * np.pi * ((np.arange(frames) * cycles % frames) / frames + turn)))
