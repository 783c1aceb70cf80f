"""A canvas whose file says nothing of when, nor of the machine, it was made."""

from __future__ import annotations

import time
from hashlib import md5
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

_DATE: Final = 946684800.0
"""Seconds: the first of January 2000, the date ReportLab gives when none is wanted."""


class TimelessCanvas(Canvas):
    """A canvas that gives the same bytes for the same drawing, wherever it is made.

    ReportLab's ``invariant`` yields to SOURCE_DATE_EPOCH, which whoever builds packages
    sets: a letter printed again would differ from the first.
    """

    _doc: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "invariant": 1})
        stamp = self._doc._timeStamp
        stamp.t, stamp.lt = _DATE, time.gmtime(_DATE)
        stamp.YMDhms = tuple(stamp.lt)[:6]
        self._doc.signature = md5(b"a reportlab document", usedforsecurity=False)
        self._doc.signature.update(ascii(_DATE).encode())
