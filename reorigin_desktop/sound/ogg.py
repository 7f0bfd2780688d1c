"""Ogg files that are the same byte for byte: the encoder draws a stream number by lot, here it is set."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

_SERIAL = 0x52454F52
_POLYNOMIAL = 0x104C11DB7
_HEADER = struct.Struct("<4sBBqIIIB")


def fix_serial_number(path: Path) -> None:
    """Give every page of a one-stream Ogg file the same, fixed serial number, in place.

    Ogg's checksum is linear: the checksum of the difference is the difference of the checksums.
    """
    with path.open("r+b") as file:
        at = 0
        while len(head := file.read(_HEADER.size)) == _HEADER.size:
            *_, serial, number, checksum, segments = _HEADER.unpack(head)
            length = _HEADER.size + segments + sum(file.read(segments))
            changed = int.from_bytes((serial ^ _SERIAL).to_bytes(4, "little"), "big")
            checksum ^= _times(changed, _power(32 + 8 * (length - 18)))
            file.seek(at + 14)
            file.write(struct.pack("<III", _SERIAL, number, checksum))
            at += length
            file.seek(at)


def _times(first: int, second: int) -> int:
    """Product of two polynomials over bits, modulo Ogg's."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first = first << 1 ^ (_POLYNOMIAL if first & 0x80000000 else 0)
        second >>= 1
    return product


@lru_cache(maxsize=65_536)
def _power(exponent: int) -> int:
    """The variable to a power, modulo Ogg's polynomial."""
    if exponent < 32:
        return 1 << exponent
    half = _power(exponent // 2)
    square = _times(half, half)
    return _times(square, 2) if exponent % 2 else square
