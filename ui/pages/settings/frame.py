"""The settings: their sections on one side, the one that is open on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.page import Page
from ui.pages.settings.sections import SECTIONS, Presenter
from ui.theme import look
from ui.theme.metrics import TARGET
from ui.widgets.labels import Words
from ui.widgets.select import Select
from ui.widgets.titles import Titles
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk

LIST_WIDTH, WIDEST_LIST = 256, 320
MARGIN = 28
LARGE = 1.25
"""Size of text beyond which a section takes the whole width."""

_NAME = Qt.ItemDataRole.UserRole


class SettingsPage(Page):
    """Two levels: a section is chosen, and its page shown beside the list."""

    help_page = "settings"
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.list, self.stack = (
            Words("title"),
            Titles(least=TARGET),
            QStackedWidget(),
        )
        self.pick = Select()  # In large text the list leaves its room to the section.
        self.pick.setObjectName("settings-section")
        self.list.setObjectName("settings-sections")
        for section in SECTIONS:
            item = QListWidgetItem("")
            item.setData(_NAME, section.name)
            self.list.addItem(item)
            self.pick.addItem("", section.name)
        line, self._side = QHBoxLayout(self), QWidget()
        side = QVBoxLayout(self._side)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        side.setSpacing(10)
        side.addWidget(self.title)
        side.addWidget(self.list, 1)
        side.setContentsMargins(0, 20, 0, 14)  # All sections are seen at 768 pixels.
        right = QVBoxLayout()
        right.setSpacing(0)
        self._picked = QHBoxLayout()
        self._picked.addWidget(self.pick, 1)
        right.addLayout(self._picked)
        right.addWidget(self.stack, 1)
        self._beside = QWidget()
        line.addWidget(self._beside)
        line.addWidget(self._side)
        line.addLayout(right, 1)
        self.pick.activated.connect(lambda row: self.chosen.emit(SECTIONS[row].name))
        self.list.currentRowChanged.connect(
            lambda row: self.chosen.emit(SECTIONS[row].name)
        )
        self.retranslate()

    def show_section(self, name: str, page: Page) -> None:
        """Show *page*, the one of section *name*."""
        if self.stack.indexOf(page) < 0:
            page.wanted.connect(self.wanted)
            page.explained.connect(self.explained)
            page.proposed.connect(self.proposed)
            page.erased.connect(self.erased)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        names = [section.name for section in SECTIONS]
        self.list.blockSignals(True)
        self.list.setCurrentRow(names.index(name))
        self.pick.setCurrentIndex(names.index(name))
        self.list.blockSignals(False)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Réglages"))
        self.list.setAccessibleName(self.title.text())
        for row, section in enumerate(SECTIONS):
            self.list.item(row).setText(_(section.title))
            self.pick.setItemText(row, _(section.title))
        width = min(look.px(LIST_WIDTH), WIDEST_LIST)
        self.list.setFixedWidth(width)
        self.title.setFixedWidth(width)
        large = look.scale() > LARGE
        self._beside.setFixedWidth(0 if large else MARGIN)
        self._picked.setContentsMargins(MARGIN, 16 if large else 0, MARGIN, 0)
        self._side.setVisible(not large)
        self.pick.setVisible(large)
        self.pick.setAccessibleName(self.title.text())


class SettingsPresenter:
    """Makes the page of a section when it is first asked for."""

    def __init__(
        self, page: SettingsPage, make: Callable[[str], tuple[Page, Presenter]]
    ) -> None:
        self._page, self._make = page, make
        self._made: dict[str, tuple[Page, Presenter]] = {}
        self._open = SECTIONS[0].name
        page.chosen.connect(self.open)

    def open(self, name: str) -> None:
        """Show the section *name*."""
        self._open = name
        if name not in self._made:
            self._made[name] = self._make(name)
        page, presenter = self._made[name]
        self._page.show_section(name, page)
        presenter.read()

    def read(self) -> None:
        """Show what is true now in the section that is open."""
        self.open(self._open)


def make_settings(
    desk: Desk, ask: Ask, section: str
) -> tuple[SettingsPage, SettingsPresenter]:
    """Return the settings of the vault of *desk*, from *section* on."""
    makers = {one.name: one.make for one in SECTIONS}
    page = SettingsPage()
    presenter = SettingsPresenter(page, lambda name: makers[name](desk, ask))
    presenter.open(section if section in makers else SECTIONS[0].name)
    return page, presenter
