"""Buttons: words that cannot turn into shortcuts, and round ones with a sign and a spoken name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from reorigin_desktop.ui.icons import icon
from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.theme import DARK, Tokens


class WordButton(QPushButton):
    """A button with words, which may come from anywhere: they are shown as they are."""

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(shortened(words, 120).replace("&", "&&"), parent)
        self.setAccessibleName(shortened(words, 120))
        self.setAutoDefault(False)
        if name:
            self.setObjectName(name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)


class SignButton(QPushButton):
    """A round button with a sign; its name is its tooltip and what a screen reader says. `key` is shown beside it."""

    def __init__(self, sign: str, words: str, key: str = "", parent: QWidget | None = None, *, large: bool = False):
        super().__init__(parent)
        self._sign, self._large, self._key = sign, large, key
        self._tokens = DARK
        self.setObjectName("play" if large else "round")
        side = 54 if large else 44
        self.setFixedSize(side, side)
        self.setIconSize(QSize(24, 24) if large else QSize(20, 20))
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.become(sign, words)

    def become(self, sign: str, words: str) -> None:
        """Another sign and name."""
        if sign == self._sign and words == self.accessibleName():
            return
        self._sign = sign
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({self._key})" if self._key else words)
        self.dress(self._tokens)

    def dress(self, tokens: Tokens) -> None:
        """Draws the sign in the colours of this theme."""
        self._tokens = tokens
        value = tokens.on_accent if self._large else tokens.text
        self.setIcon(icon(self._sign, value, 24 if self._large else 20))
