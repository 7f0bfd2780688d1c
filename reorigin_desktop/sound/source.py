"""Sounds to mix: in memory, streamed from a file, or looped without end."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from reorigin_desktop.sound import fades
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.stream import StreamedSound

__all__ = ["Loop", "MemorySound", "Sound", "StreamedSound"]


class Sound(Protocol):
    """Stereo samples at 48 kHz with random access; reading the same frames always gives the same samples."""

    @property
    def frames(self) -> int:
        """Length in frames."""

    def read(self, start_frame: int, out: Samples) -> None:
        """Fill `out`, shape (n, 2), with the frames from `start_frame` on; silence outside the sound."""


class MemorySound:
    """A short sound, whole in memory. A mono sound is kept as mono and read as the same on both sides."""

    __slots__ = ("frames", "samples")

    def __init__(self, samples: npt.NDArray[np.float32]) -> None:
        """Take samples of shape (n,), (n, 1) or (n, 2)."""
        shaped = samples.reshape(len(samples), -1)
        self.samples: npt.NDArray[np.float32] = np.ascontiguousarray(shaped, np.float32)
        self.frames = len(samples)

    def read(self, start_frame: int, out: Samples) -> None:
        """Fill `out` with the frames from `start_frame` on; silence outside the sound."""
        first, last = max(0, start_frame), min(self.frames, start_frame + len(out))
        if first >= last:
            out[:] = 0
            return
        out[: first - start_frame] = 0
        out[first - start_frame : last - start_frame] = self.samples[first:last]
        out[last - start_frame :] = 0


class Loop:
    """A sound repeated without end, its last `crossfade_frames` laid over its beginning with equal power.

    A sound made on a ring needs no crossfade. A sound in memory is joined once, here.
    """

    __slots__ = ("_crossfade", "_sound", "period")

    def __init__(self, sound: Sound, crossfade_frames: int = 0) -> None:
        self._crossfade = max(0, min(crossfade_frames, sound.frames // 2))
        self.period = sound.frames - self._crossfade
        self._sound = sound
        if isinstance(sound, MemorySound) and self._crossfade:
            joined = np.empty((self.period, 2), np.float32)
            self._read_within_period(0, joined)
            self._sound, self._crossfade = MemorySound(joined), 0
        elif isinstance(sound, StreamedSound) and self._crossfade:
            sound.expect(self.period)

    def read(self, start_frame: int, out: Samples) -> None:
        """Fill `out` with the frames from `start_frame` (0 or more) on, counted over all rounds."""
        done = 0
        while done < len(out):
            at = (start_frame + done) % self.period
            count = min(len(out) - done, self.period - at)
            self._read_within_period(at, out[done : done + count])
            done += count

    def _read_within_period(self, at: int, out: Samples) -> None:
        self._sound.read(at, out)
        joined = min(len(out), self._crossfade - at)
        if joined <= 0:
            return
        ending = np.empty((joined, 2), np.float32)
        self._sound.read(self.period + at, ending)
        far = fades.smooth(at, joined, 0, self._crossfade)
        fades.apply(fades.power_fade(0.0, 1.0, far), out[:joined])
        fades.apply(fades.power_fade(1.0, 0.0, far), ending)
        out[:joined] += ending
