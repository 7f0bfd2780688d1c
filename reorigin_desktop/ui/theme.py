"""The look of the window as values: colours, sizes, the palette and the style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).parent
FAMILY = "Inter"
ThemeChoice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour that the window uses, as #rrggbb; `name` is `dark` or `light`."""

    name: Literal["dark", "light"]
    page: str
    surface: str
    raised: str
    hairline: str
    line: str
    text: str
    soft: str
    accent: str
    on_accent: str
    focus: str
    alert: str
    handle: str
    caption: str
    caption_alpha: int

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name == "dark"


DARK = Tokens(
    name="dark",
    page="#0e1420",
    surface="#151d2c",
    raised="#1d2738",
    hairline="#222d40",
    line="#6b7b95",
    text="#e9eef6",
    soft="#a9b6c8",
    accent="#7fd1c4",
    on_accent="#0c1a1c",
    focus="#ffd28a",
    alert="#ffb4a2",
    handle="#e9eef6",
    caption="#0a111e",
    caption_alpha=214,
)
LIGHT = Tokens(
    name="light",
    page="#faf6f0",
    surface="#ffffff",
    raised="#f1ebe2",
    hairline="#ece4d9",
    line="#857b6c",
    text="#22303c",
    soft="#55626e",
    accent="#1f6f6b",
    on_accent="#ffffff",
    focus="#8a4b08",
    alert="#9c2f1f",
    handle="#22303c",
    caption="#fffaf4",
    caption_alpha=208,
)


def tokens_for(choice: ThemeChoice) -> Tokens:
    """The tokens of a theme; `system` asks the desktop and takes dark when it does not say."""
    if choice == "system":
        says_light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
        return LIGHT if says_light else DARK
    return LIGHT if choice == "light" else DARK


def colour(value: str, alpha: float = 1.0) -> QColor:
    """A token as a colour; `alpha` from 0 to 1."""
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


def font(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's typeface at a size in pixels (text size setting included by whoever asks)."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(px)))
    made.setWeight(weight)
    return made


def load_fonts() -> None:
    """Makes the shipped faces known to Qt; where that fails the system's own face is used."""
    for path in sorted((FOLDER / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def palette(tokens: Tokens) -> QPalette:
    """The palette for everything that the style sheet does not name."""
    made = QPalette()
    role = QPalette.ColorRole
    for part, value in (
        (role.Window, tokens.page),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Button, tokens.raised),
        (role.ToolTipBase, tokens.raised),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.ToolTipText, tokens.text),
        (role.BrightText, tokens.text),
        (role.PlaceholderText, tokens.soft),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
    ):
        made.setColor(part, QColor(value))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.line))
    return made


def style_sheet(tokens: Tokens, text_percent: int) -> str:
    """The style sheet, with sizes for this text size (100 = as designed)."""

    def px(size: float) -> str:
        return f"{round(size * text_percent / 100)}px"

    names = {field: getattr(tokens, field) for field in Tokens.__dataclass_fields__}
    sizes = {
        "small": px(13),
        "body": px(14),
        "large": px(17),
        "title": px(27),
        "word": px(25),
        "caption_size": px(22),
        "field": px(23),
    }
    caption = QColor(tokens.caption)
    box = f"rgba({caption.red()}, {caption.green()}, {caption.blue()}, {tokens.caption_alpha})"
    art = (FOLDER / "art").as_posix()
    return Template(_SHEET).substitute(names, **sizes, caption_box=box, art=art)


