"""What each word and picture of a file put together from several is, for whoever listens.

Each part brings the structure it was drawn with (see `tagged`); here they become one
tree, in the order of the pages. A picture is a figure that says which exhibit it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

FIGURE = b"/Figure <</MCID 0>> BDC\n", b"EMC\n"
"""What stands before and after the drawing of a picture."""


class FileStructure:
    """The structure of the pages of *writer*, page after page."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer: Any = writer
        self._parts = ArrayObject()
        self._parents = ArrayObject()
        self._place = 0
        self._root = self._writer._add_object(DictionaryObject())
        self._document = self._element("/Document", self._root, self._parts)

    def take(self, reader: PdfReader, pages: Sequence[PageObject]) -> None:
        """Take the structure *reader* has, whose pages became *pages*."""
        root: Any = reader.trailer["/Root"]
        tree: Any = root["/StructTreeRoot"].clone(self._writer)
        part = tree.raw_get("/K")
        top: Any = part.get_object()
        top[NameObject("/S")] = NameObject("/Part")
        top[NameObject("/P")] = self._document
        self._parts.append(part)
        numbers: Any = tree["/ParentTree"]["/Nums"]
        for page, elements in zip(pages, numbers[1::2], strict=True):
            self._add(page, elements)
        tree.clear()  # Its parts are in ours.

    def figure(self, page: PageObject, words: str) -> None:
        """Say that the picture drawn on *page* is *words*."""
        element = self._element("/Figure", self._document, NumberObject(0))
        figure: Any = element.get_object()
        figure[NameObject("/Pg")] = page.indirect_reference
        figure[NameObject("/Alt")] = TextStringObject(words)
        self._parts.append(element)
        self._add(page, ArrayObject([element]))

    def finish(self, language: str) -> None:
        """Write the tree into the document, whose words are in *language*."""
        tree: Any = self._root.get_object()
        tree[NameObject("/Type")] = NameObject("/StructTreeRoot")
        tree[NameObject("/K")] = self._document
        tree[NameObject("/ParentTree")] = DictionaryObject(
            {NameObject("/Nums"): self._parents}
        )
        tree[NameObject("/ParentTreeNextKey")] = NumberObject(self._place)
        root: Any = self._writer.root_object
        root[NameObject("/StructTreeRoot")] = self._root
        root[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )
        root[NameObject("/Lang")] = TextStringObject(language)

    def _add(self, page: PageObject, elements: ArrayObject) -> None:
        page[NameObject("/StructParents")] = NumberObject(self._place)
        self._parents += [NumberObject(self._place), elements]
        self._place += 1

    def _element(self, kind: str, above: Any, kids: Any) -> Any:  # noqa: ANN401 - pypdf's
        return self._writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/StructElem"),
                    NameObject("/S"): NameObject(kind),
                    NameObject("/P"): above,
                    NameObject("/K"): kids,
                }
            )
        )
