"""Ask the child process what a file looks like; believe nothing it says.

What comes back is numbers and rows of colours, checked against what was asked; no
format is parsed here. The child is killed after ten seconds.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anef_desk.domain.attachment import MediaType
from anef_desk.domain.page_image import PageImage
from anef_desk.exchange.errors import (
    FileRefusedError,
    LockedPdfError,
    PreviewTooLongError,
    TooManyPagesError,
    TooManyPixelsError,
)
from anef_desk.progress import Report, silently

SECONDS: Final = 10.0
PAGES: Final = 200
WIDEST: Final = 2480
TALLEST: Final = 4
MOST: Final = 12
"""Pictures in one answer; the child has the same limits."""

LARGEST_TABLE: Final = 40_000_000
"""Bytes of the rows of a workbook, as JSON."""

THUMBNAIL: Final = 96
"""Width of the small picture beside a title."""

EACH: Final = 0.1
"""Seconds between two questions whether to go on."""

COMMAND: Final = "preview"
"""What starts the child in a frozen application, which runs no file by its name."""

_CHILD: Final = Path(__file__).with_name("preview_child.py")
_NUMBERS: Final = struct.Struct(">II")


@dataclass(frozen=True)
class Preview:
    """Some pages of a file, and how many it has in all."""

    total: int
    pages: tuple[PageImage, ...]


class Previewer:
    """Starts children, one per question; `stop` ends those at work."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def pages(
        self,
        media_type: MediaType,
        content: bytes,
        *,
        width: int,
        first: int = 0,
        count: int = MOST,
    ) -> Preview:
        """Return *count* pages from *first* on, at most *width* pixels wide.

        Raises:
            FileRefusedError: If the file cannot be shown; the subclass says why.
        """
        asked = {
            "type": media_type.value,
            "width": min(width, WIDEST),
            "first": first,
            "count": min(count, MOST),
        }
        question = json.dumps(asked).encode("ascii") + b"\n"
        largest = 10 + asked["count"] * (8 + asked["width"] ** 2 * TALLEST * 3)  # type: ignore[operator]
        said = self._ask(question + content, largest)
        return read(said, min(width, WIDEST), min(count, MOST), first=first)

    def table(self, content: bytes, report: Report = silently) -> bytes:
        """Return what a child says of the workbook *content*, not looked at yet.

        The child is killed as soon as *report* raises to stop.
        """
        return self._ask(b'{"type": "table"}\n' + content, LARGEST_TABLE, report)

    def stop(self) -> None:
        """End every child at once: the application locks."""
        self._stopped = True
        for child in tuple(self._running):
            child.kill()

    def _ask(self, question: bytes, largest: int, report: Report = silently) -> bytes:
        with self._started() as child:
            late = threading.Event()

            def end() -> None:
                late.set()
                child.kill()

            timer = threading.Timer(self._seconds, end)
            timer.daemon = True
            timer.start()
            heard: list[bytes] = []
            pipes = (
                threading.Thread(target=_give, args=(child, question), daemon=True),
                threading.Thread(
                    target=_hear, args=(child, largest, heard), daemon=True
                ),
            )
            for pipe in pipes:
                pipe.start()
            try:
                while pipes[1].is_alive():
                    report(0, 0)  # Nobody knows how far it is.
                    pipes[1].join(EACH)
            finally:
                child.kill()
                timer.cancel()
                for pipe in pipes:
                    pipe.join()
                child.wait()
        if late.is_set():
            raise PreviewTooLongError
        return b"".join(heard)

    @contextlib.contextmanager
    def _started(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start a child that inherits nothing: no variable, no descriptor, no folder."""
        child = subprocess.Popen(  # noqa: S603 - our own program
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=Path(sys.executable).anchor,
            close_fds=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._running.add(child)
        try:
            if self._stopped:
                child.kill()
            yield child
        finally:
            self._running.discard(child)
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()


def read(said: bytes, width: int, count: int, *, first: int = 0) -> Preview:
    """Return what a child *said*, checked against what it was asked.

    Pages that are missing would be missing from what is made of them.

    Raises:
        FileRefusedError: If it refused, died, or said anything else.
    """
    if said.startswith(b"NO"):
        raise _refusal(said[2:])
    try:
        return _parsed(said, width, range(first, first + count))
    except (ValueError, struct.error):
        raise FileRefusedError from None


def _parsed(said: bytes, width: int, wanted: range) -> Preview:
    if said[:2] != b"OK":
        raise ValueError
    total, number = _NUMBERS.unpack_from(said, 2)
    there = range(total)[wanted.start : wanted.stop]
    if not 1 <= total <= PAGES or number != len(there):
        raise ValueError
    place, pages = 2 + _NUMBERS.size, []
    for _page in range(number):
        across, down = _NUMBERS.unpack_from(said, place)
        place += _NUMBERS.size
        end = place + across * down * 3
        inside = 1 <= across <= width + 1 and 1 <= down <= width * TALLEST + 1
        if not inside or end > len(said):
            raise ValueError
        pages.append(PageImage(across, down, said[place:end]))
        place = end
    if place != len(said):
        raise ValueError
    return Preview(total, tuple(pages))


def _refusal(reason: bytes) -> FileRefusedError:
    if reason == b"locked":
        return LockedPdfError()
    if reason == b"large":
        return TooManyPixelsError()
    if reason == b"pages":
        return TooManyPagesError(pages=PAGES)
    return FileRefusedError()


def _give(child: subprocess.Popen[bytes], question: bytes) -> None:
    """Write the question; a child that died reads no more."""
    assert child.stdin is not None  # noqa: S101 - for types
    with contextlib.suppress(OSError, ValueError):
        child.stdin.write(question)
        child.stdin.close()


def _hear(child: subprocess.Popen[bytes], largest: int, heard: list[bytes]) -> None:
    """Read the answer, and no more than it can be."""
    assert child.stdout is not None  # noqa: S101 - for types
    with contextlib.suppress(OSError, ValueError):
        heard.append(child.stdout.read(largest + 1))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-I", str(_CHILD)]


def _environment() -> dict[str, str]:
    """Return what a process cannot start without; only Windows wants anything."""
    kept = ("SYSTEMROOT",)
    return {name: os.environ[name] for name in kept if name in os.environ}
