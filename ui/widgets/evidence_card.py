"""Everything about a blockage in one file: for whom, how far it is, then its pages."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from anef_desk.desk.incidents import BlockedFile
from anef_desk.desk.session import Desk
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.evidence.words import READERS, Purpose
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, first_pages
from ui.widgets.sealing import Sealing
from ui.widgets.select import Select
from ui.workers import Ask


class EvidenceCard(Card):
    """Says for whom a file is to be built; shows how far it is."""

    build_wanted = Signal(str)  # purpose
    stop_wanted = Signal()
    progressed = Signal(object, int, int)  # of which build, steps done, steps in all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = Words("soft")
        self.reader, self.purpose = Words("strong"), Select()
        self.reader.setBuddy(self.purpose)
        self.purpose.setObjectName("evidence-purpose")
        self.build = Button("plain", "document", "build-evidence")
        self.stop = Button("quiet", "close", "stop-evidence")
        self.progress = QProgressBar()
        self.progress.setObjectName("evidence-progress")
        acts = QWidget()
        line = Flow(acts)
        for button in (self.build, self.stop):
            line.addWidget(button)
        choice = QVBoxLayout()
        choice.setSpacing(10)
        choice.addWidget(self.reader)
        choice.addWidget(self.purpose)
        choice.addWidget(acts)
        choice.addWidget(self.progress)
        self.body.addWidget(self.advice)
        self.body.addLayout(choice)
        self.build.clicked.connect(
            lambda: self.build_wanted.emit(self.purpose.currentData())
        )
        self.stop.clicked.connect(self.stop_wanted)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the evidence file is; nothing once it is done."""
        going = total > 0
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.progress.setVisible(going)
        self.stop.setVisible(going)
        self.build.setEnabled(not going)

    def show_purposes(self, file: BlockedFile) -> None:
        """Offer the files that make sense for this person."""
        before = self.purpose.currentData()
        self.purpose.clear()
        for purpose in file.purposes:
            self.purpose.addItem(_(READERS[purpose]), purpose.value)
        self.purpose.setCurrentIndex(max(self.purpose.findData(before), 0))

    def retranslate(self) -> None:
        """Write the texts again."""
        self.title.setText(_("Le dossier de preuves"))
        self.advice.setText(
            _(
                "Un seul PDF : la chronologie, les demandes restées sans réponse,"
                " les pertes, les pièces numérotées."
            )
        )
        self.reader.setText(_("Pour qui est le dossier"))
        self.purpose.setAccessibleName(_("Pour qui est le dossier"))
        self.build.setText(_("Préparer le dossier"))
        self.stop.setText(_("Arrêter"))
        self.progress.setAccessibleName(_("Avancement du dossier"))


class Proving:
    """Builds the evidence file of somebody, and shows it before it leaves."""

    def __init__(
        self, card: EvidenceCard, desk: Desk, ask: Ask, say: Callable[[str], None]
    ) -> None:
        self._card, self._desk, self._ask, self._say = card, desk, ask, say
        self._stop = threading.Event()
        card.stop_wanted.connect(self.stop)
        card.progressed.connect(self._progress)

    def build(self, person: str, case: str | None, purpose: str) -> None:
        """Build the evidence file; `stop` gives it up."""
        stop = self._stop = threading.Event()
        card = self._card

        def report(done: int, total: int, /) -> None:
            if stop.is_set():
                raise Cancelled
            card.progressed.emit(stop, done, total)

        def work() -> Sheet:
            pdf = self._desk.incidents.evidence(person, case, Purpose(purpose), report)
            return first_pages(pdf)

        def then(made: Sheet) -> None:
            if not stop.is_set():
                self._show(made)

        def failed(error: Exception) -> None:
            if not stop.is_set():  # Else another may be on its way.
                card.show_progress(0, 0)
            if not isinstance(error, ExpectedError):
                raise error
            self._say(error.explain(current()))

        card.show_progress(0, 1)
        self._ask(work, then, failed)

    def stop(self) -> None:
        """Give up the file that is being built."""
        self._stop.set()
        self._card.show_progress(0, 0)
        self._say(_("Le dossier n’a pas été préparé."))

    def _progress(self, build: threading.Event, done: int, total: int) -> None:
        """Show how far a file is that nobody gave up since it said so."""
        if build is self._stop and not build.is_set():
            self._card.show_progress(done, total)

    def _show(self, made: Sheet) -> None:
        self._card.show_progress(0, 0)
        dialog = PaperDialog(_("Dossier de preuves"), self._card)
        dialog.paper.show_sheet(made, "dossier-de-preuves.pdf")
        Sealing(dialog, self._ask, self._say)
        if made.count > len(made.pages):
            self._say(_("L’aperçu montre les {n} premières pages.", n=len(made.pages)))
        Outbox(dialog.paper, self._ask, self._say)
        dialog.open()
