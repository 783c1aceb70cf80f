"""The attempts of a blockage: noted in one gesture, completed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.desk.incidents import BlockedFile, Try
from anef_desk.desk.roles import Act
from anef_desk.domain.incident import IncidentChannel
from anef_desk.domain.words import INCIDENT_CHANNELS
from anef_desk.evidence.missing import weeks
from ui import terms
from ui.language import _, _n, current
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.flow import Flow
from ui.widgets.labels import Words

TRIES_SHOWN = 6


class TriesCard(Card):
    """Shows the attempts; says what somebody wants to do with one."""

    log_wanted = Signal()
    edit_wanted = Signal(object)  # Incident
    removal_wanted = Signal(object)  # Incident
    file_wanted = Signal(str)  # incident: choose a file to attach
    paste_wanted = Signal(str)  # incident

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: BlockedFile | None = None
        self._all = False
        self.log_button = Button("primary", "add", "log-attempt")
        self.tally = Words("soft")
        self.head.addWidget(self.log_button)
        self.body.addWidget(self.tally)
        self.log_button.clicked.connect(self.log_wanted)

    def retranslate(self) -> None:
        """Write the texts that do not change."""
        self.title.setText(_("Les essais"))
        self.log_button.setText(_("Noter un essai"))
        self.log_button.setToolTip("Ctrl+E")

    def begin(self) -> None:
        """Show the latest attempts alone again."""
        self._all = False

    def show_tries(self, file: BlockedFile) -> None:
        """Show the attempts of this blockage, the latest first."""
        self._file = file
        self.log_button.setVisible(Act.EVENTS in file.may)
        clear(self.body, 2)
        days = [
            one.incident.day
            for one in file.tries
            if one.incident.channel is IncidentChannel.ANEF
        ]
        if days:
            many = _n("{number} essai noté", "{number} essais notés", len(days))
            over = _n(
                "sur {number} semaine", "sur {number} semaines différentes", weeks(days)
            )
            self.tally.setText(terms.joined((many, over)))
        else:
            self.tally.setText(
                _("Aucun essai noté. Un geste suffit : le reste se complète après.")
                if Act.EVENTS in file.may
                else _("Aucun essai noté.")
            )
        shown = file.tries if self._all else file.tries[:TRIES_SHOWN]
        for one in shown:
            self.body.addWidget(self._try_entry(one, file))
        if len(shown) < len(file.tries):
            more = Button("link", name="all-tries")
            more.setText(_("Montrer tous les essais"))
            more.clicked.connect(self._show_all)
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _try_entry(self, one: Try, file: BlockedFile) -> QWidget:
        incident = one.incident
        hour = incident.at.isoformat("minutes") if incident.at else ""
        when = terms.joined((current().day(incident.day), hour))
        captures = len(one.captures)
        entry = Entry(
            when,
            terms.joined(
                (
                    _(INCIDENT_CHANNELS[incident.channel]),
                    incident.step,
                    _("«\u00a0{message}\u00a0»", message=incident.message)
                    if incident.message
                    else "",
                    _("numéro {number}", number=i18n.left_to_right(incident.number))
                    if incident.number
                    else "",
                    _n("{number} capture", "{number} captures", captures)
                    if captures
                    else "",
                )
            ),
        )
        if Act.EVENTS not in file.may:
            return entry
        acts: list[tuple[str, str, str, Callable[[], None]]] = [
            (
                "edit",
                _("Compléter"),
                _("Compléter l’essai : {when}", when=when),
                partial(self.edit_wanted.emit, incident),
            )
        ]
        if file.keeps_files:
            acts += [
                (
                    "add",
                    _("Ajouter une capture"),
                    _("Ajouter une capture à l’essai : {when}", when=when),
                    partial(self.file_wanted.emit, incident.id),
                ),
                (
                    "copy",
                    _("Coller"),
                    _("Coller une capture dans l’essai : {when}", when=when),
                    partial(self.paste_wanted.emit, incident.id),
                ),
            ]
        acts.append(
            (
                "close",
                _("Enlever"),
                _("Enlever l’essai : {when}", when=when),
                partial(self.removal_wanted.emit, incident),
            )
        )
        holder, acts_below = QWidget(), QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(entry)
        line = Flow(acts_below)
        for icon, text, name, act in acts:
            link = Button("link", icon, f"try-{icon}")
            link.setText(text)
            link.setAccessibleName(name)
            link.clicked.connect(act)
            line.addWidget(link)
        column.addWidget(acts_below)
        return holder

    def _show_all(self) -> None:
        self._all = True
        if self._file is not None:
            self.show_tries(self._file)
