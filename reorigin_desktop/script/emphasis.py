"""Takes the stars of emphasis out of a spoken line."""

from __future__ import annotations

from typing import Final

from reorigin_desktop.script.nodes import Slot

STAR: Final = "\ue000"
"""Stands for a star that is not escaped until it is known whether it belongs to a pair."""


def without_stars(phrases: list[tuple[str | Slot, ...]]) -> tuple[tuple[str | Slot, ...], ...]:
    """Emphasis is a pair of stars around words: the pair goes, a single star stays as it was written."""
    whole = "".join(piece if isinstance(piece, str) else "x" for phrase in phrases for piece in phrase)
    if STAR not in whole:
        return tuple(phrases)
    pairs = set(_star_pairs(whole))
    seen = -1

    def settled(text: str) -> str:
        nonlocal seen
        out = []
        for sign in text:
            if sign == STAR:
                seen += 1
                out.append("" if seen in pairs else "*")
            else:
                out.append(sign)
        return "".join(out)

    return tuple(tuple(settled(piece) if isinstance(piece, str) else piece for piece in phrase) for phrase in phrases)


def _star_pairs(text: str) -> list[int]:
    """Which stars, counted from 0, belong to a pair."""
    places = [i for i, sign in enumerate(text) if sign == STAR]
    pairs: list[int] = []
    opened: int | None = None
    for number, i in enumerate(places):
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if opened is not None and not before.isspace() and before != STAR:
            pairs += [opened, number]
            opened = None
        elif not after.isspace() and after != STAR:
            opened = number
    return pairs
