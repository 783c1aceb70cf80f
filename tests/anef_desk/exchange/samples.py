"""Files people bring, and files nobody should open."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 900)) -> bytes:
    """Return a picture with something on it."""
    picture = Image.new("RGB", size, "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    for line in range(20, size[1], 40):
        draw.line((20, line, size[0] - 20, line), fill="#335577", width=5)
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def pdf(pages: int = 2, *, password: str | None = None) -> bytes:
    """Return a PDF of so many pages, perhaps locked."""
    stream = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(stream, encrypt=lock, invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """Return a PNG that says it is *width* by *height* and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def bomb_png(side: int = 7_000) -> bytes:
    """Return a small PNG that becomes *side* × *side* pixels."""
    rows = (b"\x00" + bytes(side // 8 + 1)) * side
    picture = Image.new("1", (side, side))
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    assert len(stream.getvalue()) < len(rows) // 10
    return stream.getvalue()


def text_bomb_png() -> bytes:
    """Return a PNG whose comment becomes 200 MB."""
    deflater = zlib.compressobj(9)
    packed = b"".join(deflater.compress(bytes(1_000_000)) for _ in range(200))
    packed += deflater.flush()
    data = b"Comment\x00\x00" + packed
    comment = (
        struct.pack(">I", len(data))
        + b"zTXt"
        + data
        + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    )
    plain = photo("PNG", (20, 20))
    return plain[:33] + comment + plain[33:]


def pdf_with(body: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """Return a PDF of one page that draws *body*, made by hand, without a table."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox["
        + box
        + b"]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length " + str(len(body)).encode() + b">>stream\n" + body + b"\n"
        b"endstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def flate_bomb_pdf() -> bytes:
    """Return a PDF whose only content becomes 70 MB of drawing."""
    deflater = zlib.compressobj(9)
    line = b"0 0 m 500 800 l S\n" * 50_000
    packed = b"".join(deflater.compress(line) for _ in range(80)) + deflater.flush()
    return pdf_with(packed).replace(b"4 0 obj<<", b"4 0 obj<</Filter/FlateDecode", 1)


def looping_pdf() -> bytes:
    """Return a PDF whose page tree holds itself."""
    return pdf().replace(b"/Count 2", b"/Count 2 /Kids [4 0 R 4 0 R]")


def zip_with_slips() -> bytes:
    """Return an archive that would write outside its folder."""
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
        archive.writestr("C:\\autorun.inf", "x")
    return stream.getvalue()


GOOD: dict[str, Callable[[], bytes]] = {
    "pdf": pdf,
    "jpeg": photo,
    "png": lambda: photo("PNG"),
    "webp": lambda: photo("WEBP"),
}
