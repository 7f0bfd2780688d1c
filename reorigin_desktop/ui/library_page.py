"""The Library: every session as a card, a search that answers while one types, and a place to drop new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.icons import icon
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.shelf import ENTRY_ROLE, GAP_PX, CardPainter, Shelf
from reorigin_desktop.ui.theme import DARK, Tokens

if TYPE_CHECKING:
    from reorigin_desktop.player.library import Entry

SUFFIX = ".session"
CARD_PX = 228
"""The narrowest card."""


class Cards(QListView):
    """The grid of cards: as many in a row as fit, all of one size."""

    def __init__(self, painter: CardPainter) -> None:
        super().__init__()
        self._painter = painter
        self.setItemDelegate(painter)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self.setAccessibleName("Sessions")

    def fit(self) -> None:
        """Shares the width among the cards of a row."""
        room = self.width() - 2 * self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        columns = max(1, room // (CARD_PX + GAP_PX))
        self._painter.card_width = room // columns - GAP_PX
        self.setGridSize(self._painter.card_size + QSize(GAP_PX, GAP_PX))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class LibraryPage(QWidget):
    """`chosen` carries the Entry that was picked, `files_given` the paths of session files dropped or opened."""

    chosen = Signal(object)
    files_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.shelf, self._painter, self._tokens = Shelf(), CardPainter(), DARK
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText("Search sessions  (Ctrl+K)")
        self.search.setAccessibleName("Search sessions")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(100)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(280)
        self._sign = self.search.addAction(icon("search", DARK.soft), QLineEdit.ActionPosition.LeadingPosition)
        self.cards = Cards(self._painter)
        self.cards.setModel(self.shelf)
        self.empty_title, self.empty_words = PlainLabel(name="lead"), PlainLabel(name="soft", wrap=True)
        self._stack = QStackedWidget()
        self._lay()
        self._connect()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Library", "title"))
        head.addStretch(1)
        self.open_button = WordButton("Open a file…")
        head.addWidget(self.open_button)
        head.addSpacing(8)
        head.addWidget(self.search, 3)
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.setSpacing(8)
        middle.addStretch(2)
        for label in (self.empty_title, self.empty_words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            middle.addWidget(label)
        middle.addStretch(3)
        self._stack.addWidget(self.cards)
        self._stack.addWidget(empty)
        self.offers = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 24, 26, 8)
        column.setSpacing(14)
        column.addLayout(head)
        column.addLayout(self.offers)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        self.cards.activated.connect(self._choose)
        self.cards.clicked.connect(self._choose)
        self.open_button.clicked.connect(self._open)
        find = QShortcut(QKeySequence("Ctrl+K"), self)
        find.activated.connect(self.start_search)

    # ------------------------------------------------------------------------------------------- for others

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Shows these sessions, under the search that stands there."""
        self.shelf.show_entries(entries)
        self._show_state()

    def dress(self, tokens: Tokens, text_scale: float) -> None:
        """Takes the colours and the text size."""
        self._tokens = tokens
        self._painter.dress(tokens, text_scale)
        self._sign.setIcon(icon("search", tokens.soft))
        self.search.setMaximumWidth(round(280 * max(1.0, text_scale)))
        self.cards.fit()
        self.cards.viewport().update()

    def offer(self, card: QWidget) -> None:
        """A card above the others, such as a session that can go on."""
        self.offers.addWidget(card)

    def start_search(self) -> None:
        """Puts the keys into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # --------------------------------------------------------------------------------------------- inside

    def _search(self, query: str) -> None:
        self.shelf.search(query)
        self._show_state()

    def _show_state(self) -> None:
        found = self.shelf.rowCount()
        self._stack.setCurrentIndex(0 if found else 1)
        if found:
            return
        if not self.shelf.entries:
            self.empty_title.say("There are no sessions here yet.")
        else:
            self.empty_title.say(f"No session matches “{shortened(self.search.text(), 60)}”.")
        self.empty_words.say("Drop a .session file here to add one.")

    def _take_first(self) -> None:
        if self.shelf.rowCount():
            self._choose(self.shelf.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ENTRY_ROLE))

    def _open(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Add sessions", "", f"Sessions (*{SUFFIX})")
        if names:
            self.files_given.emit(tuple(Path(name) for name in names))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search field into the cards, Esc empties it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.shelf.rowCount():
                self.cards.setFocus(Qt.FocusReason.TabFocusReason)
                self.cards.setCurrentIndex(self.shelf.index(0, 0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _session_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = _session_files(event)
        if files:
            event.acceptProposedAction()
            self.files_given.emit(files)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever gives the page the keys means its content."""
        self.cards.setFocus(event.reason())


def _session_files(event: QDropEvent) -> tuple[Path, ...]:
    """The session files among what is dragged."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return tuple(path for path in paths if path.suffix == SUFFIX)
