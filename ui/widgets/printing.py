"""Paper: the pages of a PDF, as they are, under a neutral name.

Spoolers keep jobs and their names, so that a name says nothing about anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from anef_desk.desk.views import PageImage
from ui.language import _
from ui.widgets.pdf_view import image_of

RESOLUTION = 300
A4_WIDTH = 2480
"""Pixels of an A4 page at `RESOLUTION`."""


def new_printer() -> QPrinter:
    """Return the usual printer, whose job names nobody."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    printer.setDocName(_("Courrier"))
    printer.setCreator("")
    return printer


def ask_printer(
    parent: QWidget,
    *,
    pages: int = 0,
    grey: bool = False,
    single_sided: bool = False,
) -> QPrinter | None:
    """Return the printer somebody chose in the system's dialog, or None.

    The dialog asks which printer, how many copies and, of several *pages*, which.

    Args:
        parent: Over what the dialog stands.
        pages: How many there are; 0 when it does not matter.
        grey: Whether to print without colours.
        single_sided: Whether each page is to have a sheet of its own.
    """
    printer = new_printer()
    if single_sided:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    if grey:
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Imprimer"))
    several = pages > 1
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, several)
    if several:
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    if grey:  # The dialog may have put colours back.
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
    return printer


def print_pages(printer: QPrinter, pages: Iterable[PageImage]) -> bool:
    """Print *pages*, each on its own sheet; return whether the printer took them.

    May be called from any thread; *pages* are drawn one at a time when they come so.
    Of a printer that makes no copies of its own, each page comes out several times.
    """
    painter = QPainter()
    if not painter.begin(printer):
        return False
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    first = True
    for page in _wanted(printer, pages):
        image = image_of(page)
        if grey:
            image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        for _copy in range(copies):
            if not first:
                printer.newPage()
            first = False
            painter.drawImage(_place(printer), image)
    return painter.end()


def _wanted(printer: QPrinter, pages: Iterable[PageImage]) -> Iterator[PageImage]:
    """Give the pages that were asked for; all of them if none was named."""
    start, end = printer.fromPage(), printer.toPage()
    named = printer.printRange() == QPrinter.PrintRange.PageRange and start > 0
    for number, page in enumerate(pages, 1):
        if named and number > end > 0:
            return
        if not named or number >= start:
            yield page


def _place(printer: QPrinter) -> QRect:
    """Return where the whole sheet is, seen from what the printer can reach."""
    layout = printer.pageLayout()
    full = layout.fullRectPixels(printer.resolution())
    inside = layout.paintRectPixels(printer.resolution())
    return QRect(full.topLeft() - inside.topLeft(), full.size())
