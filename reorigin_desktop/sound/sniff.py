"""What kind of sound file this is, by its own first bytes, before any decoder sees it; and whether it is all there."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from reorigin_desktop.errors import SoundError
from reorigin_desktop.sound.mp3 import Mp3Frames, walk_mp3

Kind = Literal["wav", "flac", "vorbis", "opus", "mp3"]

SAVE_AGAIN = "Please save it again as FLAC or Ogg Vorbis."
_LAST_PAGE_BYTES = 65_536 + 282
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The kind of a file; for WAV whether its samples are floats (they may be no numbers); for MP3 its frames."""

    kind: Kind
    floats: bool = False
    mp3: Mp3Frames | None = None


def sniff(path: Path) -> Sniffed:
    """Look at a file's own headers; SoundError if it is not one of our kinds, or ends too early."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _sniff_open(path, file, size)
    except FileNotFoundError:
        raise SoundError(path, "This sound file is not there.", "Please check its name, and the folder.") from None
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise SoundError(path, f"This sound file cannot be read ({why}).", "Please check the file.") from None


def cut_short(path: Path) -> SoundError:
    """The words for a file that ends before its own end."""
    return SoundError(path, "This sound file ends too early: part of it is missing.", "Please copy or save it again.")


def _sniff_open(path: Path, file: BinaryIO, size: int) -> Sniffed:
    head = file.read(64)
    if size == 0:
        raise SoundError(path, "This sound file is empty.", "Please copy or save it again.")
    if head[:4] in (b"RIFF", b"RIFX") and head[8:12] == b"WAVE":
        return Sniffed("wav", floats=_walk_wav(path, file, size))
    if head[:4] == b"fLaC":
        return Sniffed("flac")
    if head[:4] == b"OggS":
        return Sniffed(_ogg_kind(path, file, head, size))
    if head[:3] == b"ID3" or (head[0] == 0xFF and head[1:2] and head[1] & 0xE0 == 0xE0):
        frames = walk_mp3(file, size)
        if frames.count >= 3:
            return Sniffed("mp3", mp3=frames)
    raise SoundError(
        path,
        "This is not a kind of sound file that can be played here.",
        "Please save it as WAV, FLAC, Ogg Vorbis, Opus or MP3.",
    )


def _walk_wav(path: Path, file: BinaryIO, size: int) -> bool:
    """Go through the chunks of a WAV file; whether its samples are floats."""
    tag = 0
    at = 12
    while at + 8 <= size:
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        if name == b"fmt ":
            body = file.read(min(length, 40))
            if len(body) < 16:
                break
            tag = struct.unpack_from("<H", body)[0]
            if tag == _EXTENSIBLE and len(body) >= 26:
                tag = struct.unpack_from("<H", body, 24)[0]
            if tag not in (_PCM, _FLOAT):
                raise SoundError(path, "The samples in this WAV file are packed in an unusual way.", SAVE_AGAIN)
        elif name == b"data":
            if not tag:
                break
            if length == 0 and at + 8 == size:
                raise SoundError(path, "This sound has no length at all.", "Please record or save it again.")
            if length in (0, 0xFFFFFFFF):
                raise SoundError(path, "This WAV file does not say how long it is.", SAVE_AGAIN)
            if at + 8 + length > size:
                raise cut_short(path)
            return tag == _FLOAT
        at += 8 + length + length % 2
    raise SoundError(path, "This WAV file has no sound in it, or is damaged.", "Please copy or save it again.")


def _ogg_kind(path: Path, file: BinaryIO, head: bytes, size: int) -> Kind:
    """Vorbis or Opus, by the first packet; an Ogg file whose last page is not marked as the last is cut short."""
    first = head[27 + head[26] :] if len(head) > 27 else b""
    if first[:7] == b"\x01vorbis":
        kind: Kind = "vorbis"
    elif first[:8] == b"OpusHead":
        kind = "opus"
    else:
        raise SoundError(path, "This Ogg file holds neither Vorbis nor Opus sound.", SAVE_AGAIN)
    file.seek(max(0, size - _LAST_PAGE_BYTES))
    tail = file.read()
    last = tail.rfind(b"OggS")
    page = tail[last:]
    if last < 0 or len(page) < 27 or not page[5] & 4 or len(page) < 27 + page[26] + sum(page[27 : 27 + page[26]]):
        raise cut_short(path)
    return kind
