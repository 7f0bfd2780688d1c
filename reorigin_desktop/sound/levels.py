"""How loud: decibels, the person's own levels, and the doors to the two meters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from reorigin_desktop.sound.loudness import loudness_lufs, measured_lufs
from reorigin_desktop.sound.peaks import true_peak_dbtp

__all__ = [
    "BED_LUFS",
    "VOICE_LUFS",
    "Bus",
    "BusGains",
    "db_of_gain",
    "gain_of_db",
    "loudness_lufs",
    "measured_lufs",
    "true_peak_dbtp",
    "volume_gain",
]

VOICE_LUFS = -20.0
"""The voice as heard on two loudspeakers: a mono take of -23 LUFS. 0 dB in a session means this."""
BED_LUFS = -26.0
"""The shipped beds, stereo."""


class Bus(StrEnum):
    """The three groups of sounds whose levels the person can set apart."""

    VOICE = "voice"
    BED = "bed"
    TONES = "tones"


@dataclass(frozen=True, slots=True)
class BusGains:
    """A linear factor for each bus; 1 = as written."""

    voice: float = 1.0
    bed: float = 1.0
    tones: float = 1.0


def gain_of_db(db: float) -> float:
    """The linear factor of a level in decibels; minus infinity is silence."""
    return math.pow(10.0, db / 20.0)


def db_of_gain(gain: float) -> float:
    """The level in decibels of a linear factor; silence is minus infinity."""
    return 20.0 * math.log10(gain) if gain > 0.0 else -math.inf


def volume_gain(level: float) -> float:
    """The linear factor of a slider between 0 (silence, exactly) and 1 (as written, exactly).

    A cube: every step of the slider is heard as about the same step, half way is 18 dB down.
    """
    held = min(1.0, max(0.0, level))
    return held * held * held
