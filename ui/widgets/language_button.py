"""The language of the window, chosen among names written in themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from anef_desk import i18n
from ui.language import _, current
from ui.widgets.buttons import Button


class LanguageButton(Button):
    """Says the language in force; a press offers the others."""

    chosen = Signal(str)  # code of a language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", "language", "languages", parent)
        menu, group = QMenu(self), QActionGroup(self)
        self._actions = {
            code: menu.addAction(name) for code, name in i18n.NAMES.items()
        }
        for code, action in self._actions.items():
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _c=False, c=code: self.chosen.emit(c))
        self.setMenu(menu)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the text again."""
        self.setText(current().name)
        self.setAccessibleName(_("Langue de la fenêtre"))
        action = self._actions.get(current().language)
        if action is not None:
            action.setChecked(True)
