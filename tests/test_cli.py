"""The commands as a person runs them: real processes, exit codes, words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
import webvtt

from reorigin_desktop.paths import bundled


def reorigin(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program; no screen, no sound card."""
    env = {**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", "PULSE_SERVER": "unix:/nowhere"}
    return subprocess.run(
        [sys.executable, "-m", "reorigin_desktop", *map(str, arguments)],
        env={**env, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def no_traceback(result: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in result.stderr + result.stdout, result.stderr


def test_check_says_nothing_about_a_good_script_and_ends_with_0(write_session):
    result = reorigin("check", write_session("Hello there.\n"))
    assert (result.returncode, result.stdout) == (0, "")


def test_check_lists_every_mistake_with_place_and_fix_and_ends_with_1(write_session):
    result = reorigin("check", write_session("@pause 4 sceonds\n@pasue 3s\nHello.\n"))
    assert result.returncode == 1
    assert "test.session:5:8: error: “4 sceonds” is not a length of time. [E201]" in result.stdout
    assert "did you mean @pause?" in result.stdout


def test_check_of_a_missing_file_ends_with_2(tmp_path: Path):
    result = reorigin("check", tmp_path / "nothing.session")
    assert result.returncode == 2
    no_traceback(result)


def test_check_json_is_a_list_of_places_and_words(write_session):
    result = reorigin("check", write_session("@pause 4\n"), "--format", "json")
    [message] = json.loads(result.stdout)
    assert set(message) == {"file", "line", "column", "end_column", "severity", "code", "message", "fix"}
    assert (message["line"], message["code"], message["severity"]) == (5, "E202", "error")


def test_every_shipped_session_checks_clean():
    result = reorigin("check", bundled("sessions"))
    assert (result.returncode, result.stdout) == (0, "")


def test_render_writes_sound_and_captions_and_the_same_bytes_twice(write_session, tmp_path: Path):
    script = write_session("@bed pad\nHello there.\n@breathe 4-6 for 2 breaths\n@chime bowl\nThat is all.\n")
    outs = [tmp_path / "a.wav", tmp_path / "b.wav"]
    for out in outs:
        result = reorigin("render", script, "-o", out, "--captions", out.with_suffix(".vtt"))
        assert result.returncode == 0, result.stderr
    assert outs[0].read_bytes() == outs[1].read_bytes()
    with wave.open(str(outs[0])) as sound:
        assert sound.getframerate() == 48_000
        assert sound.getnframes() > 20 * 48_000
    captions = webvtt.read(str(outs[0].with_suffix(".vtt")))
    assert [caption.text for caption in captions.captions] == ["Hello there.", "That is all."]


def test_render_into_a_folder_that_may_not_be_written_says_so_and_ends_with_2(write_session, tmp_path: Path):
    result = reorigin("render", write_session("Hello.\n"), "-o", tmp_path / "no" / "such" / "folder" / "a.wav")
    assert result.returncode == 2
    no_traceback(result)


def test_set_changes_a_variable_and_a_wrong_one_is_refused(write_session, tmp_path: Path):
    header = "format: 1\ntitle: Test\nvariables:\n  rounds: {type: number, default: 2, min: 1, max: 9}\n"
    script = write_session('@repeat {rounds} as "image"\n@pause 1s\n@end\n', header=header)
    lengths = []
    for rounds in ("1", "3"):
        result = reorigin("timeline", script, "--json", "--set", f"rounds={rounds}")
        lengths.append(json.loads(result.stdout)["total_frames"])
    assert lengths == [48_000, 144_000]
    wrong = reorigin("timeline", script, "--json", "--set", "rounds=12")
    assert wrong.returncode == 1
    no_traceback(wrong)
    unknown = reorigin("timeline", script, "--json", "--set", "ruonds=2")
    assert unknown.returncode == 1
    no_traceback(unknown)


def test_play_in_a_pipe_prints_plain_lines_and_fills_the_journal(write_session):
    script = write_session('@ask calm before 0-10 "How calm?"\nHello there.\n@repeat 2 as "image"\n@pause 1s\n@end\n')
    result = reorigin("play", script, "--terminal", "--silent", "--answer", "calm=4")
    assert result.returncode == 0, result.stderr
    assert "Hello there." in result.stdout
    assert "\x1b" not in result.stdout
    runs = json.loads(reorigin("journal", "--json").stdout)["runs"]
    assert len(runs) == 1
    assert runs[0]["outcome"] == "completed"
    assert [(one["index"], one["status"]) for one in runs[0]["repetitions"]] == [(1, "completed"), (2, "completed")]
    assert [(one["name"], one["value"], one["outcome"]) for one in runs[0]["answers"]] == [("calm", "4", "answered")]


def test_a_question_nobody_answers_in_a_pipe_counts_as_timed_out(write_session):
    script = write_session('@ask calm before 0-10 "How calm?" expect 1s\nHello.\n')
    assert reorigin("play", script, "--terminal", "--silent").returncode == 0
    [run] = json.loads(reorigin("journal", "--json").stdout)["runs"]
    assert [(one["value"], one["outcome"]) for one in run["answers"]] == [(None, "timed out")]


def test_a_fast_preview_writes_nothing(write_session):
    script = write_session('@repeat 3 as "image"\n@pause 5s\n@end\n')
    assert reorigin("play", script, "--terminal", "--speed", "20").returncode == 0
    assert json.loads(reorigin("journal", "--json").stdout) == {"runs": []}


def test_without_a_sound_device_it_plays_silently_and_says_so_once(write_session):
    result = reorigin("play", write_session("@pause 1s\n"), "--terminal")
    assert result.returncode == 0
    assert result.stderr.count("silently") == 1


def test_doctor_has_one_line_each_and_never_fails():
    result = reorigin("doctor")
    assert result.returncode == 0
    assert all(line[:4] in {"ok  ", "note"} for line in result.stdout.splitlines())
    findings = json.loads(reorigin("doctor", "--json").stdout)
    assert {"versions", "screen", "sound", "data folder", "journal"} <= {one["name"] for one in findings}
    assert all(set(one) == {"name", "ok", "what", "fix"} for one in findings)


def test_new_writes_a_session_that_checks_clean_and_never_writes_over_one(tmp_path: Path):
    path = tmp_path / "my-harbour.session"
    assert reorigin("new", path).returncode == 0
    assert reorigin("check", path).stdout == ""
    before = path.read_bytes()
    again = reorigin("new", path)
    assert again.returncode == 2
    assert path.read_bytes() == before


def test_new_with_a_blank_in_the_name_says_what_can_be_typed(tmp_path: Path):
    path = tmp_path / "my evening.session"
    said = reorigin("new", path).stdout
    assert f'reorigin play "{path}"' in said
    assert f'reorigin check "{path}"' in said


def test_timeline_says_what_is_spoken_and_names_the_file_of_an_include(write_session, tmp_path: Path):
    script = write_session('@include "settling.session"\nHello there.\n')
    (script.parent / "settling.session").write_text("Settle down now.\n", encoding="utf-8")
    lines = reorigin("timeline", script).stdout.splitlines()
    [included] = [line for line in lines if line.endswith("settling.session, line 1  Settle down now.")]
    [own] = [line for line in lines if line.endswith("say        line 6  Hello there.")]
    assert included.lstrip().startswith("0:00.0")
    assert own.lstrip() > included.lstrip()


BAD_FILES = {
    "empty": b"",
    "binary": bytes(range(256)) * 64,
    "wrong encoding": "---\nformat: 1\ntitle: Caf\xe9\n---\nCaf\xe9.\n".encode("latin-1"),
    "huge": b"---\nformat: 1\ntitle: Huge\n---\n" + b"Hello there.\n" * 100_000,
    "no header": b"Hello.\n",
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["check", "timeline", "play"])
def test_a_bad_script_gets_words_and_an_exit_code(tmp_path: Path, name: str, command: str):
    path = tmp_path / "bad.session"
    path.write_bytes(BAD_FILES[name])
    more = ["--terminal", "--silent"] if command == "play" else []
    result = reorigin(command, path, *more)
    assert result.returncode in {1, 2}
    assert "bad.session" in result.stdout + result.stderr
    no_traceback(result)


def test_a_data_folder_that_cannot_be_written_is_said_and_the_session_plays_all_the_same(write_session, tmp_path: Path):
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    result = reorigin("--data-dir", blocked, "play", write_session("Hello.\n"), "--terminal", "--silent")
    assert result.returncode == 0
    assert "nothing will be saved" in result.stderr
    no_traceback(result)
    assert blocked.read_text() == "in the way"


def test_an_unknown_session_name_lists_those_there_are():
    result = reorigin("play", "harbor", "--terminal")
    assert result.returncode == 2
    assert "first-breath" in result.stderr


def test_ctrl_c_lands_softly(write_session):
    import signal
    import time

    script = write_session('@repeat 3 as "image"\n@pause 1s\n@end\n@pause 60s\n')
    process = subprocess.Popen(
        [sys.executable, "-m", "reorigin_desktop", "play", str(script), "--terminal", "--silent"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(5.0)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    [run] = json.loads(reorigin("journal", "--json").stdout)["runs"]
    assert run["outcome"] == "landed"
    assert sum(one["status"] == "completed" for one in run["repetitions"]) >= 2


def bad_sounds(folder: Path) -> None:
    """Sound files of every bad kind."""
    noise = np.random.default_rng(1).normal(0, 0.1, (48_000, 2)).astype(np.float32)
    soundfile.write(folder / "eight.wav", np.zeros((48_000, 8), np.float32), 48_000)
    soundfile.write(folder / "nothing.wav", np.zeros((0, 2), np.float32), 48_000)
    soundfile.write(folder / "whole.flac", noise, 44_100)
    (folder / "cut.flac").write_bytes((folder / "whole.flac").read_bytes()[:40_000])
    (folder / "rubbish.wav").write_bytes(bytes(range(256)) * 100)
    noise[100] = np.nan
    soundfile.write(folder / "nan.wav", noise, 48_000, subtype="FLOAT")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eight.wav", "8 channels"),
        ("nothing.wav", "no length"),
        ("cut.flac", "ends"),
        ("rubbish.wav", "not"),
        ("nan.wav", "not numbers"),
        ("missing.wav", "not in the session folder"),
    ],
)
def test_a_bad_sound_is_found_by_check_and_never_ends_in_a_traceback(
    write_session, tmp_path: Path, name: str, words: str
):
    """As a bed it is left out of what plays, and said; as a sound that takes time it is an error."""
    bad_sounds(tmp_path)
    script = write_session(f'@bed "{name}" -20dB\nHello.\n@sound "{name}"\n')
    checked = reorigin("check", script)
    assert checked.returncode == 1
    assert f"{script}:5:" in checked.stdout
    assert words in checked.stdout
    rendered = reorigin("render", script, "-o", tmp_path / "out.wav")
    assert rendered.returncode in {0, 1}
    assert words in rendered.stderr
    no_traceback(rendered)


def test_a_good_sound_of_another_rate_is_no_mistake(write_session, tmp_path: Path):
    bad_sounds(tmp_path)
    result = reorigin("check", write_session('@bed "whole.flac" -20dB\nHello.\n'))
    assert (result.returncode, result.stdout) == (0, "")
