"""Who speaks each phrase of a session: a take beside the script, the shipped narration, or a draft voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from reorigin_desktop import paths
from reorigin_desktop.errors import SoundError, TakeError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.model import Phrase, SpokenLength
from reorigin_desktop.voice.cache import draft_file, flac_frames, keep_draft
from reorigin_desktop.voice.draft import DraftVoice
from reorigin_desktop.voice.shelf import Take, recorded_takes, shipped_takes
from reorigin_desktop.voice.speech import Samples, at_48_khz, levelled, trimmed
from reorigin_desktop.voice.wording import as_pronounced, take_name, words_hash


class Takes:
    """The voice of one session: says how long each phrase is, and which file to play for it.

    Lengths come from the lists of takes and from the first bytes of drafts: nothing is decoded. TakeError at once if
    a list of takes beside the script cannot be read.
    """

    def __init__(self, session_id: str, folder: Path, draft: DraftVoice | None = None) -> None:
        self._draft = draft
        self._estimate = EstimatingVoice()
        self._beside: dict[Path, Mapping[str, Take]] = {folder: recorded_takes(folder / "takes")}
        ours = re.fullmatch(r"[a-z0-9-]{2,64}", session_id) is not None
        self._shipped = shipped_takes(_narration() / session_id) if ours else {}

    def phrase_length(self, phrase: Phrase) -> SpokenLength:
        """Length of the take, or of the cached draft, or an estimate."""
        take = self.take_for(phrase)
        if take is not None:
            return SpokenLength(take.frames, estimated=False)
        frames = flac_frames(self._draft_file(phrase)) if self._draft is not None else None
        if frames is not None:
            return SpokenLength(frames, estimated=False)
        return self._estimate.phrase_length(phrase)

    def sound_frames(self, path: Path) -> int | None:
        """Length in frames of a one-shot sound beside the script; None if it cannot be read."""
        from reorigin_desktop.sound.decode import probe

        try:
            return probe(path).frames
        except SoundError:
            return None

    def take_for(self, phrase: Phrase) -> Take | None:
        """The recorded or shipped take of a phrase, whatever words it was spoken for; None if there is none."""
        name = take_name(phrase)
        if not name:
            return None
        if phrase.folder not in self._beside:
            self._beside[phrase.folder] = recorded_takes(phrase.folder / "takes")
        for shelf in (self._beside[phrase.folder], self._shipped):
            take = shelf.get(name)
            if take is not None and take.path.is_file():
                return take
        return None

    def file_for(self, phrase: Phrase) -> Path | None:
        """The file that speaks this phrase; None if it is not recorded and no draft is in the cache."""
        take = self.take_for(phrase)
        if take is not None:
            return take.path
        if self._draft is not None:
            draft = self._draft_file(phrase)
            if flac_frames(draft) is not None:
                return draft
        return None

    def missing(self, phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
        """The phrases that nobody has spoken yet, neither a person nor a draft voice."""
        return tuple(phrase for phrase in phrases if self.file_for(phrase) is None)

    def changed(self, phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
        """The phrases whose take was spoken for an earlier wording; it stays attached."""
        takes = ((phrase, self.take_for(phrase)) for phrase in phrases)
        return tuple(
            phrase for phrase, take in takes if take is not None and take.words_hash != words_hash(phrase.text)
        )

    def prepare(
        self,
        phrases: Iterable[Phrase],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Have the draft voice speak what is missing, into the cache; `progress` gets (done, of).

        Nothing happens without a draft voice. Returns early when cancelled. TakeError if the voice cannot speak a
        phrase; what it has spoken before that is kept.
        """
        if self._draft is None:
            return
        missing = tuple(dict.fromkeys(self.missing(phrases)))
        for done, phrase in enumerate(missing):
            if cancelled is not None and cancelled():
                return
            if progress is not None:
                progress(done, len(missing))
            samples, rate_hz = self._draft.synth(
                as_pronounced(phrase), phrase.rate_percent, phrase.language, cancelled=cancelled
            )
            (spoken,) = levelled([trimmed(at_48_khz(samples, rate_hz))])
            keep_draft(self._draft_file(phrase), spoken if spoken.size else _nothing())
        if progress is not None:
            progress(len(missing), len(missing))

    def _draft_file(self, phrase: Phrase) -> Path:
        """Where the draft of a phrase is, or would be."""
        assert self._draft is not None
        return draft_file(
            self._draft.id, self._draft.version, phrase.rate_percent, phrase.language, as_pronounced(phrase)
        )


def _nothing() -> Samples:
    """A tenth of a second of silence, for words such as “…” of which a voice makes no sound."""
    return np.zeros(RATE_HZ // 10, dtype=np.float32)


def landing_take(language: str = "en", pick: int = 0) -> tuple[str, Path]:
    """A kind closing line for ending early: its words and its file. `pick` chooses among them, any number."""
    closing = _lines("close-", language)
    take = closing[pick % len(closing)]
    return take.text, take.path


def guide_take(phase: str, language: str = "en") -> Path | None:
    """The words that lead a phase of the breath (in, hold_full, out, hold_empty); None where there are none."""
    take = _in_language(_narration() / "guide", language).get(phase)
    return take.path if take is not None else None


def _lines(beginning: str, language: str) -> list[Take]:
    """The shipped lines of one kind."""
    folder = _narration() / "landing"
    takes = _in_language(folder, language)
    lines = [take for name, take in sorted(takes.items()) if name.startswith(beginning)]
    if not lines:
        raise TakeError(folder, "The closing lines are missing.", "Install reorigin desktop again.")
    return lines


def _in_language(folder: Path, language: str) -> Mapping[str, Take]:
    """The takes in a folder's own folder for that language if there is one, else those in it, which are English."""
    return shipped_takes(folder / language.split("-", maxsplit=1)[0].lower()) or shipped_takes(folder)


def _narration() -> Path:
    """Where the shipped narration is."""
    return paths.bundled("audio") / "narration"
