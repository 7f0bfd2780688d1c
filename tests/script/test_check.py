"""Messages as text and as JSON, the new session, and the page of codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reorigin_desktop import paths
from reorigin_desktop.script.check import check_path, format_message, message_json
from reorigin_desktop.script.codes import CODES, GROUPS, code_table
from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.model import Message, Phrase, Severity
from reorigin_desktop.script.new import starter
from reorigin_desktop.script.publish import publish_messages
from reorigin_desktop.script.read import read_session
from tests.script.written import HEADER, said, write


def test_a_message_as_text(tmp_path: Path):
    """The form that editors understand: file:line:column, the line, a caret under the place, what to write."""
    path = write(tmp_path, "\n" * 9 + "@pause 4 sceonds")
    (message,) = [m for m in check_path(path) if m.code == "E201"]
    assert format_message(message) == (
        f"{path}:14:8: error: “4 sceonds” is not a length of time. [E201]\n"
        "    14 | @pause 4 sceonds\n"
        "       |        ^^^^^^^^^\n"
        "       Fix: use s or min, for example 4s."
    )


def test_a_message_without_a_line():
    """Values from the command line have no place in a file."""
    message = Message(Severity.ERROR, "E602", "“x” is not a number.", "write 5.", "", 0)
    assert format_message(message) == "error: “x” is not a number. [E602]\nFix: write 5."


def test_a_long_line_is_cut_around_the_place(tmp_path: Path):
    """And the caret still stands under it."""
    (message,) = said(tmp_path, "word " * 60 + "{nmae} " + "word " * 10)
    _, excerpt, caret, _ = format_message(message).split("\n")
    assert len(excerpt) < 125
    assert excerpt[caret.index("^") : caret.rindex("^") + 1] == "{nmae}"


def test_nothing_in_a_message_can_move_a_terminal(tmp_path: Path):
    """Control characters of a script, or of its name, are shown as a sign."""
    path = tmp_path / "a\x1b[31m.session"
    path.write_text(f"---\n{HEADER}---\nHi \x1b\u202ethere.\n\t@pasue\t4s\n", encoding="utf-8")
    shown = "\n".join(map(format_message, check_path(path)))
    assert not any(sign in shown for sign in "\x1b\t\u202e\r")
    assert len(check_path(path)) == 2


def test_a_message_as_json(tmp_path: Path):
    """With the names that are documented."""
    path = write(tmp_path, "Hello.\n@pause 4 sceonds")
    (message,) = check_path(path)
    assert message_json(message) == {
        "file": str(path), "line": 6, "column": 8, "end_column": 17, "severity": "error", "code": "E201",
        "message": "“4 sceonds” is not a length of time.", "fix": "use s or min, for example 4s.",
    }  # fmt: skip


@pytest.mark.parametrize("path", sorted(paths.bundled("sessions").glob("*.session")), ids=lambda path: path.stem)
def test_shipped_sessions_have_nothing_to_say(path: Path):
    """Neither a mistake, nor a word that reads as a claim."""
    assert check_path(path) == ()
    assert publish_messages(read_session(path)) == ()


@pytest.mark.parametrize(
    "title", ["Evening", 'A: "quoted" \\ title', "", "x" * 300, "tab\tand\nline", "{place} [1s]", "Ü ß 日本"]
)
def test_a_new_session_plays_as_it_stands(tmp_path: Path, title: str):
    """Whatever its title."""
    path = tmp_path / "new.session"
    path.write_text(starter(title), encoding="utf-8")
    assert check_path(path) == ()
    assert publish_messages(read_session(path)) == ()


def test_the_page_of_codes_is_up_to_date():
    """docs/script-messages.md is what the program says about its codes."""
    page = Path(__file__).parents[2] / "docs" / "script-messages.md"
    assert page.read_text(encoding="utf-8") == code_table()


def test_codes_are_of_a_known_group():
    """A letter for how bad, a digit for the group, two for the number."""
    for code in CODES:
        assert code[0] in "EWI"
        assert int(code[1]) < len(GROUPS)
        assert len(code) == 4
    assert code_table().count("\n| E") + code_table().count("\n| W") + code_table().count("\n| I") == len(CODES)


@pytest.mark.parametrize(
    ("body", "header", "code"),
    [
        ("This will heal you.", "safety: Yes.", "W810"),
        ("A *proven* way.", "safety: Yes.", "W810"),
        ("It treats the nerves.", "safety: Yes.", "W810"),
        ("Hello.", "safety: Yes.\nsummary: Guaranteed calm.", "W810"),
        ("Hello.\n// TODO write more", "safety: Yes.", "W811"),
        ("Hello.", "author: Ann", "W812"),
        ("Hello.\n@repeat 3\nOnce more.\n@end", "safety: Yes.", "W813"),
        ("Hello.\n@breathe 4-6 for 1min", "safety: Yes.", "W813"),
        ('Hello.\n@ask calm 0-10 "Calm?" check below 3', "safety: Yes.", "W814"),
        ("In {a} and {b} and {n}. ^abcd",
         "safety: Yes.\nvariables: {a: [x, y, z], b: [u, v], n: {default: 1, min: 1, max: 30}}", "W613"),
    ],
)  # fmt: skip
def test_what_should_be_put_right_before_publishing(tmp_path: Path, body: str, header: str, code: str):
    """Each once, and none of them in `check`."""
    path = write(tmp_path, body, f"{HEADER}{header}\n")
    assert check_path(path) == ()
    messages = publish_messages(read_session(path))
    assert [message.code for message in messages] == [code]
    assert messages[0].fix
    assert messages[0].line > 1


def test_words_that_only_look_like_a_claim(tmp_path: Path):
    """A treat, a secure place, a health visitor."""
    path = write(tmp_path, "A secure place. Health, the treaty.", f"{HEADER}safety: Y.\n")
    assert publish_messages(read_session(path)) == ()


def test_the_estimating_voice():
    """A quarter second and 0.235 s for each group of vowels, slower at a lower rate."""
    phrase = Phrase("Let your weight go down.", "en", 100.0, "", "", 0, 1, (), Path())
    length = EstimatingVoice().phrase_length(phrase)
    assert length.estimated
    assert length.frames == round((0.25 + 5 * 0.235) * 48_000)
    slower = Phrase("Let your weight go down.", "en", 50.0, "", "", 0, 1, (), Path())
    assert EstimatingVoice().phrase_length(slower).frames == 2 * length.frames
