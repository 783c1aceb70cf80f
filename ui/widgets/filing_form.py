"""The request was filed: when, where, its number, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from anef_desk.domain.case import Channel, Filing
from ui import terms
from ui.language import _, current
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required
from ui.widgets.select import Select


class FilingForm(Form):
    """Asks how the request was filed; starts the clocks."""

    def __init__(
        self,
        case: str,
        filing: Filing | None,
        on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
        *,
        answered_on: date | None = None,
    ) -> None:
        super().__init__(self.draft_of(case), parent)
        self._on, self._answered_on = on, answered_on
        known = filing or Filing(filed_on=on)
        title = _("La demande est déposée")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(
            _("ANEF Desk n’envoie rien : notez ici ce qui a été déposé sur le site.")
        )
        self.accept_button.setText(_("Noter le dépôt"))
        self.cancel_button.setText(_("Annuler"))
        self._day = DateField("filed-on")
        self._day.show_date(known.filed_on)
        channel = self.choice(terms.CHANNELS, known.channel)
        channel.removeItem(0)
        channel.setCurrentIndex(channel.findData(known.channel.value))
        number = self.number(known.number)
        self.add("filed_on", _("Jour du dépôt"), self._day)
        self.add("channel", _("Où"), channel)
        self.add("number", _("Numéro de la demande"), number)
        self.add(
            "proof",
            _("Preuve gardée par la personne"),
            self.line(known.proof),
            help_=_("Par exemple : confirmation de dépôt en PDF."),
        )
        self.add(
            "complete",
            _("Toutes les pièces demandées étaient jointes"),
            _complete(None if filing is None else filing.complete),
            wide=True,
        )
        self.restore(draft)
        self.resize(look.px(720), look.px(480))

    @staticmethod
    def draft_of(case: str) -> str:
        """Return the key of the draft about *case*."""
        return f"filing:{case}"

    def filing(self) -> Filing:
        """Return what the form says of the filing."""
        typed = {key: text.strip() for key, text in self.values().items()}
        return Filing(
            filed_on=self._day.day() or self._on,
            channel=Channel(typed["channel"]),
            number=typed["number"],
            proof=typed["proof"],
            complete={"yes": True, "no": False}.get(typed["complete"]),
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        day, answered = self._day.day(), self._answered_on
        return super().complaint() or required(
            (
                (day is None, "filed_on", _("Donnez le jour du dépôt.")),
                (
                    day is not None and day > self._on,
                    "filed_on",
                    _("Ce jour n’est pas encore venu."),
                ),
                (
                    day is not None and answered is not None and day > answered,
                    "filed_on",
                    _(
                        "La réponse est du {day} : le dépôt ne peut pas venir après.",
                        day=current().day(answered or self._on),
                    ),
                ),
            )
        )


def _complete(value: bool | None) -> QComboBox:
    box = Select()
    for text, data in (
        (_("Pas encore su"), None),
        (_("Oui"), "yes"),
        (_("Non"), "no"),
    ):
        box.addItem(text, data)
    box.setCurrentIndex({None: 0, True: 1, False: 2}[value])
    return box
