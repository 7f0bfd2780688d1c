"""The player's side of the tests with a real sound server: plays as told in its first argument, and reports in JSON."""

from __future__ import annotations

import gc
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reorigin_desktop.sound.live import Live, prepare_interpreter
from reorigin_desktop.sound.outlet import Output
from reorigin_desktop.sound.output import CallbackOutput, CardOutput, open_output
from tests.sound.numbered import Numbered

SETTLE_S = 1.8
LATENCY_S = 0.1
"""Low latency is for bench/stutter.py: on a shared machine even real-time threads wake up 30 ms late now and then."""


@contextmanager
def busy() -> Iterator[None]:
    """A full collection every second, and a thread that never rests."""
    ended = threading.Event()

    def spin() -> None:
        number = 0
        while not ended.is_set():
            number += 1

    def collect() -> None:
        while not ended.wait(1.0):
            gc.collect()

    threads = [threading.Thread(target=task, daemon=True) for task in (spin, collect)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


@contextmanager
def live_on(output: Output) -> Iterator[Live]:
    live = Live(output)
    live.start()
    try:
        time.sleep(SETTLE_S)
        yield live
        time.sleep(0.8)
    finally:
        live.close()


def heard_by(live: Live) -> list[tuple[int, int]]:
    return [(part.start_frame, part.end_frame) for part in live.take_heard()]


def play(live: Live, seconds: float) -> dict[str, Any]:
    """The programme from its start, under load, with a look at the position every 10 ms; a pause in the middle."""
    programme = Numbered(4_800_000)
    looks: list[tuple[float, float, bool]] = []

    def watch(for_s: float) -> None:
        until_s = time.perf_counter() + for_s
        while (now_s := time.perf_counter()) < until_s:
            audible = live.audible()
            looks.append((now_s, audible.frame, audible.running))
            time.sleep(0.01)

    with busy():
        began = live.command(lambda at: (programme, 0)).result(timeout=5)
        watch(seconds / 2)
        paused = live.command(lambda at: None).result(timeout=5)
        watch(0.5)
        resumed = live.command(lambda at: (programme, at)).result(timeout=5)
        watch(seconds / 2)
        ended = live.command(lambda at: None).result(timeout=5)
    time.sleep(0.5)
    stats = live.stats()
    return {
        "seams": [(seam.out_frame, seam.left_frame, seam.frame) for seam in (began, paused, resumed, ended)],
        "heard": heard_by(live),
        "looks": looks,
        "dry_cycles": stats.dry_cycles,
        "underflows": stats.underflows,
        "latency_s": live._output.latency_s,
        "least_queued_frames": stats.least_queued_frames,
    }


def steady(make: Callable[[str, float], Output], seconds: float) -> dict[str, Any]:
    prepare_interpreter()
    with live_on(make("pulse", 2 * LATENCY_S)) as live:
        return play(live, seconds)


def lose() -> dict[str, Any]:
    """Play; say so; wait for the loss; go on with another stream when told to."""
    prepare_interpreter()
    programme = Numbered(4_800_000)
    with live_on(CardOutput("pulse", LATENCY_S)) as live:
        live.command(lambda at: (programme, 0)).result(timeout=5)
        time.sleep(1.0)
        say("playing")
        lost = live.lost.wait(10)
        noticed_s = time.perf_counter()
        held = live.audible()
        heard = heard_by(live)
        say("lost")
        sys.stdin.readline()
        live.switch(open_output("pulse", str(LATENCY_S)))
        again_s = time.perf_counter()
        while live.audible().frame < held.frame + 24_000 and time.perf_counter() < again_s + 6:
            time.sleep(0.05)
        seam = live.command(lambda at: None).result(timeout=5)
        time.sleep(0.5)
        heard += heard_by(live)
        return {
            "lost": lost,
            "noticed_s": noticed_s,
            "again_s": again_s,
            "held_frame": held.frame,
            "heard": heard,
            "left_frame": seam.left_frame,
        }


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "lose":
        report = lose()
    else:
        report = steady(CardOutput if sys.argv[1] == "card" else CallbackOutput, float(sys.argv[2]))
    say(json.dumps(report))
