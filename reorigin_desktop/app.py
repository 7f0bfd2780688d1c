"""The composition root of the window: makes one of everything, starts Qt, and puts everything away in reverse."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reorigin_desktop.crashes import CrashFile
from reorigin_desktop.player.look import Notice
from reorigin_desktop.settings import Settings, load_settings
from reorigin_desktop.ui.theme import dress
from reorigin_desktop.ui.window import First, Window
from reorigin_desktop.ui.work import Report, Work

if TYPE_CHECKING:
    from reorigin_desktop.player.desk import Desk


class _Crashed(QObject):
    """Carries the news of a crash from whichever thread it happened on to the window."""

    happened = Signal(Path)


def build(app: QApplication, data_dir: Path, settings: Settings) -> Window:
    """The window and its pages; touches nothing outside."""
    return Window(app, data_dir, settings, _device_names)


def main(data_dir: Path, *, session: Path | None, values: Mapping[str, str], start_s: float, silent: bool) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("reorigin")
    app.setDesktopFileName("reorigin")
    settings, problems = load_settings(data_dir)
    dress(app, settings.theme, round(settings.text_scale * 100))
    window = build(app, data_dir, settings)
    news = _Crashed()
    news.happened.connect(lambda path: window.shell.say(_crash_notice(path)))
    crashes = CrashFile(data_dir, news.happened.emit)
    earlier = crashes.install()
    for problem in problems:
        window.shell.say(Notice(problem, ""))
    if earlier is not None:
        window.shell.say(Notice("The program ended unexpectedly last time.", f"What happened is kept in {earlier}."))
    first = First(session, tuple(values.items()), start_s)
    window.shell.first_frame.connect(lambda: _furnish(window, data_dir, first, silent=silent))
    window.show()
    try:
        return app.exec()
    finally:
        window.put_away()
        crashes.close()


def _furnish(window: Window, data_dir: Path, first: First, *, silent: bool) -> None:
    """After the first frame: open the journal and the sound device beside the window, then sit down at them."""

    def open_all(_report: Report, _cancelled: Callable[[], bool]) -> Desk:
        from reorigin_desktop.player.desk import open_desk
        from reorigin_desktop.sound.output import open_output

        device, latency = window.settings.output_device, window.settings.latency
        return open_desk(data_dir, lambda: open_output(device, latency), silent=silent)

    def done(desk: Desk) -> None:
        window.sit_down(desk, first)
        # What exists now lives as long as the program: later collections need not look at it.
        gc.collect()
        gc.freeze()

    Work(window, open_all, done)


def _device_names() -> tuple[str, ...]:
    from reorigin_desktop.sound.devices import devices

    return tuple(device.name for device in devices())


def _crash_notice(path: Path) -> Notice:
    return Notice("Something went wrong in the program.", f"It is written down in {path}; nothing was sent anywhere.")
