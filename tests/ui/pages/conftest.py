"""A desk that forgets everything, and the fictional people who come to it.

The desk's own people, documents, cases and letters run here on a store in memory, so
that a page is shown exactly what the real ones answer.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.catalogue.library import Library, shipped
from anef_desk.desk.cases import Cases
from anef_desk.desk.context import Context
from anef_desk.desk.documents import Documents
from anef_desk.desk.letters import Letters
from anef_desk.desk.people import People
from anef_desk.domain.case import Case, CaseState, Filing, RemedyTaken
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault.search import search_key
from ui import language
from ui.theme import look
from ui.theme.tokens import LIGHT

TODAY = date(2026, 11, 24)

SAMIRA = Person(
    id="samira",
    family_name="Karimi (exemple)",
    given_names="Samira",
    native_name="سمیرا کریمی (مثال)",
    civility=Civility.MADAME,
    birth_date=PartialDate(1994, 3, 21),
    birth_place="Hérat, Afghanistan",
    nationality="afghane",
    numero_etranger="9903124477",
    status=Status.REFUGEE,
    language="fa_AF",
    marital=Marital.MARRIED,
    minor_children=2,
    housing=Housing.HOSTED,
    address="chez M. Nabil Rahimi (exemple)\n7 impasse de la Fiction\n72000 Le Mans",
    phone="01 99 00 12 34",
    prefecture="Préfecture de la Sarthe",
    protection_decision_on=date(2026, 8, 3),
)
IDRISS = Person(
    id="idriss",
    family_name="Idriss (exemple)",
    native_name="إدريس (مثال)",
    civility=Civility.MONSIEUR,
    birth_date=PartialDate(1999),
    nationality="soudanaise",
    numero_etranger="9907301122",
    status=Status.SUBSIDIARY_PROTECTION,
    language="ar",
    marital=Marital.SINGLE,
    minor_children=0,
    housing=Housing.DOMICILED,
    protection_decision_on=date(2026, 10, 26),
)
ANDRII = Person(
    id="andrii",
    family_name="Kovalenko (exemple)",
    given_names="Andrii",
    native_name="Андрій Коваленко (приклад)",
    civility=Civility.MONSIEUR,
    birth_date=PartialDate(1988, 11),
    nationality="ukrainienne",
    numero_etranger="9905550188",
    status=Status.SUBSIDIARY_PROTECTION,
    language="uk",
    marital=Marital.SINGLE,
    minor_children=0,
    housing=Housing.SHELTER,
    protection_decision_on=date(2026, 5, 4),
)
NOBODY_KNOWN = Person(id="nadia", family_name="N’Diaye (exemple)")

DOCUMENTS = {
    "samira": (
        ResidenceDocument(
            id="samira-api",
            kind=Kind.API,
            number="99-API-0447",
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 11, 30),
            mention="reconnu réfugié",
            allows_work=True,
            issued_for=IssuedFor.FIRST,
        ),
        ResidenceDocument(
            id="samira-deposit", kind=Kind.DEPOSIT, starts_on=date(2026, 9, 1)
        ),
    ),
    "andrii": (
        ResidenceDocument(
            id="andrii-api",
            kind=Kind.API,
            starts_on=date(2026, 5, 21),
            ends_on=date(2026, 11, 20),
            mention="a obtenu le bénéfice de la protection subsidiaire",
            allows_work=True,
            issued_for=IssuedFor.FIRST,
        ),
    ),
}


def _mark(requirement: str, state: MarkState, **more: Any) -> Mark:
    return Mark(
        requirement=requirement, state=state, marked_on=date(2026, 11, 12), **more
    )


CASES = (
    Case(
        id="samira-a2",
        person="samira",
        procedure="A2",
        opened_on=date(2026, 8, 20),
        state=CaseState.FILED,
        filing=Filing(
            filed_on=date(2026, 9, 1),
            number="9900-2026-0901",
            proof="Confirmation de dépôt (PDF)",
            complete=True,
        ),
        marks=(
            _mark("P-DEC", MarkState.COPIED),
            _mark("P-HEB", MarkState.EXPIRED),
            _mark("P-EPH", MarkState.COPIED, valid_until=date(2027, 2, 27)),
            _mark("P-EC", MarkState.MISSING),
        ),
        remedies=(RemedyTaken(remedy="E1", taken_on=date(2026, 11, 12)),),
    ),
    Case(
        id="idriss-a3",
        person="idriss",
        procedure="A3",
        opened_on=date(2026, 11, 17),
        marks=(
            _mark("P-DEC", MarkState.SEEN),
            _mark("P-DOMIC", MarkState.CANNOT_GET, reason="le CCAS est fermé"),
        ),
    ),
    Case(
        id="andrii-a3",
        person="andrii",
        procedure="A3",
        opened_on=date(2026, 5, 11),
        state=CaseState.FILED,
        filing=Filing(filed_on=date(2026, 5, 18), complete=True),
        symptoms=("D21",),
    ),
)


class _People:
    def __init__(self) -> None:
        self.known = {p.id: p for p in (SAMIRA, IDRISS, ANDRII, NOBODY_KNOWN)}

    def get(self, person: str) -> Person:
        return self.known[person]

    def put(self, person: Person) -> None:
        self.known[person.id] = person

    def count(self) -> int:
        return len(self.known)

    def search(self, text: str, limit: int) -> list[Person]:
        words = search_key(text).split()
        found = [
            p
            for p in sorted(self.known.values(), key=lambda p: p.display_name)
            if all(any(name.startswith(word) for name in _names(p)) for word in words)
        ]
        return found[:limit]


def _names(person: Person) -> list[str]:
    names = f"{person.display_name} {person.native_name} {person.numero_etranger}"
    return search_key(names).split()


class _Documents:
    def __init__(self) -> None:
        self.held = dict(DOCUMENTS)

    def of(self, person: str) -> tuple[ResidenceDocument, ...]:
        return self.held.get(person, ())

    def put(self, person: str, document: ResidenceDocument) -> None:
        others = tuple(d for d in self.of(person) if d.id != document.id)
        self.held[person] = (*others, document)

    def remove(self, person: str, document: str) -> None:
        self.held[person] = tuple(d for d in self.of(person) if d.id != document)


class _Cases:
    def __init__(self) -> None:
        self.known = {case.id: case for case in CASES}

    def get(self, case: str) -> Case:
        return self.known[case]

    def of(self, person: str) -> tuple[Case, ...]:
        return tuple(c for c in self.known.values() if c.person == person)

    def put(self, case: Case) -> None:
        self.known[case.id] = case


class _Letters:
    def __init__(self) -> None:
        self.kept: list[Letter] = []

    def add(self, letter: Letter) -> None:
        self.kept.append(letter)

    def get(self, letter: str) -> Letter:
        return next(kept for kept in self.kept if kept.id == letter)

    def of(self, person: str) -> tuple[Letter, ...]:
        return tuple(letter for letter in self.kept if letter.person == person)


class _Organisation:
    def get(self) -> Organisation:
        return Organisation(
            name="Accueil Exemple",
            address="12 rue des Exemples\n72000 Le Mans",
            city="Le Mans",
        )


class _Journal:
    def __init__(self) -> None:
        self.entries: list[JournalEntry] = []

    def of(self, subject: str, limit: int) -> tuple[JournalEntry, ...]:
        of_it = [e for e in reversed(self.entries) if e.subject == subject]
        return tuple(of_it[:limit])

    def consulted(self, subject: str) -> None:
        self.entries.append(
            JournalEntry(
                number=len(self.entries) + 1,
                at=datetime(2026, 11, 24, 8, 2, tzinfo=UTC),
                staff="Claire Martin (exemple)",
                action="person.opened",
                subject=subject,
                changes={},
            )
        )


class StoreInMemory:
    """What a transaction gives; everything is written at once."""

    def __init__(self) -> None:
        self.people, self.documents = _People(), _Documents()
        self.cases, self.letters, self.journal = _Cases(), _Letters(), _Journal()
        self.organisation = _Organisation()

    def commit(self) -> None:
        """Do nothing more."""


class VaultInMemory:
    """A vault without a file nor a key."""

    def __init__(self) -> None:
        self.store = StoreInMemory()

    def reading(self) -> StoreInMemory:
        return self.store

    @contextmanager
    def transaction(self, staff: Staff) -> Iterator[StoreInMemory]:
        yield self.store


class Drafts:
    """Drafts, by key."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}

    def get(self, key: str) -> dict[str, str] | None:
        return self.kept.get(key)

    def put(self, key: str, values: Mapping[str, str]) -> None:
        self.kept[key] = dict(values)

    def drop(self, key: str) -> None:
        self.kept.pop(key, None)


