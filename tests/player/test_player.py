"""Whole sessions, turned by hand: what plays, what waits, and what is written down."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.player.course import Course
from reorigin_desktop.player.loading import going_on
from reorigin_desktop.player.look import Dot, Gains, State
from reorigin_desktop.script.model import BreathPhase
from tests.rehearsal import Rehearsal, Start, prepare

ROUND = """
# Round
@pause 1s
@repeat 3 as "quiet light"
@pause 2s
@end
# Closing
@pause 1s
"""


def statuses(rehearsal: Rehearsal) -> list[tuple[int, str]]:
    return [(one.index, one.status) for one in rehearsal.last_run().repetitions]


def test_a_session_played_through_is_in_the_journal_pass_by_pass(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn_until(State.FINISHED)
    run = rehearsal.last_run()
    assert (run.outcome, run.heard_frames) == ("completed", 8 * RATE_HZ)
    assert statuses(rehearsal) == [(1, "completed"), (2, "completed"), (3, "completed")]
    assert all(one.heard_frames == one.planned_frames == 2 * RATE_HZ for one in run.repetitions)


def test_a_repetition_is_written_before_the_next_begins(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(3.1)
    assert statuses(rehearsal) == [(1, "completed")]
    assert rehearsal.last_run().outcome is None


def test_a_pause_in_the_middle_changes_nothing_about_what_counts(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(2.0)
    rehearsal.player.pause()
    rehearsal.turn(3.0)
    look = rehearsal.player.look()
    assert look.state is State.PAUSED
    assert 2.0 <= look.position_s < 2.1
    rehearsal.player.play()
    rehearsal.turn_until(State.FINISHED)
    assert statuses(rehearsal) == [(1, "completed"), (2, "completed"), (3, "completed")]
    assert rehearsal.last_run().heard_frames == 8 * RATE_HZ


def test_seeking_over_a_repetition_never_completes_it(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(1.5)
    rehearsal.player.seek(4.0)
    rehearsal.turn_until(State.FINISHED)
    assert sorted(statuses(rehearsal)) == [(1, "partial"), (2, "partial"), (3, "completed")]


def test_landing_keeps_what_was_completed_and_blames_nobody_for_the_rest(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(3.5)
    rehearsal.player.land()
    rehearsal.settle()
    look = rehearsal.player.look()
    assert look.state is State.LANDING
    assert look.caption == rehearsal.player.prepared.closing_text != ""
    rehearsal.turn_until(State.FINISHED)
    assert rehearsal.last_run().outcome == "landed"
    assert statuses(rehearsal) == [(1, "completed"), (2, "partial")]
    summary = rehearsal.player.summary()
    assert summary is not None
    assert [(one.label, one.completed, one.of) for one in summary.practised] == [("quiet light", 1, 3)]


def test_a_second_landing_ends_at_once(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(1.0)
    rehearsal.player.land()
    rehearsal.player.land()
    rehearsal.settle()
    assert rehearsal.player.look().state is State.FINISHED


def test_a_preview_is_heard_but_never_written(start: Start):
    rehearsal = start(ROUND, preview=True)
    rehearsal.turn_until(State.FINISHED)
    assert rehearsal.journal.runs() == ()


WAITING = """
@pause 1s
@repeat 2 as "reach"
@pause 1s
@wait "Reach for the cup." as "reach time"
@end
@pause 1s
"""


def test_a_wait_holds_the_position_until_the_person_goes_on(start: Start):
    rehearsal = start(WAITING)
    rehearsal.turn(10.0)
    look = rehearsal.player.look()
    assert look.state is State.HOLDING
    assert look.stop is not None
    assert look.stop.wait is not None
    assert look.stop.wait.prompt == "Reach for the cup."
    assert look.position_s == 2.0
    assert 7.9 < look.stop_for_s < 8.1
    assert statuses(rehearsal) == []
    rehearsal.player.go_on()
    rehearsal.turn(0.5)
    assert statuses(rehearsal) == [(1, "completed")]
    [answer] = rehearsal.last_run().answers
    assert (answer.name, answer.outcome, answer.repetition_index) == ("reach time", "answered", 1)
    assert 7.9 < answer.took_s < 8.2
    rehearsal.turn(1.0)
    rehearsal.player.toggle()
    rehearsal.turn_until(State.FINISHED)
    assert statuses(rehearsal) == [(1, "completed"), (2, "completed")]


def test_a_wait_with_a_limit_ends_by_itself_and_says_so(start: Start):
    rehearsal = start('@repeat 1 as "reach"\n@pause 1s\n@wait "Reach." max 3s\n@end\n@pause 1s\n')
    rehearsal.turn_until(State.FINISHED, 10)
    [answer] = rehearsal.last_run().answers
    assert (answer.outcome, answer.took_s) == ("timed out", 3.0)
    [repetition] = rehearsal.last_run().repetitions
    assert (repetition.status, repetition.timed_out) == ("completed", True)


def test_jumping_past_a_wait_does_not_complete_its_pass(start: Start):
    rehearsal = start("@pause 1s\n" + WAITING)
    rehearsal.turn(4.0)
    assert rehearsal.player.look().state is State.HOLDING
    rehearsal.player.seek(3.0)
    rehearsal.turn(0.5)
    assert statuses(rehearsal) == []


ASKING = """
@ask strain before 0-10 "How much strain?"
@pause 1s
@ask strain after 0-10 "And now?"
"""


def test_answers_are_kept_and_a_skipped_question_is_missing_not_zero(start: Start):
    rehearsal = start(ASKING)
    rehearsal.turn_until(State.HOLDING)
    rehearsal.player.answer("7")
    rehearsal.player.answer("2")
    rehearsal.turn(0.5)
    rehearsal.turn_until(State.HOLDING)
    rehearsal.player.answer(None)
    rehearsal.turn_until(State.FINISHED)
    before, after = rehearsal.last_run().answers
    assert (before.moment, before.value, before.outcome) == ("before", "7", "answered")
    assert (after.moment, after.value, after.outcome) == ("after", None, "skipped")


def test_space_does_not_skip_a_question(start: Start):
    rehearsal = start(ASKING)
    rehearsal.turn_until(State.HOLDING)
    rehearsal.player.go_on()
    rehearsal.turn(0.5)
    assert rehearsal.player.look().state is State.HOLDING


def test_skips_pressed_quickly_add_up(start: Start):
    rehearsal = start("@pause 60s\n")
    rehearsal.turn(5.0)
    for _ in range(3):
        rehearsal.player.skip(10.0)
    rehearsal.settle()
    assert 35.0 <= rehearsal.player.look().position_s < 35.2


def test_a_session_closed_in_the_middle_can_be_gone_on_with(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(4.0)
    rehearsal.player.close("interrupted")
    assert rehearsal.last_run().outcome == "interrupted"
    assert rehearsal.journal.resumable() is not None


def test_a_session_closed_while_its_last_chime_rings_is_completed(start: Start):
    rehearsal = start("@pause 1s\n@chime bowl\n")
    rehearsal.turn(5.5)
    rehearsal.player.close("interrupted")
    assert rehearsal.last_run().outcome == "completed"


def test_dots_say_how_each_pass_stands(start: Start):
    rehearsal = start(ROUND)
    assert rehearsal.player.look().dots == (Dot.TO_COME,) * 3
    rehearsal.turn(4.0)
    assert rehearsal.player.look().dots == (Dot.COMPLETED, Dot.NOW, Dot.TO_COME)
    rehearsal.player.seek(5.5)
    rehearsal.turn(0.2)
    assert rehearsal.player.look().dots == (Dot.COMPLETED, Dot.PARTIAL, Dot.NOW)


def test_sections_can_be_stepped_through(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(1.0)
    assert rehearsal.player.look().section == "Round"
    rehearsal.player.next_section()
    rehearsal.settle()
    assert rehearsal.player.look().section == "Closing"
    rehearsal.player.previous_section()
    rehearsal.settle()
    assert rehearsal.player.look().position_s < 0.1


def test_the_breath_is_a_function_of_what_is_audible(start: Start):
    rehearsal = start("@pause 1s\n@breathe 4-6 for 2 breaths\n@pause 1s\n")
    rehearsal.turn(2.97)
    look = rehearsal.player.look()
    assert look.breath is not None
    assert look.breath.phase == "in"
    assert look.breath.cycle_s == (4.0, 0.0, 6.0, 0.0)
    assert look.breath.cycle_at_s == pytest.approx(look.position_s - 1.0)
    assert look.breath.fullness == pytest.approx(0.5, abs=0.01)


def test_the_exact_pace_of_every_breath_that_was_heard_is_kept(start: Start):
    rehearsal = start("@pause 1s\n@breathe 12/min to 10/min for 20s\n@pause 1s\n")
    rehearsal.turn_until(State.FINISHED)
    written = [cue.payload for cue in rehearsal.player.prepared.timeline.cues]
    rates = tuple(one.rate_per_min for one in written if isinstance(one, BreathPhase) and one.phase == "in")
    assert len(rates) == 4
    assert rehearsal.last_run().breath_rates == pytest.approx(rates, abs=1e-12)


def test_no_command_makes_a_step_in_the_sound(start: Start):
    """Bed and guide tone play; pause, resume, seek, levels and landing: the steepest step stays what it was before."""
    rehearsal = start("@bed pad -12dB fade 1s\n@breathe 4-6 for 60s\n@pause 60s\n")
    rehearsal.turn(5.0)
    calm = float(np.abs(np.diff(rehearsal.output.samples(), axis=0)).max())
    for command in (
        rehearsal.player.pause,
        rehearsal.player.play,
        lambda: rehearsal.player.seek(31.0),
        lambda: rehearsal.player.set_gains(Gains(1.0, 0.3, 0.3)),
        lambda: rehearsal.player.set_gains(Gains()),
        rehearsal.player.restart,
        rehearsal.player.land,
        rehearsal.player.land,
    ):
        command()
        rehearsal.turn(0.7)
    assert float(np.abs(np.diff(rehearsal.output.samples(), axis=0)).max()) < 1.6 * calm


def test_resuming_goes_on_with_the_very_next_frame(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(1.0)
    rehearsal.player.pause()
    rehearsal.turn(1.0)
    rehearsal.player.play()
    rehearsal.turn(0.5)
    rehearsal.turn_until(State.FINISHED)
    assert rehearsal.last_run().heard_frames == 8 * RATE_HZ


def test_when_the_output_vanishes_it_pauses_at_once_and_asks(start: Start):
    rehearsal = start(ROUND)
    rehearsal.turn(1.5)
    rehearsal.output.lost.set()
    rehearsal.live.pump()
    rehearsal.player.step()
    look = rehearsal.player.look()
    assert look.state is State.PAUSED
    assert look.notice is not None
    assert "gone away" in look.notice.what


COMMANDS = st.one_of(
    st.tuples(st.just("turn"), st.floats(0.05, 2.0)),
    st.tuples(st.just("seek"), st.floats(0.0, 6.5)),
    st.tuples(st.sampled_from(["pause", "play", "go_on", "next_section", "previous_section", "restart"]), st.none()),
)


@given(st.lists(COMMANDS, max_size=14))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_commands_completes_a_pass_that_was_not_heard(
    tmp_path_factory: pytest.TempPathFactory, commands: list[tuple[str, float | None]]
):
    """Whatever is pressed: every completed pass was heard in one stretch, by the output's own account."""
    folder = tmp_path_factory.mktemp("random")
    path = folder / "random.session"
    path.write_text(
        "---\nformat: 1\ntitle: Random\n---\n# One\n@pause 0.5s\n"
        '@repeat 3 as "image"\n@pause 1s\n@wait "Ready?"\n@pause 0.5s\n@end\n# Two\n@pause 1s\n',
        encoding="utf-8",
    )
    rehearsal = Rehearsal(path, folder / "data")
    stretches: list[list[int]] = []
    take_heard = rehearsal.live.take_heard

    def watched():
        heard = take_heard()
        for one in heard:
            assert isinstance(one.programme, Course)
            for piece in one.programme.layout.pieces(one.start_frame, one.end_frame):
                if piece.left_stop is not None:
                    continue
                if stretches and stretches[-1][1] == piece.start_position:
                    stretches[-1][1] = piece.end_position
                else:
                    stretches.append([piece.start_position, piece.end_position])
        return heard

    rehearsal.live.take_heard = watched  # type: ignore[method-assign]
    try:
        rehearsal.player.play()
        for name, value in commands:
            if name == "turn":
                rehearsal.turn(value or 0.0)
            elif value is not None:
                getattr(rehearsal.player, name)(value)
            else:
                getattr(rehearsal.player, name)()
            rehearsal.settle()
        rehearsal.player.stop()
        rehearsal.settle()
        spans = rehearsal.player.prepared.timeline.repetitions
        for one in rehearsal.last_run().repetitions:
            span = spans[one.index - 1]
            whole = any(a <= span.start_frame and span.end_frame <= b for a, b in stretches)
            assert whole or one.status != "completed"
    finally:
        rehearsal.close()


