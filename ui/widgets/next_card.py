"""What comes next: the remedy, what is missing for it, until when to wait."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.desk.incidents import BlockedFile
from anef_desk.desk.roles import Act
from anef_desk.evidence.missing import Need
from anef_desk.i18n import Translations
from anef_desk.law.basis import Basis
from anef_desk.law.remedies import RungState
from anef_desk.law.words import RELIABILITIES
from ui import terms
from ui.language import _, current
from ui.widgets.both_texts import BothTexts
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.labels import Words

_ADVICE = RELIABILITIES["practice"]


class NextCard(Card):
    """Shows the next remedy with a file, the whole ladder without."""

    taken_wanted = Signal()
    letter_wanted = Signal(str)  # code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: BlockedFile | None = None

    def show_next(
        self,
        file: BlockedFile | None,
        rungs: tuple[RungState, ...],
        beside: Translations | None,
    ) -> None:
        """Write the next remedy with a file, the whole ladder without."""
        clear(self.body, 1)
        self._file = file
        self.setVisible(bool(rungs))
        self.title.setText(_("Ensuite"))
        if file is None:
            for place, rung in enumerate(rungs, 1):
                self.body.addWidget(rung_entry(place, rung, beside))
            return
        if file.waiting is not None:
            self.body.addWidget(self._waiting(file))
        if file.next is None:
            words = Words()
            words.setText(
                _("Toutes les étapes sont faites. Voyez un avocat ou une avocate.")
            )
            self.body.addWidget(words)
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
            self.body.addWidget(words)
        if file.needs:
            missing = [need for need in file.needs if not need.met]
            head = Words("strong")
            head.setText(
                _("Ce qui manque encore pour être crédible")
                if missing
                else _("Tout ce qu’il faut pour être crédible est là.")
            )
            self.body.addWidget(head)
            for need in (*missing, *(need for need in file.needs if need.met)):
                self.body.addWidget(need_entry(need))
        self.body.addWidget(self._next_acts(file, rung))

    def _next_acts(self, file: BlockedFile, rung: RungState) -> QWidget:
        holder = QWidget()
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        for code in file.letters if Act.LETTERS in file.may else ():
            write = Button("plain", "letters", f"write-{code}")
            write.setText(_("Écrire le courrier {code}", code=code))
            write.clicked.connect(partial(self.letter_wanted.emit, code))
            line.addWidget(write, 0, Qt.AlignmentFlag.AlignLeading)
        notes = file.case is not None and Act.EVENTS in file.may
        if notes and rung.remedy != "E0":
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
        entry = Entry(title, advised(told, practice=waiting.is_practice), stacks=True)
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
            entry.layout().addWidget(clock, 3, 0, 1, 2)  # type: ignore[union-attr, call-arg]
        return entry


def rung_entry(place: int, rung: RungState, beside: Translations | None) -> QWidget:
    """Return a step of the ladder, to be read without a file."""
    say = current()
    title = _("{place}. {title}", place=place, title=say.content(rung.title))
    entry = Entry(title, beside.content(rung.title) if beside else "", stacks=True)
    entry.explain(
        say.content(rung.text),
        advised(
            _("Attendre : {wait}", wait=say.content(rung.wait)),
            practice=rung.wait_is_practice,
        )
        if rung.wait
        else "",
    )
    return entry


def need_entry(need: Need) -> QWidget:
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
        stacks=True,
    )
    entry.add_status(
        "done" if need.met else "soon", _("Fait") if need.met else _("Manque")
    )
    return entry


def advised(told: str, *, practice: bool) -> str:
    """Return *told*, and whether it is only advice; a line that goes on has no stop."""
    if not practice:
        return told
    return terms.joined((told.removesuffix("."), _(_ADVICE)))


def _source(resting: Basis, *, practice: bool) -> str:
    cited = [text for text in resting.texts if not text.startswith("pratique")]
    advice = _(_ADVICE) if practice else ""
    return terms.joined(
        (advice, i18n.left_to_right(" · ".join(cited)) if cited else "")
    )
