"""The form of the journal: changed in numbered steps, wholly or not at all, and never from a newer one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal import schema
from reorigin_desktop.journal.folder import FILE, KEY_FILE
from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.key import read_key
from reorigin_desktop.journal.reading import read_runs
from reorigin_desktop.journal.storage import connect
from tests.journal.samples import repetition, start

if TYPE_CHECKING:
    import apsw


def journal_of_one_run(folder: Path) -> Path:
    with open_journal(folder) as journal:
        journal.record_repetition(journal.begin_run(start()), repetition())
    return folder


def connection_to(folder: Path) -> apsw.Connection:
    return connect(folder / FILE, read_key(folder / KEY_FILE))


def test_the_recipe_of_the_connection_holds(tmp_path: Path):
    """Every setting that a commit's safety rests on, asked of the engine itself."""
    connection = connection_to(journal_of_one_run(tmp_path))
    wanted = {
        "cipher": "sqlcipher",
        "legacy": 4,
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
        "cache_size": -16000,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "wal_autocheckpoint": 200,
        "journal_size_limit": 1_048_576,
        "application_id": schema.APPLICATION_ID,
        "user_version": len(schema.MIGRATIONS),
    }
    found = {name: connection.pragma(name) for name in wanted}
    assert {**found, "legacy": int(found["legacy"])} == wanted
    connection.close()


def test_every_table_is_strict(tmp_path: Path):
    connection = connection_to(journal_of_one_run(tmp_path))
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").fetchall()
    assert sorted(tables) == [("answers", 1), ("repetitions", 1), ("runs", 1)]
    connection.close()


def test_a_journal_of_a_newer_program_is_refused_unchanged(tmp_path: Path):
    connection = connection_to(journal_of_one_run(tmp_path))
    connection.pragma("user_version", len(schema.MIGRATIONS) + 1)
    connection.close()
    before = {file.name: hashlib.sha256(file.read_bytes()).digest() for file in tmp_path.iterdir()}
    for opening in (open_journal, read_runs):
        with pytest.raises(JournalError) as said:
            opening(tmp_path)
        assert "newer version" in said.value.what
        assert "Update reorigin" in said.value.fix
    assert {file.name: hashlib.sha256(file.read_bytes()).digest() for file in tmp_path.iterdir()} == before


def test_a_file_of_another_program_is_refused(tmp_path: Path):
    connection = connection_to(journal_of_one_run(tmp_path))
    connection.pragma("application_id", 7)
    connection.close()
    with pytest.raises(JournalError) as said:
        open_journal(tmp_path)
    assert "not a journal" in said.value.what


def test_the_next_step_keeps_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A step of the future is taken once, on opening to write; until then reading works as before."""
    journal_of_one_run(tmp_path)

    def add_a_column(connection: apsw.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN mood TEXT")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, add_a_column))
    assert len(read_runs(tmp_path)[0].repetitions) == 1
    for _ in range(2):
        with open_journal(tmp_path) as journal:
            assert len(journal.runs()[0].repetitions) == 1
    connection = connection_to(tmp_path)
    assert connection.pragma("user_version") == 2
    assert connection.execute("SELECT mood FROM runs").fetchall() == [(None,)]
    connection.close()


def test_a_step_that_fails_leaves_the_form_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    journal_of_one_run(tmp_path)

    def fail_halfway(connection: apsw.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN mood TEXT")
        connection.execute("DELETE FROM repetitions")
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, fail_halfway))
        with pytest.raises(ZeroDivisionError):
            open_journal(tmp_path)
    with open_journal(tmp_path) as journal:
        assert len(journal.runs()[0].repetitions) == 1
