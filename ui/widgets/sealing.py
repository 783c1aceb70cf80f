"""A paper saved so that only a passphrase opens it, beside the plain file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from anef_desk.desk.incidents import seal
from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.paper import PaperDialog, ask_file, write_file
from ui.widgets.seal_form import SealForm
from ui.workers import Ask


class Sealing(QObject):
    """Offers to save what a dialog shows under a passphrase; lives as long as it."""

    def __init__(
        self, dialog: PaperDialog, ask: Ask, done: Callable[[str], None]
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._ask, self._done = dialog, ask, done
        self.button = Button("plain", "lock", "paper-seal")
        self.button.setText(_("Enregistrer sous clé"))
        self.button.clicked.connect(self.save)
        dialog.paper.acts.insertWidget(0, self.button)

    def save(self) -> None:
        """Ask for a passphrase and a place, then write the sealed file there."""
        shown = self._dialog.paper.sheet
        if shown is None:
            return
        form = SealForm(self._dialog)
        chosen, passphrase = form.exec(), form.taken()
        if not chosen:
            return
        place = ask_file(self._dialog, f"{self._dialog.paper.name}.age")
        if place is not None:
            write = partial(_write, place, shown.pdf, passphrase)
            self._ask(write, lambda _none: self._done(sealed()))


def sealed() -> str:
    """Return what to say once a sealed file is written."""
    return _("Le fichier est enregistré sous clé.")


def _write(path: Path, pdf: bytes, passphrase: str) -> None:
    write_file(path, seal(pdf, passphrase))
