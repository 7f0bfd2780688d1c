"""The window: a sidebar, the page that was chosen, and a place for notices."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QIcon,
    QKeySequence,
    QPainter,
    QPixmap,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from reorigin_desktop.player.look import Notice
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.icons import icon
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.notices import NoticeBar
from reorigin_desktop.ui.theme import DARK, Tokens

PAGES = (
    ("library", "Library", "Ctrl+1"),
    ("session", "Session", "Ctrl+2"),
    ("journal", "Journal", "Ctrl+3"),
    ("settings", "Settings", "Ctrl+4"),
)
SMALLEST = QSize(860, 600)
USUAL = QSize(1280, 800)
SIDEBAR_PX = 196


class Shell(QMainWindow):
    """Holds one widget for each page; what happens on them is wired by whoever makes them.

    `first_frame` comes once, after the window has been painted for the first time; `page_opened` carries a page's name.
    `on_close` is called when the window closes and may take its time to end softly, but never refuses.
    """

    first_frame = Signal()
    page_opened = Signal(str)

    def __init__(
        self,
        pages: dict[str, QWidget],
        *,
        place: tuple[int, int, int, int] | None = None,
        maximised: bool = False,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("reorigin")
        self.setMinimumSize(SMALLEST)
        self._on_close, self._closed, self._painted = on_close, False, False
        self._was_maximised = maximised
        self.notices = NoticeBar()
        self.sidebar, self.buttons = QFrame(), dict[str, WordButton]()
        self._stack = QStackedWidget()
        self._pages = pages
        for widget in pages.values():
            self._stack.addWidget(widget)
        self._lay()
        self._place(place)
        for name, _, keys in PAGES:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda wanted=name: self.open_page(wanted))
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)

    def _lay(self) -> None:
        self.sidebar.setObjectName("sidebar")
        self.sidebar.setFixedWidth(SIDEBAR_PX)
        column = QVBoxLayout(self.sidebar)
        column.setContentsMargins(15, 20, 15, 16)
        column.setSpacing(6)
        column.addWidget(PlainLabel("reorigin", "brand"))
        column.addSpacing(12)
        group = QButtonGroup(self)
        for name, words, keys in PAGES:
            if name == "settings":
                column.addStretch()
            button = WordButton(words)
            button.setCheckable(True)
            button.setToolTip(f"{words} ({keys})")
            button.setIconSize(QSize(20, 20))
            button.clicked.connect(lambda _=False, wanted=name: self.open_page(wanted))
            group.addButton(button)
            column.addWidget(button)
            self.buttons[name] = button
        content = QVBoxLayout()
        content.setSpacing(0)
        content.addWidget(self.notices)
        content.addWidget(self._stack, 1)
        whole = QWidget()
        whole.setObjectName("page")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(content, 1)
        self.setCentralWidget(whole)

    def _place(self, place: tuple[int, int, int, int] | None) -> None:
        """Where it was, if that is on a screen that is there; else the usual size."""
        if place is not None:
            wanted = QRect(*place)
            for screen in QGuiApplication.screens():
                seen = screen.availableGeometry().intersected(wanted)
                if seen.width() > 200 and seen.height() > 150:
                    self.setGeometry(wanted)
                    return
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.resize(USUAL.boundedTo(room).expandedTo(SMALLEST))

    # ------------------------------------------------------------------------------------------- for others

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, widget in self._pages.items() if widget is self._stack.currentWidget())

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where the window is, or would be if it were not as large as the screen."""
        rect = self.normalGeometry() if self.isMaximized() or self.isFullScreen() else self.geometry()
        return (rect.x(), rect.y(), rect.width(), rect.height())

    def open_page(self, name: str) -> None:
        """Shows a page and puts the keys into its content."""
        if self.isFullScreen() and name != "session":
            self.show_whole_screen(whole=False)
        self._stack.setCurrentWidget(self._pages[name])
        self.buttons[name].setChecked(True)
        self._pages[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_opened.emit(name)

    def say(self, notice: Notice) -> None:
        """Tells the person something."""
        self.notices.say(notice)

    def show_whole_screen(self, *, whole: bool) -> None:
        """The whole screen for the page alone, or back to the window as it was."""
        if whole == self.isFullScreen():
            return
        if whole:
            self._was_maximised = self.isMaximized()
        self.sidebar.setVisible(not whole)
        if whole:
            self.showFullScreen()
        elif self._was_maximised:
            self.showMaximized()
        else:
            self.showNormal()

    def dress(self, tokens: Tokens, text_scale: float = 1.0) -> None:
        """Draws the signs in the colours of this theme."""
        self.sidebar.setFixedWidth(round(SIDEBAR_PX * max(1.0, 0.55 + 0.45 * text_scale)))
        for name, button in self.buttons.items():
            button.setIcon(icon(name, tokens.text))
        self.setWindowIcon(window_icon())

    # ------------------------------------------------------------------------------------------------- Qt

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_frame)

    def _after_first_frame(self) -> None:
        """The first frame is on its way once the event loop comes round."""
        QTimer.singleShot(0, self.first_frame.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closed:
            self._closed = True
            self._on_close()
        event.accept()


def window_icon() -> QIcon:
    """The program's sign: a ring and what breathes in it."""
    made = QIcon()
    for side in (32, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, value in ((1.0, DARK.surface), (0.62, "#4d93c4"), (0.44, DARK.accent), (0.2, "#ecfffb")):
            reach = round(side * (1 - share) / 2)
            painter.setBrush(QColor(value))
            painter.drawEllipse(reach, reach, side - 2 * reach, side - 2 * reach)
        painter.end()
        made.addPixmap(picture)
    return made
