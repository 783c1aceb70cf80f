"""The sheet a person carries folded: its language, its calendars, its pages, paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from anef_desk.desk.session import Desk
from anef_desk.i18n import NAMES, SOURCE_LANGUAGE
from anef_desk.i18n.solar_hijri import READERS
from ui.actions import keys_of
from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.widgets.sealing import Sealing
from ui.widgets.select import Select
from ui.widgets.tick import Tick
from ui.workers import Ask


class PocketButton(Button):
    """Asks for the sheet, from the button or from its keys."""

    def __init__(self) -> None:
        super().__init__("plain", "document", "pocket-sheet")

    def retranslate(self) -> None:
        """Write the text again."""
        self.setText(_("Fiche de poche"))
        self.setShortcut(keys_of("pocket"))  # A new text forgets it.
        self.setToolTip(keys_of("pocket"))


class PocketDialog(PaperDialog):
    """Shows the sheet; says in which language and calendars it is wanted."""

    chosen = Signal(str, bool)  # language, dates in both calendars

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(_("Fiche de poche"), parent)
        self.language, self.calendars = Select(), Tick("pocket-calendars")
        self.language.setObjectName("pocket-language")
        for code, name in NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(language))
        self.calendars.setText(_("Dates dans les deux calendriers"))
        self.calendars.setChecked(True)
        label, advice, choices = Words("strong", wraps=False), Words("soft"), QWidget()
        label.setText(_("Langue, à côté du français"))
        label.setBuddy(self.language)
        self.language.setAccessibleName(label.text())
        advice.setText(
            _(
                "À plier en quatre. Elle ne porte aucun nom."
                " Son code, lu ou tapé dans Ctrl+K, rouvre le dossier."
            )
        )
        line = Flow(choices, gap=24)
        pair = QWidget()
        inside = QHBoxLayout(pair)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(label)
        inside.addWidget(self.language)
        line.addWidget(pair)
        line.addWidget(self.calendars)
        self.column.insertWidget(1, advice)
        self.column.insertWidget(2, choices)
        self.language.currentIndexChanged.connect(self._choose)
        self.calendars.toggled.connect(self._choose)
        self._offer_calendars()

    def _choose(self) -> None:
        self._offer_calendars()
        self.chosen.emit(self.language.currentData(), self.calendars.isChecked())

    def _offer_calendars(self) -> None:
        """Ask about a second calendar only where there is one."""
        self.calendars.setVisible(self.language.currentData() in READERS)


class Pocketing:
    """Makes the sheet of a case, again for each choice, and lets it go to paper."""

    def __init__(
        self, over: QWidget, desk: Desk, ask: Ask, say: Callable[[str], None]
    ) -> None:
        self._over, self._desk, self._ask, self._say = over, desk, ask, say
        self._asked = 0

    def offer(self, case: str, language: str) -> None:
        """Show the sheet of *case*, in the person's *language* beside French."""
        language = language if language in NAMES else SOURCE_LANGUAGE
        self._make(case, language, partial(self._open, case, language))

    def _make(
        self, case: str, language: str, then: partial[None], *, both: bool = True
    ) -> None:
        self._asked += 1
        number = self._asked

        def work() -> Sheet:
            made = self._desk.letters.pocket(case, language, both_calendars=both)
            return sheet(made)

        def show(made: Sheet) -> None:
            if number == self._asked:
                then(made)

        self._ask(work, show)

    def _open(self, case: str, language: str, made: Sheet) -> None:
        dialog = PocketDialog(language, self._over)
        show = partial(_show, dialog)
        dialog.chosen.connect(
            lambda code, both: self._make(case, code, show, both=both)
        )
        Outbox(dialog.paper, self._ask, self._say)
        Sealing(dialog, self._ask, self._say)
        show(made)
        dialog.open()


def _show(dialog: PocketDialog, made: Sheet) -> None:
    if isValid(dialog):  # It may be closed by now.
        dialog.paper.show_sheet(made, _("fiche.pdf"))
