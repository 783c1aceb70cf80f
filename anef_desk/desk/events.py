"""What happens at the desk, noted in one press."""

from __future__ import annotations

from anef_desk.clock import now
from anef_desk.desk.context import Context
from anef_desk.desk.people import read_file
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.event import Event, EventKind
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.vault.canonical import day
from anef_desk.vault.vault import Store

_CONTACTS = frozenset({EventKind.CAME, EventKind.CALLED, EventKind.MESSAGE_RECEIVED})
"""Events that are a contact with the person."""


class Events:
    """The events of the people of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def note(
        self, person_id: str, kind: EventKind, note: str = "", case: str | None = None
    ) -> tuple[str, PersonFile]:
        """Note that something happened now; return its identifier and the file.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        context = self._context
        event = Event(
            id=new_id(),
            person=person_id,
            kind=kind,
            happened_at=now().replace(microsecond=0),
            staff=context.staff.id,
            case=case,
            note=note,
        )
        with context.writing(Act.EVENTS) as store:
            person = store.people.get(person_id)
            store.events.put(event)
            if kind in _CONTACTS:
                _met(context, store, person)
            shown = read_file(context, store, person_id)
            store.commit()
        return event.id, shown

    def take_back(self, event_id: str) -> PersonFile:
        """Take an event back: it was noted by mistake.

        A contact it was, and nothing since, is none either: the file is kept no longer
        because of it.
        """
        context = self._context
        with context.writing(Act.EVENTS) as store:
            person = store.events.get(event_id).person
            met = _met_before(store, event_id, person)
            store.events.remove(event_id)
            if met is not None:
                before = str(met[0]) if met[0] else None
                store.people.merge(person, last_contact=day(before))
            shown = read_file(context, store, person)
            store.commit()
        return shown


def _met_before(store: Store, event_id: str, person: str) -> tuple[object] | None:
    """Return the day of the last contact before an event, if nothing changed since.

    None when the event was no contact, or when it cannot be told any more.
    """
    number = store.history.number_of("event", event_id) + 1
    entries = store.history.page(before=number + 1, limit=1, subject=person)
    met = entries[0].changes.get("last_contact") if entries else None
    if met is None or entries[0].number != number:
        return None
    return None if store.history.changed_since(number, person) else (met.before,)


def _met(context: Context, store: Store, person: Person) -> None:
    if person.last_contact != context.today():
        store.people.merge(person.id, last_contact=context.today())
