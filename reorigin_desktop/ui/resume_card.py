"""The offer to go on with a session that was cut off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from reorigin_desktop.frames import clock_text
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.labels import PlainLabel


class ResumeCard(QFrame):
    """“You were at 12:40 of Harbour.” with three ways on; each takes the card away."""

    go_on = Signal()
    start_again = Signal()
    not_now = Signal()

    def __init__(self, title: str, position_s: float) -> None:
        super().__init__()
        self.setObjectName("banner")
        words = PlainLabel(f"You were at {clock_text(position_s)} of {title}.", "heading", wrap=True)
        self.setAccessibleName(words.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 14, 12)
        row.setSpacing(10)
        row.addWidget(words, 1)
        self.continue_button = WordButton("Continue", "primary")
        for button, told in (
            (self.continue_button, self.go_on),
            (WordButton("Start again"), self.start_again),
            (WordButton("Not now", "plain"), self.not_now),
        ):
            button.clicked.connect(told)
            button.clicked.connect(self.hide)
            row.addWidget(button)
        self.setFocusProxy(self.continue_button)
