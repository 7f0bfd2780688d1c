"""Loudness as ears weigh it: ITU-R BS.1770-4, gated, in blocks of any size and in constant memory."""

from __future__ import annotations

import math
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.programme import Samples


class _Readable(Protocol):
    @property
    def frames(self) -> int: ...

    def read(self, start_frame: int, out: Samples) -> None: ...


_SEGMENT = RATE_HZ // 10
"""Energy is summed over 100 ms; four segments make one gating block of 400 ms, with 75 % overlap."""
_TAPS = 2048
_FFT = 16_384
_STEP = _FFT - _TAPS
_SHORTEST = 3 * RATE_HZ
_MINUTE = 60 * RATE_HZ
_QUIETEST_LUFS = -50.0
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0


class LoudnessMeter:
    """Adds up K-weighted energy block by block; how the samples are cut into blocks does not matter.

    Two channels travel through the filter as one complex signal, because the filter is real.
    """

    def __init__(self) -> None:
        self._waiting = np.zeros(_FFT, np.complex64)
        self._filled = _TAPS
        self._weighted: list[npt.NDArray[np.float64]] = []
        self._rest = np.zeros(0, np.complex64)

    def add(self, samples: npt.NDArray[np.float32]) -> None:
        """Take in the next samples, (n,) or (n, 1) mono, (n, 2) stereo; mono counts as one loudspeaker."""
        signal = _as_complex(samples)
        at = 0
        while at < len(signal):
            taken = min(_FFT - self._filled, len(signal) - at)
            self._waiting[self._filled : self._filled + taken] = signal[at : at + taken]
            self._filled += taken
            at += taken
            if self._filled == _FFT:
                self._weigh(_STEP)
                self._waiting[:_TAPS] = self._waiting[_STEP:]
                self._filled = _TAPS

    def energies(self) -> npt.NDArray[np.float64]:
        """Weighted energy of every whole 100 ms so far."""
        kept = self._rest, list(self._weighted)
        if self._filled > _TAPS:
            self._waiting[self._filled :] = 0
            self._weigh(self._filled - _TAPS)
        energy = np.concatenate([np.zeros(0), *self._weighted])
        self._rest, self._weighted = kept
        return energy

    def loudness_lufs(self) -> float:
        """Integrated loudness of everything so far; minus infinity for silence or less than 400 ms."""
        return _gated_lufs(self.energies())

    def _weigh(self, count: int) -> None:
        """Filter what waits, and sum the energy of the whole segments among it."""
        weighted = np.fft.ifft(np.fft.fft(self._waiting) * _response())[_TAPS : _TAPS + count]
        joined = np.concatenate([self._rest, weighted])
        whole = len(joined) // _SEGMENT * _SEGMENT
        squares = np.square(joined[:whole].view(np.float32)).reshape(-1, 2 * _SEGMENT)
        self._weighted.append(squares.sum(axis=1, dtype=np.float64))
        self._rest = joined[whole:]


def loudness_lufs(samples: npt.NDArray[np.float32]) -> float:
    """Integrated loudness of a whole sound, (n,) or (n, channels); under 3 s it is repeated until it fills them."""
    if not len(samples):
        return -math.inf
    if len(samples) < _SHORTEST:
        samples = np.concatenate([samples] * -(-_SHORTEST // len(samples)))
    meter = LoudnessMeter()
    meter.add(samples)
    return meter.loudness_lufs()


def measured_lufs(sound: _Readable) -> float:
    """Loudness of a sound as heard on two loudspeakers; of a long one, five minutes spread over it are measured.

    What is quieter than -50 LUFS counts as -50: no level in a session shall pull noise up out of silence.
    """
    if sound.frames < _SHORTEST:
        whole = np.empty((sound.frames, 2), np.float32)
        sound.read(0, whole)
        return max(_QUIETEST_LUFS, loudness_lufs(whole))
    meter = LoudnessMeter()
    block = np.empty((RATE_HZ, 2), np.float32)
    stretch = sound.frames if sound.frames <= 5 * _MINUTE else _MINUTE
    for first in range(0, sound.frames - stretch + 1, max(stretch, (sound.frames - stretch) // 4)):
        for at in range(first, first + stretch, RATE_HZ):
            part = block[: min(RATE_HZ, first + stretch - at)]
            sound.read(at, part)
            meter.add(part)
    return max(_QUIETEST_LUFS, meter.loudness_lufs())


def loudest_lufs(samples: npt.NDArray[np.float32]) -> float:
    """Loudness of the loudest 400 ms of a sound; what the level of a chime is measured by."""
    meter = LoudnessMeter()
    meter.add(np.concatenate([samples, np.zeros((4 * _SEGMENT, *samples.shape[1:]), np.float32)]))
    blocks = _blocks(meter.energies())
    return _lufs(float(blocks.max())) if len(blocks) else -math.inf


def _as_complex(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.complex64]:
    if samples.ndim == 2 and samples.shape[1] == 2:
        return np.ascontiguousarray(samples, np.float32).view(np.complex64)[:, 0]
    return samples.reshape(-1).astype(np.complex64)


def _blocks(energy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Mean power of every 400 ms block, from the energy of 100 ms segments."""
    if len(energy) < 4:
        return np.zeros(0)
    power: npt.NDArray[np.float64] = (energy[:-3] + energy[1:-2] + energy[2:-1] + energy[3:]) / (4 * _SEGMENT)
    return power


def _lufs(power: float) -> float:
    return 10.0 * math.log10(power) - 0.691 if power > 0.0 else -math.inf


def _gated_lufs(energy: npt.NDArray[np.float64]) -> float:
    power = _blocks(energy)
    power = power[power > 10.0 ** ((_ABSOLUTE_GATE_LUFS + 0.691) / 10.0)]
    if not len(power):
        return -math.inf
    power = power[power > power.mean() * 10.0 ** (_RELATIVE_GATE_LU / 10.0)]
    return _lufs(float(power.mean()))


@cache
def _response() -> npt.NDArray[np.complex64]:
    """The K filter (a shelf for the head, a high-pass at 38 Hz) at every frequency of the transform.

    Its answer to one impulse is over after 40 ms, so that 2,048 samples hold all of it.
    """
    impulse = np.zeros(_TAPS)
    impulse[0] = 1.0
    for b, a in (
        ((1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)),
        ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)),
    ):
        impulse = _biquad(impulse, b, a)
    return np.fft.fft(impulse, _FFT).astype(np.complex64)


def _biquad(
    samples: npt.NDArray[np.float64], b: tuple[float, float, float], a: tuple[float, float]
) -> npt.NDArray[np.float64]:
    out = np.zeros_like(samples)
    first = second = 0.0
    for n, x in enumerate(samples.tolist()):
        y = b[0] * x + first
        first = b[1] * x - a[0] * y + second
        second = b[2] * x - a[1] * y
        out[n] = y
    return out
