"""The first frame comes quickly, and a long session does not wear the interpreter out."""

from __future__ import annotations

import subprocess
import sys
import textwrap

HEAVY = ("numpy", "pyqtgraph", "pydantic", "soundfile", "scipy", "matplotlib", "ruamel", "sounddevice", "rich", "apsw")

FIRST_FRAME = f"""
    import sys
    from PySide6.QtWidgets import QApplication
    from reorigin_desktop.settings import Settings
    from reorigin_desktop.ui.journal_page import JournalPage
    from reorigin_desktop.ui.library_page import LibraryPage
    from reorigin_desktop.ui.session_page import SessionPage
    from reorigin_desktop.ui.session_place import SessionPlace
    from reorigin_desktop.ui.settings_page import SettingsPage
    from reorigin_desktop.ui.shell import Shell
    from reorigin_desktop.ui.stage import StageStyle
    from reorigin_desktop.ui.theme import dress

    app = QApplication([])
    tokens = dress(app, "dark", 100)
    session = SessionPage()
    session.dress(tokens, StageStyle(), frames_per_s=30, hides_time=False)
    pages = {{"library": LibraryPage(), "session": SessionPlace(session), "journal": JournalPage(lambda: ()),
              "settings": SettingsPage(lambda **fields: None)}}
    shell = Shell(pages)
    shell.dress(tokens)
    shell.first_frame.connect(app.quit)
    shell.show()
    app.exec()
    print(*[name for name in {HEAVY!r} if name in sys.modules])
    for name in ("session", "journal", "settings"):
        shell.open_page(name)
        shell.grab()
    session.stage.grab()
    print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


def test_nothing_heavy_is_loaded_before_the_first_frame():
    """Nor by looking at any page; scenes bring numpy when they are asked for."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FIRST_FRAME)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_void_calls_keep_the_only_none_alive(dark):
    """PySide6 6.12.0 on Python before 3.12 loses one reference of None a call, and aborts within a minute."""
    from reorigin_desktop.ui.stage import Stage

    stage = Stage()
    before = sys.getrefcount(None)
    for _ in range(500):
        stage.update()
    assert abs(sys.getrefcount(None) - before) <= 5
