"""A date as French papers print it: day, month, year; a part may be unknown."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.typed_date import (
    UnreadableDateError,
    typed_date,
    typed_parts,
)
from ui.language import _
from ui.widgets import solar_hijri
from ui.widgets.fields import OrderedField
from ui.widgets.labels import Words, set_property

LONGEST = 40
"""Signs a line takes: a date copied with the spaces and the marks around it."""


def read_date(text: str) -> PartialDate | None:
    """Return the date typed, in the calendar of France. None when it is no date.

    It is read as in a table; but a day of the Solar Hijri calendar is converted here,
    where who types it sees which day it became. A month or a year of it is not,
    because it lies in two of ours.
    """
    try:
        return typed_date(text)
    except UnreadableDateError as error:
        if str(error) != "calendar":
            return None
    year, month, day = typed_parts(text)
    if not _is_solar(year) or month is None or day is None:
        return None
    converted = solar_hijri.gregorian(year, month, day)
    if converted is None:
        return None
    return PartialDate(converted.year, converted.month, converted.day)


def _is_solar(year: int) -> bool:
    """Return whether *year* is one of the Solar Hijri calendar."""
    return solar_hijri.FIRST <= year <= solar_hijri.LAST


class DateField(QWidget):
    """A line where a date is typed; says beside itself when it is none."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        partial: bool = False,
        both: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._partial, self._both = partial, both
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.line = OrderedField()
        self.line.setObjectName(name)
        self.line.setMaxLength(LONGEST)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self._settle)
        self.problem = Words("error")
        self.problem.hide()
        column.addWidget(self.line)
        column.addWidget(self.problem)
        self.other = Words("small")
        self.other.hide()
        column.addWidget(self.other)
        self.setFocusProxy(self.line)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts again."""
        self.line.setPlaceholderText(_("jj/mm/aaaa"))
        if self.problem.isVisible():
            self._judge()

    def day(self) -> date | None:
        """Return the day, when one was typed in full."""
        found = self.value()
        if found is None or found.day is None or found.month is None:
            return None
        return date(found.year, found.month, found.day)

    def value(self) -> PartialDate | None:
        """Return the date, as complete as it was typed."""
        return read_date(self.line.text())

    def show_date(self, value: date | PartialDate | None) -> None:
        """Show *value*, or nothing."""
        if isinstance(value, date):
            value = PartialDate(value.year, value.month, value.day)
        self.show_text(value.printed if value else "")

    def show_text(self, text: str) -> None:
        """Show *text* as if it was typed."""
        self.line.setText(text)
        self._judge()

    def accepted(self) -> bool:
        """Return whether the line is empty or holds a date that can be."""
        if not self.line.text().strip():
            return True
        return (self.value() if self._partial else self.day()) is not None

    def _edited(self) -> None:
        if self.accepted():
            self._judge()
        self._tell_other()
        self.changed.emit()

    def _settle(self) -> None:
        found = self.value()
        if found is not None and self.accepted():
            self.line.setText(found.printed)
        self._judge()

    def _judge(self) -> None:
        fine = self.accepted()
        set_property(self.line, "problem", "false" if fine else "true")
        self.problem.say("" if fine else self._why_not())
        self._tell_other()

    def _why_not(self) -> str:
        """Say what to type instead."""
        try:
            typed_date(self.line.text())
        except UnreadableDateError as error:
            why = str(error)
        else:
            return _("Il faut le jour, le mois et l’année.")
        if why == "calendar":
            return self._why_not_solar()
        if why == "date":
            return _("Cette date n’existe pas.")
        if why == "year":
            return _("Relisez l’année.")
        return _("Tapez l’année en quatre chiffres, comme 17/05/1990.")

    def _why_not_solar(self) -> str:
        year, month, day = typed_parts(self.line.text())
        if not _is_solar(year):
            return _("Relisez l’année.")
        around = solar_hijri.span(year, month) if day is None else None
        if around is None:
            return _("Cette date n’existe pas.")
        return _(
            "Calendrier solaire : du {first} au {last}. Tapez le jour entier,"
            " ou l’année écrite sur les papiers français.",
            first=f"{around[0]:%d/%m/%Y}",
            last=f"{around[1]:%d/%m/%Y}",
        )

    def _tell_other(self) -> None:
        """Show the date in the other calendar, where both are wanted."""
        value = self.value() if self._both else None
        day = solar_hijri.solar(value) if value else ""
        self.other.say(
            _(
                "{french} · calendrier solaire : {solar}",
                french=value.printed if value else "",
                solar=day,
            )
            if day
            else ""
        )
