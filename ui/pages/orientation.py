"""Which procedure: a few questions, then the answer, why, and why not the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.model import Fact
from anef_desk.catalogue.sentences import label_sentence, sentence
from anef_desk.clock import today
from anef_desk.law.facts import Facts
from anef_desk.law.orientation import (
    LeftOut,
    ProcedureAnswer,
    answered,
    choices,
    left_out,
    next_question,
    orientation,
)
from anef_desk.law.situation import scope_on
from ui import terms
from ui.actions import keys_of
from ui.language import _, current
from ui.navigation import ReadEntry, ShowPeople
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.answer import Answer
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.date_field import DateField
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.workers import Ask

MOST = 8
FEW = 5
"""Answers that still read well one under the other."""

WIDE_TEXT = 1.5
"""From this text size on, answers stand one under the other."""


@dataclass(frozen=True)
class Asked:
    """A question as the page shows it."""

    fact: Fact
    text: str
    hint: str
    values: tuple[tuple[object, str], ...]  # value, what the person would say
    number: int
    given: tuple[object] | None = None  # before coming back; None in it: nobody knew


class OrientationPage(ScrollingPage):
    """A question at a time, large; then cards."""

    help_page = "orientation"

    answered = Signal(object)  # value; None: nobody knows
    back_wanted = Signal()
    restarted = Signal()
    read_wanted = Signal(str)  # code of a procedure
    checklist_wanted = Signal(str)  # code of a procedure
    rewritten = Signal()  # in another language

    def __init__(self, parent: QWidget | None = None, *, files: bool = False) -> None:
        """Lead from an answer to the *files* it can be opened in, if there are."""
        super().__init__(parent)
        self._files = files
        self.title, self.progress = Words("title"), Words("soft")
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        self.back = Button("quiet", "back", "orientation-back")
        self.restart = Button("quiet", "", "orientation-restart")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.restart)
        head.addWidget(self.back)
        self.begin_with(head, self.progress)
        self.body.addLayout(self.column)
        self.body.addStretch(1)
        self.back.clicked.connect(self.back_wanted)
        escape = QShortcut(QKeySequence(keys_of("orientation-back")), self)
        escape.setAutoRepeat(False)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._go_back)
        self.restart.clicked.connect(self.restarted)
        self.retranslate()

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return the way back to the question before, once there is one."""
        return {} if self.back.isHidden() else {"back": self.back_wanted.emit}

    def show_question(self, asked: Asked) -> None:
        """Show a question with its answers, the keyboard on the one given or the first."""
        self.progress.say(
            _("Question {number}, sur {most} au plus", number=asked.number, most=MOST)
        )
        self.back.setVisible(asked.number > 1)
        self.restart.hide()
        card = Card()
        card.title.setText(asked.text)
        hint = Words("soft")
        hint.say(asked.hint)
        card.body.addWidget(hint)
        first = self._add_answers(card, asked)
        unknown = Button("quiet", "", "answer-unknown")
        unknown.setText(_("Je ne sais pas"))
        unknown.clicked.connect(lambda: self.answered.emit(None))
        card.body.addWidget(unknown, 0, Qt.AlignmentFlag.AlignLeading)
        if asked.given == (None,) or first is None:
            first = unknown
        told, given = f"{asked.text} {asked.hint}", _("Réponse donnée")
        first.setAccessibleDescription(
            told if asked.given is None else f"{given}. {told}"
        )
        self._put((card,), first, f"{self.progress.text()}. {told}")

    def show_answer(
        self, answers: Sequence[ProcedureAnswer], others: Sequence[LeftOut]
    ) -> None:
        """Show what fits, best first, then why the others do not."""
        self.progress.say(
            _("D’après vos réponses. Cette orientation informe, elle ne décide rien.")
            if answers
            else ""
        )
        self.back.show()
        self.restart.show()
        cards = [self._card(one, main=at == 0) for at, one in enumerate(answers)]
        first: QWidget = self.back
        if answers:
            first = cards[0].findChild(Button, f"read-{answers[0].code}") or first
        else:
            nothing = Card()
            nothing.title.setText(_("Aucune démarche ne correspond"))
            words = Words()
            words.setText(
                _(
                    "Revenez sur une réponse, ou voyez une association spécialisée"
                    " ou un avocat."
                )
            )
            nothing.body.addWidget(words)
            cards.append(nothing)
        told = " ".join((*(card.title.text() for card in cards), self.progress.text()))
        if others:
            cards.append(self._others(others))
        self._put(cards, first, told)

    def _put(self, cards: Sequence[Card], first: QWidget, told: str) -> None:
        """Show *cards* instead, with the keyboard on *first*, and say what is *told*.

        The keyboard goes there before what had it goes away: it is never nowhere.
        """
        focus: QWidget | None = self.window().focusWidget()
        here = focus is None or self.isAncestorOf(focus)
        for place, card in enumerate(cards):
            self.column.insertWidget(place, card)
            card.show()
        self.begins = first
        if here:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self.column, len(cards))
        if self.isVisible():
            said = QAccessibleAnnouncementEvent(self, told)
            QAccessible.updateAccessibility(said)
        QTimer.singleShot(0, first, lambda: self.area.ensureWidgetVisible(first))

    def _go_back(self) -> None:
        if not self.back.isHidden():
            self.back_wanted.emit()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Quelle démarche ?"))
        self.back.setText(_("Revenir"))
        self.back.setToolTip("Esc")
        self.restart.setText(_("Recommencer"))

    def _add_answers(self, card: Card, asked: Asked) -> QWidget | None:
        """Add the ways to answer; return the one that was given, or the first."""
        if asked.fact.type in {"date", "partial_date"}:
            field = DateField(
                f"answer-{asked.fact.key}", partial=asked.fact.type == "partial_date"
            )
            field.line.setAccessibleName(asked.text)
            field.setMaximumWidth(look.px(220))
            if asked.given is not None:
                field.show_date(asked.given[0])  # type: ignore[arg-type]
            go = Button("primary", "", "answer-continue")
            go.setText(_("Continuer"))
            partial_date = asked.fact.type == "partial_date"

            def give() -> None:
                value = field.value() if partial_date else field.day()
                if value is not None:
                    self.answered.emit(value)

            go.clicked.connect(give)
            field.line.returnPressed.connect(give)
            card.body.addWidget(field)
            card.body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeading)
            return field.line
        grid = QGridLayout()
        grid.setSpacing(10)
        columns = 2 if len(asked.values) > FEW and look.scale() < WIDE_TEXT else 1
        first: QWidget | None = None
        for place, (value, words) in enumerate(asked.values):
            given = asked.given == (value,)
            sign = "check" if given else ""
            button = Answer(f"answer-{value}", sign, side=metrics.ICON)
            button.say(words)
            button.clicked.connect(partial(self._give, value))
            grid.addWidget(button, place // columns, place % columns)
            first = button if given else first or button
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        return first

    def _give(self, value: object) -> None:
        self.answered.emit(value)

    def _card(self, answer: ProcedureAnswer, *, main: bool) -> Card:
        card = Card()
        card.setObjectName(f"answer-{answer.code}")
        texts = current()
        card.title.setText(texts.content(answer.title))
        channel = Chip()
        kind: ChipKind = "done" if answer.channel == "anef" else "none"
        card.body.addWidget(channel, 0, Qt.AlignmentFlag.AlignLeading)
        channel.show_status(kind, _(terms.CHANNELS_SAID[answer.channel]))
        summary = Words()
        summary.setText(texts.content(answer.summary))
        card.body.addWidget(summary)
        for why in answer.why:
            reason = Words("soft")
            reason.setText(why.in_(texts))
            card.body.addWidget(reason)
        if answer.truth is None:
            perhaps = Words("strong")
            perhaps.setText(
                _("Peut-être. Cela dépend d’une réponse qui manque encore.")
            )
            card.body.addWidget(perhaps)
        acts = QWidget()
        line = Flow(acts, gap=8)
        read = Button(
            "primary" if main else "plain", "procedures", f"read-{answer.code}"
        )
        read.setText(_("Lire la démarche"))
        read.clicked.connect(partial(self.read_wanted.emit, answer.code))
        sheet = Button("plain", "print", f"list-{answer.code}")
        sheet.setText(_("Imprimer la liste des pièces"))
        sheet.clicked.connect(partial(self.checklist_wanted.emit, answer.code))
        for button in (read, sheet):
            line.addWidget(button)
        if main and self._files:
            begin = Button("plain", "people", "begin-in-file")
            begin.setText(_("Choisir la personne"))
            begin.clicked.connect(lambda: self.wanted.emit(ShowPeople()))
            line.addWidget(begin)
        card.body.addWidget(acts)
        return card

    def _others(self, others: Sequence[LeftOut]) -> Card:
        card = Card()
        card.title.setText(_("Pourquoi pas les autres"))
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        texts = current()
        for other in others:
            name, why = Words("strong"), Words("soft")
            name.setText(texts.content(other.title))
            why.say(" ".join(texts.content(reason) for reason in other.why_not))
            column.addWidget(name)
            column.addWidget(why)
        details.hide()
        show = Button("quiet", "", "orientation-others")
        show.setText(_("Voir"))
        show.setCheckable(True)
        show.toggled.connect(details.setVisible)
        card.head.addWidget(show)
        card.body.addWidget(details)
        return card

    def changeEvent(self, event: QEvent) -> None:
        """Ask or answer again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.rewritten.emit()


class OrientationPresenter:
    """Keeps the answers, asks what is still worth asking; keeps nothing after."""

    def __init__(
        self, page: OrientationPage, ask: Ask, library: Library | None = None
    ) -> None:
        self._page, self._ask = page, ask
        self._library = library or shipped()
        self._steps: list[tuple[str, object]] = []
        self._given: dict[str, tuple[object]] = {}  # taken back or not, by fact
        self._asked: str | None = None
        page.answered.connect(self.answer)
        page.back_wanted.connect(self.go_back)
        page.restarted.connect(self.restart)
        page.rewritten.connect(self.read)
        page.read_wanted.connect(lambda code: page.wanted.emit(ReadEntry(code)))
        page.checklist_wanted.connect(self.print)

    @property
    def facts(self) -> Facts:
        """Return what was answered."""
        facts = Facts()
        for fact, value in self._steps:
            if value is not None:
                facts = answered(facts, fact, value)
        return facts

    def read(self) -> None:
        """Show the question that comes next, or the answer."""
        library, facts = self._library, self.facts
        scope = scope_on(facts, today(), library)
        skipped = {fact for fact, value in self._steps if value is None}
        question = next_question(facts, scope, library, skipped)
        if question is None or len(self._steps) >= MOST:
            self._asked = None
            self._page.show_answer(
                orientation(scope, library), left_out(scope, library)
            )
            return
        self._asked = question.fact
        fact = library.facts[question.fact]
        texts = current()
        values: tuple[tuple[object, str], ...]
        if fact.type == "bool":
            values = ((True, _("Oui")), (False, _("Non")))
        else:
            values = tuple(
                (value, texts.content(label_sentence(fact, value)))
                for value in choices(fact.key, scope, library)
            )
        self._page.show_question(
            Asked(
                fact=fact,
                text=texts.content(sentence(fact, "question")),
                hint=texts.content(sentence(question, "hint")),
                values=values,
                number=len(self._steps) + 1,
                given=self._given.get(question.fact),
            )
        )

    def answer(self, value: object) -> None:
        """Take an answer; None when nobody knows."""
        if self._asked is not None:
            self._steps.append((self._asked, value))
            self._given[self._asked] = (value,)
            self.read()

    def go_back(self) -> None:
        """Ask the last question again; what was answered is shown with it."""
        if self._steps:
            self._steps.pop()
        self.read()

    def restart(self) -> None:
        """Forget every answer."""
        self._steps.clear()
        self._given.clear()
        self.read()

    def print(self, code: str) -> None:
        """Show the checklist of the procedure *code* as it will be printed."""
        work = partial(_checklist, code, self.facts, current().language)
        self._ask(work, self._show_sheet)

    def _show_sheet(self, made: Sheet) -> None:
        dialog = PaperDialog(_("Liste des pièces"), self._page)
        dialog.paper.show_sheet(made, "pieces.pdf")
        Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()


def _checklist(code: str, facts: Facts, language: str) -> Sheet:
    from anef_desk.desk.guidance import printed_checklist  # noqa: PLC0415 - at first

    return sheet(printed_checklist(code, facts, language, today()))
