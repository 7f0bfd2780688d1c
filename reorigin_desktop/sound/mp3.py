"""Counts the frames of an MP3 file: the decoder believes the header, and a header may be wrong or missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

_BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_BLOCK = 1 << 20
_LONGEST_FRAME = 4096
_MOST_JUNK = 65_536


@dataclass(frozen=True, slots=True)
class Mp3Frames:
    """How many frames were found, how many samples each has, and how many the file's own table of contents says."""

    count: int
    samples_each: int
    declared: int | None


def walk_mp3(file: BinaryIO, size: int) -> Mp3Frames:
    """Go from frame to frame through a whole MP3 file; a tag before or after the frames is passed over."""
    at = _after_tags(file)
    count, junk, samples_each, declared = 0, 0, 1152, None
    block, block_at = b"", at
    while at + 4 <= size:
        if not block_at <= at or at + _LONGEST_FRAME > block_at + len(block):
            file.seek(at)
            block, block_at = file.read(_BLOCK), at
        place = at - block_at
        length, samples = _frame(block, place)
        if not length:
            if block[place : place + 3] == b"TAG" or block[place : place + 8] == b"APETAGEX":
                break
            at, junk = at + 1, junk + 1
            if junk > _MOST_JUNK:
                break
            continue
        if at + length > size:
            break
        if count == 0:
            declared = _declared(block[place : place + length])
            samples_each = samples
            if declared is not None:
                at += length
                count = 1
                continue
        count += 1
        at += length
    return Mp3Frames(count - (declared is not None), samples_each, declared)


def _after_tags(file: BinaryIO) -> int:
    at = 0
    while True:
        file.seek(at)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            return at
        length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        at += 10 + length + (10 if head[5] & 0x10 else 0)


def _frame(block: bytes, at: int) -> tuple[int, int]:
    """Length in bytes and in samples of the frame that begins here; (0, 0) if none does. Layer III only."""
    head = block[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0, 0
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bitrate in (0, 15) or rate == 3:
        return 0, 0
    first = version == 3
    kilobits = (_BITRATES_1 if first else _BITRATES_2)[bitrate]
    samples = 1152 if first else 576
    return samples // 8 * kilobits * 1000 // _RATES[version][rate] + (head[2] >> 1 & 1), samples


def _declared(frame: bytes) -> int | None:
    """The number of frames that a Xing, Info or VBRI header declares."""
    for name in (b"Xing", b"Info"):
        place = frame.find(name, 4, 64)
        if place >= 0 and len(frame) >= place + 12:
            return int.from_bytes(frame[place + 8 : place + 12], "big") if frame[place + 7] & 1 else None
    if frame[36:40] == b"VBRI":
        return int.from_bytes(frame[50:54], "big")
    return None
