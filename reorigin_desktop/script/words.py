"""Words for authors: what they may have meant, and how numbers are written out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower()[:64], list(by_lower), n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that the author probably meant, if any is near."""
    return _nearest(word, tuple(known))


def meant(word: str, known: Iterable[str], otherwise: str = "", quote: str = "“{}”") -> str:
    """“did you mean …?” with the nearest known word in the given quotes, or other words if none is near."""
    found = nearest(word, known)
    return f"did you mean {quote.format(found)}?" if found else otherwise


def listed(known: Iterable[str]) -> str:
    """Words with commas between."""
    return ", ".join(known)


def short(number: Fraction | float) -> str:
    """A number without needless zeros."""
    return f"{float(number):.6g}"
