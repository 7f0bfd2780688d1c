"""Files put together with @include."""

from __future__ import annotations

from pathlib import Path

import pytest

from reorigin_desktop.script.model import Say
from reorigin_desktop.script.read import read_session
from tests.script.written import HEADER, codes, said, timeline


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def texts(folder: Path, body: str, header: str = HEADER) -> list[str]:
    return [cue.payload.phrase.text for cue in timeline(folder, body, header).cues if isinstance(cue.payload, Say)]


def test_a_whole_file_or_one_section(tmp_path: Path):
    """A section is its heading and what follows, up to the next of its level."""
    put(tmp_path, "common/a.session", "Before.\n# One\nFirst.\n## Step\nDeeper.\n# Two\nSecond.\n")
    assert texts(tmp_path, '@include "common/a.session"') == ["Before.", "First.", "Deeper.", "Second."]
    assert texts(tmp_path, '@include "common/a.session" section "one"') == ["First.", "Deeper."]
    assert texts(tmp_path, '@include "common/a.session" section "Step"') == ["Deeper."]


def test_names_are_relative_to_the_session_folder(tmp_path: Path):
    """Also in an included file in another folder; takes lie beside the file that holds the line."""
    put(tmp_path, "deep/a.session", 'From a. ^aaaa\n@include "deep/b.session"\n')
    put(tmp_path, "deep/b.session", "From b. ^aaaa\n")
    made = timeline(tmp_path, 'From here. ^aaaa\n@include "deep/a.session"')
    assert [(cue.file, cue.line) for cue in made.cues] == [
        ("test.session", 5),
        ("deep/a.session", 1),
        ("deep/b.session", 1),
    ]
    folders = [cue.payload.phrase.folder for cue in made.cues if isinstance(cue.payload, Say)]
    assert folders == [tmp_path, tmp_path / "deep", tmp_path / "deep"]


def test_an_included_file_may_have_a_header_of_its_own(tmp_path: Path):
    """So that it plays alone as well; the variables and the pace are those of the session."""
    put(tmp_path, "a.session", "---\nformat: 1\ntitle: A\nvoice: {gap: 9s}\nvariables: {n: 9}\n---\nHi {n}.\nBye.\n")
    header = HEADER + "variables: {n: 2}\n"
    assert texts(tmp_path, '@include "a.session"', header) == ["Hi 2.", "Bye."]
    made = timeline(tmp_path, '@include "a.session"', header)
    assert made.cues[1].start_frame == round(1.8 * 48_000)


def test_inside_a_repeat(tmp_path: Path):
    """What an included file may use depends on where it stands."""
    put(tmp_path, "a.session", "Round {round}.\n@only last\nThe last.\n@end\n")
    assert texts(tmp_path, '@repeat 2\n@include "a.session"\n@end') == ["Round 1.", "Round 2.", "The last."]
    assert codes(tmp_path, 'Hi.\n@include "a.session"') == ["E604", "E308"]


def test_a_blank_line_before_an_included_line(tmp_path: Path):
    """It is a paragraph there as well."""
    put(tmp_path, "a.session", "Two.\n")
    made = timeline(tmp_path, 'One.\n\n@include "a.session"\n@include "a.session"')
    assert [cue.start_frame / 48_000 for cue in made.cues] == [0, 2.8, 4.6]


def test_mistakes_are_said_once_however_often_a_file_is_included(tmp_path: Path):
    """With the place in the included file."""
    put(tmp_path, "sub/a.session", "Hi.\n@pasue 3s\n")
    messages = said(
        tmp_path, '@include "sub/a.session"\n@include "sub/a.session"\n@repeat 2\n@include "sub/a.session"\n@end'
    )
    assert [(message.file, message.line, message.code) for message in messages] == [
        (str(tmp_path / "sub" / "a.session"), 2, "E102")
    ]


@pytest.mark.parametrize(
    ("name", "inside"),
    [("/etc/passwd", "passwd"), ("../x.session", "x.session"), ("a/../../x.session", "a/x.session"),
     ("~/x.session", "~/x.session"), ("C:\\x\\y.session", "y.session"), ("..\\y.session", "y.session")],
)  # fmt: skip
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str, inside: str):
    """No absolute path, no way up, on any system."""
    (message,) = said(tmp_path, f'Hi.\n@include "{name}"')
    assert message.code == "E280"
    assert message.fix == f'copy it there and write "{inside}".'


def test_no_link_leads_out_of_the_folder(tmp_path: Path):
    """Neither a linked file nor a linked folder; a link inside the folder is fine."""
    outside = put(tmp_path, "outside/a.session", "Secret.\n")
    folder = tmp_path / "session"
    put(folder, "real.session", "Fine.\n")
    (folder / "file.session").symlink_to(outside)
    (folder / "dir").symlink_to(outside.parent)
    (folder / "good.session").symlink_to(folder / "real.session")
    assert codes(folder, 'Hi.\n@include "file.session"') == ["E280"]
    assert codes(folder, 'Hi.\n@include "dir/a.session"') == ["E280"]
    assert codes(folder, 'Hi.\n@include "good.session"') == []
    assert codes(folder, 'Hi.\n@show image "file.session"') == ["E280"]


def test_a_circle_of_files(tmp_path: Path):
    """Said at the line that closes it, and nothing is read twice."""
    put(tmp_path, "a.session", 'A.\n@include "b.session"\n')
    put(tmp_path, "b.session", 'B.\n@include "a.session"\n')
    messages = said(tmp_path, '@include "a.session"')
    assert [(Path(m.file).name, m.line, m.code, m.message) for m in messages] == [
        ("b.session", 2, "E281", "“a.session” includes itself.")
    ]
    assert len(read_session(tmp_path / "test.session").files) == 3


def test_marks_are_per_file(tmp_path: Path):
    """The same mark in two files is two recordings; twice in one file is a mistake."""
    put(tmp_path, "a.session", "Two. ^abcd\nThree. ^abcd\n")
    assert codes(tmp_path, 'One. ^abcd\n@include "a.session"') == ["E501"]
