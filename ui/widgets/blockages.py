"""The blockages there are: a list with a pictogram for each family."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from anef_desk.catalogue.search import Found
from anef_desk.i18n import N_
from ui.language import _, current
from ui.theme import icons, look
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import LineField
from ui.widgets.hint import hint
from ui.widgets.labels import led
from ui.widgets.select import Select
from ui.widgets.titles import CODE, Titles

FAMILIES: tuple[tuple[int, str, str], ...] = (
    (7, "form", N_("Compte")),
    (13, "camera", N_("Dépôt de la demande")),
    (16, "home", N_("Adresse")),
    (26, "attestation", N_("Attestation")),
    (33, "decision", N_("Attente de la réponse")),
    (38, "card", N_("Carte")),
    (44, "building", N_("Organismes")),
    (99, "flag", N_("Autres situations")),
)
"""The last code of each family of blockages, its pictogram, its name."""

LIST_WIDTH, WIDEST_LIST = 330, 390

ICON = 22
"""Pixels of the pictogram of a family."""


def family_of(code: str) -> tuple[str, str]:
    """Return the pictogram and the name of the family of a blockage."""
    number = int(code[1:3])  # A letter may follow: D18b is beside D18.
    return next((icon, name) for last, icon, name in FAMILIES if number <= last)


class Blockages(QWidget):
    """Searches and lists; says which one was chosen."""

    searched = Signal(str, int)  # text, place of the family; -1 for all
    chosen = Signal(str)  # code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.family = LineField(), Select()
        self.search.setObjectName("blocked-search")
        self.search.setClearButtonEnabled(True)
        self.family.setObjectName("blocked-family")
        self.list = Titles()
        self.list.setObjectName("blocked-list")
        self.empty = EmptyState("search")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.search, self.family):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self.search.textEdited.connect(self.ask)
        self.search.returnPressed.connect(self.list.setFocus)
        self.family.activated.connect(self.ask)
        self.list.currentItemChanged.connect(self._choose)

    @property
    def family_place(self) -> int:
        """Return the place in `FAMILIES` of the family that is listed; -1 for all."""
        return self.family.currentIndex() - 1

    def ask(self) -> None:
        """Say what is looked for."""
        self.searched.emit(self.search.text(), self.family_place)

    def show_found(self, found: Sequence[Found], code: str) -> None:
        """List what was found, with *code* chosen when it is there."""
        size = look.px(ICON)
        self.list.setIconSize(QSize(size, size))
        self.list.fill(map(self._item, found), code)
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))

    def _item(self, entry: Found) -> QListWidgetItem:
        icon, family = family_of(entry.code)
        ink, size = look.tokens().soft, look.px(ICON)
        title = led(current().content(entry.title), self.layoutDirection())
        item = QListWidgetItem(
            QIcon(icons.pixmap(f"documents/{icon}", ink, size, 2.0)), title
        )
        item.setData(CODE, entry.code)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(family)}. {title}")
        return item

    def retranslate(self) -> None:
        """Write the texts again."""
        self.search.setAccessibleName(_("Chercher un blocage"))
        self.family.setAccessibleName(_("Famille de blocages"))
        self.list.setAccessibleName(_("Blocages"))
        self.empty.say(
            _("Rien ne correspond"), _("Essayez un autre mot, ou effacez la recherche.")
        )
        place = max(self.family.currentIndex(), 0)
        self.family.clear()
        self.family.addItem(_("Toutes les familles"))
        ink, size = look.tokens().soft, look.px(20)
        for _last, icon, name in FAMILIES:
            picture = icons.pixmap(f"documents/{icon}", ink, size, 2.0)
            self.family.addItem(QIcon(picture), _(name))
        self.family.setCurrentIndex(place)
        width = min(look.px(LIST_WIDTH), WIDEST_LIST)
        self.setFixedWidth(width)
        hint(self.search, width, _("Ce qui se passe, dans vos mots…"))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(CODE))
