"""The picture of an organisation above its letterhead."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from anef_desk.letters.boxes import Blank

WIDEST, TALLEST = 150.0, 42.0  # points


class Logo(Flowable):
    """A picture that says nothing the name under it does not."""

    def __init__(self, picture: bytes) -> None:
        super().__init__()
        self._picture = ImageReader(io.BytesIO(picture))
        across, down = self._picture.getSize()
        scale = min(WIDEST / across, TALLEST / down)
        self._size = (across * scale, down * scale)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room of the picture."""
        return width, self._size[1]

    def draw(self) -> None:
        """Draw the picture, as decoration."""
        canvas: Any = self.canv
        with canvas.decoration():
            canvas.drawImage(self._picture, 0, 0, *self._size)


def logo(picture: bytes) -> list[Flowable]:
    """Return what stands above the name: nothing without a *picture*."""
    return [Logo(picture), Blank(6)] if picture else []
