"""The pictograms of documents, drawn on paper from the icons of the window.

They are ours: 24 by 24, outlines only, made of paths, circles and rectangles. What
this reader does not know is an error of ours, found by its test.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from reportlab.platypus.flowables import Flowable

from anef_desk import resources

SIDE = 24.0
STROKE = 1.75

_NUMBER = re.compile(r"[+-]?(?:\d+\.\d*|\.\d+|\d+)")
_COMMAND = re.compile(r"([MmLlHhVvCcSsAaZz])([^MmLlHhVvCcSsAaZz]*)")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}

Act = tuple[str, tuple[float, ...]]
"""``move``, ``line``, ``curve`` or ``close``, with its points in icon units."""


@cache
def acts(name: str) -> tuple[Act, ...]:
    """Return how to draw the pictogram *name*; nothing if there is none.

    Raises:
        ValueError: If the drawing uses something this reader does not know.
    """
    folder = resources.root("resources") / "icons" / "documents"
    file = folder / f"{name}.svg"
    if not file.is_file():
        return ()
    root = ET.fromstring(file.read_bytes())  # noqa: S314 - our own file
    found: list[Act] = []
    for element in root:
        tag = element.tag.rpartition("}")[2]
        drawn = _SHAPES.get(tag)
        if drawn is None:
            raise ValueError(tag)
        found += drawn(element.attrib)
    return tuple(found)


class Pictogram(Flowable):
    """A pictogram *size* points wide."""

    def __init__(self, name: str, size: float) -> None:
        super().__init__()
        self._acts, self._size = acts(name), size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self._size, self._size

    def draw(self) -> None:
        """Draw it in black outlines."""
        draw(self.canv, self._acts, 0, 0, self._size)


def draw(
    canvas: Any,  # noqa: ANN401 - ReportLab's
    drawing: tuple[Act, ...],
    x: float,
    y: float,
    size: float,
    ink: tuple[float, float, float] = (0.12, 0.14, 0.19),
) -> None:
    """Draw at (*x*, *y*), the lower left corner."""
    if not drawing:
        return
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / SIDE, -size / SIDE)
    canvas.setStrokeColorRGB(*ink)
    canvas.setLineWidth(STROKE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    does = {
        "move": path.moveTo,
        "line": path.lineTo,
        "curve": path.curveTo,
        "close": path.close,
    }
    for what, points in drawing:
        does[what](*points)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _circle(attributes: dict[str, str]) -> list[Act]:
    x, y, r = (float(attributes[name]) for name in ("cx", "cy", "r"))
    start: Act = ("move", (x + r, y))
    return [
        start,
        *_arc(x + r, y, (r, r, 0, 1, 1), x - r, y),
        *_arc(x - r, y, (r, r, 0, 1, 1), x + r, y),
    ]


def _rectangle(attributes: dict[str, str]) -> list[Act]:
    x, y, w, h = (float(attributes[name]) for name in ("x", "y", "width", "height"))
    r = float(attributes.get("rx", "0"))
    if not r:
        corners = ((x + w, y), (x + w, y + h), (x, y + h))
        return [("move", (x, y)), *(("line", c) for c in corners), ("close", ())]
    round_ = (r, r, 0.0, 0, 1)
    return [
        ("move", (x + r, y)),
        ("line", (x + w - r, y)),
        *_arc(x + w - r, y, round_, x + w, y + r),
        ("line", (x + w, y + h - r)),
        *_arc(x + w, y + h - r, round_, x + w - r, y + h),
        ("line", (x + r, y + h)),
        *_arc(x + r, y + h, round_, x, y + h - r),
        ("line", (x, y + r)),
        *_arc(x, y + r, round_, x + r, y),
        ("close", ()),
    ]


def _path(attributes: dict[str, str]) -> list[Act]:
    found: list[Act] = []
    x = y = start_x = start_y = 0.0
    control: tuple[float, float] | None = None
    for command, values in _steps(attributes["d"]):
        kind, relative = command.upper(), command.islower()
        dx, dy = (x, y) if relative else (0.0, 0.0)
        before, control = control, None
        if kind == "Z":
            found.append(("close", ()))
            x, y = start_x, start_y
            continue
        if kind in {"M", "L"}:
            x, y = values[0] + dx, values[1] + dy
        elif kind == "H":
            x = values[0] + dx
        elif kind == "V":
            y = values[0] + dy
        elif kind == "A":
            end_x, end_y = values[5] + dx, values[6] + dy
            found += _arc(x, y, values[:5], end_x, end_y)
            x, y = end_x, end_y
            continue
        else:
            shifted = [
                value + (dy if place % 2 else dx) for place, value in enumerate(values)
            ]
            if kind == "S":
                mirrored = (2 * x - before[0], 2 * y - before[1]) if before else (x, y)
                shifted = [*mirrored, *shifted]
            found.append(("curve", tuple(shifted)))
            control = (shifted[2], shifted[3])
            x, y = shifted[4], shifted[5]
            continue
        found.append(("move" if kind == "M" else "line", (x, y)))
        if kind == "M":
            start_x, start_y = x, y
    return found


def _steps(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each command with its numbers, repeated ones apart."""
    for command, numbers in _COMMAND.findall(data):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        arity = _ARITY[command.upper()]
        if not arity:
            yield command, ()
            continue
        if not values or len(values) % arity:
            raise ValueError(data)
        for place in range(0, len(values), arity):
            again = {"M": "L", "m": "l"}.get(command, command) if place else command
            yield again, tuple(values[place : place + arity])


def _arc(
    x: float, y: float, shape: tuple[float, ...], end_x: float, end_y: float
) -> list[Act]:
    """Return an elliptical arc as curves (SVG 2, appendix B.2.4; no rotation)."""
    rx, ry, rotation, large, sweep = shape
    if rotation or not rx or not ry:
        if rotation:
            raise ValueError(rotation)
        return [("line", (end_x, end_y))]
    hx, hy = (x - end_x) / 2, (y - end_y) / 2
    over = (hx / rx) ** 2 + (hy / ry) ** 2
    if over > 1:
        rx, ry, over = rx * math.sqrt(over), ry * math.sqrt(over), 1.0
    factor = math.sqrt(max(0.0, 1 / over - 1)) * (
        -1 if bool(large) == bool(sweep) else 1
    )
    cx_, cy_ = factor * rx * hy / ry, -factor * ry * hx / rx
    cx, cy = cx_ + (x + end_x) / 2, cy_ + (y + end_y) / 2
    first = math.atan2((hy - cy_) / ry, (hx - cx_) / rx)
    last = math.atan2((-hy - cy_) / ry, (-hx - cx_) / rx)
    turn = last - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    k = 4 / 3 * math.tan(step / 4)
    found: list[Act] = []
    for n in range(pieces):
        a, b = first + n * step, first + (n + 1) * step
        found.append(
            (
                "curve",
                (
                    cx + rx * (math.cos(a) - k * math.sin(a)),
                    cy + ry * (math.sin(a) + k * math.cos(a)),
                    cx + rx * (math.cos(b) + k * math.sin(b)),
                    cy + ry * (math.sin(b) - k * math.cos(b)),
                    cx + rx * math.cos(b),
                    cy + ry * math.sin(b),
                ),
            )
        )
    return found


_SHAPES: dict[str, Callable[[dict[str, str]], list[Act]]] = {
    "path": _path,
    "circle": _circle,
    "rect": _rectangle,
}