class DeskInMemory:
    """What a presenter asks, without vault nor thread."""

    def __init__(self) -> None:
        self.staff = Staff(id="claire", name="Claire Martin", role=Role.COORDINATOR)
        self.library: Library = shipped()
        self.vault = VaultInMemory()
        self.store = self.vault.store
        context = Context(self.vault, self.staff, self.library, lambda: TODAY)  # type: ignore[arg-type]
        self.people, self.cases = People(context), Cases(context)
        self.documents, self.drafts = Documents(context), Drafts()
        self.letters = Letters(context)

    def today(self) -> date:
        return TODAY

    def change_person(self, person: str, **changes: Any) -> None:
        """Change what is known of a person behind the page's back."""
        known = self.store.people
        known.put(replace(known.get(person), **changes))


def at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Ask without waiting: tests of a page need no thread."""
    then(work())


@pytest.fixture
def desk(qapp: QApplication) -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def ask() -> Callable[..., None]:
    return at_once


@pytest.fixture(autouse=True)
def french_again(qapp: QApplication) -> Iterator[None]:
    """Give each test the plain look and the French window, and leave them so."""
    _plain(qapp)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _plain(qapp)


def _plain(app: QApplication) -> None:
    """Dress *app* only if it must be: each widget alive would be dressed again."""
    if look.scale() != 1.0 or look.tokens() is not LIGHT or not app.styleSheet():
        look.apply(app, "light")
    if language.current().language != "fr":
        language.use("fr")


@pytest.fixture
def press() -> Callable[..., None]:
    """Return how a key is pressed, whatever the letter (see technology notes)."""

    def send(
        widget: QWidget,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

    return send


INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.List,
    QAccessible.Role.PageTab,
}


def _tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            yield from _tree(child)


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Return what lists the visible controls a screen reader could not name."""

    def find(widget: QWidget) -> list[str]:
        return [
            f"{found.role().name} {found.object().objectName()}"
            for found in _tree(QAccessible.queryAccessibleInterface(widget))
            if found.role() in INTERACTIVE
            and not found.state().invisible
            and not found.text(QAccessible.Text.Name).strip()
        ]

    return find


