"""A blockage: why, what to do now, what next; the attempts, and the evidence file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.catalogue.search import Found, Index
from anef_desk.catalogue.sentences import sentence
from anef_desk.desk.incidents import BlockedFile, Request, Try, seal
from anef_desk.desk.session import Desk
from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.evidence.missing import Need, weeks
from anef_desk.evidence.words import TITLES, Purpose
from anef_desk.i18n import N_, SOURCE_LANGUAGE, Sentence, Translations
from anef_desk.law.basis import Basis, basis
from anef_desk.law.facts import Facts
from anef_desk.law.remedies import RungState, ladder
from anef_desk.law.situation import scope_on
from anef_desk.law.words import RELIABILITIES
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowCase, ShowPerson, WriteLetter
from ui.page import Page
from ui.theme import icons, look, metrics
from ui.widgets.alert_card import AlertCard
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.empty_state import EmptyState
from ui.widgets.entry import Entry
from ui.widgets.incident_form import CHANNELS, IncidentForm, RemedyForm
from ui.widgets.labels import Words, led
from ui.widgets.paper import Outbox, PaperDialog, Sheet, drawn, write_file
from ui.widgets.seal_form import SealForm
from ui.widgets.select import Select
from ui.widgets.titles import Titles
from ui.workers import Ask

FAMILIES: tuple[tuple[int, str, str], ...] = (
    (7, "form", N_("Compte")),
    (13, "camera", N_("Dépôt de la demande")),
    (16, "home", N_("Adresse")),
    (26, "attestation", N_("Attestation")),
    (33, "decision", N_("Attente de la réponse")),
    (38, "card", N_("Carte")),
    (44, "building", N_("Organismes")),
    (99, "flag", N_("Autres situations")),
)
"""The last code of each family of blockages, its pictogram, its name."""

LIST_WIDTH, WIDEST_LIST = 330, 390
TRIES_SHOWN = 6
PREVIEWED, SHARP_PAGES, MANY_WIDTH, SHARP_WIDTH = 60, 12, 700, 1240
LARGEST = 20_000_000

_CODE = Qt.ItemDataRole.UserRole


class UnreadableFileError(ExpectedError):
    """A file that was chosen cannot be read."""

    message = N_("Ce fichier n’a pas pu être lu, ou il est trop grand.")
    advice = N_("Choisissez une capture ou un PDF de moins de 20 Mo.")
    exit_code = 16


def family_of(code: str) -> tuple[str, str]:
    """Return the pictogram and the name of the family of a blockage."""
    number = int(code[1:])
    return next((icon, name) for last, icon, name in FAMILIES if number <= last)


class BothTexts(QWidget):
    """A sentence in the window's language, and under it in the person's."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.ours, self.theirs = Words(role), Words("soft")
        for words in (self.ours, self.theirs):
            column.addWidget(words)

    def say(self, text: Sentence, beside: Translations | None) -> None:
        """Show *text*; an empty one takes no room."""
        self.setVisible(bool(text))
        self.ours.setText(current().content(text))
        self.theirs.setVisible(beside is not None and beside.has(text))
        if beside is not None:
            right_to_left = beside.direction == "rtl"
            self.theirs.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if right_to_left
                else Qt.LayoutDirection.LeftToRight
            )
            self.theirs.setText(beside.content(text))


