"""Something that takes a while, done beside the window: the window asks how it is going, and never waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reorigin_desktop.errors import Cancelled, ReoriginError

ASK_EVERY_MS = 30

Report = Callable[[str, float], None]
"""Says in words what is being done, and how much of it is done, 0 to 1."""


class Work(QObject):
    """One task on a thread of its own.

    `task` gets a Report and a function that says whether it was cancelled. On the window's thread, `progressed` is
    told what the task reported last, then `done` gets the result, or `failed` the ReoriginError; after `cancel`
    neither is called, and it may end with Cancelled. Any other exception is a bug and goes to the excepthook.
    """

    def __init__(
        self,
        parent: QObject,
        task: Callable[[Report, Callable[[], bool]], Any],
        done: Callable[[Any], None],
        failed: Callable[[ReoriginError], None] = lambda _error: None,
        progressed: Report = lambda _what, _share: None,
    ) -> None:
        super().__init__(parent)
        self._task, self._done, self._failed, self._progressed = task, done, failed, progressed
        self._cancelled = threading.Event()
        self._over = False
        self._latest: tuple[str, float] | None = None
        self._told: tuple[str, float] | None = None
        self._result: list[Any] = []
        self._error: ReoriginError | None = None
        self._thread = threading.Thread(target=self._run, name="work", daemon=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        self._thread.start()
        self._timer.start(ASK_EVERY_MS)

    def cancel(self) -> None:
        """Nobody waits for the result any more; harmless when it has come already."""
        self._cancelled.set()
        self._end()

    def _end(self) -> None:
        """Nothing is asked any more; what Qt has of this is gone soon after."""
        if not self._over:
            self._over = True
            self._timer.stop()
            self.deleteLater()

    def _run(self) -> None:
        try:
            self._result.append(self._task(self._report, self._cancelled.is_set))
        except ReoriginError as error:
            self._error = error
        except Cancelled:
            return

    def _report(self, what: str, share: float) -> None:
        self._latest = (what, share)

    def _ask(self) -> None:
        if self._latest is not None and self._latest != self._told:
            self._told = self._latest
            self._progressed(*self._told)
        if self._thread.is_alive():
            return
        self._end()
        if self._error is not None:
            self._failed(self._error)
        elif self._result:
            self._done(self._result[0])
