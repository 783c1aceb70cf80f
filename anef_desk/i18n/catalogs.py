"""Read, write and compile gettext catalogs: in a checkout, and while a wheel is built.

Babel knows a fixed list of headers and drops every other one. Ours says whether a
native reader has reviewed the translation, and must survive.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

KEPT = frozenset(
    {
        "Language",
        "Plural-Forms",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
)
"""Headers with a meaning; dates and tools would only change without a reason."""


class ReviewedCatalog(Catalog):
    """A catalog that keeps ``X-Review``: "none", or "reviewed" and by whom."""

    review = "none"

    def _headers(self) -> list[tuple[str, str]]:
        headers = [(k, v) for k, v in self._get_mime_headers() if k in KEPT]
        return [
            ("Project-Id-Version", "anef-desk"),
            *headers,
            ("X-Review", f"{self.review}\n"),
        ]

    def _set_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        given = list(headers)
        self._set_mime_headers(given)
        for name, value in given:
            if name.lower() == "x-review":
                self.review = value.strip()

    mime_headers = property(_headers, _set_headers)


def read_po(source: bytes, language: str | None = None) -> ReviewedCatalog:
    """Return the catalog written in *source*, a .po or a .pot file."""
    catalog = ReviewedCatalog(locale=language, charset="utf-8", fuzzy=False)
    pofile.PoFileParser(catalog, abort_invalid=True).parse(io.BytesIO(source))
    catalog.fuzzy = False  # Babel marks every new header so.
    return catalog


def write_po(catalog: Catalog) -> bytes:
    """Return *catalog* as a .po file: one message a line, no place, no date."""
    stream = io.BytesIO()
    pofile.write_po(stream, catalog, width=0, no_location=True, omit_header=False)
    return stream.getvalue().rstrip(b"\n") + b"\n"


def compile_po(source: bytes, language: str) -> bytes:
    """Return the .mo file made from *source*; fuzzy translations are left out."""
    stream = io.BytesIO()
    mofile.write_mo(stream, read_po(source, language))
    return stream.getvalue()
