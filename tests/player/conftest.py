"""Sessions begun for the tests of the player, and put away after them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rehearsal import Rehearsal, Start


@pytest.fixture
def start(write_session, tmp_path: Path) -> Iterator[Start]:
    """Begin to play a session with this body."""
    begun: list[Rehearsal] = []

    def begin(body: str, **more) -> Rehearsal:
        rehearsal = Rehearsal(write_session(body), tmp_path / "data", **more)
        begun.append(rehearsal)
        rehearsal.player.play()
        rehearsal.settle()
        return rehearsal

    yield begin
    for rehearsal in begun:
        rehearsal.close()
