"""Everything can be reached and named: for a screen reader, and for hands that use only the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QSlider, QWidget

from reorigin_desktop.player.look import State
from reorigin_desktop.ui.end_card import EndCard
from reorigin_desktop.ui.journal_page import JournalPage
from reorigin_desktop.ui.library_page import LibraryPage
from reorigin_desktop.ui.session_page import SessionPage
from reorigin_desktop.ui.session_place import SessionPlace
from reorigin_desktop.ui.settings_page import SettingsPage
from reorigin_desktop.ui.shell import Shell
from reorigin_desktop.ui.stage import StageStyle
from reorigin_desktop.ui.start_card import StartCard
from reorigin_desktop.ui.theme import dress
from tests.ui.looks import SCALE, RecordedPlayer, ask_stop, look_at
from tests.ui.test_cards import VARIABLES
from tests.ui.values import ENTRY, SUMMARY, run

CONTROLS = (QAbstractButton, QComboBox, QSlider, QLineEdit, QAbstractSpinBox)


def controls(widget: QWidget) -> list[QWidget]:
    """What a person can act on, leaving out the insides of other controls."""
    found = [part for kind in CONTROLS for part in widget.findChildren(kind)]
    inner = {part for part in found for one in found if one is not part and one.isAncestorOf(part)}
    return [part for part in found if part not in inner and part.isVisible()]


@pytest.fixture
def window(qtbot, tokens) -> Shell:
    library = LibraryPage()
    library.show_entries((ENTRY,))
    session = SessionPage()
    shell = Shell(
        {
            "library": library,
            "session": SessionPlace(session),
            "journal": JournalPage(lambda: (run(0),)),
            "settings": SettingsPage(lambda **_fields: None),
        }
    )
    qtbot.addWidget(shell)
    shell.dress(tokens)
    session.dress(tokens, StageStyle(), frames_per_s=30, hides_time=False)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    return shell


def every_page(shell: Shell):
    """Each page and card, shown."""
    place = shell._pages["session"]
    assert isinstance(place, SessionPlace)
    for name in ("library", "journal", "settings", "session"):
        shell.open_page(name)
        yield name
    for card in (StartCard(ENTRY, VARIABLES), EndCard(SUMMARY, "water")):
        place.show_card(card)
        QApplication.processEvents()
        yield type(card).__name__
    place.show_session()
    stop = ask_stop(SCALE)
    place.session.play(RecordedPlayer(look_at(60.0, state=State.HOLDING, stop=stop, stop_for_s=1.0)))
    place.session._toggle_volumes()
    QApplication.processEvents()
    yield "question"


def test_every_control_has_a_name(window):
    """Said by a screen reader, and never empty."""
    for page in every_page(window):
        nameless = [part for part in controls(window) if not (part.accessibleName() or getattr(part, "text", str)())]
        assert nameless == [], page


def test_every_control_is_reached_with_tab(qtbot, window):
    """Going round and round with Tab meets each one; arrows do the rest within groups."""
    for page in every_page(window):
        met: set[QWidget] = set()
        for _ in range(60):
            at = QApplication.focusWidget()
            if at is not None:
                met.add(at)
            qtbot.keyClick(at or window, Qt.Key.Key_Tab)
        able = [part for part in controls(window) if part.isEnabled()]
        wanted = {part for part in able if part.focusPolicy() & Qt.FocusPolicy.TabFocus}
        assert wanted
        grouped = {part for part in wanted if isinstance(part, QAbstractButton) and part.group() is not None}
        assert wanted - grouped <= met, page
        assert all(part.focusPolicy() != Qt.FocusPolicy.NoFocus for part in controls(window)), page


def test_the_focus_can_be_seen(qtbot, window):
    """A control with the focus looks different from one without."""
    for page in ("library", "settings"):
        window.open_page(page)
        for part in controls(window):
            if not part.isEnabled():
                continue
            window.setFocus()
            without = part.grab().toImage()
            part.setFocus(Qt.FocusReason.TabFocusReason)
            assert part.grab().toImage() != without, part.accessibleName()


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_words_may_be_larger(qtbot, window, percent):
    """Nothing falls out of the window at twice the size."""
    tokens = dress(QApplication.instance(), "dark", percent)  # type: ignore[arg-type]  # it is the application
    session = window._pages["session"].session
    session.dress(tokens, StageStyle(text_scale=percent / 100), frames_per_s=30, hides_time=False)
    window.dress(tokens, percent / 100)
    window.resize(1280, 800)
    for _ in every_page(window):
        QApplication.processEvents()
        assert window.width() <= 1400
        for part in controls(window):
            if part.window() is window and not part.visibleRegion().isEmpty():
                assert part.height() >= part.minimumSizeHint().height() * 0.9
