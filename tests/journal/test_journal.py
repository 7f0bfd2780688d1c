"""What is told to the journal is on the disk when the call returns, once, and comes back as it was."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.reading import read_runs
from tests.journal.samples import FIRST_MS, Clock, answer, repetition, start


def test_a_whole_run_comes_back_as_it_was_told(tmp_path: Path):
    clock = Clock()
    first, second, said = repetition(1), replace(repetition(2), status="partial", heard_frames=100), answer()
    with open_journal(tmp_path, now=clock) as journal:
        run_id = journal.begin_run(start())
        clock.crank(12)
        journal.record_repetition(run_id, first)
        answered = clock.crank(3)
        journal.record_answer(run_id, said)
        journal.record_answer(run_id, answer(value=None))
        journal.record_repetition(run_id, second)
        ended = clock.crank(5)
        journal.end_run(run_id, "landed", 500_000, 600_000)
        shown = journal.runs()
    (run,) = read_runs(tmp_path)
    assert shown == (run,)
    assert run.id == run_id
    assert run.start == start()
    assert (run.began.utc_ms, run.ended, run.outcome) == (FIRST_MS, ended, "landed")
    assert (run.heard_frames, run.position_frame) == (500_000, 600_000)
    assert run.repetitions == (first, second)
    assert run.answers == tuple(replace(each, answered=answered) for each in (said, answer(value=None)))


def test_every_call_is_on_the_disk_when_it_returns(tmp_path: Path):
    """Another program, reading beside, sees each record at once."""
    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start())
        assert [run.outcome for run in read_runs(tmp_path)] == [None]
        for index in range(1, 6):
            journal.record_repetition(run_id, repetition(index))
            assert len(read_runs(tmp_path)[0].repetitions) == index
        journal.record_answer(run_id, answer())
        assert len(read_runs(tmp_path)[0].answers) == 1
        journal.record_progress(run_id, 77, 66)
        assert (read_runs(tmp_path)[0].position_frame, read_runs(tmp_path)[0].heard_frames) == (77, 66)
        journal.end_run(run_id, "completed", 88, 99)
        assert read_runs(tmp_path)[0].outcome == "completed"


def test_the_same_repetition_told_twice_is_there_once(tmp_path: Path):
    once = repetition()
    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start())
        journal.record_repetition(run_id, once)
        journal.record_repetition(run_id, replace(once, status="skipped"))
        assert journal.runs()[0].repetitions == (once,)


def test_a_run_that_is_over_stays_as_it_is(tmp_path: Path):
    clock = Clock()
    with open_journal(tmp_path, now=clock) as journal:
        run_id = journal.begin_run(start())
        journal.end_run(run_id, "completed", 10, 20)
        before = journal.runs()
        clock.crank(60)
        journal.record_progress(run_id, 1, 1)
        journal.end_run(run_id, "stopped", 2, 2)
        assert journal.runs() == before


def test_runs_are_newest_first_and_can_be_limited(tmp_path: Path):
    clock = Clock()
    with open_journal(tmp_path, now=clock) as journal:
        ids = []
        for name in ("a", "b", "c"):
            ids.append(journal.begin_run(start(name)))
            journal.record_repetition(ids[-1], repetition())
            clock.crank(60)
        assert [run.start.session_id for run in journal.runs()] == ["c", "b", "a"]
        assert [run.id for run in journal.runs(2)] == [ids[2], ids[1]]
        assert all(len(run.repetitions) == 1 for run in journal.runs(2))
    assert [run.id for run in read_runs(tmp_path, limit=1)] == [ids[2]]


def test_a_record_for_a_run_that_does_not_exist_is_a_mistake_of_the_program(tmp_path: Path):
    """It is not passed off as a problem with the disk, and it does not stand in the way of what comes after."""
    import apsw

    with open_journal(tmp_path) as journal:
        with pytest.raises(apsw.ConstraintError):
            journal.record_repetition("no such run", repetition())
        run_id = journal.begin_run(start())
        journal.record_repetition(run_id, repetition())
        assert len(journal.runs()[0].repetitions) == 1


def test_many_threads_may_record_at_once(tmp_path: Path):
    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start())

        def record(first: int) -> None:
            for index in range(first, first + 25):
                journal.record_repetition(run_id, repetition(index, 100))
                journal.runs(1)

        threads = [threading.Thread(target=record, args=(first,)) for first in (1, 26, 51, 76)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(each.index for each in journal.runs()[0].repetitions) == list(range(1, 101))


def test_closing_twice_is_closing(tmp_path: Path):
    journal = open_journal(tmp_path)
    journal.close()
    journal.close()
    open_journal(tmp_path).close()


def test_a_journal_without_a_passphrase_says_so(tmp_path: Path):
    with open_journal(tmp_path) as journal:
        assert journal.protected is False


def test_no_word_of_the_person_can_be_read_in_the_files(tmp_path: Path):
    """Pages are encrypted, so neither the file nor what waits beside it holds an answer in the clear."""
    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start(session_id="kastanienbaum"))
        journal.record_answer(run_id, replace(answer(), kind="text", value="kastanienbaum"))
        everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert (tmp_path / "journal.db-wal").stat().st_size
    everything += b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"kastanienbaum" not in everything
    assert b"SQLite format 3" not in everything


@settings(max_examples=60, deadline=None)
@given(
    words=st.text(st.characters(), max_size=40),
    rates=st.lists(st.floats(2, 20), max_size=5),
    took_s=st.floats(0, 1e6),
)
def test_any_words_and_any_pace_come_back(
    tmp_path_factory: pytest.TempPathFactory, words: str, rates: list[float], took_s: float
):
    """Every text that can be written down, in every field, and every number to its last digit."""
    folder = tmp_path_factory.getbasetemp() / "any words"
    start_told = replace(start(words), title=words, session_path=words, version=words, values={words: words})
    said = replace(answer(words), name=words, question=words, took_s=took_s, repetition_label=words)
    passed = replace(repetition(), label=words, breath_rates=tuple(rates))
    with open_journal(folder) as journal:
        run_id = journal.begin_run(start_told)
        journal.record_answer(run_id, said)
        journal.record_repetition(run_id, passed)
        run = journal.runs(1)[0]
    assert run.start == start_told
    assert [replace(each, answered=None) for each in run.answers] == [said]
    assert run.repetitions == (passed,)


def test_half_a_sign_does_not_stop_the_journal(tmp_path: Path):
    """File names of other systems can hold what no text can; the run is recorded all the same."""
    with open_journal(tmp_path) as journal:
        journal.begin_run(replace(start(), session_path="/s/\udcff.session"))
        assert journal.runs()[0].start.session_path == "/s/?.session"


def test_importing_the_journal_is_light():
    """The window comes up before the database is needed."""
    heavy = "{'apsw', 'numpy', 'pydantic', 'nacl', 'PySide6', 'sqlite3', 'platformdirs'}"
    rooms = "reorigin_desktop.journal.journal, reorigin_desktop.journal.reading, reorigin_desktop.journal.journal_json"
    program = f"import sys, {rooms}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
