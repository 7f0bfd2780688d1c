"""What a narrator has to record: every form of every phrase."""

from __future__ import annotations

from pathlib import Path

from reorigin_desktop import paths
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import default_values, every_phrase, phrases
from tests.script.written import HEADER, write


def forms(folder: Path, body: str, variables: str = "") -> list[str]:
    header = HEADER + (f"variables: {{{variables}}}\n" if variables else "")
    session = read_session(write(folder, body, header))
    assert not session.has_errors, session.messages
    return [phrase.text for phrase in every_phrase(session)]


def test_choices_and_numbers_are_spoken_in_every_form(tmp_path: Path):
    """Only the phrase in which the variable stands."""
    body = "At the {place}, [1s] well.\n{n} times."
    variables = "place: [harbour, meadow], n: {default: 2, min: 1, max: 3}"
    assert forms(tmp_path, body, variables) == [
        "At the harbour,", "At the meadow,", "well.", "1 times.", "2 times.", "3 times.",
    ]  # fmt: skip


def test_passes_are_spoken_for_every_number_of_them(tmp_path: Path):
    """{round} of {rounds_total}, as far as the limits of the variable and @only allow."""
    body = "@repeat {n}\nRound {round} of {rounds_total}.\n@only last\nThe last, {round}.\n@end\n@end"
    assert forms(tmp_path, body, "n: {default: 2, min: 2, max: 3}") == [
        "Round 1 of 2.", "Round 2 of 2.", "Round 1 of 3.", "Round 2 of 3.", "Round 3 of 3.",
        "The last, 2.", "The last, 3.",
    ]  # fmt: skip


def test_only_values_that_can_be_where_the_line_stands(tmp_path: Path):
    """Inside @if place is harbour the meadow is never spoken; both branches are recorded."""
    body = "@if place is harbour or wood\nA {place}.\n@else\nB {place}.\n@end"
    assert forms(tmp_path, body, "place: [harbour, meadow, wood]") == ["A harbour.", "A wood.", "B meadow."]


def test_free_text_is_recorded_with_its_fallback(tmp_path: Path):
    """Or with its default."""
    assert forms(tmp_path, "Hi {name|friend}.", "name: {type: text}") == ["Hi friend."]
    assert forms(tmp_path, "Hi {name}.", "name: Ann") == ["Hi Ann."]


def test_pace_and_voice_are_followed(tmp_path: Path):
    """The same words in another voice are another phrase."""
    session = read_session(write(tmp_path, "Hi.\n@voice anna\nHi.\n@pace rate 80%\nHi.\nHi."))
    assert [(p.voice_name, p.rate_percent) for p in every_phrase(session)] == [("", 90), ("anna", 90), ("anna", 80)]


def test_forms_of_a_phrase_have_an_end(tmp_path: Path):
    """Five choices of thirty options in one phrase are 24 million forms: they are not all listed."""
    options = ", ".join(f"o{i}" for i in range(30))
    variables = ", ".join(f"v{i}: [{options}]" for i in range(5))
    assert len(forms(tmp_path, "{v0} {v1} {v2} {v3} {v4}.", variables)) == 2_000


def test_what_is_spoken_by_default_is_among_the_forms():
    """In every shipped session; each phrase is listed once."""
    for path in sorted(paths.bundled("sessions").glob("*.session")):
        session = read_session(path)
        every = every_phrase(session)
        assert set(phrases(session, default_values(session))) <= set(every)
        assert len(set(every)) == len(every)
