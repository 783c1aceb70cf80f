"""Take back the last change: undo rather than "are you sure"."""

from __future__ import annotations

from dataclasses import dataclass

from anef_desk.desk.context import Context, Record, Recorded
from anef_desk.desk.roles import Act
from anef_desk.domain.case import Case
from anef_desk.domain.handover import Handover
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Store


class ChangedSinceError(ExpectedError):
    """Somebody changed the same thing since: what they wrote is not taken back."""

    message = N_("Ce dossier a changé depuis. Rien n’a été annulé.")
    advice = N_("Ouvrez-le pour voir ce qui a été noté.")


class NothingToUndoError(ExpectedError):
    """Nothing was changed since the vault was opened."""

    message = N_("Il n’y a rien à annuler.")


@dataclass(frozen=True)
class Undo:
    """The changes of this session, the last one first to be taken back."""

    _context: Context

    @property
    def last(self) -> Recorded | None:
        """Return the change that would be taken back, if there is one."""
        changes = self._context.changes
        return changes[-1] if changes else None

    def put_back(self, change: Recorded | None = None) -> Recorded:
        """Take back *change*, or the last one; the journal notes it as any other.

        Raises:
            NothingToUndoError: If there is none.
            ChangedSinceError: If the same thing was changed again since, or if the
                file is not there any more.
        """
        context = self._context
        change = change or self.last
        if change is None:
            raise NothingToUndoError
        with context.writing(Act.EVENTS) as store:
            known = change.after or change.before
            if known is None or store.people.find(change.person) is None:
                raise ChangedSinceError
            if _now(store, known, change.person) != change.after:
                raise ChangedSinceError
            _write(store, change)
            store.commit()
        if change in context.changes:
            context.changes.remove(change)
        return change


def _now(store: Store, known: Record, person: str) -> Record | None:
    """Return what the vault holds in the place of *known*."""
    try:
        if isinstance(known, Person):
            return store.people.get(known.id)
        if isinstance(known, Case):
            return store.cases.get(known.id)
    except UnknownRecordError:
        return None
    if isinstance(known, ResidenceDocument):
        held = store.documents.of(person)
        return next((one for one in held if one.id == known.id), None)
    if isinstance(known, Postponement):
        return store.postponements.find(known.id)
    return store.handovers.find(known.id)


def _write(store: Store, change: Recorded) -> None:
    match change.before:
        case None:
            _remove(store, change)
        case Person():
            store.people.put(change.before)
        case Case():
            store.cases.put(change.before)
        case ResidenceDocument():
            store.documents.put(change.person, change.before)
        case Postponement():
            store.postponements.put(change.before)
        case Handover():
            store.handovers.put(change.before)


def _remove(store: Store, change: Recorded) -> None:
    match change.after:
        case ResidenceDocument(id=identifier):
            store.documents.remove(change.person, identifier)
        case Postponement(id=identifier):
            store.postponements.remove(identifier)
        case Handover(id=identifier):
            store.handovers.remove(identifier)
        case _:  # A person or a case is never made to disappear.
            raise ChangedSinceError
