"""What was asked and not answered; then everything in one file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.desk.incidents import BlockedFile, Request
from anef_desk.evidence.words import READERS
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.select import Select


class RequestsCard(Card):
    """Shows the remedies taken; says that an answer came."""

    answer_wanted = Signal(int)  # place of the remedy in its case

    def show_requests(self, file: BlockedFile) -> None:
        """Show every remedy that was taken."""
        self.title.setText(_("Les démarches faites"))
        self.setVisible(bool(file.requests))
        clear(self.body, 1)
        for request in file.requests:
            self.body.addWidget(self._request_entry(request))

    def _request_entry(self, request: Request) -> QWidget:
        taken, say = request.taken, current()
        title = say.content(request.title)
        number = i18n.left_to_right(taken.reference) if taken.reference else ""
        entry = Entry(
            title,
            terms.joined(
                (
                    _("le {day}", day=say.day(taken.taken_on)),
                    _("numéro {number}", number=number) if number else "",
                )
            ),
            stacks=True,
        )
        if taken.answered_on is not None:
            day = say.short_day(taken.answered_on)
            entry.add_status("done", _("Répondu le {day}", day=day))
        elif request.noted is not None:
            answered = Button("link", "check", "remedy-answered")
            answered.setText(_("Réponse reçue"))
            answered.setAccessibleName(_("Réponse reçue : {title}", title=title))
            answered.clicked.connect(partial(self.answer_wanted.emit, request.noted))
            entry.add(answered)
        return entry


class EvidenceCard(Card):
    """Says for whom a file is to be built; shows how far it is."""

    build_wanted = Signal(str)  # purpose
    stop_wanted = Signal()
    progressed = Signal(int, int)

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
        self.progressed.connect(self.show_progress)
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
