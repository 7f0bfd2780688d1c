"""The row of buttons at the foot of a session."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reorigin_desktop.frames import clock_text
from reorigin_desktop.player.look import Look, State
from reorigin_desktop.ui.buttons import SignButton
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.seek_bar import SeekBar
from reorigin_desktop.ui.theme import Tokens


class Transport(QWidget):
    """Shows where the session is, and carries the buttons; the page connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Transport")
        self.back = SignButton("back", "Beginning of the section, or the one before", "Page Up")
        self.play = SignButton("play", "Play", "Space", large=True)
        self.next = SignButton("next", "Next section", "Page Down")
        self.seek = SeekBar()
        self.volumes = SignButton("volume", "Volumes", "V")
        self.captions = SignButton("captions", "Captions", "M")
        self.captions.setCheckable(True)
        self.land = SignButton("land", "End softly", "Esc")
        self.whole = SignButton("whole", "Whole screen", "F")
        self._place, self._left = PlainLabel(name="clock"), PlainLabel(name="clock")
        self._place.setAccessibleName("Time so far")
        for label, side in ((self._place, Qt.AlignmentFlag.AlignRight), (self._left, Qt.AlignmentFlag.AlignLeft)):
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._hides_time = False
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 18, 26, 22)
        row.setSpacing(13)
        for part in (self.back, self.play, self.next, self._place):
            row.addWidget(part)
        row.addWidget(self.seek, 1)
        for part in (self._left, self.volumes, self.captions, self.land, self.whole):
            row.addWidget(part)

    @property
    def _signs(self) -> tuple[SignButton, ...]:
        return (self.back, self.play, self.next, self.volumes, self.captions, self.land, self.whole)

    def dress(self, tokens: Tokens, *, hides_time: bool) -> None:
        """Takes the colours of this theme; `hides_time` for people whom a clock hurries."""
        self._hides_time = hides_time
        self.seek.dress(tokens)
        for button in self._signs:
            button.dress(tokens)
        for label in (self._place, self._left):
            label.setVisible(not hides_time)
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance("00:00"))
            label.setMinimumHeight(label.fontMetrics().height())

    def show_look(self, look: Look) -> None:
        """Moves the line and the clock; labels repaint only when their words change."""
        runs = look.state in {State.PLAYING, State.HOLDING, State.LANDING}
        self.play.become("pause" if runs else "play", "Pause" if runs else "Play")
        self.seek.show_place(look.position_s, look.total_s)
        self.seek.setEnabled(look.state is not State.LANDING)
        if not self._hides_time:
            self._place.say(clock_text(look.position_s))
            about = "about " if look.estimated else ""
            self._left.say(f"{about}{clock_text(look.left_s)} left")
