"""A run that was cut off is ended where it was last alive, and offered once to go on."""

from __future__ import annotations

from pathlib import Path

from reorigin_desktop.journal.journal import Journal, open_journal
from reorigin_desktop.journal.records import RunRow
from tests.journal.samples import Clock, answer, repetition, start


def cut(journal: Journal) -> None:
    """Leave the runs of a journal open, as a program does that is cut off."""
    journal.close()


def resumable_id(journal: Journal) -> str | None:
    run: RunRow | None = journal.resumable()
    return run.id if run else None


def test_a_run_that_was_cut_off_ended_at_its_last_sign_of_life(tmp_path: Path):
    clock = Clock()
    journal = open_journal(tmp_path, now=clock)
    run_id = journal.begin_run(start(start_frame=10))
    clock.crank(5)
    journal.record_progress(run_id, 240_010, 240_000)
    seen = clock.crank(2)
    journal.record_repetition(run_id, repetition())
    cut(journal)
    clock.crank(86_400)
    with open_journal(tmp_path, now=clock) as journal:
        assert journal.runs()[0].outcome is None
        (closed,) = journal.close_interrupted()
        assert closed == journal.runs()[0] == journal.resumable()
        assert (closed.id, closed.outcome, closed.ended) == (run_id, "interrupted", seen)
        assert (closed.position_frame, closed.heard_frames) == (240_010, 240_000)
        assert len(closed.repetitions) == 1
        assert journal.close_interrupted() == ()


def test_without_any_progress_it_ended_when_it_began(tmp_path: Path):
    clock = Clock()
    journal = open_journal(tmp_path, now=clock)
    began = clock()
    journal.begin_run(start(start_frame=48_000))
    cut(journal)
    clock.crank(60)
    with open_journal(tmp_path, now=clock) as journal:
        (closed,) = journal.close_interrupted()
    assert (closed.ended, closed.position_frame, closed.heard_frames) == (began, 48_000, 0)


def test_an_answer_is_a_sign_of_life(tmp_path: Path):
    clock = Clock()
    journal = open_journal(tmp_path, now=clock)
    run_id = journal.begin_run(start())
    seen = clock.crank(9)
    journal.record_answer(run_id, answer())
    cut(journal)
    with open_journal(tmp_path, now=clock) as journal:
        assert journal.close_interrupted()[0].ended == seen


def test_a_run_of_this_program_is_not_interrupted(tmp_path: Path):
    with open_journal(tmp_path) as journal:
        journal.begin_run(start())
        assert journal.close_interrupted() == ()
        assert journal.runs()[0].outcome is None


def test_a_run_that_ended_is_not_offered(tmp_path: Path):
    with open_journal(tmp_path) as journal:
        assert journal.resumable() is None
        for outcome in ("completed", "landed", "stopped"):
            journal.end_run(journal.begin_run(start()), outcome, 1, 1)
        assert journal.resumable() is None


def interrupt(folder: Path, clock: Clock, resumed_from: str | None = None) -> str:
    journal = open_journal(folder, now=clock)
    run_id = journal.begin_run(start(resumed_from=resumed_from))
    cut(journal)
    clock.crank(60)
    with open_journal(folder, now=clock) as journal:
        journal.close_interrupted()
    return run_id


def test_a_dismissed_run_is_not_offered_again_nor_one_before_it(tmp_path: Path):
    clock = Clock()
    interrupt(tmp_path, clock)
    newest = interrupt(tmp_path, clock)
    with open_journal(tmp_path, now=clock) as journal:
        assert resumable_id(journal) == newest
        journal.dismiss_resume(newest)
        assert journal.resumable() is None
    with open_journal(tmp_path, now=clock) as journal:
        assert journal.resumable() is None


def test_a_resumed_run_is_not_offered_again_but_its_successor_is(tmp_path: Path):
    clock = Clock()
    first = interrupt(tmp_path, clock)
    second = interrupt(tmp_path, clock, resumed_from=first)
    with open_journal(tmp_path, now=clock) as journal:
        assert resumable_id(journal) == second
        journal.end_run(journal.begin_run(start(resumed_from=second)), "completed", 1, 1)
        assert journal.resumable() is None
        assert [run.start.resumed_from for run in journal.runs()] == [second, first, None]


def test_a_clock_that_was_set_back_does_not_hide_the_newest_run(tmp_path: Path):
    clock = Clock()
    interrupt(tmp_path, clock)
    clock.crank(-7200)
    newest = interrupt(tmp_path, clock)
    with open_journal(tmp_path, now=clock) as journal:
        assert resumable_id(journal) == newest
