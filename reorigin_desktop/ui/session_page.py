"""The page on which a session plays: the stage, what can be done with it, and the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSlider, QVBoxLayout, QWidget
from typing_extensions import override

from reorigin_desktop.player.look import Gains, Look, Notice, State
from reorigin_desktop.ui.chrome import Chrome
from reorigin_desktop.ui.dots import Dots
from reorigin_desktop.ui.keys import KeyTable
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.playing import Playing
from reorigin_desktop.ui.questions import QuestionPanel
from reorigin_desktop.ui.stage import FOOT_PX, Stage, StageStyle
from reorigin_desktop.ui.theme import Tokens
from reorigin_desktop.ui.transport import Transport
from reorigin_desktop.ui.volumes import Volumes
from reorigin_desktop.ui.words import repetition_words

IDLE_MS = 3000
WATCH_MS = 250
"""While nothing moves, or nobody sees it, the player is only asked this often, and nothing is painted."""
SKIP_S = 10.0
_MOVING = {State.PLAYING, State.HOLDING, State.LANDING}


class SessionPage(QWidget):
    """Asks the player for a look once a frame and shows it; `ended` comes once, when the run is over."""

    ended = Signal()
    noticed = Signal(object)
    notice_over = Signal(object)
    gains_changed = Signal(object)
    captions_toggled = Signal(bool)
    whole_screen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, idle_ms: int = IDLE_MS) -> None:
        super().__init__(parent)
        self._player: Playing | None = None
        self._look: Look | None = None
        self._frame_ms = 33
        self._style = StageStyle()
        self.stage = Stage(self)
        self.transport = Transport(self.stage)
        self.head = QWidget(self.stage)
        self.section = PlainLabel(name="section")
        self.dots = Dots()
        self.repetition = PlainLabel(name="clock")
        self.panel = QuestionPanel(self.stage)
        self.volumes = Volumes(self.stage)
        self.volumes.hide()
        self.keys = KeyTable(self.stage)
        self._lay_head()
        self.chrome = Chrome((self.head, self.transport), idle_ms, parent=self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._connect()
        self._make_shortcuts()
        self.stage.installEventFilter(self)

    def _lay_head(self) -> None:
        column = QVBoxLayout(self.head)
        column.setContentsMargins(30, 22, 30, 8)
        column.setSpacing(6)
        column.addWidget(self.section)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.dots)
        row.addWidget(self.repetition)
        row.addStretch()
        column.addLayout(row)
        self.head.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self.transport.play.clicked.connect(self._space)
        self.transport.back.clicked.connect(lambda: self._tell(lambda player: player.previous_section()))
        self.transport.next.clicked.connect(lambda: self._tell(lambda player: player.next_section()))
        self.transport.seek.sought.connect(lambda at_s: self._tell(lambda player: player.seek(at_s)))
        self.transport.land.clicked.connect(self._land)
        self.transport.captions.clicked.connect(self._toggle_captions)
        self.transport.volumes.clicked.connect(self._toggle_volumes)
        self.transport.whole.clicked.connect(self.whole_screen_wanted)
        self.volumes.changed.connect(self._set_gains)
        self.panel.answered.connect(lambda value: self._tell(lambda player: player.answer(value)))
        self.panel.gone_on.connect(lambda: self._tell(lambda player: player.go_on()))
        self.panel.rest.connect(lambda: self._tell(lambda player: player.pause()))
        self.panel.stop.connect(self._land)
        self.panel.resized.connect(self._arrange)

    def _make_shortcuts(self) -> None:
        for keys, act in (
            (("Space",), self._space),
            (("Return", "Enter"), self._enter),
            (("Esc",), self._escape),
            (("Left",), lambda: self._arrow(-1)),
            (("Right",), lambda: self._arrow(1)),
            (("PgUp",), lambda: self._tell(lambda player: player.previous_section())),
            (("PgDown",), lambda: self._tell(lambda player: player.next_section())),
            (("Home",), lambda: self._tell(lambda player: player.restart())),
            (("M",), self._toggle_captions),
            (("V",), self._toggle_volumes),
            (("F", "F11"), self.whole_screen_wanted.emit),
            (("F1",), self._toggle_keys),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.setAutoRepeat(key in {"Left", "Right"})
                shortcut.activated.connect(self._by_key(act))

    def _by_key(self, act: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self.chrome.wake()
            act()

        return run

    # ------------------------------------------------------------------------------------------- for others

    def play(self, player: Playing) -> None:
        """Shows this player from now on; it is the caller who tells it to begin."""
        self._player, self._look = player, None
        self.stage.clear()
        self.panel.show_stop(None)
        self.chrome.wake()
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def leave(self) -> None:
        """Forgets the player: nothing is asked or painted any more."""
        self._player = None
        self._timer.stop()
        self.chrome.hold()

    def notice_read(self, notice: Notice) -> None:
        """The person has put a notice away; if it was the player's, it need not say it any more."""
        if self._player is not None and self._look is not None and self._look.notice == notice:
            self._player.dismiss_notice()

    @property
    def is_playing(self) -> bool:
        """Whether there is a run that has not ended."""
        return self._player is not None

    @property
    def is_moving(self) -> bool:
        """Whether something plays now, or waits for the person."""
        return self._player is not None and self._look is not None and self._look.state in _MOVING

    def dress(self, tokens: Tokens, style: StageStyle, *, frames_per_s: int, hides_time: bool) -> None:
        """Takes the person's settings; everything at once."""
        self._style = style
        self._frame_ms = round(1000 / max(1, frames_per_s))
        self.stage.dress(tokens, style)
        self.transport.dress(tokens, hides_time=hides_time)
        self.transport.captions.setChecked(style.captions)
        self.dots.dress(tokens)
        self.chrome.fades = not style.still
        self._arrange()
        self._set_pace()

    def show_whole_screen(self, *, whole: bool) -> None:
        """The button says what it would do now."""
        self.transport.whole.become(
            "window" if whole else "whole", "Leave the whole screen" if whole else "Whole screen"
        )

    # -------------------------------------------------------------------------------------------- each frame

    def refresh(self) -> None:
        """One look, shown."""
        if self._player is None:
            return
        look = self._player.look()
        before, self._look = self._look, look
        if look == before:
            return
        if look.state is State.FINISHED:
            self.leave()
            self.ended.emit()
            return
        if look.notice is not None and (before is None or look.notice != before.notice):
            self.noticed.emit(look.notice)
        elif look.notice is None and before is not None and before.notice is not None:
            self.notice_over.emit(before.notice)
        self._set_pace()
        if not self._is_seen():
            return
        self.stage.show_look(look)
        self._show_panel(look)
        if self.chrome.shown:
            self._show_chrome(look)
        self.chrome.may_leave = look.state in _MOVING and not self.volumes.isVisible() and not self.keys.isVisible()

    def _show_chrome(self, look: Look) -> None:
        self.transport.show_look(look)
        self.section.say(look.section)
        self.dots.show_dots(look.dots)
        self.repetition.say(repetition_words(look.repetition))
        self.volumes.show_gains(look.gains)

    def _show_panel(self, look: Look) -> None:
        stop = look.stop if look.state is State.HOLDING else None
        if self.panel.show_stop(stop):
            self.stage.keep_words_back(back=stop is not None)
            self._arrange()
            if stop is None:
                self.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_pace(self) -> None:
        """As often as frames are wanted while something moves and is seen, else rarely; never without a player."""
        if self._player is None:
            return
        moving = self._look is not None and self._look.state in _MOVING and self._is_seen()
        wanted = self._frame_ms if moving else WATCH_MS
        if not self._timer.isActive() or self._timer.interval() != wanted:
            self._timer.start(wanted)

    def _is_seen(self) -> bool:
        return self.isVisible() and not self.window().isMinimized()

    # ------------------------------------------------------------------------------------------- what is done

    def _tell(self, command: Callable[[Playing], None]) -> None:
        if self._player is not None:
            command(self._player)
            self.refresh()

    def _pressed_button(self) -> bool:
        """Space and Enter press the button that has the focus, if one has."""
        at = self.focusWidget()
        if isinstance(at, QAbstractButton) and at.isVisible() and at.hasFocus():
            at.click()
            return True
        return False

    def _space(self) -> None:
        if self.sender() is not self.transport.play and self._pressed_button():
            return
        self._tell(lambda player: player.toggle())

    def _enter(self) -> None:
        if self._pressed_button():
            return
        if self.panel.isVisible():
            self.panel.confirm()
        elif self._look is not None and self._look.state in {State.PAUSED, State.STOPPED}:
            self._tell(lambda player: player.play())

    def _escape(self) -> None:
        if self.keys.isVisible():
            self._toggle_keys()
        elif self.volumes.isVisible():
            self._toggle_volumes()
        else:
            self._land()

    def _land(self) -> None:
        self._tell(lambda player: player.land())

    def _arrow(self, by: int) -> None:
        at = self.focusWidget()
        if isinstance(at, QSlider) and at is not self.transport.seek and at.hasFocus():
            at.setValue(at.value() + 5 * by)
        elif not self.panel.arrow(by):
            self._tell(lambda player: player.skip(SKIP_S * by))

    def _set_gains(self, gains: Gains) -> None:
        self._tell(lambda player: player.set_gains(gains))
        self.gains_changed.emit(gains)

    def _toggle_captions(self) -> None:
        self.captions_toggled.emit(not self._style.captions)

    def _toggle_volumes(self) -> None:
        self.volumes.setVisible(not self.volumes.isVisible())
        if self.volumes.isVisible():
            self._arrange()
            self.volumes.raise_()
            self.volumes.findChildren(QSlider)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_keys(self) -> None:
        self.keys.setVisible(not self.keys.isVisible())
        if self.keys.isVisible():
            self._arrange()
            self.keys.raise_()

    # ------------------------------------------------------------------------------------------------- Qt

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.chrome.wake()
        if not self.panel.key(event):
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.stage:
            if event.type() == QEvent.Type.MouseMove:
                self.chrome.wake(QCursor.pos())
            elif event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                self._stage_pressed(event)
        return super().eventFilter(watched, event)

    def _stage_pressed(self, event: QMouseEvent) -> None:
        self.chrome.wake()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.keys.isVisible():
            self._toggle_keys()
        elif self.volumes.isVisible():
            self._toggle_volumes()
        elif self.panel.is_wait:
            self.panel.gone_on.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_pace()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._set_pace()

    def _arrange(self) -> None:
        wide, tall = self.width(), self.height()
        self.stage.setGeometry(0, 0, wide, tall)
        foot = self.transport.sizeHint().height()
        self.transport.setGeometry(0, tall - foot, wide, foot)
        self.head.setGeometry(0, 0, wide, self.head.sizeHint().height())
        self.panel.setMaximumWidth(wide - 40)
        self.panel.adjustSize()
        self.panel.move(QPoint((wide - self.panel.width()) // 2, max(16, tall - FOOT_PX - self.panel.height() - 10)))
        self.keys.adjustSize()
        self.keys.move((wide - self.keys.width()) // 2, max(8, (tall - self.keys.height()) // 2))
        self.volumes.adjustSize()
        at = self.transport.volumes
        right = at.mapTo(self.stage, QPoint(at.width(), 0)).x() if self.isVisible() else wide - 40
        left = max(12, min(wide - self.volumes.width() - 12, right - self.volumes.width() // 2))
        self.volumes.move(left, tall - foot - self.volumes.height() + 6)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever gives the page the keys means its content."""
        self.stage.setFocus(event.reason())
