"""A date as French papers print it: day, month, year; a part may be unknown."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anef_desk.domain.partial_date import PartialDate
from ui.language import _
from ui.widgets import solar_hijri
from ui.widgets.fields import OrderedField
from ui.widgets.labels import Words, set_property

_SHAPE = re.compile(r"(?:(?:(\d{1,2})[/. -])?(\d{1,2})[/. -])?(\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2}))?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Before which nobody whose papers are looked at was born, after which none of them
ends: ``20101112`` is no day, ``2926`` is a slip, and ``9999`` is no end."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_AROUND = re.compile(r"\s*([/.-])\s*")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that come along with a date copied from a page in Arabic or Dari."""

LONGEST = 40
"""Signs a line takes: a date copied with the spaces and the marks around it."""


def read_parts(text: str) -> tuple[int, int | None, int | None] | None:
    """Return year, month and day of what was typed, in whatever calendar.

    ``17/05/1990``, ``17051990``, ``05/1990``, ``1990``, ``1990-05-17``; Arabic and
    Persian digits are read as well. ``00``, which papers print for what nobody knows,
    is not known.
    """
    bare = _DIRECTIONS.sub("", text).strip().translate(_DIGITS)
    typed = _AROUND.sub(r"\1", bare)
    found = _COMPACT.fullmatch(typed) or _SHAPE.fullmatch(typed)
    if found is not None:
        day, month, year = map(_known, found.groups())
        return year or 0, month, day
    found = _YEAR_FIRST.fullmatch(typed)
    if found is None:
        return None
    year, month, day = map(_known, found.groups())
    return year or 0, month, day


def _known(part: str | None) -> int | None:
    """Return a number, None of what was left out or is ``00``."""
    return int(part or 0) or None


def read_date(text: str) -> PartialDate | None:
    """Return the date typed, in the calendar of France. None when it is no date.

    A day of the Solar Hijri calendar is converted; a month or a year of it is not,
    because it lies in two of ours.
    """
    found = read_parts(text)
    if found is None:
        return None
    year, month, day = found
    if _is_solar(year):
        if month is None or day is None:
            return None
        converted = solar_hijri.gregorian(year, month, day)
        if converted is None:
            return None
        return PartialDate(converted.year, converted.month, converted.day)
    try:
        likely = FIRST_YEAR <= year <= LAST_YEAR
        return PartialDate(year, month, day) if likely else None
    except ValueError:
        return None


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
        found = read_parts(self.line.text())
        if found is not None and _is_solar(found[0]):
            around = solar_hijri.span(*found[:2]) if found[2] is None else None
            if around is not None:
                return _(
                    "Calendrier solaire : du {first} au {last}. Tapez le jour entier,"
                    " ou l’année écrite sur les papiers français.",
                    first=f"{around[0]:%d/%m/%Y}",
                    last=f"{around[1]:%d/%m/%Y}",
                )
        if found is None:
            return _("Tapez l’année en quatre chiffres, comme 17/05/1990.")
        if not FIRST_YEAR <= found[0] <= LAST_YEAR and not _is_solar(found[0]):
            return _("Relisez l’année.")
        if not self._partial and self.value() is not None:
            return _("Il faut le jour, le mois et l’année.")
        return _("Cette date n’existe pas.")

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