@pytest.fixture
def cut() -> Callable[[QWidget], list[str]]:
    """Return what lists the visible texts that do not have the room they need."""

    def find(widget: QWidget) -> list[str]:
        texts = [
            label.text()
            for label in widget.findChildren(QLabel)
            if label.isVisible() and label.text() and _is_cut(label)
        ]
        buttons = [
            button.text()
            for button in widget.findChildren(QPushButton)
            if button.isVisible() and button.sizeHint().width() > button.width() + 1
        ]
        areas = [
            f"{area.objectName()} is too narrow for what it holds"
            for area in widget.findChildren(QScrollArea)
            if area.isVisible() and area.widget().width() > area.viewport().width()
        ]
        return texts + buttons + areas

    return find


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1


class _Twice(gettext.NullTranslations):
    """Says everything twice, as a longer language would."""

    def gettext(self, message: str) -> str:
        return f"{message} {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{msgid2} {msgid2}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} {message}"


@pytest.fixture
def twice_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every sentence twice as long, in the window and beside it."""
    long = i18n.Translations("fr", reviewed=False, _texts=_Twice())
    monkeypatch.setattr(language, "_translations", long)
    monkeypatch.setattr(i18n, "load", lambda *_: long)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Return what shows a page in the room a 1366×768 screen leaves it."""

    def show(page: QWidget, width: int = 1162, height: int = 704) -> QWidget:
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        qtbot.wait(30)  # Layouts need a few rounds after their texts.
        return page

    return show
