"""Words on the screen that are never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from reorigin_desktop.ui.plain_text import shortened


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
