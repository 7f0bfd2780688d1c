"""Every shipped session as a file: never too loud, and its captions can be read by others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
import webvtt

from reorigin_desktop.paths import bundled
from reorigin_desktop.sound.levels import loudness_lufs, true_peak_dbtp

SESSIONS = sorted(bundled("sessions").glob("*.session"))


@pytest.mark.parametrize("script", SESSIONS, ids=lambda path: path.stem)
def test_a_shipped_session_rendered(script: Path, tmp_path: Path):
    """True peak at most -1 dBTP, no louder than speech should be, captions valid, in order and inside the file."""
    file, captions = tmp_path / "out.flac", tmp_path / "out.vtt"
    command = [sys.executable, "-m", "reorigin_desktop", "render", str(script), "-o", str(file)]
    done = subprocess.run(
        [*command, "--captions", str(captions)], capture_output=True, text=True, timeout=200, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    samples, rate_hz = soundfile.read(str(file), dtype="float32")
    assert rate_hz == 48_000
    assert true_peak_dbtp(samples) <= -1.0
    assert loudness_lufs(samples) < -18.0
    shown = webvtt.read(str(captions)).captions
    assert len(shown) >= 10
    ends = 0.0
    for caption in shown:
        assert ends <= caption.start_in_seconds < caption.end_in_seconds
        ends = caption.end_in_seconds
    assert ends <= len(samples) / rate_hz
