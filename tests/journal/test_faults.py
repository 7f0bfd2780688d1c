"""Whatever is wrong with the disk, the folder or the files: words, what to do, and nothing is made worse."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal.folder import FILE, KEY_FILE, LOCK_FILE
from reorigin_desktop.journal.journal import Journal, open_journal
from reorigin_desktop.journal.reading import read_runs
from tests.journal.places import small_disk, write_protected
from tests.journal.samples import repetition, start

WAL = FILE + "-wal"


def digests(folder: Path) -> dict[str, str]:
    """What stands in each file of a folder, the lock's empty file left out."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name != LOCK_FILE
    }


def filled(folder: Path, repetitions: int = 3) -> Path:
    """A folder with the journal of one run in it."""
    with open_journal(folder) as journal:
        run_id = journal.begin_run(start())
        for index in range(1, repetitions + 1):
            journal.record_repetition(run_id, repetition(index))
        journal.end_run(run_id, "completed", 1, 1)
    return folder


def cut_off(folder: Path, aside: Path) -> Path:
    """A folder as a killed program leaves it: the newest changes still beside the main file."""
    journal = open_journal(aside)
    run_id = journal.begin_run(start())
    journal.record_repetition(run_id, repetition())
    shutil.copytree(aside, folder)
    journal.close()
    assert (folder / WAL).stat().st_size
    return folder


def refused(folder: Path) -> JournalError:
    """Opening to write is refused with words, and every file is as it was; the lock is free again."""
    before = digests(folder) if folder.is_dir() else {}
    errors = []
    for _ in range(2):
        with pytest.raises(JournalError) as said:
            open_journal(folder)
        errors.append(said.value)
    assert (digests(folder) if folder.is_dir() else {}) == before
    assert errors[0].what == errors[1].what
    assert errors[0].what.endswith(".")
    assert errors[0].fix.endswith(".")
    return errors[0]


# ------------------------------------------------------------------------------------------- folders


def test_a_folder_that_is_missing_is_made_with_its_parents(tmp_path: Path):
    filled(tmp_path / "a" / "b")
    assert sorted(digests(tmp_path / "a" / "b")) == [FILE, KEY_FILE]
    if os.name != "nt":
        assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0
        assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "a" / "b").iterdir())


@pytest.mark.parametrize("inside", ["", "a/b"])
def test_a_file_in_the_place_of_the_folder(tmp_path: Path, inside: str):
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    assert "Something else" in refused(tmp_path / "data" / inside).what
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_place_of_the_folder_is_no_empty_journal_to_read(tmp_path: Path):
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    with pytest.raises(JournalError):
        read_runs(tmp_path / "data")


def test_a_folder_in_the_place_of_the_journal(tmp_path: Path):
    (tmp_path / FILE).mkdir()
    assert "folder where the journal" in refused(tmp_path).what
    with pytest.raises(JournalError):
        read_runs(tmp_path)
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("name", ["empty", "filled"])
def test_a_folder_that_is_write_protected(tmp_path: Path, name: str):
    """Nothing can be recorded there, and that is said; what was recorded before can still be read."""
    if name == "filled":
        filled(tmp_path)
    with write_protected(tmp_path) as folder:
        error = refused(folder)
        assert "may not" in error.what
        assert "--data-dir" in error.fix
        assert len(read_runs(folder)) == (name == "filled")
    with write_protected(tmp_path) as folder:
        assert "may not" in refused(folder / "below").what


def test_a_write_protected_folder_of_a_cut_off_program_shows_its_last_records(tmp_path: Path):
    """What was acknowledged just before the cut is read, though it cannot be moved into the main file."""
    cut_off(tmp_path / "cut", tmp_path / "aside")
    for without in ("", FILE + "-shm"):
        if without:
            (tmp_path / "cut" / without).unlink()
        with write_protected(tmp_path / "cut") as folder:
            before = digests(folder)
            (run,) = read_runs(folder)
            assert len(run.repetitions) == 1
            assert digests(folder) == before


def test_a_write_protected_file_in_a_folder_that_is_not(tmp_path: Path):
    """SQLite itself would open it and fail at the first record."""
    filled(tmp_path)
    with write_protected(tmp_path, only=FILE) as folder:
        assert "write-protected" in refused(folder).what
        assert len(read_runs(folder)) == 1


def test_reading_where_there_is_nothing_makes_nothing(tmp_path: Path):
    assert read_runs(tmp_path / "not yet") == ()
    assert read_runs(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="locks of this kind exist on Unix only")
def test_reading_in_the_same_program_does_not_open_the_file_to_others(tmp_path: Path):
    """A second connection, closed again, leaves the writer's lock on the file where it is."""
    shared_lock = "fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002"
    program = f"import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), {shared_lock})"

    def others_may_take_it() -> bool:
        done = subprocess.run([sys.executable, "-c", program, str(tmp_path / FILE)], capture_output=True, check=False)
        return done.returncode == 0

    with open_journal(tmp_path) as journal:
        journal.begin_run(start())
        assert not others_may_take_it()
        assert len(read_runs(tmp_path)) == 1
        assert not others_may_take_it()
    assert others_may_take_it()


