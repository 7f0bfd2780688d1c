"""Words from scripts, journals and settings are shown sign by sign, wherever they appear."""

from __future__ import annotations

import ast
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import reorigin_desktop.ui
from reorigin_desktop.player.look import Notice, ShowLook, State
from reorigin_desktop.player.summary import Practised, Rating
from reorigin_desktop.script.model import Ask, Message, Repetition, Severity, Show, Variable, Wait
from reorigin_desktop.settings import Settings
from reorigin_desktop.ui.end_card import EndCard
from reorigin_desktop.ui.journal_page import JournalPage
from reorigin_desktop.ui.library_page import LibraryPage
from reorigin_desktop.ui.plain_text import LONGEST, shortened
from reorigin_desktop.ui.resume_card import ResumeCard
from reorigin_desktop.ui.settings_page import SettingsPage
from reorigin_desktop.ui.shell import PAGES, Shell
from reorigin_desktop.ui.start_card import StartCard
from tests.ui.looks import RecordedPlayer, ask_stop, look_at, wait_stop
from tests.ui.values import ENTRY, SUMMARY, run

CANARIES = (
    '<img src="file:///canary.png">',
    "<table>" * 18,
    "<b>bold</b> & <a href='http://canary.example'>x</a>",
    "\x1b[31mred\u202eright\x00 to left",
    "e\u0301" * 3000,
    "word " * 200_000,
)


def check(widget: QWidget) -> None:
    """Every label on it is plain, its tooltips are the program's own, and painting it takes no time."""
    QApplication.processEvents()
    began = time.process_time()
    widget.grab()
    assert time.process_time() - began < 1.0
    for label in widget.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()[:60]
        assert len(label.text()) <= 4 * LONGEST
        assert "\x1b" not in label.text()
    for part in widget.findChildren(QWidget):
        assert "<" not in part.toolTip()
        assert "canary" not in part.toolTip()


@pytest.mark.parametrize("text", CANARIES)
def test_no_text_is_read_as_anything_but_text(qtbot, dark, session_page, text):
    """In every field of every page: no markup, no picture, no wait."""
    entry = replace(ENTRY, title=text, summary=text, author=text, safety=text, tags=(text,), id=text[:40], scene=text)
    variables = (Variable("a", "text", text, text), Variable("b", "choice", text, text, (text, "x")))
    message = Message(Severity.ERROR, "E1", text, text, text, 3)
    start = run(0).start
    row = run(0, start=replace(start, title=text))
    library = LibraryPage()
    library.show_entries((entry,))
    journal = JournalPage(lambda: (row,))
    settings = SettingsPage(lambda **_fields: None, lambda: (text,))
    settings.show_settings(Settings(output_device=text))
    ratings = (Rating(text, text, text[:9], None),)
    pages: list[QWidget] = [
        library,
        journal,
        settings,
        StartCard(entry, variables),
        StartCard(entry, (), (message,)),
        EndCard(replace(SUMMARY, title=text, practised=(Practised(text, 1, 2),), ratings=ratings), "water"),
        ResumeCard(text, 12.0),
    ]
    for page in pages:
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        check(page)
        page.close()
    shell = Shell({name: QWidget() for name, _, _ in PAGES})
    qtbot.addWidget(shell)
    shell.show()
    shell.say(Notice(text, text))
    check(shell)
    shell.close()
    player = RecordedPlayer()
    page = session_page(player)
    stops = (
        ask_stop(Ask(text, "", "choice", text, choices=(text, text))),
        ask_stop(Ask(text, "", "scale", text, (0, 10), low=text, high=text)),
        wait_stop(Wait(text, text)),
    )
    for number, stop in enumerate(stops):
        look = look_at(60.0 + number, state=State.HOLDING, stop=stop, section=text, repetition=Repetition(text, 1, 2))
        player.now(look)
        page.refresh()
        check(page)
    words = Show("text", text, None, 1.0)
    player.now(look_at(70.0, caption=text, show=ShowLook(words, None, 1.0)))
    page.refresh()
    check(page)


def test_texts_are_cut_where_nobody_would_read_on():
    """And say so with a sign; line breaks stay, signs that steer do not."""
    assert len(shortened("x" * 10_000)) == LONGEST
    assert shortened("x" * 10_000).endswith("…")
    assert shortened("a\nb\x07\u202e") == "a\nb"


def test_only_one_place_makes_labels():
    """Every other module uses PlainLabel, and none hands text to a widget that understands markup."""
    folder = Path(reorigin_desktop.ui.__file__).parent
    wrong = []
    for path in folder.rglob("*.py"):
        if path.name == "labels.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in {"QLabel", "QMessageBox", "QTextEdit", "QTextBrowser", "setHtml", "setMarkdown", "showText"}:
                wrong.append(f"{path.name}:{getattr(node, 'lineno', 0)} {name}")
    assert wrong == []
