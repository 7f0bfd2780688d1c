"""The voices that a computer may have speak drafts; where there is none, nobody minds."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from reorigin_desktop.errors import TakeError
from reorigin_desktop.voice.draft import ProgramVoice, find_draft_voice


@pytest.mark.parametrize("name", ["espeak-ng", "flite"])
def test_a_real_voice_speaks(name: str, monkeypatch: pytest.MonkeyPatch):
    """The installed program speaks: about as long as the words take, slower at a slower pace, never silent."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    monkeypatch.setenv("REORIGIN_DRAFT_VOICE", name)
    voice = find_draft_voice()
    assert voice is not None
    assert voice.may_publish
    usual, rate_hz = voice.synth("Let your shoulders have nothing to do.", 90.0, "en")
    slow, _ = voice.synth("Let your shoulders have nothing to do.", 60.0, "en")
    assert usual.dtype == np.float32
    assert 1.0 < len(usual) / rate_hz < 5.0
    assert len(slow) > 1.2 * len(usual)
    assert 0.02 < np.abs(usual).max() <= 1.0


def test_words_that_look_like_options_are_spoken(monkeypatch: pytest.MonkeyPatch):
    """Words reach the program in a file, so nothing that an author writes becomes an option of it."""
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    monkeypatch.setenv("REORIGIN_DRAFT_VOICE", "espeak-ng")
    voice = find_draft_voice()
    assert voice is not None
    samples, rate_hz = voice.synth("--version $(touch /tmp/x) “quoted”", 90.0, "en")
    assert len(samples) / rate_hz > 1.0


def test_none_means_the_silent_voice(monkeypatch: pytest.MonkeyPatch):
    """REORIGIN_DRAFT_VOICE=none, and a computer without any voice, both give None."""
    monkeypatch.setenv("REORIGIN_DRAFT_VOICE", "none")
    assert find_draft_voice() is None
    monkeypatch.delenv("REORIGIN_DRAFT_VOICE")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert find_draft_voice() is None


def test_an_unknown_voice_is_told(monkeypatch: pytest.MonkeyPatch):
    """A typing mistake in the setting is not silently another voice."""
    monkeypatch.setenv("REORIGIN_DRAFT_VOICE", "espaek")
    with pytest.raises(TakeError, match="espaek"):
        find_draft_voice()


def test_a_language_that_it_does_not_speak_is_told():
    """An English voice does not read German as if it were English."""
    voice = ProgramVoice("flite-slt", "", may_publish=True, command=lambda *_: ["true"], languages=("en",))
    with pytest.raises(TakeError, match="de-AT"):
        voice.synth("Guten Tag.", 90.0, "de-AT")


@pytest.mark.skipif(sys.platform == "win32", reason="these programs are shell scripts")
@pytest.mark.parametrize("writes", ["true", "echo rubbish > {}"])
def test_a_voice_that_writes_no_sound_is_told(writes: str):
    """A program that ends well but leaves nothing, or rubbish, is a clear message."""

    def command(_words: Path, sound: Path, _rate: float, _language: str) -> list[str]:
        return ["sh", "-c", writes.format(sound)]

    with pytest.raises(TakeError, match="wrote no sound"):
        ProgramVoice("mute", "", may_publish=True, command=command).synth("Hello.", 90.0, "en")
