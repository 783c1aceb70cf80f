"""The letters that were made for a person, each to be seen again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from anef_desk.catalogue.library import Library
from anef_desk.desk.views import PersonFile
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, FileRecorder
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet


class LettersCard(FileCard):
    """Lists them."""

    reprint_wanted = Signal(str)  # letter id

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Courriers faits"))
        clear(self.body, 1)
        for letter in file.letters:
            day = current().day(letter.made_on)
            beside = terms.language_name(letter.language) if letter.language else ""
            entry = Entry(
                _("Courrier {code}", code=letter.template),
                terms.joined((_("fait le {day}", day=day), beside)),
            )
            button = Button("link", "print", "reprint")
            button.setText(_("Revoir"))
            button.setAccessibleName(
                _("Revoir le courrier {code}", code=letter.template)
            )
            button.clicked.connect(partial(self.reprint_wanted.emit, letter.id))
            entry.add(button)
            self.body.addWidget(entry)
        return bool(file.letters)


class LettersPresenter:
    """Shows a letter again, and lets it go to paper."""

    def __init__(self, card: LettersCard, records: FileRecorder) -> None:
        self._card, self._records = card, records
        card.reprint_wanted.connect(self.reprint)

    def reprint(self, letter: str) -> None:
        """Show a letter that was made, identical, to be printed again."""
        letters = self._records.desk.letters

        def work() -> Sheet:
            made = letters.again(letter)
            return sheet(made.copy or made.pdf, made.copied or made.text)

        self._records.ask(work, self._show)

    def _show(self, shown: Sheet) -> None:
        dialog = PaperDialog(_("Courrier"), self._card)
        dialog.paper.show_sheet(shown, _("courrier.pdf"))
        Outbox(dialog.paper, self._records.ask, self._card.explained.emit)
        dialog.open()
