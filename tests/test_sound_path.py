"""A whole session through a real sound server, recorded at its far end, against the rendered file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from reorigin_desktop.journal.reading import read_runs
from reorigin_desktop.paths import bundled
from tests.pulse import MISSING, PulseServer, Samples

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed (make setup-test installs it)"),
]

START_FADE_S = 0.3
"""The player rises out of silence over its first quarter of a second; the file does not."""
ERROR_FLOOR_DBFS = -120.0
"""The file has 24 bits, so its own rounding is at -144 dBFS; the recording is in 32-bit floats."""


def delay_between(recorded: Samples, rendered: Samples, near: int) -> int:
    """Frames by which the recording is later, found at a stretch of the rendered sound around `near`."""
    piece = rendered[near : near + 48_000, 0]
    size = 1 << int(np.ceil(np.log2(len(recorded) + len(piece))))
    spectrum = np.fft.rfft(recorded[:, 0], size) * np.conj(np.fft.rfft(piece, size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: len(recorded)])) - near


def test_a_whole_session_heard_at_the_far_end_is_the_rendered_file(tmp_path: Path):
    """Equal up to one constant delay and gain, to the error floor; no underflow; the journal has its repetitions."""
    script = bundled("sessions") / "first-breath.session"
    with PulseServer() as server:
        recorder = server.record()
        played = subprocess.run(
            [sys.executable, "-m", "tests.session_player", str(script), str(tmp_path / "data")],
            env=server.env,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        recorded = recorder.stop()
    assert played.returncode == 0, played.stderr
    report = json.loads(played.stdout.splitlines()[-1])
    assert report["silent"] is False
    assert report["stats"]["underflows"] == 0
    assert report["stats"]["dry_cycles"] == 0

    file = tmp_path / "first-breath.wav"
    rendering = [sys.executable, "-m", "reorigin_desktop", "render", str(script), "-o", str(file)]
    subprocess.run(rendering, check=True, capture_output=True, timeout=120)
    rendered, rate_hz = soundfile.read(str(file), dtype="float32")
    assert rate_hz == 48_000

    first, last = round(START_FADE_S * rate_hz), len(rendered)
    delay = delay_between(recorded, rendered, 20 * rate_hz)
    heard, expected = recorded[first + delay : last + delay], rendered[first:last]
    assert heard.shape == expected.shape
    gain = float(np.vdot(heard, expected) / np.vdot(expected, expected))
    error_dbfs = 20 * np.log10(float(np.abs(heard - gain * expected).max()) + 1e-12)
    assert abs(gain - 1.0) < 1e-4
    assert error_dbfs < ERROR_FLOOR_DBFS

    [run] = read_runs(tmp_path / "data")
    assert run.outcome == "completed"
    assert [(one.label, one.index, one.status) for one in run.repetitions] == [
        ("quiet light", 1, "completed"),
        ("quiet light", 2, "completed"),
        ("quiet light", 3, "completed"),
    ]
