"""A program that is killed loses nothing that was completed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.reading import read_runs

RUNS = int(os.environ.get("REORIGIN_KILLS", "50"))


def test_killed_in_the_third_of_five_repetitions_at_random_moments(write_session, tmp_path: Path):
    """Every time: the first two completed repetitions are there, the database is sound, the run can be resumed."""
    script = write_session('@pause 0.2s\n@repeat 5 as "harbour image"\n@pause 0.6s\n@end\n@pause 1s\n')
    result = subprocess.run(
        [sys.executable, "-m", "tests.killed_runs", str(script), str(tmp_path), str(RUNS), "7"],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    killed = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(killed) == RUNS, result.stderr
    assert all(one["heard"] == "3" and one["signal"] == 9 for one in killed)
    for one in killed:
        folder = tmp_path / str(one["run"])
        [run] = read_runs(folder)
        done = [repetition.index for repetition in run.repetitions if repetition.status == "completed"]
        assert done[:2] == [1, 2]
        assert done in ([1, 2], [1, 2, 3])
        with open_journal(folder) as journal:  # opening checks the whole database
            [interrupted] = journal.close_interrupted()
            assert interrupted.outcome == "interrupted"
            resumable = journal.resumable()
            assert resumable is not None
            assert resumable.id == run.id
