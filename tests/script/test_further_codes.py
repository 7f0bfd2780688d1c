"""Mistakes beyond the catalogue: each is said once, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reorigin_desktop.script import limits
from reorigin_desktop.script.check import check_path
from reorigin_desktop.script.codes import CODES
from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session
from tests.script.test_catalogue import ROWS, with_header
from tests.script.written import HEADER, ExactVoice, codes, said, write


@dataclass(frozen=True)
class Case:
    """Lines with one mistake, part of what is said, and where."""

    code: str
    part: str
    body: str
    header: str = HEADER
    line: int = 5
    column: int = 1


def variables(*lines: str) -> str:
    return with_header("variables:", *(f"  {line}" for line in lines))


HOLD = variables("hold: 4s", "rounds: 5", "place: [shore, off]", "wood: [shore, oak]", "word: {type: text, default: x}")
USED = "\n{hold} {rounds} {place} {wood} {word}"
IN_REPEAT = "@repeat 3\nHello.\n"

CASES = [
    Case("E231", "how long", "@breathe 4-6 10 breaths", line=5, column=14),
    Case("E007", "anchors", "Hello.", with_header("author: &a Anna"), 4, 9),
    Case("E007", "anchors", "Hello.", with_header("author: *a"), 4, 9),
    Case("E007", "tags", "Hello.", with_header("author: !!python/name:os.system x"), 4, 9),
    Case("E007", "nested more than 8 deep", "Hello.", with_header("tags: [[[[[[[[[x]]]]]]]]]"), 4, 15),
    Case("E007", "longer than 16 KiB", "Hello.", with_header("summary: " + "x" * 17_000), 2),
    Case("E007", "too many entries", "Hello.", with_header("tags: [" + "x, " * 2_000 + "x]"), 4, 5981),
    Case("E007", "character '@'", "Hello.", with_header("author: @anna"), 4, 9),
    Case("E007", "not a list of entries", "Hello.", "- format\n", 2),
    Case("E008", "“gap” is written twice", "Hello.", with_header("voice: {gap: 1s, gap: 2s}"), 4, 18),
    Case("E010", "“2nd” cannot be the name", "Hello.", variables("2nd: x"), 5, 3),
    Case("E012", "a choice without options", "Hello.", variables("place: {type: choice}"), 5, 3),
    Case("E012", "a choice without options", "Hello.", variables("place: []"), 5, 3),
    Case("E015", "21 variables", "Hello.", variables(*(f"v{i}: x" for i in range(21))), 25, 3),
    Case("E015", "31 options", "Hello.", variables("place: [" + ", ".join(map(str, range(31))) + "]"), 5, 3),
    Case("E016", "no default", "Hello.", variables("n: {type: number}"), 5, 3),
    Case("E016", "no default", "Hello.", variables("n: {type: duration}"), 5, 3),
    Case("E020", "“format” is missing", "Hello.", "title: Test\n", 2),
    Case("E020", "“title” is missing", "Hello.", "format: 1\ntitle:\n", 3),
    Case("E021", "“gapp” is not an entry of “voice”", "Hello.", with_header("voice: {gapp: 1s}"), 4, 15),
    Case("E021", "“defalt” is not an entry of “n”", "Hello.", variables("n: {type: text, defalt: 1}"), 5, 27),
    Case("E022", "“format”", "Hello.", "format: 0\ntitle: Test\n", 2, 9),
    Case("E022", "“title”", "Hello.", "format: 1\ntitle: " + "x" * 121 + "\n", 3, 8),
    Case("E022", "“language”", "Hello.", with_header("language: plain English"), 4, 11),
    Case("E022", "“gap” is not right: it should be a length", "Hello.", with_header("voice: {gap: soon}"), 4, 14),
    Case("E022", "“paragraph”", "Hello.", with_header("voice: {paragraph: 2min}"), 4, 20),
    Case("E022", "“rate” is not right: it should be a percentage", "Hello.", with_header("voice: {rate: 20%}"), 4, 15),
    Case("E022", "“voice”", "Hello.", with_header("voice: Anna"), 4, 8),
    Case("E022", "“tags”", "Hello.", with_header("tags: {a: b}"), 4),
    Case("E022", "“type”", "Hello.", variables("n: {type: colour}"), 5, 13),
    Case("E022", "“min”", "Hello.", variables("n: {type: number, default: 5, min: few}"), 5, 38),
    Case("E022", "“default” is not right: it should be a number", "Hello.",
         variables("n: {type: number, default: few}"), 5, 30),
    Case("E022", "“default” is not right: it should be a length", "Hello.",
         variables("n: {type: duration, default: soon}"), 5, 32),
    Case("E102", "@together is not", "Hello.\n@together", line=6),
    Case("E206", "needs the question in quotation marks", "Hello.\n@ask calm 0-10", line=6),
    Case("E206", "needs a file in quotation marks", "Hello.\n@sound waves.flac", line=6, column=8),
    Case("E206", "needs a name in quotation marks", "Hello.\n@count", line=6),
    Case("E206", "needs the words to show", "Hello.\n@show text hello", line=6, column=12),
    Case("E211", "at most 30 minutes", "Hello [2h] there.", column=7),
    Case("E211", "at most 8 hours", "Hello.\n@breathe 2/min for 5000 breaths", line=6),
    Case("E211", "at most 5000 breaths", "Hello.\n@breathe 6/min for 6000 breaths", line=6, column=20),
    Case("E222", "at least 1 second", "Hello.\n@breathe 0.5-6 for 2min", line=6, column=10),
    Case("E222", "at least 1 second", "Hello.\n@breathe 20/min ratio 1:4 for 2min", line=6, column=10),
    Case("E226", "30 breaths a minute", "Hello.\n@breathe 1-1 for 2min", line=6, column=10),
    Case("E226", "1 breaths a minute", "Hello.\n@breathe 15-15-15-15 for 2min", line=6, column=10),
    Case("E226", "120 breaths a minute", "Hello.\n@breathe 4-6 for 500ms", line=6, column=10),
    Case("E228", "“deep” is not", "Hello.\n@breathe deep for 2min", line=6, column=10),
    Case("E229", "two numbers with a colon", "Hello.\n@breathe 6/min ratio 4 for 2min", line=6, column=22),
    Case("E229", "too uneven", "Hello.\n@breathe 6/min ratio 1:9 for 2min", line=6, column=22),
    Case("E229", "only goes with a rate", "Hello.\n@breathe 4-6 ratio 1:2 for 2min", line=6, column=14),
    Case("E232", "120% is more than", "@breathe 4-6 for 1min while\nHello.\n@at 120%\n@end", line=7, column=5),
    Case("E236", "“teel” is not a colour", '@show colour "teel"\nHello.', column=14),
    Case("E240", "needs a name, a level", "@bed\nHello."),
    Case("E240", "needs a name, a level", "@bed fade 3s\nHello."),
    Case("E245", "an amount or “off”", "@duck\nHello."),
    Case("E245", "outside 0–30dB", "@duck 60dB\nHello.", column=7),
    Case("W246", "No bed is playing", "@bed -20dB\nHello."),
    Case("E247", "needs the name of a chime", "@chime\nHello."),
    Case("E249", "make the chime louder", "@chime bowl 3dB\nHello.", column=13),
    Case("E249", "make the guide louder", "Hello.\n@breathe 4-6 for 2min 3dB", line=6, column=23),
    Case("E252", "more than 100 steps", 'Hello.\n@ask calm 0-1000 "How calm?"', line=6, column=11),
    Case("E251", "one step only", 'Hello.\n@ask calm 5-5 "How calm?"', line=6, column=11),
    Case("E255", "No answer from 0 to 10 is above 12", 'Hello.\n@ask calm 0-10 "How calm?" check above 12',
         line=6, column=40),
    Case("E255", "only go with a scale", 'Hello.\n@ask calm yes-no "Calm?" check above 1', line=6, column=26),
    Case("E255", "check above NUMBER", 'Hello.\n@ask calm 0-10 "Calm?" check over 8', line=6, column=30),
    Case("E257", "51 chimes", "Hello.\n@chime bell 51 times", line=6, column=13),
    Case("E262", "@repeat 201", "@repeat 201\nHello.\n@end", column=9),
    Case("E263", "the passes that are meant", IN_REPEAT + "@only\nNow.\n@end\n@end", line=7),
    Case("E264", "run backwards", IN_REPEAT + "@only 3-1\nNow.\n@end\n@end", line=7, column=7),
    Case("E264", "no pass 0", IN_REPEAT + "@only 0\nNow.\n@end\n@end", line=7, column=7),
    Case("E266", "needs a value", "@if place is\nHello.\n@end" + USED, HOLD, 11),
    Case("E266", "needs a value", "@if place is shore or\nHello.\n@end" + USED, HOLD, 11),
    Case("E266", "cannot look at “round”", "@repeat 2\n@if round is 1\nHello.\n@end\n@end", line=6, column=5),
    Case("E270", "needs the name", "@voice\nHello."),
    Case("E273", "too long: 30 s", "@pace gap 40s\nHello.", column=11),
    Case("E306", "second @else", "@if place is shore\nA.\n@else\nB.\n@else\nC.\n@end" + USED, HOLD, 15),
    Case("E307", "6 deep", "@repeat 1\n" * 7 + "Hello.\n" + "@end\n" * 7, line=11),
    Case("E310", "8000 passes", "@repeat 200\n@repeat 40\nHello.\n@end\n@end", line=6),
    Case("E405", "“my name”", "Hello {my name}.", column=7),
    Case("E405", "“2x”", "Hello {2x}.", column=7),
    Case("E409", "(U+202E)", "Hello \u202eereht.", column=7),
    Case("E409", "(U+0007)", "Hello\x07 there.", column=6),
    Case("E409", "(U+E000)", "Hello \ue000there\ue000.", column=7),
    Case("E410", "41 phrases", " [1s] ".join(["go"] * 41)),
    Case("W503", "^abcd", "Hello ^abcd there.", column=7),
    Case("E602", "{place} is not a number", "@repeat {place}\nHello.\n@end" + USED, HOLD, 11, 9),
    Case("E603", "{place} is not a length", "Hello.\n@pause {place}" + USED, HOLD, 12, 8),
    Case("E603", "{rounds} is not a length", "Hello.\n@breathe 4-6 for {rounds}" + USED, HOLD, 12, 18),
    Case("W605", "asked after but never before", 'Hello.\n@ask calm after 0-10 "How calm?"', line=6),
    Case("E607", "{hold} does not name beds", "@bed {hold}" + USED, HOLD, 11, 6),
    Case("E607", "can be “oak”, which is not a bed", "@bed {wood}" + USED, HOLD, 11, 6),
    Case("E608", "“calm” is asked twice", 'Hello.\n@ask calm 0-10 "Calm?"\n@ask calm 0-10 "Calm?"', line=7),
    Case("E609", "{rounds} can never be “many”", "@if rounds is many\nHello.\n@end" + USED, HOLD, 11, 15),
    Case("E609", "{hold} can never be “long”", "@if hold is long\nHello.\n@end" + USED, HOLD, 11, 13),
    Case("W611", "{name} in quotation marks", '@show text "Hello {name}"\nHello.', column=12),
    Case("E707", "cannot stand inside another",
         "@breathe 4-6 for 2min while\nHello.\n@breathe 4-6 for 1min\n@end", line=7),
    Case("W801", "Nothing is spoken", "@pause 4s", line=4),
    Case("E802", "longer than 8 hours", "@repeat 200\nHello.\n@pause 3min\n@end"),
    Case("E803", "more than 100000 cues", "@repeat 200\n@repeat 10\n" + "Hello.\n" * 51 + "@end\n@end"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.part[:20]}")
def test_one_message(case: Case, tmp_path: Path):
    """One mistake, one message, where it is."""
    messages = said(tmp_path, case.body, case.header)
    assert [message.code for message in messages] == [case.code], messages
    assert case.part in messages[0].message
    assert (messages[0].line, messages[0].column) == (case.line, case.column)


def test_lines_too_long_for_a_block_are_an_error_when_their_length_is_known(tmp_path: Path):
    """With recorded lines there is no “estimated”: E701."""
    session = read_session(write(tmp_path, "@pause 3s while\nOne.\nTwo.\nThree.\n@end"))
    (message,) = compile_session(session, {}, ExactVoice()).messages
    assert (message.code, message.line) == ("E701", 5)
    assert message.message == "The lines inside this block take 4.6 s but the block lasts 3 s."


def test_a_sound_that_cannot_be_read(tmp_path: Path):
    """The voice knows whether a sound can be read; the line with one that cannot is left out."""
    (tmp_path / "waves.flac").write_bytes(b"not a sound")
    session = read_session(write(tmp_path, 'Hello.\n@sound "waves.flac"\nAnd on.'))
    compiled = compile_session(session, {}, ExactVoice())
    assert [(m.code, m.line) for m in compiled.messages] == [("E286", 6)]
    assert [cue.kind for cue in compiled.timeline.cues] == ["say", "say"]


def test_too_many_lines(tmp_path: Path):
    """The lines after the ten-thousandth are not read, and that is said."""
    messages = said(tmp_path, "Hello.\n" * limits.FILE_LINES)
    assert [(m.code, m.line) for m in messages] == [("E111", limits.FILE_LINES + 1)]


def test_a_chain_of_included_files_that_is_too_long(tmp_path: Path):
    """Five deep is allowed, six is not."""
    for number in range(1, 7):
        inner = f'@include "{number + 1}.session"\n' if number < 6 else ""
        (tmp_path / f"{number}.session").write_text(f"Line {number}.\n{inner}", encoding="utf-8")
    messages = said(tmp_path, 'Hello.\n@include "1.session"')
    assert [(m.code, Path(m.file).name, m.line) for m in messages] == [("E282", "5.session", 2)]


def test_included_files_that_multiply(tmp_path: Path):
    """A small file that includes a small file a hundred times, and so on, is stopped before it fills the memory."""
    for number in range(1, 5):
        inner = f'@include "{number + 1}.session"\n' if number < 4 else "Hello.\n"
        (tmp_path / f"{number}.session").write_text(inner * 100, encoding="utf-8")
    found = codes(tmp_path, 'Hello.\n@include "1.session"')
    assert set(found) == {"E285"}


def test_an_included_file_that_is_no_text(tmp_path: Path):
    """Rubbish in an included file is said at the line that includes it."""
    (tmp_path / "a.session").write_bytes(b"\0\1\2")
    messages = said(tmp_path, 'Hello.\n@include "a.session"')
    assert [(m.code, m.line) for m in messages] == [("E285", 6)]


@pytest.mark.parametrize("value", ["0", "201", "2.5"])
def test_a_number_of_passes_from_a_variable_is_checked_when_it_is_known(tmp_path: Path, value: str):
    """@repeat {n} is within the same limits as @repeat 5."""
    session = read_session(write(tmp_path, "@repeat {n}\nHello.\n@end\nBye.", variables("n: 5")))
    assert not session.messages
    compiled = compile_session(session, {"n": value}, ExactVoice())
    assert [message.code for message in compiled.messages] == ["E262"]
    assert [cue.line for cue in compiled.timeline.cues] == [10]


@pytest.mark.parametrize(
    ("body", "value", "code"),
    [
        ("Hello.\n@pause {t}", "40min", "E211"),
        ("Hello.\n@pause {t}", "0s", "E210"),
        ("Hello.\n@breathe 4-6 for {t}", "100ms", "E226"),
        ("@bed shore fade {t}\nHello.", "20min", "E211"),
        ("Hello.\n@wait max {t}", "0s", "E210"),
    ],
)
def test_a_length_of_time_from_a_variable_is_checked_when_it_is_known(tmp_path: Path, body: str, value: str, code: str):
    """The limits of a written time hold for one that a person chooses."""
    session = read_session(write(tmp_path, body, variables("t: 4s")))
    assert not session.messages
    compiled = compile_session(session, {"t": value}, ExactVoice())
    assert [message.code for message in compiled.messages] == [code]
    assert [cue.kind for cue in compiled.timeline.cues if cue.lane == "voice"] == ["say"]


def test_a_session_that_is_too_long_by_its_speech(tmp_path: Path):
    """Eight hours are the limit with speech as well."""
    session = read_session(write(tmp_path, "Hello.\n" * 30))
    compiled = compile_session(session, {}, ExactVoice(48_000 * 1000))
    assert [message.code for message in compiled.messages] == ["E802"]


def test_every_code_is_tested():
    """No code exists that no script brings about."""
    here = {case.code for case in CASES} | {row.code for row in ROWS}
    elsewhere = {"E111", "E282", "E285", "E286", "E701", "E612", "W613", "W810", "W811", "W812", "W813", "W814"}
    assert set(CODES) == here | elsewhere


def test_a_line_with_an_error_is_left_out_and_the_rest_plays(tmp_path: Path):
    """A preview plays everything around a mistake."""
    session = read_session(write(tmp_path, "One.\n@pasue 4s\nTwo {x}.\n@repeat\nThree.\n@end\nFour."))
    assert [m.code for m in session.messages] == ["E102", "E601", "E261"]
    timeline = compile_session(session, {}, EstimatingVoice()).timeline
    assert [cue.line for cue in timeline.cues] == [5, 9, 11]


def test_all_mistakes_are_said_in_one_pass_in_order(tmp_path: Path):
    """By file, line and column; the session's own lines first."""
    (tmp_path / "a.session").write_text("@pasue\n", encoding="utf-8")
    path = write(tmp_path, '@pause\nHello {a} and {b}.\n@include "a.session"\n@show circle')
    found = [(Path(m.file).name, m.line, m.column, m.code) for m in check_path(path)]
    assert found == [
        ("test.session", 5, 1, "E204"),
        ("test.session", 6, 7, "E601"),
        ("test.session", 6, 15, "E601"),
        ("test.session", 8, 7, "E248"),
        ("a.session", 1, 1, "E102"),
    ]
