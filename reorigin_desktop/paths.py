"""Where things are on this computer: shipped content, the person's data, the cache."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(folder: str) -> Path:
    """The folder of shipped content called `sessions` or `audio`, in a wheel and in a checkout alike."""
    installed = _PACKAGE / "_bundled" / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder


def data_dir(chosen: str | None = None) -> Path:
    """Where the journal and the settings live; `chosen`, then REORIGIN_DATA_DIR, then the platform's own place.

    The folder is not made here: whoever writes first makes it, and says clearly if that fails.
    """
    import platformdirs

    named = chosen or os.environ.get("REORIGIN_DATA_DIR")
    return Path(named).expanduser() if named else platformdirs.user_data_path("reorigin", appauthor=False)


def cache_dir() -> Path:
    """Where sounds made on this computer are kept; everything in it may be deleted at any time.

    REORIGIN_CACHE_DIR overrides it.
    """
    import platformdirs

    named = os.environ.get("REORIGIN_CACHE_DIR")
    return Path(named).expanduser() if named else platformdirs.user_cache_path("reorigin", appauthor=False)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place in one step: after a crash the old one is there or the new one, never a part. Raises OSError.

    A new file can be read by its owner only.
    """
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were just put into a folder outlive a power cut, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
