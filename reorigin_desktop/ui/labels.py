"""Words on the screen that are never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

LONGEST = 500
"""Signs of any one text that reach a label: a megabyte of words would hold the window up for seconds."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut with “…” if it is far too long to be read, and without control signs."""
    cut = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return "".join(sign for sign in cut if sign == "\n" or sign.isprintable() or sign == "\u200d")


class PlainLabel(QLabel):
    """A label that shows exactly the signs it is given: no tags, no pictures, no files, no links."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(wrap)
        if name:
            self.setObjectName(name)
        self.say(text)

    def say(self, text: str) -> None:
        """Shows these words; does nothing, and so paints nothing, when they stand there already."""
        words = shortened(text)
        if words != self.text():
            self.setText(words)
