"""What identifies a take."""

from __future__ import annotations

from pathlib import Path

import pytest

from reorigin_desktop.script.model import Phrase
from reorigin_desktop.voice.wording import as_pronounced, take_name, words_hash


def phrase(
    text: str = "Look at the sea.",
    mark: str = "k3f9a",
    index: int = 0,
    of: int = 1,
    values: tuple[tuple[str, str], ...] = (),
    pronounce: tuple[tuple[str, str], ...] = (),
    folder: Path = Path("nowhere"),
    language: str = "en",
) -> Phrase:
    return Phrase(text, language, 90.0, "", mark, index, of, values, folder, pronounce)


@pytest.mark.parametrize(
    ("of_phrase", "name"),
    [
        (phrase(), "k3f9a"),
        (phrase(index=1, of=3), "k3f9a.1"),
        (phrase(values=(("place", "shore"),)), "k3f9a.place=shore"),
        (phrase(index=0, of=2, values=(("place", "shore"), ("round", "3"))), "k3f9a.0.place=shore.round=3"),
        (phrase(mark=""), ""),
    ],
)
def test_a_take_is_named_by_mark_phrase_and_values(of_phrase: Phrase, name: str):
    """`<mark>[.<phrase>][.<name>=<value>]`, and no name without a mark."""
    assert take_name(of_phrase) == name


@pytest.mark.parametrize("value", ["../../etc", "a/b", "a\\b", "C:", "a.b", "ein Wald", "été", "..", "a*?"])
def test_no_value_leads_out_of_the_folder(value: str):
    """Whatever a value holds, the name is one plain file name, and another value has another name."""
    name = take_name(phrase(values=(("place", value),)))
    assert Path(name).name == name
    assert not set(name) & set('\\/:*?"<>| ')
    assert name.count(".") == 1


def test_spacing_is_not_wording():
    """A line broken differently is still the same words; another comma is not."""
    assert words_hash("Look  at\tthe sea. ") == words_hash("Look at the sea.")
    assert words_hash("Look at the sea.") != words_hash("Look, at the sea.")


def test_respellings_reach_the_voice_and_not_the_words():
    """Whole words only, in any case; typographic signs become ones that a program can say."""
    said = phrase("Upright – “up” and uprightly, it’s Upright.", pronounce=(("upright", "up-right"),))
    assert as_pronounced(said) == "up-right, up and uprightly, it's up-right."
