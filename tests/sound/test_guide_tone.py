"""The guide tone: a fourth up, a fourth down, no click, no beep."""

from __future__ import annotations

import numpy as np
import pytest

from reorigin_desktop.script import breath
from reorigin_desktop.sound import guide_tone
from reorigin_desktop.sound.levels import VOICE_LUFS
from reorigin_desktop.sound.loudness import loudest_lufs
from reorigin_desktop.sound.mix import Mix
from reorigin_desktop.sound.score import GuidePhase, Score

S = 48_000


def tone(*phases: tuple[str, float], gain: float = 1.0) -> np.ndarray:
    guides, at = [], 0
    for name, seconds in phases:
        guides.append(GuidePhase(at, round(seconds * S), name, gain))  # type: ignore[arg-type]
        at += round(seconds * S)
    out = np.empty((at, 2), np.float32)
    Mix(Score((), (), tuple(guides), (), at + S), breath).render(out, 0)
    return out


def pitch_hz(samples: np.ndarray) -> float:
    """The frequency of the strongest partial in a short stretch, between the bins."""
    windowed = samples.mean(axis=1) * np.hanning(len(samples))
    power = np.abs(np.fft.rfft(windowed, 16 * len(samples)))
    return float(np.argmax(power) * S / (16 * len(samples)))


@pytest.mark.parametrize("seconds", [1.0, 4.0, 5.5, 9.7])
def test_the_pitch_follows_the_breath(seconds):
    """At every tenth of a phase the pitch is that of the fullness there: up with the in-breath, down with the out."""
    rise = guide_tone.FULL_HZ - guide_tone.EMPTY_HZ
    assert rise == pytest.approx(guide_tone.EMPTY_HZ / 3)
    for name in ("in", "out"):
        out = tone((name, seconds))
        size = round(0.06 * len(out))
        for tenth in range(2, 9):
            u = tenth / 10
            full = breath.fullness(u) if name == "in" else 1 - breath.fullness(u)
            centre = round(u * len(out))
            heard = pitch_hz(out[centre - size // 2 : centre + size // 2])
            assert heard == pytest.approx(guide_tone.EMPTY_HZ + rise * full, abs=1.5 + 0.6 / seconds)


def test_it_begins_and_ends_in_silence():
    """Every phase starts and ends at nothing, and no seam has energy above 4 kHz: -80 dB or less."""
    out = tone(("in", 4.0), ("hold_full", 2.0), ("out", 6.0), ("hold_empty", 1.0), ("in", 3.0), ("out", 3.0))
    for seam_s in (0, 4, 6, 12, 13, 16):
        seam = seam_s * S
        near = out[max(0, seam - 2) : seam + 2]
        assert np.abs(near).max() < 2e-4
    loudest = np.abs(out).max()
    for seam_s in (4, 6, 12, 13, 16):
        part = out[seam_s * S - 2048 : seam_s * S + 2048, 0] * np.hanning(
            len(out[seam_s * S - 2048 : seam_s * S + 2048])
        )
        spectrum = np.abs(np.fft.rfft(part)) / 1024
        assert spectrum[len(part) * 4000 // S :].max() < 1e-4 * loudest


def test_its_level_is_that_of_the_voice():
    """Gain 1 is 0 dB: the loudest 400 ms of an in-breath at -20 LUFS; in and out are alike, a hold is far quieter."""
    levels = {name: loudest_lufs(tone((name, 5.0))) for name in ("in", "out", "hold_full")}
    assert levels["in"] == pytest.approx(VOICE_LUFS, abs=0.3)
    assert abs(levels["in"] - levels["out"]) < 1.5
    assert levels["hold_full"] < levels["in"] - 9
    assert not tone(("hold_empty", 3.0)).any()


def test_in_is_told_from_out():
    """In swells and is brighter; out sinks and is darker."""
    inward, outward = tone(("in", 5.0)), tone(("out", 5.0))
    halves = [float(np.std(part)) for sound in (inward, outward) for part in np.array_split(sound, 2)]
    assert halves[0] < halves[1]
    assert halves[2] > halves[3]

    def brightness(sound: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
        border = 330 * len(sound) // S
        return float(power[border:].sum() / power[:border].sum())

    assert brightness(inward) > 3 * brightness(outward)


def test_it_does_not_beat_in_mono():
    """The width between the sides cancels out when they are summed: the sum swells as smoothly as the curve."""
    middle = tone(("in", 10.0)).mean(axis=1)
    level = np.array([np.abs(part).max() for part in np.array_split(middle, 200)])
    assert (np.diff(level[:140]) > -0.002).all()
