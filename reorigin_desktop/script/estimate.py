"""How long speech takes, by its vowels, until somebody has spoken it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.model import Phrase, SpokenLength

_BEGIN_S = 0.25
_SYLLABLE_S = 0.235
_SOUND_S = 3

# groups of vowels; a digit and a sign of a script without letters count as one syllable each
_SYLLABLE = re.compile(
    r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿāăąēėęěīįōőūůűųαεηιουωάέήίόύώаеёиоуыэюяіїє]+|\d|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]",
    re.IGNORECASE,
)


def estimated_s(text: str, rate_percent: float) -> float:
    """Seconds that a phrase takes at this rate: 0.25 s and 0.235 s for each group of vowels, at 100 %."""
    return (_BEGIN_S + _SYLLABLE_S * len(_SYLLABLE.findall(text))) * 100 / rate_percent


@lru_cache(maxsize=8192)
def _estimated_frames(text: str, rate_percent: float) -> int:
    return int(estimated_s(text, rate_percent) * RATE_HZ + 0.5)


class EstimatingVoice:
    """The silent voice: it knows about how long each phrase would take, and takes 3 s for a sound file."""

    def phrase_length(self, phrase: Phrase) -> SpokenLength:
        """An estimate from the vowels."""
        return SpokenLength(_estimated_frames(phrase.text, phrase.rate_percent), estimated=True)

    def sound_frames(self, path: Path) -> int | None:
        """3 s for any file that is there."""
        return _SOUND_S * RATE_HZ if path.is_file() else None
