"""The appointments of a case."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseFile
from anef_desk.domain.appointment import Appointment
from ui.language import _
from ui.widgets.appointing import Appointing
from ui.widgets.appointment_entry import appointment_entry
from ui.widgets.card import Card, clear
from ui.widgets.recorder import Recorder


class CaseAppointmentsCard(Card):
    """Lists them; takes no room without any."""

    appointment_wanted = Signal(object)  # Appointment

    def show_case(self, case: CaseFile) -> None:
        """Show the appointments of *case*."""
        self.title.setText(_("Rendez-vous"))
        clear(self.body, 1)
        may = Act.EVENTS in case.may
        for appointment in case.appointments:
            change = partial(self.appointment_wanted.emit, appointment) if may else None
            self.body.addWidget(appointment_entry(appointment, case.on, change))
        self.setVisible(bool(case.appointments))


class CaseAppointmentsPresenter:
    """Records an appointment, and has the case shown again."""

    def __init__(self, card: CaseAppointmentsCard, records: Recorder[CaseFile]) -> None:
        self._records = records
        read = partial(records.desk.cases.file, records.subject)
        self._appointing = Appointing(card, records, read)
        card.appointment_wanted.connect(self._appointing.edit)

    def add(self, case: CaseFile) -> None:
        """Offer the form of a new appointment of *case*."""
        self._appointing.edit(
            Appointment(
                id="", person=case.person.id, case=self._records.subject, day=case.on
            )
        )
