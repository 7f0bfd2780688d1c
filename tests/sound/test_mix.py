"""The mix is one signal, however time is sliced; smooth, under its ceiling, and cheap."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.script import breath
from reorigin_desktop.sound.levels import Bus, BusGains, gain_of_db, true_peak_dbtp
from reorigin_desktop.sound.mix import Mix
from reorigin_desktop.sound.score import BedStep, Clip, DuckSpan, GuidePhase, Score, duck_spans
from reorigin_desktop.sound.source import Loop, MemorySound

S = 48_000
dice = np.random.default_rng(7)


def steady(value: float, seconds: float, channels: int = 2) -> MemorySound:
    return MemorySound(np.full((round(seconds * S), channels), value, np.float32))


def hiss(level: float, seconds: float, channels: int = 2) -> MemorySound:
    return MemorySound((level * dice.standard_normal((round(seconds * S), channels))).astype(np.float32))


VOICE, BELL = hiss(0.25, 2.5, 1), hiss(0.1, 4.0)
SEA, RAIN = Loop(hiss(0.1, 5.3)), Loop(hiss(0.1, 4.1), S // 2)
SPEECH = [(S * (4 + 7 * number) + 11, S * (4 + 7 * number) + 11 + VOICE.frames) for number in range(4)]
PHASES = ("in", "hold_full", "out", "hold_empty")
SCORE = Score(
    clips=(
        *(Clip(start, VOICE, 1.0, Bus.VOICE, 480, 2880) for start, _ in SPEECH),
        *(Clip(S * 6 * number + 777, BELL, 0.3, Bus.TONES) for number in range(5)),
        *(Clip(S * 20 + 5, hiss(0.9, 0.7), 1.0, Bus.VOICE) for _ in range(3)),
    ),
    beds=(
        BedStep(0, SEA, 0.2, S * 3),
        BedStep(S * 8, RAIN, 0.3, S * 3),
        BedStep(S * 10, SEA, 0.1, S * 2),
        BedStep(S * 24, SEA, 0.25, 0),
        BedStep(S * 27, None, 0.0, S * 2),
    ),
    guides=tuple(GuidePhase(S * 2 * number + 301, S * 2, PHASES[number % 4], 0.125) for number in range(14)),  # type: ignore[arg-type]
    ducks=duck_spans(SPEECH, gain_of_db(-4.0), 0),
    frames=S * 31 + 123,
)
MIXES = {
    "as written": Mix(SCORE, breath),
    "moved": Mix(SCORE, breath).moved(S * 9, 12_345).moved(S * 15, -4_321),
    "levels": Mix(SCORE, breath).with_gains(BusGains(0.3, 0.0, 1.0), S * 7, S),
    "landing": Mix(SCORE, breath).landing(S * 12 + 99, VOICE),
}


def listen(mix: Mix, start: int = 0, frames: int | None = None) -> np.ndarray:
    out = np.full((mix.frames if frames is None else frames, 2), np.nan, np.float32)
    mix.render(out, start)
    return out


def fingerprint(mix: Mix, sizes: Iterator[int]) -> str:
    known, at, end = hashlib.sha256(), 0, mix.frames + 5000
    while at < end:
        out = np.full((min(next(sizes), end - at), 2), np.nan, np.float32)
        mix.render(out, at)
        known.update(out.tobytes())
        at += len(out)
    return known.hexdigest()


def fresh(mix: Mix) -> Mix:
    """The same mix with nothing kept from before."""
    return mix.moved(1 << 40, 0)


@pytest.mark.parametrize("name", MIXES)
def test_any_split_into_blocks_sounds_the_same(name):
    """However the card slices time, the sum is one signal: equal SHA-256."""
    mix = MIXES[name]
    wanted = fingerprint(fresh(mix), repeat(65_536))
    for size in (479, 480, 1024, 16_384):
        assert fingerprint(fresh(mix), repeat(size)) == wanted, size
    random = np.random.default_rng(3)
    for largest in (2000, 65_536):
        assert fingerprint(fresh(mix), (int(random.integers(1, largest + 1)) for _ in repeat(None))) == wanted


def test_single_frames_sound_the_same():
    """Even one frame at a time."""
    mix = MIXES["as written"]
    start = S * 20 - 300
    whole = listen(fresh(mix), start, 1500)
    alone = fresh(mix)
    assert np.array_equal(np.concatenate([listen(alone, start + at, 1) for at in range(1500)]), whole)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, SCORE.frames + 1000), st.integers(1, 40_000)), min_size=1, max_size=6))
def test_jumping_about_sounds_the_same(visits):
    """Blocks from anywhere, in any order, are cut from the same signal."""
    mix = fresh(MIXES["as written"])
    for start, frames in visits:
        wanted = np.zeros((frames, 2), np.float32)
        known = WHOLE[start : start + frames]
        wanted[: len(known)] = known
        assert np.array_equal(listen(mix, start, frames), wanted)


WHOLE = listen(fresh(MIXES["as written"]))


def test_beyond_both_ends_is_silence():
    """Before 0 and from `frames` on nothing sounds, and the end itself is faded, not cut."""
    mix = Mix(replace(SCORE, frames=S * 5), breath)
    assert not listen(mix, S * 5, 5000).any()
    assert not listen(mix, -5000, 5000).any()
    assert np.abs(listen(mix, S * 5 - 5, 5)).max() < 1e-4


# ---------------------------------------------------------------------------------------------- ceiling


@pytest.mark.parametrize("kind", ["noise", "low tone", "crest between samples", "clicks"])
def test_no_true_peak_is_above_the_ceiling(kind):
    """Five full-scale clips at once: at most -1 dBTP, as a meter of 16 times the rate sees it too."""
    at = np.arange(S * 2)
    one = {
        "noise": np.random.default_rng(1).uniform(-1, 1, len(at)),
        "low tone": np.sin(2 * np.pi * 90 * at / S),
        "crest between samples": np.sin(2 * np.pi * at / 4 + np.pi / 4),
        "clicks": (at % 4801 < 2).astype(float) * np.where(at % 9602 < 4801, 1, -1),
    }[kind]
    clip = MemorySound(one.astype(np.float32))
    clips = tuple(Clip(S + shift, clip, 1.0, Bus.VOICE) for shift in (0, 0, 0, 1, 4))
    out = listen(Mix(Score(clips, (), (), (), S * 4), breath))
    assert true_peak_dbtp(out) <= -1.0
    size = 1 << 13
    for first in range(S - 4000, S * 3, size // 2):
        part = out[first : first + size, 0] * np.hanning(size)
        spectrum = np.zeros(8 * size + 1, np.complex128)
        spectrum[: size // 2 + 1] = np.fft.rfft(part)
        assert np.abs(np.fft.irfft(spectrum, 16 * size) * 16).max() <= 10 ** (-1 / 20)


def test_what_is_quiet_enough_is_left_alone():
    """A mix under the ceiling passes bit for bit."""
    sound = hiss(0.15, 3.0)
    out = listen(Mix(Score((Clip(0, sound, 1.0, Bus.VOICE),), (), (), (), S * 4), breath), 0, S * 3)
    assert np.array_equal(out, sound.samples)


def test_the_ceiling_moves_smoothly():
    """A steady tone that a loud one passes: its level changes by less than 1 dB in a millisecond."""
    tone = MemorySound((0.2 * np.sin(2 * np.pi * 3000 * np.arange(S * 3) / S)).astype(np.float32))
    rumble = MemorySound((1.5 * np.sin(2 * np.pi * 50 * np.arange(S) / S)).astype(np.float32))
    score = Score((Clip(0, tone, 1.0, Bus.VOICE), Clip(S, rumble, 1.0, Bus.VOICE, 2400, 2400)), (), (), (), S * 3)
    out = listen(Mix(score, breath))[:, 0].astype(np.float64)
    carrier = out * np.exp(-2j * np.pi * 3000 * np.arange(len(out)) / S)
    level = np.abs(np.convolve(carrier, np.hanning(960) / 480, "same"))[2000:-2000:48]
    change = np.abs(np.diff(20 * np.log10(level)))
    assert level.min() < 0.19
    assert change.max() < 1.0


# ------------------------------------------------------------------------------------------------- beds


def bed_only(*steps: BedStep, seconds: int = 20) -> np.ndarray:
    return listen(Mix(Score((), steps, (), (), S * seconds), breath))[: S * (seconds - 1)]


def test_beds_cross_fade_with_equal_power():
    """Two independent noises: the power stays within half a decibel through the fade."""
    first, second = Loop(hiss(0.1, 7.0)), Loop(hiss(0.1, 8.0))
    out = bed_only(BedStep(0, first, 1.0, 480), BedStep(S * 8, second, 1.0, S * 6))
    power = [float(np.mean(out[at : at + S] ** 2)) for at in range(S, S * 18, S)]
    assert 10 * np.log10(max(power) / min(power)) < 0.5
    assert np.array_equal(out[S * 15 : S * 16], sample(second, S * 7, S))


def sample(loop: Loop, start: int, frames: int) -> np.ndarray:
    out = np.empty((frames, 2), np.float32)
    loop.read(start, out)
    return out


def test_a_bed_never_jumps():
    """Steps on steps before any fade has ended: the level is one continuous curve, and so is the loop's own time."""
    calm = Loop(steady(0.5, 1.0))
    other = Loop(steady(0.25, 1.0))
    steps = [BedStep(S * 2, calm, 0.8, S * 4)]
    for at_s, loop, gain in ((3.0, calm, 0.2), (3.5, other, 0.9), (4.1, calm, 0.7), (5.0, None, 0.0), (5.5, calm, 1.0)):
        steps.append(BedStep(round(at_s * S), loop, gain, S * 3))
    out = bed_only(*steps, seconds=12)[:, 0]
    assert out[: S * 2].max() == 0.0
    assert np.abs(np.diff(out)).max() < 0.5 / 480 * 2
    assert out[-1] == np.float32(0.5)
    ramp = MemorySound((np.arange(S * 3) / (S * 3)).astype(np.float32))
    loop = Loop(ramp)
    out = bed_only(BedStep(S, loop, 0.5, 0), BedStep(S * 5, loop, 0.25, 0))
    assert np.allclose(out[S * 6 : S * 7], 0.25 * sample(loop, S * 5, S), atol=1e-7)


