"""The appointments of a case."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseFile
from anef_desk.domain.appointment import Appointment
from ui.language import _
from ui.widgets.appointing import Appointing
from ui.widgets.appointment_entry import appointment_entry, said
from ui.widgets.card import Card, clear
from ui.widgets.entry import taken_out
from ui.widgets.recorder import Recorder


class CaseAppointmentsCard(Card):
    """Lists them; takes no room without any."""

    appointment_wanted = Signal(object)  # Appointment
    removal_wanted = Signal(object)  # Appointment noted by mistake
    return_wanted = Signal(object)  # Appointment removed by mistake

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.removed: Appointment | None = None

    def keep(self, removed: Appointment | None) -> None:
        """Offer to put *removed* back, once the card is written again."""
        self.removed = removed

    def show_case(self, case: CaseFile) -> None:
        """Show the appointments of *case*."""
        self.title.setText(_("Rendez-vous"))
        clear(self.body, 1)
        may = Act.EVENTS in case.may
        for appointment in case.appointments:
            change = partial(self.appointment_wanted.emit, appointment) if may else None
            remove = partial(self.removal_wanted.emit, appointment) if may else None
            self.body.addWidget(appointment_entry(appointment, case.on, change, remove))
        if self.removed is not None and may:
            back = partial(self.return_wanted.emit, self.removed)
            self.body.addWidget(taken_out(said(self.removed), back))
        self.setVisible(self.body.count() > 1)


class CaseAppointmentsPresenter:
    """Records an appointment, and has the case shown again."""

    def __init__(self, card: CaseAppointmentsCard, records: Recorder[CaseFile]) -> None:
        self._records = records
        read = partial(records.desk.cases.file, records.subject)
        self._appointing = Appointing(card, records, read, card.keep)
        card.removal_wanted.connect(self._appointing.remove)
        card.return_wanted.connect(self._appointing.put_back)
        card.appointment_wanted.connect(self._appointing.edit)

    def add(self, case: CaseFile) -> None:
        """Offer the form of a new appointment of *case*."""
        self._appointing.edit(
            Appointment(
                id="", person=case.person.id, case=self._records.subject, day=case.on
            )
        )
