"""The end of a shift: what comes next for each file touched today, and why."""

from __future__ import annotations

from dataclasses import replace

from anef_desk.desk.board import Touched
from anef_desk.desk.context import Context, Recorded
from anef_desk.desk.roles import Act
from anef_desk.domain.handover import Handover
from anef_desk.domain.identifiers import new_id
from anef_desk.vault.store import Store

MOST = 200
"""Files of a shift that are listed."""


class Relay:
    """What one shift leaves to the next."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def touched(self) -> tuple[Touched, ...]:
        """Return the files this colleague changed today, the last one first.

        But those that were frozen since: nothing is left about them.
        """
        context, on = self._context, self._context.today()
        store = context.vault.reading()
        found = []
        for person_id in store.history.touched(on, context.staff, MOST):
            person = store.people.find(person_id)
            if person is None or store.retention.is_frozen(person_id):
                continue
            found.append(
                Touched(
                    person=person_id,
                    name=person.display_name,
                    native_name=person.native_name,
                    handover=self._left(store, person_id),
                )
            )
        return tuple(found)

    def leave(self, person: str, text: str) -> Recorded | None:
        """Leave *text* about a file, in the place of what was left today.

        An empty text takes it back. None when nothing changes.
        """
        context, on, text = self._context, self._context.today(), text.strip()
        with context.writing(Act.EVENTS) as store:
            before = self._left(store, person)
            if text == (before.text if before else ""):
                return None
            if not text and before is not None:
                store.handovers.remove(before.id)
                store.commit()
                return context.recorded(person, before, None)
            after = replace(
                before
                or Handover(
                    id=new_id(),
                    person=person,
                    noted_on=on,
                    staff=context.staff.name,
                    text=text,
                ),
                text=text,
            )
            store.handovers.put(after)
            store.commit()
        return context.recorded(person, before, after)

    def take(self, handover: Handover) -> Recorded:
        """Note that what a colleague left was taken over."""
        context = self._context
        after = replace(handover, taken_on=context.today(), taken_by=context.staff.name)
        with context.writing(Act.EVENTS) as store:
            store.handovers.put(after)
            store.commit()
        return context.recorded(handover.person, handover, after)

    def _left(self, store: Store, person: str) -> Handover | None:
        """Return what this colleague left today, and no namesake of theirs."""
        context, on = self._context, self._context.today()
        for note in store.handovers.of(person):
            if note.noted_on != on or note.taken_on or note.staff != context.staff.name:
                continue
            if store.history.is_by(context.staff, "handover", note.id):
                return note
        return None
