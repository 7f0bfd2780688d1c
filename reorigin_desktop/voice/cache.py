"""What draft voices said once, kept in the cache folder under the hash of everything that made it sound so."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Final

from reorigin_desktop import paths
from reorigin_desktop.errors import TakeError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.voice.speech import Samples

PROCESSING: Final = "draft-1"
"""Changes whenever the processing of drafts changes, so that older ones are made again."""


def draft_file(voice_id: str, voice_version: str, rate_percent: float, language: str, text: str) -> Path:
    """Where this draft is, or would be."""
    key = json.dumps([PROCESSING, voice_id, voice_version, rate_percent, language, text], ensure_ascii=False)
    digest = hashlib.sha256(key.encode()).hexdigest()
    return paths.cache_dir() / "drafts" / digest[:2] / f"{digest}.flac"


def keep_draft(path: Path, samples: Samples) -> None:
    """Write a draft so that it is there whole or not at all; TakeError if the folder cannot be written."""
    import soundfile

    part = path.with_name(f"{path.stem}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(part, samples, RATE_HZ, format="FLAC", subtype="PCM_24")
        part.replace(path)
    except (OSError, soundfile.SoundFileError) as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise TakeError(
            path.parent, f"The draft cannot be kept: {error}", "Make room on the disk, or set REORIGIN_CACHE_DIR."
        ) from error


def flac_frames(path: Path) -> int | None:
    """Length of a FLAC file at 48 kHz, from the 26 bytes at its beginning; None if it is not there or not that.

    The stream information block comes first in every FLAC file: 20 bits rate, 8 bits layout, 36 bits samples.
    """
    try:
        with path.open("rb") as file:
            head = file.read(26)
    except OSError:
        return None
    if len(head) < 26 or head[:4] != b"fLaC" or head[4] & 0x7F != 0:
        return None
    packed = int.from_bytes(head[18:26], "big")
    rate_hz, frames = packed >> 44, packed & ((1 << 36) - 1)
    return frames if rate_hz == RATE_HZ and frames > 0 else None
