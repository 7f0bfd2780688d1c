"""The place where a session is seen: scene, pacer, phase word and caption, painted from one look at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from reorigin_desktop.player.look import BreathLook, Look, State
from reorigin_desktop.script.model import Show
from reorigin_desktop.ui.backdrop import Backdrop, paint_backdrop
from reorigin_desktop.ui.drift import Drift, Shown, moved, shown_after
from reorigin_desktop.ui.labels import PlainLabel
from reorigin_desktop.ui.pacers import pacer_called, track
from reorigin_desktop.ui.pacers.moment import Glow, Moment, seconds_left
from reorigin_desktop.ui.pictures import load_picture
from reorigin_desktop.ui.plain_text import shortened
from reorigin_desktop.ui.theme import DARK, Tokens, colour, font
from reorigin_desktop.ui.words import PHASE_WORDS

BACKDROPS_PER_S = 6
STILL_FULLNESS = 0.55
RESTING_FULLNESS = 0.22
_EDGE_SHARE, _VISIBLE_PX = 0.57, 0.35
"""How far a pacer's edge travels in a whole breath, as a share of the track's radius; and what is too little to see."""
FOOT_PX = 98
"""Kept free at the bottom for the transport."""


@dataclass(frozen=True, slots=True)
class StageStyle:
    """How the person wants it: names of scene and pacer, still mode, captions, text size (1.0 = as designed)."""

    scene: str = "aurora"
    pacer: str = "flower"
    still: bool = False
    captions: bool = True
    text_scale: float = 1.0


class Stage(QWidget):
    """Paints what a look says, and only what has changed since the look before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Session")
        self._tokens, self._style = DARK, StageStyle()
        self._painted = False
        self._look: Look | None = None
        self._drift, self._shown = Drift(), Shown()
        self._cycle_s: tuple[float, float, float, float] | None = None
        self._backdrop: Backdrop | None = None
        self._backdrop_at_s = 0.0
        self._ground = QPixmap()
        self._sprite: QPixmap | None = None
        self._sprite_of: tuple[str, float, str] | None = None
        self._pictures: dict[tuple[Path, int], QImage | None] = {}
        self._centre, self._track_px = QPointF(), 100.0
        self._pacer_was, self._bead_was = QRect(), QRect()
        self._moment_was: Moment | None = None
        self._words_back = False
        self.phase = PlainLabel(name="phase", parent=self)
        self.caption = PlainLabel(name="caption", parent=self, wrap=True)
        for label in (self.phase, self.caption):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.hide()

    # ------------------------------------------------------------------------------------------ set-up

    def dress(self, tokens: Tokens, style: StageStyle) -> None:
        """Other colours, another scene or pacer, still or moving."""
        self._tokens, self._style = tokens, style
        self._sprite_of = None
        self._arrange()
        if self._look is not None:
            self._say_words(self._look)
        self._repaint_all()

    def begin_painting(self) -> None:
        """From now on scenes are painted; before, a plain gradient stands for them, and numpy is not loaded."""
        if not self._painted:
            self._painted = True
            self._repaint_all()

    def clear(self) -> None:
        """Back to how it was before any look: for the next session."""
        self._look, self._drift, self._shown, self._cycle_s = None, Drift(), Shown(), None
        self._pictures.clear()
        self._words_back = False
        for label in (self.phase, self.caption):
            label.say("")
            label.hide()
        self._repaint_all()

    def keep_words_back(self, *, back: bool) -> None:
        """Phase word and caption make room for a question, and come again after it."""
        self._words_back = back
        if self._look is not None:
            self._say_words(self._look)

    def _repaint_all(self) -> None:
        self._backdrop = None
        self.update()

    # ---------------------------------------------------------------------------------------- each frame

    def show_look(self, look: Look) -> None:
        """Takes the look, and asks for a repaint of exactly what it changes."""
        self._drift = moved(self._drift, look)
        self._shown = shown_after(self._shown, look, self._drift.scene_s)
        self._look = look
        if look.breath is not None:
            self._cycle_s = look.breath.cycle_s
        self._say_words(look)
        if self._backdrop is None:
            return
        since_s = self._drift.scene_s - self._backdrop_at_s
        if not 0 <= since_s < 1 / BACKDROPS_PER_S and self._backdrop != self._backdrop_now():
            self._repaint_all()
        elif self._shown.faded < 1:
            self.update()
        else:
            self._update_moving(look)

    def _update_moving(self, look: Look) -> None:
        moment = self._moment()
        if _seems_moved(self._moment_was, moment, self.devicePixelRatioF()):
            self.update(QRegion(self._pacer_area()).united(self._pacer_was))
        bead = self._bead_area(look.breath)
        if bead != self._bead_was:
            self.update(QRegion(bead).united(self._bead_was))

    def _say_words(self, look: Look) -> None:
        word = PHASE_WORDS[look.breath.phase] if look.breath is not None else ""
        word = "Paused" if look.state is State.PAUSED else word
        caption = shortened(look.caption) if self._style.captions else ""
        if self._words_back:
            word, caption = "", ""
        if (word, caption) == (self.phase.text(), self.caption.text()) and self.phase.isHidden() != bool(word):
            return
        for label, words in ((self.phase, word), (self.caption, caption)):
            label.say(words)
            label.setVisible(bool(words))
        self._place_words()

    def _fullness(self) -> float:
        """What the pacer shows: the breath, resting between breaths, fixed in still mode."""
        if self._style.still:
            return STILL_FULLNESS
        breath = self._look.breath if self._look is not None else None
        towards = breath.fullness if breath is not None else RESTING_FULLNESS
        return RESTING_FULLNESS + (towards - RESTING_FULLNESS) * self._drift.breathing

    def _share(self, of: Callable[[Show], bool]) -> float:
        """How much of what is shown now is of this kind, from 0 to 1, while one fades into the other."""
        return self._shown.faded * of(self._shown.now) + (1 - self._shown.faded) * of(self._shown.before)

    def _backdrop_now(self) -> Backdrop:
        shown, still = self._shown, self._style.still
        washes = [(shown.now.value, shown.faded)] if shown.now.show == "colour" else []
        if shown.before.show == "colour" and shown.faded < 1:
            washes.insert(0, (shown.before.value, 1.0 if washes else 1 - shown.faded))
        breathing = round(self._drift.breathing, 3)
        return Backdrop(
            scene=self._style.scene,
            time_s=0.0 if still or self._style.scene == "plain" else self._drift.scene_s,
            fullness=0.5 if still else round(self._fullness(), 2),
            washes=tuple(washes),
            cycle_s=self._cycle_s,
            track_strength=breathing * self._share(lambda show: show.show != "none"),
            centre=(self._centre.x(), self._centre.y()),
            track_px=self._track_px,
            glow=self._glow(),
            painted=self._painted,
        )

    def _glow(self) -> Glow:
        """The light around the pacer as it is now; steps too small to be seen are left out."""
        share = self._share(lambda show: show.show == "ring") * (0.5 + 0.5 * self._drift.breathing)
        glow = pacer_called(self._style.pacer).glow(round(self._fullness(), 2), self._tokens)
        return Glow(glow.reach, glow.value, round(glow.strength * share, 3))

    # ------------------------------------------------------------------------------------------ geometry

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._repaint_all()

    def _arrange(self) -> None:
        """Ring above, words below it, and room for two lines of caption over the transport."""
        wide, tall = self.width(), self.height()
        line_px = self.caption.fontMetrics().height()
        words_px = 43 + self.phase.fontMetrics().height() + 13 + 2 * line_px + 24
        head = max(20.0, min(70.0, tall * 0.0875))
        free = tall - head - words_px - FOOT_PX
        self._track_px = max(40.0, min(free / 2, wide * 0.42))
        self._centre = QPointF(wide / 2, head + free / 2)
        self._place_words()

    def _place_words(self) -> None:
        wide = self.width()
        self.phase.adjustSize()
        top = self._centre.y() + self._track_px + 43
        self.phase.setGeometry(
            round((wide - self.phase.width()) / 2), round(top), self.phase.width(), self.phase.height()
        )
        if self.caption.isHidden():
            return
        metrics, widest = self.caption.fontMetrics(), max(120, min(wide - 80, round(920 * self._style.text_scale)))
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        needed = metrics.boundingRect(QRect(0, 0, widest - 44, 10_000), flags, self.caption.text())
        box = QSize(min(widest, needed.width() + 48), needed.height() + 18)
        lowest = self.height() - FOOT_PX + 6 - box.height()
        place = min(top + self.phase.fontMetrics().height() + 13, max(8, lowest))
        self.caption.setGeometry(round((wide - box.width()) / 2), round(place), box.width(), box.height())

    def _at_centre(self, box: QRectF) -> QRect:
        return box.translated(self._centre).toAlignedRect().adjusted(-1, -1, 1, 1)

    def _pacer_area(self) -> QRect:
        return self._at_centre(pacer_called(self._style.pacer).box(self._track_px, self._fullness()))

    def _bead_area(self, breath: BreathLook | None) -> QRect:
        return QRect() if breath is None else self._at_centre(track.bead_box(_turn(breath), self._track_px))

    # ------------------------------------------------------------------------------------------ painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self.devicePixelRatioF()
        if self._backdrop is None or self._ground.size() != self.size() * scale:
            self._backdrop, self._backdrop_at_s = self._backdrop_now(), self._drift.scene_s
            if self._ground.size() != self.size() * scale:
                self._ground = QPixmap(self.size() * scale)
                self._ground.setDevicePixelRatio(scale)
            paint_backdrop(self._ground, self._backdrop, self._tokens)
        painter = QPainter(self)
        for part in event.region():  # type: ignore[attr-defined]  # the stubs do not know that a region has parts
            source = QRectF(part.x() * scale, part.y() * scale, part.width() * scale, part.height() * scale)
            painter.drawPixmap(QRectF(part), self._ground, source)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._centre)
        here = event.rect().translated(-self._centre.toPoint())
        for show, strength in ((self._shown.before, 1 - self._shown.faded), (self._shown.now, self._shown.faded)):
            if strength > 0 and (show.show != "ring" or event.region().intersects(self._pacer_area())):
                self._paint_shown(painter, show, strength)
        breath = self._look.breath if self._look is not None else None
        if event.region().intersects(self._pacer_area()):
            self._pacer_was, self._moment_was = self._pacer_area(), self._moment()
        self._bead_was = self._bead_area(breath)
        strength = self._drift.breathing * self._share(lambda show: show.show != "none")
        if breath is not None and strength > 0 and self._bead_was.translated(-self._centre.toPoint()).intersects(here):
            track.paint_bead(painter, _turn(breath), self._track_px, self._tokens, strength)
        painter.end()

    def _paint_shown(self, painter: QPainter, show: Show, strength: float) -> None:
        """One kind of thing in the middle, around the origin."""
        painter.save()
        painter.setOpacity(strength)
        if show.show == "ring":
            self._paint_pacer(painter, strength)
        elif show.show == "dot":
            painter.setPen(Qt.PenStyle.NoPen)
            for radius, alpha in ((22, 0.10), (14, 0.22), (7, 0.95)):
                painter.setBrush(colour(self._tokens.handle, alpha))
                painter.drawEllipse(QPointF(0, 0), radius, radius)
        elif show.show == "text":
            half = self._track_px * 0.84
            painter.setPen(colour(self._tokens.text))
            painter.setFont(font(max(18.0, min(34.0, half / 5)) * self._style.text_scale, QFont.Weight.Medium))
            flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(QRectF(-half, -half, 2 * half, 2 * half), flags, shortened(show.value))
        elif show.show == "image":
            self._paint_picture(painter, show)
        painter.restore()

    def _paint_pacer(self, painter: QPainter, strength: float) -> None:
        pacer, scale = pacer_called(self._style.pacer), self.devicePixelRatioF()
        wanted = (self._style.pacer, self._track_px * scale, self._tokens.name)
        if self._sprite_of != wanted:
            self._sprite, self._sprite_of = pacer.sprite(self._track_px * scale, self._tokens), wanted
        painter.setOpacity(strength * (0.5 + 0.5 * self._drift.breathing))
        pacer.paint(painter, self._moment(), self._sprite)

    def _moment(self) -> Moment:
        breath = self._look.breath if self._look is not None else None
        return Moment(self._track_px, self._fullness(), breath, self._tokens, 34 * self._style.text_scale)

    def _paint_picture(self, painter: QPainter, show: Show) -> None:
        if show.file is None:
            return
        breathes = self._look is not None and self._look.breath is not None
        half = self._track_px * (0.66 if breathes else 0.98)
        key = (show.file, round(half))
        if key not in self._pictures:
            side = round(2 * half * self.devicePixelRatioF())
            self._pictures[key] = load_picture(show.file, QSize(round(side * 1.3), side))
        picture = self._pictures[key]
        if picture is None:
            return
        size = QSize(picture.size()).scaled(round(2.6 * half), round(2 * half), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
        outline = QPainterPath()
        outline.addRoundedRect(place, 14, 14)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture)


def _seems_moved(before: Moment | None, now: Moment, scale: float) -> bool:
    """Whether the pacer would look different: its edge by a third of a pixel, or its number of seconds."""
    if before is None or seconds_left(before.breath) != seconds_left(now.breath):
        return True
    return abs(before.fullness - now.fullness) * now.track_px * scale * _EDGE_SHARE >= _VISIBLE_PX


def _turn(breath: BreathLook) -> float:
    """How far round the ring the bead is: the part of this breath that is over."""
    whole = sum(breath.cycle_s)
    return breath.cycle_at_s / whole if whole > 0 else 0.0
