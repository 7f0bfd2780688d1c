"""The real window on a virtual screen, driven by keys and mouse as a person would, against the journal on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from reorigin_desktop.journal.reading import read_runs
from reorigin_desktop.journal.records import RunRow
from tests.screen import MISSING, Screen

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed (make setup-test installs it)"),
]

SESSION = """
@ask ease before 0-10 "How much at ease do you feel?"
# Breathing
@show ring
Let the breath come to the tone.
@breathe 2-2 for 2 breaths
# Reaching
@repeat 3 as "reach"
@pause 1s
@wait "Reach once, in your mind."
@end
# Closing
That is all.
@ask ease after 0-10 "And now?"
@pause 1s
"""


def start(screen: Screen, data: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reorigin_desktop", "--data-dir", str(data), *more]
    return subprocess.Popen(command, env=screen.env, stderr=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors


def pictures(name: str) -> Path | None:
    """Where to keep a picture for looking at: the folder named by REORIGIN_PICTURES, if it is."""
    folder = os.environ.get("REORIGIN_PICTURES")
    return Path(folder) / f"{name}.png" if folder else None


def run_of(data: Path) -> RunRow | None:
    runs = read_runs(data)
    return runs[0] if runs else None


def answered(data: Path) -> int:
    run = run_of(data)
    return len(run.answers) if run else 0


def test_a_session_from_the_start_card_to_the_end_card(write_session, tmp_path: Path):
    """Enter begins, a number answers, Space and a click go on, the journal holds all of it, Ctrl+Q leaves."""
    script, data = write_session(SESSION), tmp_path / "data"
    with Screen() as screen:
        process = start(screen, data, "play", str(script), "--silent")
        screen.window("reorigin")
        time.sleep(2.5)
        screen.picture(pictures("start-card"))
        screen.press("Return")
        screen.until(lambda: run_of(data) is not None, "the session does not begin")

        time.sleep(0.8)
        screen.picture(pictures("question"))
        screen.press("6")
        screen.press("Return")
        screen.until(lambda: answered(data) == 1, "the answer did not arrive")

        time.sleep(4.5)
        first = screen.picture(pictures("breath")).astype(np.int16)
        time.sleep(1.0)
        second = screen.picture().astype(np.int16)
        assert np.abs(first - second).max() > 20, "nothing moves"

        time.sleep(6.5)
        screen.picture(pictures("waiting"))
        screen.press("space")
        screen.until(lambda: answered(data) == 2, "Space does not go on")
        time.sleep(1.8)
        screen.xdotool("mousemove", "640", "300", "click", "1")
        screen.until(lambda: answered(data) == 3, "a click does not go on")
        time.sleep(1.8)
        screen.press("Return")
        screen.until(lambda: answered(data) == 4, "Enter does not go on")

        time.sleep(3.5)
        screen.press("8")
        screen.press("Return")
        screen.until(lambda: (run := run_of(data)) is not None and run.outcome is not None, "the session does not end")
        time.sleep(1.0)
        screen.picture(pictures("end-card"))
        screen.press("ctrl+3")
        time.sleep(0.7)
        screen.picture(pictures("journal"))
        screen.press("ctrl+q")
        end(process)
    run = run_of(data)
    assert run is not None
    assert run.outcome == "completed"
    assert [(one.label, one.index, one.status) for one in run.repetitions] == [
        ("reach", 1, "completed"),
        ("reach", 2, "completed"),
        ("reach", 3, "completed"),
    ]
    assert [(one.name, one.moment, one.value) for one in run.answers if one.kind == "scale"] == [
        ("ease", "before", "6"),
        ("ease", "after", "8"),
    ]


def test_leaving_while_a_session_is_made_ready_is_no_crash(write_session, tmp_path: Path):
    """Esc on the start card, and closing the window: nothing is said to have gone wrong, and nothing is recorded."""
    lines = "\n".join(f"This is line {number} of a long text that nobody has recorded." for number in range(900))
    script, data = write_session(lines), tmp_path / "data"
    with Screen() as screen:
        for keys in (("Escape",), ()):
            process = start(screen, data, "play", str(script), "--silent")
            screen.window("reorigin")
            time.sleep(2.5)
            screen.press("Return")
            time.sleep(0.6)
            screen.press(*keys, "ctrl+q")
            end(process)
    assert not (data / "crash.txt").exists()
    assert read_runs(data) == ()


def test_escape_lands_softly(write_session, tmp_path: Path):
    script, data = write_session('@repeat 2 as "image"\n@pause 1s\n@end\n@pause 60s\n'), tmp_path / "data"
    with Screen() as screen:
        process = start(screen, data, "play", str(script), "--silent")
        screen.window("reorigin")
        time.sleep(2.5)
        screen.press("Return")
        screen.until(lambda: (run := run_of(data)) is not None and len(run.repetitions) == 2, "nothing is counted")
        screen.press("Escape")
        time.sleep(2.0)
        screen.picture(pictures("landing"))
        screen.until(lambda: (run := run_of(data)) is not None and run.outcome == "landed", "it does not land")
        screen.press("ctrl+q")
        end(process)


def test_after_a_kill_the_window_offers_to_go_on(write_session, tmp_path: Path):
    """Killed in the second repetition: the next start offers it, Enter goes on, and the rest completes."""
    script, data = write_session('@repeat 3 as "image"\n@pause 3s\n@end\n@pause 1s\n'), tmp_path / "data"
    with Screen() as screen:
        process = start(screen, data, "play", str(script), "--silent")
        screen.window("reorigin")
        time.sleep(2.5)
        screen.press("Return")
        screen.until(lambda: (run := run_of(data)) is not None and len(run.repetitions) == 1, "nothing is counted")
        time.sleep(1.0)
        process.send_signal(signal.SIGKILL)
        process.communicate()

        process = start(screen, data, "--silent")
        screen.window("reorigin")
        time.sleep(3.0)
        screen.picture(pictures("resume"))
        screen.press("Return")
        screen.until(lambda: len(read_runs(data)) == 2, "the run does not go on")
        screen.until(lambda: read_runs(data)[0].outcome == "completed", "the run does not end")
        screen.press("ctrl+q")
        end(process)
    resumed, interrupted = read_runs(data)
    assert interrupted.outcome == "interrupted"
    assert [(one.index, one.status) for one in interrupted.repetitions] == [(1, "completed")]
    assert resumed.start.resumed_from == interrupted.id
    assert [(one.index, one.status) for one in resumed.repetitions] == [(2, "completed"), (3, "completed")]
