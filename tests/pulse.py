"""A sound server of one's own with a sink that swallows everything, and a recorder that hears it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np
import numpy.typing as npt

PATIENCE_S = 15.0
MISSING = next((program for program in ("pulseaudio", "pactl", "parec") if shutil.which(program) is None), None)
"""The program that is lacking, if any: `make setup-test` installs it."""

CLIENT = "enable-shm = no\nenable-memfd = no\nautospawn = no\n"
FRAME_BYTES = 8
Samples = npt.NDArray[np.float32]


class Recorder:
    """Everything that the sink plays, from now until `stop`, with the moment at which each piece arrived."""

    def __init__(self, server: PulseServer, latency_ms: int) -> None:
        self._pieces: list[bytes] = []
        self._arrivals: list[tuple[float, int]] = []
        self._process = server.start(
            "parec", "-d", "null0.monitor", "--format=float32le", "--rate=48000", "--channels=2", "--raw",
            f"--latency-msec={latency_ms}", "--client-name=recorder",
        )  # fmt: skip
        prefer(self._process)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        server.until(lambda: "recorder" in server.pactl("list", "clients"), "the recorder does not connect")

    def stop(self) -> Samples:
        """End it; returns what was heard, shape (frames, 2)."""
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        self._thread.join(PATIENCE_S)
        heard = b"".join(self._pieces)
        whole = len(heard) // FRAME_BYTES * FRAME_BYTES
        return np.frombuffer(heard[:whole], dtype=np.float32).reshape(-1, 2)

    def arrivals(self) -> list[tuple[float, int]]:
        """(`time.perf_counter()`, frames recorded by then) for each piece; every process has the same such clock."""
        return list(self._arrivals)

    def _listen(self) -> None:
        pipe: IO[bytes] | None = self._process.stdout
        assert pipe is not None
        frames_bytes = 0
        while piece := os.read(pipe.fileno(), 65_536):
            frames_bytes += len(piece)
            self._pieces.append(piece)
            self._arrivals.append((time.perf_counter(), frames_bytes // FRAME_BYTES))


class PulseServer:
    """PulseAudio with one null sink, on a socket that nobody else knows; players find it by `env`.

    PortAudio reads the environment when it wakes up, so the player runs in a child process. The sink swallows the
    first blocks after a stream opens: leave 1.5 s of silence before what matters, and 1 s after.
    """

    def __init__(self) -> None:
        self._children: list[subprocess.Popen[bytes]] = []
        self._recorders: list[Recorder] = []

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="pulse-", dir="/tmp"))
        config = self.folder / "client.conf"
        config.write_text(CLIENT, encoding="utf-8")
        self.env = {
            **os.environ,
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_SERVER": f"unix:{self.folder / 'native'}",
            "PULSE_CLIENTCONFIG": str(config),
        }
        self.restart()
        return self

    def restart(self) -> None:
        """The server, now or after `kill`."""
        self._process = self.start(
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
            "--realtime=no", "--high-priority=no", "--log-target=stderr",
            "-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.folder / 'native'}",
            "-L", "module-null-sink sink_name=null0 rate=48000 format=float32le channels=2",
        )  # fmt: skip
        try:
            self.until(lambda: "null0" in self.pactl("list", "short", "sinks"), "the sound server does not start")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        prefer(self._process)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for recorder in self._recorders:
            recorder.stop()
        for child in reversed(self._children):
            if child.poll() is None:
                child.kill()
            child.wait(PATIENCE_S)
            if child.stdout is not None:
                child.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def record(self, latency_ms: int = 100) -> Recorder:
        """Listen from now on."""
        self._recorders.append(Recorder(self, latency_ms))
        return self._recorders[-1]

    def pactl(self, *arguments: str) -> str:
        """Ask the server, or tell it something; empty while it does not answer."""
        asked = subprocess.run(
            ["pactl", *arguments], env=self.env, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
        return asked.stdout if asked.returncode == 0 else ""

    def suspend(self, *, on: bool) -> None:
        """What a sleeping computer does to its sink."""
        self.pactl("suspend-sink", "null0", "1" if on else "0")

    def freeze(self) -> None:
        """What a hanging driver does."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """The driver has come to its senses."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """The device is pulled out."""
        self._process.kill()
        self._process.wait(PATIENCE_S)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A program that ends with this process, whatever happens to it."""
        leash = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        process = subprocess.Popen([*leash, *command], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._children.append(process)
        return process

    def until(self, holds: object, otherwise: str) -> None:
        """Wait for something to be so."""
        until_s = time.monotonic() + PATIENCE_S
        assert callable(holds)
        while not holds():
            assert time.monotonic() < until_s, otherwise
            time.sleep(0.05)


def prefer(process: subprocess.Popen[bytes]) -> None:
    """Let its threads run in time, where that is allowed: on a desktop, rtkit does this for the sound server."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process.pid}/task").iterdir():
            os.sched_setscheduler(int(task.name), os.SCHED_FIFO, os.sched_param(5))
