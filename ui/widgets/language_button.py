"""The language of the window, chosen among names written in themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from anef_desk import i18n
from ui.language import _, current
from ui.widgets.buttons import Button


class LanguageButton(Button):
    """Says the language in force; a press offers the others."""

    chosen = Signal(str)  # code of a language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", "language", "languages", parent)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._offer)  # The first page does not wait for it.
        self.setMenu(menu)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the text again."""
        self.setText(current().name)
        self.setAccessibleName(_("Langue de la fenêtre"))

    def _offer(self) -> None:
        """List the languages, the one in force checked."""
        from PySide6.QtGui import QActionGroup  # noqa: PLC0415 - as the list

        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for code, name in i18n.NAMES.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(code == current().language)
            action.triggered.connect(lambda _c=False, c=code: self.chosen.emit(c))
