"""A PDF to look at, print or save: the same bytes for all three."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from anef_desk.desk.pictures import pages
from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.pdf_view import PdfView
from ui.widgets.printing import A4_WIDTH, ask_printer, print_pages

PREVIEW_WIDTH = 1100


class Paper(QWidget):
    """Shows a PDF; prints and saves what it shows."""

    printed = Signal()
    saved = Signal()
    explained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._name = b"", ""
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        self.view = PdfView()
        self.print = Button("primary", "print", "print")
        self.save = Button("plain", "save", "save")
        line.addStretch(1)
        line.addWidget(self.save)
        line.addWidget(self.print)
        column.addWidget(self.view, 1)
        column.addLayout(line)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.retranslate()

    @property
    def pdf(self) -> bytes:
        """Return the bytes that are shown."""
        return self._pdf

    def retranslate(self) -> None:
        """Write the texts again."""
        self.print.setText(_("Imprimer"))
        self.save.setText(_("Enregistrer en PDF"))
        self.view.setAccessibleName(_("Aperçu des pages"))

    def show_pdf(self, pdf: bytes, name: str, text: str = "") -> None:
        """Show *pdf*; *name* is proposed as its file name and says nothing of anyone.

        Args:
            pdf: The bytes to print and save.
            name: Without suffix.
            text: What it says, for a screen reader.
        """
        self._pdf, self._name = pdf, name
        self.view.show_pages(pages(pdf, PREVIEW_WIDTH) if pdf else (), text)
        self.print.setEnabled(bool(pdf))
        self.save.setEnabled(bool(pdf))

    def _print(self) -> None:
        printer = ask_printer(self)
        if printer is None:
            return
        if print_pages(printer, pages(self._pdf, A4_WIDTH)):
            self.printed.emit()
        else:
            self.explained.emit(
                _("L’imprimante n’a pas pris les pages. Elles sont toujours là.")
            )

    def _save(self) -> None:
        proposed = str(Path.home() / f"{self._name}.pdf")
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Enregistrer en PDF"), proposed, "PDF (*.pdf)"
        )
        if not path:
            return
        file = QSaveFile(path)
        if (
            file.open(QIODevice.OpenModeFlag.WriteOnly)
            and file.write(self._pdf) == len(self._pdf)
            and file.commit()
        ):
            self.saved.emit()
        else:
            self.explained.emit(
                _("Le fichier n’a pas pu être écrit là. Choisissez un autre endroit.")
            )
