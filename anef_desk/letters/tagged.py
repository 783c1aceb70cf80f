"""A canvas that says what each word is, for whoever listens to a PDF.

ReportLab draws; this adds the structure of PDF 1.7, section 14.8: paragraphs,
titles and tables in the order they are read, each with its language, and the words of
a paragraph that reads from right to left in the order of reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reportlab import rl_config
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
)

from anef_desk.letters.runs import Run
from anef_desk.letters.timeless import TimelessCanvas

rl_config.useA85 = 0  # bytes as they are: smaller, and quicker to write

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


class TaggedCanvas(TimelessCanvas):
    """A canvas whose pages are numbered, and whose words belong to a structure."""

    _code: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "pdfVersion": VERSION})
        self._root = _Element("Document")
        self._open = [self._root]
        self._shared: dict[object, _Element] = {}
        self._marks: list[list[_Element]] = [[]]
        self._names: list[str] = []
        self._firsts: list[int] = []  # pages on which a document of its own begins

    def begin(self) -> None:
        """Begin a document of its own: its pages are numbered from 1."""
        part = _Element("Part")
        self._root.kids.append(part)
        self._open = [self._root, part]
        self._firsts.append(len(self._names))

    @property
    def part(self) -> int:
        """Return which document of its own is being drawn, from 0."""
        return max(len(self._firsts) - 1, 0)

    def numbers(self, part: int, number: int, count: int) -> None:
        """Draw that a page is the *number*th of *count* of a *part*."""

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

    def draw_run(
        self, name: str, run: Run, size: float, at: tuple[float, float]
    ) -> None:
        """Draw *run* in the font *name*, from the point *at* of its base line."""
        font = pdfmetrics.getFont(name)
        drawn = run.operators(font, size, fp_str(*at), self._doc)
        if drawn is not None:
            self._code.append(drawn)
            return
        words = self.beginText(*at)
        words.setFont(name, size)
        words.textOut(run.glyphs)
        self.drawText(words)

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
        for place, page in enumerate(pages):
            # WORKAROUND ReportLab 4: pages know no structure.
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = place
        bounds = pairwise([*(self._firsts or [0]), len(pages)])
        for part, (first, after) in enumerate(bounds):
            for number, page in enumerate(pages[first:after], 1):
                if after - first > 1:
                    self._code = []
                    self.numbers(part, number, after - first)
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

    def _dictionary(self, element: _Element, above: _Element | None) -> _Written:
        page = self._names[element.page] if element.page >= 0 else ""
        return _Written(element, above.name if above else "structure", page)


class _Written(PDFObject):
    """An element, written in one go: there are many."""

    __RefOnly__ = 1

    def __init__(self, element: _Element, above: str, page: str) -> None:
        self._element, self._above, self._page = element, above, page

    def format(self, document: Any) -> bytes:  # noqa: ANN401 - ReportLab's
        """Return the element as a dictionary of PDF."""
        numbers = document.idToObjectNumberAndVersion

        def see(name: str) -> str:
            return "{} {} R".format(*numbers[name])

        element = self._element
        kids = [see(kid.name) for kid in element.kids]
        if element.mark >= 0:
            kids.append(str(element.mark))
        said = f"<< /Type /StructElem /S /{element.tag} /P {see(self._above)}"
        said += f" /K [{' '.join(kids)}]"
        if self._page:
            said += f" /Pg {see(self._page)}"
        if element.language:
            said += f" /Lang ({element.language.replace('_', '-')})"
        if element.words:
            words = element.words.encode("utf-16-be", "surrogatepass").hex()
            said += f" /ActualText <feff{words}>"
        return f"{said} >>".encode("latin-1")
