"""A program that practises without end: run as `python writer.py FOLDER`, it tells each repetition once it is saved."""

from __future__ import annotations

import sys
import uuid
from dataclasses import replace
from pathlib import Path

from reorigin_desktop.journal.journal import open_journal
from tests.journal.samples import answer, repetition, start


def main() -> None:
    with open_journal(Path(sys.argv[1])) as journal:
        journal.close_interrupted()
        run_id = journal.begin_run(start())
        print("run", run_id, flush=True)
        index = 0
        while True:
            index += 1
            record = repetition(index, 10_000, record_id=str(uuid.uuid4()))
            journal.record_repetition(run_id, record)
            print("repetition", record.id, flush=True)
            journal.record_progress(run_id, index * 48_000, index * 48_000)
            print("progress", index * 48_000, flush=True)
            if index % 5 == 0:
                journal.record_answer(run_id, replace(answer(), name=f"answer {index}"))
                print("answer", index, flush=True)


if __name__ == "__main__":
    main()
