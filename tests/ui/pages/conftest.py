"""A desk that forgets everything, and the fictional people who come to it.

The desk's own people, documents, cases and letters run here on a store in memory, so
that a page is shown exactly what the real ones answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from anef_desk.catalogue.library import Library, shipped
from anef_desk.desk.appointments import Appointments
from anef_desk.desk.cases import Cases
from anef_desk.desk.context import Context
from anef_desk.desk.documents import Documents
from anef_desk.desk.events import Events
from anef_desk.desk.households import Households
from anef_desk.desk.identities import Identities
from anef_desk.desk.letters import Letters
from anef_desk.desk.people import People
from anef_desk.domain.case import Case, CaseState, Filing, RemedyTaken
from anef_desk.domain.household import Household
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault.search import search_key

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

    def merge(self, person: str, **changes: Any) -> None:
        self.put(replace(self.get(person), **changes))

    def index(self, person: str) -> None:
        """Find nothing by an index."""

    def alike(self, person: Person) -> tuple[Person, ...]:
        number = person.numero_etranger
        return tuple(
            one
            for one in self.known.values()
            if number and one.numero_etranger == number and one.id != person.id
        )

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


class _Kept:
    """Records by identifier, each of one person."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    def get(self, identifier: str) -> Any:
        return self.known[identifier]

    def of(self, person: str, limit: int = 200) -> tuple[Any, ...]:
        return tuple(one for one in self.known.values() if one.person == person)[:limit]

    def put(self, record: Any) -> None:
        self.known[record.id] = record

    def remove(self, identifier: str) -> None:
        del self.known[identifier]


class _Households:
    def __init__(self) -> None:
        self.known: dict[str, Household] = {}

    def get(self, household: str) -> Household:
        return self.known[household]

    def fields(self, household: str) -> Household | None:
        return self.known.get(household)

    def of(self, person: str) -> Household | None:
        found = (h for h in self.known.values() if h.relation_of(person))
        return next(found, None)

    def put(self, household: Household, subject: str) -> None:
        self.known[household.id] = household

    def remove(self, household: str, subject: str) -> None:
        del self.known[household]


class _Merges:
    def of(self, person: str) -> tuple[()]:
        return ()


class _Staff:
    def all(self) -> tuple[Staff, ...]:
        return (Staff(id="claire", name="Claire Martin", role=Role.COORDINATOR),)


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
        self.organisation, self.staff = _Organisation(), _Staff()
        self.events, self.identities, self.appointments = _Kept(), _Kept(), _Kept()
        self.households, self.merges = _Households(), _Merges()

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
        self.events, self.identities = Events(context), Identities(context)
        self.households = Households(context)
        self.appointments = Appointments(context)

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
