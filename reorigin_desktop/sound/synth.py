"""Struck sounds, made from the modes in which bowls, bells and wood ring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import VOICE_LUFS, gain_of_db
from reorigin_desktop.sound.loudness import loudest_lufs
from reorigin_desktop.sound.programme import Samples

_END_DB = -70.0
_END_FADE_FRAMES = RATE_HZ // 4


@dataclass(frozen=True, slots=True)
class _Mode:
    """One way to ring: ratio to the lowest, level, seconds to fall by 60 dB, hertz between its two halves."""

    ratio: float
    level: float
    falls_s: float
    split_hz: float = 0.0


@dataclass(frozen=True, slots=True)
class _Body:
    """What is struck: the lowest mode, how softly it is struck, how much of the stroke itself is heard, the modes."""

    hz: float
    stroke_s: float
    knock: float
    modes: tuple[_Mode, ...]


_BODIES = {
    "bowl": _Body(
        196.0,
        0.012,
        0.05,
        (
            _Mode(1.0, 1.0, 9.0, 0.7),
            _Mode(2.71, 0.55, 7.0, 1.1),
            _Mode(5.09, 0.22, 4.5, 1.6),
            _Mode(8.06, 0.09, 2.8, 2.1),
            _Mode(11.4, 0.035, 1.7, 2.6),
        ),
    ),
    "singing-bowl": _Body(
        132.0,
        0.16,
        0.0,
        (
            _Mode(1.0, 1.0, 14.0, 0.45),
            _Mode(2.78, 0.62, 11.0, 0.8),
            _Mode(5.22, 0.17, 7.0, 1.2),
            _Mode(8.35, 0.04, 4.0, 1.7),
        ),
    ),
    "bell": _Body(
        523.25,
        0.003,
        0.10,
        (
            _Mode(0.5, 0.35, 6.5, 0.3),
            _Mode(1.0, 1.0, 5.5, 0.5),
            _Mode(1.19, 0.42, 4.2, 0.6),
            _Mode(1.5, 0.20, 3.2, 0.7),
            _Mode(2.0, 0.50, 3.4, 0.9),
            _Mode(2.51, 0.18, 2.2, 1.1),
            _Mode(3.01, 0.14, 1.6, 1.3),
            _Mode(4.17, 0.07, 1.0, 1.6),
        ),
    ),
    "soft-bell": _Body(
        659.26,
        0.014,
        0.0,
        (
            _Mode(0.5, 0.28, 4.5, 0.25),
            _Mode(1.0, 1.0, 4.0, 0.45),
            _Mode(2.0, 0.24, 2.4, 0.7),
            _Mode(2.76, 0.10, 1.5, 0.9),
            _Mode(4.07, 0.025, 0.8, 1.2),
        ),
    ),
    "wood": _Body(
        392.0,
        0.002,
        0.35,
        (
            _Mode(1.0, 1.0, 0.42),
            _Mode(2.57, 0.45, 0.22),
            _Mode(4.02, 0.20, 0.15),
            _Mode(6.31, 0.09, 0.09),
            _Mode(0.51, 0.20, 0.30),
        ),
    ),
}

CHIME_NAMES = tuple(_BODIES)
"""The struck sounds that a session may name."""


@cache
def chime(name: str) -> Samples:
    """A struck sound at level 0 dB, (frames, 2): its loudest 400 ms are as loud as the voice on two loudspeakers.

    Made anew it is the same to the last bit. It rings until it is 70 dB down.
    """
    body = _BODIES[name]
    frames = round(max(mode.falls_s for mode in body.modes) * -_END_DB / 60.0 * RATE_HZ)
    at_s = np.arange(frames) / RATE_HZ
    dice = np.random.default_rng(sum(name.encode()))
    ringing = np.zeros((frames, 2))
    for mode in body.modes:
        ringing += _ring(mode, body.hz, at_s, dice)
    stroke = np.clip(at_s / body.stroke_s, 0.0, 1.0)
    ringing *= (stroke * stroke * (3.0 - 2.0 * stroke))[:, None]
    ringing += body.knock * _knock(at_s, body.hz, dice)[:, None]
    far = np.clip(np.arange(frames, 0, -1) / _END_FADE_FRAMES, 0.0, 1.0)
    ringing *= (far * far * (3.0 - 2.0 * far))[:, None]
    ringing /= np.sqrt(np.mean(np.square(ringing), axis=0))
    samples = ringing.astype(np.float32)
    samples *= np.float32(gain_of_db(VOICE_LUFS - loudest_lufs(samples)))
    samples.flags.writeable = False
    return samples


def _ring(
    mode: _Mode, lowest_hz: float, at_s: npt.NDArray[np.float64], dice: np.random.Generator
) -> npt.NDArray[np.float64]:
    """One mode, (frames, 2): its two halves, a little apart, lie a little apart in the room too and beat slowly."""
    falling = mode.level * np.power(10.0, -3.0 * at_s / mode.falls_s)
    hz = lowest_hz * mode.ratio
    turns = dice.uniform(0.0, 2 * np.pi, 2)
    low = np.sin(2 * np.pi * (hz - mode.split_hz / 2) * at_s + turns[0])
    high = 0.5 * np.sin(2 * np.pi * (hz + mode.split_hz / 2) * at_s + turns[1])
    near = dice.uniform(0.54, 0.60)
    return np.stack(
        [falling * (near * low + (1 - near) * high), falling * ((1 - near) * low + near * high)],
        axis=1,
    )


def _knock(at_s: npt.NDArray[np.float64], hz: float, dice: np.random.Generator) -> npt.NDArray[np.float64]:
    """The stroke of the mallet itself: a few soft milliseconds of noise around the body's own pitch."""
    spectrum = np.fft.rfft(dice.standard_normal(len(at_s)) * np.exp(-at_s / 0.006))
    frequency = np.fft.rfftfreq(len(at_s), 1 / RATE_HZ)
    spectrum *= 1.0 / (1.0 + (frequency / (6.0 * hz)) ** 4)
    rising = np.clip(at_s / 0.002, 0.0, 1.0)
    return np.asarray(np.fft.irfft(spectrum, len(at_s)) * rising)
