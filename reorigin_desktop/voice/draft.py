"""Draft voices: programs of this computer that can speak a line for which there is no recording yet."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from reorigin_desktop.errors import TakeError
from reorigin_desktop.voice.program import run_program

DRAFT_VOICE_VARIABLE: Final = "REORIGIN_DRAFT_VOICE"
_VERSION_LIMIT_S: Final = 5.0


class DraftVoice(Protocol):
    """Whoever speaks drafts. `id` and `version` go into the cache key; `may_publish` says what its licence allows."""

    @property
    def id(self) -> str: ...  # noqa: D102 - told above

    @property
    def version(self) -> str: ...  # noqa: D102 - told above

    @property
    def may_publish(self) -> bool: ...  # noqa: D102 - told above

    def synth(
        self, text: str, rate_percent: float, language: str, *, cancelled: Callable[[], bool] | None = None
    ) -> tuple[npt.NDArray[np.float32], int]:
        """Mono samples and their rate in Hz; TakeError with clear words if it cannot, or if it was cancelled."""
        ...


@dataclass(frozen=True, slots=True)
class ProgramVoice:
    """A voice that is a program: it reads the words from one file and writes a WAV file.

    `command` makes the arguments from (words file, sound file, pace in percent, language). `languages` holds the
    languages it can speak, () for any. A program that is not done after `limit_s` is ended.
    """

    id: str
    version: str
    may_publish: bool
    command: Callable[[Path, Path, float, str], list[str]]
    languages: tuple[str, ...] = ()
    limit_s: float = 30.0

    def synth(
        self, text: str, rate_percent: float, language: str, *, cancelled: Callable[[], bool] | None = None
    ) -> tuple[npt.NDArray[np.float32], int]:
        """Speak into a file of a folder that is thrown away, and read it."""
        import tempfile

        import soundfile

        if self.languages and language.split("-", maxsplit=1)[0].lower() not in self.languages:
            raise TakeError(
                self.id,
                f"This voice does not speak the language “{language}”.",
                "Install espeak-ng, or record the line.",
            )
        with tempfile.TemporaryDirectory(prefix="reorigin-draft-", ignore_cleanup_errors=True) as name:
            words, sound = Path(name) / "words.txt", Path(name) / "words.wav"
            words.write_text(text + "\n", encoding="utf-8")
            run_program(self.command(words, sound, rate_percent, language), limit_s=self.limit_s, cancelled=cancelled)
            try:
                samples, rate_hz = soundfile.read(sound, dtype="float32", always_2d=True)
            except (OSError, soundfile.SoundFileError) as error:
                raise TakeError(
                    self.id, "The voice wrote no sound.", "Try another voice, or record the line."
                ) from error
        return np.ascontiguousarray(samples.mean(axis=1), dtype=np.float32), int(rate_hz)


def find_draft_voice() -> DraftVoice | None:
    """The voice of this computer, or None if there is none, or if REORIGIN_DRAFT_VOICE is `none`.

    REORIGIN_DRAFT_VOICE may also name one: espeak-ng, flite, say, windows.
    """
    wanted = os.environ.get(DRAFT_VOICE_VARIABLE, "").strip().lower()
    if wanted == "none":
        return None
    names = [wanted] if wanted else _usual_order()
    for name in names:
        program = _PROGRAMS.get(name)
        if program is None:
            raise TakeError(
                DRAFT_VOICE_VARIABLE,
                f"There is no draft voice called “{wanted}”.",
                f"Known: {', '.join(_PROGRAMS)}, none.",
            )
        path = shutil.which(program)
        if path is not None:
            return _voice(name, path)
    return None


def _usual_order() -> list[str]:
    """The names to look for here, best first."""
    own = {"darwin": ["say"], "win32": ["windows"]}.get(sys.platform, [])
    return [*own, "espeak-ng", "flite"]


_PROGRAMS: Final = {"espeak-ng": "espeak-ng", "flite": "flite", "say": "say", "windows": "powershell"}


@cache
def _voice(name: str, path: str) -> DraftVoice:
    """The voice of that name, its version asked once."""
    if name == "espeak-ng":
        return ProgramVoice(name, _version([path, "--version"]), may_publish=True, command=_espeak(path))
    if name == "flite":
        return ProgramVoice(
            "flite-slt", _version([path, "--version"]), may_publish=True, command=_flite(path), languages=("en",)
        )
    if name == "say":
        return ProgramVoice(name, platform.mac_ver()[0], may_publish=False, command=_say(path))
    return ProgramVoice(
        "windows-speech", platform.version(), may_publish=False, command=_windows(path), languages=("en",), limit_s=60.0
    )


def _version(command: list[str]) -> str:
    """What the program says about itself; "" if it does not."""
    try:
        return " ".join(run_program(command, limit_s=_VERSION_LIMIT_S).split())
    except TakeError:
        return ""


def _espeak(path: str) -> Callable[[Path, Path, float, str], list[str]]:
    """Arguments of espeak-ng: 144 words a minute at the usual 90 %."""
    return lambda words, sound, rate, language: [
        path, "-b", "1", "-v", language.lower(), "-s", str(max(80, round(1.6 * rate))),
        "-w", str(sound), "-f", str(words),
    ]  # fmt: skip


def _flite(path: str) -> Callable[[Path, Path, float, str], list[str]]:
    """Arguments of flite, whose own pace is a little quick."""
    return lambda words, sound, rate, _language: [
        path, "-voice", "slt", "--setf", f"duration_stretch={110.0 / rate:.3f}", "-f", str(words), "-o", str(sound)
    ]  # fmt: skip


def _say(path: str) -> Callable[[Path, Path, float, str], list[str]]:
    """Arguments of macOS's say, with the voice chosen in the system's settings."""
    return lambda words, sound, rate, _language: [
        path, "-r", str(round(1.7 * rate)), "-f", str(words), "-o", str(sound),
        "--file-format=WAVE", "--data-format=LEI16@22050",
    ]  # fmt: skip


_WINDOWS_SCRIPT: Final = (
    "& { param($words, $sound, $rate) Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate = [int]$rate; "
    "$voice.SetOutputToWaveFile($sound); $voice.Speak([IO.File]::ReadAllText($words)); $voice.Dispose() }"
)


def _windows(path: str) -> Callable[[Path, Path, float, str], list[str]]:
    """Arguments of PowerShell for System.Speech, whose pace goes from -10 to 10."""
    return lambda words, sound, rate, _language: [
        path, "-NoProfile", "-NonInteractive", "-Command", _WINDOWS_SCRIPT,
        _in_quotes(words), _in_quotes(sound), str(max(-10, min(10, round((rate - 100.0) / 5.0)))),
    ]  # fmt: skip


def _in_quotes(path: Path) -> str:
    """A path as PowerShell reads it literally, whatever the person's folder is called."""
    return "'" + str(path).replace("'", "''") + "'"
