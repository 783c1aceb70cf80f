"""A desk that forgets everything, and the fictional people who come to it.

The desk's own people, documents, cases and letters run here on a store in memory, so
that a page is shown exactly what the real ones answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from anef_desk.catalogue.library import Library, shipped
from anef_desk.desk.appointments import Appointments
from anef_desk.desk.attachments import Attachments
from anef_desk.desk.batches import Batches
from anef_desk.desk.cases import Cases
from anef_desk.desk.context import Context
from anef_desk.desk.data_protection import DataProtection
from anef_desk.desk.documents import Documents
from anef_desk.desk.events import Events
from anef_desk.desk.households import Households
from anef_desk.desk.identities import Identities
from anef_desk.desk.incidents import Incidents
from anef_desk.desk.letters import Letters
from anef_desk.desk.locking import Locking
from anef_desk.desk.people import People
from anef_desk.desk.prefectures import Prefectures
from anef_desk.desk.rights_losses import RightsLosses
from anef_desk.desk.roles import Act, allows
from anef_desk.desk.statistics import Statistics
from anef_desk.desk.templates import Templates
from anef_desk.domain.attachment import Attachment
from anef_desk.domain.case import Case, CaseState, Filing, RemedyTaken
from anef_desk.domain.handover import Handover
from anef_desk.domain.household import Household
from anef_desk.domain.incident import Incident
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.letter import Letter
from anef_desk.domain.letter_template import OwnTemplate
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.page_image import PageImage
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault.erasure import Trace
from anef_desk.vault.repositories.counts import DelayRow, LossRow, SymptomRow
from anef_desk.vault.search import search_key

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)

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

    def write(self, person: str) -> None:
        """Write no index: people are looked at one by one."""

    def alike(self, person: Person) -> tuple[Person, ...]:
        number = person.numero_etranger
        return tuple(
            one
            for one in self.known.values()
            if number and one.numero_etranger == number and one.id != person.id
        )

    def count(self) -> int:
        return len(self.known)

    def search(self, text: str, limit: int, skip: int = 0) -> list[Person]:
        words = search_key(text).split()
        found = [
            p
            for p in sorted(self.known.values(), key=lambda p: p.display_name)
            if all(any(name.startswith(word) for name in _names(p)) for word in words)
        ]
        return found[skip:limit]


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


class _Incidents:
    def __init__(self) -> None:
        self.kept: dict[str, Incident] = {}

    def get(self, incident: str) -> Incident:
        return self.kept[incident]

    def of(self, person: str) -> tuple[Incident, ...]:
        found = (one for one in self.kept.values() if one.person == person)
        return tuple(sorted(found, key=lambda one: one.order))

    def put(self, incident: Incident) -> None:
        self.kept[incident.id] = incident

    def remove(self, incident: str) -> None:
        del self.kept[incident]


class AttachmentsInMemory:
    """Attachments, by title; each looks like a grey picture."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []

    def look(
        self, person: str, case: str | None, content: bytes, title: str
    ) -> Callable[[object], str]:
        def keep(_store: object) -> str:
            self.kept.append((title, content))
            return str(len(self.kept) - 1)

        return keep

    def title(self, attachment: str) -> str | None:
        return self.kept[int(attachment)][0]

    def pages(self, attachment: str, width: int) -> list[PageImage]:
        return [PageImage(60, 40, bytes((200, 210, 220)) * 2400)]


class _Losses:
    def __init__(self) -> None:
        self.known: dict[str, RightsLoss] = {}

    def of(self, person: str) -> tuple[RightsLoss, ...]:
        found = (loss for loss in self.known.values() if loss.person == person)
        return tuple(sorted(found, key=lambda lost: lost.lost_on, reverse=True))

    def put(self, loss: RightsLoss) -> None:
        self.known[loss.id] = loss

    def remove(self, loss: str) -> None:
        del self.known[loss]


class _Counts:
    def __init__(self, store: StoreInMemory) -> None:
        self._store = store

    def losses(self) -> Iterator[LossRow]:
        for loss in self._store.rights_losses.known.values():
            known = self._store.people.known.get(loss.person)
            yield LossRow(
                person=loss.person,
                right=loss.right.value,
                cause=loss.cause,
                lost_on=loss.lost_on,
                restored_on=loss.restored_on,
                prefecture=known.prefecture if known else "Préfecture de l’Orne",
                procedure="A2",
            )

    def attempts(self) -> Iterator[SymptomRow]:
        for one in self._store.incidents.kept.values():
            yield SymptomRow(
                person=one.person,
                symptom=one.symptom,
                day=one.day,
                prefecture="",
                procedure="",
            )

    def delays(self) -> Iterator[DelayRow]:
        for case in self._store.cases.known.values():
            if case.filing is not None and case.answered_on is not None:
                yield DelayRow(
                    person=case.person,
                    filed_on=case.filing.filed_on,
                    answered_on=case.answered_on,
                    prefecture="",
                    procedure=case.procedure,
                )

    def symptoms(self) -> Iterator[SymptomRow]:
        for case in self._store.cases.known.values():
            for code in case.symptoms:
                yield SymptomRow(
                    person=case.person,
                    symptom=code,
                    day=case.opened_on,
                    prefecture="",
                    procedure=case.procedure,
                )


