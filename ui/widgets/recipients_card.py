"""Who gets a letter: found by name, or those of a section of Today; ticked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from anef_desk import i18n
from anef_desk.desk.batches import Recipient
from anef_desk.desk.board import SECTIONS
from ui import terms
from ui.language import _, _n
from ui.widgets.board_lines import TITLES
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.fields import LineField
from ui.widgets.flow import Flow
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words
from ui.widgets.select import Select
from ui.widgets.tick import Tick

SHOWN = 60
"""People with a box of their own; those after them are ticked with the others."""

LEAST = 105
PAUSE = 150


class RecipientsCard(Card):
    """Shows the people found; keeps those that were ticked, whatever is shown next."""

    searched = Signal(str, str)  # what was typed, section of Today or ""
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Recipient, ...] = ()
        self._chosen: dict[str, Recipient] = {}
        self.ticks: list[Tick] = []
        self.source, self.line = Select(), LineField()
        self.source.setObjectName("batch-source")
        self.line.setObjectName("batch-search")
        self.line.setClearButtonEnabled(True)
        self.count, self.more = Words("soft"), Words("small")
        self.every = Button("link", "check", "batch-all")
        self.none = Button("link", "close", "batch-none")
        acts = QWidget()
        line = Flow(acts)
        for button in (self.every, self.none):
            line.addWidget(button)
        self.list = InnerArea(LEAST)
        self.list.column.addWidget(self.more)
        self.list.column.addStretch(1)
        for widget in (self.source, self.line, acts, self.count, self.list):
            self.body.addWidget(widget)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.search)
        self.line.textChanged.connect(self._pause.start)
        self.source.addItem("", "")
        for section in SECTIONS:
            self.source.addItem("", section)
        self.source.activated.connect(self._turn)
        self.every.clicked.connect(partial(self._choose_all, chosen=True))
        self.none.clicked.connect(partial(self._choose_all, chosen=False))
        self.retranslate()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the identifiers of those that were ticked, in that order."""
        return tuple(self._chosen)

    @property
    def read_others(self) -> bool:
        """Return whether one of those that were ticked reads another language."""
        return any(one.copied for one in self._chosen.values())

    def begin(self, text: str, section: str) -> None:
        """Search for *text*, or look at a *section* of Today, from the start."""
        with QSignalBlocker(self.line):
            self.line.setText(text)
        self.source.setCurrentIndex(max(self.source.findData(section), 0))
        self._turn()

    def search(self) -> None:
        """Search again for what is typed."""
        self._pause.stop()
        self.searched.emit(self.line.text(), self.source.currentData())

    def show_found(self, found: Sequence[Recipient]) -> None:
        """Show *found* instead; who was ticked before stays so."""
        self._found = tuple(found)
        while len(self.ticks) < min(len(found), SHOWN):
            tick = Tick(f"recipient-{len(self.ticks)}")
            tick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            tick.toggled.connect(partial(self._choose, len(self.ticks)))
            self.list.column.insertWidget(len(self.ticks), tick)
            self.ticks.append(tick)
        self._write()

    def retranslate(self) -> None:
        """Write the texts again."""
        self.title.setText(_("Pour qui"))
        self.source.setItemText(0, _("Chercher par nom"))
        for place, section in enumerate(SECTIONS, 1):
            self.source.setItemText(place, _(TITLES[section]))
        self.source.setAccessibleName(_("Parmi qui"))
        self.line.setPlaceholderText(_("Nom, prénom ou numéro étranger"))
        self.line.setAccessibleName(_("Chercher une personne"))
        self.every.setText(_("Tout cocher"))
        self.none.setText(_("Tout décocher"))
        self._write()

    def _write(self) -> None:
        for place, tick in enumerate(self.ticks):
            there = place < len(self._found)
            tick.setVisible(there)
            if not there:
                continue
            one = self._found[place]
            native = one.native_name if one.native_name != one.name else ""
            tick.setText(one.name)
            whole = terms.joined((one.name, i18n.isolated(native)))
            tick.setToolTip(whole)
            tick.setAccessibleName(whole)
            with QSignalBlocker(tick):
                tick.setChecked(one.person in self._chosen)
        rest = len(self._found) - SHOWN
        self.more.say(
            _n("et {number} autre personne", "et {number} autres personnes", rest)
            if rest > 0
            else ""
            if self._found
            else _("Aucune personne ici.")
        )
        number = len(self._chosen)
        self.count.setText(
            _n("{number} personne cochée", "{number} personnes cochées", number)
            if number
            else _("Cochez les personnes à qui écrire.")
        )
        self.none.setEnabled(number > 0)
        self.every.setEnabled(bool(self._found))

    def _turn(self) -> None:
        self.line.setVisible(not self.source.currentData())
        self.search()

    def _choose(self, place: int, chosen: bool) -> None:
        self._put((self._found[place],), chosen=chosen)

    def _choose_all(self, *, chosen: bool) -> None:
        everybody = tuple(self._chosen.values())
        self._put(self._found if chosen else everybody, chosen=chosen)

    def _put(self, people: Sequence[Recipient], *, chosen: bool) -> None:
        for one in people:
            if chosen:
                self._chosen[one.person] = one
            else:
                self._chosen.pop(one.person, None)
        self._write()
        self.changed.emit()
