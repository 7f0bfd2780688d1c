"""Keys from a real terminal, one at a time and without an echo; the terminal is always given back as it was."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator

Read = Callable[[float], str]
"""Waits at most this long (seconds) for a key, and names it: "space", "enter", "left", …, or the sign itself."""

_NAMES = {" ": "space", "\r": "enter", "\n": "enter", "\x7f": "backspace", "\x08": "backspace", "\t": "tab"}
_SEQUENCES = {
    "[C": "right",
    "[D": "left",
    "[A": "up",
    "[B": "down",
    "OC": "right",
    "OD": "left",
    "[5~": "page up",
    "[6~": "page down",
    "[H": "home",
    "OH": "home",
    "[1~": "home",
}
_WINDOWS_SECOND = {"K": "left", "M": "right", "H": "up", "P": "down", "I": "page up", "Q": "page down", "G": "home"}


def key_name(signs: str) -> str:
    """The name of what one key sends; "" for a sequence that is not known."""
    if signs == "\x1b":
        return "esc"
    if signs.startswith("\x1b"):
        return _SEQUENCES.get(signs[1:], "")
    return _NAMES.get(signs, signs if signs.isprintable() else "")


@contextlib.contextmanager
def raw_keys() -> Iterator[Read]:
    """Keys of the terminal behind standard input, until the block is left, however it is left."""
    if sys.platform == "win32":
        yield _read_windows
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        yield lambda wait_s: _read_terminal(terminal, wait_s)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _read_terminal(terminal: int, wait_s: float) -> str:
    """One key: a sign (of any number of bytes), or a whole sequence, which arrives at once after Esc."""
    if not select.select([terminal], [], [], wait_s)[0]:
        return ""
    first = os.read(terminal, 1)
    if not first:
        return ""
    if first == b"\x1b":
        return key_name("\x1b" + _rest_of_sequence(terminal))
    more = (first[0] >= 0xC0) + (first[0] >= 0xE0) + (first[0] >= 0xF0)
    return key_name((first + os.read(terminal, more) if more else first).decode("utf-8", "ignore"))


def _rest_of_sequence(terminal: int) -> str:
    signs = ""
    while len(signs) < 8 and select.select([terminal], [], [], 0.03)[0]:
        signs += os.read(terminal, 1).decode("ascii", "ignore")
        if len(signs) > 1 and (signs[-1].isalpha() or signs[-1] == "~"):
            break
    return signs


def _read_windows(wait_s: float) -> str:
    """The same by the console of Windows, which has no way to wait for a key."""
    import time
    from importlib import import_module

    console = import_module("msvcrt")
    until = time.monotonic() + wait_s
    while not console.kbhit():
        if time.monotonic() >= until:
            return ""
        time.sleep(0.01)
    sign = console.getwch()
    if sign in {"\x00", "\xe0"}:
        return _WINDOWS_SECOND.get(console.getwch(), "")
    if sign == "\x03":
        raise KeyboardInterrupt
    return key_name(sign)
