"""What will be printed, as it will be printed; then paper, or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk.desk.views import PageImage
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from ui.language import _
from ui.theme import look, metrics
from ui.widgets import printing
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.labels import Words
from ui.widgets.pdf_view import PdfView
from ui.widgets.stacking import stack
from ui.widgets.tick import Tick
from ui.workers import Ask

PREVIEW_WIDTH = 1240
"""Pixels of an A4 page on the screen: sharp at twice its size."""


LINES = 2
"""What is said beside the actions takes no more."""


class FileNotWrittenError(ExpectedError):
    """The chosen place refused the file."""

    message = N_("Le fichier n’a pas pu être écrit à cet endroit.")
    advice = N_("Choisissez un autre dossier, ou vérifiez la place qui reste.")
    exit_code = 15


@dataclass(frozen=True)
class Sheet:
    """A PDF and the pictures of its pages."""

    pdf: bytes
    pages: tuple[PageImage, ...]
    text: str = ""  # what a screen reader says
    count: int = 0  # of its pages, when not all of them are drawn


def sheet(pdf: bytes, text: str = "") -> Sheet:
    """Return *pdf* with its pages drawn; long, so not in the GUI thread."""
    return Sheet(pdf, drawn(pdf, PREVIEW_WIDTH), text)


PREVIEWED, SHARP_PAGES, MANY_WIDTH = 60, 12, 700
"""Pages drawn of a long PDF; how many are drawn sharp; how wide the others are."""


def first_pages(pdf: bytes, text: str = "") -> Sheet:
    """Return *pdf* with its first pages drawn, less finely when they are many."""
    from anef_desk.desk.pictures import count  # noqa: PLC0415 - at the first file

    number = count(pdf)
    width = PREVIEW_WIDTH if number <= SHARP_PAGES else MANY_WIDTH
    return Sheet(pdf, drawn(pdf, width, PREVIEWED), text, number)


def drawn(pdf: bytes, width: int, most: int | None = None) -> tuple[PageImage, ...]:
    """Return the pages of *pdf*, *width* pixels wide; not in the GUI thread."""
    from anef_desk.desk.pictures import pages  # noqa: PLC0415 - at the first letter

    return pages(pdf, width, most)


def drawn_one_by_one(pdf: bytes, width: int) -> Iterator[PageImage]:
    """Give the pages of *pdf* for the printer, which are large, one at a time."""
    from anef_desk.desk.pictures import one_by_one  # noqa: PLC0415 - when printing

    yield from one_by_one(pdf, width)


def write_file(target: Path, content: bytes) -> None:
    """Put *content* into *target*, whole or not at all.

    Raises:
        FileNotWrittenError: If the place refuses it; what was there is still there.
    """
    file = QSaveFile(str(target))
    if (
        not file.open(QIODevice.OpenModeFlag.WriteOnly)
        or file.write(content) != len(content)
        or not file.commit()
    ):
        raise FileNotWrittenError


def ask_file(parent: QWidget, name: str) -> Path | None:
    """Return where somebody wants the file; *name* proposes, and names nobody.

    Its ending says what kind of file it is. Where it was left out and there is such a
    file, somebody is asked again: nobody said that it may be replaced.
    """
    ending = Path(name).suffix
    kinds = {
        ".csv": (_("Enregistrer pour un tableur"), _("Tableaux CSV (*.csv)")),
        ".jpg": (_("Enregistrer l’image"), _("Images JPEG (*.jpg)")),
        ".age": (_("Enregistrer sous clé"), _("Fichiers fermés (*.age)")),
        ".toml": (_("Exporter le texte"), _("Textes de courrier (*.toml)")),
    }
    otherwise = (_("Enregistrer en PDF"), _("Documents PDF (*.pdf)"))
    title, kind = kinds.get(ending, otherwise)
    while True:
        chosen, _filter = QFileDialog.getSaveFileName(parent, title, name, kind)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() == ending:
            return path
        path = path.with_name(path.name + ending)
        if not path.exists():
            return path
        name = str(path)


class Paper(QWidget):
    """Shows a sheet; says that it is to be printed or saved."""

    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1)  # The width then decides how the actions stand.
        self.sheet: Sheet | None = None
        self.name = ""
        self.single_sided = False
        self.leaves = True  # else it is read, and neither printed nor saved
        column = QVBoxLayout(self)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.view = PdfView()
        self.save = Button("plain", "save", "paper-save")
        self.print = Button("primary", "print", "paper-print")
        self.grey = Tick("paper-grey")
        self.unprotected = Words("small")
        self._foot.addWidget(self.unprotected, 1)
        for button in (self.grey, self.save, self.print):
            self.acts.addWidget(button)
        self._foot.addLayout(self.acts)
        column.addWidget(self.view, 1)
        column.addLayout(self._foot)
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.show_sheet(None, "")
        self.retranslate()

    def show_sheet(self, shown: Sheet | None, name: str) -> None:
        """Show *shown*; *name* is proposed for its file, and names nobody."""
        self.sheet, self.name = shown, name
        self.view.show_pages(shown.pages if shown else (), shown.text if shown else "")
        for button in (self.grey, self.save, self.print):
            button.setEnabled(shown is not None)
            button.setVisible(self.leaves)
        self.unprotected.setVisible(self.leaves)

    def retranslate(self) -> None:
        """Write the texts again."""
        self.save.setText(_("Enregistrer en PDF"))
        self.print.setText(_("Imprimer"))
        self.grey.setText(_("Noir et blanc"))
        self.unprotected.setText(
            _("Un fichier enregistré n’est plus protégé par le coffre.")
        )
        self._place()
        self.view.setAccessibleName(_("Aperçu des pages"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions where there is room for them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the actions under the words, then one under the other, for want of room."""
        acts = [self.acts.itemAt(n) for n in range(self.acts.count())]
        shown = [one.sizeHint().width() for one in acts if one is not None]
        wide = sum(shown) + max(self.acts.spacing(), 0) * (len(shown) - 1)
        tall = wide > self.width()
        room = self.width() - wide - max(self._foot.spacing(), 0)
        line = self.unprotected.heightForWidth(metrics.NO_LIMIT)
        beside = self.unprotected.heightForWidth(max(room, 1)) <= LINES * line
        stack(self.acts, when=tall)
        stack(self._foot, when=tall or not beside)
        end = Qt.AlignmentFlag(0) if tall else Qt.AlignmentFlag.AlignTrailing
        self._foot.setAlignment(self.acts, end)


