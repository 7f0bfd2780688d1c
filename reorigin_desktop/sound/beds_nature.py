"""Beds of water, rain and wind."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.noise_ring import Ring, band, lay, noise, slow, stretched, wide_noise

_CURVE_HZ = 50
"""The curves of waves are drawn at this rate, and then stretched."""


def shore(frames: int, dice: np.random.Generator) -> Ring:
    """Waves that come as they please: a far rumble, the breaking, and hiss that runs out over the sand."""
    curves = np.zeros((3, 2, frames * _CURVE_HZ // RATE_HZ))
    at_s, end_s = 0.0, frames / RATE_HZ
    while at_s < end_s - 4.0:
        strength = dice.uniform(0.35, 1.0) ** 1.3
        _wave(curves, at_s, strength, dice)
        at_s += dice.uniform(5.5, 12.5) * (0.8 + 0.4 * strength)
    layers = (
        (band(45, 260, -3.0), 0.75, 0.30),
        (band(180, 1700, -4.5), 1.0, 0.22),
        (band(1300, 7500, -3.0), 0.50, 0.10),
    )
    mixed = np.zeros((frames, 2))
    for (shape, level, still), pair in zip(layers, curves, strict=True):
        grain = wide_noise(frames, shape, dice, 0.85)
        for side in range(2):
            swell = stretched(pair[side], frames)
            mixed[:, side] += level * grain[:, side] * (still * (1 + 0.25 * slow(frames, 0.2, dice)) + swell)
    return mixed


def _wave(curves: npt.NDArray[np.float64], at_s: float, strength: float, dice: np.random.Generator) -> None:
    """One wave, drawn into the curves of rumble, breaking and hiss, on both sides."""
    from_side = dice.uniform(-0.5, 0.5)
    rise_s, break_s, run_s = dice.uniform(2.2, 4.2), dice.uniform(0.9, 1.8), dice.uniform(1.7, 3.4)
    for layer, (delay_s, up_s, down_s, level) in enumerate(
        (
            (0.0, rise_s, break_s * 1.6, 0.8),
            (0.55 * rise_s, rise_s * 0.6, run_s, 1.0),
            (0.8 * rise_s, 1.6, run_s * 1.5, 1.0),
        )
    ):
        time_s = np.arange(round((up_s + 6 * down_s) * _CURVE_HZ)) / _CURVE_HZ
        up = np.clip(time_s / up_s, 0.0, 1.0)
        after_s = np.maximum(time_s - up_s, 0.0)
        shape = up * up * (3 - 2 * up) * np.exp(-after_s / down_s) * np.clip(6 - after_s / down_s, 0, 1)
        for side, sign in enumerate((-1, 1)):
            begins = at_s + delay_s + sign * from_side * 0.7
            near = 1.0 + 0.3 * sign * from_side
            lay(curves[layer, side], round(begins * _CURVE_HZ), strength * level * near * shape)


def rain(frames: int, dice: np.random.Generator) -> Ring:
    """Fine, dense drops near and far, over the body of a steady shower."""
    breathing = 1.0 + 0.18 * slow(frames, 0.12, dice)
    mixed = 0.55 * wide_noise(frames, band(350, 7000, -2.0), dice, 0.9) * breathing[:, None]
    mixed += 0.22 * wide_noise(frames, band(90, 420, -3.0), dice, 0.6)
    drops = np.zeros((frames, 2))
    for hz_range, falls_s, a_second, level in (
        ((2200, 7000), (0.002, 0.006), 260, 0.5),
        ((1100, 3200), (0.004, 0.010), 70, 0.9),
        ((500, 1300), (0.008, 0.020), 5, 0.8),
    ):
        _scatter(drops, a_second, hz_range, falls_s, 0.0, level, dice)
    drops /= np.sqrt(np.mean(np.square(drops)))
    return mixed + 0.42 * drops * breathing[:, None]


def stream(frames: int, dice: np.random.Generator) -> Ring:
    """A small stream: water that bubbles over stones, never twice the same."""
    mixed = 0.25 * wide_noise(frames, band(120, 900, -4.0), dice, 0.8)
    for low_hz, high_hz, level in ((300, 700, 0.5), (650, 1400, 0.42), (1300, 2800, 0.26), (2600, 6000, 0.14)):
        for side in range(2):
            ripple = np.abs(slow(frames, 9.0, dice)) + 0.35 * np.abs(slow(frames, 1.2, dice))
            mixed[:, side] += level * noise(frames, band(low_hz, high_hz), dice) * (0.25 + 1.6 * ripple)
    bubbles = np.zeros((frames, 2))
    for hz_range, falls_s, a_second, level in (
        ((380, 900), (0.020, 0.055), 16, 1.0),
        ((800, 1900), (0.010, 0.030), 34, 0.6),
    ):
        _scatter(bubbles, a_second, hz_range, falls_s, 0.35, level, dice)
    bubbles /= np.sqrt(np.mean(np.square(bubbles)))
    return mixed + 0.40 * bubbles


def _scatter(
    ring: Ring,
    a_second: float,
    hz_range: tuple[float, float],
    falls_s: tuple[float, float],
    glide: float,
    level: float,
    dice: np.random.Generator,
) -> None:
    """Many small round sounds, anywhere in time and between the sides, each gliding up by the part `glide`."""
    forms = []
    for _ in range(96):
        hz = np.exp(dice.uniform(*np.log(hz_range)))
        fall_s = dice.uniform(*falls_s)
        time_s = np.arange(round(7 * fall_s * RATE_HZ)) / RATE_HZ
        turns = hz * (time_s + glide * time_s**2 / (4 * fall_s)) + dice.uniform()
        rising = np.clip(time_s / (0.12 * fall_s), 0.0, 1.0)
        forms.append(np.sin(2 * np.pi * turns) * np.exp(-time_s / fall_s) * rising * np.clip(7 - time_s / fall_s, 0, 1))
    for _ in range(round(a_second * len(ring) / RATE_HZ)):
        form = forms[dice.integers(len(forms))]
        loudness = level * min(3.0, dice.pareto(2.6) + 0.25)
        place = dice.uniform(0.12, 0.88)
        sides = np.array([np.sqrt(1 - place), np.sqrt(place)])
        lay(ring, int(dice.integers(len(ring))), loudness * form[:, None] * sides)


def wind(frames: int, dice: np.random.Generator) -> Ring:
    """Wind in open country: it swells and sinks slowly, and sounds brighter when it is strong."""
    strength = 0.58 + 0.27 * slow(frames, 0.09, dice) + 0.13 * slow(frames, 0.35, dice)
    mixed = np.zeros((frames, 2))
    for low_hz, high_hz, level, answer in (
        (60, 190, 0.9, 0.7),
        (170, 420, 1.0, 1.2),
        (380, 900, 0.62, 1.8),
        (800, 1900, 0.30, 2.5),
        (1700, 4200, 0.12, 3.2),
    ):
        for side in range(2):
            gust = np.clip(strength + 0.14 * slow(frames, 0.5, dice), 0.08, None)
            mixed[:, side] += level * noise(frames, band(low_hz, high_hz, -2.0), dice) * gust**answer
    for hz in (430.0, 610.0):
        whistle = noise(frames, band(hz * 0.97, hz * 1.03, 0.0, 14), dice)
        there = np.clip(strength - 0.62, 0.0, None) * (1 + 0.5 * slow(frames, 0.2, dice))
        near = 0.5 + 0.3 * slow(frames, 0.07, dice)
        mixed += (0.35 * whistle * there)[:, None] * np.stack([np.sqrt(1 - near), np.sqrt(near)], axis=1)
    return mixed