class BlockedPage(Page):
    """Blockages on one side; on the other, what the chosen one leads to."""

    searched = Signal(str, int)  # text, place of the family; -1 for all
    chosen = Signal(str)  # code
    log_wanted = Signal()
    edit_wanted = Signal(object)  # Incident
    removal_wanted = Signal(object)  # Incident
    file_wanted = Signal(str)  # incident: choose a file to attach
    paste_wanted = Signal(str)  # incident
    dropped = Signal(object)  # QMimeData
    taken_wanted = Signal()
    answer_wanted = Signal(int)  # place of the remedy in its case
    build_wanted = Signal(str)  # purpose
    stop_wanted = Signal()
    progressed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._library: Library | None = None
        self._rungs: tuple[RungState, ...] = ()
        self._file: BlockedFile | None = None
        self._all_tries = False
        self.back = Button("link", "back", "back-to-file")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.search, self.family = QLineEdit(), Select()
        self.search.setObjectName("blocked-search")
        self.search.setClearButtonEnabled(True)
        self.family.setObjectName("blocked-family")
        self.list = Titles()
        self.list.setObjectName("blocked-list")
        self.empty = EmptyState("search")
        self.danger = AlertCard()
        self.cause, self.now, self.log = Card(), Card(), Card()
        self.next, self.requests, self.evidence = Card(), Card(), Card()
        self.text, self.act = BothTexts(), BothTexts("strong")
        self.source = Words("small")
        self.log_button = Button("primary", "add", "log-attempt")
        self.tally = Words("soft")
        self.purpose = Select()
        self.purpose.setObjectName("evidence-purpose")
        self.build = Button("plain", "document", "build-evidence")
        self.stop = Button("quiet", "close", "stop-evidence")
        self.progress = QProgressBar()
        self.progress.setObjectName("evidence-progress")
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()

    @property
    def file(self) -> BlockedFile | None:
        """Return where the person stands; None without a file."""
        return self._file

    @property
    def code(self) -> str:
        """Return the code of the blockage that is shown."""
        return self._code

    @property
    def family_place(self) -> int:
        """Return the place in `FAMILIES` of the family that is listed; -1 for all."""
        return self.family.currentIndex() - 1

    def search_for(self, text: str) -> None:
        """Look for *text*, with the keyboard in the search."""
        self.search.setFocus()
        self.search.setText(text)
        self._ask()

    def show_found(self, found: Sequence[Found], code: str) -> None:
        """List what was found, with *code* chosen when it is there."""
        self.list.blockSignals(True)
        self.list.clear()
        ink, size = look.tokens().soft, look.px(22)
        for entry in found:
            icon, family = family_of(entry.code)
            title = led(current().content(entry.title), self.layoutDirection())
            item = QListWidgetItem(
                QIcon(icons.pixmap(f"documents/{icon}", ink, size, 2.0)), title
            )
            item.setData(_CODE, entry.code)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{_(family)}. {item.text()}"
            )
            self.list.addItem(item)
            if entry.code == code:
                self.list.setCurrentItem(item)
        self.list.show_titles()
        self.list.blockSignals(False)
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))

    def show_blockage(
        self,
        code: str,
        library: Library,
        rungs: tuple[RungState, ...],
        file: BlockedFile | None,
    ) -> None:
        """Show what is known of a blockage, and where the person stands with it."""
        if code != self._code:
            self._all_tries = False
            self.area.verticalScrollBar().setValue(0)
        self._code, self._library = code, library
        self._rungs, self._file = rungs, file
        self.retranslate()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the evidence file is; nothing once it is done."""
        going = total > 0
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.progress.setVisible(going)
        self.stop.setVisible(going)
        self.build.setEnabled(not going)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Blocages ANEF"))
        self.search.setPlaceholderText(_("Ce qui se passe, dans vos mots…"))
        self.search.setAccessibleName(_("Chercher un blocage"))
        self.family.setAccessibleName(_("Famille de blocages"))
        self.list.setAccessibleName(_("Blocages"))
        self.empty.say(
            _("Rien ne correspond"), _("Essayez un autre mot, ou effacez la recherche.")
        )
        self._fill_families()
        self.list.setFixedWidth(min(look.px(LIST_WIDTH), WIDEST_LIST))
        for field in (self.search, self.family, self.purpose):
            field.setMinimumHeight(look.px(40))
        self.now.title.setText(_("Maintenant"))
        self.log.title.setText(_("Les essais"))
        self.log_button.setText(_("Noter un essai"))
        self.log_button.setToolTip("Ctrl+E")
        self.requests.title.setText(_("Les démarches faites"))
        self.evidence.title.setText(_("Le dossier de preuves"))
        self.evidence_advice.setText(
            _(
                "Un seul PDF : la chronologie, les demandes restées sans réponse,"
                " les pertes, les pièces numérotées."
            )
        )
        self.purpose.setAccessibleName(_("Pour qui est le dossier"))
        self.build.setText(_("Préparer le dossier"))
        self.stop.setText(_("Arrêter"))
        self.progress.setAccessibleName(_("Avancement du dossier"))
        self._write_head()
        if self._library is not None and self._code:
            self._write(self._library.symptoms[self._code].code, self._library)

    def changeEvent(self, event: QEvent) -> None:
        """List again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files, for the last attempt."""
        data = event.mimeData()
        if self._takes_files() and (data.hasImage() or data.hasUrls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped to the last attempt."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 12, 28, 20)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(10)
        for widget in (self.search, self.family):
            left.addWidget(widget)
        left.addWidget(self.list, 1)
        left.addWidget(self.empty, 1)
        self.empty.hide()
        self.area = QScrollArea()
        self.area.setObjectName("blocked-area")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("ground", "page")
        ground.setMinimumHeight(1)  # The height then follows from the width alone.
        self.area.setWidget(ground)
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(0, 0, 6, 8)
        cards.setSpacing(metrics.GAP)
        for card in (
            self.danger,
            self.now,
            self.cause,
            self.log,
            self.next,
            self.requests,
            self.evidence,
        ):
            cards.addWidget(card)
            card.hide()
        cards.addStretch(1)
        self.cause.body.addWidget(self.text)
        self.cause.body.addWidget(self.source)
        self.now.body.addWidget(self.act)
        self.log.head.addWidget(self.log_button)
        self.log.body.addWidget(self.tally)
        self._lay_out_evidence()
        line.addLayout(left)
        line.addWidget(self.area, 1)
        column.addLayout(line, 1)

    def _lay_out_evidence(self) -> None:
        self.evidence_advice = Words("soft")
        self.evidence.body.addWidget(self.evidence_advice)
        choice = QVBoxLayout()
        choice.setSpacing(10)
        choice.addWidget(self.purpose)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.build)
        acts.addWidget(self.stop)
        acts.addStretch(1)
        choice.addLayout(acts)
        choice.addWidget(self.progress)
        self.evidence.body.addLayout(choice)
        self.show_progress(0, 0)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._ask)
        self.search.returnPressed.connect(self.list.setFocus)
        self.family.activated.connect(self._ask)
        self.list.currentItemChanged.connect(self._choose)
        self.back.clicked.connect(self._go_back)
        self.log_button.clicked.connect(self.log_wanted)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._log)
        self.build.clicked.connect(
            lambda: self.build_wanted.emit(self.purpose.currentData())
        )
        self.stop.clicked.connect(self.stop_wanted)
        self.progressed.connect(self.show_progress)

    def _fill_families(self) -> None:
        place = max(self.family.currentIndex(), 0)
        self.family.clear()
        self.family.addItem(_("Toutes les familles"))
        ink, size = look.tokens().soft, look.px(20)
        for _last, icon, name in FAMILIES:
            picture = icons.pixmap(f"documents/{icon}", ink, size, 2.0)
            self.family.addItem(QIcon(picture), _(name))
        self.family.setCurrentIndex(place)

    def _write_head(self) -> None:
        file = self._file
        self.back.setVisible(file is not None)
        if file is None:
            self.subtitle.setText(
                _("Sans dossier ouvert : cette page informe et ne note rien.")
            )
            return
        self.back.setText(
            _("Retour à la démarche") if file.case else _("Dossier de la personne")
        )
        title = ""
        if file.case is not None and self._library is not None:
            found = self._library.procedures.get(file.case.procedure)
            title = current().content(sentence(found, "title")) if found else ""
        self.subtitle.setText(terms.joined((file.person.display_name, title)))

    def _write(self, code: str, library: Library) -> None:
        symptom, file = library.symptoms[code], self._file
        beside = self._beside()
        danger = current().content(sentence(symptom, "danger"))
        if danger:
            self.danger.say("late", _("Attention"), danger, "")
            self.danger.offer("")
        else:
            self.danger.hide()
        self.cause.title.setText(current().content(sentence(symptom, "title")))
        self.text.say(sentence(symptom, "text"), beside)
        self.source.setText(terms.resting_on(basis(symptom.sources, library)))
        self.act.say(sentence(symptom, "now"), beside)
        self.cause.show()
        self.now.show()
        self._write_next(beside)
        for card in (self.log, self.evidence):
            card.setVisible(file is not None)
        self.requests.setVisible(file is not None and bool(file.requests))
        if file is not None:
            self._write_tries(file)
            self._write_requests(file)
            self._write_purposes(file)

    def _beside(self) -> Translations | None:
        """Return the person's language, or French beside another; None if the same."""
        spoken = self._file.person.language if self._file else ""
        if spoken not in i18n.NAMES or spoken == current().language:
            spoken = SOURCE_LANGUAGE
        return None if spoken == current().language else i18n.load(spoken)

    def _write_tries(self, file: BlockedFile) -> None:
        clear(self.log.body, 2)
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
            )
        shown = file.tries if self._all_tries else file.tries[:TRIES_SHOWN]
        for one in shown:
            self.log.body.addWidget(self._try_entry(one, keeps=file.keeps_files))
        if len(shown) < len(file.tries):
            more = Button("link", name="all-tries")
            more.setText(_("Montrer tous les essais"))
            more.clicked.connect(self._show_all_tries)
            self.log.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _try_entry(self, one: Try, *, keeps: bool) -> QWidget:
        incident = one.incident
        hour = incident.at.isoformat("minutes") if incident.at else ""
        when = terms.joined((current().day(incident.day), hour))
        captures = len(one.captures)
        entry = Entry(
            when,
            terms.joined(
                (
                    _(CHANNELS[incident.channel]),
                    incident.step,
                    _("« {message} »", message=incident.message)
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
        acts: list[tuple[str, str, str, Callable[[], None]]] = [
            (
                "edit",
                _("Compléter"),
                _("Compléter l’essai : {when}", when=when),
                partial(self.edit_wanted.emit, incident),
            )
        ]
        if keeps:
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
                _("Retirer"),
                _("Retirer l’essai : {when}", when=when),
                partial(self.removal_wanted.emit, incident),
            )
        )
        for icon, text, name, act in acts:
            link = Button("link", icon, f"try-{icon}")
            link.setText(text)
            link.setAccessibleName(name)
            link.clicked.connect(act)
            entry.add_link(link)
        return entry

    def _write_next(self, beside: Translations | None) -> None:
        """Write the next remedy with a file, the whole ladder without."""
        clear(self.next.body, 1)
        file = self._file
        rungs = self._rungs
        self.next.setVisible(bool(rungs))
        self.next.title.setText(_("Ensuite"))
        if file is None:
            for place, rung in enumerate(rungs, 1):
                self.next.body.addWidget(_rung_entry(place, rung, beside))
            return
        if file.waiting is not None:
            self.next.body.addWidget(self._waiting(file))
        if file.next is None:
            words = Words()
            words.setText(
                _("Toutes les étapes sont faites. Voyez un avocat ou une avocate.")
            )
            self.next.body.addWidget(words)
            return
        self._write_rung(file, file.next, beside)

    def _write_rung(
        self, file: BlockedFile, rung: RungState, beside: Translations | None
    ) -> None:
        title, text, to = BothTexts("strong"), BothTexts(), Words("soft")
        title.say(rung.title, beside)
        text.say(rung.text, beside)
        to.setText(_("À qui : {who}", who=current().content(rung.addressee)))
        resting = Words("small")
        resting.setText(terms.resting_on(rung.basis))
        for words in (title, text, to, resting):
            self.next.body.addWidget(words)
        if file.needs:
            missing = [need for need in file.needs if not need.met]
            head = Words("strong")
            head.setText(
                _("Ce qui manque encore pour être crédible")
                if missing
                else _("Tout ce qu’il faut pour être crédible est là.")
            )
            self.next.body.addWidget(head)
            for need in (*missing, *(need for need in file.needs if need.met)):
                self.next.body.addWidget(_need_entry(need))
        self.next.body.addWidget(self._next_acts(file, rung))

    def _next_acts(self, file: BlockedFile, rung: RungState) -> QWidget:
        holder = QWidget()
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        for code in file.letters:
            write = Button("plain", "letters", f"write-{code}")
            write.setText(_("Écrire le courrier {code}", code=code))
            write.clicked.connect(partial(self._write_letter, code))
            line.addWidget(write, 0, Qt.AlignmentFlag.AlignLeading)
        if file.case is not None and rung.remedy != "E0":
            taken = Button("plain", "check", "remedy-taken")
            taken.setText(_("C’est fait"))
            title = current().content(rung.title)
            taken.setAccessibleName(_("C’est fait : {title}", title=title))
            taken.clicked.connect(self.taken_wanted)
            line.addWidget(taken, 0, Qt.AlignmentFlag.AlignLeading)
        return holder

    def _waiting(self, file: BlockedFile) -> QWidget:
        """Say until when to wait for the last remedy, and the other clock."""
        waiting = file.waiting
        if waiting is None:
            return QWidget()
        day = current().day
        title = current().content(waiting.title)
        if waiting.answered_on is not None:
            told = _("Réponse reçue le {day}.", day=day(waiting.answered_on))
        elif waiting.until is None:
            told = current().content(waiting.wait)
        elif waiting.is_over(file.on):
            told = _(
                "N’attendez plus : le délai a fini le {day}.", day=day(waiting.until)
            )
        else:
            told = _("Attendez jusqu’au {day}, pas plus.", day=day(waiting.until))
        advice = _(RELIABILITIES["practice"]) if waiting.is_practice else ""
        entry = Entry(title, terms.joined((told, advice)))
        if waiting.answered_on is None:
            over = waiting.is_over(file.on)
            entry.add_status(
                "late" if over else "soon",
                _("Délai dépassé") if over else _("En attente"),
            )
        if file.clock is not None and file.clock.due is not None:
            clock = Words("soft")
            clock.setText(
                _(
                    "Autre date, qui ne s’arrête pas : {title}, le {day}.",
                    title=current().content(file.clock.title).rstrip("."),
                    day=day(file.clock.due),
                )
            )
            entry.layout().addWidget(clock, 2, 0, 1, 2)  # type: ignore[union-attr, call-arg]
        return entry

    def _write_requests(self, file: BlockedFile) -> None:
        clear(self.requests.body, 1)
        for request in file.requests:
            self.requests.body.addWidget(self._request_entry(request))

    def _request_entry(self, request: Request) -> QWidget:
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
        )
        if taken.answered_on is not None:
            day = say.short_day(taken.answered_on)
            entry.add_status("done", _("Répondu le {day}", day=day))
        elif request.noted is not None:
            answered = Button("link", "check", "remedy-answered")
            answered.setText(_("Réponse reçue"))
            answered.setAccessibleName(_("Réponse reçue : {title}", title=title))
            answered.clicked.connect(partial(self.answer_wanted.emit, request.noted))
            entry.add(answered)
        return entry

    def _write_purposes(self, file: BlockedFile) -> None:
        before = self.purpose.currentData()
        self.purpose.clear()
        for purpose in file.purposes:
            self.purpose.addItem(_(TITLES[purpose]), purpose.value)
        self.purpose.setCurrentIndex(max(self.purpose.findData(before), 0))

    def _takes_files(self) -> bool:
        return bool(self._file and self._file.keeps_files and self._file.tries)

    def _show_all_tries(self) -> None:
        self._all_tries = True
        self.retranslate()

    def _log(self) -> None:
        if self._file is not None:
            self.log_wanted.emit()

    def _ask(self) -> None:
        self.searched.emit(self.search.text(), self.family_place)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_CODE))

    def _write_letter(self, code: str) -> None:
        if self._file is not None:
            case = self._file.case.id if self._file.case else None
            self.wanted.emit(WriteLetter(self._file.person.id, case, code))

    def _go_back(self) -> None:
        if self._file is not None and self._file.case is not None:
            self.wanted.emit(ShowCase(self._file.case.id))
        elif self._file is not None:
            self.wanted.emit(ShowPerson(self._file.person.id))


