"""One letter for several people: which, to whom, the real pages, who gets none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from anef_desk.desk.batches import (
    Batch,
    BatchChoice,
    NotEnclosed,
    Recipient,
    Refused,
)
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.errors import ExpectedError
from anef_desk.progress import Report
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowPeople, ShowPerson
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.form import KEPT_AFTER
from ui.widgets.inner_area import GUTTER, InnerArea
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, Paper, Sheet, first_pages
from ui.widgets.pause import Pause
from ui.widgets.question import Question
from ui.widgets.recipients_card import RecipientsCard
from ui.widgets.running import Running
from ui.widgets.select import Select
from ui.widgets.stacking import stack
from ui.widgets.tick import Tick
from ui.workers import Ask

CHOICES_WIDTH = 400
LEAST, LEAST_REFUSED, MOST_REFUSED, LEAST_PAGES = 300, 60, 176, 160
FOUND = 500
"""People found at once, at most."""


class BatchPage(ScrollingPage):
    """Shows the letters, the people and the pages; says what is wanted."""

    help_page = "letters"

    chosen = Signal(str)  # code of the letter
    answered = Signal(str, dict)  # code of the letter, answers by key
    made_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[BatchChoice, ...] = ()
        self._batch: Batch | None = None
        self._asking = ""  # code of the letter whose questions are shown
        self._pause = Pause(KEPT_AFTER, self._say_answers, self)
        self.questions: list[Question] = []
        self.back = Button("link", "back", "back")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.letter, self.asked = Card(), Card()
        self.refused, self.ended = Card(), Card()
        self.code, self.note, self.own = Select(), Words("small"), Words("small")
        self.code.setObjectName("batch-letter")
        self.none, self.without = InnerArea(LEAST_REFUSED), InnerArea(LEAST_REFUSED)
        self.refused.body.addWidget(self.none)
        self.ended.body.addWidget(self.without)
        self.people = RecipientsCard()
        self.copies = Tick("batch-copies")
        self.copies.setChecked(True)
        self.make = Button("primary", "letters", "batch-make")
        self.running = Running("batch")
        self.paper, self.empty = Paper(), EmptyState("letters")
        self._lay_out()
        self.back.clicked.connect(lambda: self.wanted.emit(ShowPeople()))
        self.code.activated.connect(self._choose)
        self.make.clicked.connect(self._pause.finish)
        self.make.clicked.connect(self.made_wanted)
        self.people.changed.connect(self._write_act)
        self.retranslate()

    @property
    def chosen_code(self) -> str:
        """Return the code of the letter that is chosen, or ""."""
        return self.code.currentData() or ""

    @property
    def copies_wanted(self) -> bool:
        """Return whether those who read another language get a copy in it."""
        return self.copies.isChecked() and self.people.read_others

    def show_choices(self, choices: Sequence[BatchChoice]) -> None:
        """Offer *choices*; the one that was chosen stays so."""
        before = self.chosen_code
        self._choices = tuple(choices)
        with QSignalBlocker(self.code):
            self.code.clear()
            for choice in choices:
                self.code.addItem("", choice.code)
            self.code.setCurrentIndex(max(self.code.findData(before), 0))
        self.retranslate()

    def show_questions(self, answers: Mapping[str, str]) -> None:
        """Ask what the letter that is chosen asks; *answers* were typed before."""
        clear(self.asked.body, 2)
        self.questions, self._asking = [], self.chosen_code
        choice = self._choice()
        for field in choice.missing if choice else ():
            question = Question(field.key, field.kind)
            question.show_text(answers.get(field.key, ""))
            question.changed.connect(self._write_act)
            question.changed.connect(self._pause.start)
            self.questions.append(question)
            self.asked.body.addWidget(question)
        self.show_batch(None, None)

    def show_batch(self, batch: Batch | None, shown: Sheet | None) -> None:
        """Show what was made, and who gets none."""
        self._batch = batch
        self.running.end()
        self.paper.show_sheet(shown, _("courriers.pdf"))
        self.retranslate()

    def go_to_result(self) -> None:
        """Bring what was made under the eye; what is read aloud begins there."""
        self.go_to(self.empty.title if self.count.isHidden() else self.count)

    def answers(self) -> dict[str, str]:
        """Return what was typed, by key."""
        return {question.key: question.text() for question in self.questions}

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed: the page is left, or the window locks."""
        super().hideEvent(event)
        self._pause.finish()

    def _choose(self, _row: int) -> None:
        self._pause.finish()  # It was typed for the letter before.
        self.chosen.emit(self.chosen_code)

    def _say_answers(self) -> None:
        self.answered.emit(self._asking, self.answers())

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Un courrier pour plusieurs personnes"))
        self.subtitle.setText(
            _("Chaque courrier est fait avec le dossier de la personne.")
        )
        self.back.setText(_("Personnes accompagnées"))
        self.letter.title.setText(_("Quel courrier"))
        self.asked.title.setText(_("Ce qu’il faut encore savoir"))
        self.note.setText(_("Ce que vous tapez ici est écrit dans chaque courrier."))
        self.refused.title.setText(_("Sans courrier, et pourquoi"))
        self.ended.title.setText(_("Pièces non jointes"))
        self.code.setAccessibleName(_("Quel courrier"))
        self.copies.setText(_("Avec une copie dans leur langue"))
        self.make.setText(_("Préparer les courriers"))
        for row, choice in enumerate(self._choices):
            title = terms.joined((choice.code, current().content(choice.title)))
            self.code.setItemText(row, title)
        self.people.retranslate()
        self.running.retranslate()
        self.paper.retranslate()
        self._write_questions()
        self._write_refused()
        self._write_act()
        self._write_pages()
        self._place()

    def _choice(self) -> BatchChoice | None:
        code = self.chosen_code
        return next((one for one in self._choices if one.code == code), None)

    def _write_questions(self) -> None:
        choice = self._choice()
        modified = choice is not None and choice.modified
        self.own.say(_("Modèle modifié par la structure.") if modified else "")
        self.asked.setVisible(bool(self.questions))
        fields = choice.missing if choice else ()
        for question, field in zip(self.questions, fields, strict=False):
            question.ask(
                current().content(field.question),
                "" if field.needed else _("Facultatif : le courrier se fait sans."),
            )

    def _write_refused(self) -> None:
        refused = self._batch.refused if self._batch else ()
        ended = self._batch.ended if self._batch else ()
        whys = ((one.why.explain(current()), one) for one in refused)
        self._write_reasons(self.refused, self.none, whys)
        whats = ((terms.not_enclosed(one.document), one) for one in ended)
        self._write_reasons(self.ended, self.without, whats)

    def _write_reasons(
        self,
        card: Card,
        area: InnerArea,
        found: Iterable[tuple[str, Refused | NotEnclosed]],
    ) -> None:
        """Write each reason once, above those it concerns."""
        clear(area.column)
        together: dict[str, list[Refused | NotEnclosed]] = {}
        for reason, one in found:
            together.setdefault(reason, []).append(one)
        for reason, people in together.items():
            words, names = Words("soft"), QWidget()
            words.setText(reason)
            line = Flow(names)
            for one in people:
                line.addWidget(self._file_of(one))
            if area.column.count():
                area.column.addSpacing(metrics.GAP - 4)
            area.column.addWidget(words)
            area.column.addSpacing(4)
            area.column.addWidget(names)
        card.setVisible(bool(together))

    def _file_of(self, one: Refused | NotEnclosed) -> QWidget:
        button = Button("link", "next", "file-to-open")
        button.setText(one.name)
        button.setAccessibleName(_("Ouvrir le dossier : {name}", name=one.name))
        button.clicked.connect(lambda: self.wanted.emit(ShowPerson(one.person)))
        return button

    def _write_act(self) -> None:
        """Offer to make the letters once somebody is ticked and all is answered."""
        self.copies.setVisible(self.people.read_others)
        ready = all(question.accepted() for question in self.questions)
        busy = not self.running.isHidden()
        self.make.setEnabled(bool(self.people.chosen) and ready and not busy)
        if self._batch is None:
            self.empty.say(
                _("Appuyez sur « {act} ».", act=self.make.text())
                if self.make.isEnabled()
                else _("Choisissez un courrier et des personnes."),
                _("Les pages s’affichent ici, telles qu’elles seront imprimées."),
            )

    def _write_pages(self) -> None:
        batch = self._batch
        made = batch is not None and batch.pdf is not None
        self._stack.setCurrentWidget(self.paper if made else self.empty)
        self.make.become("plain" if made else "primary")
        if batch is None:
            self.count.hide()
            return
        number, copies = len(batch.drafts), batch.copies
        ready = (
            _n("{number} courrier est prêt.", "{number} courriers sont prêts.", number)
            if number
            else "",
            _n("{number} copie est jointe.", "{number} copies sont jointes.", copies)
            if copies
            else "",
        )
        self.count.say(" ".join(filter(None, ready)))
        self.empty.say(
            _("Ce courrier ne convient à aucune de ces personnes."),
            _("Au-dessus de chaque nom, une ligne dit pourquoi."),
        )

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
        self.letter.body.addWidget(self.code)
        self.letter.body.addWidget(self.own)
        self.asked.body.addWidget(self.note)
        self.choose_area = InnerArea(LEAST)
        column = self.choose_area.column
        column.setSpacing(metrics.GAP)
        for widget in (self.letter, self.asked):
            column.addWidget(widget)
        column.addWidget(self.people, 1)
        left = QWidget()
        acts = QVBoxLayout(left)  # What is done stays in sight under what is chosen.
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self.choose_area, 1)
        self._acts = QVBoxLayout()
        self._acts.setSpacing(8)
        for act in (self.copies, self.make, self.running):
            self._acts.addWidget(act)
        acts.addLayout(self._acts)
        right, holder = QWidget(), QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        self.count = Words("strong")
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.paper)
        inside.addWidget(self.count)
        inside.addWidget(self.refused)
        inside.addWidget(self.ended)
        inside.addWidget(holder, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP + 8)
        self._halves.addWidget(left)
        self._halves.addWidget(right, 1)
        self.body.addLayout(self._halves, 1)

    def _place(self) -> None:
        """Stand the pages under the choices when text is large."""
        tall = look.scale() >= WIDE_TEXT
        stack(self._halves, when=tall)
        self.choose_area.flow(flowing=tall)
        right = self.isRightToLeft()  # Under the cards, which leave room for a bar.
        gutter = 0 if tall else GUTTER
        self._acts.setContentsMargins(
            gutter if right else 0, 0, 0 if right else gutter, 0
        )
        for area in (self.none, self.without):
            area.flow(flowing=True, most=None if tall else look.px(MOST_REFUSED))
        self.paper.view.setMinimumHeight(look.px(LEAST_PAGES))
        self.choose_area.setMinimumWidth(0 if tall else look.px(CHOICES_WIDTH))


