"""The header: what it may say, in the long and the short form."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from reorigin_desktop.script.model import Header, Variable
from reorigin_desktop.script.read import read_session
from tests.script.written import HEADER, said, write


def header_of(folder: Path, header: str, body: str = "Hello.") -> Header:
    session = read_session(write(folder, body, header))
    assert not session.messages, session.messages
    assert session.header
    return session.header


def test_everything_that_a_header_may_say(tmp_path: Path):
    """Each entry arrives as it was written; numbers and yes and no stay text where a text is meant."""
    header = header_of(
        tmp_path,
        """\
# a comment
format: 1
title: "Harbour: a reset"
id: harbour-reset
version: 1.10
language: de-CH
author: no
licence: CC BY 4.0
summary: >
  Two lines
  of words: and a colon.
safety: 'Not while driving. It''s fine.'
tags: [breath, off]
voice:
  gap: 1s
  paragraph: 2.5s
  rate: 85%
  name: anna
pronounce:
  Vagus: WAH-gus
  "4-7-8": four seven eight
""",
    )
    assert header == Header(
        format=1,
        title="Harbour: a reset",
        id="harbour-reset",
        version="1.10",
        language="de-CH",
        author="no",
        licence="CC BY 4.0",
        summary="Two lines of words: and a colon.\n",
        safety="Not while driving. It's fine.",
        tags=("breath", "off"),
        gap_s=1.0,
        paragraph_s=2.5,
        rate_percent=85.0,
        voice_name="anna",
        variables=(),
        pronounce={"Vagus": "WAH-gus", "4-7-8": "four seven eight"},
    )


def test_what_is_not_said_has_its_default(tmp_path: Path):
    """The file name gives the identity."""
    path = tmp_path / "My own_Sitting 2.session"
    path.write_text("---\nformat: 1\ntitle: T\n---\nHello.\n", encoding="utf-8")
    assert read_session(path).header == Header(1, "T", "my-own-sitting-2")


@pytest.mark.parametrize(
    ("written", "variable"),
    [
        ("v: 5", Variable("v", "number", "5")),
        ("v: 2.50", Variable("v", "number", "2.5")),
        ("v: -3", Variable("v", "number", "-3")),
        ("v: [a, off, 3]", Variable("v", "choice", "a", "", ("a", "off", "3"))),
        ("v: 4s", Variable("v", "duration", "4s")),
        ("v: 1:30", Variable("v", "duration", "1:30")),
        ("v: 1min 30s", Variable("v", "duration", "1min 30s")),
        ("v: some words", Variable("v", "text", "some words")),
        ('v: "5"', Variable("v", "text", "5")),
        ("v: off", Variable("v", "text", "off")),
        ("v:", Variable("v", "text", "")),
        ("v: {type: text, ask: Who?}", Variable("v", "text", "", "Who?")),
        ("v: {options: [a, b], default: B}", Variable("v", "choice", "b", "", ("a", "b"))),
        ("v: {ask: Q?, default: 5, min: 1, max: 9}", Variable("v", "number", "5", "Q?", (), 1, 9)),
        ("v: {min: 2}", Variable("v", "number", "2", "", (), 2)),
        ("v: {type: duration, default: 90 s}", Variable("v", "duration", "90 s")),
        ("v: {default: 90s}", Variable("v", "duration", "90s")),
    ],
)
def test_variables(tmp_path: Path, written: str, variable: Variable):
    """The short forms say what the long ones say."""
    header = header_of(tmp_path, f"{HEADER}variables:\n  {written}\n")
    assert header.variables == (variable,)


def test_line_ends_and_a_byte_order_mark(tmp_path: Path):
    """CRLF and a byte order mark change nothing."""
    path = tmp_path / "a.session"
    path.write_bytes("\ufeff---\r\nformat: 1\r\ntitle: T\r\n---\r\nHello.\r\n\r\nAgain.\r\n".encode())
    session = read_session(path)
    assert not session.messages
    assert session.lines == ("---", "format: 1", "title: T", "---", "Hello.", "", "Again.")


def test_a_wrong_entry_costs_only_itself(tmp_path: Path):
    """What is right in a header holds, and a variable with a mistake is not missed a second time."""
    header = HEADER + "voice: {gap: soon, rate: 80%}\nvariables:\n  good: 3\n  bad: {type: choice}\n"
    messages = said(tmp_path, "@repeat {good}\nHello {bad}.\nHi.\n@end", header)
    assert [message.code for message in messages] == ["E022", "E012"]
    session = read_session(tmp_path / "test.session")
    assert session.header
    assert (session.header.rate_percent, session.header.gap_s) == (80, 0.8)


def test_an_unreadable_header_says_nothing_about_variables(tmp_path: Path):
    """One message for the header; other mistakes in the lines are still found."""
    messages = said(tmp_path, "Hello {name}.\n@pasue 4s", "format: 1\ntitle Test\n")
    assert [message.code for message in messages] == ["E004", "E102"]


@pytest.mark.parametrize(
    "hostile",
    [
        "tags: " + "[" * 4_000,
        "tags: " + "{a: " * 3_000,
        "- " * 6_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
        "summary: " + "x " * 100_000,
        "? " * 5_000,
        "a: !!python/object/apply:os.system [id]",
        "summary: " + "'" * 10_000,
        "%YAML 9.9",
        "\ud7ff: \ue000",
    ],
)
def test_hostile_headers_are_refused_quickly(tmp_path: Path, hostile: str):
    """Depth, size, anchors and tags are stopped before they cost anything."""
    path = write(tmp_path, "Hello.", f"{HEADER}{hostile}\n")
    began = time.perf_counter()
    session = read_session(path)
    assert session.has_errors
    assert time.perf_counter() - began < 3


def test_reading_needs_pydantic_and_yaml_only_when_a_header_is_read():
    """The first frame of the window does not wait for them."""
    import subprocess

    code = (
        "import sys; import reorigin_desktop.script.check, reorigin_desktop.script.timeline, "
        "reorigin_desktop.script.captions, reorigin_desktop.script.publish; "
        "print([m for m in ('numpy', 'pydantic', 'ruamel.yaml', 'soundfile') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("summary: |\n  no colon here: none\n  nor: here", []),
        ("summary: two\n  lines of words", []),
        ("tags:\n  - breath\n  - imagery", []),
        ("tags: [breath,\n  imagery]", []),
        ('summary: "two\n  lines: quoted"', []),
        ("summary: 10:30 in the morning", []),
        ("summary: a http://x.y/z link", []),
        ("summary: words # comment: here", []),
        ("pronounce:\n  Vagus WAH-gus", ["E004"]),
        ("pronounce:\n  Vagus:WAH-gus", ["E006"]),
        ("pronounce:\n  Vagus: a: b", ["E005"]),
        ("summary: a: b\nauthor Anna\nlicence:x", ["E005", "E004", "E006"]),
    ],
)
def test_slips_and_what_only_looks_like_one(tmp_path: Path, lines: str, codes: list[str]):
    """The checks by hand do not mistake good YAML for a slip."""
    assert [message.code for message in said(tmp_path, "Hello.", f"{HEADER}{lines}\n")] == codes
