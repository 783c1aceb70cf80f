"""Somebody of the vault, found while typing, and what they are to somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.views import PersonRow
from anef_desk.domain.household import Relation
from ui import terms
from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LineField
from ui.widgets.form import fit
from ui.widgets.labels import Words
from ui.widgets.select import Select
from ui.widgets.titles import CODE, Titles

PAUSE = 60


class PersonPicker(Dialog):
    """Asks for a person; with a relation when one is to be given."""

    searched = Signal(str)

    def __init__(
        self, title: str, *, relation: bool, without: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._without = without
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        self.title = Words("title")
        self.title.setText(title)
        self.line = LineField()
        self.line.setObjectName("pick-search")
        self.line.setAccessibleName(_("Chercher une personne"))
        self.line.setPlaceholderText(_("Nom, prénom, numéro étranger ou naissance"))
        self.list = Titles()
        self.list.setObjectName("pick-list")
        self.list.setAccessibleName(_("Personnes trouvées"))
        self.relation = Select()
        self.relation.setObjectName("pick-relation")
        self.relation.setAccessibleName(_("Lien avec cette personne"))
        for one, words in terms.RELATIONS.items():
            self.relation.addItem(_(words), one.value)
        self.relation.setCurrentIndex(1)
        self.relation.setVisible(relation)
        self.relation_label = Words("strong")
        self.relation_label.say(_("Lien avec cette personne") if relation else "")
        self.accept_button = Button("primary", name="pick-accept")
        self.accept_button.setText(_("Choisir"))
        self.accept_button.setEnabled(False)
        cancel = Button("quiet", name="pick-cancel")
        cancel.setText(_("Annuler"))
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(cancel)
        actions.addWidget(self.accept_button)
        for widget in (
            self.title,
            self.line,
            self.list,
            self.relation_label,
            self.relation,
        ):
            column.addWidget(widget)
        column.addLayout(actions)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.searched.emit(self.line.text()))
        self.line.textChanged.connect(self._pause.start)
        self.list.currentRowChanged.connect(
            lambda row: self.accept_button.setEnabled(row >= 0)
        )
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.accept_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.resize(look.px(640), look.px(540))

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show the people found, but the one they are chosen for."""
        others = (row for row in rows if row.id != self._without)
        self.list.fill(map(_item, others), self.chosen())
        self.accept_button.setEnabled(bool(self.chosen()))

    def chosen(self) -> str:
        """Return the identifier of the person chosen, "" of nobody."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(CODE)) if row >= 0 else ""

    def chosen_relation(self) -> Relation:
        """Return the relation chosen."""
        return Relation(self.relation.currentData())

    def showEvent(self, event: QShowEvent) -> None:
        """Stay inside the window it belongs to, however large the text is."""
        fit(self)
        super().showEvent(event)


def _item(row: PersonRow) -> QListWidgetItem:
    number = row.numero_etranger
    told = (
        row.name,
        i18n.isolated(row.native_name) if row.native_name != row.name else "",
        terms.born(row.birth),
        i18n.left_to_right(number) if number else "",
    )
    item = QListWidgetItem(terms.joined(told))
    item.setData(CODE, row.id)
    return item
