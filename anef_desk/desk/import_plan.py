"""What an import would do, line by line, before anything is written.

It only adds: an empty field is filled, a document is added. What the vault knows
already is never replaced by what a table says. A line that leaves a doubt is refused,
and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final

from anef_desk.desk.planned import NO_NAME, Outcome, Plan, PlannedLine, Why, unread
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.exchange.matching import TROUBLES, Columns, Trouble, read_row
from anef_desk.exchange.person_columns import FIELDS
from anef_desk.exchange.table import Table
from anef_desk.exchange.values import plain
from anef_desk.i18n import N_
from anef_desk.progress import Report, silently
from anef_desk.vault.store import Store

LOOKED_AT: Final = 50
"""People of the same names compared with a line: more than any desk has."""

_OF_DOCUMENT: Final = "document."

NO_KIND: Final = Why(N_("il faut dire quel document de séjour"))
ENDS_FIRST: Final = Why(N_("le document finit avant de commencer"))
FROZEN: Final = Why(N_("ce dossier est gelé"))
OTHER_NAME: Final = Why(
    N_("ce numéro étranger est celui d’une personne d’un autre nom")
)
OTHER_NUMBER: Final = Why(
    N_("une personne du même nom et du même jour a un autre numéro étranger")
)
DOUBT: Final = Why(
    N_(
        "une personne de ce nom est déjà là : il faut son numéro étranger ou sa date de"
        " naissance complète"
    )
)


@dataclass(frozen=True, kw_only=True)
class PlannedRow(PlannedLine):
    """What would become of a line about a person."""

    who: str = ""  # identifier of somebody known; "new:" and a line of somebody new
    person: Person | None = None  # after this line; of somebody new, without identifier
    kept: tuple[str, ...] = ()  # keys of what the vault knows otherwise
    document: ResidenceDocument | None = None  # to be added


@dataclass(frozen=True)
class PeoplePlan(Plan[PlannedRow]):
    """A table of people, and what would become of each line."""

    @property
    def documents(self) -> int:
        """Return how many documents would be added."""
        return sum(row.document is not None for row in self.rows)


@dataclass
class _Known:
    """Who is there, in the vault and in the lines above."""

    store: Store
    on: date
    people: dict[str, Person] = field(default_factory=dict)  # by `who`
    held: dict[str, list[ResidenceDocument]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def of_number(self, number: str) -> str | None:
        """Return who has this numéro étranger."""
        if number in self.numbers:
            return self.numbers[number]
        for person in self.store.finding.search(number, LOOKED_AT):
            if person.numero_etranger == number:
                return self._now(person)
        return None

    def of_name(self, person: Person) -> Iterator[str]:
        """Give everybody who has the names of *person*."""
        named = _named(person)
        yield from self.names.get(named, ())
        for found in self.store.finding.search(person.display_name, LOOKED_AT):
            if _named(found) == named and found.id not in self.names.get(named, ()):
                yield self._now(found)

    def documents(self, who: str) -> list[ResidenceDocument]:
        """Return what somebody holds, with what the lines above add."""
        if who not in self.held:
            self.held[who] = [] if _is_new(who) else list(self.store.documents.of(who))
        return self.held[who]

    def keep(self, who: str, person: Person) -> None:
        """Remember what a line makes of somebody."""
        self.people[who] = person
        if person.numero_etranger:
            self.numbers[person.numero_etranger] = who
        same = self.names.setdefault(_named(person), [])
        if who not in same:
            same.append(who)

    def _now(self, person: Person) -> str:
        self.people.setdefault(person.id, person)
        return person.id


def plan(
    store: Store, table: Table, columns: Columns, on: date, report: Report = silently
) -> PeoplePlan:
    """Return what importing *table* on the day *on* would do to the people of *store*."""
    known = _Known(store, on)
    rows = []
    for number, row in enumerate(table.rows):
        report(number, len(table.rows))
        if any(row):
            rows.append(_planned(known, table, columns, table.first_line + number, row))
    return PeoplePlan(table, columns, tuple(rows))


def _planned(
    known: _Known, table: Table, columns: Columns, line: int, row: Sequence[str]
) -> PlannedRow:
    said, troubles = read_row(table, columns, row, FIELDS)
    born = said.get("birth_date")
    if born is not None and born.earliest > known.on:
        heading = table.headings[columns.index("birth_date")]
        troubles += (Trouble(heading, TROUBLES["future"]),)
    of_person = {k: v for k, v in said.items() if not k.startswith(_OF_DOCUMENT)}
    of_document = {
        key.removeprefix(_OF_DOCUMENT): value
        for key, value in said.items()
        if key.startswith(_OF_DOCUMENT)
    }
    person = Person(id="", **of_person)
    name = person.display_name
    why = unread(troubles)
    found = _who(known, person) if name else NO_NAME
    if isinstance(found, Why):
        why.append(found)
    elif found and not _is_new(found) and known.store.retention.is_frozen(found):
        why.append(FROZEN)
    document = _document(of_document)
    if isinstance(document, Why):
        why.append(document)
    if why or isinstance(found, Why) or isinstance(document, Why):
        return PlannedRow(line=line, name=name, outcome="refused", why=tuple(why))
    who = found or f"new:{line}"
    return _adding(
        known,
        PlannedRow(line=line, name=name, outcome="new", who=who),
        person,
        document,
    )


def _adding(
    known: _Known,
    row: PlannedRow,
    said: Person,
    document: ResidenceDocument | None,
) -> PlannedRow:
    """Return *row* with what it adds to what is known; remember it."""
    before = known.people.get(row.who, Person(id=""))
    filled: list[str] = []
    kept: list[str] = []
    for one in fields(Person):
        value, had = getattr(said, one.name), getattr(before, one.name)
        if one.name == "id" or value in {None, ""} or value == had:
            continue
        (kept if had not in {None, ""} else filled).append(one.name)
    after = replace(before, **{name: getattr(said, name) for name in filled})
    known.keep(row.who, after)
    held = known.documents(row.who)
    if document is not None and any(_is_same(document, one) for one in held):
        document = None
    if document is not None:
        held.append(document)
    adds = bool(filled) or document is not None
    outcome: Outcome = "completed" if adds else "same"
    if row.who == f"new:{row.line}":
        outcome = "new"
    return replace(
        row,
        outcome=outcome,
        person=after,
        filled=tuple(filled),
        kept=tuple(kept),
        document=document,
    )


def _who(known: _Known, person: Person) -> str | Why | None:
    """Return who a line is about, None of somebody new, or why nobody can say."""
    number = person.numero_etranger
    who = known.of_number(number) if number else None
    if who is not None:
        theirs = known.people[who]
        both = person.family_name and theirs.family_name
        if both and plain(person.family_name) != plain(theirs.family_name):
            return OTHER_NAME
        return who
    same: list[str] = []
    for who in known.of_name(person):
        other = known.people[who]
        if not _may_be_born(person.birth_date, other.birth_date):
            continue
        if number and other.numero_etranger:  # Another one, or it were found.
            if _is_born(person.birth_date, other.birth_date):
                return OTHER_NUMBER
            continue
        if not _is_born(person.birth_date, other.birth_date):
            return DOUBT
        same.append(who)
    if len(same) > 1:
        return DOUBT
    return same[0] if same else None


def _is_born(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether two people were born the same day, known whole."""
    return one is not None and one == other and one.day is not None


def _may_be_born(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether two people may have been born the same day."""
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def _document(said: Mapping[str, Any]) -> ResidenceDocument | Why | None:
    if not said:
        return None
    if "kind" not in said:
        return NO_KIND
    document = ResidenceDocument(id="", **said)
    starts, ends = document.starts_on, document.ends_on
    if starts and ends and ends < starts:
        return ENDS_FIRST
    return document


def _is_same(one: ResidenceDocument, other: ResidenceDocument) -> bool:
    """Return whether two documents are one, as far as both are known."""
    pairs = (
        (one.number, other.number),
        (one.starts_on, other.starts_on),
        (one.ends_on, other.ends_on),
    )
    return one.kind is other.kind and all(a == b or not a or not b for a, b in pairs)


def _named(person: Person) -> str:
    return plain(person.display_name)


def _is_new(who: str) -> bool:
    return who.startswith("new:")
