"""Takes come first, then the shipped narration, then drafts; lengths are known without decoding."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from reorigin_desktop import paths
from reorigin_desktop.errors import TakeError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import loudness_lufs
from reorigin_desktop.voice.cache import flac_frames
from reorigin_desktop.voice.shelf import shipped_takes
from reorigin_desktop.voice.takes import Takes, landing_take
from reorigin_desktop.voice.wording import take_name, words_hash
from tests.voice.test_speech import a_voice
from tests.voice.test_wording import phrase


class Humming:
    """A draft voice that hums: as long as the words, in the wrong rate and much too loud."""

    id, version, may_publish = "humming", "1", True

    def __init__(self, fails_on: str = "") -> None:
        self.fails_on = fails_on
        self.said: list[str] = []

    def synth(
        self, text: str, rate_percent: float, language: str, *, cancelled: Callable[[], bool] | None = None
    ) -> tuple[np.ndarray, int]:
        if self.fails_on and self.fails_on in text:
            raise TakeError(self.id, "I lost my voice.", "Ask somebody else.")
        self.said.append(text)
        length = round(len(text) * 0.06 * 22_050)
        return (0.9 * np.sin(0.07 * np.arange(length))).astype(np.float32), 22_050


def record(folder: Path, name: str, text: str, seconds: float, number: int = 1) -> Path:
    """What the recorder leaves: one take of a line in `takes/` beside the script."""
    path = folder / "takes" / name / f"{number}.flac"
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, a_voice(seconds), RATE_HZ)
    listing = folder / "takes" / "takes.json"
    told: dict[str, Any] = json.loads(listing.read_text()) if listing.exists() else {"format": 1, "takes": {}}
    frames = round(seconds * RATE_HZ)
    told["takes"][name] = {"chosen": number, "takes": {str(number): {"words": words_hash(text), "frames": frames}}}
    listing.write_text(json.dumps(told))
    return path


def shipped_phrase(folder: Path):
    """A phrase that the shipped narration of the first session has."""
    name, take = next(iter(shipped_takes(paths.bundled("audio") / "narration" / "first-breath").items()))
    return phrase(take.text, mark=name, folder=folder), take


def test_a_persons_own_take_comes_before_the_shipped_one(tmp_path: Path):
    """Whoever records a line of a shipped session hears themselves."""
    spoken, shipped = shipped_phrase(tmp_path)
    assert Takes("first-breath", tmp_path).file_for(spoken) == shipped.path
    own = record(tmp_path, spoken.mark, spoken.text, 1.25)
    takes = Takes("first-breath", tmp_path)
    assert takes.file_for(spoken) == own
    assert takes.phrase_length(spoken).frames == 60_000
    assert not takes.phrase_length(spoken).estimated


def test_without_any_voice_lengths_are_estimates(tmp_path: Path):
    """A new line in a session has no file, and a length that says that it is a guess."""
    takes = Takes("my-own", tmp_path)
    line = phrase("Nobody has spoken this.", folder=tmp_path)
    assert takes.file_for(line) is None
    assert takes.missing([line]) == (line,)
    assert takes.phrase_length(line).estimated
    takes.prepare([line])
    assert takes.missing([line]) == (line,)


def test_a_take_of_earlier_words_stays_and_is_told(tmp_path: Path):
    """Changed words keep their recording, and the author hears of it."""
    own = record(tmp_path, "k3f9a", "Look at the lake.", 1.0)
    takes = Takes("my-own", tmp_path)
    now, same = phrase("Look at the sea.", folder=tmp_path), phrase("Look at  the lake.", folder=tmp_path)
    assert takes.file_for(now) == own
    assert takes.changed([now, same, phrase(mark="other", folder=tmp_path)]) == (now,)


def test_each_value_has_its_own_take(tmp_path: Path):
    """The take of one place does not speak for another place."""
    shore = phrase("the shore", values=(("place", "shore"),), folder=tmp_path)
    wood = phrase("the wood", values=(("place", "wood"),), folder=tmp_path)
    own = record(tmp_path, take_name(shore), "the shore", 1.0)
    takes = Takes("my-own", tmp_path)
    assert takes.file_for(shore) == own
    assert takes.file_for(wood) is None


def test_a_listed_take_whose_file_is_gone_is_missing(tmp_path: Path):
    """A list is not a recording."""
    record(tmp_path, "k3f9a", "Look at the sea.", 1.0).unlink()
    line = phrase(folder=tmp_path)
    assert Takes("my-own", tmp_path).missing([line]) == (line,)


def test_takes_of_an_included_file_are_beside_that_file(tmp_path: Path):
    """Marks are per file, and so are takes."""
    common = tmp_path / "common"
    own = record(common, "k3f9a", "Look at the sea.", 1.0)
    takes = Takes("my-own", tmp_path)
    assert takes.file_for(phrase(folder=common)) == own
    assert takes.file_for(phrase(folder=tmp_path)) is None


@pytest.mark.parametrize(
    "content",
    [
        "{", "[]", "null", '{"format": 1}', '{"format": 1, "takes": []}', '{"format": 2, "takes": {}}', "\x00\x01",
        '{"format": 1, "takes": {"a": 1}}', '{"format": 1, "takes": {"a": {"chosen": 1, "takes": {}}}}',
        '{"format": 1, "takes": {"../b": {"chosen": 1, "takes": {"1": {"words": "", "frames": 1}}}}}',
        '{"format": 1, "takes": {"a": {"chosen": 1, "takes": {"1": {"words": "", "frames": -5}}}}}',
        '{"format": 1, "takes": {"a": {"chosen": 1, "takes": {"1": {"words": "", "frames": 1e999}}}}}',
        "[" * 100_000,
        '{"format": 1, "takes": {"a": {"chosen": "../../x", "takes": {"1": {"words": "", "frames": 1}}}}}',
    ],
)  # fmt: skip
def test_a_damaged_list_is_told_in_words(content: str, tmp_path: Path):
    """Never a traceback, and never a list that is silently ignored; the recordings stay where they are."""
    (tmp_path / "takes").mkdir()
    (tmp_path / "takes" / "takes.json").write_text(content)
    with pytest.raises(TakeError, match=r"takes\.json"):
        Takes("my-own", tmp_path)


@pytest.mark.parametrize("session_id", ["", ".", "..", "../narration/first-breath", "First", "a/b", "x" * 65])
def test_a_strange_id_reaches_no_folder(session_id: str, tmp_path: Path):
    """The id of a session becomes part of a path only if it is a proper id."""
    spoken, _ = shipped_phrase(tmp_path)
    assert Takes(session_id, tmp_path).file_for(spoken) is None


def test_drafts_are_made_once_trimmed_and_at_the_voices_loudness(tmp_path: Path):
    """What the draft voice said is in the cache, 48 kHz, -23 LUFS; the second time nobody has to speak."""
    voice = Humming()
    lines = [phrase(f"This is line number {n}, spoken at length.", mark="", folder=tmp_path) for n in range(3)]
    told: list[tuple[int, int]] = []
    Takes("my-own", tmp_path, voice).prepare([*lines, lines[0]], progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    again = Takes("my-own", tmp_path, voice)
    again.prepare(lines)
    assert len(voice.said) == 3
    for line in lines:
        path = again.file_for(line)
        assert path is not None
        assert paths.cache_dir() in path.parents
        samples, rate_hz = soundfile.read(path, dtype="float32")
        assert rate_hz == RATE_HZ
        assert again.phrase_length(line).frames == len(samples) == flac_frames(path)
        assert not again.phrase_length(line).estimated
        assert loudness_lufs(samples) == pytest.approx(-23.0, abs=0.2)


def test_a_draft_belongs_to_its_words_pace_language_and_voice(tmp_path: Path):
    """Whatever changes how it sounds makes another draft."""
    voice = Humming()
    line = phrase("The same words here.", mark="", folder=tmp_path)
    Takes("my-own", tmp_path, voice).prepare([line])
    respelt = phrase("The same words here.", mark="", folder=tmp_path, pronounce=(("here", "heer"),))
    other = phrase("The same words here.", mark="", folder=tmp_path, language="de")
    takes = Takes("my-own", tmp_path, voice)
    assert takes.missing([line, respelt, other]) == (respelt, other)
    louder = Humming()
    louder.version = "2"
    assert Takes("my-own", tmp_path, louder).missing([line]) == (line,)


def test_cancelling_keeps_what_is_done(tmp_path: Path):
    """Stopping half way leaves the drafts that are whole, and no others."""
    voice = Humming()
    lines = [phrase(f"This is line number {n}.", mark="", folder=tmp_path) for n in range(5)]
    takes = Takes("my-own", tmp_path, voice)
    takes.prepare(lines, cancelled=lambda: len(voice.said) == 2)
    assert takes.missing(lines) == tuple(lines[2:])
    assert not list(paths.cache_dir().rglob("*.part"))


def test_a_voice_that_fails_is_told_and_the_rest_is_kept(tmp_path: Path):
    """The error comes through in words; drafts made before it stay."""
    lines = [phrase("First of all.", mark="", folder=tmp_path), phrase("Then the storm.", mark="", folder=tmp_path)]
    takes = Takes("my-own", tmp_path, Humming(fails_on="storm"))
    with pytest.raises(TakeError, match="lost my voice"):
        takes.prepare(lines)
    assert takes.missing(lines) == (lines[1],)


def test_words_without_a_sound_become_a_short_silence(tmp_path: Path):
    """A voice that finds nothing to say in “…” is not asked again and again."""
    line = phrase("", mark="", folder=tmp_path)
    takes = Takes("my-own", tmp_path, Humming())
    takes.prepare([line])
    assert takes.missing([line]) == ()


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the folder should be there is a file: a message with the way out."""
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("REORIGIN_CACHE_DIR", str(tmp_path / "cache"))
    with pytest.raises(TakeError, match="REORIGIN_CACHE_DIR"):
        Takes("my-own", tmp_path, Humming()).prepare([phrase("Hello there.", mark="", folder=tmp_path)])