def test_reading_leaves_no_trace(tmp_path: Path):
    filled(tmp_path)
    before = digests(tmp_path)
    assert len(read_runs(tmp_path)) == 1
    assert digests(tmp_path) == before


# ---------------------------------------------------------------------------------------------- pieces


def test_a_journal_without_its_key_gets_no_new_one(tmp_path: Path):
    filled(tmp_path)
    (tmp_path / KEY_FILE).rename(tmp_path / "kept")
    assert "key of the journal is missing" in refused(tmp_path).what
    with pytest.raises(JournalError):
        read_runs(tmp_path)
    (tmp_path / "kept").rename(tmp_path / KEY_FILE)
    assert len(filled(tmp_path).joinpath(FILE).read_bytes())
    assert len(read_runs(tmp_path)) == 2


def test_the_key_of_another_journal_does_not_open_this_one(tmp_path: Path):
    filled(tmp_path / "mine")
    filled(tmp_path / "other")
    shutil.copyfile(tmp_path / "other" / KEY_FILE, tmp_path / "mine" / KEY_FILE)
    assert "another journal" in refused(tmp_path / "mine").what


def test_a_key_without_a_journal_begins_one_with_that_key(tmp_path: Path):
    """A program that was killed between the two goes on where it was."""
    filled(tmp_path)
    (tmp_path / FILE).unlink()
    before = digests(tmp_path)[KEY_FILE]
    filled(tmp_path)
    assert digests(tmp_path)[KEY_FILE] == before


def test_what_is_left_beside_a_missing_main_file_is_not_mixed_into_a_new_one(tmp_path: Path):
    folder = cut_off(tmp_path / "cut", tmp_path / "aside")
    (folder / FILE).unlink()
    assert "main file of the journal is missing" in refused(folder).what
    with pytest.raises(JournalError):
        read_runs(folder)


def test_a_journal_that_was_never_finished_being_made_is_made_again(tmp_path: Path):
    (tmp_path / (FILE + ".new")).write_bytes(b"half a page")
    filled(tmp_path)
    assert sorted(digests(tmp_path)) == [FILE, KEY_FILE]


# ---------------------------------------------------------------------------------------------- damage


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"not a database, though long enough to look like one" * 200, bytes(8192)],
    ids=["empty", "one byte", "words", "zeros"],
)
def test_something_else_under_the_journals_name(tmp_path: Path, content: bytes):
    """An emptied file is damage, too: no new journal is begun over it."""
    filled(tmp_path)
    (tmp_path / FILE).write_bytes(content)
    assert "damaged" in refused(tmp_path).what
    with pytest.raises(JournalError):
        read_runs(tmp_path)


def test_a_plain_database_under_the_journals_name(tmp_path: Path):
    import apsw

    filled(tmp_path)
    (tmp_path / FILE).unlink()
    plain = apsw.Connection(str(tmp_path / FILE))
    plain.execute("CREATE TABLE other (a)")
    plain.close()
    assert "damaged" in refused(tmp_path).what


def test_every_single_fault_is_noticed(tmp_path: Path):
    """A flipped bit, a zeroed sector, a cut-off end, anywhere: the journal is not opened and not changed."""
    filled(tmp_path / "sound", repetitions=60)
    whole = (tmp_path / "sound" / FILE).read_bytes()
    chance = random.Random(7)
    faulty = tmp_path / "faulty"
    faulty.mkdir()
    shutil.copyfile(tmp_path / "sound" / KEY_FILE, faulty / KEY_FILE)
    for number in range(120):
        content = bytearray(whole)
        place = chance.randrange(len(whole))
        if number % 3 == 0:
            content[place] ^= 1 << chance.randrange(8)
        elif number % 3 == 1:
            place -= place % 512
            content[place : place + 512] = bytes(512)
        else:
            del content[place:]
        (faulty / FILE).write_bytes(content)
        with pytest.raises(JournalError) as said:
            open_journal(faulty)
        assert "damaged" in said.value.what, (number, place)
        assert (faulty / FILE).read_bytes() == content
        assert sorted(digests(faulty)) == [FILE, KEY_FILE]


def test_damage_beside_unsaved_changes_leaves_both_as_they_are(tmp_path: Path):
    filled(tmp_path / "aside", repetitions=60)
    folder = cut_off(tmp_path / "cut", tmp_path / "aside")
    content = bytearray((folder / FILE).read_bytes())
    content[-5000] ^= 1
    (folder / FILE).write_bytes(content)
    before = {name: digest for name, digest in digests(folder).items() if not name.endswith("-shm")}
    with pytest.raises(JournalError) as said:
        open_journal(folder)
    assert "damaged" in said.value.what
    assert {name: digest for name, digest in digests(folder).items() if not name.endswith("-shm")} == before


