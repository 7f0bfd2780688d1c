"""Pictures that a session shows: read with limits, scaled down while reading."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

KINDS = (b"png", b"jpeg", b"webp", b"bmp", b"gif")
LARGEST_PX = 60_000_000


def load_picture(path: Path, within: QSize) -> QImage | None:
    """The picture, at most this large; None if it cannot be read, is no photograph format, or is immense."""
    reader = QImageReader(str(path))
    if reader.format().data() not in KINDS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > LARGEST_PX:
        return None
    if size.width() > within.width() or size.height() > within.height():
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image
