"""What a copy that is kept is called, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from anef_desk.law.time_limits import TimeLimit, last_day
from ui.language import _, _n
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required
from ui.widgets.select import Select

LIVES = (
    TimeLimit(30, "days"),
    *(TimeLimit(months, "months") for months in (3, 6, 12)),
)
"""How long somebody may choose to keep a copy; the end can be moved later."""


class AttachmentForm(Form):
    """Asks what a copy is called, and until when it is needed."""

    def __init__(
        self,
        key: str,
        title: str,
        on: date,
        ends_on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(key), parent)
        self._on = on
        heading = _("Garder cette copie")
        self.setWindowTitle(heading)
        self.title.setText(heading)
        self.advice.say(
            _(
                "Pour un envoi, 30 jours suffisent. Pour la preuve d’un blocage, gardez-la"
                " jusqu’à la réponse."
            )
        )
        self.accept_button.setText(_("Garder"))
        self.cancel_button.setText(_("Annuler"))
        self._end = DateField("attachment-end")
        self._end.show_date(ends_on)
        self._life = Select()
        self._life.addItem(_("Une autre date"), None)
        for life in LIVES:
            self._life.addItem(
                _n("{number} jour", "{number} jours", life.number)
                if life.unit == "days"
                else _n("{number} mois", "{number} mois", life.number),
                life,
            )
        ends = [last_day(on, life) for life in LIVES]
        self._life.setCurrentIndex(ends.index(ends_on) + 1 if ends_on in ends else 0)
        self._life.activated.connect(self._choose)
        self._name = self.line(title)
        self.add("title", _("Ce que c’est"), self._name, wide=True)
        self.add("life", _("Garder pendant"), self._life)
        self.add("ends_on", _("Dernier jour"), self._end)
        self.restore(draft)
        self.resize(look.px(640), look.px(360))

    @staticmethod
    def draft_of(key: str) -> str:
        """Return the key of the draft about a copy: its own, or that of a new file."""
        return f"attachment:{key}"

    def keep_title(self) -> None:
        """Ask for the last day alone."""
        self._name.setReadOnly(True)

    def name(self) -> str:
        """Return what the copy is called."""
        return self.values()["title"].strip()

    def ends_on(self) -> date:
        """Return the last day that was typed; today when none was."""
        return self._end.day() or self._on

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        day = self._end.day()
        return super().complaint() or required(
            (
                (not self.name(), "title", _("Donnez un nom à cette copie.")),
                (day is None, "ends_on", _("Donnez le dernier jour.")),
                (
                    day is not None and day < self._on,
                    "ends_on",
                    _("Ce jour est déjà passé."),
                ),
            )
        )

    def _choose(self, _place: int) -> None:
        life = self._life.currentData()
        if life is not None:
            self._end.show_date(last_day(self._on, life))
