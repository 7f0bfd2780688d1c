"""A bug is written down where the person can find it, and nothing of theirs with it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from reorigin_desktop.crashes import CrashFile


def test_a_bug_is_kept_by_type_and_place_but_never_by_its_words(tmp_path: Path):
    told: list[Path] = []
    crashes = CrashFile(tmp_path, told.append)
    try:
        raise ValueError("Anna said: I am tired")
    except ValueError as error:
        crashes.write(type(error), error, error.__traceback__)
    text = (tmp_path / "crash.txt").read_text()
    assert "ValueError" in text
    assert "test_crashes.py" in text
    assert "Anna" not in text
    assert "tired" not in text
    assert told == [tmp_path / "crash.txt"]


def test_the_next_start_finds_the_crash_of_the_last_and_begins_empty(tmp_path: Path):
    hooks = sys.excepthook, threading.excepthook
    (tmp_path / "crash.txt").write_text("something happened\n")
    crashes = CrashFile(tmp_path, lambda _path: None)
    try:
        earlier = crashes.install()
        assert earlier is not None
        assert "something happened" in earlier.read_text()
        assert not (tmp_path / "crash.txt").exists()
    finally:
        crashes.close()
        sys.excepthook, threading.excepthook = hooks
    assert not (tmp_path / "crash-fatal.txt").exists()
