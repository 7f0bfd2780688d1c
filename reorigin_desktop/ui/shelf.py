"""The sessions of the Library as a list that can be searched, and how one of them is drawn as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.theme import DARK, Tokens, colour, font
from reorigin_desktop.ui.thumbnails import kind_of, paint_thumbnail
from reorigin_desktop.ui.words import kind_text, minutes_text

if TYPE_CHECKING:
    from reorigin_desktop.player.library import Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
GAP_PX = 13
_CORNER_PX = 14.0
_Index = QModelIndex | QPersistentModelIndex


def searched(entries: tuple[Entry, ...], query: str) -> tuple[Entry, ...]:
    """Those that contain every word of the query, in title, summary, tags or author, in any case."""
    words = query.casefold().split()
    if not words:
        return entries
    found = []
    for entry in entries:
        text = " ".join((entry.title, entry.summary, *entry.tags, entry.author)).casefold()
        if all(word in text for word in words):
            found.append(entry)
    return tuple(found)


def facts_of(entry: Entry) -> str:
    """“Breath  ·  5 min”, or what is the matter."""
    if entry.problems:
        return "1 thing to mend" if entry.problems == 1 else f"{entry.problems} things to mend"
    return f"{kind_text(entry.tags)}  ·  {minutes_text(entry.minutes)}"


class Shelf(QAbstractListModel):
    """What the list view shows: the entries that match the search."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Entry, ...] = ()
        self._found: tuple[Entry, ...] = ()
        self._query = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All sessions, found or not."""
        return self._all

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Other sessions, under the same search."""
        self._all = entries
        self.search(self._query)

    def search(self, query: str) -> None:
        """Shows only what matches."""
        self.beginResetModel()
        self._query, self._found = query, searched(self._all, query)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._found[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return shortened(entry.title, 120)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shortened(entry.title, 120)}, {facts_of(entry)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return shortened(entry.summary)
        return None


class CardPainter(QStyledItemDelegate):
    """Draws a session as a card: its scene, its title, what kind it is and how long."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens, self._text_scale = DARK, 1.0
        self.card_width = 239

    def dress(self, tokens: Tokens, text_scale: float) -> None:
        """Takes the colours and the text size."""
        self._tokens, self._text_scale = tokens, text_scale

    @property
    def card_size(self) -> QSize:
        """Size of one card without the gap around it."""
        return QSize(self.card_width, round(self.card_width * 0.485) + round(66 * self._text_scale))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.card_size + QSize(GAP_PX, GAP_PX)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, tokens = index.data(ENTRY_ROLE), self._tokens
        size = self.card_size
        place = QRectF(option.rect.x() + GAP_PX / 2, option.rect.y() + GAP_PX / 2, size.width(), size.height())
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour(tokens.surface))
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(colour(tokens.line if hovered else tokens.hairline), 1.0))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER_PX, _CORNER_PX)
        picture = QRectF(place.x() + 1, place.y() + 1, place.width() - 2, round(size.width() * 0.485))
        scale = painter.device().devicePixelRatio()
        paint_thumbnail(
            painter,
            picture,
            entry.scene,
            kind_of(entry.id),
            dark=tokens.is_dark,
            scale=scale,
            corner_px=_CORNER_PX - 1,
        )
        self._write(painter, entry, QRectF(place.x() + 15, picture.bottom() + 1, place.width() - 30, 0))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.focus), 3.0))
            painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), _CORNER_PX, _CORNER_PX)
        painter.restore()

    def _write(self, painter: QPainter, entry: Entry, place: QRectF) -> None:
        tokens, scale = self._tokens, self._text_scale
        lines = (
            (shortened(entry.title, 120), font(14 * scale, QFont.Weight.DemiBold), tokens.text, 21),
            (facts_of(entry), font(12.5 * scale), tokens.alert if entry.problems else tokens.soft, 43),
        )
        for words, face, value, middle in lines:
            painter.setFont(face)
            painter.setPen(colour(value))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, round(place.width()))
            row = QRectF(place.x(), place.y() + middle * scale - 12 * scale, place.width(), 24 * scale)
            flags = (
                Qt.AlignmentFlag.AlignLeft.value
                | Qt.AlignmentFlag.AlignVCenter.value
                | Qt.TextFlag.TextSingleLine.value
            )
            painter.drawText(row, flags, shown)
