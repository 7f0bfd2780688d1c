"""The real path: through PortAudio and a sound server, recorded at the far end, bit by bit."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from reorigin_desktop.sound.programme import Samples
from reorigin_desktop.sound.seams import Stretch, Stretches, render
from tests.pulse import MISSING, PulseServer
from tests.sound.numbered import Numbered, numbers

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed (make setup-test installs it)"),
]

FADE = 480
PROGRAMME = Numbered(4_800_000)


def play(server: PulseServer, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.sound.pulse_player", *arguments]
    played = subprocess.run(command, env=server.env, capture_output=True, text=True, check=False, timeout=60)
    assert played.returncode == 0, played.stderr
    report: dict[str, Any] = json.loads(played.stdout.splitlines()[-1])
    return report


def as_sent(seams: list[list[int]]) -> tuple[int, Samples]:
    """(first output frame, samples) of all that the seams say, from the first one to the end of the last fade."""
    stretches: Stretches = (
        Stretch(0, None, 0, running=False),
        *(Stretch(out, PROGRAMME, frame, index % 2 == 0, FADE, FADE) for index, (out, _, frame) in enumerate(seams)),
    )
    first = seams[0][0]
    sent = np.zeros((seams[-1][0] + FADE - first, 2), dtype=np.float32)
    render(stretches, sent, first, np.zeros_like(sent))
    return first, sent


def test_what_is_played_is_heard_bit_by_bit_under_load():
    """Six seconds with a pause: equal to the rendered programme up to one delay, error 0.0, the clock right."""
    with PulseServer() as server:
        recorder = server.record(latency_ms=10)
        report = play(server, "card", "6")
        heard = recorder.stop()
    assert report["underflows"] == 0
    assert report["dry_cycles"] == 0
    first, sent = as_sent(report["seams"])
    _, frame = numbers(heard)
    delay = int(np.flatnonzero(frame == 10_000)[0]) - (report["seams"][0][0] + 10_000)
    piece = heard[first + delay : first + delay + len(sent)]
    assert np.abs(piece - sent).max() == 0.0
    assert not heard[: first + delay].any()
    assert not heard[first + delay + len(sent) :].any()

    began, paused, resumed, ended = report["seams"]
    assert paused[1] == paused[2] == resumed[1] == resumed[2]
    assert report["heard"] == [[0, paused[1]], [paused[1], ended[1]]]

    looks = [(at_s, frame) for at_s, frame, runs in report["looks"] if runs and 48_000 < frame < paused[1]]
    monitored = [(at_s, frames) for at_s, frames in recorder.arrivals() if frames > first + delay]
    origin_s = float(np.percentile([at_s - frames / 48_000 for at_s, frames in monitored], 5))
    late_s = np.array([origin_s + (frame + began[0] + delay) / 48_000 - at_s for at_s, frame in looks])
    assert abs(np.median(late_s)) < 0.03
    assert np.percentile(np.abs(late_s - np.median(late_s)), 99) < 0.015
    frames = [frame for _, frame, _ in report["looks"]]
    assert frames == sorted(frames)


def test_the_fallback_plays_the_same():
    """The Python callback at high latency: the same samples, in order, with the pause on the exact frame."""
    with PulseServer() as server:
        recorder = server.record()
        report = play(server, "callback", "2")
        heard = recorder.stop()
    first, sent = as_sent(report["seams"])
    _, frame = numbers(heard)
    delay = int(np.flatnonzero(frame == 10_000)[0]) - (report["seams"][0][0] + 10_000)
    assert np.abs(heard[first + delay : first + delay + len(sent)] - sent).max() == 0.0
    assert report["heard"] == [[0, report["seams"][1][1]], [report["seams"][1][1], report["seams"][3][1]]]


@pytest.mark.parametrize("fault", ["kill", "suspend", "freeze"])
def test_a_vanished_device_is_noticed_and_the_next_one_goes_on_with_the_same_frame(fault: str):
    """Held within 0.3 s, nothing that waited in the device counts as heard, every frame counts once."""
    with PulseServer() as server:
        before = server.record(latency_ms=10)
        player = subprocess.Popen(
            [sys.executable, "-m", "tests.sound.pulse_player", "lose"],
            env=server.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert player.stdin is not None
        assert player.stdout is not None
        try:
            assert player.stdout.readline() == "playing\n"
            fault_s = time.perf_counter()
            {"kill": server.kill, "suspend": lambda: server.suspend(on=True), "freeze": server.freeze}[fault]()
            assert player.stdout.readline() == "lost\n"
            {"kill": server.restart, "suspend": lambda: server.suspend(on=False), "freeze": server.thaw}[fault]()
            after = server.record(latency_ms=10)
            player.stdin.write("go on\n")
            player.stdin.flush()
            report = json.loads(player.stdout.readline())
            assert player.wait(10) == 0
            heard, first_part = after.stop(), before.stop()
        finally:
            player.kill()
            player.communicate()
    assert report["lost"]
    assert report["noticed_s"] - fault_s < 0.4
    assert report["heard"][0][0] == 0
    assert report["heard"][-1][1] == report["left_frame"]
    assert all(a[1] == b[0] for a, b in pairwise(report["heard"]))
    if fault != "kill":
        assert report["held_frame"] <= numbers(first_part)[1].max() + 1
    mark, frame = numbers(heard)
    again = frame[mark == 0]
    again = again[again >= report["held_frame"]]
    assert again[0] - report["held_frame"] < 4_800
    assert again[-1] == report["left_frame"] - 1
    assert (np.diff(again) == 1).all()


def test_devices_are_listed_and_a_wrong_name_is_told():
    """What `open_output` refuses, it refuses in words."""
    code = (
        "from reorigin_desktop.sound.devices import devices\n"
        "from reorigin_desktop.sound.output import open_output\n"
        "from reorigin_desktop.errors import OutputError\n"
        "print([facts.name for facts in devices()])\n"
        "print(type(open_output(None, 'low')).__name__)\n"
        "try:\n    open_output('nonsense', 'low')\nexcept OutputError as error:\n    print(error)\n"
    )
    with PulseServer() as server:
        told = subprocess.run(
            [sys.executable, "-c", code], env=server.env, capture_output=True, text=True, check=True, timeout=30
        ).stdout.splitlines()
    assert "'pulse'" in told[0]
    assert told[1] == "CardOutput"
    assert told[2].startswith("nonsense: There is no sound device called “nonsense”.")
