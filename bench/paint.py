"""CPU of one frame of the session page over a blank repaint of the same size: `python bench/paint.py [seconds]`.

Budgets (docs/design.md): at most 4.2 at 1280x800 and 3.2 at 2560x1600, at 30 frames a second with the chrome faded.
Runs on whatever screen QT_QPA_PLATFORM names, offscreen if it names none.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from reorigin_desktop.ui.session_page import SessionPage
from reorigin_desktop.ui.stage import StageStyle
from reorigin_desktop.ui.theme import dress
from tests.ui.looks import RecordedPlayer, look_at

FRAMES_PER_S = 30
BUDGETS = {(1280, 800): 4.2, (2560, 1600): 3.2}


class Blank(QWidget):
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#0e1420"))
        painter.end()


def cpu_per_frame_ms(app: QApplication, frames: int, frame: Callable[[int], None]) -> float:
    for number in range(10):
        frame(number)
        app.processEvents()
    began = time.process_time()
    for number in range(10, 10 + frames):
        frame(number)
        app.processEvents()
    return 1000 * (time.process_time() - began) / frames


def repaint(widget: QWidget, _number: int) -> None:
    widget.update()


def main(seconds: float) -> int:
    app = QApplication([])
    tokens = dress(app, "dark", 100)
    frames, over = round(seconds * FRAMES_PER_S), 0
    for (wide, tall), budget in BUDGETS.items():
        blank = Blank()
        blank.resize(wide, tall)
        blank.show()
        base = cpu_per_frame_ms(app, frames, partial(repaint, blank))
        blank.close()
        for scene, pacer in (("aurora", "flower"), ("water", "orb"), ("field", "ring"), ("night", "bar")):
            player, page = RecordedPlayer(), SessionPage()
            page.dress(tokens, StageStyle(scene, pacer), frames_per_s=1, hides_time=False)
            page.resize(wide, tall)
            page.stage.begin_painting()
            page.show()
            page.play(player)
            page.chrome.may_leave = True
            page.transport.hide()
            page.head.hide()

            def frame(number: int, page: SessionPage = page, player: RecordedPlayer = player) -> None:
                player.now(look_at(222 + number / FRAMES_PER_S))
                page.refresh()

            cost = cpu_per_frame_ms(app, frames, frame)
            page.leave()
            page.close()
            ratio = cost / base
            over += ratio > budget
            mark = "over" if ratio > budget else "within"
            print(f"{wide}x{tall} {scene} {pacer}: {cost:.2f} ms, blank {base:.2f} ms, {ratio:.2f} ({mark} {budget})")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 6.0))
