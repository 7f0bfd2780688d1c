"""Plays sessions in processes of their own and kills each without warning in its third repetition.

Run as a program: `python -m tests.killed_runs SCRIPT FOLDER RUNS SEED`; prints one line of JSON for each run.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from reorigin_desktop.journal.journal import open_journal
from reorigin_desktop.journal.moments import moment_now
from reorigin_desktop.player.player import Player
from reorigin_desktop.sound.live import Live
from reorigin_desktop.sound.null import NullOutput
from tests.rehearsal import prepare

AT_ONCE = 5
REPETITION_S = 0.6
WRITTEN_WITHIN_S = 0.05
"""A repetition is on the disk so long after its last frame was heard, with five players on two cores."""


def play_until_killed(script: Path, folder: Path, pipe: int) -> None:
    """Play in real time; say on the pipe when the third repetition is heard, and how many the journal took by then."""
    live = Live(NullOutput())
    live.start()
    player = Player(prepare(script), live, open_journal(folder), now=moment_now, silent=True)
    player.play()
    while True:
        look = player.look()
        if look.repetition is not None and look.repetition.index == 3:
            os.write(pipe, b"3")
            time.sleep(60.0)
        time.sleep(0.002)


def start(script: Path, folder: Path) -> tuple[int, int]:
    """Begin one run in a process of its own; returns its id and the pipe to listen at."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        try:
            play_until_killed(script, folder, tell)
        finally:
            os._exit(1)
    os.close(tell)
    return child, listen


def kill(child: int, listen: int, into_s: float) -> dict[str, object]:
    """Kill a run that long into its third repetition."""
    heard = os.read(listen, 1)
    time.sleep(into_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return {"heard": heard.decode(), "signal": status & 0x7F}


def main(script: Path, folder: Path, runs: int, seed: int) -> None:
    """Kill `runs` runs, a few at a time; no thread is alive while a process is begun."""
    chance = random.Random(seed)
    for first in range(0, runs, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, runs))
        begun = [start(script, folder / str(number)) for number in numbers]
        with ThreadPoolExecutor(AT_ONCE) as killers:
            moments = [chance.uniform(WRITTEN_WITHIN_S, 0.8 * REPETITION_S) for _ in begun]
            results = [killers.submit(kill, *one, into_s) for one, into_s in zip(begun, moments, strict=True)]
        for number, result in zip(numbers, results, strict=True):
            print(json.dumps({"run": number, **result.result()}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
