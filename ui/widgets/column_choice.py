"""What each column of a table says: a heading, an example, a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from anef_desk import i18n
from ui.language import _
from ui.theme import look
from ui.widgets.cells import move
from ui.widgets.labels import Words
from ui.widgets.select import Select

if TYPE_CHECKING:
    from anef_desk.exchange.table import Table

LARGE = 1.25
"""Size of text beyond which the list goes under its heading."""

LONGEST_EXAMPLE = 40


class ColumnChoice(QWidget):
    """One line for each column; `changed` gives what all of them say."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._fields: tuple[tuple[str, str], ...] = ()
        self.selects: list[Select] = []
        self._headings: list[Words] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)

    def columns(self) -> tuple[str, ...]:
        """Return the key of what each column says, "" for nothing."""
        return tuple(str(select.currentData() or "") for select in self.selects)

    def show_columns(
        self,
        table: Table | None,
        columns: Sequence[str],
        fields: Sequence[tuple[str, str]],
    ) -> None:
        """Show the columns of *table*, what they say, and what they may say."""
        self._table, self._fields = table, tuple(fields)
        for widget in (*self._headings, *self.selects):
            widget.hide()
            widget.deleteLater()
        self._headings, self.selects = [], []
        for place, key in enumerate(columns):
            heading, select = Words(), Select()
            heading.setBuddy(select)
            select.setObjectName(f"column-{place}")
            select.addItem("", "")
            for known, _label in self._fields:
                select.addItem("", known)
            select.setCurrentIndex(max(select.findData(key), 0))
            select.activated.connect(self._choose)
            self._headings.append(heading)
            self.selects.append(select)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again."""
        large = look.scale() > LARGE
        self._grid.setColumnStretch(1, 0 if large else 1)
        for place, (heading, select) in enumerate(
            zip(self._headings, self.selects, strict=True)
        ):
            row, beside = (2 * place + 1, 0) if large else (2 * place, 1)
            move(self._grid, heading, 2 * place, 0)
            move(self._grid, select, row, beside)
            name = self._name(place)
            heading.setText(name)
            select.setAccessibleName(name)
            select.setItemText(0, _("Laisser cette colonne"))
            for item, (_key, label) in enumerate(self._fields, 1):
                select.setItemText(item, _(label))

    def _name(self, place: int) -> str:
        table = self._table
        heading = table.headings[place] if table else ""
        said = (row[place] for row in table.rows if row[place]) if table else iter(())
        example = " ".join(next(said, "").splitlines())
        if len(example) > LONGEST_EXAMPLE:
            example = f"{example[:LONGEST_EXAMPLE]}…"
        shown = i18n.isolated(heading or str(place + 1))
        return (
            _("{heading}, par exemple : {cell}", heading=shown, cell=example)
            if example
            else shown
        )

    def _choose(self, _row: int) -> None:
        """Take what was chosen; no two columns say the same."""
        chosen = self.sender()
        for select in self.selects:
            same = (
                isinstance(chosen, Select)
                and select.currentData() == chosen.currentData()
            )
            if select is not chosen and same and select.currentData():
                select.setCurrentIndex(0)
        self.changed.emit(self.columns())
