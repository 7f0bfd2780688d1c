"""What lies over the session and goes away while nobody moves: the fading, and the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, Qt, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

FADE_MS = 450


class Chrome:
    """Shows its parts at any movement, and lets them fade when `may_leave` is set and nothing moved for a while."""

    def __init__(self, parts: tuple[QWidget, ...], idle_ms: int, parent: QWidget) -> None:
        self.may_leave = False
        self.fades = True
        self._parent, self._parts, self._last = parent, parts, QPoint()
        self._idle = QTimer(parent)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_ms)
        self._idle.timeout.connect(self._leave)
        self._effects = tuple(QGraphicsOpacityEffect(part) for part in parts)
        self._fades = tuple(QPropertyAnimation(effect, b"opacity", parent) for effect in self._effects)
        for part, effect, fade in zip(parts, self._effects, self._fades, strict=True):
            part.setGraphicsEffect(effect)
            effect.setEnabled(False)
            fade.setDuration(FADE_MS)
            fade.setStartValue(1.0)
            fade.setEndValue(0.0)
            fade.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fades[-1].finished.connect(self._gone)

    @property
    def shown(self) -> bool:
        """Whether the parts can be seen."""
        return not self._parts[0].isHidden()

    def wake(self, pointer: QPoint | None = None) -> None:
        """Something moved: everything is there again. A pointer that stays where it is does not count."""
        if pointer is not None:
            if pointer == self._last:
                return
            self._last = pointer
        for part, effect, fade in zip(self._parts, self._effects, self._fades, strict=True):
            fade.stop()
            effect.setEnabled(False)
            part.show()
        self._parent.unsetCursor()
        self._idle.start()

    def hold(self) -> None:
        """Everything stays from now on."""
        self.may_leave = False
        self.wake()
        self._idle.stop()

    def _leave(self) -> None:
        at = self._parent.focusWidget()
        busy = at is not None and at.hasFocus() and any(part.isAncestorOf(at) for part in self._parts)
        if not self.may_leave or busy:
            self._idle.start()
            return
        if not self.fades:
            self._gone()
            return
        for effect, fade in zip(self._effects, self._fades, strict=True):
            effect.setOpacity(1.0)
            effect.setEnabled(True)
            fade.start()

    def _gone(self) -> None:
        for part, effect in zip(self._parts, self._effects, strict=True):
            part.hide()
            effect.setEnabled(False)
        self._parent.setCursor(Qt.CursorShape.BlankCursor)