@pytest.mark.parametrize(
    "content", [b"", b"fLaC", b"RIFF" + bytes(60), bytes(100), b"fLaC\x00\x00\x00\x22" + bytes(40)]
)
def test_rubbish_in_the_cache_is_as_good_as_nothing(content: bytes, tmp_path: Path):
    """A cut or foreign file is not a draft; the voice simply speaks again."""
    path = tmp_path / "draft.flac"
    path.write_bytes(content)
    assert flac_frames(path) is None


def test_lengths_need_no_decoder(tmp_path: Path):
    """Compiling a session asks for every length; neither soundfile nor soxr is loaded for it."""
    spoken, take = shipped_phrase(tmp_path)
    program = (
        "import sys; from pathlib import Path; from reorigin_desktop.script.model import Phrase; "
        "from reorigin_desktop.voice.takes import Takes; "
        f"p = Phrase({spoken.text!r}, 'en', 90.0, '', {spoken.mark!r}, 0, 1, (), Path('.')); "
        "print(Takes('first-breath', Path('.')).phrase_length(p).frames, end=' '); "
        "print(sorted({'soundfile', 'soxr'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=1) == [str(take.frames), "[]\n"]


def test_a_one_shot_sound_has_a_length_or_none(tmp_path: Path):
    """Sounds beside the script are measured; what cannot be read has no length, and no traceback."""
    soundfile.write(tmp_path / "gong.flac", a_voice(1.0), RATE_HZ)
    (tmp_path / "rubbish.wav").write_bytes(b"no sound at all")
    takes = Takes("my-own", tmp_path)
    assert takes.sound_frames(tmp_path / "gong.flac") == RATE_HZ
    assert takes.sound_frames(tmp_path / "rubbish.wav") is None
    assert takes.sound_frames(tmp_path / "nowhere.wav") is None


def test_there_is_a_kind_line_for_ending_early_and_for_coming_back():
    """Each with words and a file, in English where the language has none of its own; the closing lines take turns."""
    closing = {landing_take("en", pick) for pick in range(6)}
    assert len(closing) == 3
    assert landing_take("de") == landing_take()
    for text, path in closing:
        assert text.endswith(".")
        assert path.is_file()
