"""What identifies a take: the mark of its line, the values spoken in it, and the words it was spoken for."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from reorigin_desktop.script.model import Phrase


def words_hash(text: str) -> str:
    """Sixteen hex digits for the exact wording; spacing alone does not count."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def take_name(phrase: Phrase) -> str:
    """`<mark>[.<phrase>][.<name>=<value>]…`, safe as a file name everywhere; "" for a line without a mark."""
    if not phrase.mark:
        return ""
    parts = [phrase.mark]
    if phrase.of > 1:
        parts.append(str(phrase.index))
    parts += [f"{name}={quote(value, safe='').replace('.', '%2E')}" for name, value in phrase.values]
    return ".".join(parts)


def as_pronounced(phrase: Phrase) -> str:
    """The words for a synthetic voice: the header's respellings put in, typographic signs made plain."""
    text = phrase.text
    for word, respelling in phrase.pronounce:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: respelling, text, flags=re.IGNORECASE)  # noqa: B023 - used at once
    for sign, plain in (
        ("“", ""),
        ("”", ""),
        ("’", "'"),
        ("‘", "'"),
        (" – ", ", "),
        ("–", "-"),
        ("—", ", "),
        ("…", "."),
    ):
        text = text.replace(sign, plain)
    return " ".join(text.split())
