"""Appointments: when somebody is expected, where, with what, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.identifiers import new_id


class Appointments:
    """The appointments of the people of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, person_id: str) -> tuple[Appointment, ...]:
        """Return the appointments of a person, the earliest first."""
        return self._context.readable(person_id).appointments.of(person_id)

    def between(self, first: date, last: date) -> tuple[Appointment, ...]:
        """Return the appointments from *first* to *last*, in order."""
        store = self._context.vault.reading()
        return tuple(
            one
            for one in store.appointments.between(first, last)
            if self._context.may_read(store, one.person)
        )

    def put(self, appointment: Appointment) -> Appointment:
        """Write an appointment down; a new one receives its `id` here."""
        context = self._context
        known = replace(appointment, id=appointment.id or new_id())
        with context.writing(Act.EVENTS) as store:
            store.appointments.put(known)
            store.commit()
        return known

    def remove(self, appointment_id: str) -> None:
        """Take out an appointment that was noted by mistake."""
        context = self._context
        with context.writing(Act.EVENTS) as store:
            store.appointments.remove(appointment_id)
            store.commit()
