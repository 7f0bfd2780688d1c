"""The same programme into a file: the same bytes each time, in constant memory, whole or not at all."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import numpy as np

from reorigin_desktop.errors import SoundError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.loudness import LoudnessMeter
from reorigin_desktop.sound.ogg import fix_serial_number
from reorigin_desktop.sound.peaks import TruePeakMeter
from reorigin_desktop.sound.programme import Programme

_BLOCK_FRAMES = 16_384
_KINDS = {".wav": ("WAV", "PCM_24"), ".flac": ("FLAC", "PCM_24"), ".ogg": ("OGG", "VORBIS")}


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written, as measured on the samples before they were encoded."""

    frames: int
    true_peak_dbtp: float
    loudness_lufs: float


@overload
def render_file(
    programme: Programme, path: Path, *, progress: Callable[[float], None] | None = None, cancelled: None = None
) -> Rendered: ...
@overload
def render_file(
    programme: Programme,
    path: Path,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool],
) -> Rendered | None: ...
def render_file(
    programme: Programme,
    path: Path,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Rendered | None:
    """Render a whole programme into a WAV or FLAC file of 24 bits, or an Ogg Vorbis file, as the suffix says.

    `progress` is told how much is done, 0 to 1. As soon as `cancelled` says so the work ends, nothing is left behind,
    and None comes back. A file that was there before stays as it was until the new one is whole. Raises SoundError if
    the file cannot be written.
    """
    if path.suffix.lower() not in _KINDS:
        raise SoundError(
            path, "This kind of sound file cannot be written.", "Please choose a name that ends in .wav, .flac or .ogg."
        )
    if path.is_dir():
        raise SoundError(path, "This is a folder.", "Please give the name of a file.")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            rendered = _write(programme, unfinished, path.suffix.lower(), progress, cancelled)
            if rendered is not None:
                if path.suffix.lower() == ".ogg":
                    fix_serial_number(unfinished)
                unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as problem:
        raise _unwritable(path, problem.strerror or str(problem)) from None
    return rendered


def _write(
    programme: Programme,
    path: Path,
    suffix: str,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Rendered | None:
    import soundfile

    container, packing = _KINDS[suffix]
    total = programme.frames
    block = np.empty((_BLOCK_FRAMES, 2), np.float32)
    loudness, peak = LoudnessMeter(), TruePeakMeter()
    path.touch()
    try:
        with soundfile.SoundFile(path, "w", RATE_HZ, 2, packing, format=container) as file:
            for at in range(0, total, _BLOCK_FRAMES):
                if cancelled is not None and cancelled():
                    return None
                part = block[: min(_BLOCK_FRAMES, total - at)]
                programme.render(part, at)
                file.write(part)
                loudness.add(part)
                peak.add(part)
                if progress is not None:
                    progress((at + len(part)) / total)
    except soundfile.LibsndfileError as problem:
        raise OSError(str(problem)) from None
    highest = peak.highest()
    true_peak_dbtp = 20.0 * math.log10(highest) if highest > 0.0 else -math.inf
    return Rendered(total, true_peak_dbtp, loudness.loudness_lufs())


def _unwritable(path: Path, why: str) -> SoundError:
    return SoundError(
        path, f"This file cannot be written ({why}).", "Please choose another folder, or make room on the disk."
    )
