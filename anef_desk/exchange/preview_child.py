"""The one place where a file from outside is opened: a process that holds nothing.

It is given bytes and gives rows of colours back. It knows no key, has no name of a
person but what the file itself says, and before it looks at the file it gives up the
right to open anything: no file, no socket, no other process. It imports nothing of the
application, so that it runs by itself.

The question is one line of JSON, then the bytes:

    {"type": "application/pdf", "width": 1240, "first": 0, "count": 6}

The answer is ``NO`` and a word, or ``OK``, the number of pages of the file, the number
of pictures, and for each its width, its height and its rows; numbers have 32 bits.

Of a workbook (``{"type": "table"}``), the answer is ``OK`` and the rows of a sheet as
JSON, with its name and those of the others.
"""

from __future__ import annotations

import importlib
import io
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import (
    Image,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from pypdfium2 import raw

LOADED: Final = (MpoImagePlugin, TiffImagePlugin)
"""What reading a photo asks for in the middle, when nothing can be loaded any more."""

MEMORY: Final = 1 << 30  # bytes of address space
SECONDS: Final = 10  # of a processor

MAXIMUM_PIXELS: Final = 50_000_000
MAXIMUM_PAGES: Final = 200
TALLEST: Final = 4  # times as high as it is wide: what is taller is drawn smaller
LARGEST_WIDTH: Final = 2480
LARGEST_COUNT: Final = 12

_READERS: Final = {
    "image/jpeg": JpegImagePlugin.JpegImageFile.format,
    "image/png": PngImagePlugin.PngImageFile.format,
    "image/webp": WebPImagePlugin.WebPImageFile.format,
}
_WHITE: Final = (255, 255, 255)

Image.preinit()  # While modules can still be read.


TABLE: Final = b'"table"'
"""What a question about a workbook holds."""

_tables: list[Any] = []


class Refused(Exception):  # noqa: N818 - an answer
    """The file is not shown, and why in one word."""


def main() -> int:
    """Answer one question; return the exit status."""
    question = sys.stdin.buffer.readline()
    content = sys.stdin.buffer.read()
    if TABLE in question:
        load_tables()
    give_up()
    sys.stdout.buffer.write(answer(question, content))
    sys.stdout.buffer.flush()
    return 0


def load_tables() -> None:
    """Import what reads workbooks, while modules can still be read."""
    reader: Any
    if __package__:
        from anef_desk.exchange import workbook as reader  # noqa: PLC0415
    else:  # Run by its path.
        sys.path.insert(0, str(Path(__file__).parent))
        reader = importlib.import_module("workbook")
    _tables.append(reader)


def give_up() -> None:
    """Give up memory, time, and the right to open anything; Windows has no such limits.

    With no descriptor left to give, the system makes no socket and opens no file.
    """
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource  # noqa: PLC0415 - not on Windows

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def answer(question: bytes, content: bytes) -> bytes:
    """Return what is said of *content*; whatever it does wrong is a refusal."""
    try:
        asked = json.loads(question)
        if asked["type"] == "table":
            return b"OK" + json.dumps(_read_table(content)).encode("ascii")
        total, pictures = _draw(asked, content)
        parts = [b"OK", struct.pack(">II", total, len(pictures))]
        for picture in pictures:
            parts += [struct.pack(">II", *picture.size), picture.tobytes()]
        return b"".join(parts)
    except Refused as reason:
        return b"NO" + str(reason).encode("ascii")
    except (MemoryError, Image.DecompressionBombError):
        return b"NOlarge"
    except Exception:  # noqa: BLE001 - a file can go wrong in any way
        return b"NOunreadable"


def _read_table(content: bytes) -> dict[str, object]:
    (reader,) = _tables
    try:
        found: dict[str, object] = reader.read(content)
    except reader.Unsafe as reason:
        raise Refused(str(reason)) from None
    return found


def _draw(asked: Any, content: bytes) -> tuple[int, list[Image.Image]]:  # noqa: ANN401 - JSON
    width = min(max(int(asked["width"]), 1), LARGEST_WIDTH)
    first, count = max(int(asked["first"]), 0), int(asked["count"])
    wanted = range(first, first + min(max(count, 0), LARGEST_COUNT))
    if asked["type"] == "application/pdf":
        return _pages(content, width, wanted)
    return _picture(content, _READERS[asked["type"]], width, wanted)


def _picture(
    content: bytes, reader: str | None, width: int, wanted: range
) -> tuple[int, list[Image.Image]]:
    """Draw a picture, whole: one that is cut is not what it was."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(content), formats=[str(reader)]) as found:
        if found.width * found.height > MAXIMUM_PIXELS:
            raise Refused("large")
        found.load()
        upright = ImageOps.exif_transpose(found)
        upright.thumbnail((width, width * TALLEST))
        shown = Image.new("RGB", upright.size, _WHITE)
        with_alpha = upright.convert("RGBA")
        shown.paste(with_alpha, mask=with_alpha)
    return 1, [shown] if 0 in wanted else []


def _pages(content: bytes, width: int, wanted: range) -> tuple[int, list[Image.Image]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise Refused("locked" if locked else "unreadable") from error
    total = len(document)
    if not total:
        raise Refused("unreadable")
    if total > MAXIMUM_PAGES:
        raise Refused("pages")
    return total, list(_drawn(document, width, wanted, total))


def _drawn(
    document: pypdfium2.PdfDocument, width: int, wanted: range, total: int
) -> Iterator[Image.Image]:
    for number in wanted:
        if number >= total:
            return
        page = document[number]
        across, down = page.get_size()
        if across <= 0 or down <= 0:
            raise Refused("unreadable")
        scale = min(width / across, width * TALLEST / down)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        yield bitmap.to_pil().convert("RGB")
        page.close()


if __name__ == "__main__":
    raise SystemExit(main())
