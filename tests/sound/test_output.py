"""What an output knows without a device: when to give up, where it stands, and how it says that there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reorigin_desktop.sound.output_clock import OutputClock
from reorigin_desktop.sound.ring import Ring
from reorigin_desktop.sound.watchdog import Watchdog

RATE_HZ = 48_000


def test_the_watchdog_barks_after_a_quarter_of_a_second():
    """Once the device moves steadily; before that it may take two and a half seconds."""
    dog, read, now_s = Watchdog(0), 0, 0.0
    for _ in range(100):
        now_s += 0.02
        assert not dog.stalled(read, now_s)
    for _ in range(50):
        now_s, read = now_s + 0.02, read + 960
        assert not dog.stalled(read, now_s)
    looks = 0
    while not dog.stalled(read, now_s):
        now_s += 0.02
        looks += 1
    assert 0.25 <= looks * 0.02 < 0.3


def test_the_watchdog_waits_for_a_server_that_rests_after_its_first_blocks():
    """And it does bark if nothing ever comes."""
    dog, now_s = Watchdog(0), 0.0
    assert not dog.stalled(0, now_s)
    assert not dog.stalled(1_024, now_s)
    for _ in range(120):
        now_s += 0.02
        assert not dog.stalled(1_024, now_s)
    assert any(dog.stalled(1_024, now_s + step * 0.02) for step in range(1, 20))


def test_a_stopped_process_is_not_a_lost_device():
    """After ten seconds without a look, the device gets its time to move."""
    dog = Watchdog(0)
    for step in range(20):
        dog.stalled(step * 960, step * 0.02)
    assert not dog.stalled(19 * 960, 10.0)
    assert not dog.stalled(20 * 960, 10.02)


def device(ring: Ring, clock: OutputClock, *, until_s: float, stamps: bool, error_s: float = 0.0) -> list[float]:
    """A device that takes 512 frames every 10.7 ms, 20 ms before they sound; looked after every 20 ms."""
    worst, block_s, asked_s = [], 512 / RATE_HZ, 0.0
    silence = np.zeros((512, 2), dtype=np.float32)
    for step in range(int(until_s / block_s)):
        now_s = 100 + step * block_s
        if step % 2:
            clock.watch(now_s)
        if stamps and now_s - asked_s > 0.25:
            asked_s = now_s
            clock.stamp(now_s + block_s + 0.02 + error_s, ring.read, now_s, now_s + 0.02)
        ring.append(silence)
        ring.skip(512)
        if step * block_s > 2:
            truth = (now_s - 100 - 0.02) * RATE_HZ
            worst.append((clock.audible_out_frame(now_s) - truth) / RATE_HZ)
    return worst


@pytest.mark.parametrize("stamps", [True, False])
def test_the_position_follows_the_device(stamps: bool):
    """With stamps to a fraction of a millisecond; by its appetite alone within a block."""
    ring = Ring()
    errors_s = device(ring, OutputClock(ring, 0.021, 512), until_s=8, stamps=stamps)
    assert np.abs(errors_s).max() < (0.012 if not stamps else 0.011)
    assert np.std(errors_s[200:]) < (0.004 if not stamps else 0.0005)


def test_stamps_that_cannot_be_true_are_not_believed():
    """Zero or the wall clock: the device's appetite is the clock then."""
    ring = Ring()
    errors_s = device(ring, OutputClock(ring, 0.021, 512), until_s=6, stamps=True, error_s=1.7e9)
    assert np.abs(errors_s).max() < 0.012


def test_the_position_never_goes_beyond_what_the_device_had_time_to_play():
    """When it stops taking frames, the position stops too, and never goes back."""
    ring = Ring()
    clock = OutputClock(ring, 0.021, 512)
    device(ring, clock, until_s=4, stamps=True)
    told = [clock.audible_out_frame(104 + step * 0.01) for step in range(100)]
    assert told == sorted(told)
    assert told[-1] <= ring.read - 0.01 * RATE_HZ


@pytest.mark.parametrize(
    ("before", "words"),
    [("", "sound device"), ("import ctypes.util; ctypes.util.find_library = lambda name: None", "PortAudio")],
)
def test_without_a_device_or_without_portaudio_there_are_words(before: str, words: str, tmp_path: Path):
    """An OutputError with what to do; never a traceback of some library."""
    code = (
        f"{before}\nfrom reorigin_desktop.errors import OutputError\n"
        "from reorigin_desktop.sound.output import open_output\n"
        "from reorigin_desktop.sound.ring import Ring\n"
        "try:\n    open_output('pulse', 'low').open(Ring())\nexcept OutputError as error:\n    print(error.what)\n"
    )
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PULSE_SERVER": "unix:/nowhere"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=30)
    assert words in told.stdout


def test_importing_the_rooms_opens_no_device():
    """PortAudio wakes up when it is asked to play, not before."""
    code = (
        "import sys, reorigin_desktop.sound.output, reorigin_desktop.sound.devices, reorigin_desktop.sound.live\n"
        "print({'sounddevice', 'rtmixer', '_rtmixer'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert told.stdout.strip() == "set()"
