"""The line of an appointment, in a person's file and in a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.domain.appointment import Appointment
from ui import terms
from ui.language import _, current
from ui.widgets.entry import Entry

SOON = 7
"""Days from which an appointment is near."""


def appointment_entry(
    appointment: Appointment,
    on: date,
    change: Callable[[], object] | None,
    remove: Callable[[], object] | None,
) -> QWidget:
    """Return the line of an appointment.

    With a way to *change* it, and one to *remove* it, for whoever may.
    """
    day = current().day(appointment.day)
    entry = Entry(
        said(appointment),
        terms.joined(
            (i18n.isolated(appointment.place), i18n.isolated(appointment.outcome))
        ),
    )
    if appointment.day >= on:
        entry.add_status(
            "soon" if (appointment.day - on).days <= SOON else "none",
            terms.days_left(on, appointment.day),
        )
    elif not appointment.outcome:
        entry.add_status("soon", _("À compléter"))
    if appointment.bring:
        entry.note(
            _("À apporter : {what}", what=", ".join(appointment.bring.split("\n")))
        )
    if change is not None:
        told = _("Modifier le rendez-vous : {day}", day=day)
        entry.link("edit-appointment", _("Modifier"), told, change, "edit")
    if remove is not None:
        out = _("Retirer du dossier : {what}", what=said(appointment))
        entry.link("remove-appointment", _("Retirer"), out, remove)
    return entry


def said(appointment: Appointment) -> str:
    """Return when an appointment is, in words."""
    day, hour = current().day(appointment.day), appointment.hour
    return _("{day} à {time}", day=day, time=hour) if hour else day
