"""Beds of held tones."""

from __future__ import annotations

import numpy as np

from reorigin_desktop.sound.noise_ring import Ring, band, sine, slow, whole_hz, wide_noise


def pad(frames: int, dice: np.random.Generator) -> Ring:
    """A wide, consonant chord whose notes come forward and step back, each in its own time."""
    root_hz = 146.83
    mixed = np.zeros((frames, 2))
    for ratio, level, least in (
        (1.0, 1.0, 0.7),
        (3 / 2, 0.8, 0.5),
        (2.0, 0.7, 0.45),
        (5 / 2, 0.42, 0.0),
        (3.0, 0.40, 0.05),
        (15 / 4, 0.20, 0.0),
        (4.0, 0.24, 0.05),
        (9 / 2, 0.20, 0.0),
        (6.0, 0.09, 0.0),
    ):
        forward = least + (1 - least) * (0.5 + 0.5 * slow(frames, 0.045, dice)) ** 2
        near = 0.5 + 0.24 * slow(frames, 0.06, dice)
        sides = np.stack([np.sqrt(1 - near), np.sqrt(near)], axis=1)
        mixed += (level * forward)[:, None] * _choir(frames, root_hz * ratio, dice) * sides
    air = 0.10 * wide_noise(frames, band(500, 3500, -5.0), dice, 0.9)
    return mixed + air * (0.7 + 0.3 * slow(frames, 0.08, dice))[:, None]


def _choir(frames: int, hz: float, dice: np.random.Generator) -> Ring:
    """One note as many sing it, (frames, 2): a narrow band around each of its first overtones, wide in the room."""
    voices = 0.55 * wide_noise(frames, band(hz * 0.9985, hz * 1.0015, 0.0, 900), dice, 0.6)
    voices += 0.75 * sine(frames, whole_hz(hz, frames), dice.uniform())[:, None]
    for overtone, level in ((2, 0.22), (3, 0.09), (4, 0.03)):
        place = hz * overtone
        voices += level * wide_noise(frames, band(place * 0.999, place * 1.001, 0.0, 900), dice, 0.8)
    return voices


def drone(frames: int, dice: np.random.Generator) -> Ring:
    """A soft low tone and its overtones, which light up one after another."""
    root_hz = whole_hz(110.0, frames)
    mixed = np.zeros((frames, 2))
    for overtone in range(1, 13):
        level = 1.0 / overtone**1.25 * (1.15 if overtone in (3, 5, 6) else 0.9)
        least = 0.6 if overtone < 4 else 0.12
        forward = least + (1 - least) * (0.5 + 0.5 * slow(frames, 0.05 + 0.006 * overtone, dice)) ** 1.5
        near = 0.5 + (0.0 if overtone == 1 else 0.3) * slow(frames, 0.05, dice)
        sides = np.stack([np.sqrt(1 - near), np.sqrt(near)], axis=1)
        turn = dice.uniform()
        apart = 0.0 if overtone == 1 else dice.uniform(0.05, 0.2)
        pair = [sine(frames, root_hz * overtone, turn + side * apart) for side in range(2)]
        mixed += (level * forward)[:, None] * np.stack(pair, axis=1) * sides
    air = wide_noise(frames, band(160, 1300, -6.0), dice, 0.8)
    return mixed + 0.10 * air * (0.7 + 0.3 * slow(frames, 0.1, dice))[:, None]
