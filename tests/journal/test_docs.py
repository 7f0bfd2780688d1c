"""docs/journal.md says what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reorigin_desktop.journal.folder import FILE, KEY_FILE
from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.journal_json import journal_json
from reorigin_desktop.journal.key import read_key
from reorigin_desktop.journal.reading import read_runs
from reorigin_desktop.journal.storage import connect
from tests.journal.samples import answer, repetition, start

DOCS = Path(__file__).parents[2] / "docs"


def test_every_table_and_column_is_described(tmp_path: Path):
    """Four columns of a moment are described together as one that ends in “_…”."""
    open_journal(tmp_path).close()
    connection = connect(tmp_path / FILE, read_key(tmp_path / KEY_FILE))
    described = (DOCS / "journal.md").read_text(encoding="utf-8").split("## Tables")[1].split("\n## ")[0]
    for (table,) in connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"):
        if table.startswith("sqlite_"):
            continue
        text = described.split(f"\n`{table}`:")[1].split("\n\n`")[0]
        in_docs = set(re.findall(r"`(\w+?_?)…?`", "".join(re.findall(r"(?m)^\|(.+?)\|", text))))
        columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        in_file = {re.sub(r"_(utc_ms|offset_min|zone|day)$", "_", name) for name in columns}
        assert in_docs == in_file
    connection.close()


def test_every_key_of_the_json_is_described(tmp_path: Path):
    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start())
        journal.record_repetition(run_id, repetition())
        journal.record_answer(run_id, answer())
    text = ""
    for name in ("json.md", "journal.md"):
        text += (DOCS / name).read_text(encoding="utf-8").split("## `reorigin journal --json`")[1].split("\n## ")[0]
    shown: Any = journal_json(read_runs(tmp_path))
    run = shown["runs"][0]
    keys = {*run, *run["repetitions"][0], *run["answers"][0]}
    assert not {key for key in keys if f"`{key}`" not in text and f'"{key}"' not in text}
