"""The shape of `reorigin journal --json`, as docs/journal.md describes it."""

from __future__ import annotations

import json
from pathlib import Path

from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.journal_json import journal_json
from reorigin_desktop.journal.reading import read_runs
from tests.journal.samples import Clock, answer, repetition, start


def test_an_empty_journal_has_no_runs():
    assert journal_json(()) == {"runs": []}


def test_the_whole_shape(tmp_path: Path):
    """Every key and every value of a run with a repetition and answers, and of one that is still open."""
    clock = Clock(utc_ms=1_780_000_000_123)
    with open_journal(tmp_path, now=clock) as journal:
        first = journal.begin_run(start())
        journal.record_repetition(first, repetition(3))
        journal.record_answer(first, answer("7"))
        journal.record_answer(first, answer(None))
        clock.crank(90.5)
        journal.end_run(first, "completed", 4_300_000, 4_320_000, (6.0, 5.75))
        second = journal.begin_run(start("stillness", resumed_from=first))
    shown = json.loads(json.dumps(journal_json(read_runs(tmp_path))))
    asked = {
        "name": "tension",
        "moment": "before",
        "question": "How tense do you feel?",
        "kind": "scale",
        "took_s": 3.25,
    }
    assert shown == {
        "runs": [
            {
                "id": second,
                "session": "stillness",
                "title": "The harbour",
                "started": "2026-05-28T22:28:10.623+02:00",
                "ended": None,
                "day": "2026-05-28",
                "outcome": None,
                "heard_seconds": 0.0,
                "planned_seconds": 90.0,
                "breath_rates": [],
                "script_hash": "ab" * 32,
                "resumed_from": first,
                "repetitions": [],
                "answers": [],
            },
            {
                "id": first,
                "session": "harbour",
                "title": "The harbour",
                "started": "2026-05-28T22:26:40.123+02:00",
                "ended": "2026-05-28T22:28:10.623+02:00",
                "day": "2026-05-28",
                "outcome": "completed",
                "heard_seconds": 89.583,
                "planned_seconds": 90.0,
                "breath_rates": [6.0, 5.75],
                "script_hash": "ab" * 32,
                "resumed_from": None,
                "repetitions": [
                    {
                        "label": "harbour image",
                        "index": 3,
                        "of": 5,
                        "status": "completed",
                        "heard_frames": 480_000,
                        "planned_frames": 480_000,
                    }
                ],
                "answers": [
                    {**asked, "value": "7", "outcome": "answered"},
                    {**asked, "value": None, "outcome": "skipped"},
                ],
            },
        ]
    }
