"""Sound files in, sounds at 48 kHz out; or words that say what is wrong with the file and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reorigin_desktop.errors import SoundError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.resample import frames_at_48k, resampled_file
from reorigin_desktop.sound.sniff import SAVE_AGAIN, Sniffed, cut_short, sniff
from reorigin_desktop.sound.source import MemorySound, Sound, StreamedSound

if TYPE_CHECKING:
    import soundfile

LONGEST_IN_MEMORY_S = 60
LONGEST_S = 3 * 3600
SHORTEST_S = 0.1
LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 8_000, 96_000
_BLOCK_FRAMES = 65_536
_DIFFERENCE_S = 0.1
_BEYOND_FULL_SCALE = 0.001
_UNKNOWN_FRAMES = 1 << 48


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What a sound file is: `frames` counts at 48 kHz, `rate_hz` is the file's own."""

    frames: int
    channels: int
    rate_hz: int
    seconds: float


def probe(path: Path) -> SoundFacts:
    """Look at a sound file without decoding it; SoundError says what is wrong with it and what to do."""
    with _opened(path, sniff(path)) as file:
        return _facts(file)


def load_sound(path: Path) -> Sound:
    """A sound file at 48 kHz: in memory up to 60 s, streamed beyond. SoundError if it is not whole and sound.

    Long files at other rates are resampled once and kept in the cache folder.
    """
    sniffed = sniff(path)
    with _opened(path, sniffed) as file:
        facts = _facts(file)
        if facts.seconds <= LONGEST_IN_MEMORY_S:
            return MemorySound(_whole(path, file, facts))
        if sniffed.floats:
            _check_all(path, file)
    return StreamedSound(path if facts.rate_hz == RATE_HZ else resampled_file(path))


def _opened(path: Path, sniffed: Sniffed) -> soundfile.SoundFile:
    """The file opened, and everything checked that its headers and its end can tell."""
    import soundfile

    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError):
        raise SoundError(path, "This sound file is damaged and cannot be opened.", SAVE_AGAIN) from None
    try:
        _check_header(path, file, sniffed)
    except BaseException:
        file.close()
        raise
    return file


def _check_header(path: Path, file: soundfile.SoundFile, sniffed: Sniffed) -> None:
    if file.channels > 2:
        raise SoundError(
            path, f"This sound has {file.channels} channels.", "Please save it again with one or two (mono or stereo)."
        )
    if not LOWEST_RATE_HZ <= file.samplerate <= HIGHEST_RATE_HZ:
        raise SoundError(
            path, f"This sound has {file.samplerate:,} samples a second.", "Please save it again with 44,100 or 48,000."
        )
    if file.frames >= _UNKNOWN_FRAMES:
        raise SoundError(path, "This file does not say how long it is.", SAVE_AGAIN)
    if file.frames <= 0:
        raise SoundError(path, "This sound has no length at all.", "Please record or save it again.")
    seconds = file.frames / file.samplerate
    if seconds > LONGEST_S + 1:
        raise SoundError(path, "This sound is longer than three hours.", "Please use a shorter one; beds may loop.")
    if seconds < SHORTEST_S:
        raise SoundError(path, "This sound is shorter than a tenth of a second.", "Please use a longer one.")
    if sniffed.mp3 is not None:
        _check_mp3(path, file, sniffed)
    if sniffed.kind == "flac" and not _end_is_there(file):
        raise cut_short(path)


def _check_mp3(path: Path, file: soundfile.SoundFile, sniffed: Sniffed) -> None:
    """Without a table of contents the decoder guesses the length and stops there, so that the rest would be lost."""
    assert sniffed.mp3 is not None
    found = sniffed.mp3
    found_s = found.count * found.samples_each / file.samplerate
    if found.declared is not None and (found.declared - found.count) * found.samples_each > (
        _DIFFERENCE_S * file.samplerate
    ):
        raise cut_short(path)
    if abs(file.frames / file.samplerate - found_s) > _DIFFERENCE_S:
        raise SoundError(path, "This MP3 file does not say truly how long it is.", SAVE_AGAIN)


def _end_is_there(file: soundfile.SoundFile) -> bool:
    import soundfile

    count = min(4096, file.frames)
    try:
        file.seek(file.frames - count)
        there = bool(len(file.read(count, dtype="float32")) == count)
        file.seek(0)
    except soundfile.LibsndfileError:
        return False
    return there


def _facts(file: soundfile.SoundFile) -> SoundFacts:
    rate = int(file.samplerate)
    return SoundFacts(frames_at_48k(file.frames, rate), int(file.channels), rate, file.frames / rate)


def _whole(path: Path, file: soundfile.SoundFile, facts: SoundFacts) -> npt.NDArray[np.float32]:
    """All samples of a short file, at 48 kHz, (frames, channels)."""
    import soundfile

    blocks = []
    try:
        while len(block := file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)):
            blocks.append(block)
    except soundfile.LibsndfileError:
        raise cut_short(path) from None
    samples = np.concatenate(blocks) if blocks else np.zeros((0, facts.channels), np.float32)
    if abs(len(samples) - file.frames) > _DIFFERENCE_S * facts.rate_hz:
        raise cut_short(path)
    _check_samples(path, *_faults(samples), len(samples))
    if facts.rate_hz != RATE_HZ:
        import soxr

        samples = soxr.resample(samples, facts.rate_hz, RATE_HZ, quality="HQ")
    fitted = np.zeros((facts.frames, facts.channels), np.float32)
    kept = min(len(samples), facts.frames)
    fitted[:kept] = samples[:kept]
    return fitted


def _check_all(path: Path, file: soundfile.SoundFile) -> None:
    """Float samples may be anything: look at all of them, block by block."""
    no_numbers = beyond = 0
    while len(block := file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)):
        faults = _faults(block)
        no_numbers, beyond = no_numbers + faults[0], beyond + faults[1]
    _check_samples(path, no_numbers, beyond, int(file.frames))


def _faults(samples: npt.NDArray[np.float32]) -> tuple[int, int]:
    """How many samples are no numbers, and how many are beyond full scale."""
    return int(np.count_nonzero(~np.isfinite(samples))), int(np.count_nonzero(np.abs(samples) > 1.0))


def _check_samples(path: Path, no_numbers: int, beyond: int, frames: int) -> None:
    if no_numbers:
        raise SoundError(path, "Some samples in this sound file are not numbers.", "Please export it again.")
    if beyond > _BEYOND_FULL_SCALE * frames:
        raise SoundError(
            path, "This sound is far too loud: it goes beyond full scale.", "Please export it again at a lower level."
        )
