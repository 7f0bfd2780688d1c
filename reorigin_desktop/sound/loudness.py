"""Loudness as ears weigh it: ITU-R BS.1770-4, gated, in blocks of any size and in constant memory."""

from __future__ import annotations

import math
from dataclasses import dataclass
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
_RUN = 64
_RUNS = 15
"""Samples are filtered in runs of 64, fifteen runs in one product of matrices: so small that one core does it best."""
_SEGMENTS_AT_ONCE = 32
_SHORTEST = 3 * RATE_HZ
_MINUTE = 60 * RATE_HZ
_QUIETEST_LUFS = -50.0
_STAGES = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)),
)
"""The two biquads of BS.1770 at 48 kHz: b0 b1 b2, a1 a2."""
_STATES = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0


class LoudnessMeter:
    """Adds up K-weighted energy block by block; how the samples are cut into blocks does not matter."""

    def __init__(self) -> None:
        self._rest = np.zeros((0, 0), np.float32)
        self._state = np.zeros((0, _STATES))
        self._weighted: list[float] = []

    def add(self, samples: npt.NDArray[np.float32]) -> None:
        """Take in the next samples, (n,) or (n, 1) mono, (n, 2) stereo; mono counts as one loudspeaker."""
        shaped = samples.reshape(len(samples), -1)
        if not self._rest.size:
            self._rest = np.zeros((0, shaped.shape[1]), np.float32)
        if not self._state.size:
            self._state = np.zeros((shaped.shape[1], _STATES))
        step = _SEGMENTS_AT_ONCE * _SEGMENT
        for first in range(0, len(shaped), step):
            joined = np.concatenate([self._rest, shaped[first : first + step]])
            whole = len(joined) // _SEGMENT * _SEGMENT
            if whole:
                self._weigh(np.ascontiguousarray(joined[:whole].T))
            self._rest = joined[whole:]

    def energies(self) -> npt.NDArray[np.float64]:
        """Weighted energy of every whole 100 ms so far."""
        return np.array(self._weighted)

    def loudness_lufs(self) -> float:
        """Integrated loudness of everything so far; minus infinity for silence or less than 400 ms."""
        return _gated_lufs(self.energies())

    def _weigh(self, channels: npt.NDArray[np.float32]) -> None:
        """Filter whole segments, shape (channels, n): all runs of 64 samples at once, given the state before each."""
        k = _k_filter()
        sides = len(channels)
        runs = channels.reshape(-1, _RUNS, _RUN)
        within = (runs @ k.gains).reshape(sides, -1, _RUNS * _STATES) @ k.carries
        before = np.empty((sides, within.shape[1], _STATES))
        for group in range(within.shape[1]):
            before[:, group] = self._state
            self._state = self._state @ k.passes + within[:, group, -_STATES:]
        states = before @ k.leads
        states[:, :, _STATES:] += within[:, :, :-_STATES]
        filtered = runs @ k.answers
        filtered += states.reshape(-1, _RUNS, _STATES).astype(np.float32) @ k.rings
        np.square(filtered, out=filtered)
        energy = filtered.reshape(sides, -1, _SEGMENT).sum(axis=2, dtype=np.float64).sum(axis=0)
        self._weighted += energy.tolist()


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


@dataclass(frozen=True, slots=True)
class _KFilter:
    """The K filter (a shelf for the head, a high-pass at 38 Hz) for runs of 64 samples, as matrices.

    A run's output is its samples times `answers` plus the state before it times `rings`; the state gains the samples
    times `gains`. For a group of runs, `carries` takes what each run gains to the state after each run, `leads` takes
    the state before the group to the state before each run, `passes` to the state after the group.
    """

    answers: npt.NDArray[np.float32]
    rings: npt.NDArray[np.float32]
    gains: npt.NDArray[np.float32]
    carries: npt.NDArray[np.float64]
    leads: npt.NDArray[np.float64]
    passes: npt.NDArray[np.float64]


@cache
def _k_filter() -> _KFilter:
    samples, states = np.eye(_RUN), np.eye(_STATES)
    answered = [_filtered(run, np.zeros(_STATES)) for run in samples]
    rung = [_filtered(np.zeros(_RUN), state) for state in states]
    step = np.array([state for _, state in rung])
    powers = [states]
    for _ in range(_RUNS):
        powers.append(powers[-1] @ step)
    carries = np.zeros((_RUNS * _STATES, _RUNS * _STATES))
    for run in range(_RUNS):
        for later in range(run, _RUNS):
            rows, columns = run * _STATES, later * _STATES
            carries[rows : rows + _STATES, columns : columns + _STATES] = powers[later - run]
    return _KFilter(
        answers=np.array([run for run, _ in answered], np.float32),
        rings=np.array([run for run, _ in rung], np.float32),
        gains=np.array([state for _, state in answered], np.float32),
        carries=carries,
        leads=np.concatenate(powers[:_RUNS], axis=1),
        passes=powers[_RUNS],
    )


def _filtered(
    samples: npt.NDArray[np.float64], state: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """A few samples through both stages one after the other; and the state after them."""
    out = samples.tolist()
    held = state.tolist()
    for stage, (b, a) in enumerate(_STAGES):
        first, second = held[2 * stage : 2 * stage + 2]
        for n, x in enumerate(out):
            y = b[0] * x + first
            first = b[1] * x - a[0] * y + second
            second = b[2] * x - a[1] * y
            out[n] = y
        held[2 * stage : 2 * stage + 2] = first, second
    return np.array(out), np.array(held)
