"""A date as French papers print it: day, month, year; a part may be unknown."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from anef_desk.domain.partial_date import PartialDate
from ui.language import _
from ui.widgets.labels import Words, set_property

_SHAPE = re.compile(r"(?:(?:(\d{1,2})[/. -])?(\d{1,2})[/. -])?(\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def read_date(text: str) -> PartialDate | None:
    """Return the date typed as ``17/05/1990``, ``17051990``, ``05/1990`` or ``1990``.

    Arabic and Persian digits are read as well. None when it is no date.
    """
    typed = text.strip().translate(_DIGITS)
    found = _COMPACT.fullmatch(typed) or _SHAPE.fullmatch(typed)
    if found is None:
        return None
    day, month, year = (int(part) if part else None for part in found.groups())
    try:
        return PartialDate(year or 0, month, day)
    except ValueError:
        return None


class DateField(QWidget):
    """A line where a date is typed; says beside itself when it is none."""

    changed = Signal()

    def __init__(
        self, name: str, *, partial: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._partial = partial
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setMaxLength(10)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self._settle)
        self.problem = Words("error")
        self.problem.hide()
        column.addWidget(self.line)
        column.addWidget(self.problem)
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
        self.line.setText(value.printed if value else "")
        self._judge()

    def accepted(self) -> bool:
        """Return whether the line is empty or holds a date that can be."""
        if not self.line.text().strip():
            return True
        return (self.value() if self._partial else self.day()) is not None

    def _edited(self) -> None:
        if self.accepted():
            self._judge()
        self.changed.emit()

    def _settle(self) -> None:
        found = self.value()
        if found is not None and self.accepted():
            self.line.setText(found.printed)
        self._judge()

    def _judge(self) -> None:
        fine = self.accepted()
        set_property(self.line, "problem", "false" if fine else "true")
        self.problem.say("" if fine else _("Cette date n’existe pas."))
