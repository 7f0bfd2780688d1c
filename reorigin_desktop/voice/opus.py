"""Writing Ogg Opus that is the same, byte for byte, each time it is made from the same samples."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.ogg import fix_serial_number
from reorigin_desktop.voice.speech import Samples

_COMPRESSION: Final = 0.75  # of soundfile's scale, on which 0 is the largest file; about 70 kbit/s for this mono voice


def write_opus(path: Path, samples: Samples) -> None:
    """Mono samples at 48 kHz into a file whose decoded length is exactly theirs."""
    import soundfile

    soundfile.write(path, samples, RATE_HZ, format="OGG", subtype="OPUS", compression_level=_COMPRESSION)
    fix_serial_number(path)