class BatchPresenter:
    """Finds people, makes the letters, keeps them once they went out."""

    def __init__(
        self, page: BatchPage, desk: Desk, ask: Ask, text: str = "", section: str = ""
    ) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._batch: Batch | None = None
        self._kept = False
        self._asked = 0
        page.paper.leaves = desk.can(Act.LETTERS)
        page.paper.single_sided = True  # Two people never share a sheet.
        Outbox(page.paper, ask, self.keep, page.explained.emit)
        page.chosen.connect(self.choose)
        page.answered.connect(self.answer)
        page.made_wanted.connect(self.make)
        page.people.searched.connect(self.search)
        page.people.begin(text, section)
        self._ask(desk.batches.choices, self._show_choices)

    def read(self) -> None:
        """Show who is there now; what was ticked stays so."""
        self._page.people.search()

    def search(self, text: str, section: str) -> None:
        """Show who is found by *text*, or stands in a *section* of Today."""
        self._asked += 1
        number = self._asked

        def show(found: tuple[Recipient, ...]) -> None:
            if number == self._asked:
                self._page.people.show_found(found)

        def work() -> tuple[Recipient, ...]:
            if not section:
                return self._desk.batches.find(text, FOUND)
            board = self._desk.board.read(FOUND)
            there = (one for one in board.sections if one.section == section)
            return self._desk.batches.recipients(
                [row.person for one in there for row in one.rows]
            )

        self._ask(work, show)

    def choose(self, code: str) -> None:
        """Ask what the letter *code* asks, with what was typed before."""
        draft = partial(self._desk.drafts.get, _draft(code))
        self._ask(draft, lambda kept: self._page.show_questions(kept or {}))

    def answer(self, code: str, answers: dict[str, str]) -> None:
        """Keep what is typed for the letter *code*."""
        if self._desk.can(Act.DRAFT):
            put = partial(self._desk.drafts.put, _draft(code), answers)
            self._ask(put, lambda _none: None)

    def make(self) -> None:
        """Make the letters of those that are ticked; nothing is noted yet."""
        page, people = self._page, self._page.people.chosen
        code, answers = page.chosen_code, page.answers()
        copies = page.copies_wanted

        def work(report: Report) -> tuple[Batch, Sheet | None]:
            made = self._desk.batches.make(people, code, answers, report, copies=copies)
            shown = first_pages(made.pdf, made.text) if made.pdf else None
            return made, shown

        def failed(error: Exception) -> None:
            page.show_batch(None, None)
            if not isinstance(error, ExpectedError):
                raise error
            page.explained.emit(error.explain(current()))

        run = page.running.start(work, _("Les courriers se préparent."))
        page.make.setEnabled(False)
        self._ask(run, self._show, failed)

    def keep(self, told: str) -> None:
        """Note each letter in its file, once however often they went out."""
        batch = self._batch
        if batch is None or self._kept:
            self._page.explained.emit(told)
            return
        self._kept = True

        def then(_none: None) -> None:
            self._page.explained.emit(
                _("{told} Chaque courrier est gardé dans son dossier.", told=told)
            )

        def failed(error: Exception) -> None:
            self._kept = False
            if not isinstance(error, ExpectedError):
                raise error
            self._page.explained.emit(error.explain(current()))

        def work() -> None:
            self._desk.batches.keep(batch)
            self._desk.drafts.drop(_draft(batch.code))

        self._ask(work, then, failed)

    def _show(self, found: tuple[Batch, Sheet | None] | None) -> None:
        if found is None:
            self._page.show_batch(None, None)
            self._page.explained.emit(_("Les courriers n’ont pas été préparés."))
            return
        self._batch, self._kept = found[0], False
        self._page.show_batch(*found)
        self._page.go_to_result()

    def _show_choices(self, choices: tuple[BatchChoice, ...]) -> None:
        self._page.show_choices(choices)
        self.choose(self._page.chosen_code)


def _draft(code: str) -> str:
    return f"batch:{code}"
