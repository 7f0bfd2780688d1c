"""The screen stays awake exactly while something plays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reorigin_desktop.ui.awake import Awake, system_inhibitor


def test_it_holds_from_the_first_asking_to_the_release_and_only_once():
    entered, left = threading.Event(), threading.Event()
    times: list[str] = []

    @contextmanager
    def inhibitor() -> Iterator[None]:
        times.append("entered")
        entered.set()
        yield
        left.set()

    awake = Awake(inhibitor)
    awake.keep(awake=False)
    awake.keep(awake=True)
    awake.keep(awake=True)
    assert entered.wait(5.0)
    assert not left.is_set()
    awake.keep(awake=False)
    assert left.wait(5.0)
    assert times == ["entered"]
    assert not awake.holds


def test_where_the_system_cannot_be_asked_nothing_happens():
    """Here there is no desktop; a session plays all the same."""
    with system_inhibitor():
        pass
