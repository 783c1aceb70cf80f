"""What was asked of the administration, and what was not answered yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.desk.incidents import BlockedFile, Request
from anef_desk.desk.roles import Act
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry


class RequestsCard(Card):
    """Shows the remedies taken; says that an answer came."""

    answer_wanted = Signal(int)  # place of the remedy in its case

    def show_requests(self, file: BlockedFile) -> None:
        """Show every remedy that was taken."""
        self.title.setText(_("Les démarches faites"))
        self.setVisible(bool(file.requests))
        clear(self.body, 1)
        for request in file.requests:
            may = Act.EVENTS in file.may
            self.body.addWidget(self._request_entry(request, may=may))

    def _request_entry(self, request: Request, *, may: bool) -> QWidget:
        taken, say = request.taken, current()
        title = say.content(request.title)
        number = i18n.left_to_right(taken.reference) if taken.reference else ""
        entry = Entry(
            title,
            terms.joined(
                (
                    _("le {day}", day=say.day(taken.taken_on)),
                    _("numéro {number}", number=number) if number else "",
                )
            ),
            stacks=True,
        )
        if taken.answered_on is not None:
            day = say.short_day(taken.answered_on)
            entry.add_status("done", _("Répondu le {day}", day=day))
        elif request.noted is not None and may:
            answered = Button("link", "check", "remedy-answered")
            answered.setText(_("Réponse reçue"))
            answered.setAccessibleName(_("Réponse reçue : {title}", title=title))
            answered.clicked.connect(partial(self.answer_wanted.emit, request.noted))
            entry.add(answered)
        return entry