# -------------------------------------------------------------------------------------------- full disk


def limit_pages(journal: Journal, pages: int) -> int:
    limited: int = journal._connection.pragma("max_page_count", pages)
    return limited


def record_until_refused(journal: Journal, run_id: str) -> tuple[int, JournalError]:
    """Tell repetitions until one is refused; how many were told, that one included, and the words."""
    for told in range(1, 5000):
        try:
            journal.record_repetition(run_id, repetition(told, 5000))
        except JournalError as error:
            return told, error
    pytest.fail("the disk never filled up")


def test_what_a_full_disk_refused_is_saved_once_there_is_room(tmp_path: Path):
    """Nothing that was acknowledged is lost; what was refused comes in its order with the next record, once."""
    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start())
        limit_pages(journal, 1)
        told, error = record_until_refused(journal, run_id)
        assert "disk is full" in error.what
        assert error.fix
        for _ in range(2):
            told += 1
            with pytest.raises(JournalError):
                journal.record_repetition(run_id, repetition(told, 1000))
        with pytest.raises(JournalError):
            journal.begin_run(start("another"))
        saved = [each.index for each in journal.runs()[0].repetitions]
        assert saved == list(range(1, told - 2))
        limit_pages(journal, 10_000)
        journal.record_progress(run_id, 1, 1)
        (run,) = journal.runs()
        assert [each.index for each in run.repetitions] == list(range(1, told + 1))


def test_closing_saves_what_was_refused_or_says_that_it_could_not(tmp_path: Path):
    for room in (True, False):
        folder = tmp_path / str(room)
        journal = open_journal(folder)
        run_id = journal.begin_run(start())
        limit_pages(journal, 1)
        told, _error = record_until_refused(journal, run_id)
        if room:
            limit_pages(journal, 10_000)
            journal.close()
        else:
            with pytest.raises(JournalError):
                journal.close()
        with open_journal(folder) as journal:
            assert len(journal.runs()[0].repetitions) == (told if room else told - 1)


def test_a_disk_that_is_really_full(tmp_path: Path):
    """On a small disk: words when it is full, all that was acknowledged is there, and it goes on after tidying up."""
    with small_disk(tmp_path / "disk", 1024) as disk:
        ballast = disk / "other things"
        ballast.write_bytes(bytes(600_000))
        journal = open_journal(disk / "data")
        run_id = journal.begin_run(start())
        told, error = record_until_refused(journal, run_id)
        assert "disk is full" in error.what
        assert told > 20
        assert len(journal.runs()[0].repetitions) == told - 1
        ballast.unlink()
        journal.record_progress(run_id, 1, 1)
        journal.close()
        (run,) = read_runs(disk / "data")
        assert [each.index for each in run.repetitions] == list(range(1, told + 1))


def test_a_disk_too_full_to_begin(tmp_path: Path):
    """The first opening is refused with words, and works later; no half-made journal stays behind."""
    with small_disk(tmp_path / "disk", 256) as disk:
        for room in (0, 4096, 16_384, 65_536):
            ballast = disk / "other things"
            ballast.write_bytes(bytes(disk_free(disk) - room))
            with pytest.raises(JournalError) as said:
                open_journal(disk / "data")
            assert "disk is full" in said.value.what
            assert not (disk / "data" / FILE).exists()
            ballast.unlink()
        filled(disk / "data", repetitions=1)


def disk_free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


# ---------------------------------------------------------------------------------------------- others


def test_another_reorigin_in_this_very_program_is_told_too(tmp_path: Path):
    with open_journal(tmp_path), pytest.raises(JournalError) as said:
        open_journal(tmp_path)
    assert "Another reorigin" in said.value.what


def test_another_tool_that_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database browser in the middle of a change: words after the wait, and the record is kept."""
    import apsw

    from reorigin_desktop.journal.key import read_key
    from reorigin_desktop.journal.storage import connect

    with open_journal(tmp_path) as journal:
        run_id = journal.begin_run(start())
        journal._connection.set_busy_timeout(50)
        tool: apsw.Connection = connect(tmp_path / FILE, read_key(tmp_path / KEY_FILE))
        tool.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError) as said:
            journal.record_repetition(run_id, repetition())
        assert "Another program" in said.value.what
        tool.execute("ROLLBACK")
        tool.close()
        journal.record_progress(run_id, 1, 1)
        assert len(journal.runs()[0].repetitions) == 1


def test_nothing_of_the_person_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """Neither a good run nor a failing one leaves words in any log."""
    caplog.set_level(0)
    test_what_a_full_disk_refused_is_saved_once_there_is_room(tmp_path)
    assert caplog.records == []
