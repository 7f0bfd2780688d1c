"""Every kind of sound file comes in at 48 kHz; every kind of damage gets words."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from reorigin_desktop.errors import SoundError
from reorigin_desktop.sound.decode import load_sound, probe
from reorigin_desktop.sound.source import MemorySound, StreamedSound

KINDS = {
    "wav": ("WAV", "PCM_16"),
    "flac": ("FLAC", "PCM_24"),
    "ogg": ("OGG", "VORBIS"),
    "opus": ("OGG", "OPUS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
}


def tone(seconds: float, rate_hz: int = 48_000, channels: int = 2) -> np.ndarray:
    at_s = np.arange(round(seconds * rate_hz)) / rate_hz
    sides = [0.4 * np.sin(2 * np.pi * hz * at_s) for hz in (440, 553)[:channels]]
    return np.stack(sides, axis=1).astype(np.float32)


def write(path: Path, samples: np.ndarray, rate_hz: int = 48_000, kind: str | None = None) -> Path:
    container, packing = KINDS[kind or path.suffix[1:]]
    with soundfile.SoundFile(path, "w", rate_hz, samples.shape[1], packing, format=container) as file:
        for at in range(0, len(samples), 16_384):
            file.write(samples[at : at + 16_384])
    return path


def everything(sound) -> np.ndarray:
    out = np.full((sound.frames, 2), np.nan, np.float32)
    sound.read(0, out)
    return out


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("channels", [1, 2])
def test_every_kind_is_read(tmp_path, suffix, channels):
    """WAV, FLAC, Vorbis, Opus and MP3, mono and stereo, sound as they were written."""
    wanted = tone(1.5, channels=channels)
    sound = load_sound(write(tmp_path / f"a.{suffix}", wanted))
    got = everything(sound)
    assert probe(tmp_path / f"a.{suffix}").frames == sound.frames
    assert abs(sound.frames - len(wanted)) <= (2500 if suffix == "mp3" else 0)
    at, count = 20_000, 20_000
    for side in range(2):
        part = got[at : at + count, side]
        reference = wanted[at : at + count, min(side, channels - 1)]
        assert np.sqrt(np.mean((part - reference) ** 2)) < 0.02


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 44_100, 96_000])
def test_other_rates_are_resampled_to_the_exact_length_and_pitch(tmp_path, rate_hz):
    """A tone stays the same tone, and the length is the length in seconds."""
    sound = load_sound(write(tmp_path / "a.wav", tone(2.0, rate_hz), rate_hz))
    assert sound.frames == 96_000 == probe(tmp_path / "a.wav").frames
    difference = everything(sound)[4000:-4000] - tone(2.0)[4000:-4000]
    assert np.abs(difference).max() < 0.003


def test_short_sounds_are_kept_and_long_ones_streamed(tmp_path):
    """60 s is the border."""
    short = write(tmp_path / "s.flac", tone(59.0, channels=1))
    long = write(tmp_path / "l.flac", tone(61.0, channels=1))
    assert isinstance(load_sound(short), MemorySound)
    streamed = load_sound(long)
    assert isinstance(streamed, StreamedSound)
    streamed.close()


def test_a_long_sound_of_another_rate_is_resampled_once(tmp_path, monkeypatch):
    """The second time it comes from the cache folder, with the same samples."""
    monkeypatch.setenv("REORIGIN_CACHE_DIR", str(tmp_path / "cache"))
    path = write(tmp_path / "l.wav", tone(62.0, 44_100), 44_100)
    sound = load_sound(path)
    assert sound.frames == 62 * 48_000 == probe(path).frames
    part = np.empty((48_000, 2), np.float32)
    sound.read(30 * 48_000, part)
    assert np.abs(part - tone(62.0)[30 * 48_000 : 31 * 48_000]).max() < 0.003
    (made,) = (tmp_path / "cache" / "sounds").iterdir()
    stamp = made.stat().st_mtime_ns
    load_sound(path)
    assert [made] == list((tmp_path / "cache" / "sounds").iterdir())
    assert made.stat().st_mtime_ns == stamp


def test_an_unwritable_cache_is_said(tmp_path, monkeypatch):
    """No traceback when there is no place for the resampled sound."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("REORIGIN_CACHE_DIR", str(tmp_path / "file"))
    with pytest.raises(SoundError, match="no room"):
        load_sound(write(tmp_path / "l.wav", tone(61.0, 44_100, 1), 44_100))


def refused(path: Path, words: str) -> None:
    """Loading and probing both refuse, or at least loading does; the words say what to do."""
    with pytest.raises(SoundError, match=words) as caught:
        load_sound(path)
    assert caught.value.fix.endswith(".")
    assert str(path) in str(caught.value)


