"""The program's side of the whole-session tests: plays a session script on the sound device there is, reports in JSON.

Run as a program: `python -m tests.session_player SCRIPT DATA_DIR`.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from reorigin_desktop.player.desk import open_desk
from reorigin_desktop.player.loading import prepare
from reorigin_desktop.player.look import State
from reorigin_desktop.sound.output import open_output

LATENCY_S = "0.2"
"""Short latencies are for bench/stutter.py: on a shared machine even the sound server wakes up late now and then."""


def main(script: Path, data_dir: Path) -> None:
    """Play to the end."""
    prepared = prepare(script, {})
    with open_desk(data_dir, lambda: open_output(None, LATENCY_S)) as desk:
        player = desk.player_for(prepared)
        player.play()
        while player.look().state is not State.FINISHED:
            time.sleep(0.02)
        time.sleep(1.0)
        print(json.dumps({"silent": desk.silent, "stats": asdict(desk.live.stats())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
