"""The residence documents a person holds, with the dates printed on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.residence_document import ResidenceDocument
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.document_form import DocumentForm
from ui.widgets.entry import Entry, taken_out
from ui.widgets.file_card import FileCard, FileRecorder, advice


class DocumentsCard(FileCard):
    """Lists the documents; one that was just `removed` can be put back."""

    document_wanted = Signal(object)  # ResidenceDocument, or None for a new one
    removal_wanted = Signal(object)  # ResidenceDocument entered by mistake
    return_wanted = Signal(object)  # ResidenceDocument removed by mistake

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.removed: ResidenceDocument | None = None
        self.new = Button("plain", "add", "new-document")
        self.head.addWidget(self.new)
        self.new.clicked.connect(lambda: self.document_wanted.emit(None))

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Documents de séjour"))
        self.new.setText(_("Ajouter"))
        self.new.setAccessibleName(_("Ajouter un document de séjour"))
        self.new.setVisible(Act.DOCUMENTS in file.may)
        clear(self.body, 1)
        if self.removed is not None and Act.DOCUMENTS in file.may:
            kind = _(terms.KINDS[self.removed.kind])
            back = partial(self.return_wanted.emit, self.removed)
            self.body.addWidget(taken_out(kind, back))
        for document in file.documents:
            self.body.addWidget(self._entry(file, document))
        if not file.documents:
            self.body.addWidget(
                advice(
                    _("Ajoutez ce que la personne tient en main, avec ses dates.")
                    if Act.DOCUMENTS in file.may
                    else _("Aucun document de séjour noté")
                )
            )
        return True

    def _entry(self, file: PersonFile, document: ResidenceDocument) -> QWidget:
        kind = _(terms.KINDS[document.kind])
        mention = document.mention or ""
        entry = Entry(
            kind,
            terms.joined(
                (
                    _dates(document),
                    _("« {text} »", text=mention) if mention else "",
                    i18n.left_to_right(document.number) if document.number else "",
                )
            ),
        )
        if document.ends_on is not None:
            entry.add_status(
                terms.validity(document.ends_on, file.on),
                terms.days_left(file.on, document.ends_on),
            )
        change = partial(self.document_wanted.emit, document)
        remove = partial(self.removal_wanted.emit, document)
        entry.changes(
            kind,
            ("edit-document", change) if Act.DOCUMENTS in file.may else None,
            ("take-out", remove) if Act.REMOVING in file.may else None,
        )
        return entry


def _dates(document: ResidenceDocument) -> str:
    """Return the dates printed on *document*, as they are printed."""
    start, end = document.starts_on, document.ends_on
    first = current().short_day(start) if start else ""
    last = current().short_day(end) if end else ""
    if first and last:
        return _("du {start} au {end}", start=first, end=last)
    if first:
        return _("du {start}", start=first)
    return _("jusqu’au {day}", day=last) if last else _("dates non lues")


class DocumentsPresenter:
    """Records what the card says, and has the file shown again."""

    def __init__(self, card: DocumentsCard, records: FileRecorder) -> None:
        self._card, self._records = card, records
        self._desk = records.desk.documents
        card.document_wanted.connect(self.edit)
        card.removal_wanted.connect(self.remove)
        card.return_wanted.connect(self.put_back)

    def edit(self, document: ResidenceDocument | None) -> None:
        """Offer the form of a document, with what was typed before."""
        key = DocumentForm.draft_of(
            self._records.subject, document.id if document else ""
        )
        self._records.draft(key, partial(self._offer, document))

    def record(self, document: ResidenceDocument) -> None:
        """Record *document*, new or corrected; the law checks it at once."""
        person = self._records.subject
        put = self._desk.change if document.id else self._desk.add
        self._records.record(
            partial(put, person, document), DocumentForm.draft_of(person, document.id)
        )

    def remove(self, document: ResidenceDocument) -> None:
        """Take *document* out of the file; the card offers to put it back."""
        self._do(
            partial(self._desk.remove, self._records.subject, document.id), document
        )

    def put_back(self, document: ResidenceDocument) -> None:
        """Put a removed *document* back as it was."""
        self._do(partial(self._desk.change, self._records.subject, document), None)

    def _do(
        self, work: Callable[[], PersonFile], removed: ResidenceDocument | None
    ) -> None:
        """Do *work*; once it is done, not before, *removed* can be put back."""

        def then(file: PersonFile) -> None:
            self._card.removed = removed
            self._records.show(file)

        self._records.ask(work, then)

    def _offer(
        self, document: ResidenceDocument | None, draft: Mapping[str, str] | None
    ) -> None:
        records = self._records
        form = DocumentForm(records.subject, document, draft, self._card)
        form.typed.connect(records.keep)

        def judge(*_typed: object) -> None:
            judged = partial(self._desk.oddities, records.subject, form.document())
            records.ask(judged, form.show_oddities)

        form.judged.connect(judge)
        form.checks = True
        if document is not None:
            form.look()
        if form.exec():
            self.record(form.document())
