"""The key of a journal, in a small file beside it, so that every page is authenticated and damage is noticed."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from reorigin_desktop.errors import JournalError
from reorigin_desktop.paths import write_whole

FORMAT = 1
_KEY = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_PUT_BACK = "Put it back from a backup. Nothing was changed."


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random key of one journal file (64 hex digits), the salt at its beginning (32), and what guards them.

    `protected` is False as long as the key lies open in its file: then anyone using this computer account can read
    the journal.
    """

    key: str = field(repr=False)
    salt: str
    protected: bool = False


def new_key() -> DataKey:
    """A key that nobody has had before."""
    return DataKey(secrets.token_hex(32), secrets.token_hex(16))


def write_key(path: Path, key: DataKey) -> None:
    """Write a key file that is complete or not there at all. Raises OSError."""
    wrap = {"kind": "none", "key": key.key, "check": _check(key)}
    content = {"format": FORMAT, "salt": key.salt, "wraps": [wrap]}
    write_whole(path, (json.dumps(content, indent=1) + "\n").encode())


def read_key(path: Path) -> DataKey:
    """The key in a key file. Raises JournalError where it is missing, damaged, newer, or wrapped by a passphrase."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise JournalError(
            path, "The key of the journal is missing, so the journal cannot be read.", _PUT_BACK
        ) from None
    except OSError as error:
        what = f"The key of the journal cannot be read ({error.strerror})."
        raise JournalError(path, what, "Allow your account to read this file.") from None
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(content, dict):
        raise _damaged(path)
    if type(content.get("format")) is int and content["format"] > FORMAT:
        what = "The key of the journal comes from a newer version of this program."
        raise JournalError(path, what, "Update reorigin, then open the journal again. Nothing was changed.")
    salt, wraps = content.get("salt"), content.get("wraps")
    if content.get("format") != FORMAT or not isinstance(salt, str) or not isinstance(wraps, list) or not wraps:
        raise _damaged(path)
    for wrap in wraps:
        if isinstance(wrap, dict) and wrap.get("kind") == "none":
            return _open_wrap(path, wrap, salt)
    what = "The journal is protected in a way that this version does not know."
    raise JournalError(path, what, "Update reorigin, then open the journal again. Nothing was changed.")


def _open_wrap(path: Path, wrap: dict[str, object], salt: str) -> DataKey:
    """The key that lies open in its wrap, once its check agrees."""
    digits, check = wrap.get("key"), wrap.get("check")
    if not isinstance(digits, str) or not _KEY.fullmatch(digits) or not _SALT.fullmatch(salt):
        raise _damaged(path)
    key = DataKey(digits, salt)
    if check != _check(key):
        raise _damaged(path)
    return key


def _check(key: DataKey) -> str:
    """A digest that tells a damaged key file from a damaged journal; it says nothing about a key of 256 random bits."""
    return hashlib.sha256(f"reorigin journal key {FORMAT} {key.key} {key.salt}".encode()).hexdigest()


def _damaged(path: Path) -> JournalError:
    return JournalError(path, "The key of the journal is damaged, so the journal cannot be read.", _PUT_BACK)
