"""A card in the middle of a page: a scene on top, words and buttons below; for the start and the end of a session."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from reorigin_desktop.ui.thumbnails import paint_thumbnail

WIDTH_PX = 640


class ScenePicture(QWidget):
    """A strip of a scene with round upper corners."""

    def __init__(self, scene: str, kind: int, tall_px: int) -> None:
        super().__init__()
        self._scene, self._kind = scene, kind
        self.setFixedHeight(tall_px)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_thumbnail(
            painter,
            QRectF(self.rect()),
            self._scene,
            self._kind,
            dark=self.palette().window().color().lightnessF() < 0.5,
            scale=self.devicePixelRatioF(),
            corner_px=13,
        )
        painter.end()


class CardPage(QScrollArea):
    """Scrolls if the window is small; `body` is the column inside the card."""

    def __init__(self, scene: str, kind: int, *, picture_px: int = 150) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = QWidget()
        around.setObjectName("page")
        self.picture = ScenePicture(scene, kind, picture_px)
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(WIDTH_PX)
        card.setMinimumWidth(360)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.picture)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(32, 24, 32, 28)
        self.body.setSpacing(14)
        inside.addLayout(self.body)
        column = QVBoxLayout(around)
        column.setContentsMargins(24, 28, 24, 28)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.setWidget(around)
