"""One family of outline icons, coloured where they are shown."""

from __future__ import annotations

from functools import lru_cache
from weakref import WeakSet

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anef_desk import resources

POINTING = frozenset({"back", "next", "open"})
"""Icons that point somewhere, and are mirrored from right to left."""


_waiting: WeakSet[QWidget] | None = None
"""Who left the place of an icon empty until `draw`; None: icons are drawn at once."""


def put_off() -> None:
    """Have widgets leave the place of their icon empty: words do not wait for them."""
    global _waiting  # noqa: PLW0603 - one application, one first page
    _waiting = WeakSet()


def draw() -> None:
    """Draw the icons that were put off, and from now on each at once.

    Whoever waited is known by itself: asking Qt for every widget would have PySide make
    the types of all of them, which takes longer than the page.
    """
    global _waiting
    waited, _waiting = _waiting or (), None
    for widget in waited:
        if isValid(widget):
            getattr(widget, "dress", widget.update)()


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    file = resources.root("resources").joinpath("icons", *f"{name}.svg".split("/"))
    return file.read_text(encoding="utf-8")


def pixmap(
    name: str,
    colour: str,
    size: int,
    ratio: float = 1.0,
    *,
    mirrored: bool = False,
    owner: QWidget | None = None,
) -> QPixmap:
    """Return the icon *name* in *colour*, *size* pixels wide.

    An *owner* can wait for it: `draw` calls its `dress`, or has it painted again.

    Raises:
        FileNotFoundError: If there is no such icon.
    """
    if _waits(owner):
        return _room(size, size, ratio)
    return _pixmap(name, colour, size, ratio, mirrored)


def icon(
    name: str,
    colour: str,
    size: int,
    *,
    right_to_left: bool = False,
    gap: int = 0,
    owner: QWidget | None = None,
) -> QIcon:
    """Return the icon *name* for a button; pointing ones follow the direction.

    *gap* is some room, in pixels, between the icon and the word it stands before. An
    *owner* can wait for it, as for a `pixmap`.
    """
    if _waits(owner):
        return _empty(size + gap, size)
    return _icon(name, colour, size, right_to_left, gap)


def _waits(owner: QWidget | None) -> bool:
    """Return whether *owner* can wait for what it asks, and does from now on."""
    if _waiting is None or owner is None:
        return False
    _waiting.add(owner)
    return True


@lru_cache(maxsize=16)
def _empty(width: int, height: int) -> QIcon:
    return QIcon(_room(width, height, 2.0))


@lru_cache(maxsize=16)
def _room(width: int, height: int, ratio: float) -> QPixmap:
    """Return a picture of nothing, as large as the one that will be drawn."""
    picture = QPixmap(QSize(width, height) * ratio)
    picture.fill(QColor(0, 0, 0, 0))
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    from PySide6.QtCore import QByteArray, QRectF  # noqa: PLC0415 - after the words
    from PySide6.QtGui import QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

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
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - after the first words

    whole = QPixmap(_room(size + gap, size, 2.0))  # A copy: the other stays empty.
    painter = QPainter(whole)
    painter.drawPixmap(gap if right_to_left else 0, 0, drawn)
    painter.end()
    return QIcon(whole)
