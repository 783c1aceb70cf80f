"""The appointments of a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal

from anef_desk.desk.views import CaseFile
from anef_desk.domain.appointment import Appointment
from ui.language import _
from ui.widgets.appointment_entry import appointment_entry
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.card import Card, clear
from ui.widgets.recorder import Recorder


class CaseAppointmentsCard(Card):
    """Lists them; takes no room without any."""

    appointment_wanted = Signal(object)  # Appointment

    def show_case(self, case: CaseFile) -> None:
        """Show the appointments of *case*."""
        self.title.setText(_("Rendez-vous"))
        clear(self.body, 1)
        for appointment in case.appointments:
            change = partial(self.appointment_wanted.emit, appointment)
            self.body.addWidget(appointment_entry(appointment, case.on, change))
        self.setVisible(bool(case.appointments))


class CaseAppointmentsPresenter:
    """Records an appointment, and has the case shown again."""

    def __init__(self, card: CaseAppointmentsCard, records: Recorder[CaseFile]) -> None:
        self._card, self._records = card, records
        card.appointment_wanted.connect(self.edit)

    def add(self, case: CaseFile) -> None:
        """Offer the form of a new appointment of *case*."""
        self.edit(
            Appointment(
                id="", person=case.person.id, case=self._records.subject, day=case.on
            )
        )

    def edit(self, appointment: Appointment) -> None:
        """Offer the form of *appointment*, with what was typed before."""
        key = AppointmentForm.draft_of(appointment)
        self._records.draft(key, partial(self._offer, appointment))

    def record(self, appointment: Appointment) -> None:
        """Record an appointment, then show the case with it."""
        desk, case = self._records.desk, self._records.subject

        def put() -> CaseFile:
            desk.appointments.put(appointment)
            return desk.cases.file(case)

        self._records.record(put, AppointmentForm.draft_of(appointment))

    def _offer(self, appointment: Appointment, draft: Mapping[str, str] | None) -> None:
        form = AppointmentForm(appointment, draft, self._card)
        form.typed.connect(self._records.keep)
        if form.exec():
            self.record(form.appointment())
