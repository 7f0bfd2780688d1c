"""Someone else's program can neither hang us nor outlive us."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from reorigin_desktop.errors import TakeError
from reorigin_desktop.voice.program import run_program

if sys.platform == "win32":
    pytest.skip("these programs are shell scripts", allow_module_level=True)


def alive(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be collected."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_what_it_says_comes_back():
    """A program that is well says its words and is done."""
    assert run_program(["sh", "-c", "echo one; echo two >&2"], limit_s=5) == "one\ntwo"


def test_a_missing_program_is_told_in_words(tmp_path: Path):
    """No traceback: its name, and what to do."""
    with pytest.raises(TakeError, match="cannot be started") as told:
        run_program([str(tmp_path / "no-such-voice")], limit_s=5)
    assert "no-such-voice" in str(told.value)
    assert told.value.fix


def test_a_failing_program_is_quoted():
    """Its last words are in the message."""
    with pytest.raises(TakeError, match="no voice today"):
        run_program(["sh", "-c", "echo no voice today; exit 3"], limit_s=5)


def test_a_hanging_program_and_its_child_are_killed(tmp_path: Path):
    """After the limit nothing of it is left, not even what it started."""
    pids = tmp_path / "pids"
    began = time.monotonic()
    with pytest.raises(TakeError, match="was not done after"):
        run_program(["sh", "-c", f"sleep 60 & echo $! $$ > {pids}; wait"], limit_s=0.4)
    assert time.monotonic() - began < 5
    time.sleep(0.1)
    assert not [pid for pid in map(int, pids.read_text().split()) if alive(pid)]


def test_a_cancelled_program_ends_at_once(tmp_path: Path):
    """Cancelling does not wait for the limit."""
    pids = tmp_path / "pids"
    began = time.monotonic()
    with pytest.raises(TakeError, match="stopped"):
        run_program(["sh", "-c", f"echo $$ > {pids}; exec sleep 60"], limit_s=50, cancelled=pids.exists)
    assert time.monotonic() - began < 5
    assert not alive(int(pids.read_text()))