def test_a_level_change_is_smooth_and_exact_at_its_end():
    """From -18 to -24 dB over 2 s: monotonous, without corners, and then the exact level."""
    loop = Loop(steady(1.0, 1.0))
    out = bed_only(BedStep(0, loop, 0.125, 480), BedStep(S * 4, loop, 0.0625, S * 2))[:, 0]
    assert (np.diff(out[S:]) <= 0).all()
    assert np.abs(np.diff(out[S:].astype(np.float64), 2)).max() < 1e-7
    assert (out[S * 6 :] == np.float32(0.0625)).all()


# ---------------------------------------------------------------------------------------------- ducking


def ducked(*spans: DuckSpan, seconds: int = 20) -> np.ndarray:
    steps = (BedStep(0, Loop(steady(0.5, 1.0)), 1.0, 0),)
    out = listen(Mix(Score((), steps, (), spans, S * seconds), breath))
    return out[:, 0].astype(np.float64) / 0.5


def test_the_bed_is_down_before_the_voice_and_up_after_it():
    """4 dB: down over half a second that ends with the first word, up over 1.5 s from the last; raised cosine in dB."""
    out = ducked(*duck_spans([(S * 5, S * 8)], gain_of_db(-4.0), 0))
    level_db = 20 * np.log10(out[S : S * 19])
    at = lambda second: level_db[round((second - 1) * S)]  # noqa: E731  # a shorter name for a place
    assert at(4.49) == 0.0
    assert at(4.75) == pytest.approx(-2.0, abs=0.01)
    assert at(4.625) == pytest.approx(-4 * (0.5 - 0.5 * np.cos(np.pi / 4)), abs=0.01)
    assert (level_db[S * 4 : S * 7] == level_db[S * 5]).all()
    assert at(6.0) == pytest.approx(-4.0, abs=1e-4)
    assert at(8.75) == pytest.approx(-2.0, abs=0.01)
    assert at(9.51) == 0.0
    assert np.abs(np.diff(level_db)).max() < 0.001


