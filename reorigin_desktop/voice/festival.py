"""The shipped narrator: festival with the voice of festvox-us-slt-hts, run as a program, once for all lines."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from reorigin_desktop.errors import TakeError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.voice.polish import with_longer_pauses
from reorigin_desktop.voice.speech import Samples, at_48_khz, trimmed

VOICE_ID: Final = "festival cmu_us_slt_arctic_hts"
_PACE: Final = 0.69 / 90.0  # hts_engine's speed for one percent of pace; 90 % is the usual pace of a session
_BETWEEN_SENTENCES_S: Final = 0.45
_PAUSE_FROM_S, _PAUSE_ADD_S = 0.12, 0.12
_LIMIT_S: Final = 600.0
_FIX: Final = "Install it with: apt install festival festvox-us-slt-hts"


def speak(lines: Sequence[tuple[str, float]]) -> list[Samples]:
    """Each (words, pace in percent) as dry speech, mono at 48 kHz; TakeError if festival cannot do it.

    Sentences of one line are spoken apart and joined by a breath of 0.45 s; commas get 0.12 s more than festival gives.
    """
    if shutil.which("festival") is None:
        raise TakeError("festival", "The narrator's program is not installed.", _FIX)
    sentences = [(sentence, pace) for words, pace in lines for sentence in _sentences(words)]
    with tempfile.TemporaryDirectory(prefix="reorigin-narration-") as name:
        folder = Path(name)
        script = folder / "speak.scm"
        script.write_text(_scheme(sentences, folder), encoding="ascii")
        try:
            subprocess.run(["festival", "-b", str(script)], check=True, timeout=_LIMIT_S, capture_output=True)
        except subprocess.TimeoutExpired as error:
            raise TakeError("festival", f"It took longer than {_LIMIT_S:.0f} s.", "Try again.") from error
        except subprocess.CalledProcessError as error:
            words = error.stderr.decode(errors="replace").strip().splitlines()
            raise TakeError("festival", f"It stopped: {words[-1] if words else 'no reason given'}.", _FIX) from error
        spoken = iter([_read(folder / f"{index}.wav") for index in range(len(sentences))])
    breath = np.zeros(round(_BETWEEN_SENTENCES_S * RATE_HZ), np.float32)
    done = []
    for words, _pace in lines:
        parts: list[Samples] = []
        for _ in _sentences(words):
            parts += [breath, next(spoken)] if parts else [next(spoken)]
        done.append(np.concatenate(parts))
    return done


def _sentences(words: str) -> list[str]:
    """The words cut after each full stop, question mark, exclamation mark and colon."""
    return re.split(r"(?<=[.?!:])\s+", words.strip())


def _scheme(sentences: Sequence[tuple[str, float]], folder: Path) -> str:
    """The program that festival runs: every sentence into its own numbered WAV file."""
    lines = ["(voice_cmu_us_slt_arctic_hts)"]
    for index, (words, pace) in enumerate(sentences):
        said = re.sub(
            r"\b([Tt])he (?=(?!one|once|uni|us)[aeiou])", r"\1hee ", words
        )  # its lexicon has one “the” for all
        quoted = said.encode("ascii", "ignore").decode().replace("\\", " ").replace('"', " ")
        lines += [
            f'(set! hts_engine_params (cons (list "-r" {pace * _PACE:.4f}) cmu_us_slt_arctic_hts::hts_engine_params))',
            f"(set! utt1 (eval (list 'Utterance 'Text \"{quoted}\")))",
            "(utt.synth utt1)",
            f'(utt.save.wave utt1 "{folder / f"{index}.wav"}" \'riff)',
        ]
    return "\n".join(lines) + "\n"


def _read(path: Path) -> Samples:
    """One sentence as festival wrote it, trimmed close, its inner pauses a little longer."""
    import soundfile

    samples, rate_hz = soundfile.read(path, dtype="float64")
    close = trimmed(at_48_khz(samples, rate_hz), before_s=0.03, after_s=0.05)
    return with_longer_pauses(close, from_s=_PAUSE_FROM_S, add_s=_PAUSE_ADD_S)
