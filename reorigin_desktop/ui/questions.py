"""The panel that stands where a session waits: a prompt, a question of four kinds, or a kind check."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reorigin_desktop.script.model import Ask, Stop
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.plain_text import LONGEST
from reorigin_desktop.ui.scale import Scale

WAIT_HINT = "Space, Enter or click to go on"
CHECK_WORDS = "Thank you for saying so. What would be good now?"


def asks_for_care(ask: Ask, value: str) -> bool:
    """Whether the author wants the person asked kindly, after this rating, if they wish to go on."""
    if ask.answer != "scale":
        return False
    number = float(value)
    above = ask.check_above is not None and number > ask.check_above
    return above or (ask.check_below is not None and number < ask.check_below)


class QuestionPanel(QFrame):
    """Shows one stop at a time. `answered` carries the value, None for a skipped question.

    After a rating that the author marked, `answered` comes only once the person has said how to go on; `rest` or
    `stop` follows it then.
    """

    answered = Signal(object)
    gone_on = Signal()
    rest = Signal()
    stop = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(28, 22, 28, 18)
        self._column.setSpacing(14)
        self._stop: Stop | None = None
        self._body = QWidget()
        self._scale: Scale | None = None
        self._line: QLineEdit | None = None
        self._quick: dict[str, Callable[[], None]] = {}
        self.hide()

    @property
    def is_wait(self) -> bool:
        """Whether it is a prompt that any click leaves."""
        return self.isVisible() and self._stop is not None and self._stop.kind == "wait"

    @property
    def is_question(self) -> bool:
        """Whether a question is open."""
        return self.isVisible() and not self.is_wait

    def show_stop(self, stop: Stop | None) -> bool:
        """Shows this stop, or nothing for None; True when something else stands there now."""
        if stop is self._stop:
            return False
        self._stop = stop
        self._empty()
        if stop is None:
            self.hide()
            return True
        if stop.ask is not None:
            self._show_ask(stop.ask)
        elif stop.wait is not None:
            self._show_wait(stop.wait.prompt)
        self.show()
        self._settle()
        return True

    def _settle(self) -> None:
        """Contents made while the panel is seen are only shown and measured when told."""
        self._body.show()
        self._column.activate()
        self.adjustSize()
        self.take_focus()

    def take_focus(self) -> None:
        """The line to write in gets the keys, else the panel itself, so that no habit of Space answers a question."""
        part = self._line if self._line is not None else self
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def key(self, event: QKeyEvent) -> bool:
        """Takes a key that answers (digits, Y, N, S); False when it means nothing here."""
        if not self.is_question or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        sign = event.text().casefold()
        if self._scale is not None and sign.isdecimal() and len(sign) == 1:
            self._scale.type_digit(sign)
            return True
        act = self._quick.get(sign)
        if act is None:
            return False
        act()
        return True

    def arrow(self, by: int) -> bool:
        """Moves along the scale; False when there is none."""
        if self._scale is None or not self.isVisible():
            return False
        self._scale.mark_next(by)
        return True

    def confirm(self) -> None:
        """Enter: the marked number, the written words, or, at a prompt, on."""
        if self.is_wait:
            self.gone_on.emit()
        elif self._line is not None:
            self._answer(self._line.text().strip() or None)
        elif self._scale is not None:
            self._scale.confirm()

    # ------------------------------------------------------------------------------------------- contents

    def _empty(self) -> None:
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body, self._scale, self._line, self._quick = QWidget(), None, None, {}
        self._column.addWidget(self._body)

    def _new_column(self, title: str) -> QVBoxLayout:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        heading = PlainLabel(title, "lead", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading.setMinimumWidth(360)
        column.addWidget(heading)
        self.setAccessibleName(heading.text())
        return column

    def _show_wait(self, prompt: str) -> None:
        column = self._new_column(prompt or "Take the time you need.")
        button = WordButton("Go on", "primary")
        button.clicked.connect(self.gone_on)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        hint = PlainLabel(WAIT_HINT, "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)

    def _show_ask(self, ask: Ask) -> None:
        column = self._new_column(ask.question)
        if ask.answer == "scale":
            self._scale = Scale(ask)
            self._scale.chosen.connect(self._answer)
            column.addWidget(self._scale)
        elif ask.answer == "text":
            column.addLayout(self._text_row(ask))
        elif ask.answer == "yes-no":
            column.addLayout(self._row((("Yes", "yes", "y"), ("No", "no", "n"))))
        else:
            for number, choice in enumerate(ask.choices, 1):
                button = WordButton(f"{number}   {choice}", "choice")
                button.setAccessibleName(choice)
                button.clicked.connect(lambda _=False, value=choice: self._answer(value))
                column.addWidget(button)
                self._quick[str(number)] = partial(self._answer, choice)
        skip = WordButton("Skip this question", "plain")
        skip.setToolTip("Skip this question (S)")
        skip.clicked.connect(lambda: self._answer(None))
        self._quick["s"] = lambda: self._answer(None)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(skip)
        row.addStretch()
        column.addLayout(row)

    def _row(self, buttons: tuple[tuple[str, str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        for words, value, key in buttons:
            button = WordButton(words, "number")
            button.setMinimumSize(124, 50)
            button.setToolTip(f"{words} ({key.upper()})")
            button.clicked.connect(lambda _=False, answer=value: self._answer(answer))
            self._quick[key] = partial(self._answer, value)
            row.addWidget(button)
        row.addStretch()
        return row

    def _text_row(self, ask: Ask) -> QHBoxLayout:
        self._line = QLineEdit()
        self._line.setAccessibleName(ask.question)
        self._line.setMaxLength(LONGEST)
        self._line.setMinimumWidth(380)
        keep = WordButton("Go on", "primary")
        keep.clicked.connect(self.confirm)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(keep)
        return row

    def _answer(self, value: str | None) -> None:
        ask = self._stop.ask if self._stop is not None else None
        if ask is not None and value is not None and asks_for_care(ask, value):
            self._show_check(value)
            return
        self.answered.emit(value)

    def _show_check(self, value: str) -> None:
        """The same stop still waits; the answer is given together with what the person would like to do."""
        self._empty()
        column = self._new_column(CHECK_WORDS)
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, after in (("Go on", None), ("Rest a while", self.rest), ("Stop here", self.stop)):
            button = WordButton(words, "" if after else "primary")
            button.setMinimumHeight(46)
            button.clicked.connect(lambda _=False, then=after: self._care(value, then))
            row.addWidget(button)
        column.addLayout(row)
        self._settle()
        self.resized.emit()

    def _care(self, value: str, then: Signal | None) -> None:
        self.answered.emit(value)
        if then is not None:
            then.emit()  # type: ignore[attr-defined]  # a bound signal
