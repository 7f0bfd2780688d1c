"""What the person has chosen is there again, and nothing in the file can keep the program from starting."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reorigin_desktop.errors import SettingsError
from reorigin_desktop.settings import DAMAGED_FILE, FILE, Settings, load_settings, save_settings

CHOSEN = Settings(
    theme="light",
    text_scale=1.25,
    motion="reduced",
    frame_rate=60,
    captions=False,
    show_time_left=False,
    voice=0.5,
    bed=0.0,
    tones=0.25,
    output_device="Kopfhörer “USB”",
    latency="low",
    latency_offset_ms=-12.5,
    pacer="bar",
    scene="night",
    window=(-20, 40, 1280, 800),
    window_maximised=True,
    safety_seen=("slow-breath", "harbour"),
    last_session="harbour",
)


def test_without_a_file_the_defaults_hold_and_nothing_is_made(tmp_path: Path):
    folder = tmp_path / "not yet"
    assert load_settings(folder) == (Settings(), ())
    assert not folder.exists()


def test_every_choice_comes_back(tmp_path: Path):
    """Every field differs from its default here, so none is forgotten on the way."""
    names = [part.name for part in fields(Settings) if part.name != "unknown"]
    assert not [name for name in names if getattr(CHOSEN, name) == getattr(Settings(), name)]
    save_settings(tmp_path / "made" / "now", CHOSEN)
    assert load_settings(tmp_path / "made" / "now") == (CHOSEN, ())


def test_what_another_version_wrote_is_kept(tmp_path: Path):
    """Values under names that this version does not know survive reading, changing and writing."""
    (tmp_path / FILE).write_text(json.dumps({"theme": "dark", "haptics": {"level": 3}}), encoding="utf-8")
    settings, problems = load_settings(tmp_path)
    assert (settings.theme, problems) == ("dark", ())
    save_settings(tmp_path, replace(settings, theme="light"))
    written = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    assert written["haptics"] == {"level": 3}
    assert written["theme"] == "light"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"dark"', b"\xff\xfe\x00\x01", b"[" * 100_000, b'{"theme": "dark"', b"\x00" * 4096],
    ids=["empty", "cut", "list", "null", "words", "binary", "deep", "unfinished", "zeros"],
)
def test_a_damaged_file_is_kept_aside(tmp_path: Path, content: bytes):
    """The defaults hold, the person is told, and the bytes are still there to look at."""
    (tmp_path / FILE).write_bytes(content)
    settings, problems = load_settings(tmp_path)
    assert settings == Settings()
    assert len(problems) == 1
    assert DAMAGED_FILE in problems[0]
    assert (tmp_path / DAMAGED_FILE).read_bytes() == content
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == (settings, ())
    assert (tmp_path / DAMAGED_FILE).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("theme", 3),
        ("text_scale", 0),
        ("text_scale", True),
        ("text_scale", float("nan")),
        ("text_scale", 10**400),
        ("motion", None),
        ("frame_rate", 31),
        ("frame_rate", "30"),
        ("frame_rate", 30.0),
        ("captions", 1),
        ("voice", 1.01),
        ("bed", -0.01),
        ("tones", "1"),
        ("output_device", 7),
        ("latency_offset_ms", float("inf")),
        ("window", [0, 0, 1280]),
        ("window", [0, 0, 0, 800]),
        ("window", [0.5, 0, 1280, 800]),
        ("window", "1280x800"),
        ("safety_seen", "harbour"),
        ("safety_seen", ["harbour", None]),
        ("last_session", []),
    ],
)
def test_one_value_that_makes_no_sense_costs_only_itself(tmp_path: Path, name: str, value: object):
    (tmp_path / FILE).write_text(json.dumps({"pacer": "orb", name: value}), encoding="utf-8")
    settings, problems = load_settings(tmp_path)
    assert settings == Settings(pacer="orb")
    assert len(problems) == 1
    assert f"“{name}”" in problems[0]


@given(
    content=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from([part.name for part in fields(Settings)]) | st.text(), inner)
        ),
        max_leaves=20,
    )
)
def test_no_file_of_json_stops_the_program(tmp_path_factory: pytest.TempPathFactory, content: object):
    """Whatever stands in the file, settings come out, and they can be saved and read again."""
    folder = tmp_path_factory.mktemp("any")
    (folder / FILE).write_text(json.dumps(content), encoding="utf-8")
    settings, _problems = load_settings(folder)
    save_settings(folder, settings)
    again, problems = load_settings(folder)
    assert repr(again) == repr(settings)
    assert problems == ()


def test_what_cannot_be_saved_is_said_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A disk that fails half-way leaves the settings of before, and no crumbs."""
    save_settings(tmp_path, CHOSEN)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SettingsError) as said:
        save_settings(tmp_path, Settings())
    assert "No space left" in said.value.what
    assert said.value.fix
    assert load_settings(tmp_path) == (CHOSEN, ())
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path):
    (tmp_path / "data").write_text("", encoding="utf-8")
    assert load_settings(tmp_path / "data") == (Settings(), ())
    with pytest.raises(SettingsError):
        save_settings(tmp_path / "data", CHOSEN)


def test_settings_load_nothing_heavy():
    """The window waits for the settings, so they must not wait for anything."""
    heavy = "{'pydantic', 'numpy', 'apsw', 'PySide6', 'platformdirs', 'tempfile'}"
    program = f"import sys, reorigin_desktop.settings; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
