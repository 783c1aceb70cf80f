"""A canvas that says what each word is, for whoever listens to a PDF.

ReportLab draws; this adds the structure of PDF 1.7, section 14.8: paragraphs,
titles and tables in the order they are read, each with its language, and the words of
a paragraph that reads from right to left in the order of reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

ARTIFACT = "Artifact"
VERSION = (1, 7)


@dataclass(eq=False)
class _Element:
    """A node of the structure: its kind, where its words are, what it holds."""

    tag: str
    language: str = ""
    words: str = ""  # "" when those drawn read as they are
    page: int = -1
    mark: int = -1  # of its words on the page; -1: none of its own
    kids: list[_Element] = field(default_factory=list)
    name: str = ""  # of its object


class TaggedCanvas(Canvas):
    """A canvas whose pages are numbered, and whose words belong to a structure."""

    _doc: Any
    _code: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "pdfVersion": VERSION})
        self._root = _Element("Document")
        self._open = [self._root]
        self._shared: dict[object, _Element] = {}
        self._marks: list[list[_Element]] = [[]]
        self._names: list[str] = []

    def numbers(self, number: int, count: int) -> None:
        """Draw that a page is the *number*th of *count*."""

    @contextmanager
    def words(self, tag: str, language: str, text: str = "") -> Iterator[None]:
        """Mark what is drawn inside as a *tag* in *language*; *text* is what it says.

        An artifact is decoration: it is in no structure.
        """
        if tag == ARTIFACT:
            with self.decoration():
                yield
            return
        marks = self._marks[-1]
        made = _Element(tag, language, text, len(self._names), len(marks))
        self._open[-1].kids.append(made)
        self._code.append(f"/{tag} <</MCID {len(marks)}>> BDC")
        marks.append(made)
        yield
        self._code.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Mark what is drawn inside as saying nothing."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    @contextmanager
    def group(self, tag: str, within: object = None) -> Iterator[None]:
        """Put what is drawn inside in a *tag*, of the table named *within*."""
        above = self._open[-1]
        if within is not None:
            if within not in self._shared:
                self._shared[within] = _Element("Table")
                above.kids.append(self._shared[within])
            above = self._shared[within]
        made = _Element(tag)
        above.kids.append(made)
        self._open.append(made)
        yield
        self._open.pop()

    def showPage(self) -> None:  # noqa: N802 - ReportLab's
        """End the page."""
        self._names.append(self._doc.thisPageName())
        self._marks.append([])
        super().showPage()

    def save(self) -> None:
        """Number the pages, write the structure, and end the document."""
        if self._code:
            self.showPage()
        pages = self._doc.Pages.pages
        for number, page in enumerate(pages, 1):
            # WORKAROUND ReportLab 4: pages know no structure.
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number - 1
            if len(pages) > 1:
                self._code = []
                self.numbers(number, len(pages))
                page.stream += "\n".join(self._code) + "\n"
        self._code = []
        self._write_structure()
        super().save()

    def _write_structure(self) -> None:
        document = self._doc
        elements = list(self._named(self._root))
        for number, (element, _above) in enumerate(elements):
            element.name = f"structure{number}"
        for element, above in elements:
            document.Reference(self._dictionary(element, above), element.name)
        parents: list[object] = []
        for page, marks in enumerate(self._marks[: len(self._names)]):
            references = [PDFObjectReference(element.name) for element in marks]
            parents += [page, PDFArray(references)]
        tree = PDFDictionary(
            {
                "Type": PDFName("StructTreeRoot"),
                "K": PDFObjectReference(self._root.name),
                "ParentTree": PDFDictionary({"Nums": PDFArray(parents)}),
                "ParentTreeNextKey": len(self._names),
            }
        )
        document.Reference(tree, "structure")
        catalog = document.Catalog
        catalog.StructTreeRoot = PDFObjectReference("structure")
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})

    def _named(
        self, element: _Element, above: _Element | None = None
    ) -> Iterator[tuple[_Element, _Element | None]]:
        yield element, above
        for kid in element.kids:
            yield from self._named(kid, element)

    def _dictionary(self, element: _Element, above: _Element | None) -> PDFDictionary:
        kids: list[object] = [PDFObjectReference(kid.name) for kid in element.kids]
        if element.mark >= 0:
            kids.append(element.mark)
        said = {
            "Type": PDFName("StructElem"),
            "S": PDFName(element.tag),
            "P": PDFObjectReference(above.name if above else "structure"),
            "K": PDFArray(kids),
        }
        if element.page >= 0:
            said["Pg"] = PDFObjectReference(self._names[element.page])
        if element.language:
            said["Lang"] = PDFString(element.language.replace("_", "-"))
        if element.words:
            said["ActualText"] = PDFString(element.words)
        return PDFDictionary(said)