def _rung_entry(place: int, rung: RungState, beside: Translations | None) -> QWidget:
    """Return a step of the ladder, to be read without a file."""
    say = current()
    advice = _(RELIABILITIES["practice"]) if rung.wait_is_practice else ""
    title = _("{place}. {title}", place=place, title=say.content(rung.title))
    entry = Entry(title, beside.content(rung.title) if beside else "")
    entry.explain(
        say.content(rung.text),
        terms.joined(
            (_("Attendre : {wait}", wait=say.content(rung.wait)), advice)
            if rung.wait
            else ("",)
        ),
    )
    return entry


def _need_entry(need: Need) -> QWidget:
    """Return a line of what a remedy needs: what there is, out of how much."""
    have = _(
        "{have} sur {number}", have=min(need.have, need.number), number=need.number
    )
    entry = Entry(
        current().content(need.text),
        terms.joined(
            (
                have if need.number > 1 else "",
                " · ".join(current().short_day(day) for day in need.days[-3:]),
                _source(need.basis, practice=need.is_practice),
            )
        ),
    )
    entry.add_status(
        "done" if need.met else "soon", _("Fait") if need.met else _("Manque")
    )
    return entry


def _source(resting: Basis, *, practice: bool) -> str:
    cited = [text for text in resting.texts if not text.startswith("pratique")]
    advice = _(RELIABILITIES["practice"]) if practice else ""
    return terms.joined(
        (advice, i18n.left_to_right(" · ".join(cited)) if cited else "")
    )


