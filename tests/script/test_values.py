"""Values that a person gives before the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import check_values, default_values
from tests.script.written import HEADER, write

VARIABLES = """variables:
  place: {options: [harbour, meadow], default: meadow}
  n: {default: 5, min: 1, max: 9}
  hold: 4s
  name: {type: text}
"""


@pytest.fixture
def session(tmp_path: Path):
    return read_session(write(tmp_path, "Hi {name|you}.", HEADER + VARIABLES))


def test_defaults(session):
    """Every variable has a value."""
    assert default_values(session) == {"place": "meadow", "n": "5", "hold": "4s", "name": ""}


@pytest.mark.parametrize(
    ("name", "value", "code", "part"),
    [
        ("place", "habour", "E609", "can never be “habour”"),
        ("n", "many", "E602", "“many” is not a number"),
        ("n", "12", "E612", "12 is outside 1–9"),
        ("hold", "soon", "E603", "“soon” is not a length of time"),
        ("hold", "5", "E603", "“5” is not a length"),
        ("nmae", "Ann", "E601", "no variable {nmae}"),
        ("name", "Ann\n@pause 3s", "E409", "invisible"),
        ("name", "x" * 201, "E612", "longer than 200"),
    ],
)
def test_a_value_that_cannot_be(session, name: str, value: str, code: str, part: str):
    """Said in words, with what to choose instead."""
    (message,) = check_values(session.header, {name: value})
    assert message.code == code
    assert part in message.message
    assert message.fix


@pytest.mark.parametrize(
    ("name", "value"), [("place", "Harbour "), ("n", "9"), ("n", "2.5"), ("hold", "1:30"), ("name", ""), ("name", "Ö")]
)
def test_a_value_that_can_be(session, name: str, value: str):
    """Nothing is said."""
    assert check_values(session.header, {name: value}) == ()
