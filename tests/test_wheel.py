"""The built wheel, installed away from the checkout: it has its content, plays, and opens its window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reorigin_desktop import app, paths
assert "_bundled" in str(paths.bundled("sessions")), paths.bundled("sessions")
qt = QApplication([])
QTimer.singleShot(4000, qt.closeAllWindows)
sys.exit(app.main(Path(sys.argv[1]), session=None, values={}, start_s=0.0, silent=True))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content, first on the path of whoever runs it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    [wheel] = folder.glob("*.whl")
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(folder / "site"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    return folder / "site"


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, env=env, cwd=installed.parent, capture_output=True, text=True, timeout=120, check=False
    )


def test_it_plays_a_shipped_session_by_name(installed: Path):
    played = run(installed, "-m", "reorigin_desktop", "play", "first-breath", "--terminal", "--speed", "50")
    assert played.returncode == 0, played.stderr
    assert "3 of 3 quiet light" in played.stdout
    assert "not there" not in played.stderr


def test_its_window_opens_and_closes(installed: Path, tmp_path: Path):
    opened = run(installed, "-c", WINDOW, str(tmp_path / "data"))
    assert opened.returncode == 0, opened.stderr
    assert "Traceback" not in opened.stderr
