"""Making text from anywhere fit to be shown: never endless, and without signs that steer a screen."""

from __future__ import annotations

LONGEST = 500
"""Signs of any one text that are shown: a megabyte of words would hold a window up for seconds."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut with “…” if it is far too long to be read, and without control signs."""
    cut = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return "".join(sign for sign in cut if sign == "\n" or sign.isprintable() or sign == "\u200d")
