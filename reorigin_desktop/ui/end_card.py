"""What a session came to: only what was done, and what may come next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from reorigin_desktop.frames import clock_text
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.card import CardPage
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.words import change_text

if TYPE_CHECKING:
    from reorigin_desktop.player.summary import RunSummary

HEADINGS = {
    "completed": "That was it. Take your time.",
    "landed": "Enough for now. Take your time.",
    "stopped": "Enough for now.",
    "interrupted": "Enough for now.",
}
NOT_SAVED = "This time was not written into the journal."


class EndCard(CardPage):
    """`again` plays the session once more, `closed` goes back to the Library."""

    again = Signal()
    closed = Signal()

    def __init__(self, summary: RunSummary, scene: str, kind: int = 0) -> None:
        super().__init__(scene, kind, picture_px=110)
        self.body.addWidget(PlainLabel(HEADINGS[summary.outcome], "title", wrap=True))
        self.body.addWidget(PlainLabel(summary.title, "soft", wrap=True))
        figures = QHBoxLayout()
        figures.setSpacing(18)
        figures.addWidget(_figure(clock_text(summary.heard_s), "heard"))
        for part in summary.practised[:3]:
            label = part.label or ("round" if part.of == 1 else "rounds")
            figures.addWidget(_figure(f"{part.completed} of {part.of}", label))
        self.body.addLayout(figures)
        if summary.ratings:
            self.body.addLayout(_ratings(summary))
        if not summary.recorded:
            self.body.addWidget(PlainLabel(NOT_SAVED, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.close_button = WordButton("Close", "primary")
        self.close_button.setMinimumSize(130, 46)
        self.close_button.clicked.connect(self.closed)
        once_more = WordButton("Once more", "")
        once_more.setMinimumHeight(46)
        once_more.clicked.connect(self.again)
        row.addWidget(self.close_button)
        row.addWidget(once_more)
        row.addStretch()
        self.body.addSpacing(4)
        self.body.addLayout(row)
        self.setFocusProxy(self.close_button)


def _figure(number: str, words: str) -> QFrame:
    box = QFrame()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    column.addWidget(PlainLabel(number, "figure"))
    column.addWidget(PlainLabel(words, "small", wrap=True))
    box.setAccessibleName(f"{number} {words}")
    return box


def _ratings(summary: RunSummary) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    for row, rating in enumerate(summary.ratings[:6]):
        grid.addWidget(PlainLabel(rating.question, "soft", wrap=True), row, 0)
        pair = PlainLabel(change_text(rating.before, rating.after), "heading")
        pair.setAccessibleName(f"before {rating.before or 'not answered'}, after {rating.after or 'not answered'}")
        grid.addWidget(pair, row, 1)
    grid.setColumnStretch(0, 1)
    return grid
