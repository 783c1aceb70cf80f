"""Paper: the pages of a PDF, as they are, under a neutral name.

Spoolers keep jobs and their names, so that a name says nothing about anyone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from anef_desk.desk.views import PageImage
from ui.language import _
from ui.widgets.pdf_view import image_of

RESOLUTION = 300
A4_WIDTH = 2480
"""Pixels of an A4 page at `RESOLUTION`."""


def ask_printer(parent: QWidget) -> QPrinter | None:
    """Return the printer somebody chose in the system's dialog, or None."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    printer.setDocName(_("Courrier"))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return printer


def print_pages(printer: QPrinter, pages: Sequence[PageImage]) -> bool:
    """Print *pages*, each on its own sheet; return whether the printer took them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        layout = printer.pageLayout()
        full = layout.fullRectPixels(printer.resolution())
        inside = layout.paintRectPixels(printer.resolution())
        place = QRect(full.topLeft() - inside.topLeft(), full.size())
        painter.drawImage(place, image_of(page))
    return painter.end()
