"""Long sounds of another rate, resampled once into the cache folder, block by block."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np

from reorigin_desktop.errors import SoundError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.paths import cache_dir
from reorigin_desktop.sound.sniff import cut_short

_BLOCK_FRAMES = 65_536
_VERSION = b"1"


def resampled_file(path: Path) -> Path:
    """A FLAC file at 48 kHz with the same sound; made now if this very file has not been asked for before."""
    import soundfile

    folder = cache_dir() / "sounds"
    kept = folder / f"{_key(path)}.flac"
    if kept.is_file():
        return kept
    unfinished = folder / f"{kept.stem}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _resample(path, unfinished)
            unfinished.replace(kept)
        except soundfile.LibsndfileError:
            raise cut_short(path) from None
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as problem:
        raise SoundError(
            path,
            f"There is no room to prepare this sound ({problem.strerror or problem}).",
            f"Please make room in {folder}, or save the sound with 48,000 samples a second.",
        ) from None
    return kept


def frames_at_48k(frames: int, rate_hz: int) -> int:
    """How long a sound is once it is resampled."""
    return (frames * RATE_HZ * 2 + rate_hz) // (2 * rate_hz)


def _key(path: Path) -> str:
    seen = path.stat()
    named = f"{path.resolve()}|{seen.st_size}|{seen.st_mtime_ns}".encode()
    return hashlib.sha256(_VERSION + named).hexdigest()[:32]


def _resample(source: Path, target: Path) -> None:
    import soundfile
    import soxr

    with soundfile.SoundFile(source) as file:
        wanted = frames_at_48k(file.frames, file.samplerate)
        stream = soxr.ResampleStream(file.samplerate, RATE_HZ, file.channels, dtype="float32", quality="HQ")
        written = 0
        with soundfile.SoundFile(target, "w", RATE_HZ, file.channels, "PCM_24", format="FLAC") as out:
            while written < wanted:
                block = file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)
                ended = len(block) < _BLOCK_FRAMES
                made = stream.resample_chunk(block, last=ended)[: wanted - written]
                out.write(made)
                written += len(made)
                if ended and written < wanted:
                    if wanted - written > RATE_HZ // 10:
                        raise cut_short(source)
                    out.write(np.zeros((wanted - written, file.channels), np.float32))
                    written = wanted
