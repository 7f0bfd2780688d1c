"""The key file is there whole or not at all, and a damaged one never opens anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reorigin_desktop.errors import JournalError
from reorigin_desktop.journal.key import new_key, read_key, write_key


def test_a_key_comes_back_and_is_never_the_same_twice(tmp_path: Path):
    key = new_key()
    write_key(tmp_path / "key", key)
    assert read_key(tmp_path / "key") == key
    assert new_key() != new_key()
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_a_key_does_not_show_itself():
    """Not in a traceback, not in a log."""
    key = new_key()
    assert key.key not in repr(key)


def test_no_flipped_bit_opens_anything_with_another_key(tmp_path: Path):
    """Each single bit of the file: clear words, or the same key (where only a space has changed)."""
    path = tmp_path / "key"
    key = new_key()
    write_key(path, key)
    whole = path.read_bytes()
    opened, words = 0, set()
    for place in range(len(whole)):
        for bit in range(8):
            content = bytearray(whole)
            content[place] ^= 1 << bit
            path.write_bytes(content)
            try:
                assert read_key(path) == key
                opened += 1
            except JournalError as error:
                words.add((error.what, error.fix))
    assert all(what and fix for what, fix in words)
    assert opened < len(whole)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"format": 1}',
        '{"format": 0, "salt": "", "wraps": []}',
        '{"format": true, "salt": "00", "wraps": [{"kind": "none"}]}',
        '{"format": 1, "salt": 7, "wraps": [{"kind": "none"}]}',
        '{"format": 1, "salt": "00", "wraps": []}',
        '{"format": 1, "salt": "00", "wraps": [{"kind": "none"}]}',
        '{"format": 1, "salt": "00", "wraps": [{"kind": "none", "key": "00", "check": "00"}]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_key_file_is_said_to_be_damaged(tmp_path: Path, content: str):
    (tmp_path / "key").write_text(content, encoding="utf-8")
    with pytest.raises(JournalError) as said:
        read_key(tmp_path / "key")
    assert "damaged" in said.value.what


def test_a_key_of_a_newer_kind_asks_for_a_newer_program(tmp_path: Path):
    path = tmp_path / "key"
    write_key(path, new_key())
    content = json.loads(path.read_text(encoding="utf-8"))
    for changed in ({**content, "format": 2}, {**content, "wraps": [{"kind": "passphrase"}]}):
        path.write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(JournalError) as said:
            read_key(path)
        assert "Update reorigin" in said.value.fix


def test_a_wrap_of_another_kind_beside_an_open_one_does_not_matter(tmp_path: Path):
    path = tmp_path / "key"
    key = new_key()
    write_key(path, key)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["wraps"].insert(0, {"kind": "keyring"})
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_key(path) == key


def test_a_key_that_is_a_folder_is_said(tmp_path: Path):
    (tmp_path / "key").mkdir()
    with pytest.raises(JournalError) as said:
        read_key(tmp_path / "key")
    assert "cannot be read" in said.value.what
