"""What every synthetic phrase goes through: one rate, a clean beginning and end, and the loudness of the voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import gain_of_db, loudness_lufs, true_peak_dbtp

Samples = npt.NDArray[np.float32]

TAKE_LUFS: Final = -23.0
"""A mono take; heard on two speakers it is -20 LUFS, which is what 0 dB in a script means."""

CEILING_DBTP: Final = -3.0
_BEFORE_S, _AFTER_S = 0.08, 0.22
_FADE_IN_S, _FADE_OUT_S = 0.010, 0.060
_SILENCE_DB: Final = -46.0  # below the loudest 10 ms of the phrase; the voices used here rest at -60 and lower
_APART_DB: Final = 3.0  # how far one phrase may be moved on its own: a person means some of the difference


def at_48_khz(samples: npt.NDArray[np.floating], rate_hz: int) -> Samples:
    """Mono samples of any rate at the program's own rate."""
    import soxr

    mono = samples.mean(axis=1) if samples.ndim == 2 else samples
    if rate_hz == RATE_HZ:
        return mono.astype(np.float32)
    resampled = soxr.resample(mono.astype(np.float64), rate_hz, RATE_HZ, quality="VHQ")
    return np.asarray(resampled, dtype=np.float32)


def voiced_span(samples: Samples) -> tuple[int, int]:
    """First and last frame (one past it) of what is not silence; (0, 0) if all of it is."""
    step = RATE_HZ // 200
    short = envelope(samples, 2 * step)[::step]
    loudest = float(short.max(initial=0.0))
    if loudest <= 0.0:
        return 0, 0
    on = np.flatnonzero(short > loudest * gain_of_db(_SILENCE_DB))
    return int(on[0]) * step, min(len(samples), (int(on[-1]) + 1) * step)


def envelope(samples: Samples, frames: int) -> npt.NDArray[np.float64]:
    """Root mean square over a centred window of that many frames, one value per sample."""
    power = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    at = np.arange(len(samples))
    first, last = np.maximum(at - frames // 2, 0), np.minimum(at + frames - frames // 2, len(samples))
    mean: npt.NDArray[np.float64] = np.sqrt(np.maximum(power[last] - power[first], 0.0) / np.maximum(last - first, 1))
    return mean


def trimmed(samples: Samples, *, before_s: float = _BEFORE_S, after_s: float = _AFTER_S) -> Samples:
    """The phrase with 80 ms before it and about 220 ms after it, faded over 10 and 60 ms; silence stays empty."""
    first, last = voiced_span(samples)
    if first == last:
        return np.zeros(0, dtype=np.float32)
    before, after = round(before_s * RATE_HZ), round(after_s * RATE_HZ)
    padded = np.concatenate([np.zeros(before, np.float32), samples, np.zeros(after, np.float32)])
    return faded(padded[first : last + before + after])


def faded(samples: Samples) -> Samples:
    """A soft beginning and end, so that no take clicks."""
    shaped = samples.astype(np.float32, copy=True)
    up, down = (min(round(length_s * RATE_HZ), len(shaped)) for length_s in (_FADE_IN_S, _FADE_OUT_S))
    if up:
        shaped[:up] *= _half_cosine(up)
    if down:
        shaped[-down:] *= _half_cosine(down)[::-1]
    return shaped


def _half_cosine(frames: int) -> Samples:
    """From 0 to 1 without a corner at either end."""
    shape: Samples = (0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / frames)).astype(np.float32)
    return shape


def levelled(
    phrases: Sequence[Samples], *, ceiling_dbtp: float = CEILING_DBTP, apart_db: float = _APART_DB
) -> list[Samples]:
    """A sitting of phrases at the loudness of the voice: moved as a whole, each then a little more, then held down.

    One phrase is moved by at most `apart_db` on its own. What is all silence stays as it is. Loudness is ITU-R
    BS.1770, phrases under 3 s tiled (sound.levels).
    """
    spoken = [phrase for phrase in phrases if phrase.size and float(np.abs(phrase).max()) > 0.0]
    if not spoken:
        return list(phrases)
    together = TAKE_LUFS - loudness_lufs(np.concatenate(spoken))
    done = []
    for phrase in phrases:
        if phrase.size and float(np.abs(phrase).max()) > 0.0:
            alone = TAKE_LUFS - (loudness_lufs(phrase) + together)
            gain = gain_of_db(together + float(np.clip(alone, -apart_db, apart_db)))
            done.append(_held_down((phrase * np.float32(gain)).astype(np.float32), ceiling_dbtp))
        else:
            done.append(phrase)
    return done


def _held_down(samples: Samples, ceiling_dbtp: float) -> Samples:
    """True peaks at or under the ceiling, by a gain that moves smoothly over 8 ms around each peak."""
    for _ in range(4):  # peaks between samples move a little when the gain does
        over_db = true_peak_dbtp(samples) - ceiling_dbtp
        if over_db <= 0.0:
            return samples
        top = float(np.abs(samples).max()) * gain_of_db(-over_db)
        width = round(0.004 * RATE_HZ)
        need = np.minimum(1.0, top / np.maximum(np.abs(samples), 1e-9))
        padded = np.pad(need, width, constant_values=1.0)
        low = np.lib.stride_tricks.sliding_window_view(padded, 2 * width + 1).min(axis=1)
        window = np.hanning(2 * width + 3)[1:-1]
        smooth = np.convolve(np.pad(low, width, mode="edge"), window / window.sum(), mode="valid")
        samples = (samples * smooth).astype(np.float32)
    return samples
