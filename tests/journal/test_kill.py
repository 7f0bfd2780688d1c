"""A program that is killed loses nothing of what was completed. REORIGIN_KILLS sets how many are killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal.folder import KEY_FILE
from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.key import read_key
from reorigin_desktop.journal.reading import read_runs
from reorigin_desktop.journal.storage import reading

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("REORIGIN_KILLS", "20"))


def writer(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journal.writer", str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def kill(program: subprocess.Popen[str], lines: list[str]) -> list[list[str]]:
    """End a program at once; what it had told until then, a last line that was cut off left out."""
    program.kill()
    assert program.stdout
    text = "".join(lines) + program.stdout.read()
    program.stdout.close()
    program.wait()
    return [line.split(" ", 1) for line in text.split("\n")[:-1]]


def until_told(program: subprocess.Popen[str]) -> list[str]:
    """Wait for the first word of the program."""
    assert program.stdout
    first = program.stdout.readline()
    assert first, "the writer ended by itself"
    return [first]


def found_whole(folder: Path) -> None:
    """Every page of the database is as it was written, and every row belongs where it says."""
    with reading(folder / "journal.db", read_key(folder / KEY_FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.timeout(60 + 3 * KILLS)
def test_nothing_that_was_acknowledged_is_lost_to_a_kill(tmp_path: Path):
    """One journal, many writers, each killed at a random moment of its work: every acknowledged record is there once.

    The run that was cut off goes on no further back than its last acknowledged progress, and is offered to resume.
    """
    seed = int(os.environ.get("REORIGIN_SEED", "0")) or random.SystemRandom().randrange(1, 2**31)
    print(f"REORIGIN_SEED={seed}")
    chance = random.Random(seed)
    acknowledged: dict[str, set[str]] = {}
    for _ in range(KILLS):
        program = writer(tmp_path)
        lines = until_told(program)
        time.sleep(chance.uniform(0, 0.25))
        told = kill(program, lines)
        run_id = told[0][1]
        acknowledged[run_id] = {value for kind, value in told if kind == "repetition"}
        found_whole(tmp_path)
        with open_journal(tmp_path) as journal:
            (cut,) = journal.close_interrupted()
            resumable = journal.resumable()
        assert resumable == cut
        assert (cut.id, cut.outcome) == (run_id, "interrupted")
        assert cut.position_frame >= max((int(value) for kind, value in told if kind == "progress"), default=0)
        assert {f"answer {value}" for kind, value in told if kind == "answer"} <= {each.name for each in cut.answers}
    runs = {run.id: [each.id for each in run.repetitions] for run in read_runs(tmp_path)}
    assert runs.keys() == acknowledged.keys()
    for run_id, ids in acknowledged.items():
        assert ids <= set(runs[run_id])
        assert len(runs[run_id]) == len(set(runs[run_id])) <= len(ids) + 1
    assert sum(map(len, acknowledged.values())) > 5 * KILLS


def test_a_kill_while_the_journal_is_begun_leaves_none_or_a_whole_one(tmp_path: Path):
    """Killed anywhere in its first moments, a program leaves a folder in which the next one can begin or go on."""
    chance = random.Random(4)
    for number in range(max(4, KILLS // 4)):
        folder = tmp_path / str(number)
        program = writer(folder)
        give_up = time.monotonic() + 20
        while not folder.exists() and time.monotonic() < give_up:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.012))
        told = kill(program, [])
        with open_journal(folder) as journal:
            ids = {each.id for run in journal.runs() for each in run.repetitions}
        assert {value for kind, value in told if kind == "repetition"} <= ids
        found_whole(folder)


def test_a_second_writer_is_told_and_a_reader_is_served(tmp_path: Path):
    """While a program writes, another one that wants to write gets words and touches nothing; one that reads, reads."""
    program = writer(tmp_path)
    try:
        lines = until_told(program)
        with pytest.raises(JournalError) as said:
            open_journal(tmp_path)
        assert "Another reorigin" in said.value.what
        assert said.value.fix
        counts = [len(read_runs(tmp_path)[0].repetitions) for _ in range(10)]
        assert counts == sorted(counts)
        assert read_runs(tmp_path)[0].outcome is None
        assert program.poll() is None
    finally:
        told = kill(program, lines)
    with open_journal(tmp_path) as journal:
        (cut,) = journal.close_interrupted()
    assert {value for kind, value in told if kind == "repetition"} <= {each.id for each in cut.repetitions}


@pytest.mark.timeout(120)
def test_of_many_that_start_at_once_one_writes(tmp_path: Path):
    """A race over the lock that a killed program left: exactly one writer, the others are told."""
    open_journal(tmp_path).close()
    for _ in range(2):
        programs = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.journal.writer", str(tmp_path)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(5)
        ]
        give_up = time.monotonic() + 30
        while sum(program.poll() is None for program in programs) > 1 and time.monotonic() < give_up:
            time.sleep(0.05)
        alive = [program for program in programs if program.poll() is None]
        for program in alive:
            program.kill()
        said = [program.communicate()[1] for program in programs]
        assert len(alive) == 1
        assert sum("Another reorigin" in words for words in said) == len(programs) - 1
        found_whole(tmp_path)
