"""Things to tell the person once: a bar with plain words that can be put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reorigin_desktop.player.look import Notice
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.labels import PlainLabel

MOST = 3


class NoticeBar(QWidget):
    """Newest below, at most three; the same notice is not shown twice. `dismissed` carries the one put away."""

    dismissed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[Notice, QFrame] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 0)
        self._column.setSpacing(8)
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is told now."""
        return tuple(self._shown)

    def say(self, notice: Notice) -> None:
        """Adds a notice, unless it stands there already."""
        if notice in self._shown:
            return
        if len(self._shown) >= MOST:
            self.put_away(next(iter(self._shown)))
        frame = QFrame()
        frame.setObjectName("banner")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 8, 8, 8)
        words = PlainLabel(f"{notice.what} {notice.fix}".strip(), wrap=True)
        frame.setAccessibleName(words.text())
        row.addWidget(words, 1)
        button = WordButton("Put away", "plain")
        button.clicked.connect(lambda: self.put_away(notice))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._shown[notice] = frame
        self._column.addWidget(frame)
        self.show()

    def put_away(self, notice: Notice) -> None:
        """Takes a notice away."""
        frame = self._shown.pop(notice, None)
        if frame is None:
            return
        self._column.removeWidget(frame)
        frame.hide()
        frame.deleteLater()
        self.setVisible(bool(self._shown))
        self.dismissed.emit(notice)
