"""A virtual screen of one's own, a keyboard and mouse for it, and pictures of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import mss
import mss.tools
import numpy as np
import numpy.typing as npt

PATIENCE_S = 30.0
MISSING = next((program for program in ("Xvfb", "xdotool") if shutil.which(program) is None), None)
"""The program that is lacking, if any: `make setup-test` installs it."""


class Screen:
    """Xvfb on a display number that was free, without a window manager."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self._size = f"{width}x{height}x24"

    def __enter__(self) -> Self:
        listen, tell = os.pipe()
        command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", self._size, "-nolisten", "tcp"]
        self._process = subprocess.Popen(command, pass_fds=[tell], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(tell)
        with os.fdopen(listen, "rb") as pipe:
            number = pipe.readline()
        assert number.strip(), "Xvfb did not start"
        self.display = f":{int(number)}"
        self.env = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)

    def xdotool(self, *arguments: str) -> str:
        """Press, move, or ask."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
        return done.stdout.strip()

    def window(self, name: str) -> str:
        """The window of that name, once it is there, with the keyboard in it."""
        self.until(lambda: bool(self.xdotool("search", "--onlyvisible", "--name", name)), f"no window called {name}")
        found = self.xdotool("search", "--onlyvisible", "--name", name).splitlines()[-1]
        self.xdotool("windowfocus", "--sync", found)
        return found

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.xdotool("key", *keys)

    def picture(self, path: Path | None = None) -> npt.NDArray[np.uint8]:
        """What is on the screen, shape (height, width, 3); also written as PNG if a path is given."""
        with mss.MSS(display=self.display) as grabber:
            shot = grabber.grab(grabber.monitors[0])
            if path is not None:
                mss.tools.to_png(shot.rgb, shot.size, output=str(path))
        return np.frombuffer(shot.rgb, np.uint8).reshape(shot.height, shot.width, 3)

    def until(self, holds: Callable[[], bool], otherwise: str, at_most_s: float = PATIENCE_S) -> None:
        """Wait for something to be so."""
        until_s = time.monotonic() + at_most_s
        while not holds():
            assert time.monotonic() < until_s, otherwise
            time.sleep(0.1)
