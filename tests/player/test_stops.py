"""Stops in hard places: side by side, at the edges of passes and sections, with commands close upon each other."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.moments import Moment, moment_now
from reorigin_desktop.player.loading import going_on
from reorigin_desktop.player.look import Look, State
from reorigin_desktop.player.player import Player
from reorigin_desktop.sound.live import Live
from reorigin_desktop.sound.null import NullOutput
from tests.rehearsal import Rehearsal, Start, prepare


def answers(rehearsal: Rehearsal) -> list[tuple[str, str | None, str]]:
    return [(one.name, one.value, one.outcome) for one in rehearsal.last_run().answers]


def asked(look: Look) -> str:
    """The name of the question that waits, or ""."""
    return look.stop.ask.name if look.stop is not None and look.stop.ask is not None else ""


TWO = '@pause 1s\n@ask first 0-10 "One?" max 2s\n@ask second 0-10 "Two?"\n@pause 1s\n'


def test_an_answer_at_the_last_moment_does_not_leave_the_next_question_too(start: Start):
    """The `max` of the first ends between what is audible and the first frame that can still be changed."""
    rehearsal = start(TWO)
    rehearsal.turn(2.94)
    while rehearsal.live.audible().frame < 3 * RATE_HZ - 480:
        rehearsal.turn(0.01)
    assert asked(rehearsal.player.look()) == "first"
    rehearsal.player.answer("7")
    rehearsal.turn(1.0)
    look = rehearsal.player.look()
    assert look.state is State.HOLDING
    assert asked(look) == "second"
    assert answers(rehearsal) == [("first", "7", "answered")]


def test_an_answer_is_for_the_question_that_was_seen(start: Start):
    """With a picture that is later than the sound, the next question may wait already, not seen yet."""
    rehearsal = start(TWO)
    rehearsal.player.set_picture_delay(0.3)
    rehearsal.turn(3.1)
    assert asked(rehearsal.player.look()) == "first"
    rehearsal.player.answer("7")
    rehearsal.turn(0.5)
    look = rehearsal.player.look()
    assert look.state is State.HOLDING
    assert asked(look) == "second"
    rehearsal.player.answer("2")
    rehearsal.turn_until(State.FINISHED)
    assert answers(rehearsal)[-1] == ("second", "2", "answered")
    assert [name for name, _, _ in answers(rehearsal)] == ["first", "second"]


def test_a_jump_right_after_a_pause_is_not_forgotten(start: Start):
    rehearsal = start("@pause 60s\n")
    rehearsal.turn(1.0)
    rehearsal.player.pause()
    rehearsal.player.seek(31.0)
    rehearsal.settle()
    assert rehearsal.player.look().position_s == 31.0
    rehearsal.player.play()
    rehearsal.turn(1.0)
    assert 31.5 < rehearsal.player.look().position_s < 32.1


def test_a_pause_shows_the_place_at_once(start: Start):
    rehearsal = start("@pause 60s\n")
    rehearsal.turn(5.0)
    rehearsal.player.pause()
    rehearsal.player.step()
    assert 4.9 < rehearsal.player.look().position_s < 5.2


def test_an_answer_is_kept_when_a_jump_follows_before_it_was_heard(start: Start):
    rehearsal = start('@pause 1s\n@ask first 0-10 "One?"\n@pause 5s\n')
    rehearsal.output.latency_frames = 9600
    rehearsal.turn(3.0)
    rehearsal.player.answer("7")
    rehearsal.turn(0.05)
    rehearsal.player.skip(2.0)
    rehearsal.turn_until(State.FINISHED)
    assert answers(rehearsal) == [("first", "7", "answered")]


def test_nothing_of_the_session_before_counts_for_the_next(start: Start, write_session):
    """What still waits in the device when another player begins is heard, but is no part of its run."""
    rehearsal = start('@repeat 9 as "one"\n@pause 1s\n@end\n')
    rehearsal.output.latency_frames = 24000
    rehearsal.turn(2.0)
    rehearsal.player.close()
    other = prepare(write_session('@pause 1s\n@repeat 2 as "two"\n@pause 1s\n@end\n@pause 1s\n', "other.session"))
    rehearsal.player = Player(other, rehearsal.live, rehearsal.journal, now=moment_now, threaded=False)
    rehearsal.player.play()
    rehearsal.turn(0.2)
    assert rehearsal.player.look().position_s < 0.3
    rehearsal.turn_until(State.FINISHED)
    assert rehearsal.last_run().heard_frames == 4 * RATE_HZ


READY = (
    '@pause 1s\n@repeat 3 as "throw"\n@wait "Ready?"\n@pause 6s\n@end\n# Rating\n@ask ease 0-10 "Ease?"\n@pause 5s\n'
)


def test_going_to_a_section_that_begins_with_a_question_comes_to_the_question(start: Start):
    rehearsal = start(READY)
    rehearsal.turn(0.5)
    rehearsal.player.next_section()
    rehearsal.turn(0.2)
    look = rehearsal.player.look()
    assert look.state is State.HOLDING
    assert look.section == "Rating"
    rehearsal.player.answer("5")
    rehearsal.turn(4.0)
    rehearsal.player.previous_section()
    rehearsal.turn(0.2)
    assert rehearsal.player.look().state is State.HOLDING


def test_a_run_that_goes_on_in_a_pass_that_begins_with_a_wait_can_complete_it(write_session, tmp_path: Path):
    script = write_session(READY)
    first = Rehearsal(script, tmp_path / "data")
    first.player.play()
    first.turn(1.5)
    first.player.go_on()
    first.turn(6.5)
    first.player.go_on()
    first.turn(5.6)
    row = first.last_run()
    first.close()
    second = Rehearsal(script, tmp_path / "data", prepared=going_on(prepare(script), row))
    second.player.play()
    second.turn(0.5)
    assert second.player.look().state is State.HOLDING
    second.player.go_on()
    second.turn(6.5)
    assert [(one.index, one.status) for one in second.last_run().repetitions] == [(2, "completed")]
    second.close()


def test_a_run_that_was_cut_off_at_the_wait_that_ends_a_pass_goes_back_to_its_beginning(write_session, tmp_path: Path):
    script = write_session('@repeat 3 as "reach"\n@pause 5s\n@wait "Done?"\n@end\n@pause 1s\n')
    first = Rehearsal(script, tmp_path / "data")
    first.player.play()
    first.turn(12.0)
    row = first.last_run()
    first.close()
    assert row.position_frame == 5 * RATE_HZ
    prepared = going_on(prepare(script), row)
    assert prepared.start_frame == 0


def test_the_end_waits_until_the_last_frame_was_surely_heard(start: Start, monkeypatch: pytest.MonkeyPatch):
    """A device that is quicker than it says: what is audible is ahead of what was surely heard."""
    rehearsal = start('@pause 1s\n@repeat 2 as "x"\n@pause 1s\n@end\n')
    monkeypatch.setattr(type(rehearsal.output), "latency_s", 0.4)
    rehearsal.turn_until(State.FINISHED)
    assert [one.status for one in rehearsal.last_run().repetitions] == ["completed", "completed"]


def test_closing_while_it_lands_is_a_landing(start: Start):
    rehearsal = start("@pause 60s\n")
    rehearsal.turn(2.0)
    rehearsal.player.land()
    rehearsal.turn(0.5)
    rehearsal.player.close()
    assert rehearsal.last_run().outcome == "landed"


def test_the_first_pass_counts_where_the_session_begins_with_its_wait(start: Start):
    rehearsal = start('@repeat 2 as "throw"\n@wait "Ready?"\n@pause 1s\n@end\n@pause 1s\n')
    rehearsal.turn(0.5)
    rehearsal.player.go_on()
    rehearsal.turn(1.5)
    assert [(one.index, one.status) for one in rehearsal.last_run().repetitions] == [(1, "completed")]


def test_an_answer_given_just_before_the_end_took_as_long_as_it_took(start: Start):
    rehearsal = start('@pause 1s\n@ask first 0-10 "One?"\n@pause 5s\n')
    rehearsal.turn(3.0)
    rehearsal.player.answer("7")
    rehearsal.player.stop()
    rehearsal.settle()
    [answer] = rehearsal.last_run().answers
    assert (answer.value, answer.outcome) == ("7", "answered")
    assert 1.9 < answer.took_s < 2.2


def test_a_bug_in_the_middle_is_told_and_the_run_can_still_be_ended(
    write_session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The clock of the wall fails for as long as the first passes end; the player's thread lives on."""
    told: list[type[BaseException] | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda hook: told.append(hook.exc_type))
    broken = threading.Event()

    def now() -> Moment:
        if broken.is_set():
            raise ArithmeticError
        return moment_now()

    path = write_session('@repeat 9 as "x"\n@pause 0.2s\n@end\n@pause 60s\n')
    live = Live(NullOutput())
    live.start()
    with open_journal(tmp_path / "data") as journal:
        player = Player(prepare(path), live, journal, now=now)
        player.play()
        time.sleep(0.3)
        broken.set()
        time.sleep(0.5)
        broken.clear()
        player.stop()
        until_s = time.monotonic() + 5.0
        while player.look().state is not State.FINISHED:
            assert time.monotonic() < until_s
            time.sleep(0.01)
        player.close()
        live.close()
        assert told == [ArithmeticError]
        assert journal.runs()[0].outcome == "stopped"


def test_an_answer_that_comes_after_a_jump_away_is_no_answer(start: Start):
    """The question is still seen while the jump is under way; when it comes again it waits for a new answer."""
    rehearsal = start('@pause 1s\n@ask first 0-10 "One?"\n@pause 5s\n')
    rehearsal.turn(3.0)
    rehearsal.player.answer("7")
    rehearsal.player.restart()
    rehearsal.player.answer("2")
    rehearsal.turn(3.0)
    look = rehearsal.player.look()
    assert (look.state, asked(look)) == (State.HOLDING, "first")
    rehearsal.player.answer("4")
    rehearsal.turn_until(State.FINISHED)
    assert [value for _, value, _ in answers(rehearsal)] == ["7", "4"]
