"""How a case ended, and on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from anef_desk.domain.case import Outcome
from ui import terms
from ui.language import _, current
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required


class EndForm(Form):
    """Asks what was answered."""

    def __init__(
        self,
        case: str,
        on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
        *,
        filed_on: date | None = None,
    ) -> None:
        super().__init__(self.draft_of(case), parent)
        self._on, self._filed_on = on, filed_on
        title = _("La démarche est finie")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(
            _("Après un refus, notez aussi son jour : le délai pour contester court.")
        )
        self.accept_button.setText(_("Noter la fin"))
        self.cancel_button.setText(_("Annuler"))
        self._day = DateField("ended-on")
        self._day.show_date(on)
        outcome = self.choice(terms.OUTCOMES, None)
        outcome.setItemText(0, _("Choisissez"))
        self.add("outcome", _("Ce qui a été répondu"), outcome)
        self.add("day", _("Jour"), self._day)
        self.restore(draft)
        self.resize(look.px(620), look.px(320))

    @staticmethod
    def draft_of(case: str) -> str:
        """Return the key of the draft about *case*."""
        return f"end:{case}"

    def outcome(self) -> Outcome:
        """Return what was answered."""
        return Outcome(self.values()["outcome"])

    def day(self) -> date:
        """Return the day of the answer."""
        return self._day.day() or self._on

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        day, filed = self._day.day(), self._filed_on
        return super().complaint() or required(
            (
                (not self.values()["outcome"], "outcome", _("Choisissez la réponse.")),
                (day is None, "day", _("Donnez le jour de la réponse.")),
                (
                    day is not None and day > self._on,
                    "day",
                    _("Ce jour n’est pas encore venu."),
                ),
                (
                    day is not None and filed is not None and day < filed,
                    "day",
                    _(
                        "La demande a été déposée le {day} : la réponse ne peut pas"
                        " venir avant.",
                        day=current().day(filed or self._on),
                    ),
                ),
            )
        )
