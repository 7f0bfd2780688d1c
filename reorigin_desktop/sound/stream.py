"""A long sound file, decoded ahead on a thread of its own, never whole in memory."""

from __future__ import annotations

import queue
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from reorigin_desktop.sound.programme import Samples

if TYPE_CHECKING:
    import soundfile

CHUNK_FRAMES = 65_536
_AHEAD = 2
_KEPT = 8
_RUN_UP_FRAMES = 8192
"""After a jump this many frames are decoded for nothing: libvorbis is one sample off just after some jumps."""


class StreamedSound:
    """A sound file at 48 kHz, mono or stereo, read anywhere: exact, in constant memory, from one thread at a time.

    Chunks of 1.4 s are decoded ahead of where it was last read; the first chunk is always kept, so that a loop goes
    round without waiting. What is not there yet is decoded at once. If the file fails while it plays, it is silent
    from there on, and `fault` says why.
    """

    __slots__ = ("__weakref__", "_chunks", "_stop", "frames", "path")

    def __init__(self, path: Path) -> None:
        """Open the file and decode its beginning; raises soundfile.LibsndfileError if that fails."""
        self.path = path
        self._chunks = _Chunks(path)
        self.frames = self._chunks.frames
        self._chunks.get(0)
        self._chunks.expect_after(0)
        self._stop = weakref.finalize(self, self._chunks.stop)

    @property
    def fault(self) -> str:
        """What went wrong while decoding, in the decoder's words; empty if nothing did."""
        return self._chunks.fault

    def read(self, start_frame: int, out: Samples) -> None:
        """Fill `out` with the frames from `start_frame` on; silence outside the sound."""
        at, done = start_frame, 0
        while done < len(out):
            if at < 0 or at >= self.frames:
                count = min(len(out) - done, -at) if at < 0 else len(out) - done
                out[done : done + count] = 0
            else:
                number, offset = divmod(at, CHUNK_FRAMES)
                count = min(len(out) - done, CHUNK_FRAMES - offset, self.frames - at)
                out[done : done + count] = self._chunks.get(number)[offset : offset + count]
                self._chunks.expect_after(number)
            at += count
            done += count

    def expect(self, start_frame: int) -> None:
        """Say that this place will be read soon."""
        self._chunks.expect(start_frame // CHUNK_FRAMES)

    def close(self) -> None:
        """End the decoding thread and close the file; garbage collection does the same."""
        self._stop()


class _Chunks:
    """The decoded chunks of one file: asked for by the reader, filled by the decoding thread or at once."""

    def __init__(self, path: Path) -> None:
        import soundfile

        self._file: soundfile.SoundFile = soundfile.SoundFile(path)
        self.frames = int(self._file.frames)
        self.fault = ""
        self._count = -(-self.frames // CHUNK_FRAMES)
        self._decoded: dict[int, Samples] = {}
        self._used: dict[int, int] = {}
        self._turn = 0
        self._at = -1
        self._last = -1
        self._lock = threading.Lock()
        self._wanted: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def get(self, number: int) -> Samples:
        """One chunk, shape (up to CHUNK_FRAMES, 2)."""
        chunk = self._decoded.get(number)
        return chunk if chunk is not None else self._decode(number)

    def expect_after(self, number: int) -> None:
        """Ask for what comes after this chunk, when it is entered."""
        if number != self._last:
            self._last = number
            for ahead in range(1, _AHEAD + 1):
                self.expect((number + ahead) % self._count)

    def expect(self, number: int) -> None:
        """Ask for one chunk."""
        if number in self._decoded:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="decode", daemon=True)
            self._thread.start()
        self._wanted.put(number)

    def stop(self) -> None:
        """End the thread, if there is one, and close the file."""
        if self._thread is not None:
            self._wanted.put(None)
            if threading.current_thread() is not self._thread:
                self._thread.join(timeout=2.0)
        with self._lock:
            self._file.close()

    def _run(self) -> None:
        while (number := self._wanted.get()) is not None:
            self._decode(number)

    def _decode(self, number: int) -> Samples:
        with self._lock:
            chunk = self._decoded.get(number)
            if chunk is None:
                chunk = self._read_chunk(number)
                self._decoded[number] = chunk
                self._forget_oldest(number)
            return chunk

    def _forget_oldest(self, newest: int) -> None:
        self._turn += 1
        self._used[newest] = self._turn
        if len(self._decoded) > _KEPT:
            oldest = min((number for number in self._used if number != 0), key=self._used.__getitem__)
            del self._used[oldest], self._decoded[oldest]

    def _read_chunk(self, number: int) -> Samples:
        import soundfile

        start = number * CHUNK_FRAMES
        wanted = min(CHUNK_FRAMES, self.frames - start)
        chunk = np.zeros((wanted, 2), np.float32)
        try:
            if self._at != start:
                self._file.seek(0)
                run_up = min(start, _RUN_UP_FRAMES)
                self._file.seek(start - run_up)
                if run_up:
                    self._file.read(run_up, dtype="float32")
            samples = self._file.read(wanted, dtype="float32", always_2d=True)
            self._at = start + len(samples)
            chunk[: len(samples)] = samples
        except (soundfile.SoundFileError, OSError) as problem:
            self.fault = str(problem)
            self._at = -1
        np.nan_to_num(chunk, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        return chunk
