"""What was left to whoever comes next, and why."""

from __future__ import annotations

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.views import PersonFile
from ui import terms
from ui.language import _, current
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard


class HandoversCard(FileCard):
    """Lists the notes, each with who wrote it."""

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Suite à donner, et pourquoi"))
        clear(self.body, 1)
        for note in file.handovers:
            who = terms.joined(
                (i18n.isolated(note.staff), current().day(note.noted_on))
            )
            self.body.addWidget(Entry(note.text, who))
        return bool(file.handovers)
