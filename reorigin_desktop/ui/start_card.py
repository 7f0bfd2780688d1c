"""What is said and asked before a session begins; or, if its script has errors, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from typing_extensions import override

from reorigin_desktop.script.model import Message, Severity, Variable
from reorigin_desktop.ui.buttons import WordButton
from reorigin_desktop.ui.card import CardPage
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.thumbnails import kind_of
from reorigin_desktop.ui.variables import VariableFields
from reorigin_desktop.ui.words import length_text

if TYPE_CHECKING:
    from reorigin_desktop.player.library import Entry

MOST_MESSAGES = 12
SAFETY = (
    "For relaxation and practice, seated or lying down, never while driving, in water or at a machine. "
    "You can stop at any moment with Esc."
)


def message_text(message: Message) -> str:
    """An error in plain words, with its place."""
    name = message.file.replace("\\", "/").rpartition("/")[2]
    fix = message.fix[:1].upper() + message.fix[1:]
    return f"{name}, line {message.line}: {message.message} {fix}".strip()


class StartCard(CardPage):
    """`begun` carries the answers as a dict of texts; `left` comes when the person would rather not.

    `check` looks at the answers before `begun`, and its errors are shown instead.
    """

    begun = Signal(object)
    left = Signal()

    def __init__(
        self,
        entry: Entry,
        variables: tuple[Variable, ...] = (),
        messages: tuple[Message, ...] = (),
        check: Callable[[Mapping[str, str]], tuple[Message, ...]] = lambda _values: (),
    ) -> None:
        super().__init__(entry.scene, kind_of(entry.id))
        self._check = check
        errors = [message for message in messages if message.severity is Severity.ERROR]
        self.body.addWidget(PlainLabel(entry.title, "title", wrap=True))
        if entry.summary:
            self.body.addWidget(PlainLabel(entry.summary, "summary", wrap=True))
        self.fields = VariableFields(() if errors else variables)
        self.problem = PlainLabel(name="alert", wrap=True)
        self.problem.hide()
        self.progress_words = PlainLabel(name="small")
        self.progress = QProgressBar()
        self.begin = WordButton("Begin", "primary")
        if errors or entry.problems:
            self._show_errors(errors)
        else:
            self._show_facts(entry)
        self._show_buttons(can_begin=not errors and not entry.problems)

    def _show_facts(self, entry: Entry) -> None:
        author = f"by {entry.author}  ·  " if entry.author else ""
        self.body.addWidget(PlainLabel(f"{author}{length_text(entry.minutes, entry.stops)}", "small", wrap=True))
        if self.fields.are_asked:
            self.body.addWidget(self.fields)
        self.body.addWidget(PlainLabel(entry.safety or SAFETY, "small", wrap=True))

    def _show_errors(self, errors: list[Message]) -> None:
        words = "This session cannot be played until its script is mended:"
        self.body.addWidget(PlainLabel(words, "alert", wrap=True))
        for message in errors[:MOST_MESSAGES]:
            self.body.addWidget(PlainLabel(message_text(message), wrap=True))
        if len(errors) > MOST_MESSAGES:
            self.body.addWidget(PlainLabel(f"… and {len(errors) - MOST_MESSAGES} more.", "small"))

    def _show_buttons(self, *, can_begin: bool) -> None:
        self.body.addWidget(self.problem)
        self.body.addWidget(self.progress_words)
        self.body.addWidget(self.progress)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName("Getting ready")
        self.progress_words.hide()
        self.progress.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        if can_begin:
            self.begin.setMinimumSize(150, 46)
            self.begin.clicked.connect(self._begin)
            self.fields.entered.connect(self.begin.click)
            row.addWidget(self.begin)
        else:
            self.begin.setEnabled(False)
        self.back = WordButton("Back to the Library", "plain" if can_begin else "primary")
        self.back.setMinimumHeight(46)
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        row.addStretch()
        self.body.addSpacing(4)
        self.body.addLayout(row)

    def take_focus(self) -> None:
        """What had the keys has them again; at first the first question, else Begin, else the way back."""
        inside = self.widget()
        at = inside.focusWidget() if inside is not None else None
        if at is not None and at.isEnabled():
            at.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for part in self.fields.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        (self.begin if self.begin.isEnabled() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the way back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def show_progress(self, words: str, share: float) -> None:
        """What is being made ready, and how much of it is done (0 to 1).

        The progress gets the keys from Begin, so that a second Enter does not lead back to the Library.
        """
        self.progress_words.say(words)
        self.progress_words.show()
        self.progress.show()
        if self.begin.hasFocus():
            self.progress.setFocus(Qt.FocusReason.OtherFocusReason)
        self.begin.setEnabled(False)
        self.progress.setValue(round(share * 1000))

    def show_problem(self, words: str) -> None:
        """Why it could not begin; it may be tried again."""
        self.begin.setEnabled(True)
        if self.progress.hasFocus():
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress_words.hide()
        self.progress.hide()
        self.problem.say(words)
        self.problem.show()

    def _begin(self) -> None:
        values = self.fields.values()
        wrong = [message for message in self._check(values) if message.severity is Severity.ERROR]
        if wrong:
            self.show_problem("\n".join(f"{message.message} {message.fix}".strip() for message in wrong[:5]))
            return
        self.problem.hide()
        self.begun.emit(values)