class _Kept:
    """Records by identifier, each of one person."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    def get(self, identifier: str) -> Any:
        return self.known[identifier]

    def of(self, person: str) -> tuple[Any, ...]:
        return tuple(one for one in self.known.values() if one.person == person)

    def last(self, person: str, limit: int) -> tuple[Any, ...]:
        return self.of(person)[:limit]

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

    def identifiers(self) -> Iterator[str]:
        yield "claire"


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
        return self.page(before=len(self.entries) + 1, limit=limit, subject=subject)

    def page(
        self, *, before: int, limit: int, subject: str
    ) -> tuple[JournalEntry, ...]:
        every = sorted(self.entries, key=lambda entry: -entry.number)
        of_it = [e for e in every if e.subject == subject and e.number < before]
        return tuple(of_it[:limit])

    def number_of(self, _entity: str, _entity_id: str) -> int:
        return len(self.entries)

    def consulted(self, subject: str) -> None:
        self.noted_about("person.opened", subject)

    def noted(self, action: str, _entity: str, _changes: object) -> None:
        self.noted_about(action, "")

    def noted_about(self, action: str, subject: str) -> None:
        self.entries.append(
            JournalEntry(
                number=len(self.entries) + 1,
                at=datetime(2026, 11, 24, 8, 2, tzinfo=UTC),
                staff="Claire Martin (exemple)",
                action=action,
                subject=subject,
                changes={},
            )
        )


class _Attachments:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[Attachment, bytes, PageImage]] = {}

    def of(self, person: str) -> tuple[Attachment, ...]:
        return tuple(
            kept for kept, _c, _t in self.kept.values() if kept.person == person
        )

    def get(self, attachment: str) -> Attachment:
        return self.kept[attachment][0]

    def content(self, attachment: str) -> bytes:
        return self.kept[attachment][1]

    def thumbnail(self, attachment: str) -> PageImage:
        return self.kept[attachment][2]

    def add(self, attachment: Attachment, content: bytes, thumbnail: PageImage) -> None:
        self.kept[attachment.id] = (attachment, content, thumbnail)

    def keep_until(self, attachment: str, ends_on: date) -> None:
        kept, content, thumbnail = self.kept[attachment]
        self.kept[attachment] = (replace(kept, ends_on=ends_on), content, thumbnail)

    def remove(self, attachment: str) -> None:
        del self.kept[attachment]

    def ended(self, before: date, limit: int) -> tuple[Attachment, ...]:
        kept = [kept for kept, _c, _t in self.kept.values() if kept.ends_on < before]
        return tuple(kept[:limit])

    def identifiers(self) -> Iterator[str]:
        yield from self.kept


class _Retention:
    def __init__(self, people: _People) -> None:
        self.decisions: dict[str, Retention] = {}
        self._people = people

    def of(self, person: str) -> Retention | None:
        return self.decisions.get(person)

    def is_frozen(self, person: str) -> bool:
        kept = self.decisions.get(person)
        return kept is not None and kept.decision is Decision.FREEZE

    def put(self, retention: Retention) -> None:
        self.decisions[retention.person] = retention

    def drop(self, person: str) -> None:
        self.decisions.pop(person, None)

    def frozen(self, limit: int) -> tuple[Retention, ...]:
        return tuple(k for k in self.decisions.values() if self.is_frozen(k.person))

    def to_review(
        self, before: date, on: date, limit: int
    ) -> tuple[tuple[str, date | None], ...]:
        return tuple(
            (person.id, person.last_contact)
            for person in self._people.known.values()
            if person.last_contact is not None
            and person.last_contact < before
            and person.id not in self.decisions
        )


class _Settings:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str:
        return self.kept.get(key, "")

    def put(self, key: str, value: str) -> None:
        self.kept[key] = value


class _Erasure:
    def __init__(self, store: StoreInMemory) -> None:
        self._store = store
        self._traces: dict[str, Trace] = {}

    def erase(self, person: str) -> dict[str, int]:
        del self._store.people.known[person]
        self._traces[person] = Trace(person, NOW, {"person": 1})
        return {"person": 1}

    def trace(self, reference: str) -> Trace:
        return self._traces[reference]

    def latest(self, limit: int) -> tuple[Trace, ...]:
        return tuple(reversed(self._traces.values()))[:limit]


class _Handovers:
    def of(self, person: str) -> tuple[Handover, ...]:
        return ()


class _Templates:
    """The texts an organisation put in the place of ours."""

    def __init__(self) -> None:
        self.kept: dict[str, OwnTemplate] = {}

    def all(self) -> tuple[OwnTemplate, ...]:
        return tuple(self.kept.values())

    def put(self, template: OwnTemplate) -> None:
        self.kept[template.code] = template

    def drop(self, code: str) -> None:
        self.kept.pop(code, None)


class _PocketCodes:
    """The codes of the sheets that were made."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def person(self, code: str) -> str | None:
        return self.kept.get(code)

    def of(self, person: str) -> str | None:
        return next((code for code, who in self.kept.items() if who == person), None)

    def add(self, code: str, person: str, made_on: date) -> None:
        self.kept[code] = person


