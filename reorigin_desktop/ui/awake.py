"""Keeps the screen awake while a session plays, and lets it sleep again at once when it does not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager


def system_inhibitor() -> AbstractContextManager[object]:
    """What asks this system not to sleep; does nothing where it cannot be asked."""
    from wakepy import keep

    mode: AbstractContextManager[object] = keep.presenting(on_fail="pass")
    return mode


class Awake:
    """Holds the inhibitor on a thread of its own, since asking the system may take a moment."""

    def __init__(self, inhibitor: Callable[[], AbstractContextManager[object]] = system_inhibitor) -> None:
        self._inhibitor = inhibitor
        self._released = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def holds(self) -> bool:
        """Whether the screen is being kept awake."""
        return self._thread is not None

    def keep(self, *, awake: bool) -> None:
        """Begin or cease to keep the screen awake; asking twice for the same changes nothing."""
        if awake == self.holds:
            return
        if awake:
            self._released = threading.Event()
            self._thread = threading.Thread(target=self._hold, args=(self._released,), name="awake", daemon=True)
            self._thread.start()
        else:
            self._released.set()
            self._thread = None

    def _hold(self, released: threading.Event) -> None:
        with self._inhibitor():
            released.wait()
