"""Letters: those that fit, what they still ask, the real pages, paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.desk.views import EndedDocument
from anef_desk.domain.letter import Letter
from anef_desk.domain.person import Person
from anef_desk.errors import ExpectedError
from ui import terms
from ui.language import _, current
from ui.navigation import ShowCase, ShowPerson
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, Paper, Sheet, sheet
from ui.widgets.pause import Pause
from ui.widgets.question import Question
from ui.widgets.stacking import stack
from ui.widgets.tabs import Tabs
from ui.workers import Ask

if TYPE_CHECKING:  # The letters are behind the desk.
    from anef_desk.letters.offers import LetterOffer

CHOICES_WIDTH = 372
LEAST = 300

KEPT_AFTER = 600
"""Milliseconds without typing after which the draft is kept and the pages drawn."""


@dataclass(frozen=True)
class Drawn:
    """The letter, the person's copy when there is one, what is not enclosed."""

    letter: Sheet
    copy: Sheet | None
    ended: tuple[EndedDocument, ...]


class LettersPage(ScrollingPage):
    """Shows the letters offered and the pages; says what was chosen and typed."""

    help_page = "letters"

    chosen = Signal(str)  # code of the letter
    answered = Signal(dict)  # answers, by key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self._case: str | None = None
        self._offers: tuple[LetterOffer, ...] = ()
        self._code = ""
        self._drawn: Drawn | None = None
        self._problem = ""
        self.choices: dict[str, Choice] = {}
        self.questions: list[Question] = []
        self.back = Button("link", "back", "back")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.offered, self.asked = Card(), Card()
        self.kept = Words("small")
        self.tabs = Tabs("letter-or-copy")
        self.review, self.ended = Words("small"), Words("strong")
        self.paper, self.empty = Paper(), EmptyState("letters")
        self._group = QButtonGroup(self)
        self._pause = Pause(KEPT_AFTER, self._say_answers, self)
        self._lay_out()
        self.back.clicked.connect(self._go_back)
        self.tabs.currentChanged.connect(self._show_side)
        self.retranslate()

    @property
    def code(self) -> str:
        """Return the code of the letter that is chosen, or ""."""
        return self._code

    @property
    def about(self) -> str:
        """Return the person whose page it is."""
        return self._person.id if self._person else ""

    def show_offers(
        self, person: Person, case: str | None, offers: Sequence[LetterOffer]
    ) -> None:
        """Show the letters, those that fit first.

        A letter that was chosen and fits no more is put away.
        """
        self._person, self._case, self._offers = person, case, tuple(offers)
        if self._code not in {offer.code for offer in offers if offer.fits}:
            self._code, self._drawn, self._problem = "", None, ""
            self.questions = []
        for choice in self.choices.values():
            self._group.removeButton(choice)
        clear(self.offered.body, 1)
        self.choices = {}
        for offer in self._offers:
            choice = Choice(f"letter-{offer.code}")
            choice.setEnabled(offer.fits)
            choice.toggled.connect(partial(self._choose, offer.code))
            self._group.addButton(choice)
            self.choices[offer.code] = choice
            self.offered.body.addWidget(choice)
        self.retranslate()

    def choose(self, code: str) -> None:
        """Choose the letter *code*, if it is offered and fits."""
        choice = self.choices.get(code)
        if choice is not None and choice.isEnabled():
            choice.setChecked(True)

    def show_questions(self, code: str, answers: Mapping[str, str]) -> None:
        """Show what the letter *code* asks, with what was typed before."""
        offer = next((offer for offer in self._offers if offer.code == code), None)
        self.asked.body.removeWidget(self._note)
        clear(self.asked.body, 1)
        self.questions = []
        for field in offer.missing if offer else ():
            question = Question(field.key, field.kind)
            with QSignalBlocker(question):
                question.show_text(answers.get(field.key, ""))
            question.changed.connect(self._pause.start)
            self.questions.append(question)
            self.asked.body.addWidget(question)
        self.asked.body.addWidget(self._note)
        self._write_questions()

    def show_pages(self, drawn: Drawn) -> None:
        """Show the letter as it will be printed."""
        self._drawn, self._problem = drawn, ""
        self._write_pages()

    def show_problem(self, text: str) -> None:
        """Say why there are no pages."""
        self._drawn, self._problem = None, text
        self._write_pages()

    def answers(self) -> dict[str, str]:
        """Return what was typed and can be, by key."""
        return {
            question.key: question.text()
            for question in self.questions
            if question.accepted()
        }

    def accepted(self) -> bool:
        """Return whether all that was typed can be: a date may be half there."""
        return all(question.accepted() for question in self.questions)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Écrire un courrier"))
        self.back.setText(
            _("Retour à la démarche") if self._case else _("Dossier de la personne")
        )
        self.offered.title.setText(_("Quel courrier"))
        self.asked.title.setText(_("Ce qu’il faut encore savoir"))
        self._note.setText(
            _("Ce que vous tapez est gardé, même si vous quittez cette page.")
        )
        self.tabs.setAccessibleName(_("Courrier ou copie"))
        self.paper.retranslate()
        if self._person is not None:
            number = self._person.numero_etranger
            self.subtitle.setText(
                terms.joined(
                    (
                        self._person.display_name,
                        _("n° étranger {number}", number=i18n.left_to_right(number))
                        if number
                        else "",
                    )
                )
            )
        for offer in self._offers:
            self.choices[offer.code].say(current().content(offer.title), _note(offer))
        self._write_questions()
        self._write_pages()
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed: the page is left, or the window locks."""
        super().hideEvent(event)
        self._pause.finish()

    def _lay_out(self) -> None:
        top = self.body.contentsMargins()
        self.body.setContentsMargins(top.left(), 8, top.right(), metrics.FOOT)
        self.body.setSpacing(metrics.GAP - 4)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        self.body.addLayout(head)
        self._note = Words("small")
        self.choose_area = InnerArea(LEAST)
        column = self.choose_area.column
        column.setSpacing(metrics.GAP)
        for card in (self.offered, self.asked):
            column.addWidget(card)
        column.addStretch(1)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addWidget(self.review)
        inside.addWidget(self.ended)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.paper)
        inside.addWidget(holder, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP + 8)
        self._halves.addWidget(self.choose_area)
        self._halves.addWidget(right, 1)
        self.body.addLayout(self._halves, 1)

    def _place(self) -> None:
        """Stand the pages under the choices when text is large."""
        tall = look.scale() >= WIDE_TEXT
        stack(self._halves, when=tall)
        self.choose_area.flow(flowing=tall)
        self.choose_area.setMinimumWidth(0 if tall else look.px(CHOICES_WIDTH))

    def _write_questions(self) -> None:
        offer = next((one for one in self._offers if one.code == self._code), None)
        self.asked.setVisible(bool(self.questions))
        fields = offer.missing if offer else ()
        for question, field in zip(self.questions, fields, strict=False):
            question.ask(
                current().content(field.question),
                "" if field.needed else _("Facultatif : le courrier se fait sans."),
            )

    def _write_pages(self) -> None:
        drawn = self._drawn
        with QSignalBlocker(self.tabs):
            side = max(self.tabs.currentIndex(), 0)
            while self.tabs.count():
                self.tabs.removeTab(0)
            if drawn is not None:
                self.tabs.addTab(_("Courrier"))
            if drawn is not None and drawn.copy is not None and self._person:
                language = terms.language_name(self._person.language)
                self.tabs.addTab(_("Copie : {language}", language=language))
            self.tabs.setCurrentIndex(min(side, self.tabs.count() - 1))
        self.tabs.setVisible(self.tabs.count() > 1)
        self._stack.setCurrentWidget(self.paper if drawn else self.empty)
        self.ended.say("\n".join(map(terms.not_enclosed, drawn.ended if drawn else ())))
        if self._problem:
            self.empty.say(_("Le courrier n’est pas encore prêt."), self._problem)
        elif self._offers and not any(offer.fits for offer in self._offers):
            self.empty.say(
                _("Aucun courrier ne convient à cette situation."),
                _("Sous chaque courrier, une ligne dit ce qui manque."),
            )
        else:
            self.empty.say(
                _("Choisissez un courrier."),
                _("Ses pages s’affichent ici, telles qu’elles seront imprimées."),
            )
        self._show_side(self.tabs.currentIndex())

    def _show_side(self, side: int) -> None:
        drawn = self._drawn
        copied = drawn is not None and side == 1
        shown = None if drawn is None else drawn.copy if copied else drawn.letter
        self.paper.show_sheet(shown, _("copie.pdf") if copied else _("courrier.pdf"))
        unreviewed = ""
        if copied and self._person is not None:
            unreviewed = terms.unreviewed(i18n.load(self._person.language))
        self.review.say(unreviewed)

    def _choose(self, code: str, checked: bool) -> None:
        if checked and code != self._code:
            self._pause.finish()  # It was typed for the letter before.
            self._code = code
            self.chosen.emit(code)

    def _say_answers(self) -> None:
        self.answered.emit(self.answers())

    def _go_back(self) -> None:
        if self._case is not None:
            self.wanted.emit(ShowCase(self._case))
        elif self._person is not None:
            self.wanted.emit(ShowPerson(self._person.id))


_Written: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""The code of a letter, and what was typed for it."""


