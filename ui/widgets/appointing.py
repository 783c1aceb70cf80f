"""Writing an appointment down, from the file of a person or from a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from anef_desk.domain.appointment import Appointment
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.recorder import Recorder

T = TypeVar("T")


class Appointing(Generic[T]):
    """Offers the form of an appointment, records it, and has the page shown again."""

    def __init__(
        self,
        over: QWidget,
        records: Recorder[T],
        read: Callable[[], T],
        keep: Callable[[Appointment | None], None],
    ) -> None:
        """Stand *over* a card; *keep* gives it what was removed and can be put back."""
        self._over, self._records, self._read, self._keep = over, records, read, keep

    def edit(self, appointment: Appointment) -> None:
        """Offer the form of *appointment*, with what was typed before."""
        key = AppointmentForm.draft_of(appointment)
        self._records.draft(key, partial(self._offer, appointment))

    def record(self, appointment: Appointment) -> None:
        """Record an appointment."""

        def put() -> T:
            self._records.desk.appointments.put(appointment)
            return self._read()

        self._records.record(put, AppointmentForm.draft_of(appointment))

    def remove(self, appointment: Appointment) -> None:
        """Take an appointment out; the card offers to put it back."""
        desk = self._records.desk.appointments
        self._do(partial(desk.remove, appointment.id), appointment)

    def put_back(self, appointment: Appointment) -> None:
        """Put a removed appointment back as it was."""
        self._do(partial(self._records.desk.appointments.put, appointment), None)

    def _do(self, change: Callable[[], object], removed: Appointment | None) -> None:
        """Do *change*; once it is done, not before, *removed* can be put back."""

        def work() -> T:
            change()
            return self._read()

        def then(shown: T) -> None:
            self._keep(removed)
            self._records.show(shown)

        self._records.ask(work, then)

    def _offer(self, appointment: Appointment, draft: Mapping[str, str] | None) -> None:
        form = AppointmentForm(appointment, draft, self._over)
        form.typed.connect(self._records.keep)
        if form.exec():
            self.record(form.appointment())
