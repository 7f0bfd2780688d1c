"""Folders that fail for real: write-protected, and on a disk that is full."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def write_protected(folder: Path, only: str = "") -> Iterator[Path]:
    """A copy of a folder that this process may only read, though it be run by root; or `only` one file in it."""
    if os.name == "nt":
        pytest.skip("folders are not write-protected in this way on Windows")
    import apsw  # noqa: F401  # loaded while this process may still read everything

    room = Path(tempfile.mkdtemp(prefix="reorigin-test-"))
    copy = room / "data"
    shutil.copytree(folder, copy)
    as_root = os.geteuid() == 0
    everything = [room, copy, *copy.rglob("*")]
    for path in everything:
        path.chmod((0o555 if path.is_dir() else 0o444) if only in ("", path.name) else 0o755)
        if as_root:
            os.chown(path, NOBODY, NOBODY)
    if as_root:
        os.seteuid(NOBODY)
    try:
        yield copy
    finally:
        if as_root:
            os.seteuid(0)
        for path in everything:
            path.chmod(0o755)
        shutil.rmtree(room)


@contextmanager
def small_disk(mount_point: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own with little room; skips the test where mounting is not permitted."""
    mount_point.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "reorigin-test", str(mount_point)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        yield mount_point
    finally:
        subprocess.run(["umount", str(mount_point)], check=True)