class LettersPresenter:
    """Keeps the page, the drafts and the letters in step; builds no widget."""

    def __init__(
        self,
        page: LettersPage,
        desk: Desk,
        ask: Ask,
        person: str,
        case: str | None = None,
        code: str | None = None,
    ) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._person, self._case, self._code = person, case, code or ""
        self._language = ""
        self._asked = 0
        self._kept: _Written | None = None
        self._drawn: _Written = ("", ())  # what the pages were made of
        self._leaving: _Written = self._drawn
        for leaves in (page.paper.print_wanted, page.paper.save_wanted):
            leaves.connect(self._hold)
        page.paper.leaves = desk.can(Act.LETTERS)
        Outbox(page.paper, ask, self.keep, page.explained.emit)
        page.chosen.connect(self.choose)
        page.answered.connect(self.answer)
        self.read()

    def read(self) -> None:
        """Show which letters fit now."""

        def work() -> tuple[Person, tuple[LetterOffer, ...]]:
            person = self._desk.people.file(self._person).person
            return person, self._desk.letters.offers(self._person, self._case)

        self._ask(work, self._show_offers, self._page.turn_away)

    def choose(self, code: str) -> None:
        """Show what the letter *code* asks, then its pages."""
        self._code = code
        draft = self._draft(code)

        def show(typed: Mapping[str, str] | None) -> None:
            if code == self._code:
                self._page.show_questions(code, typed or {})
                self._preview(self._page.answers())

        self._ask(partial(self._desk.drafts.get, draft), show)

    def answer(self, answers: dict[str, str]) -> None:
        """Keep what was typed, and draw the pages with it once all of it can be."""
        if self._desk.can(Act.DRAFT):
            draft = self._draft(self._code)
            self._ask(partial(self._desk.drafts.put, draft, answers), _nothing)
        if self._page.accepted():
            self._preview(answers)

    def keep(self, told: str) -> None:
        """Note in the file that the letter went out, once however often it did."""
        this = code, answers = self._leaving
        drafts, draft = self._desk.drafts, self._draft(code)
        if this == self._kept:
            self._page.explained.emit(told)
            return

        def work() -> Letter:
            kept = self._desk.letters.keep(
                self._person, self._case, code, dict(answers), self._language
            )
            if drafts.get(draft) == dict(answers):  # Nothing was typed since.
                drafts.drop(draft)
            return kept

        def then(_letter: Letter) -> None:
            self._kept = this
            self._page.explained.emit(
                _("{told} Le courrier est gardé dans le dossier.", told=told)
            )

        self._ask(work, then)

    def _draft(self, code: str) -> str:
        return f"letter:{self._person}:{self._case or ''}:{code}"

    def _hold(self) -> None:
        """Remember what goes out: more may be typed before it is gone."""
        self._leaving = self._drawn

    def _show_offers(self, found: tuple[Person, tuple[LetterOffer, ...]]) -> None:
        person, offers = found
        self._language = person.language
        self._page.show_offers(person, self._case, offers)
        fitting = [offer.code for offer in offers if offer.fits]
        if self._code in fitting:
            again = self._page.code == self._code
            self._page.choose(self._code)
            if again:  # What was typed is still there; the facts may have changed.
                self._preview(self._page.answers())
        elif len(fitting) == 1:
            self._page.choose(fitting[0])

    def _preview(self, answers: Mapping[str, str]) -> None:
        self._asked += 1
        number, code = self._asked, self._code

        def work() -> Drawn:
            made = self._desk.letters.preview(
                self._person, self._case, code, answers, self._language
            )
            copy = sheet(made.copy, made.copied) if made.copy else None
            return Drawn(sheet(made.pdf, made.text), copy, made.ended)

        def show(drawn: Drawn) -> None:
            if number == self._asked:
                self._drawn = code, tuple(sorted(answers.items()))
                self._page.show_pages(drawn)

        def explain(error: Exception) -> None:
            if not isinstance(error, ExpectedError):
                raise error
            if number == self._asked:
                self._page.show_problem(error.explain(current()))

        self._ask(work, show, explain)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""


def _note(offer: LetterOffer) -> str:
    """Return why a letter does not fit, and that it is not worded as shipped."""
    why = current().content(offer.why_not) if offer.why_not is not None else ""
    own = _("Modèle modifié par la structure.") if offer.modified else ""
    return " ".join(part for part in (why, own) if part)
