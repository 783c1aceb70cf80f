"""The appointments of a person: those that come, then the last ones."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.appointment import Appointment
from ui.language import _
from ui.widgets.appointing import Appointing
from ui.widgets.appointment_entry import appointment_entry, said
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import taken_out
from ui.widgets.file_card import FileCard, FileRecorder, advice

PAST = 3
"""Appointments that are over, shown after those that come."""


class AppointmentsCard(FileCard):
    """Lists them, each with a way to change it."""

    appointment_wanted = Signal(object)  # Appointment, or None for a new one
    removal_wanted = Signal(object)  # Appointment noted by mistake
    return_wanted = Signal(object)  # Appointment removed by mistake

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.removed: Appointment | None = None
        self.new = Button("plain", "add", "new-appointment")
        self.head.addWidget(self.new)
        self.new.clicked.connect(lambda: self.appointment_wanted.emit(None))

    def keep(self, removed: Appointment | None) -> None:
        """Offer to put *removed* back, once the card is written again."""
        self.removed = removed

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Rendez-vous"))
        self.new.setText(_("Ajouter"))
        self.new.setAccessibleName(_("Ajouter un rendez-vous"))
        may = Act.EVENTS in file.may
        self.new.setVisible(may)
        clear(self.body, 1)
        if self.removed is not None and may:
            back = partial(self.return_wanted.emit, self.removed)
            self.body.addWidget(taken_out(said(self.removed), back))
        coming = [a for a in file.appointments if a.day >= file.on]
        past = [a for a in reversed(file.appointments) if a.day < file.on]
        for appointment in (*coming, *past[:PAST]):
            change = partial(self.appointment_wanted.emit, appointment) if may else None
            remove = partial(self.removal_wanted.emit, appointment) if may else None
            self.body.addWidget(appointment_entry(appointment, file.on, change, remove))
        if not file.appointments:
            self.body.addWidget(advice(_("Aucun rendez-vous noté.")))
        return True


class AppointmentsPresenter:
    """Records what the card says, and has the file shown again."""

    def __init__(self, card: AppointmentsCard, records: FileRecorder) -> None:
        self._records = records
        read = partial(records.desk.people.file, records.subject)
        self._appointing = Appointing(card, records, read, card.keep)
        card.removal_wanted.connect(self._appointing.remove)
        card.return_wanted.connect(self._appointing.put_back)
        card.appointment_wanted.connect(self.edit)

    def edit(self, appointment: Appointment | None) -> None:
        """Offer the form of an appointment, with what was typed before."""
        self._appointing.edit(
            appointment
            or Appointment(
                id="", person=self._records.subject, day=self._records.desk.today()
            )
        )
