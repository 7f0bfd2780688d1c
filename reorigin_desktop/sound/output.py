"""The loudspeaker, through PortAudio; the only module that knows sounddevice and rtmixer.

Importing them opens PortAudio, so that happens when the first function is called.
"""

from __future__ import annotations

import platform
import sys
import threading
import time
from collections import deque
from statistics import median
from typing import Any

import numpy as np
from typing_extensions import override

from reorigin_desktop.errors import OutputError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.outlet import Output
from reorigin_desktop.sound.output_clock import OutputClock
from reorigin_desktop.sound.priority import raised_priority
from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.ring import FRAME_BYTES, Ring
from reorigin_desktop.sound.watchdog import Watchdog

BLOCK_FRAMES = 512
CALLBACK_LATENCY_S = 0.2
STAMP_EVERY_S = 0.25
STAMP_PATIENCE_S = 2.0
OFFSET_EVERY_S = 1.0
OFFSETS = 5
OFFSET_STEP_S = 0.005
OFFSET_SURE_S = 0.001
NO_DEVICE_FIX = "Connect headphones or a loudspeaker, or choose another device in the settings."

# PortAudio exists once in a process, and must not be initialised again while any stream is open, even one that hangs.
_streams: set[object] = set()
_streams_lock = threading.Lock()


def portaudio() -> Any:
    """The sounddevice module, its list of devices fresh if no stream is open; OutputError if PortAudio is missing."""
    fresh = "sounddevice" not in sys.modules
    try:
        import sounddevice
    except OSError as error:
        raise OutputError(
            "sound",
            "PortAudio, the library that reaches the loudspeaker, is not installed.",
            "On Debian and Ubuntu: sudo apt install libportaudio2 libasound2-plugins",
        ) from error
    with _streams_lock:
        if not fresh and not _streams:
            sounddevice._terminate()  # noqa: SLF001 - PortAudio has no other way to see devices that came or went
            sounddevice._initialize()  # noqa: SLF001 - the other half of it
    return sounddevice


def open_output(device: str | None = None, latency: str = "low") -> Output:
    """The best output there is, ready to be opened; `device` None is the system's choice.

    `latency` is “low”, “high” or a number of seconds. OutputError if there is no such device, or it refuses.
    """
    sounddevice = portaudio()
    try:
        sounddevice.check_output_settings(device, channels=2, dtype="float32", samplerate=RATE_HZ)
    except (sounddevice.PortAudioError, ValueError) as error:
        raise _refused(device, error) from error
    try:
        import rtmixer  # noqa: F401 - only to see whether it can be had
    except ImportError:
        return CallbackOutput(device)
    return CardOutput(device, latency)