class _NoPrefectures:
    """The book is empty."""

    def all(self) -> tuple[()]:
        return ()


class StoreInMemory:
    """What a transaction gives; everything is written at once."""

    def __init__(self) -> None:
        self.people, self.documents = _People(), _Documents()
        self.finding = self.people_index = self.people
        self.cases, self.letters = _Cases(), _Letters()
        self.journal = self.history = _Journal()
        self.organisation, self.staff = _Organisation(), _Staff()
        self.attachments, self.retention = _Attachments(), _Retention(self.people)
        self.settings = self.security_settings = _Settings()
        self.erasure = _Erasure(self)
        self.handovers, self.incidents = _Handovers(), _Incidents()
        self.letter_templates, self.pocket_codes = _Templates(), _PocketCodes()
        self.rights_losses, self.counts = _Losses(), _Counts(self)
        self.events, self.identities, self.appointments = _Kept(), _Kept(), _Kept()
        self.households, self.merges = _Households(), _Merges()
        self.prefectures = _NoPrefectures()

    def commit(self) -> None:
        """Do nothing more."""


class VaultInMemory:
    """A vault without a file nor a key."""

    read_only = False

    def __init__(self) -> None:
        self.store = StoreInMemory()
        self.folder = Path("nowhere")

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

    read_only = False

    def __init__(self) -> None:
        self.staff = Staff(id="claire", name="Claire Martin", role=Role.COORDINATOR)
        self.library: Library = shipped()
        self.vault = VaultInMemory()
        self.store = self.vault.store
        context = Context(self.vault, self.staff, self.library, lambda: TODAY)  # type: ignore[arg-type]
        self.people, self.cases = People(context), Cases(context)
        self.documents, self.drafts = Documents(context), Drafts()
        self.letters = Letters(context)
        self.batches = Batches(context, self.letters)
        self.templates = Templates(context)
        self.attachments = Attachments(context)
        self.data_protection = DataProtection(context)
        self.locking = Locking(context)
        self.captures = AttachmentsInMemory()
        self.incidents = Incidents(
            context, self.letters, self.captures, now=lambda: NOW
        )
        self.rights_losses = RightsLosses(context)
        self.statistics = Statistics(context)
        self.events, self.identities = Events(context), Identities(context)
        self.households = Households(context)
        self.appointments = Appointments(context)
        self.prefectures = Prefectures(context)

    def today(self) -> date:
        return TODAY

    def can(self, act: Act) -> bool:
        return allows(self.staff.role, act)

    def lose(self, right: Right, people: int, month: int, cause: str = "") -> None:
        """Have the first *people* of a long list lose *right* in *month*."""
        for number in range(people):
            self.store.rights_losses.put(
                RightsLoss(
                    id=f"{right}-{month}-{number}",
                    person=f"person-{number}",
                    right=right,
                    cause=cause,
                    lost_on=date(2026, month, 3),
                )
            )

    def change_person(self, person: str, **changes: Any) -> None:
        """Change what is known of a person behind the page's back."""
        known = self.store.people
        known.put(replace(known.get(person), **changes))


def at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
    *,
    beside: bool = False,
) -> None:
    """Ask without waiting: tests of a page need no thread."""
    if failed is None:
        then(work())
        return
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001 - as `Ask`
        failed(error)
        return
    then(answer)


@pytest.fixture
def desk(qapp: QApplication) -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def ask() -> Callable[..., None]:
    return at_once
