"""Until when a date is put off, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from anef_desk.desk.board import BoardRow
from ui.language import _, current
from ui.theme import look
from ui.widgets.board_lines import what
from ui.widgets.buttons import Button
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required

STEPS = (1, 3, 7, 14)
"""Days offered with one press."""


class PostponeForm(Form):
    """Asks a day to come and a reason; both are needed."""

    def __init__(
        self,
        row: BoardRow,
        on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(row.person, row.lead.matter.rule), parent)
        self._on, self._due = on, row.lead.matter.due
        title = _("Reporter : {what}", what=what(row.lead))
        self.setWindowTitle(_("Reporter"))
        self.title.setText(title)
        self.advice.say(self._warning())
        self.accept_button.setText(_("Reporter"))
        self.cancel_button.setText(_("Annuler"))
        self._reason, self._day = self.line(""), DateField("postponed-until")
        self._day.show_date(on + timedelta(days=1))
        self.add(
            "reason",
            _("Pourquoi"),
            self._reason,
            wide=True,
            help_=_("Quelques mots suffisent. Ni récit, ni santé."),
            free=True,
        )
        self.add("until", _("Revient au tableau le"), self._day, wide=True)
        self._steps()
        self.restore(draft)
        self._reason.setFocus()
        self.resize(look.px(600), look.px(400))

    @staticmethod
    def draft_of(person: str, rule: str) -> str:
        """Return the key of the draft about a date of *person*."""
        return f"postpone:{person}:{rule}"

    def until(self) -> date | None:
        """Return the day that was typed."""
        return self._day.day()

    def reason(self) -> str:
        """Return the reason that was typed."""
        return self._reason.text().strip()

    def complaint(self) -> tuple[str, str] | None:
        """Return the key of a field and why it cannot stand, or None."""
        until = self.until()
        return super().complaint() or required(
            (
                (
                    not self.reason(),
                    "reason",
                    _("Dites pourquoi : vos collègues le liront."),
                ),
                (
                    until is None or until <= self._on,
                    "until",
                    _("Donnez un jour à venir."),
                ),
            )
        )

    def _warning(self) -> str:
        """Say that a legal date does not wait."""
        day = current().day(self._due)
        if self._due < self._on:
            return _("La date du {day} est déjà passée. Elle ne change pas.", day=day)
        return _("La date reste le {day} : seul le rappel est reporté.", day=day)

    def _steps(self) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for days, words in zip(
            STEPS,
            (_("Demain"), _("3 jours"), _("1 semaine"), _("2 semaines")),
            strict=True,
        ):
            button = Button("quiet", name=f"postpone-{days}")
            button.setText(words)
            button.clicked.connect(lambda _c=False, by=days: self._choose(by))
            line.addWidget(button)
        line.addStretch(1)
        self.add_below(holder)

    def _choose(self, days: int) -> None:
        self._day.show_date(self._on + timedelta(days=days))