def test_short_silences_stay_ducked_and_long_ones_do_not():
    """2.4 s are joined, 2.5 s are not; a duck of nothing is no duck."""
    joined = duck_spans([(S * 5, S * 6), (S * 6 + 115_000, S * 12)], 0.5, 0)
    assert [(span.start_frame, span.end_frame) for span in joined] == [(S * 5, S * 12)]
    assert len(duck_spans([(S * 5, S * 6), (S * 6 + 120_000, S * 12)], 0.5, 0)) == 2
    assert duck_spans([(1, 2)], 1.0, 0) == ()


def test_no_ducking_begins_before_it_may():
    """A voice right at the beginning of a segment: the bed goes down under its first 0.2 s, without a jump."""
    (span,) = duck_spans([(S * 5, S * 8)], 0.5, S * 5)
    out = ducked(span)
    assert (out[S : S * 5 + 1] == 1.0).all()
    assert out[S * 5 + S // 5] == pytest.approx(0.5)
    assert np.abs(np.diff(out[S : S * 19])).max() < 0.001


def test_ducks_that_overlap_make_one_smooth_curve():
    """The deeper one counts, and nothing jumps where they meet."""
    out = ducked(DuckSpan(S * 4, S * 6, 0.6), DuckSpan(S * 7, S * 9, 0.4), DuckSpan(S * 9, S * 11, 0.7))
    assert np.abs(np.diff(out[S : S * 19])).max() < 0.0005
    assert out[S * 8] == pytest.approx(0.4)


# ------------------------------------------------------------------------------- moving, levels, landing


def test_moving_is_as_if_it_had_been_written_there():
    """What starts from a frame on comes later, with its fades, ducks and the bed's own time; the rest is as before."""
    at, by = S * 9, 100_001
    later = lambda frame: frame + by if frame >= at else frame  # noqa: E731  # a rule, used five times
    written = Score(
        tuple(replace(clip, start_frame=later(clip.start_frame)) for clip in SCORE.clips),
        tuple(replace(step, start_frame=later(step.start_frame)) for step in SCORE.beds),
        tuple(replace(phase, start_frame=later(phase.start_frame)) for phase in SCORE.guides),
        tuple(
            replace(
                span,
                start_frame=later(span.start_frame),
                end_frame=span.end_frame + later(span.start_frame) - span.start_frame,
            )
            for span in SCORE.ducks
        ),
        SCORE.frames + by,
    )
    moved = Mix(SCORE, breath).moved(at, by)
    assert moved.frames == SCORE.frames + by
    assert np.array_equal(listen(moved), listen(Mix(written, breath)))
    back = moved.moved(at + by, -by)
    assert np.array_equal(listen(back), WHOLE)


def test_moving_twenty_thousand_cues_takes_under_a_millisecond():
    """A stop is released while the music plays."""
    clips = tuple(Clip(S * number, VOICE, 1.0, Bus.VOICE) for number in range(8000))
    guides = tuple(GuidePhase(S * number, S, "in", 0.1) for number in range(8000))
    ducks = tuple(DuckSpan(S * 3 * number, S * 3 * number + S, 0.6) for number in range(4000))
    mix = Mix(Score(clips, (), guides, ducks, S * 12_000), breath)
    took = []
    for number in range(20):
        began = time.perf_counter()
        mix.moved(S * 300 * number, 77)
        took.append(time.perf_counter() - began)
    assert sorted(took)[5] < 0.001


def test_levels_change_smoothly_and_apart():
    """The bed goes down and the voice stays; on the way again without a jump; without a ramp at every frame at once."""
    score = Score(
        (Clip(0, steady(0.25, 9.0), 1.0, Bus.VOICE),), (BedStep(0, Loop(steady(0.25, 1.0)), 1.0, 0),), (), (), S * 9
    )
    mix = Mix(score, breath)
    quiet = mix.with_gains(BusGains(1.0, 0.0, 1.0), S * 3, S)
    again = quiet.with_gains(BusGains(1.0, 1.0, 1.0), S * 3 + S // 2, S)
    out = listen(again)[S : S * 8, 0]
    assert np.abs(np.diff(out)).max() < 1e-4
    assert out[0] == pytest.approx(0.25 + 0.125, abs=0.001)
    assert out[-1] == pytest.approx(0.5)
    assert listen(quiet)[S * 2, 0] == pytest.approx(0.5)
    assert listen(quiet)[S * 5, 0] == pytest.approx(0.25)
    assert np.array_equal(listen(again.with_gains(BusGains(), 0, 0)), listen(mix))


def test_landing_is_soft_and_ends():
    """Voice and tones are gone within 150 ms, the bed fades over 6 s, the closing line is whole, then all is silent."""
    line = steady(0.3, 3.0, 1)
    voice = Score((Clip(0, steady(0.3, 20.0), 1.0, Bus.VOICE),), (), SCORE.guides, SCORE.ducks, S * 30)
    landed = Mix(voice, breath).landing(S * 5, line)
    out = listen(landed)
    assert np.array_equal(out[: S * 5 - 20_000], listen(Mix(voice, breath))[: S * 5 - 20_000])
    assert not out[S * 5 + 7200 : S * 5 + 38_000].any()
    assert np.abs(np.diff(out[S * 4 : S * 5 + 20_000, 0])).max() < 0.01
    assert (out[S * 5 + 38_400 : S * 8 + 38_400] == np.float32(0.3)).all()
    bed = replace(SCORE, clips=(), guides=(), ducks=(), beds=(BedStep(0, Loop(steady(0.5, 1.0)), 0.5, 0),))
    out = listen(Mix(bed, breath).landing(S * 12, None))
    assert len(out) == S * 18 + 480
    assert out[S * 12, 0] > out[S * 13, 0] > out[S * 15, 0] > 0
    assert np.abs(np.diff(out[S:, 0])).max() < 1e-4
    assert landed.landing(S * 6, line) is landed


@pytest.mark.parametrize("at_s", [3.6, 3.9, 4.5, 6.9, 8.1, 9.5])
def test_landing_never_makes_the_bed_jump(at_s):
    """Before, in and after a line: ducking goes on as one curve into the closing line."""
    bed = replace(SCORE, clips=(), guides=(), beds=(BedStep(0, Loop(steady(0.5, 1.0)), 0.5, 0),))
    at, line = round(at_s * S), hiss(0.05, 2.5, 1)
    out = listen(Mix(bed, breath).landing(at, line))[:, 0].copy()
    line_at = at + 38_400
    with_line = np.zeros(len(out), np.float32)
    with_line[line_at : line_at + line.frames] = line.samples[:, 0]
    assert np.abs(np.diff(out - with_line)[S:]).max() < 2e-4
    before = listen(Mix(bed, breath))[:at, 0]
    assert np.allclose(out[:at], before, atol=1e-7)


# ------------------------------------------------------------------------------------------------- cost


def test_small_blocks_cost_little():
    """480 frames of four layers: under a millisecond at the median even on a loaded machine (10 ms are there)."""
    mix, out, took = fresh(MIXES["as written"]), np.empty((480, 2), np.float32), []
    for number in range(2500):
        began = time.perf_counter()
        mix.render(out, number * 480)
        took.append(time.perf_counter() - began)
    assert np.median(took) < 0.001
