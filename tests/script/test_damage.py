"""Damaged scripts: messages, never a traceback, and what is left still compiles."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop import paths
from reorigin_desktop.errors import ScriptError
from reorigin_desktop.script.captions import webvtt
from reorigin_desktop.script.check import check_path, format_message, message_json
from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.publish import publish_messages
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session, default_values, every_phrase, phrases
from reorigin_desktop.script.timeline_json import timeline_json
from tests.script.test_catalogue import ROWS

MUTATIONS = 500
UNKIND = ("token", "parse", "syntax", "none", "nan", "<class", "traceback")
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted(paths.bundled("sessions").glob("*.session"))]
ROW_BODIES = [f"---\n{row.header}---\n{row.body}\n" for row in ROWS if row.whole is None]
SIGNS = [
    *'@#{}[]^"“”*\\/|:-%,.0123456789 \t\n',
    *("@end\n", "@repeat 3\n", "@else\n", "---\n", "\r\n", "…", "\u202e", "é", "𝄞"),
]


def damaged(text: str, chance: random.Random) -> str:
    """A script after a few slips of the hand."""
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(7):
            case 0:
                text = text[:at] + text[at + chance.randrange(1, 4) :]
            case 1:
                text = text[:at] + chance.choice(SIGNS) + text[at:]
            case 2:
                lines = text.splitlines(keepends=True) or [""]
                del lines[chance.randrange(len(lines))]
                text = "".join(lines)
            case 3:
                lines = text.splitlines(keepends=True) or [""]
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                text = "".join(lines)
            case 4:
                text = text[:at]
            case 5:
                text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
            case _:
                other = chance.choice(ROW_BODIES).splitlines(keepends=True)
                text = text[:at] + chance.choice(other) + text[at:]
    return text


def nothing_breaks(path: Path) -> int:
    """Run everything that reads a script over it; returns how many messages there are."""
    try:
        session = read_session(path)
    except ScriptError:
        return 1
    found = check_path(path)
    for message in found:
        shown = format_message(message)
        assert "\n" in shown
        assert message.message
        assert message.line >= 1
        assert 1 <= message.column < message.end_column
        assert not any(word in message.message.lower().split() for word in UNKIND), message
        message_json(message)
    made = compile_session(session, default_values(session), EstimatingVoice()).timeline
    timeline_json(made)
    webvtt(made)
    phrases(session, default_values(session))
    every_phrase(session)
    publish_messages(session)
    assert len(set(found)) == len(found)
    return len(found)


def test_damaged_scripts_bring_messages_and_no_traceback(tmp_path: Path):
    """Slips of the hand in shipped sessions and in the catalogue's scripts."""
    chance = random.Random(20)
    path = tmp_path / "test.session"
    said = 0
    for _ in range(MUTATIONS):
        text = damaged(chance.choice([*ROW_BODIES, *SHIPPED]), chance)
        path.write_bytes(text.encode("utf-8"))
        said += nothing_breaks(path) > 0
    assert said > MUTATIONS // 2


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes(content: bytes, header: bool):
    """Whatever stands in a file, it is read or refused in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.session"
        path.write_bytes((b"---\nformat: 1\ntitle: T\n---\n" if header else b"") + content)
        nothing_breaks(path)


WRITTEN = (
    "@pause @breathe @bed @chime @ask @wait @repeat @only @if @else @end @at @show @pace @include @count 4s 2min "
    "4-6 6/min to for while first not is 3 0-10 as max then every fade -18dB bowl shore ring off {n} {round} [2s] "
    '^abcd "text" “text” // , * \\ # ## 90% 1:30 1e9 -1 ٣s ² 99999999999s 0 breaths guide ratio 4:6 \u00a0'
)
WORDS = st.sampled_from(WRITTEN.split(" "))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.lists(WORDS, max_size=7).map(" ".join), max_size=12))
def test_any_words_of_the_language(lines: list[str]):
    """Words of the language in any order are read or refused in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.session"
        body = "\n".join(lines)
        path.write_text(f"---\nformat: 1\ntitle: T\nvariables: {{n: 3}}\n---\n{body}\n", encoding="utf-8")
        nothing_breaks(path)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet="abc:{}[]\"'#&*!|>-, \n\t1.@%", max_size=80))
def test_any_header(header: str):
    """Whatever stands between the dashes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.session"
        path.write_text(f"---\nformat: 1\n{header}\n---\nHello {{a}}.\n", encoding="utf-8")
        nothing_breaks(path)
