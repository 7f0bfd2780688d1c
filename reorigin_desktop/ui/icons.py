"""The signs on buttons: own line drawings on a 24 x 24 grid, coloured when they are asked for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_DRAWN = {
    "library": '<path d="M4 5v14M8.5 5v14M13 5v14h-4.5M4 5h9M4 19h4.5M15.6 6.2l3 -.7 3.2 12.9 -3 .8z"/>',
    "session": '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.2"/>',
    "journal": '<path d="M6 3.5h12v17H6a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2zM4.2 17.6h13.6M9 8h6M9 11.5h4"/>',
    "settings": '<circle cx="12" cy="12" r="2.8"/><path d="M12 3.2v3.2M12 17.6v3.2M3.2 12h3.2M17.6 12h3.2'
    'M5.8 5.8l2.2 2.2M16 16l2.2 2.2M5.8 18.2l2.2-2.2M16 8l2.2-2.2"/>',
    "play": '<path d="M8.2 5.4v13.2L18.8 12z" fill="{c}"/>',
    "pause": '<path d="M9 6v12M15 6v12" stroke-width="2.9"/>',
    "back": '<path d="M6.2 6v12M18 6.4v11.2L9.8 12z"/>',
    "next": '<path d="M17.8 6v12M6 6.4v11.2l8.2-5.6z"/>',
    "land": '<path d="M12 3.5v10.5M7.4 9.8l4.6 4.6 4.6-4.6'
    'M4 17.2c2 0 2 1.5 4 1.5s2-1.5 4-1.5 2 1.5 4 1.5 2-1.5 4-1.5"/>',
    "volume": '<path d="M4 9.6h3.2L11.6 6v12L7.2 14.4H4zM15 9.2a4 4 0 0 1 0 5.6M17.7 6.6a7.6 7.6 0 0 1 0 10.8"/>',
    "captions": '<rect x="3.5" y="5.5" width="17" height="13" rx="2.6"/>'
    '<path d="M7 11h3.4M13 11h4M7 14.4h6M15.8 14.4H17"/>',
    "whole": '<path d="M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15"/>',
    "window": '<path d="M9 4.5V9H4.5M19.5 9H15V4.5M15 19.5V15h4.5M4.5 15H9v4.5"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6"/><path d="M15.4 15.4l4.6 4.6"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
}


def drawing(name: str, colour: str) -> bytes:
    """The SVG text of a sign in one colour."""
    shapes = _DRAWN[name].replace("{c}", colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" '
        f'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
    ).encode()


def icon(name: str, colour: str, px: int = 20) -> QIcon:
    """The sign as an icon, sharp at one, two and three device pixels a point."""
    made, renderer = QIcon(), QSvgRenderer(QByteArray(drawing(name, colour)))
    for scale in (1, 2, 3):
        picture = QPixmap(QSize(px * scale, px * scale))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, px * scale, px * scale))
        painter.end()
        picture.setDevicePixelRatio(scale)
        made.addPixmap(picture)
    return made
