"""What stands in the corner of the pages without a vault: the help, the language."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.language_button import LanguageButton


class LockedCorner(QWidget):
    """Two buttons: what F1 does too, and the languages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.help = Button("quiet", "info", "help")
        self.languages = LanguageButton()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.help)
        line.addWidget(self.languages)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts again."""
        self.help.setText(_("Aide"))
        self.languages.retranslate()
