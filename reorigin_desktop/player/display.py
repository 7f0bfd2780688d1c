"""Whether there is an X server behind a DISPLAY name, without asking Qt, which would end the program."""

from __future__ import annotations

import re
import socket

_NAME = re.compile(r"^(?P<host>[^:]*):(?P<number>\d+)(?:\.\d+)?$")
_PATIENCE_S = 2.0


def x_server_answers(display: str) -> bool:
    """Whether something listens at a display name such as `:0` or `host:10.0`; an empty name is no display.

    An X server listens on the abstract socket and the file /tmp/.X11-unix/Xn, or on TCP port 6000 + n (X(7)).
    """
    name = _NAME.match(display)
    if not name:
        return False
    number = int(name["number"])
    if name["host"] in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place is fixed by X(7)
        return _connects(socket.AF_UNIX, f"\0{path}") or _connects(socket.AF_UNIX, path)
    return _connects(socket.AF_INET, (name["host"], 6000 + number))


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(_PATIENCE_S)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True
