"""What the documents show, the program does: sessions, commands, links and tables."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from reorigin_desktop import cli
from reorigin_desktop.script import limits, palette
from reorigin_desktop.script.breath import FASTEST_PER_MIN, LONG_HOLD_S, LONGEST_HOLD_S, NAMED, SLOWEST_PER_MIN
from reorigin_desktop.script.check import check_path, format_message
from reorigin_desktop.script.codes import CODES
from reorigin_desktop.script.examples import EXAMPLES
from reorigin_desktop.script.header import ENTRIES
from reorigin_desktop.script.publish import publish_messages
from reorigin_desktop.script.read import read_session

TOP = Path(__file__).parent.parent
PAGES = (TOP / "README.md", *sorted((TOP / "docs").glob("*.md")))
LANGUAGE = (TOP / "docs" / "session-language.md").read_text(encoding="utf-8")

_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```[ \t]*\n?(?:[ \t]*\n)*([^\n]*)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE_SPAN = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"\b[EWI]\d{3}\b")

BESIDE = {
    "harbour.jpg": "",
    "waves.flac": "",
    "gulls.flac": "",
    "common/settling.session": "# Settling\nLet your weight go down.\n\n# Return\nLook around you, slowly.\n",
}
"""The files that the blocks name, so that they are found beside them."""


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    kind: str
    text: str
    line_after: str

    @property
    def is_session(self) -> bool:
        return self.kind == "session" or (not self.kind and self.text.startswith("---\nformat:"))

    @property
    def is_whole(self) -> bool:
        return self.text.startswith("---\n")

    @property
    def name(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(page, line, found[1].strip(), found[2], found[3])


BLOCKS = tuple(block for page in PAGES for block in blocks(page))


def without_blocks(page: Path) -> str:
    return _FENCE.sub(lambda found: found[3], page.read_text(encoding="utf-8"))


def written(block: Block, folder: Path) -> Path:
    """The block as a script: a body gets a header in front, and beside it lie the files that it may name."""
    for name, text in BESIDE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "shown.session"
    header = "" if block.is_whole else "---\nformat: 1\ntitle: Shown\n---\n"
    path.write_text(header + block.text, encoding="utf-8")
    return path


# --------------------------------------------------------------------------------------------- sessions


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.is_session], ids=lambda block: block.name)
def test_a_session_that_is_shown_checks_without_a_word(block: Block, tmp_path: Path):
    """Whoever copies an example finds nothing to mend in it."""
    found = check_path(written(block, tmp_path))
    assert not found, "\n".join(map(format_message, found))


@pytest.mark.parametrize(
    "block", [block for block in BLOCKS if block.kind == "session-wrong"], ids=lambda block: block.name
)
def test_a_mistake_that_is_shown_gives_the_message_that_is_named(block: Block, tmp_path: Path):
    """The codes and words in the line after a wrong example are what the program says about it, no more and no less."""
    named = sorted(_CODE.findall(block.line_after))
    assert named, "the line after a wrong example must name its code"
    found = check_path(written(block, tmp_path))
    assert sorted(message.code for message in found) == named, "\n".join(map(format_message, found))
    assert all(message.message in block.line_after for message in found), [message.message for message in found]


def test_every_kind_of_block_is_looked_at():
    """A misspelt fence would not be checked at all."""
    kinds = {block.kind for block in BLOCKS}
    assert kinds <= {"", "session", "session-wrong", "python", "json", "sql", "sh"}, kinds
    assert sum(block.is_session for block in BLOCKS) > 20
    assert {"README.md", "session-language.md", "writing-well.md"} <= {b.page.name for b in BLOCKS if b.is_session}


@pytest.mark.parametrize("name", ["session-language.md", "writing-well.md"])
def test_a_whole_session_that_is_shown_could_be_given_away(name: str, tmp_path: Path):
    """The documents keep the rules that they give: a safety line, a way back, no claim."""
    whole = [block for block in BLOCKS if block.page.name == name and block.is_session and block.is_whole]
    lessons = [block for block in whole if "safety:" in block.text]
    assert lessons, "at least one whole session with a safety line"
    for block in lessons:
        found = publish_messages(read_session(written(block, tmp_path)))
        assert not found, "\n".join(map(format_message, found))


# ---------------------------------------------------------------------------------------------- the tables


@pytest.mark.parametrize("instruction", [*EXAMPLES, *("section", "comment")])
def test_every_instruction_has_its_place_in_the_reference(instruction: str):
    reference = LANGUAGE.partition("\n## Every instruction")[2]
    assert reference
    wanted = {"section": "`# Title`", "comment": "`// text`"}.get(instruction, f"`@{instruction}")
    assert wanted in reference


def test_the_reference_names_no_instruction_that_does_not_exist():
    named = {found.lower() for found in re.findall(r"(?<!\w)@([A-Za-z]+)\b", LANGUAGE)}
    left = named - set(EXAMPLES)
    assert left == {"x", "define", "together", "pasue"}, "private, kept for later, a mistake on purpose"


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_header_entry_is_in_its_table(entry: str):
    assert f"| `{entry}` |" in LANGUAGE


@pytest.mark.parametrize("name", [*palette.BEDS, *palette.CHIME_THEN_S, *NAMED, *palette.PICTURES, *palette.COLOURS])
def test_every_name_that_a_script_may_call_is_told(name: str):
    assert f"`{name}`" in LANGUAGE


def _row(first_cell: str) -> str:
    found = re.search(rf"^\| {re.escape(first_cell)} \|.*$", LANGUAGE, re.MULTILINE)
    assert found, f"no row “{first_cell}”"
    return found[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("level of a bed", f"{palette.BED_DB:.0f} dB"),
        ("fade of a bed", f"{palette.BED_FADE_S} s"),
        ("ducking", f"{palette.DUCK_DB:.0f} dB"),
        ("level of a chime", f"{palette.CHIME_DB:.0f} dB"),
        ("level of a sound file", f"{palette.SOUND_DB:.0f} dB"),
        ("level of a breathing guide", f"{palette.GUIDE_DB:.0f} dB"),
        ("fade of a picture", f"{palette.SHOW_FADE_S} s"),
        ("expected length of a stop", f"{palette.STOP_EXPECT_S} s"),
        ("size of a file", f"{limits.FILE_BYTES // 1_000_000} MB, {limits.FILE_LINES:,} lines"),
        ("one line", f"{limits.LINE_SIGNS} signs"),
        ("one line", f"{limits.LINE_PHRASES} phrases"),
        ("one silence", f"{limits.PAUSE_S // 60} minutes"),
        ("one silence", f"{limits.LONG_SILENCE_S // 60} minutes"),
        ("gap between lines", f"{limits.GAP_S} seconds"),
        ("one fade", f"{limits.FADE_S // 60} minutes"),
        ("one stop", f"{limits.STOP_S // 60} minutes"),
        ("whole session", f"{limits.SESSION_S // 3600} hours"),
        ("whole session", f"{limits.CUES:,} cues"),
        ("one repeat", f"{limits.REPEAT_PASSES} passes"),
        ("repeats in repeats", f"{limits.NESTED_PASSES:,} passes"),
        ("blocks in blocks", f"{limits.BLOCK_DEPTH} deep"),
        ("includes in includes", f"{limits.INCLUDE_DEPTH} deep"),
        ("variables", f"{limits.VARIABLES} variables"),
        ("variables", f"{limits.OPTIONS} options"),
        ("variables", f"{limits.TEXT_VALUE_SIGNS} signs"),
        ("chimes in a row", f"{limits.CHIMES_IN_A_ROW}"),
        ("breaths a minute", f"{SLOWEST_PER_MIN} to {FASTEST_PER_MIN}"),
        ("holding the breath", f"{LONGEST_HOLD_S} seconds"),
        ("holding the breath", f"{LONG_HOLD_S} seconds"),
        ("one breathing block", f"{limits.BREATHS:,} breaths"),
    ],
)
def test_the_numbers_in_the_tables_are_those_of_the_program(row: str, words: str):
    assert words in _row(row)


def test_every_pattern_is_told_with_its_seconds():
    for name, pattern in NAMED.items():
        seconds = "-".join(f"{float(part):g}" for part in pattern.parts if part)
        row = _row(f"`{name}`")
        assert seconds in row
        assert f"{60 / float(sum(pattern.parts)):.1f}".removesuffix(".0") in row


def test_every_chime_is_told_with_the_time_after_which_the_clock_goes_on():
    for name, then in palette.CHIME_THEN_S.items():
        assert f"{then} s" in _row(f"`{name}`")


def test_codes_that_are_named_exist():
    for page in PAGES:
        assert set(_CODE.findall(page.read_text(encoding="utf-8"))) <= set(CODES), page.name


# ----------------------------------------------------------------------------------------------- the links


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def _links() -> list[tuple[str, str]]:
    found = [
        (page.relative_to(TOP).as_posix(), target) for page in PAGES for target in _LINK.findall(without_blocks(page))
    ]
    return sorted({(page, target) for page, target in found if not re.match(r"[a-z]+:", target)})


@pytest.mark.parametrize(("page", "target"), _links())
def test_a_link_leads_somewhere(page: str, target: str):
    """Every page, picture and heading that a document points to is there."""
    name, _, heading = target.partition("#")
    here = TOP / page
    path = here.parent / name if name else here
    assert path.exists(), f"{page} points to {target}"
    if heading:
        headings = {_slug(found) for found in _HEADING.findall(without_blocks(path))}
        assert heading in headings, f"{page} points to {target}; there are {sorted(headings)}"


# -------------------------------------------------------------------------------------------- the commands


def _command_lines(page: Path) -> Iterator[str]:
    """Lines of unmarked code blocks and code spans that begin with the program's name."""
    for block in blocks(page):
        if not block.is_session:
            yield from (line.partition("#")[0].strip() for line in block.text.splitlines())
    for span in _CODE_SPAN.findall(without_blocks(page)):
        yield span.strip()


