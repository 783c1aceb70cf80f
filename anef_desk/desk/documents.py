"""The residence documents a person holds."""

from __future__ import annotations

from dataclasses import replace

from anef_desk.desk.context import Context
from anef_desk.desk.people import main_case, read_file
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.law.entry_checks import Oddity, oddities


class Documents:
    """The residence documents of the people of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(self, person_id: str, document: ResidenceDocument) -> PersonFile:
        """Write down a *document* a person holds; its `id` is given here."""
        return self.change(person_id, replace(document, id=new_id()))

    def change(self, person_id: str, document: ResidenceDocument) -> PersonFile:
        """Replace what is known about *document*; the journal keeps what was."""
        context = self._context
        with context.writing(Act.DOCUMENTS) as store:
            held = store.documents.of(person_id)
            before = next((one for one in held if one.id == document.id), None)
            store.documents.put(person_id, document)
            shown = read_file(context, store, person_id)
            store.commit()
        context.recorded(person_id, before, document)
        return shown

    def oddities(
        self, person_id: str, document: ResidenceDocument
    ) -> tuple[Oddity, ...]:
        """Return what is odd about a *document* that is being copied; keeps nothing."""
        context = self._context
        store = context.readable(person_id)
        return oddities(
            document,
            store.people.get(person_id),
            store.documents.of(person_id),
            store.identities.of(person_id),
            main_case(store.cases.of(person_id)),
            on=context.today(),
            library=context.library,
        )

    def remove(self, person_id: str, document_id: str) -> PersonFile:
        """Take a document entered by mistake out of the file."""
        context = self._context
        with context.writing(Act.REMOVING) as store:
            held = store.documents.of(person_id)
            before = next((one for one in held if one.id == document_id), None)
            store.documents.remove(person_id, document_id)
            shown = read_file(context, store, person_id)
            store.commit()
        context.recorded(person_id, before, None)
        return shown
