"""Files: what can be read, what is refused, and what identifies the content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reorigin_desktop.errors import ScriptError
from reorigin_desktop.script import limits
from reorigin_desktop.script.read import read_session
from tests.script.written import said, write


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "a folder"),
        (lambda path: path.write_bytes(b"x" * (limits.FILE_BYTES + 1)), "larger than 1 MB"),
        (lambda path: path.write_bytes(b"---\nformat: 1\0\n"), "not a text file"),
    ],
    ids=["missing", "folder", "huge", "binary"],
)
def test_files_that_cannot_be_read_at_all(tmp_path: Path, make, part: str):
    """Refused in words, with what to do."""
    path = tmp_path / "a.session"
    make(path)
    with pytest.raises(ScriptError, match=part) as caught:
        read_session(path)
    assert caught.value.place.name == str(path)
    assert caught.value.fix


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path):
    """Permissions are named."""
    path = write(tmp_path, "Hello.")
    path.chmod(0)
    with pytest.raises(ScriptError, match="not allowed"):
        read_session(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_header(tmp_path: Path, content: bytes):
    """One message, and a session without lines."""
    path = tmp_path / "a.session"
    path.write_bytes(content)
    session = read_session(path)
    assert [message.code for message in session.messages] == ["E001"]
    assert session.nodes == ()


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "cp1252"])
def test_another_encoding(tmp_path: Path, encoding: str):
    """Said as a message, so that `check` shows it like any other."""
    path = tmp_path / "a.session"
    path.write_bytes("---\nformat: 1\ntitle: Ä\n---\nFür dich.\n".encode(encoding))
    session = read_session(path)
    assert [message.code for message in session.messages] == ["E110"]
    assert session.header is None
    assert session.has_errors


def test_the_hash_covers_script_and_included_files(tmp_path: Path):
    """It changes with either, and not with the folder."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder / "part.session").write_text("Hello.\n", encoding="utf-8")
        write(tmp_path / folder, '@include "part.session"')
    first = read_session(tmp_path / "a" / "test.session")
    assert first.content_hash == read_session(tmp_path / "b" / "test.session").content_hash
    assert len(first.content_hash) == 64
    assert [path.name for path in first.files] == ["test.session", "part.session"]
    (tmp_path / "a" / "part.session").write_text("Hallo.\n", encoding="utf-8")
    second = read_session(tmp_path / "a" / "test.session")
    assert second.content_hash != first.content_hash
    write(tmp_path / "a", '@include "part.session"\n')
    assert read_session(tmp_path / "a" / "test.session").content_hash != second.content_hash


def test_a_question_may_stand_in_both_branches(tmp_path: Path):
    """Only one of them can be asked; the same question twice without a condition is a mistake."""
    header = "format: 1\ntitle: T\nvariables: {place: [a, b]}\n"
    ask = '@ask calm 0-10 "Calm?"'
    assert not said(tmp_path, f"Hi.\n@if place is a\n{ask}\n@else\n{ask}\n@end", header)
    assert [m.code for m in said(tmp_path, f"Hi.\n{ask}\n@if place is a\nHi.\n@end\n{ask}", header)] == ["E608"]


def test_the_lines_of_a_broken_block_are_not_lost(tmp_path: Path):
    """An opening line with a mistake is one message; its @end still has a block to close."""
    for opening in (
        "@repeat many",
        "@reapeat 3",
        "@if",
        "@only",
        "@pause 3x while",
        "@breathe coherant for 1min while",
    ):
        assert len(said(tmp_path, f"Hi.\n{opening}\nGo on.\n@end\nBye.")) == 1, opening


def test_one_missing_end_is_one_message(tmp_path: Path):
    """Whatever stands around the block that lacks it."""
    for body in (
        "@repeat 2\n@only first\nA.\n@end repeat\nB.",
        "# One\n@repeat 2\nA.\n# Two\nB.\n@end\nC.",
        "@repeat 2\nA.\n@only 1\nB.\n@end",
    ):
        assert len(said(tmp_path, body)) == 1, body
