"""The identity each paper prints, compared with that of the OFPRA."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.identity import Identity
from anef_desk.law.identity import Compared
from ui import terms
from ui.language import _
from ui.navigation import WriteLetter
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry, taken_out
from ui.widgets.file_card import FileCard, FileRecorder, advice, main_case
from ui.widgets.identity_form import IdentityForm

CORRECTION = "L03"
"""The letter that asks for a printed identity to be corrected."""


class IdentitiesCard(FileCard):
    """Lists the identities, each with what differs."""

    identity_wanted = Signal(object)  # Identity, or None for a new one
    identity_unwanted = Signal(object)  # Identity noted by mistake
    return_wanted = Signal(object)  # Identity removed by mistake

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.removed: Identity | None = None
        self.new = Button("plain", "add", "new-identity")
        self.head.addWidget(self.new)
        self.new.clicked.connect(lambda: self.identity_wanted.emit(None))

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Identité sur chaque papier"))
        self.new.setText(_("Ajouter"))
        self.new.setAccessibleName(_("Ajouter une identité imprimée"))
        self.new.setVisible(Act.PEOPLE in file.may)
        clear(self.body, 1)
        correct = WriteLetter(file.person.id, main_case(file), CORRECTION)
        if self.removed is not None and Act.PEOPLE in file.may:
            back = partial(self.return_wanted.emit, self.removed)
            what = _(terms.PRINTED[self.removed.source])
            self.body.addWidget(taken_out(what, back))
        for found in file.identities:
            self.body.addWidget(self._entry(found, correct, file.may))
        if not file.identities and Act.PEOPLE in file.may:
            self.body.addWidget(
                advice(
                    _(
                        "Notez l’identité de l’acte de l’OFPRA, puis celle de chaque"
                        " papier : les différences se voient."
                    )
                )
            )
        return Act.PEOPLE in file.may or bool(file.identities)

    def _entry(
        self, found: Compared, correct: WriteLetter, may: frozenset[Act]
    ) -> QWidget:
        identity = found.identity
        birth = identity.birth_date.printed if identity.birth_date else ""
        what = _(terms.PRINTED[identity.source])
        names = f"{identity.family_name.upper()} {identity.given_names}".strip()
        entry = Entry(
            what,
            terms.joined(
                (i18n.isolated(names), birth, i18n.isolated(identity.birth_place))
            ),
        )
        _compare(entry, found)
        if found.differences and Act.LETTERS in may:
            entry.link(
                "identity-letter",
                _("Demander la correction"),
                _("Demander la correction : {what}", what=what),
                partial(self.wanted.emit, correct),
                "letters",
            )
        if Act.PEOPLE in may:
            entry.changes(
                what,
                ("edit-identity", partial(self.identity_wanted.emit, identity)),
                ("remove-identity", partial(self.identity_unwanted.emit, identity)),
            )
        return entry


def _compare(entry: Entry, found: Compared) -> None:
    """Say on *entry* whether the identity is that of the reference, and what is not."""
    if found.differences:
        entry.add_status("late", _("Différent"))
    elif found.is_reference:
        entry.add_status("done", _("Sert de référence"))
    else:
        entry.add_status("done", _("Pareil"))
    if found.swapped:
        entry.note(_("Le nom et le prénom sont échangés."))
    for difference in found.differences:
        if found.swapped and difference.field in {"family_name", "given_names"}:
            continue
        field, printed = terms.IDENTITY_FIELDS[difference.field], difference.printed
        entry.note(
            _(
                "{field} : « {printed} » au lieu de « {expected} »",
                field=_(field),
                printed=printed,
                expected=difference.expected,
            )
            if difference.expected
            else _(
                "{field} : « {printed} », que l’OFPRA n’imprime pas",
                field=_(field),
                printed=printed,
            )
        )


class IdentitiesPresenter:
    """Records what the card says, and has the file shown again."""

    def __init__(self, card: IdentitiesCard, records: FileRecorder) -> None:
        self._card, self._records = card, records
        card.identity_wanted.connect(self.edit)
        card.identity_unwanted.connect(self.remove)
        card.return_wanted.connect(self.put_back)

    def edit(self, identity: Identity | None) -> None:
        """Offer the form of an identity, with what was typed before."""
        key = IdentityForm.draft_of(
            self._records.subject, identity.id if identity else ""
        )
        self._records.draft(key, partial(self._offer, identity))

    def record(self, identity: Identity) -> None:
        """Record what a document prints."""
        self._records.record(
            partial(self._records.desk.identities.put, identity),
            IdentityForm.draft_of(self._records.subject, identity.id),
        )

    def remove(self, identity: Identity) -> None:
        """Take an identity out of the file; the card offers to put it back."""
        self._do(partial(self._records.desk.identities.remove, identity.id), identity)

    def put_back(self, identity: Identity) -> None:
        """Put a removed identity back as it was."""
        self._do(partial(self._records.desk.identities.put, identity), None)

    def _do(self, work: Callable[[], PersonFile], removed: Identity | None) -> None:
        """Do *work*; once it is done, not before, *removed* can be put back."""

        def then(file: PersonFile) -> None:
            self._card.removed = removed
            self._records.show(file)

        self._records.ask(work, then)

    def _offer(
        self, identity: Identity | None, draft: Mapping[str, str] | None
    ) -> None:
        form = IdentityForm(self._records.subject, identity, draft, self._card)
        form.typed.connect(self._records.keep)
        if form.exec():
            self.record(form.identity())
