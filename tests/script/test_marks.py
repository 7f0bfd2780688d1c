"""Marks: written once, into the lines that need one, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reorigin_desktop.errors import ScriptError
from reorigin_desktop.script.marks import write_marks
from reorigin_desktop.script.model import Say
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session
from tests.script.written import ExactVoice, write

BODY = """
# One
  Indented.   \r
// a comment
@repeat 2
Hello, [1s] you.
Marked. ^abcd
@end
\\@spoken
Hello, [1s] you.
"""


def test_only_spoken_lines_without_a_mark_are_changed(tmp_path: Path):
    """Line ends, indentation and everything else stay as they were."""
    path = tmp_path / "a.session"
    before = f"\ufeff---\r\nformat: 1\ntitle: T\n---\n{BODY}"
    path.write_bytes(before.encode())
    assert write_marks(path) == 4
    after = path.read_bytes().decode()
    changed = [(a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=True) if a != b]
    assert [a for a, _ in changed] == ["  Indented.   \r", "Hello, [1s] you.", "\\@spoken", "Hello, [1s] you."]
    for a, b in changed:
        assert b.startswith(a.rstrip() + " ^")
        assert b.endswith("\r") == a.endswith("\r")
    marks = {b.split("^")[1].strip() for _, b in changed}
    assert len(marks) == 4


def test_writing_again_changes_nothing(tmp_path: Path):
    """Not even the time of the file."""
    path = write(tmp_path, BODY)
    write_marks(path)
    once, when = path.read_bytes(), path.stat().st_mtime_ns
    assert write_marks(path) == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (once, when)


def test_the_timeline_stays_the_same(tmp_path: Path):
    """Marks are not heard, and the script has no mistakes because of them."""
    path = write(tmp_path, BODY)
    before = compile_session(read_session(path), {}, ExactVoice()).timeline
    write_marks(path)
    session = read_session(path)
    assert not session.messages
    after = compile_session(session, {}, ExactVoice()).timeline
    assert [(c.start_frame, c.frames, c.line) for c in before.cues] == [
        (c.start_frame, c.frames, c.line) for c in after.cues
    ]
    assert all(cue.payload.phrase.mark for cue in after.cues if isinstance(cue.payload, Say))


def test_the_same_words_get_the_same_marks(tmp_path: Path):
    """Made from the words, not from chance."""
    paths = [write(tmp_path / name, BODY) for name in ("a", "b")]
    for path in paths:
        write_marks(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("content", [b"Hello.\n", b"---\nformat: 1\ntitle T\n---\nHello.\n", b"---\nf\xff\n---\n"])
def test_a_script_that_cannot_be_read_is_left_alone(tmp_path: Path, content: bytes):
    """Refused in words; not a byte is changed."""
    path = tmp_path / "a.session"
    path.write_bytes(content)
    with pytest.raises(ScriptError):
        write_marks(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