class BlockedPresenter:
    """Searches the catalogue, keeps the attempts, builds the evidence file."""

    def __init__(
        self,
        page: BlockedPage,
        desk: Desk,
        ask: Ask,
        person: str | None = None,
        case: str | None = None,
        code: str = "",
    ) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._person, self._case, self._code = person, case, code
        self._library = desk.library
        self._language = ""
        self._index: tuple[tuple[str, ...], Index] | None = None
        self._stop = threading.Event()
        page.searched.connect(self.search)
        page.chosen.connect(self.choose)
        page.log_wanted.connect(self.log)
        page.edit_wanted.connect(self.edit)
        page.removal_wanted.connect(self.remove)
        page.file_wanted.connect(self.attach_file)
        page.paste_wanted.connect(self.paste)
        page.dropped.connect(self.drop)
        page.taken_wanted.connect(self.take)
        page.answer_wanted.connect(self.note_answer)
        page.build_wanted.connect(self.build)
        page.stop_wanted.connect(self.stop)
        self.read()

    def read(self) -> None:
        """Show the blockage this file is about, or the first of all."""
        if self._person is None and self._case is None:
            self._show_list()
            self._show(None)
            return

        def work() -> tuple[str, str, str | None]:
            person = self._person
            if person is None:
                person = self._desk.cases.file(self._case or "").person.id
            file = self._desk.people.file(person)
            suggested = self._desk.incidents.suggested(person, self._case)
            return person, file.person.language, suggested

        self._ask(work, self._begin)

    def search(self, text: str, family: int) -> None:
        """List what *text* finds in a family; show the best while somebody types."""
        found = [
            entry
            for entry in self._searched().find(text, ("symptom",))
            if family < 0 or family_of(entry.code)[1] == FAMILIES[family][2]
        ]
        codes = [entry.code for entry in found]
        if codes and self._code not in codes:
            self.choose(codes[0])
        self._page.show_found(found, self._code)

    def choose(self, code: str) -> None:
        """Show the blockage *code*."""
        if code != self._code:
            self._code = code
            self._refresh()

    def log(self) -> None:
        """Note an attempt, now, as the last one was."""
        person = self._person
        if person is None:
            return
        work = partial(self._desk.incidents.log, person, self._case, self._code)
        self._ask(work, self._logged)

    def edit(self, incident: Incident) -> None:
        """Open what is noted of an attempt."""
        draft = IncidentForm.draft_of(incident.id)
        self._ask(partial(self._desk.drafts.get, draft), partial(self._edit, incident))

    def remove(self, incident: Incident) -> None:
        """Take an attempt out."""

        def then(_none: None) -> None:
            self._page.explained.emit(_("L’essai est retiré. Le journal le garde."))
            self._refresh()

        self._ask(partial(self._desk.incidents.remove, incident.id), then)

    def attach_file(self, incident: str) -> None:
        """Choose a capture or a PDF, and keep it with an attempt."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._page,
            _("Ajouter une capture"),
            "",
            _("Images et PDF (*.png *.jpg *.jpeg *.pdf)"),
        )
        if chosen:
            self._attach(incident, partial(_read, Path(chosen)))

    def paste(self, incident: str) -> None:
        """Keep the picture of the clipboard with an attempt."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._page.explained.emit(
                _("Il n’y a pas d’image à coller. Faites d’abord une capture.")
            )
            return
        self._attach(incident, partial(_png, image))

    def drop(self, data: QMimeData) -> None:
        """Keep what was dropped with the last attempt."""
        file = self._page.file
        if file is None or not file.tries:
            return
        incident = file.tries[0].incident.id
        if data.hasImage():
            self._attach(incident, partial(_png, QImage(data.imageData())))
            return
        for url in data.urls():
            if url.isLocalFile():
                self._attach(incident, partial(_read, Path(url.toLocalFile())))

    def take(self) -> None:
        """Note that the next remedy was taken."""
        file = self._page.file
        if file is None or file.next is None or file.case is None:
            return
        form = RemedyForm(current().content(file.next.title), file.on, self._page)
        if form.exec():
            self.took(file.case.id, file.next.remedy, form)

    def took(self, case: str, remedy: str, form: RemedyForm) -> None:
        """Record a remedy with what *form* says."""
        work = partial(
            self._desk.incidents.took, case, remedy, form.reference(), form.day()
        )
        self._ask(work, lambda _none: self._refresh())

    def note_answer(self, place: int) -> None:
        """Note that a remedy got an answer, today."""
        file = self._page.file
        if file is not None and file.case is not None:
            work = partial(self._desk.incidents.answered, file.case.id, place)
            self._ask(work, lambda _none: self._refresh())

    def build(self, purpose: str) -> None:
        """Build the evidence file; `stop` gives it up."""
        person = self._person
        if person is None:
            return
        stop = self._stop = threading.Event()
        page = self._page

        def report(done: int, total: int, /) -> None:
            if stop.is_set():
                raise Cancelled
            page.progressed.emit(done, total)

        def work() -> Sheet:
            pdf = self._desk.incidents.evidence(
                person, self._case, Purpose(purpose), report
            )
            return _preview(pdf)

        def failed(error: Exception) -> None:
            page.show_progress(0, 0)
            if not isinstance(error, ExpectedError):
                raise error
            page.explained.emit(error.explain(current()))

        page.show_progress(0, 1)
        self._ask(work, self._show_evidence, failed)

    def stop(self) -> None:
        """Give up the file that is being built."""
        self._stop.set()
        self._page.show_progress(0, 0)
        self._page.explained.emit(_("Le dossier n’a pas été préparé."))

    def _begin(self, found: tuple[str, str, str | None]) -> None:
        self._person, self._language, suggested = found
        self._code = self._code or suggested or ""
        self._show_list()
        self._refresh()

    def _show_list(self) -> None:
        page = self._page
        found = self._searched().find(page.search.text(), ("symptom",))
        self._code = self._code or (found[0].code if found else "")
        page.show_found(found, self._code)

    def _refresh(self) -> None:
        person, code = self._person, self._code
        if person is None:
            self._show(None)
        else:
            self._ask(
                partial(self._desk.incidents.blocked, person, self._case, code),
                self._show,
            )

    def _show(self, file: BlockedFile | None) -> None:
        symptom = self._library.symptoms.get(self._code)
        if symptom is None or (file is not None and file.symptom != self._code):
            return
        rungs = file.ladder if file else ()
        if file is None:
            scope = scope_on(Facts(), self._desk.today(), self._library)
            rungs = ladder(symptom, scope, (), self._library)
        self._page.show_blockage(self._code, self._library, rungs, file)

    def _logged(self, incident: Incident) -> None:
        hour = incident.at.isoformat("minutes") if incident.at else ""
        self._page.explained.emit(
            _("Essai noté à {hour}. Complétez-le quand vous aurez le temps.", hour=hour)
        )
        self._refresh()

    def _edit(self, incident: Incident, draft: dict[str, str] | None) -> None:
        form = IncidentForm(incident, self._desk.today(), draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.change(form.incident())

    def change(self, incident: Incident) -> None:
        """Record what is noted of an attempt."""

        def work() -> None:
            self._desk.incidents.change(incident)
            self._desk.drafts.drop(IncidentForm.draft_of(incident.id))

        self._ask(work, lambda _none: self._refresh())

    def _keep(self, key: str, values: dict[str, str]) -> None:
        self._ask(partial(self._desk.drafts.put, key, values), lambda _none: None)

    def _attach(self, incident: str, content: Callable[[], bytes]) -> None:
        title = _("Capture du {day}", day=current().short_day(self._desk.today()))

        def work() -> Incident:
            return self._desk.incidents.attach(incident, content(), title)

        def then(_incident: Incident) -> None:
            self._page.explained.emit(_("La capture est gardée avec l’essai."))
            self._refresh()

        self._ask(work, then)

    def _show_evidence(self, made: Sheet) -> None:
        self._page.show_progress(0, 0)
        if self._stop.is_set():
            return
        dialog = PaperDialog(_("Dossier de preuves"), self._page)
        dialog.paper.show_sheet(made, "dossier-de-preuves.pdf")
        sealed = Button("plain", "lock", "paper-seal")
        sealed.setText(_("Enregistrer sous clé"))
        sealed.clicked.connect(partial(self._seal, made, dialog))
        dialog.paper.acts.insertWidget(1, sealed)
        if len(made.pages) == PREVIEWED:
            self._page.explained.emit(
                _("L’aperçu montre les {n} premières pages.", n=PREVIEWED)
            )
        self._outbox = Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()

    def _seal(self, made: Sheet, dialog: QWidget) -> None:
        form = SealForm(dialog)
        if not form.exec():
            return
        chosen, _filter = QFileDialog.getSaveFileName(
            dialog, _("Enregistrer sous clé"), "dossier-de-preuves.pdf.age", "*.age"
        )
        if chosen:
            self.save_sealed(made.pdf, form.passphrase(), Path(chosen))

    def save_sealed(self, pdf: bytes, passphrase: str, path: Path) -> None:
        """Write *pdf* at *path*, so that only *passphrase* opens it."""

        def work() -> None:
            write_file(path, seal(pdf, passphrase))

        self._ask(
            work,
            lambda _none: self._page.explained.emit(
                _("Le fichier est enregistré sous clé.")
            ),
        )

    def _searched(self) -> Index:
        spoken = (SOURCE_LANGUAGE, current().language, self._language)
        languages = tuple(dict.fromkeys(code for code in spoken if code in i18n.NAMES))
        if self._index is None or self._index[0] != languages:
            index = Index(self._library, (i18n.load(code) for code in languages))
            self._index = (languages, index)
        return self._index[1]


def _preview(pdf: bytes) -> Sheet:
    """Return *pdf* with its first pages drawn, less finely when they are many."""
    from anef_desk.desk.pictures import count  # noqa: PLC0415 - at the first file

    few = count(pdf) <= SHARP_PAGES
    return Sheet(pdf, drawn(pdf, SHARP_WIDTH if few else MANY_WIDTH, PREVIEWED))


def _read(path: Path) -> bytes:
    """Return the file at *path*; its name is not kept.

    Raises:
        UnreadableFileError: If it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise UnreadableFileError from None
    if len(content) > LARGEST:
        raise UnreadableFileError
    return content


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())
