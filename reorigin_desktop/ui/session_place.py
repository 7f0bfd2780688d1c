"""The Session page of the window: the card before, the session itself, the card after, or a word that there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.session_page import SessionPage


class SessionPlace(QStackedWidget):
    """Shows one thing at a time; a card that is replaced is gone. `library_wanted` leads back to the shelf."""

    library_wanted = Signal()

    def __init__(self, session: SessionPage) -> None:
        super().__init__()
        self.session = session
        self._card: QWidget | None = None
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        column.setSpacing(10)
        column.addStretch(2)
        for words, name in (("Nothing is playing.", "lead"), ("Choose a session, and it begins here.", "soft")):
            label = PlainLabel(words, name)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        button = WordButton("To the Library", "primary")
        button.clicked.connect(self.library_wanted)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button)
        row.addStretch()
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)
        self._to_library = button
        self.addWidget(self._nothing)
        self.addWidget(session)
        self._show(self._nothing)

    @property
    def card(self) -> QWidget | None:
        """The card that is shown, if one is."""
        return self._card

    def show_card(self, card: QWidget) -> None:
        """A card before or after a session."""
        self._drop_card()
        self._card = card
        self.addWidget(card)
        self._show(card)

    def show_session(self) -> None:
        """The session itself."""
        self._show(self.session)
        self._drop_card()

    def show_nothing(self) -> None:
        """A word that nothing is playing."""
        self._show(self._nothing)
        self._drop_card()

    def _show(self, widget: QWidget) -> None:
        self.setCurrentWidget(widget)
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_card(self) -> None:
        if self._card is not None:
            self.removeWidget(self._card)
            self._card.deleteLater()
            self._card = None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever gives the page the keys means what is shown on it."""
        wanted = self._card if self.currentWidget() is self._card else self.session
        if self.currentWidget() is self._nothing or wanted is None:
            wanted = self._to_library
        wanted.setFocus(event.reason())
