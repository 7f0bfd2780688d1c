"""The Journal: what was practised, day by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reorigin_desktop.ui.journal_lines import DayLine, RunLine, journal_lines
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.theme import DARK, Tokens, colour, font

if TYPE_CHECKING:
    from reorigin_desktop.journal.records import RunRow

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class Lines(QAbstractListModel):
    """The lines of the journal for a list view."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[DayLine | RunLine, ...] = ()

    def show_lines(self, lines: tuple[DayLine | RunLine, ...]) -> None:
        """Other lines; nothing happens when they are the same."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if isinstance(line, DayLine):
                return line.words
            return shortened(", ".join(part for part in (line.title, line.facts, line.done, line.ratings) if part))
        return None


class LinePainter(QStyledItemDelegate):
    """Draws a day as a heading, a run as a quiet card."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens, self._scale = DARK, 1.0

    def dress(self, tokens: Tokens, text_scale: float) -> None:
        """Takes the colours and the text size."""
        self._tokens, self._scale = tokens, text_scale

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_day = isinstance(index.data(LINE_ROLE), DayLine)
        return QSize(200, round((42 if is_day else 74) * self._scale))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(LINE_ROLE)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, DayLine):
            face = font(14 * self._scale, QFont.Weight.DemiBold)
            self._write(painter, place.adjusted(6, 10, 0, 0), line.words, face, self._tokens.text)
        else:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            self._paint_run(painter, place.adjusted(2, 3, -4, -5), line, focused=focused)
        painter.restore()

    def _paint_run(self, painter: QPainter, place: QRectF, line: RunLine, *, focused: bool) -> None:
        tokens, scale = self._tokens, self._scale
        painter.setBrush(colour(tokens.surface))
        painter.setPen(QPen(colour(tokens.focus if focused else tokens.hairline), 2.5 if focused else 1.0))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        inside = place.adjusted(20, 9 * scale, -20, -9 * scale)
        upper = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / 2)
        lower = upper.translated(0, upper.height())
        bold, small = font(14 * scale, QFont.Weight.DemiBold), font(13 * scale)
        right = Qt.AlignmentFlag.AlignRight
        self._write(painter, upper.adjusted(0, 0, -upper.width() * 0.42, 0), line.title, bold, tokens.text)
        self._write(painter, lower.adjusted(0, 0, -lower.width() * 0.42, 0), line.facts, small, tokens.soft)
        self._write(painter, upper.adjusted(upper.width() * 0.6, 0, 0, 0), line.done, small, tokens.text, right)
        self._write(painter, lower.adjusted(lower.width() * 0.6, 0, 0, 0), line.ratings, small, tokens.soft, right)

    def _write(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        face: QFont,
        value: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(face)
        painter.setPen(colour(value))
        shown = QFontMetrics(face).elidedText(shortened(words, 200), Qt.TextElideMode.ElideRight, int(place.width()))
        flags = side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(place, flags, shown)


class JournalPage(QWidget):
    """Asks `runs` for the newest whenever it is shown."""

    def __init__(self, runs: Callable[[], Sequence[RunRow]], today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._runs, self._today = runs, today
        self.lines, self._painter = Lines(), LinePainter()
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setItemDelegate(self._painter)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("Journal")
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.setSpacing(8)
        middle.addStretch(2)
        for words, name in (
            ("Nothing here yet.", "lead"),
            ("After your first session this page says what you did. Every completed repetition is kept.", "soft"),
        ):
            label = PlainLabel(words, name, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            middle.addWidget(label)
        middle.addStretch(3)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 24, 26, 8)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Journal", "title"))
        column.addWidget(self._stack, 1)

    def dress(self, tokens: Tokens, text_scale: float) -> None:
        """Takes the colours and the text size."""
        self._painter.dress(tokens, text_scale)
        self.list.doItemsLayout()
        self.list.viewport().update()

    def refresh(self) -> None:
        """Reads the journal again."""
        self.lines.show_lines(journal_lines(self._runs(), self._today()))
        self._stack.setCurrentIndex(0 if self.lines.rowCount() else 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever gives the page the keys means its content."""
        self.list.setFocus(event.reason())
