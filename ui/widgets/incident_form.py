"""What was seen during an attempt: when, where, the step, the exact message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from PySide6.QtWidgets import QWidget

from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.domain.words import INCIDENT_CHANNELS
from anef_desk.i18n.folding import folded
from ui.language import _
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required

_HOUR = re.compile(r"([01]?\d|2[0-3])\s*[:h. ]\s*([0-5]\d)", re.ASCII)


def read_hour(text: str) -> time | None:
    """Return the hour typed as ``14:05`` or ``14h05``; None when it is none."""
    found = _HOUR.fullmatch(folded(text.strip()))
    return time(int(found[1]), int(found[2])) if found else None


class IncidentForm(Form):
    """Completes an attempt that was noted in one gesture."""

    def __init__(
        self,
        incident: Incident,
        on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(incident.id), parent)
        self._incident, self._on = incident, on
        title = _("Ce qui s’est passé")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(_("Recopiez le message mot pour mot. Ni récit, ni santé."))
        self.accept_button.setText(_("Noter"))
        self.cancel_button.setText(_("Annuler"))
        self._day = DateField("incident-day")
        self._day.show_date(incident.day)
        self._hour = self.number(
            incident.at.isoformat("minutes") if incident.at else ""
        )
        self._hour.setPlaceholderText("14:05")
        channel = self.choice(INCIDENT_CHANNELS, incident.channel)
        channel.removeItem(0)
        channel.setCurrentIndex(channel.findData(incident.channel.value))
        number = self.number(incident.number)
        self.add("day", _("Jour"), self._day)
        self.add("hour", _("Heure"), self._hour)
        self.add("channel", _("Où"), channel)
        self.add("number", _("Numéro donné"), number)
        self.add(
            "step",
            _("Écran ou étape"),
            self.line(incident.step),
            help_=_("Par exemple : ajout des pièces."),
        )
        self.add(
            "device",
            _("Appareil et navigateur"),
            self.line(incident.device),
            help_=_("Par exemple : ordinateur du poste, Firefox."),
        )
        self.add(
            "message", _("Message affiché"), self.block(incident.message), wide=True
        )
        self.restore(draft)
        self.resize(look.px(760), look.px(560))

    @staticmethod
    def draft_of(incident: str) -> str:
        """Return the key of the draft about *incident*."""
        return f"incident:{incident}"

    def incident(self) -> Incident:
        """Return what the form says of the attempt."""
        typed = {key: text.strip() for key, text in self.values().items()}
        return replace(
            self._incident,
            day=self._day.day() or self._incident.day,
            at=read_hour(typed["hour"]),
            channel=IncidentChannel(typed["channel"]),
            number=typed["number"],
            step=typed["step"],
            device=typed["device"],
            message=typed["message"],
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        day, hour = self._day.day(), self._hour.text().strip()
        return super().complaint() or required(
            (
                (day is None, "day", _("Donnez le jour.")),
                (
                    day is not None and day > self._on,
                    "day",
                    _("Ce jour n’est pas encore venu."),
                ),
                (
                    bool(hour) and read_hour(hour) is None,
                    "hour",
                    _("Écrivez l’heure comme ceci : 14:05."),
                ),
            )
        )


class RemedyForm(Form):
    """A remedy was taken: the day, and the number or the receipt that proves it."""

    def __init__(
        self,
        draft_key: str,
        title: str,
        on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(draft_key, parent)
        self._on = on
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(_("Le numéro ou l’accusé de réception sert de preuve."))
        self.accept_button.setText(_("Noter"))
        self.cancel_button.setText(_("Annuler"))
        self._day = DateField("remedy-day")
        self._day.show_date(on)
        number = self.number("")
        self.add("day", _("Jour"), self._day)
        self.add("reference", _("Numéro ou accusé de réception"), number)
        self.restore(draft)
        self.resize(look.px(640), look.px(320))

    @staticmethod
    def draft_of(case: str, remedy: str) -> str:
        """Return the key of the draft about a *remedy* of a *case*."""
        return f"remedy:{case}:{remedy}"

    def day(self) -> date | None:
        """Return the day it was taken; None when it was not told."""
        return self._day.day()

    def reference(self) -> str:
        """Return its number."""
        return self.values()["reference"].strip()

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        day = self._day.day()
        late = day is not None and day > self._on
        return super().complaint() or required(
            (
                (day is None, "day", _("Donnez le jour.")),
                (late, "day", _("Ce jour n’est pas encore venu.")),
            )
        )
