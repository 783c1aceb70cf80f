"""An appointment: when, where, what to bring, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anef_desk.domain.appointment import Appointment
from anef_desk.i18n.folding import folded
from ui.language import _
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required

_HOUR = re.compile(r"([01]?\d|2[0-3])(?:\s*[:h. ]\s*([0-5]\d)?)?", re.ASCII)


def read_hour(text: str) -> str | None:
    """Return ``9h``, ``9 h 30`` or ``14:05`` as HH:MM, "" of nothing, None of no hour.

    Figures of any script are read.
    """
    typed = folded(text.strip())
    if not typed:
        return ""
    found = _HOUR.fullmatch(typed)
    if found is None:
        return None
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


class AppointmentForm(Form):
    """Asks for an appointment."""

    def __init__(
        self,
        appointment: Appointment,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(appointment), parent)
        self._appointment = appointment
        title = _("Rendez-vous")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        self.advice.hide()
        self._day = DateField("appointment-day")
        self._day.show_date(appointment.day if appointment.id else None)
        hour = self.number(appointment.hour)
        self.add("day", _("Jour"), self._day)
        self.add("hour", _("Heure"), hour, help_=_("Par exemple 9:30."))
        self.add("place", _("Lieu"), self.line(appointment.place), wide=True)
        self.add("bring", _("À apporter"), self.block(appointment.bring), wide=True)
        self.add(
            "outcome",
            _("Ce qui s’est passé"),
            self.line(appointment.outcome),
            wide=True,
            help_=_("À remplir après le rendez-vous."),
            free=True,
        )
        self.restore(draft)
        self.resize(look.px(640), look.px(560))

    @staticmethod
    def draft_of(appointment: Appointment) -> str:
        """Return the key of the draft about *appointment*, new or known."""
        return f"appointment:{appointment.case or appointment.person}:{appointment.id}"

    def appointment(self) -> Appointment:
        """Return what the form says of the appointment."""
        typed = {key: text.strip() for key, text in self.values().items()}
        return replace(
            self._appointment,
            day=self._day.day() or self._appointment.day,
            hour=read_hour(typed["hour"]) or "",
            place=typed["place"],
            bring=typed["bring"],
            outcome=typed["outcome"],
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        return super().complaint() or required(
            (
                (self._day.day() is None, "day", _("Donnez le jour du rendez-vous.")),
                (
                    read_hour(self.values()["hour"]) is None,
                    "hour",
                    _("Tapez l’heure comme 9:30."),
                ),
            )
        )