def test_a_run_that_was_cut_off_goes_on_in_the_repetition_that_was_under_way(write_session, tmp_path: Path):
    """Also where passes of the same name and number come several times: each record stands for one of them."""
    script = write_session('@repeat 2\n@repeat 2 as "reach"\n@pause 2s\n@end\n@pause 1s\n@end\n@pause 1s\n')
    first = Rehearsal(script, tmp_path / "data")
    first.player.play()
    first.turn(8.0)
    position = first.last_run().position_frame
    assert 7 * RATE_HZ <= position < 7.1 * RATE_HZ
    row = first.last_run()
    prepared = going_on(prepare(script), row)
    assert prepared.start_frame == 7 * RATE_HZ
    assert prepared.already == {0, 1, 2}
    first.close()


def test_a_script_that_has_changed_begins_at_the_beginning(write_session, tmp_path: Path):
    script = write_session('@repeat 3 as "reach"\n@pause 2s\n@end\n')
    first = Rehearsal(script, tmp_path / "data")
    first.player.play()
    first.turn(5.0)
    row = first.last_run()
    first.close()
    changed = write_session('@repeat 3 as "reach"\n@pause 3s\n@end\n')
    prepared = going_on(prepare(changed), row)
    assert (prepared.start_frame, prepared.already, prepared.resumed_from) == (0, frozenset(), row.id)
