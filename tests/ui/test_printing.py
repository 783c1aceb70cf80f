"""Paper: neutral names, no colour when none is wanted, one page in memory at a time."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from anef_desk.desk.pictures import one_by_one
from anef_desk.desk.views import PageImage
from ui.widgets import paper, printing
from ui.widgets.paper import Outbox, Paper, PaperDialog, ask_file, sheet

SMALL = 248


def colourful(pages: int, title: str = "Karimi (exemple)") -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.setTitle(title)
    for number in range(1, pages + 1):
        canvas.setFillColorRGB(0.9, 0.1, 0.1)
        canvas.rect(0, 0, 60 * number, 800, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def printer(tmp_path: Path, qapp: Any) -> QPrinter:
    """A printer that writes what it prints into a file."""
    made = printing.new_printer()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "paper.pdf"))
    return made


def printed(printer: QPrinter) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(Path(printer.outputFileName()).read_bytes())


def has_colour(document: pypdfium2.PdfDocument) -> bool:
    for page in document:
        picture = page.render(scale=0.3).to_pil().convert("RGB")
        if any(
            max(colour) - min(colour) > 8
            for _n, colour in picture.getcolors(maxcolors=1 << 20)
        ):
            return True
    return False


def test_the_job_names_nobody(printer: QPrinter) -> None:
    assert printing.print_pages(printer, one_by_one(colourful(1), SMALL))

    raw = Path(printer.outputFileName()).read_bytes()
    document = printed(printer)
    assert printer.docName() == "Courrier"
    assert document.get_metadata_dict()["Title"] == "Courrier"
    assert document.get_metadata_dict()["Author"] == ""
    assert b"Karimi" not in raw
    document.close()


@pytest.mark.parametrize("grey", [True, False])
def test_black_and_white_paper_has_no_colour(printer: QPrinter, grey: bool) -> None:
    if grey:
        printer.setColorMode(QPrinter.ColorMode.GrayScale)

    assert printing.print_pages(printer, one_by_one(colourful(2), SMALL))

    document = printed(printer)
    assert has_colour(document) is not grey
    document.close()


@pytest.mark.parametrize(
    ("asked", "expected"), [((0, 0), 5), ((2, 3), 2), ((4, 5), 2), ((5, 5), 1)]
)
def test_only_the_pages_that_were_asked_for_come_out(
    printer: QPrinter, asked: tuple[int, int], expected: int
) -> None:
    if any(asked):
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*asked)

    assert printing.print_pages(printer, one_by_one(colourful(5), SMALL))

    document = printed(printer)
    assert len(document) == expected
    document.close()


def test_a_printer_that_makes_no_copies_gets_each_page_as_often(
    printer: QPrinter,
) -> None:
    printer.setCopyCount(3)
    expected = 2 if printer.supportsMultipleCopies() else 6

    assert printing.print_pages(printer, one_by_one(colourful(2), SMALL))

    document = printed(printer)
    assert len(document) == expected
    document.close()


def test_a_hundred_pages_never_stand_in_memory_together(printer: QPrinter) -> None:
    """Each is 26 MB: two at most are alive, the one that is drawn and the next."""
    import weakref

    alive: weakref.WeakSet[Page] = weakref.WeakSet()
    most = 0

    class Page(PageImage):
        __hash__ = object.__hash__

    def pages() -> Iterator[PageImage]:
        nonlocal most
        for _number in range(100):
            page = Page(4, 4, bytes(48))
            alive.add(page)
            most = max(most, len(alive))
            yield page
            del page

    assert printing.print_pages(printer, pages())
    assert most <= 2


def test_pages_are_drawn_when_they_are_wanted() -> None:
    drawing = one_by_one(colourful(100), SMALL)

    first = next(drawing)
    drawing.close()

    assert first.width == SMALL
    with pytest.raises(ValueError, match="0"):
        next(one_by_one(colourful(1), 0))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_begin_is_told(tmp_path: Path, qapp: Any) -> None:
    printer = printing.new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "paper.pdf"))

    assert not printing.print_pages(printer, one_by_one(colourful(1), SMALL))


@pytest.mark.parametrize("accepted", [True, False])
def test_the_dialog_asks_which_pages_of_several_and_keeps_grey(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[tuple[int, int]] = []

    def answer(dialog: QPrintDialog) -> int:
        asked.append((dialog.minPage(), dialog.maxPage()))
        dialog.printer().setColorMode(QPrinter.ColorMode.Color)
        return int(accepted)

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    chosen = printing.ask_printer(parent, pages=7, grey=True)

    assert asked == [(1, 7)]
    assert (chosen is not None) is accepted
    if chosen is not None:
        assert chosen.colorMode() == QPrinter.ColorMode.GrayScale
        assert chosen.docName() == "Courrier"


def at_once(work: Any, then: Any, failed: Any = None) -> None:
    then(work())


def test_what_is_printed_is_what_is_shown(
    qtbot: QtBot, printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, told = Paper(), []
    qtbot.addWidget(shown)
    outbox = Outbox(shown, at_once, told.append)
    asked: list[dict[str, object]] = []

    def chosen(_parent: QWidget, **options: object) -> QPrinter:
        asked.append(options)
        return printer

    monkeypatch.setattr(printing, "ask_printer", chosen)
    outbox.print()  # nothing is shown yet
    shown.show_sheet(sheet(colourful(2)), "courrier.pdf")
    shown.grey.setChecked(True)
    shown.print.click()

    assert asked == [{"pages": 2, "grey": True, "single_sided": False}]
    assert told == ["Les pages sont parties à l’imprimante."]
    document = printed(printer)
    assert len(document) == 2
    document.close()


def test_a_paper_prints_as_long_as_it_is_shown(
    qtbot: QtBot, printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever made it may have made another since."""
    shown, told = Paper(), []
    qtbot.addWidget(shown)
    Outbox(shown, at_once, told.append)
    gc.collect()
    monkeypatch.setattr(printing, "ask_printer", lambda *_what, **_how: printer)
    shown.show_sheet(sheet(colourful(1)), "courrier.pdf")

    shown.print.click()

    assert told == ["Les pages sont parties à l’imprimante."]


