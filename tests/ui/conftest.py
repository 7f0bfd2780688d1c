"""A dressed application, dark or light."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from reorigin_desktop.ui.session_page import SessionPage
from reorigin_desktop.ui.stage import StageStyle
from reorigin_desktop.ui.theme import Tokens, dress
from tests.ui.looks import RecordedPlayer


@pytest.fixture(params=["dark", "light"])
def tokens(request: pytest.FixtureRequest, qapp: QApplication) -> Tokens:
    """Both themes, one after the other."""
    return dress(qapp, request.param, 100)


@pytest.fixture
def dark(qapp: QApplication) -> Tokens:
    """The dark theme only, where the theme makes no difference."""
    return dress(qapp, "dark", 100)


MakePage = Callable[..., SessionPage]


@pytest.fixture
def session_page(qtbot, dark: Tokens) -> MakePage:
    """A session page that is seen, playing this player."""

    def make(player: RecordedPlayer, style: StageStyle | None = None, idle_ms: int = 3000) -> SessionPage:
        page = SessionPage(idle_ms=idle_ms)
        qtbot.addWidget(page)
        page.resize(1084, 800)
        page.dress(dark, style or StageStyle(), frames_per_s=30, hides_time=False)
        page.stage.begin_painting()
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.play(player)
        return page

    return make
