"""One question at a time, in both languages, whose answer decides something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Fact
from anef_desk.catalogue.sentences import label_sentence, sentence
from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseFile
from anef_desk.i18n import Translations
from anef_desk.law.asking import Question
from ui.language import _, _n, current, direction
from ui.theme import look
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.buttons import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import LineField
from ui.widgets.labels import Words
from ui.widgets.lines_menu import LinesMenu
from ui.widgets.select import Select
from ui.widgets.stacking import stack

MOST = 99
"""Of a number that is asked: children, years."""

_PLACES = {"choice": 0, "bool": 0, "date": 1, "int": 2}


class Asking(NamedTuple):
    """A question as it is shown: its words, and what can be answered."""

    fact: str
    kind: str  # "choice", "bool", "date" or "int"
    ours: str
    theirs: str
    their_direction: Qt.LayoutDirection
    values: tuple[tuple[object, str], ...]  # of a choice: value, words


class AskingCard(QFrame):
    """Asks the first question that is open; the others wait for their turn."""

    answered = Signal(str, object)  # fact; a word, a number, True, False, a day, None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._asked: tuple[Asking, ...] = ()
        self._put_off: list[str] = []
        self._brought: Asking | None = None  # what somebody wants to tell
        self._written = ""  # the fact whose answer is being typed
        self.count = Words("small")
        self.given = Button("link", "", "answers-given")
        self.ours, self.theirs = Words("strong"), Words("strong")
        self.choice = Select()
        self.choice.setObjectName("case-answer")
        self.day = DateField("case-answer-day")
        self.number = LineField()
        self.number.setObjectName("case-answer-number")
        self.number.setValidator(QIntValidator(0, MOST, self))
        self.field = QStackedWidget()
        for widget in (self.choice, self.day, self.number):
            self.field.addWidget(widget)
        self.later = Button("quiet", "", "answer-later")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(18, 10, 18, 10)
        self._line.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.count)
        words.addWidget(self.ours)
        words.addWidget(self.given, 0, Qt.AlignmentFlag.AlignLeading)
        self._line.addLayout(words, 4)
        self._line.addWidget(self.field, 3)
        self._line.addWidget(self.later)
        self._line.addWidget(self.theirs, 4)
        self.choice.activated.connect(self._chosen)
        self.day.line.returnPressed.connect(self._give_day)
        self.day.line.editingFinished.connect(self._give_day)
        self.number.editingFinished.connect(self._give_number)
        self.later.clicked.connect(self._put_off_this)
        self.hide()

    @property
    def shown(self) -> Asking | None:
        """Return the question that is asked, the ones put off last."""
        if self._brought is not None:
            return self._brought
        open_ = sorted(self._asked, key=lambda asked: asked.fact in self._put_off)
        return open_[0] if open_ else None

    def show_case(self, case: CaseFile, library: Library, beside: Translations) -> None:
        """Ask what is open in *case*, also in the language of *beside*.

        Whoever may not note an answer is asked nothing.
        """
        if Act.MARKS not in case.may:
            self.ask((), ())
            return
        self.ask(
            [asking(question, beside) for question in case.questions],
            given(case, library),
        )

    def ask(
        self, asked: Sequence[Asking], given: Sequence[tuple[str, str, str]]
    ) -> None:
        """Ask the first of *asked*; hide when there is nothing to ask or to take back.

        Args:
            asked: What is open, what decides most first.
            given: What was answered: fact, question, answer in words.
        """
        self._asked = tuple(asked)
        if self._brought is not None and self._brought.fact in {g[0] for g in given}:
            self._brought = None  # It was told.
        known = {question.fact for question in asked}
        self._put_off = [fact for fact in self._put_off if fact in known]
        self.later.setText(_("Plus tard"))
        self._offer_given(given)
        self.setVisible(bool(asked or given or self._brought))
        self._write()

    def bring(self, question: Asking) -> None:
        """Ask *question* before the others, until it is answered or put off."""
        self._brought = question
        self.show()
        self._write()
        field = (self.choice, self.day.line, self.number)[_PLACES[question.kind]]
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        question = self.shown
        for widget in (self.ours, self.theirs, self.field):
            widget.setVisible(question is not None)
        self.later.setVisible(len(self._asked) > 1 or self._brought is not None)
        self.count.say(
            _n(
                "Une question qui décide",
                "Une question qui décide, sur {number}",
                len(self._asked),
            )
            if question and self._brought is None
            else ""
        )
        if question is None:
            self._written = ""
            return
        stacked = look.scale() >= WIDE_TEXT
        stack(self._line, when=stacked)
        self.ours.setText(question.ours)
        self.theirs.setLayoutDirection(question.their_direction)
        far = question.their_direction is self.layoutDirection() and not stacked
        self.theirs.setAlignment(
            (Qt.AlignmentFlag.AlignTrailing if far else Qt.AlignmentFlag.AlignLeading)
            | Qt.AlignmentFlag.AlignVCenter
        )
        self.theirs.setText(question.theirs)
        self.field.setCurrentIndex(_PLACES[question.kind])
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.setPlaceholderText(_("Choisir…"))
            for value, words in question.values:
                self.choice.addItem(words, value)
            self.choice.setCurrentIndex(-1)
        if question.fact != self._written:  # Else it is being answered.
            self._written = question.fact
            self.day.show_date(None)
            self.number.clear()
        for field in (self.choice, self.day.line, self.number):
            field.setAccessibleName(question.ours)

    def _offer_given(self, given: Sequence[tuple[str, str, str]]) -> None:
        self.given.setVisible(bool(given))
        self.given.setText(_("Réponses données : {number}", number=len(given)))
        menu = LinesMenu(self.given)
        for fact, question, words in given:
            action = menu.add(
                _("{question} {answer} (effacer)", question=question, answer=words)
            )
            action.triggered.connect(
                lambda _c=False, taken_back=fact: self.answered.emit(taken_back, None)
            )
        before = self.given.menu()
        self.given.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _chosen(self, place: int) -> None:
        self._say(self.choice.itemData(place))

    def _give_day(self) -> None:
        if (day := self.day.day()) is not None:
            self._say(day)

    def _give_number(self) -> None:
        if self.number.text():
            self._say(int(self.number.text()))

    def _put_off_this(self) -> None:
        if self._brought is not None:
            self._brought = None
            self.setVisible(bool(self._asked or self.given.isVisibleTo(self)))
            self._write()
            return
        if (question := self.shown) is not None:
            if question.fact in self._put_off:
                self._put_off.remove(question.fact)
            self._put_off.append(question.fact)
            self._write()

    def _say(self, value: object) -> None:
        if (question := self.shown) is not None:
            self.answered.emit(question.fact, value)


def asking(question: Question, beside: Translations) -> Asking:
    """Return *question* in the window's language and in that of *beside*."""
    fact, texts = question.fact, current()
    asked = sentence(fact, "question")
    values: tuple[tuple[object, str], ...] = tuple(
        (value, texts.content(label_sentence(fact, value))) for value in question.values
    )
    if fact.type == "bool":
        values = ((True, _("Oui")), (False, _("Non")))
    return Asking(
        fact=fact.key,
        kind=fact.type,
        ours=texts.content(asked),
        theirs=beside.content(asked),
        their_direction=direction(beside),
        values=values,
    )


def given(case: CaseFile, library: Library) -> tuple[tuple[str, str, str], ...]:
    """Return what was answered for *case*: fact, question, answer in words."""
    found = []
    for answer in case.case.answers:
        fact = library.facts.get(answer.fact)
        if fact is not None:
            question = current().content(sentence(fact, "question"))
            found.append((fact.key, question, _answer_words(fact, answer.value)))
    return tuple(found)


def _answer_words(fact: Fact, value: str | int | bool) -> str:
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if fact.type == "date":
        return current().day(date.fromisoformat(str(value)))
    if fact.type == "choice":
        return current().content(label_sentence(fact, str(value)))
    return str(value)
