"""Writing Ogg Opus that is the same, byte for byte, each time it is made from the same samples."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Final

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.voice.speech import Samples

_QUALITY: Final = 0.75  # of soundfile's scale, on which 0 is the largest file; about 64 kbit/s for this mono voice


def write_opus(path: Path, samples: Samples) -> None:
    """Mono samples at 48 kHz into a file whose decoded length is exactly theirs."""
    import soundfile

    buffer = io.BytesIO()
    soundfile.write(buffer, samples, RATE_HZ, format="OGG", subtype="OPUS", compression_level=_QUALITY)
    path.write_bytes(with_serial(buffer.getvalue(), 1))


def with_serial(ogg: bytes, serial: int) -> bytes:
    """The same Ogg stream with a given serial number, which encoders draw at random (RFC 3533, section 6)."""
    out, at = bytearray(ogg), 0
    while at < len(out):
        assert out[at : at + 4] == b"OggS"
        laces = out[at + 26]
        end = at + 27 + laces + sum(out[at + 27 : at + 27 + laces])
        out[at + 14 : at + 18] = serial.to_bytes(4, "little")
        out[at + 22 : at + 26] = bytes(4)
        out[at + 22 : at + 26] = _checksum(out[at:end]).to_bytes(4, "little")
        at = end
    return bytes(out)


def _checksum(page: bytes | bytearray) -> int:
    """CRC-32 as Ogg has it: polynomial 0x04C11DB7, not reflected, beginning with 0."""
    table, checksum = _table(), 0
    for byte in page:
        checksum = ((checksum << 8) & 0xFFFFFFFF) ^ table[(checksum >> 24) ^ byte]
    return checksum


@cache
def _table() -> tuple[int, ...]:
    """The checksum of every single byte."""
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        table.append(value)
    return tuple(table)
