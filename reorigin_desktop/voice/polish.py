"""How the narrator is made to sound like someone in a room: balance, softer pulses, softer s, a little air around.

What was measured, and why each step is there, is told in docs/sounds.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import gain_of_db
from reorigin_desktop.voice.speech import Samples, envelope, voiced_span

_BALANCE_HZ_DB: Final = (
    (40, -18.0), (80, -7.0), (120, -6.0), (160, -6.0), (220, -2.0), (330, 0.5), (450, 2.0), (600, 0.0), (850, -2.5),
    (1100, 0.5), (1800, 1.0), (2300, 4.0), (2600, 5.0), (3400, 4.0), (4600, 4.5), (5600, 0.5), (7000, -3.5),
    (9000, -3.0), (12000, -2.0), (15000, -4.0), (20000, -18.0),
)  # fmt: skip
"""Hz and dB; about two thirds of the way from this voice to the standard speech spectrum of ANSI S3.5-1997."""

_SOFTEN_FROM_HZ, _SOFTEN_FULL_HZ, _SOFTEN_S = 1_800.0, 4_000.0, 0.0022
_SIBILANT_HZ: Final = (5_000.0, 11_500.0)
_SIBILANT_AT_DB: Final = -13.0  # of the 5-11.5 kHz band, against the loudness of the voiced parts
_SIBILANT_MOST_DB: Final = 7.0
_EARLY: Final = ((7.3, -19.0), (11.9, -21.0), (17.1, -23.0), (23.3, -25.0), (31.7, -27.5))  # milliseconds, dB
_TAIL_S, _TAIL_DB, _TAIL_FROM_S = 0.28, -20.5, 0.018
_SEED: Final = 20_240_817  # any fixed number: the room is always the same room


def polished(samples: Samples) -> Samples:
    """One dry phrase, mono at 48 kHz, through the whole chain; longer by the tail of the room."""
    return in_a_room(softer_s(softer_pulses(balanced(samples))))


def balanced(samples: Samples) -> Samples:
    """The voice with less boom, less fizz, and more of the range in which consonants are told apart."""
    hz, db = np.array(_BALANCE_HZ_DB, dtype=np.float64).T

    def response(at_hz: npt.NDArray[np.float64]) -> npt.NDArray[np.complex128]:
        octaves = np.log2(np.maximum(at_hz, 20.0))
        fine = np.interp(octaves, np.log2(hz), db)
        spread = max(1, round(len(at_hz) / 4_000))  # rounds the corners of the line over about 6 Hz either side
        smooth = np.convolve(np.pad(fine, spread, mode="edge"), np.full(2 * spread + 1, 1 / (2 * spread + 1)), "valid")
        return np.asarray(10.0 ** (smooth / 20.0), dtype=np.complex128)

    return _through(samples, response)


def softer_pulses(samples: Samples) -> Samples:
    """The same spectrum with each glottal pulse spread over some milliseconds above 2 kHz, which takes the buzz away.

    The idea is the pulse dispersion of MELP speech coders: a pass for all frequencies with an irregular delay.
    """

    def response(at_hz: npt.NDArray[np.float64]) -> npt.NDArray[np.complex128]:
        knots_hz = np.arange(0.0, RATE_HZ / 2 + 300.0, 300.0)
        delays_s = np.random.default_rng(_SEED).uniform(-_SOFTEN_S, _SOFTEN_S, len(knots_hz))
        grown = np.clip((knots_hz - _SOFTEN_FROM_HZ) / (_SOFTEN_FULL_HZ - _SOFTEN_FROM_HZ), 0.0, 1.0)
        delay_s = np.interp(at_hz, knots_hz, delays_s * grown)
        phase = -2.0 * np.pi * np.cumsum(delay_s) * (at_hz[1] - at_hz[0])
        return np.asarray(np.exp(1j * phase), dtype=np.complex128)

    return _through(samples, response)


def _through(samples: Samples, response: object) -> Samples:
    """Filter by a response in the frequency domain, with room at both ends so that nothing wraps around."""
    assert callable(response)
    room = RATE_HZ // 10
    size = 1 << (len(samples) + 2 * room - 1).bit_length()
    padded = np.zeros(size)
    padded[room : room + len(samples)] = samples
    spectrum = np.fft.rfft(padded) * response(np.fft.rfftfreq(size, 1.0 / RATE_HZ))
    return np.fft.irfft(spectrum, size)[room : room + len(samples)].astype(np.float32)


def softer_s(samples: Samples) -> Samples:
    """Sibilants turned down by up to 7 dB where they stand out, in their own band and only while they last."""
    size, hop = 1_024, 256
    window = np.sqrt(0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(size) / size))
    padded = np.pad(samples.astype(np.float64), (size, size + (-len(samples)) % hop))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop] * window
    spectra = np.fft.rfft(frames, axis=1)
    at_hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    low, high = _SIBILANT_HZ
    band = np.clip((at_hz - low + 500.0) / 1_000.0, 0.0, 1.0) * np.clip((high + 750.0 - at_hz) / 1_500.0, 0.0, 1.0)
    hiss_db = 10.0 * np.log10((np.abs(spectra) ** 2 * band**2).mean(axis=1) + 1e-12)
    body_db = 10.0 * np.log10((np.abs(spectra) ** 2).mean(axis=1) + 1e-12)
    voice_db = 10.0 * np.log10(np.mean(10.0 ** (body_db[body_db > body_db.max() - 25.0] / 10.0)))
    over_db = np.clip((hiss_db - voice_db - _SIBILANT_AT_DB) * 0.75, 0.0, _SIBILANT_MOST_DB)
    calm = np.hanning(7)[1:-1]
    down_db = np.convolve(np.pad(over_db, 2, mode="edge"), calm / calm.sum(), mode="valid")
    gain = 1.0 - band[None, :] * (1.0 - 10.0 ** (-down_db[:, None] / 20.0))
    done = np.fft.irfft(spectra * gain, size, axis=1) * window
    out = np.zeros(len(padded))
    for index, frame in enumerate(done):
        out[index * hop : index * hop + size] += frame
    return (out[size : size + len(samples)] * (hop * 2 / size)).astype(np.float32)


def in_a_room(samples: Samples) -> Samples:
    """A few early reflections and a short soft tail: a small furnished room, the same in every phrase, mono."""
    impulse = room()
    size = 1 << (len(samples) + len(impulse) - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(impulse, size), size)
    return wet[: len(samples) + len(impulse) - 1].astype(np.float32)


def room() -> npt.NDArray[np.float64]:
    """The response of the room, direct sound included, at 48 kHz."""
    impulse = np.zeros(round(_TAIL_S * RATE_HZ))
    at_s = np.arange(len(impulse)) / RATE_HZ
    noise = np.random.default_rng(_SEED + 1).standard_normal(len(impulse))
    noise *= np.exp(-6.91 * at_s / _TAIL_S) * np.clip((at_s - _TAIL_FROM_S / 3) / _TAIL_FROM_S, 0.0, 1.0)
    reflected = _furnished(noise)
    reflected *= gain_of_db(_TAIL_DB) / np.sqrt(np.sum(reflected**2))
    early = np.zeros(len(impulse))
    for number, (after_ms, level_db) in enumerate(_EARLY):
        early[round(after_ms / 1_000 * RATE_HZ)] = gain_of_db(level_db) * (-1.0 if number % 2 else 1.0)
    reflected += _furnished(early)
    reflected[-480:] *= np.linspace(1.0, 0.0, 480)
    reflected[0] += 1.0
    return reflected


def _furnished(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What walls, curtains and books give back: nothing below 200 Hz, less and less above 3 kHz."""
    at_hz = np.fft.rfftfreq(len(sound), 1.0 / RATE_HZ)
    gain = (at_hz / 200.0) ** 2 / (1.0 + (at_hz / 200.0) ** 2) / np.sqrt(1.0 + (at_hz / 3_000.0) ** 3)
    back: npt.NDArray[np.float64] = np.fft.irfft(np.fft.rfft(sound) * gain, len(sound))
    return back


def with_longer_pauses(samples: Samples, *, from_s: float, add_s: float) -> Samples:
    """Silences inside a sentence that are at least `from_s` long made longer by `add_s`: time to take a word in."""
    first, last = voiced_span(samples)
    short = envelope(samples, RATE_HZ // 200)
    quiet = short < short.max(initial=0.0) * gain_of_db(-40.0)
    quiet[:first], quiet[last:] = False, False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    parts, done = [], 0
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if end - begin >= from_s * RATE_HZ:
            middle = int(begin + end) // 2
            parts += [samples[done:middle], np.zeros(round(add_s * RATE_HZ), np.float32)]
            done = middle
    return np.concatenate([*parts, samples[done:]]).astype(np.float32)