def test_what_is_not_there_or_not_sound_is_said(tmp_path):
    """Missing, a folder, empty, rubbish, text, another kind of file."""
    refused(tmp_path / "none.wav", "not there")
    refused(tmp_path, "cannot be read")
    (tmp_path / "empty.wav").write_bytes(b"")
    refused(tmp_path / "empty.wav", "empty")
    (tmp_path / "rubbish.wav").write_bytes(np.random.default_rng(3).bytes(20_000))
    refused(tmp_path / "rubbish.wav", "not a kind")
    (tmp_path / "sync.mp3").write_bytes(b"\xff\xfb" + bytes(200_000))
    refused(tmp_path / "sync.mp3", "not a kind")
    (tmp_path / "text.flac").write_text("hello")
    refused(tmp_path / "text.flac", "not a kind")
    soundfile.write(tmp_path / "a.aiff", tone(1.0), 48_000)
    refused(tmp_path / "a.aiff", "not a kind")


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("seconds", [5, 65])
def test_a_truncated_file_is_refused(tmp_path, suffix, seconds):
    """Half a file is not played as if it were whole, kept in memory or streamed."""
    noise = (0.1 * np.random.default_rng(1).standard_normal((48_000 * seconds, 1))).astype(np.float32)
    path = write(tmp_path / f"a.{suffix}", noise)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    refused(path, "too early")


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "opus"])
def test_a_sound_of_no_length_is_refused(tmp_path, suffix):
    """No frame at all."""
    refused(write(tmp_path / f"a.{suffix}", tone(0.0)), "no length|too early|empty")


def test_what_is_out_of_our_limits_is_refused(tmp_path):
    """Channels, rate, length, samples that are no numbers or far beyond full scale, unusual packings."""
    soundfile.write(tmp_path / "eight.wav", np.zeros((48_000, 8), np.float32), 48_000)
    refused(tmp_path / "eight.wav", "8 channels")
    soundfile.write(tmp_path / "fast.wav", tone(1.0), 192_000)
    refused(tmp_path / "fast.wav", "192,000")
    soundfile.write(tmp_path / "slow.wav", tone(1.0), 4_000)
    refused(tmp_path / "slow.wav", "4,000")
    soundfile.write(tmp_path / "click.wav", tone(0.05), 48_000)
    refused(tmp_path / "click.wav", "tenth of a second")
    broken = tone(1.0)
    broken[777, 0] = np.nan
    soundfile.write(tmp_path / "nan.wav", broken, 48_000, subtype="FLOAT")
    refused(tmp_path / "nan.wav", "not numbers")
    soundfile.write(tmp_path / "loud.wav", tone(1.0) * 1000, 48_000, subtype="FLOAT")
    refused(tmp_path / "loud.wav", "far too loud")
    soundfile.write(tmp_path / "law.wav", tone(1.0), 48_000, subtype="ULAW")
    refused(tmp_path / "law.wav", "unusual")


def test_no_numbers_deep_in_a_long_file_are_found(tmp_path):
    """A streamed float file is looked through on loading, not while it plays."""
    broken = np.zeros((61 * 48_000, 1), np.float32)
    broken[50 * 48_000] = np.inf
    soundfile.write(tmp_path / "nan.wav", broken, 48_000, subtype="FLOAT")
    refused(tmp_path / "nan.wav", "not numbers")


def test_a_flac_that_claims_far_more_than_it_has_is_refused(tmp_path):
    """2^36 samples in the header must not become 256 GiB of memory."""
    path = write(tmp_path / "a.flac", tone(1.0))
    body = bytearray(path.read_bytes())
    body[21] |= 0x0F
    path.write_bytes(body)
    refused(path, "longer than|too early")
    body[21] &= 0xF0
    body[22:26] = bytes(4)
    path.write_bytes(body)
    refused(path, "how long|no length|too early")


def test_an_mp3_without_table_of_contents_is_refused_only_if_its_length_is_not_true(tmp_path):
    """The decoder guesses the length from the first frame; with a changing bit rate it stops far too early."""
    noise = (0.2 * np.random.default_rng(1).standard_normal((48_000 * 4, 1))).astype(np.float32)
    quiet = np.zeros((48_000 * 8, 1), np.float32)
    path = tmp_path / "a.mp3"
    with soundfile.SoundFile(
        path, "w", 48_000, 1, "MPEG_LAYER_III", format="MP3", bitrate_mode="VARIABLE", compression_level=0.3
    ) as file:
        file.write(np.concatenate([noise, quiet]))
    assert abs(probe(path).seconds - 12.0) < 0.1
    body = path.read_bytes()
    first = next(at for at in range(len(body)) if body[at] == 0xFF and body[at + 1] & 0xE0 == 0xE0)
    tag = body.find(b"Xing")
    assert first < tag < first + 64
    second = next(at for at in range(tag, len(body)) if body[at : at + 2] == body[first : first + 2])
    (tmp_path / "bare.mp3").write_bytes(body[second:])
    refused(tmp_path / "bare.mp3", "truly")


def test_random_damage_never_does_worse_than_words(tmp_path):
    """Flipped bytes: a sound or a SoundError, nothing else, in every format."""
    rng = np.random.default_rng(5)
    for suffix in KINDS:
        whole = write(tmp_path / f"whole.{suffix}", tone(0.5)).read_bytes()
        for _ in range(25):
            body = bytearray(whole)
            for place in rng.integers(0, len(body), 6):
                body[place] = rng.integers(0, 256)
            path = tmp_path / f"hurt.{suffix}"
            path.write_bytes(body)
            with contextlib.suppress(SoundError):
                assert np.isfinite(everything(load_sound(path))).all()


def test_importing_the_decoder_does_not_import_soundfile():
    """The first frame of the window does not wait for it."""
    code = "import sys, reorigin_desktop.sound.decode; print('soundfile' in sys.modules, 'soxr' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]
