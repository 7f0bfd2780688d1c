"""The keys of the session page, as one table: for the shortcuts, and for the help that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from reorigin_desktop.ui.labels import PlainLabel

TABLE = (
    ("Space", "pause and go on; leave a waiting place"),
    ("Enter", "go on where the session waits; keep an answer"),
    ("Esc", "end softly; once more to end at once"),
    ("← →", "ten seconds back or on"),
    ("Page Up, Page Down", "section before, next section"),
    ("Home", "to the very beginning"),
    ("0 – 9, Y, N, S", "answer a question, or skip it"),
    ("M", "captions on or off"),
    ("V", "volumes"),
    ("F or F11", "whole screen"),
    ("F1", "these keys"),
    ("Ctrl+1 … Ctrl+4", "Library, Session, Journal, Settings"),
    ("Ctrl+K", "search the Library"),
    ("Ctrl+Q", "close the window; what you completed is kept"),
)


class KeyTable(QFrame):
    """The table, over the session; a click or any of F1 and Esc puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName("Keys")
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 24, 30, 26)
        column.setSpacing(14)
        column.addWidget(PlainLabel("Keys", "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(30)
        grid.setVerticalSpacing(9)
        for row, (key, words) in enumerate(TABLE):
            name = PlainLabel(key, "heading")
            name.setAlignment(Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(name, row, 0)
            grid.addWidget(PlainLabel(words, "soft"), row, 1)
        column.addLayout(grid)
        self.setAccessibleDescription("; ".join(f"{key}: {words}" for key, words in TABLE))
        self.hide()