class Outbox(QObject):
    """Prints and saves what a `Paper` shows, without making the window wait.

    It lives as long as the paper does.
    """

    def __init__(
        self,
        shown: Paper,
        ask: Ask,
        done: Callable[[str], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(shown)
        self._shown, self._ask, self._done = shown, ask, done
        self._refused = refused or done
        shown.print_wanted.connect(self.print)
        shown.save_wanted.connect(self.save)

    def print(self) -> None:
        """Ask for a printer, then give it the pages."""
        shown = self._shown.sheet
        if shown is None:
            return
        printer = printing.ask_printer(
            self._shown,
            pages=shown.count or len(shown.pages),
            grey=self._shown.grey.isChecked(),
            single_sided=self._shown.single_sided,
        )
        if printer is None:
            return

        def work() -> bool:
            pages = drawn_one_by_one(shown.pdf, printing.A4_WIDTH)
            return printing.print_pages(printer, pages)

        def then(taken: bool) -> None:
            if taken:
                self._done(_("Les pages sont parties à l’imprimante."))
            else:
                self._refused(_("L’imprimante n’a pas pris les pages. Réessayez."))

        self._ask(work, then)

    def save(self) -> None:
        """Ask for a place, then write the file there."""
        shown = self._shown.sheet
        path = ask_file(self._shown, self._shown.name) if shown else None
        if shown is None or path is None:
            return
        self._ask(
            partial(write_file, path, shown.pdf),
            lambda _none: self._done(saved()),
        )


def saved() -> str:
    """Return what to say once a file left the vault."""
    return _(
        "Le fichier est enregistré. Cette copie n’est plus protégée par le coffre :"
        " supprimez-la quand elle ne sert plus."
    )


class PaperDialog(Dialog):
    """A sheet over the page that made it; its pages go when it is closed."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = column = QVBoxLayout(self)
        head = QHBoxLayout()
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        heading = Words("title")
        heading.setText(title)
        self.paper = Paper()
        self.close_button = Button("quiet", "close", "paper-close")
        self.close_button.setText(_("Fermer"))
        head.addWidget(heading, 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(self.paper, 1)
        self.safest = self.close_button
        self.close_button.clicked.connect(self.reject)
        here = parent.window().size()
        self.resize(min(look.px(800), here.width()), max(here.height() - 40, 400))

    def begins(self) -> QWidget | None:
        """Return what it was opened for, once there is something to print."""
        act = self.paper.print
        there = act.isVisibleTo(self) and act.isEnabled()
        return act if there else super().begins()

    def open(self) -> None:
        """Show the sheet, unless one is there: a second press came meanwhile."""
        under = self.parentWidget()
        others = under.window().findChildren(PaperDialog) if under else []
        if any(one.isVisible() for one in others):
            self.reject()
            self.deleteLater()
        else:
            super().open()
