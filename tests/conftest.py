"""A throw-away home for every test, and no unexpected word in any log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the data, the cache or the settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("REORIGIN_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("REORIGIN_CACHE_DIR", str(home / "cache"))


@pytest.fixture(autouse=True)
def _nothing_unexpected_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning that nobody asked for is a failure."""
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, loud


@pytest.fixture
def write_session(tmp_path: Path):
    """Write a session script with a valid header before the given body; returns its path."""

    def write(body: str, name: str = "test.session", header: str = "format: 1\ntitle: Test\n") -> Path:
        path = tmp_path / name
        path.write_text(f"---\n{header}---\n{body}", encoding="utf-8")
        return path

    return write