def _spelled_out(line: str) -> Iterator[list[str]]:
    """A command as people type it: [options] with and without, a|b each, and a value for each word in capitals."""
    line = line.replace("\\|", "|").replace("…", "")
    line = re.sub(r"FILE\.\(([a-z|]+)\)", lambda found: f"FILE.{found[1].split('|')[0]}", line)
    for shown in (re.sub(r"\[[^\]]*\]", "", line), line.replace("[", "").replace("]", "")):
        words = [word.split("|") for word in shlex.split(shown)]
        for choice in product(*words):
            yield [{"N": "2", "TIME": "1:30"}.get(word, word) for word in choice]


def _commands() -> list[tuple[str, str]]:
    return sorted(
        {(page.name, line) for page in PAGES for line in _command_lines(page) if re.match(r"reorigin(\s|$)", line)}
    )


@pytest.mark.parametrize(("page", "line"), _commands())
def test_a_command_that_is_shown_is_understood(page: str, line: str):
    """What a document tells people to type, the program takes; two words alone may just name a command."""
    for arguments in _spelled_out(line):
        named_only = page != "README.md" and len(arguments) == 2
        said = io.StringIO()
        code: object = 0
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            try:
                cli.parser().parse_args([*arguments[1:], "--help"] if named_only else arguments[1:])
            except SystemExit as ended:
                code = ended.code
        assert not code, f"{page}: {shlex.join(arguments)}\n{said.getvalue()}"


def test_the_readme_names_every_command():
    shown = {line.split()[1] for page, line in _commands() if page == "README.md" and len(line.split()) > 1}
    for command in ("play", "check", "timeline", "render", "journal", "doctor", "new"):
        assert command in shown
