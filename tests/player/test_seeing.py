"""What a look says about the time that is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reorigin_desktop.player.look import State
from tests.rehearsal import Rehearsal

TWO_QUESTIONS = """
@pause 1s
@ask ease before 0-10 "How much at ease?" expect 4s
@pause 2s
@ask ease after 0-10 "And now?" expect 4s
@pause 1s
"""


@pytest.fixture
def rehearsal(write_session: Callable[[str], Path], tmp_path: Path) -> Iterator[Rehearsal]:
    begun = Rehearsal(write_session(TWO_QUESTIONS), tmp_path / "data")
    begun.player.play()
    begun.settle()
    yield begun
    begun.close()


def test_a_long_answer_takes_nothing_from_the_questions_to_come(rehearsal: Rehearsal):
    """The time left rests once the expected length is over, and never grows when the person goes on."""
    rehearsal.turn_until(State.HOLDING)
    assert rehearsal.player.look().left_s == pytest.approx(4 + 2 + 4 + 1, abs=0.2)
    rehearsal.turn(20)
    waiting = rehearsal.player.look()
    assert waiting.state is State.HOLDING
    assert waiting.left_s == pytest.approx(2 + 4 + 1, abs=0.01)
    rehearsal.player.answer("3")
    rehearsal.turn(0.5)
    assert rehearsal.player.look().left_s <= waiting.left_s
