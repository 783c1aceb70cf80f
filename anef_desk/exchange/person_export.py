"""A person's own data, to be given to them: a readable page, JSON, their papers.

One ZIP, sealed as one age file. No name in it names anybody: the file may lie about.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from anef_desk.domain.attachment import SUFFIXES, MediaType
from anef_desk.exchange.sealing import Seal, sealed
from anef_desk.progress import Report, silently

FORMAT: Final = 1
"""Of the JSON; raised when a name in it changes."""

READABLE: Final = "dossier.pdf"
DATA: Final = "dossier.json"
PAPERS: Final = "pieces"

_FIRST_DAY: Final = date(1980, 1, 1)
"""The first a ZIP can say: a computer whose battery is flat believes an earlier one."""


@dataclass(frozen=True)
class Paper:
    """An attachment to be given: its title is in the JSON, never in a file name."""

    media_type: MediaType
    content: bytes


def exported(
    readable: bytes,
    data: Mapping[str, Any],
    papers: Sequence[Paper],
    seal: Seal,
    on: date,
    report: Report = silently,
) -> bytes:
    """Return the sealed export.

    Args:
        readable: The PDF.
        data: What the JSON says; ``format`` and ``made_on`` are added.
        papers: The attachments, numbered from 1 in this order.
        seal: What will open it.
        on: The day, also that of every file in the ZIP.
        report: Told between two papers; may raise to stop.

    Raises:
        NoSealError: If *seal* is empty.
        UnknownRecipientError: If its public key is not one.
    """
    text = json.dumps(
        {"format": FORMAT, "made_on": on.isoformat(), **data},
        ensure_ascii=False,
        indent=2,
    )
    steps = len(papers) + 2
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _put(archive, READABLE, readable, on, zipfile.ZIP_STORED)
        _put(archive, DATA, text.encode("utf-8"), on, zipfile.ZIP_DEFLATED)
        for number, paper in enumerate(papers, 1):
            report(number, steps)
            name = paper_name(number, paper.media_type)
            _put(archive, name, paper.content, on, zipfile.ZIP_STORED)
    report(steps - 1, steps)
    made = sealed(stream.getvalue(), seal)
    report(steps, steps)
    return made


def paper_name(number: int, media_type: MediaType) -> str:
    """Return the name of a paper in the ZIP.

    >>> paper_name(3, MediaType.PDF)
    'pieces/03.pdf'
    """
    return f"{PAPERS}/{number:02}{SUFFIXES[media_type]}"


def _put(
    archive: zipfile.ZipFile, name: str, content: bytes, on: date, kind: int
) -> None:
    known = max(on, _FIRST_DAY)
    entry = zipfile.ZipInfo(name, (known.year, known.month, known.day, 0, 0, 0))
    entry.compress_type = kind
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)
