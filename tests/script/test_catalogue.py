"""The mistakes that authors make: each is said once, in the words of the catalogue, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reorigin_desktop.script.check import check_path
from reorigin_desktop.script.model import Message, Severity
from tests.script.written import HEADER

SEVERITY = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.NOTE}


@dataclass(frozen=True)
class Row:
    """A script with one mistake, and what is said: `body` follows the header, `whole` is a file without one."""

    number: int
    code: str
    message: str
    fix: str
    body: str = "Hello."
    header: str = HEADER
    whole: str | bytes | None = None
    line: int = 0
    column: int = 1
    name: str = "test.session"
    beside: tuple[tuple[str, str], ...] = ()


def with_header(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


IMAGE = with_header("variables:", "  image: [harbour, meadow]")
NAME = with_header("variables:", "  name: {type: text}")
LONG = "bo " * 132 + "bo" + "m" * 51
SIX_SECONDS = "A e i o u a e i o u a e i o u a e i o u a e."
AT = "@breathe 4-6 for 1min while\n"

# after the header of two entries, the body begins on line 5
ROWS = [
    Row(1, "E001", "The file does not begin with a header.",
        "begin with three dashes, then “format: 1”, “title: …”, then three dashes.", whole="Hello.\n", line=1),
    Row(2, "E002", "The header is never closed.", "write a line with three dashes after the last header line.",
        whole="---\nformat: 1\ntitle: Test\nHello {name}.\n", line=1),
    Row(3, "E003", "The header is indented with a tab.", "use two spaces instead.",
        header=with_header("voice:", "\tgap: 1s", "\trate: 90%"), line=5),
    Row(4, "E004", "A colon is missing in the header.", "write “title: Harbour”.",
        header="format: 1\ntitle Harbour\n", line=3),
    Row(5, "E005", "This header text contains a colon.", 'put it in quotation marks: title: "Harbour: a reset"',
        header="format: 1\ntitle: Harbour: a reset\n", line=3, column=8),
    Row(6, "E006", "A space is missing after the colon.", "write “format: …”.",
        header="format:1\ntitle: Test\n", line=2),
    Row(7, "E007", "The header cannot be read (found unexpected end of stream).",
        "each line is “name: value”; put text with signs like : # @ in quotation marks.",
        header='format: 1\ntitle: "Harbour\n', line=3, column=8),
    Row(8, "E008", "“title” is written twice in the header.", "keep one of them.",
        header=with_header("title: Again"), line=4),
    Row(9, "E009",
        "This session is written for a newer version of the app (format 2; this app reads format 1).",
        "update the app. The session can be opened for reading only.",
        header="format: 2\ntitle: Test\nmood: blue\n", body="Hello {name}.\n@haptic", line=2, column=9),
    Row(10, "E020", "“title” is missing in the header.", "add a line such as “title: Harbour”.",
        header="format: 1\n", line=2),
    Row(11, "E021", "“autor” is not a header entry.",
        "did you mean “author”? Known: format, title, id, language, author, licence, summary, safety, version, voice, "
        "variables, pronounce, tags.", header=with_header("autor: Anna"), line=4, column=8),
    Row(12, "E022", "“format” is not right: it should be a whole number.", "for example format: 1",
        header="format: one\ntitle: Test\n", line=2, column=9),
    Row(13, "E022", "“id” is not right: it may contain only small letters, digits and -.", "for example harbour-reset",
        header=with_header("id: Harbour Reset"), line=4, column=5),
    Row(14, "E013", "“c” is not one of the options of “image”.", "use one of: a, b",
        header=with_header("variables:", "  image: {type: choice, options: [a, b], default: c}"),
        body="See the {image}.", line=5, column=51),
    Row(15, "E014", "The default of “n” is 12, outside 1–9.", "change the default or the limits.",
        header=with_header("variables:", "  n: {type: number, default: 12, min: 1, max: 9}"),
        body="@repeat {n}\nHello.\n@end", line=5, column=30),
    Row(16, "E011", "“round” is used by the app.", "choose another name.",
        header=with_header("variables:", "  round: 5"), line=5, column=3),
    Row(17, "E102", "@pasue is not an instruction.", "did you mean @pause?", "Hello.\n@pasue 4s", line=6),
    Row(18, "E102", "@silence is not an instruction.", "did you mean @pause?", "Hello.\n@silence 4s", line=6),
    Row(19, "E101", "There is a space or a sign after @.",
        "write the instruction directly after it, for example @pause 4s. "
        "To speak a line that begins with @, write \\@.",
        "Hello.\n@ pause 4s", line=6),
    Row(20, "W401", "This line will be spoken: “pause 4s”.", "if it is an instruction, write @pause.",
        "Hello.\npause 4s", line=6),
    Row(21, "W402", "@pause in the middle of a line is spoken, not carried out.",
        "put it on its own line. For a short silence inside a sentence write [2s].",
        "Hello. @pause 4s And on.", line=5, column=8),
    Row(22, "E103", "A section heading needs a space after #.",
        "write “# Settling”. To speak a line that begins with #, write \\#.", "#Settling\nHello.", line=5),
    Row(23, "E104", "Only # and ## headings are used.", "use # for a section, ## for a step inside it.",
        "### Settling\nHello.", line=5),
    Row(24, "E105", "This heading has no title.", "write a short name, for example “# Settling”.",
        "#\nHello.", line=5),
    Row(25, "E201", "“4 sceonds” is not a length of time.", "use s or min, for example 4s.",
        "Hello.\n@pause 4 sceonds", line=6, column=8),
    Row(26, "E202", "“4” has no unit.", "write 4s for seconds or 4min for minutes.", "Hello.\n@pause 4",
        line=6, column=8),
    Row(27, "E203", "“1:75” is not a clock time: the part after the colon must be two digits, 00 to 59.",
        "write 1:30 for one minute thirty seconds.", "Hello.\n@pause 1:75", line=6, column=8),
    Row(28, "E204", "@pause needs a length of time.", "for example: @pause 4s", "Hello.\n@pause", line=6),
    Row(29, "E210", "A pause of 0 seconds does nothing.", "remove the line.", "Hello.\n@pause 0s", line=6, column=8),
    Row(30, "E211", "A pause is at most 30 minutes.", "check the unit (s or min).", "Hello.\n@pause 3h",
        line=6, column=8),
    Row(31, "W212", "A silence of 5.0 minutes is long; people may think the session has stopped.",
        "add a line or a chime in between, or use @pause … while.", "Hello.\n@pause 5min", line=6, column=8),
    Row(32, "E207", "“please” is not expected here in @pause.", "for example: @pause 4s", "Hello.\n@pause 4s please",
        line=6, column=11),
    Row(33, "E220", "@breathe needs a pattern and a length.",
        "for example: @breathe 4-6 for 2min, or @breathe coherent for 10 breaths", "Hello.\n@breathe", line=6),
    Row(34, "E228", "“coherant” is not a breathing pattern.",
        "did you mean coherent? Known: 4-7-8, box, calm, coherent, natural, sigh; or seconds like 4-6; or a rate like "
        "6/min.", "Hello.\n@breathe coherant for 2min", line=6, column=10),
    Row(35, "E231", "@breathe needs to know how long.", "add “for 2min” or “for 10 breaths”.",
        "Hello.\n@breathe 4-6", line=6),
    Row(36, "E227", "“6” could be a rate or a number of seconds.",
        "write 6/min for a rate or 4-6 for seconds in and out.", "Hello.\n@breathe 6 for 2min", line=6, column=10),
    Row(37, "E226", "60 breaths a minute is outside 2–20.", "5 to 7 a minute is usual for slow breathing.",
        "Hello.\n@breathe 60/min for 2min", line=6, column=10),
    Row(38, "E221", "“4-4-4-4-4” has 5 numbers.",
        "write in-out (4-6), in-hold-out (4-7-8) or in-hold-out-hold (4-4-4-4), in seconds.",
        "Hello.\n@breathe 4-4-4-4-4 for 2min", line=6, column=10),
    Row(39, "E223", "Holding the breath is limited to 20 seconds.", "use a shorter hold.",
        "Hello.\n@breathe 4-25-8 for 2min", line=6, column=10),
    Row(40, "W224", "A hold of 10 seconds is hard for many people.",
        "offer an easier way in a spoken line, or shorten it.", "Hello.\n@breathe 4-10-6 for 2min", line=6, column=10),
    Row(41, "E225", "“to” needs the second rate.", "for example: @breathe 7/min to 5.5/min for 10min",
        "Hello.\n@breathe 7/min to for 10min", line=6, column=19),
    Row(42, "E230", "“guide” is one of tone, voice, chime, none.", "for example: guide tone",
        "Hello.\n@breathe 4-6 for 2min guide flute", line=6, column=29),
    Row(43, "E241", "There is no bed called “shoer”.",
        "did you mean shore? Known: brown, drone, off, pad, pink, rain, shore, stream, wind; or a file in quotation "
        "marks.", "@bed shoer -18dB\nHello.", line=5, column=6),
    Row(44, "E242", "6dB would make the bed louder than the voice.",
        "write a level below the voice, for example -18dB.", "@bed shore 6dB\nHello.", line=5, column=12),
    Row(45, "W243", "A bed at -6dB can cover the voice.", "keep the bed at −18dB or lower under speech.",
        "@bed shore -6dB\nHello.", line=5, column=12),
    Row(46, "E244", "“-22” needs a unit.", "write -22dB for loudness or fade 22s.", "@bed shore -22\nHello.",
        line=5, column=12),
    Row(47, "E207", "“faed” is not expected here in @bed.",
        "did you mean “fade”? for example: @bed shore -22dB fade 6s", "@bed shore -22dB faed 6s\nHello.",
        line=5, column=18),
    Row(48, "E247", "There is no chime called “bowls”.",
        "did you mean bowl? Known: bell, bowl, singing-bowl, soft-bell, wood.", "Hello.\n@chime bowls",
        line=6, column=8),
    Row(49, "E248", "@show needs one of: colour, dot, image, none, ring, text.",
        'for example: @show ring, or @show image "harbour.jpg" fade 3s', "@show circle\nHello.", line=5, column=7),
    Row(50, "E205", "This quotation is never closed.",
        'put " at the end, for example @ask calm 0-10 "How calm do you feel?"',
        'Hello.\n@ask calm 0-10 "How calm do you feel?', line=6, column=16),
    Row(51, "E250", "@ask needs a short name for the answer.",
        'for example: @ask calm before 0-10 "How calm do you feel?"',
        'Hello.\n@ask 0-10 "How calm do you feel?"', line=6, column=6),
    Row(52, "E253", "@ask needs the kind of answer: a scale like 0-10, yes-no, text or choice.",
        'for example: @ask calm 0-10 "How calm do you feel?"', 'Hello.\n@ask calm "How calm do you feel?"', line=6),
    Row(53, "E251", "The scale 10-0 runs backwards.", "write 0-10.",
        'Hello.\n@ask calm 10-0 "How calm do you feel?"', line=6, column=11),
    Row(54, "E254", "A choice needs at least two answers in quotation marks.",
        '@ask place choice "Where?" "harbour" "meadow"', 'Hello.\n@ask place choice "Where?" "harbour"', line=6),
    Row(55, "W605", "“calm” is asked before but never after, so no change can be shown.",
        "add the other @ask calm …, or leave out “before”.",
        'Hello.\n@ask calm before 0-10 "How calm do you feel?"', line=6),
    Row(56, "E256", "@wait waits for the person, not for a time.", "use @pause 10s, or @wait max 10s.",
        "Hello.\n@wait 10s", line=6, column=7),
    Row(57, "E301", "This @repeat is never closed.", "add a line with @end where the block stops.",
        "@repeat 3\nHello.", line=5),
    Row(58, "E301", "@repeat is still open when section “Next” begins.", "add @end before line 11.",
        "# First\n@repeat 3\nHello.\n// a comment\n\nOnce more.\n# Next\nAnd on.\n@end", line=6),
    Row(59, "E302", "There is no open block for this @end.",
        "remove it, or check whether the line that should open the block has an error.", "Hello.\n@end", line=6),
    Row(60, "E303", "This @end says “if” but the open block is @repeat.", "write @end or @end repeat.",
        "@repeat 3\nHello.\n@end if", line=7),
    Row(61, "W304", "This @repeat block is empty.", "put the lines to play between it and @end.",
        "Hello.\n@repeat 3\n@end", line=6),
    Row(62, "E261", "@repeat needs a whole number.", 'for example: @repeat 5 as "harbour image"',
        "@repeat\nHello.\n@end", line=5),
    Row(63, "E260", "@repeat counts passes, not time.", "for example: @repeat 5", "@repeat 5min\nHello.\n@end",
        line=5, column=9),
    Row(64, "E262", "@repeat 0 is outside 1–200.", "use a number from 1 to 200.", "@repeat 0\nHello.\n@end",
        line=5, column=9),
    Row(65, "E305", "@else without @if.", "@else belongs between @if … and @end.", "Hello.\n@else", line=6),
    Row(66, "E308", "@only works inside @repeat.", "remove it or move it into the block.",
        "@only first\nHello.\n@end", line=5),
    Row(67, "W309", "This block never plays: there are only 3 passes.", "",
        "@repeat 3\nHello.\n@only 4-5\nNever.\n@end\n@end", line=7),
    Row(68, "E601", "There is no variable {nmae}.",
        "did you mean {name}? Variables are listed under “variables:” in the header.",
        "Hello {nmae}.\nAgain {nmae}.", with_header("variables:", "  name: friend"), line=7, column=7),
    Row(69, "W606", "If {name} is left empty this line has a hole.",
        "write {name|friend} with words to use instead.", "Hello {name}.", NAME, line=7, column=7),
    Row(70, "E604", "{round} only has a meaning inside @repeat.", "move the line into the block.",
        "Round {round}.", line=5, column=7),
    Row(71, "E404", "“{” is opened and never closed.", "add “}”, or write \\{ to show it.", "Hello {name, there.",
        NAME, line=7, column=7),
    Row(72, "E406", "“[two]” is not a silence.",
        "inside square brackets write only a time, for example [2s]. To show brackets write \\[ and \\].",
        "Hello [two] there.", line=5, column=7),
    Row(73, "E609", "{image} can never be “habour”.",
        "did you mean “harbour”? Its options are: harbour, meadow", "@if image is habour\nHello.\n@end", IMAGE,
        line=7, column=14),
    Row(74, "E265", "@if is written: @if VARIABLE is VALUE.", "for example: @if image is yes",
        "@if image harbour\nHello.\n@end", IMAGE, line=7),
    Row(75, "E501", "The mark ^k3f9a is used twice, so two lines would share one recording.",
        "delete it on the copied line; the app gives the line a new mark.", "Hello. ^k3f9a\nHello again. ^k3f9a",
        line=6, column=14),
    Row(76, "E502", "“^K3” is not a line mark.",
        "marks are written by the app (like ^k3f9). Delete it, or write \\^ to speak it.", "Hello. ^K3",
        line=5, column=8),
    Row(77, "I407", "Dots do not make a timed silence.", "write [2s] where you want one.", "And now ... let go.",
        line=5, column=9),
    Row(78, "W403", "This line is long (449 characters, about 35 s of speech).",
        "press Enter between sentences: each line is recorded and repeated separately.", LONG, line=5),
    Row(79, "E408", "There is nothing to speak on this line.", "use @pause for a silence.", "Hello.\n[2s]", line=6),
    Row(80, "W702", "The lines inside this block take 6.0 s (estimated) but the block lasts 3 s.",
        "make it at least 7s, or move some lines out.", "@pause 3s while\n" + SIX_SECONDS + "\n@end",
        line=5),
    Row(81, "E704", "At this point the block is already 6.0 s in: the lines before @at are still playing.",
        "use @at 7s or later.",
        AT + SIX_SECONDS + "\n@at 2s\nHello.\n@end", line=7),
    Row(82, "E706", "This block lasts only 60 s, so this moment never comes.",
        "use an earlier time, or a percentage such as @at 90%.", AT + "Hello.\n@at 2:00\nAgain.\n@end", line=7),
    Row(83, "E703", "@at only works inside @pause … while or @breathe … while.", "use @pause here.",
        "Hello.\n@at 2:00", line=6),
    Row(84, "E705",
        "@wait cannot be used inside a timed block: the breathing or the pause would have to stop.",
        "move it before or after the block.", AT + "Hello.\n@wait\n@end", line=7),
    Row(85, "E283", "The file “common/setling.session” is not in the session folder.",
        "did you mean “settling.session”?", 'Hello.\n@include "common/setling.session"', line=6, column=10,
        beside=(("common/settling.session", "Sit down.\n"),)),
    Row(86, "E284", "“common/settling.session” has no section “Setling”.", "did you mean “settling”?",
        'Hello.\n@include "common/settling.session" section "Setling"', line=6, column=44,
        beside=(("common/settling.session", "# settling\nSit down.\n"),)),
    Row(87, "E280", "An included file must be inside the session folder.",
        'copy it there and write "common/settling.session".', 'Hello.\n@include "../common/settling.session"',
        line=6, column=10),
    Row(88, "E281", "“loop.session” includes itself.", "remove one of the two @include lines.",
        'Hello.\n@include "loop.session"', line=6, column=10, name="loop.session"),
    Row(89, "E110", "“latin.session” is not saved as UTF-8 text.", "save it again as UTF-8.",
        whole="---\nformat: 1\ntitle: Stille\n---\nFür dich.\n".encode("latin-1"), line=5, column=2,
        name="latin.session"),
    Row(90, "I901", "@?haptic is not known to this version and is skipped.", "", "Hello.\n@?haptic pulse 2s", line=6),
    Row(91, "E208", "@note is empty.", "write the delivery note after it, for example: @note softly, slower",
        "@note\nHello.", line=5),
    Row(92, "E272", "@pace needs at least one of gap, paragraph, rate.", "for example: @pace gap 1s paragraph 3s",
        "@pace\nHello.", line=5),
    Row(93, "E271", "300% is outside 50–150%.", "80 to 90% is a calm pace.", "@pace rate 300%\nHello.",
        line=5, column=12),
]  # fmt: skip


def lay_out(folder: Path, row: Row) -> Path:
    path = folder / row.name
    for name, text in row.beside:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    whole = row.whole if row.whole is not None else f"---\n{row.header}---\n{row.body}\n"
    path.write_bytes(whole.encode("utf-8") if isinstance(whole, str) else whole)
    return path


def check_row(folder: Path, row: Row) -> Message:
    messages = check_path(lay_out(folder, row))
    assert [(message.code, message.message) for message in messages] == [(row.code, row.message)]
    return messages[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number}-{row.code}")
def test_one_message_in_the_words_of_the_catalogue(row: Row, tmp_path: Path):
    """One mistake, one message: its code, its words, its fix, how bad it is, and where."""
    message = check_row(tmp_path, row)
    assert message.fix == row.fix
    assert message.severity is SEVERITY[row.code[0]]
    assert (message.line, message.column) == (row.line, row.column)
    assert message.column < message.end_column <= len(message.excerpt) + 2


def test_the_catalogue_is_whole():
    """None of its 93 rows is left out."""
    assert [row.number for row in ROWS] == list(range(1, 94))