def test_a_second_press_shows_no_second_sheet(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialogs = [PaperDialog("Liste des pièces", window) for _press in range(2)]

    for dialog in dialogs:
        dialog.open()

    assert [dialog.isVisible() for dialog in dialogs] == [True, False]
    dialogs[0].reject()


def test_a_saved_copy_is_said_to_be_no_longer_protected(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, told = Paper(), []
    qtbot.addWidget(shown)
    outbox = Outbox(shown, at_once, told.append)
    monkeypatch.setattr(paper, "ask_file", lambda *_: tmp_path / "courrier.pdf")
    shown.show_sheet(sheet(colourful(1)), "courrier.pdf")

    outbox.save()

    assert "n’est plus protégé" in shown.unprotected.text()
    assert "n’est plus protégée par le coffre" in told[0]


@pytest.mark.parametrize(
    ("name", "chosen", "path"),
    [
        ("courrier.pdf", "a", "a.pdf"),
        ("courrier.pdf", "a.PDF", "a.PDF"),
        ("statistiques.csv", "a.b", "a.b.csv"),
        ("statistiques.csv", "", None),
        ("dossier.pdf.age", "a", "a.age"),
        ("dossier.pdf.age", "a.pdf", "a.pdf.age"),
        ("L11.toml", "a", "a.toml"),
    ],
)
def test_a_file_keeps_the_ending_of_its_kind(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    chosen: str,
    path: str | None,
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))

    assert ask_file(parent, name) == (Path(path) if path else None)


def test_a_file_is_not_replaced_under_an_ending_nobody_typed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The window that asks has only looked for the name as it was typed."""
    parent = QWidget()
    qtbot.addWidget(parent)
    there = tmp_path / "copie.age"
    there.write_bytes(b"another")
    typed, proposed = [str(tmp_path / "copie"), str(there)], []

    def ask(_parent: QWidget, _title: str, name: str, _kind: str) -> tuple[str, str]:
        proposed.append(name)
        return typed.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)

    assert ask_file(parent, "donnees.zip.age") == there
    assert proposed == ["donnees.zip.age", str(there)]
