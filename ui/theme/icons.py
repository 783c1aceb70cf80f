"""One family of outline icons, coloured where they are shown."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from anef_desk import resources

POINTING = frozenset({"back", "next", "open"})
"""Icons that point somewhere, and are mirrored from right to left."""


_are_put_off = False


def put_off() -> None:
    """Leave the place of icons empty until `draw`: words do not wait for pictures."""
    global _are_put_off  # noqa: PLW0603 - one application, one first page
    _are_put_off = True


def draw() -> None:
    """Draw the icons that were put off, and from now on each at once."""
    global _are_put_off  # noqa: PLW0603 - one application, one first page
    _are_put_off = False
    for widget in QApplication.allWidgets():
        dress = getattr(widget, "dress", None)
        if dress is not None:
            dress()


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    file = resources.root("resources").joinpath("icons", *f"{name}.svg".split("/"))
    return file.read_text(encoding="utf-8")


def pixmap(
    name: str, colour: str, size: int, ratio: float = 1.0, *, mirrored: bool = False
) -> QPixmap:
    """Return the icon *name* in *colour*, *size* pixels wide.

    Raises:
        FileNotFoundError: If there is no such icon.
    """
    if _are_put_off:
        return _room(size, size, ratio)
    return _pixmap(name, colour, size, ratio, mirrored)


def icon(
    name: str, colour: str, size: int, *, right_to_left: bool = False, gap: int = 0
) -> QIcon:
    """Return the icon *name* for a button; pointing ones follow the direction.

    *gap* is some room, in pixels, between the icon and the word it stands before.
    """
    if _are_put_off:
        return QIcon(_room(size + gap, size, 2.0))
    return _icon(name, colour, size, right_to_left, gap)


def _room(width: int, height: int, ratio: float) -> QPixmap:
    """Return a picture of nothing, as large as the one that will be drawn."""
    picture = QPixmap(QSize(width, height) * ratio)
    picture.fill(QColor(0, 0, 0, 0))
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - after the first words

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
def _icon(name: str, colour: str, size: int, right_to_left: bool, gap: int) -> QIcon:
    mirrored = right_to_left and name in POINTING
    drawn = _pixmap(name, colour, size, 2.0, mirrored)
    if not gap:
        return QIcon(drawn)
    whole = _room(size + gap, size, 2.0)
    painter = QPainter(whole)
    painter.drawPixmap(gap if right_to_left else 0, 0, drawn)
    painter.end()
    return QIcon(whole)
