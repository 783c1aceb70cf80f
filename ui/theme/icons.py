"""One family of outline icons, coloured where they are shown."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from anef_desk import resources

POINTING = frozenset({"back", "next", "open"})
"""Icons that point somewhere, and are mirrored from right to left."""


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    file = resources.root("resources").joinpath("icons", *f"{name}.svg".split("/"))
    return file.read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(
    name: str, colour: str, size: int, ratio: float = 1.0, *, mirrored: bool = False
) -> QPixmap:
    """Return the icon *name* in *colour*, *size* pixels wide.

    Raises:
        FileNotFoundError: If there is no such icon.
    """
    svg = _drawing(name).replace("currentColor", colour)
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    if mirrored:
        painter.translate(picture.width(), 0)
        painter.scale(-1, 1)
    whole = QRectF(0, 0, picture.width(), picture.height())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, whole)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=256)
def icon(
    name: str, colour: str, size: int, *, right_to_left: bool = False, gap: int = 0
) -> QIcon:
    """Return the icon *name* for a button; pointing ones follow the direction.

    *gap* is some room, in pixels, between the icon and the word it stands before.
    """
    mirrored = right_to_left and name in POINTING
    drawn = pixmap(name, colour, size, 2.0, mirrored=mirrored)
    if not gap:
        return QIcon(drawn)
    whole = QPixmap(QSize(size + gap, size) * 2)
    whole.fill(QColor(0, 0, 0, 0))
    whole.setDevicePixelRatio(2.0)
    painter = QPainter(whole)
    painter.drawPixmap(gap if right_to_left else 0, 0, drawn)
    painter.end()
    return QIcon(whole)