class DeviceOutput:
    """A PortAudio stream on a device, for the life of the app; what fills it is said by its two kinds."""

    silent = False
    blocksize = BLOCK_FRAMES

    def __init__(self, device: str | None, latency: str | float) -> None:
        self.lost = threading.Event()
        self.name = device or "the system’s sound device"
        self.latency_s = 0.0
        self._device = device
        self._latency = latency if latency in {"low", "high"} else float(latency)
        self._stamped_s = 0.0
        self._stream: Any = None

    def open(self, ring: Ring) -> None:
        """Begin to play; OutputError if the device refuses."""
        self._sounddevice = sounddevice = portaudio()
        with _streams_lock:
            _streams.add(self)
        try:
            with raised_priority():
                self._stream = self._begin(ring)
                self._ring = ring
                self.latency_s = self._stream.latency
                self._watchdog = Watchdog(ring.read)
                self._clock = OutputClock(ring, self.latency_s, self.blocksize)
                self._stream.start()
            name = sounddevice.query_devices(self._stream.device)["name"]
            self.name = self.name if name == "default" else name
        except (sounddevice.PortAudioError, ValueError) as error:
            ring.detach()
            self.close()
            raise _refused(self._device, error) from error

    def tend(self, now_s: float) -> None:
        """Keep the clock, play on after a dry queue, and watch for the end."""
        if self.lost.is_set():
            return
        if self._watchdog.stalled(self._ring.read, now_s):
            self.lost.set()
            return
        moved = self._clock.watch(now_s)
        self._look_after(now_s, moved=moved)

    def audible_out_frame(self, now_s: float) -> float:
        """The frame of the ring's count that leaves the loudspeaker now."""
        return self._clock.audible_out_frame(now_s)

    def close(self) -> None:
        """Let go of the device; hangs when the device does."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.abort()
            stream.close()
        with _streams_lock:
            _streams.discard(self)

    def _stamp_due(self, now_s: float) -> bool:
        due = self._clock.warm(now_s) and now_s - self._stamped_s > STAMP_EVERY_S
        if due:
            self._stamped_s = now_s
        return due

    def _begin(self, ring: Ring) -> Any:
        """A stream that will play the ring."""
        raise NotImplementedError

    def _look_after(self, now_s: float, *, moved: bool) -> None:
        """What else is to be done now and then; `moved`: frames were taken since the last time."""
        raise NotImplementedError


class CardOutput(DeviceOutput):
    """Plays the ring by rtmixer's callback, which is C and never waits for Python.

    The time stamps that rtmixer keeps to itself come back with one silent frame, sent four times a second.
    """

    def __init__(self, device: str | None = None, latency: str | float = "low") -> None:
        super().__init__(device, latency)
        self._ran_dry = 0
        self._flagged_before = 0
        self._playing: Any = None
        self._marker: tuple[Any, int, float] | None = None
        self._measured_s = 0.0
        self._offsets: deque[float] = deque(maxlen=OFFSETS)
        self._silence: Samples = np.zeros((1, 2), dtype=np.float32)

    @property
    def underflows(self) -> int:
        """Flags of the device, and times that the queue ran dry."""
        flagged = 0 if self._playing is None else int(self._playing.stats.output_underflows)
        return self._ran_dry + self._flagged_before + flagged

    @override
    def _begin(self, ring: Ring) -> Any:
        import rtmixer

        self._buffer = rtmixer.RingBuffer(FRAME_BYTES, buffer=ring.memory)
        strongly_ordered = platform.machine().lower() in {"x86_64", "amd64"}
        barrier = None if strongly_ordered else lambda: self._buffer.advance_write_index(0)
        ring.attach(self._buffer._ptr, barrier)  # noqa: SLF001 - the struct is read by field, without a foreign call
        stream = rtmixer.Mixer(
            device=self._device,
            channels=2,
            samplerate=RATE_HZ,
            blocksize=self.blocksize,
            latency=self._latency,
            finished_callback=self.lost.set,
        )
        self._playing = stream.play_ringbuffer(self._buffer)
        return stream

    @override
    def _look_after(self, now_s: float, *, moved: bool) -> None:
        if not moved:
            self._play_on()
        elif self._marker is not None:
            self._fetch_stamp(*self._marker, now_s)
        elif self._stamp_due(now_s):
            self._measure_offset(now_s)
            frame, sent_s = self._ring.read, time.perf_counter()
            marker = self._stream.play_buffer(self._silence, 2)
            if self._ring.read == frame:
                self._marker = (marker, frame, sent_s)

    def _play_on(self) -> None:
        """A ring that ran dry is dropped by rtmixer for good: hand it over again."""
        if self._ring.queued and self._playing not in self._stream.actions:
            self._ran_dry += 1
            self._flagged_before += int(self._playing.stats.output_underflows)
            self._playing = self._stream.play_ringbuffer(self._buffer)
            self._clock.restart()

    def _fetch_stamp(self, marker: Any, frame: int, sent_s: float, now_s: float) -> None:
        if marker.done_frames and self._offsets:
            self._clock.stamp(marker.actual_time - median(self._offsets), frame, sent_s, now_s)
        if marker.done_frames or now_s - sent_s > STAMP_PATIENCE_S:
            self._marker = None

    def _measure_offset(self, now_s: float) -> None:
        """How far the stream's clock, which may be the wall clock, is ahead of the monotonic one."""
        if self._offsets and now_s - self._measured_s < OFFSET_EVERY_S:
            return
        before_s = time.perf_counter()
        try:
            stream_s = self._stream.time
        except self._sounddevice.PortAudioError:
            return
        after_s = time.perf_counter()
        if after_s - before_s > OFFSET_SURE_S:
            return
        self._measured_s = now_s
        offset_s = stream_s - (before_s + after_s) / 2
        if self._offsets and abs(offset_s - median(self._offsets)) > OFFSET_STEP_S:
            self._offsets.clear()
        self._offsets.append(offset_s)


class CallbackOutput(DeviceOutput):
    """Plays the ring by a callback in Python, where rtmixer cannot be had.

    It needs the interpreter lock for every block, so the device queues 0.2 s; commands are heard that much later.
    """

    def __init__(self, device: str | None = None, latency: str | float = CALLBACK_LATENCY_S) -> None:
        super().__init__(device, latency)
        self.underflows = 0
        self._last: tuple[float, int, float] | None = None

    @override
    def _begin(self, ring: Ring) -> Any:
        def fill(out: Samples, frames: int, times: Any, flags: Any) -> None:
            now_s = time.perf_counter()
            self._last = (now_s + times.outputBufferDacTime - times.currentTime, ring.read, now_s)
            self.underflows += bool(flags.output_underflow) + (ring.take(out) < frames)

        return self._sounddevice.OutputStream(
            device=self._device,
            channels=2,
            samplerate=RATE_HZ,
            blocksize=self.blocksize,
            latency=self._latency,
            dtype="float32",
            callback=fill,
            finished_callback=self.lost.set,
        )

    @override
    def _look_after(self, now_s: float, *, moved: bool) -> None:
        if moved and self._last is not None and self._stamp_due(now_s):
            self._clock.stamp(*self._last, now_s)


def _refused(device: str | None, error: Exception) -> OutputError:
    """In words, why a device does not play."""
    place = device or "sound"
    if isinstance(error, ValueError):
        what = "There are several sound devices" if "Multiple" in str(error) else "There is no sound device"
        return OutputError(place, f"{what} called “{device}”.", "“reorigin doctor” lists their names.")
    if "querying device -1" in str(error):
        return OutputError(place, "There is no sound device.", NO_DEVICE_FIX)
    return OutputError(place, f"The sound device cannot be opened ({error}).", NO_DEVICE_FIX)