def dress(app: QApplication, choice: ThemeChoice, text_percent: int) -> Tokens:
    """Gives the whole program its look, and says which one it is; may be called again at any time."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    if FAMILY not in QFontDatabase.families():
        load_fonts()
    tokens = tokens_for(choice)
    app.setFont(font(14 * text_percent / 100))
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens, text_percent))
    return tokens


_SHEET = """
* { outline: none; }
QWidget { color: $text; font-size: $body; }
QMainWindow, #page, #cards { background: $page; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 5px 8px; }
#sidebar { background: $surface; border: none; }
#brand { font-size: $large; font-weight: 600; padding: 0 9px; }
#sidebar QPushButton {
  background: transparent; border: 2px solid transparent; border-radius: 10px; padding: 10px 14px;
  text-align: left; color: $soft; font-weight: 500;
}
#sidebar QPushButton:hover { background: $page; }
#sidebar QPushButton:checked { background: $raised; color: $text; font-weight: 600; }
#sidebar QPushButton:focus { border-color: $focus; }
#title { font-size: $title; font-weight: 600; }
#heading { font-weight: 600; }
#soft, #summary { color: $soft; }
#small { color: $soft; font-size: $small; }
#lead { font-size: $large; }
#figure { font-size: $title; font-weight: 600; }
#alert { color: $alert; font-weight: 600; }
#card, #panel { background: $surface; border: 1px solid $hairline; border-radius: 14px; }
#panel:focus { border-color: $line; }
#banner { background: $raised; border: 1px solid $line; border-radius: 12px; }
QPushButton {
  background: $raised; color: $text; border: 2px solid transparent; border-radius: 10px; padding: 8px 18px;
  font-weight: 500;
}
QPushButton:hover { border-color: $line; }
QPushButton:focus { border-color: $focus; }
QPushButton:pressed { background: $hairline; }
QPushButton:disabled { color: $line; }
QPushButton#primary { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton#primary:hover { border-color: $text; }
QPushButton#primary:focus { border-color: $focus; }
QPushButton#primary:disabled { background: $raised; color: $line; }
QProgressBar { background: $raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QPushButton#plain { background: transparent; color: $soft; }
QPushButton#chip { border: 2px solid $hairline; background: $surface; border-radius: 14px; padding: 5px 14px; }
QPushButton#chip:hover { border-color: $line; }
QPushButton#chip:checked { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton#chip:focus { border-color: $focus; }
QPushButton#number { font-size: $large; padding: 0; border-radius: 12px; }
QPushButton#number:checked { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton#choice { text-align: left; padding: 10px 16px; font-size: $large; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {
  background: $surface; border: 2px solid $line; border-radius: 10px; padding: 6px 12px; min-height: $field;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: $focus; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0 0 0 10px; min-height: 0; }
QLineEdit#search { padding-left: 6px; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox::down-arrow { image: url("$art/down_$name.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line; padding: 4px; selection-background-color: $raised;
  selection-color: $text;
}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
  border: none; width: 26px; background: transparent;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$art/up_$name.svg"); width: 11px; height: 11px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$art/down_$name.svg"); width: 11px; height: 11px; }
QCheckBox { spacing: 10px; padding: 3px 2px; border: 2px solid transparent; border-radius: 8px; }
QCheckBox:focus { border-color: $focus; }
QCheckBox::indicator { width: 18px; height: 18px; border: 2px solid $line; border-radius: 6px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$art/tick_$name.svg"); }
QSlider { min-height: 30px; border: 2px solid transparent; border-radius: 10px; }
QSlider:focus { border-color: $focus; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $handle; }
QScrollArea, QListView { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
#phase { font-size: $word; font-weight: 500; }
#caption { font-size: $caption_size; background: $caption_box; border-radius: 12px; padding: 8px 21px; }
#section { font-size: $large; font-weight: 600; }
#clock { font-weight: 500; }
#shown { font-size: 34px; font-weight: 500; }
#stage QPushButton#round, #popover QPushButton#round {
  background: $raised; border: 2px solid transparent; border-radius: 22px; padding: 0;
}
#stage QPushButton#round:hover { border-color: $line; }
#stage QPushButton#round:focus { border-color: $focus; }
#stage QPushButton#round:checked { border-color: $accent; }
#stage QPushButton#play { background: $accent; border: 3px solid transparent; border-radius: 27px; padding: 0; }
#stage QPushButton#play:hover { border-color: $text; }
#stage QPushButton#play:focus { border-color: $focus; }
#popover { background: $surface; border: 1px solid $line; border-radius: 14px; }
"""
