"""What happened at the desk: one press notes it, another takes it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.event import EventKind
from ui import terms
from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, FileRecorder, moment
from ui.widgets.flow import Flow

LINES = 4


class EventsCard(FileCard):
    """Offers a button for each kind; lists the last ones."""

    event_wanted = Signal(object)  # EventKind that happened just now
    event_unwanted = Signal(str)  # event noted by mistake

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds: dict[EventKind, Button] = {}
        self._acts = QWidget()
        flow = Flow(self._acts)
        for kind in EventKind:
            button = Button("plain", "", f"event-{kind.value}")
            button.clicked.connect(partial(self.event_wanted.emit, kind))
            self.kinds[kind] = button
            flow.addWidget(button)
        self.body.addWidget(self._acts)

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Aujourd’hui, au bureau"))
        for kind, button in self.kinds.items():
            button.setText(_(terms.EVENTS[kind]))
        may = Act.EVENTS in file.may
        self._acts.setVisible(may)
        clear(self.body, 2)
        for event in file.events[:LINES]:
            what = _(terms.EVENTS[event.kind])
            entry = Entry(
                terms.joined((what, i18n.isolated(event.note))),
                terms.joined((moment(event.at), i18n.isolated(event.staff))),
            )
            if may:
                button = Button("link", "", "take-back")
                button.setText(_("Annuler"))
                button.setAccessibleName(_("Retirer : {what}", what=what))
                button.clicked.connect(partial(self.event_unwanted.emit, event.id))
                entry.add(button)
            self.body.addWidget(entry)
        return may or bool(file.events)


class EventsPresenter:
    """Records what the card says, and has the file shown again."""

    def __init__(self, card: EventsCard, records: FileRecorder) -> None:
        self._records = records
        card.event_wanted.connect(self.note)
        card.event_unwanted.connect(self.take_back)

    def note(self, kind: EventKind) -> None:
        """Note that something happened just now; it can be taken back."""
        records = self._records
        records.do(lambda: records.desk.events.note(records.subject, kind)[1])

    def take_back(self, event: str) -> None:
        """Take an event back."""
        self._records.do(partial(self._records.desk.events.take_back, event))
