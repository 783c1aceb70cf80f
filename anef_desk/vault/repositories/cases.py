"""Cases: what was prepared, marked, filed, noticed and tried for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.case import (
    Answer,
    Case,
    CaseState,
    Channel,
    Filing,
    Outcome,
    RemedyTaken,
)
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault.canonical import (
    Fields,
    Plain,
    columns,
    day,
    decode,
    encode,
    filled,
    plain,
    truth,
)
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal, changes_between

ENTITY: Final = "case_file"

_ACTIONS: Final = (
    ("filing.", "case.filed"),
    ("remedy.", "case.taken"),
    ("symptom.", "case.noticed"),
    ("mark.", "case.marked"),
    ("answer.", "case.answered"),
    ("outcome", "case.ended"),
)
"""What a change is called: the first of these that begins one of its fields."""

Taken = tuple[tuple[str, RemedyTaken], ...]
"""Remedies with the identifiers of their rows, which the domain does not know."""


class Cases:
    """The cases of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, case_id: str) -> Case:
        """Return a case.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found, _ = self._find(case_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[Case, ...]:
        """Return the cases of a person, those opened first, first."""
        rows = self._database.all(
            "select * from case_file where person = :person order by opened_on, id",
            person=person_id,
        )
        return tuple(self._case(row, self._remedies(row["id"])) for row in rows)

    def put(self, case: Case) -> None:
        """Write *case* down whole, new or known; the journal keeps what it was."""
        self._journal.assert_writing()
        before, taken_before = self._find(case.id)
        if before == case:
            return
        taken = _identified(case.remedies, taken_before)
        self._write(case)
        self._write_marks(case)
        self._write_symptoms(case)
        self._write_answers(case)
        self._write_remedies(case.id, taken)
        old = _fields(before, taken_before) if before else None
        new = _fields(case, taken)
        changed = changes_between(old or {}, new)
        if changed:
            action = "case.opened" if before is None else _action(changed)
            self._journal.changed(action, case.person, ENTITY, case.id, (old, new))

    def move(self, case_id: str, person_id: str) -> None:
        """Give a case to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self.put(replace(self.get(case_id), person=person_id))

    def fields(self, case_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown case."""
        found, taken = self._find(case_id)
        return _fields(found, taken) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from case_file"):
            yield row["id"]

    def _find(self, case_id: str) -> tuple[Case | None, Taken]:
        row = self._database.one("select * from case_file where id = :id", id=case_id)
        if row is None:
            return None, ()
        taken = self._remedies(case_id)
        return self._case(row, taken), taken

    def _case(self, row: Any, taken: Taken) -> Case:  # noqa: ANN401 - a row
        return Case(
            id=row["id"],
            person=row["person"],
            procedure=row["procedure"],
            opened_on=date.fromisoformat(row["opened_on"]),
            state=CaseState(row["state"]),
            filing=_filing(row),
            answered_on=day(row["answered_on"]),
            outcome=Outcome(row["outcome"]) if row["outcome"] else None,
            marks=self._marks(row["id"]),
            symptoms=self._symptoms(row["id"]),
            remedies=tuple(remedy for _, remedy in taken),
            answers=self._answers(row["id"]),
        )

    def _marks(self, case_id: str) -> tuple[Mark, ...]:
        rows = self._database.all(
            "select * from mark where case_file = :id order by place", id=case_id
        )
        return tuple(
            Mark(
                requirement=row["requirement"],
                state=MarkState(row["state"]),
                marked_on=date.fromisoformat(row["marked_on"]),
                valid_until=day(row["valid_until"]),
                reason=row["reason"],
            )
            for row in rows
        )

    def _symptoms(self, case_id: str) -> tuple[str, ...]:
        rows = self._database.all(
            "select code from symptom where case_file = :id order by place", id=case_id
        )
        return tuple(row["code"] for row in rows)

    def _answers(self, case_id: str) -> tuple[Answer, ...]:
        rows = self._database.all(
            "select * from answer where case_file = :id order by place", id=case_id
        )
        return tuple(
            Answer(fact=row["fact"], value=decode(row["value"])) for row in rows
        )

    def _remedies(self, case_id: str) -> Taken:
        rows = self._database.all(
            "select * from remedy_taken where case_file = :id order by place",
            id=case_id,
        )
        return tuple(
            (
                row["id"],
                RemedyTaken(
                    remedy=row["remedy"],
                    taken_on=date.fromisoformat(row["taken_on"]),
                    reference=row["reference"],
                    answered_on=day(row["answered_on"]),
                ),
            )
            for row in rows
        )

    def _write(self, case: Case) -> None:
        filing = case.filing
        self._database.run(
            """
            insert into case_file (
                id, person, procedure, opened_on, state, answered_on, filed_on,
                filed_through, filed_number, filed_proof, filed_complete, outcome
            )
            values (
                :id, :person, :procedure, :opened_on, :state, :answered_on, :filed_on,
                :filed_through, :filed_number, :filed_proof, :filed_complete, :outcome
            )
            on conflict (id) do update set
                person = :person,
                procedure = :procedure,
                opened_on = :opened_on,
                state = :state,
                answered_on = :answered_on,
                filed_on = :filed_on,
                filed_through = :filed_through,
                filed_number = :filed_number,
                filed_proof = :filed_proof,
                filed_complete = :filed_complete,
                outcome = :outcome
            """,
            id=case.id,
            person=case.person,
            procedure=case.procedure,
            opened_on=plain(case.opened_on),
            state=plain(case.state),
            answered_on=plain(case.answered_on),
            filed_on=filing and plain(filing.filed_on),
            filed_through=filing and plain(filing.channel),
            filed_number=filing and filing.number,
            filed_proof=filing and filing.proof,
            filed_complete=filing and filing.complete,
            outcome=plain(case.outcome),
        )

    def _write_marks(self, case: Case) -> None:
        self._database.run("delete from mark where case_file = :id", id=case.id)
        for place, mark in enumerate(case.marks):
            self._database.run(
                """
                insert into mark (
                    case_file, requirement, place, state, marked_on, valid_until, reason
                )
                values (
                    :case_file, :requirement, :place, :state, :marked_on, :valid_until,
                    :reason
                )
                """,
                **columns(mark),
                case_file=case.id,
                place=place,
            )

    def _write_symptoms(self, case: Case) -> None:
        self._database.run("delete from symptom where case_file = :id", id=case.id)
        for place, code in enumerate(case.symptoms):
            self._database.run(
                """
                insert into symptom (case_file, code, place)
                values (:case_file, :code, :place)
                """,
                case_file=case.id,
                code=code,
                place=place,
            )

    def _write_answers(self, case: Case) -> None:
        self._database.run("delete from answer where case_file = :id", id=case.id)
        for place, answer in enumerate(case.answers):
            self._database.run(
                """
                insert into answer (case_file, fact, place, value)
                values (:case_file, :fact, :place, :value)
                """,
                case_file=case.id,
                fact=answer.fact,
                place=place,
                value=encode(answer.value).decode("utf-8"),
            )

    def _write_remedies(self, case_id: str, taken: Taken) -> None:
        self._database.run("delete from remedy_taken where case_file = :id", id=case_id)
        for place, (identifier, remedy) in enumerate(taken):
            self._database.run(
                """
                insert into remedy_taken (
                    id, case_file, place, remedy, taken_on, reference, answered_on
                )
                values (
                    :id, :case_file, :place, :remedy, :taken_on, :reference,
                    :answered_on
                )
                """,
                **columns(remedy),
                id=identifier,
                case_file=case_id,
                place=place,
            )


def _identified(remedies: tuple[RemedyTaken, ...], known: Taken) -> Taken:
    """Return *remedies*, each with the identifier it had, or a new one.

    Those that did not change are recognised first; then one that was tried on the same
    day is the same, its reference completed since.
    """
    left = list(known)
    identifiers: dict[int, str] = {}
    for unchanged in (True, False):
        for place, remedy in enumerate(remedies):
            for item in left:
                if place not in identifiers and _is_same(item[1], remedy, unchanged):
                    identifiers[place] = item[0]
                    left.remove(item)
                    break
    return tuple(
        (identifiers.get(place) or new_id(), remedy)
        for place, remedy in enumerate(remedies)
    )


def _is_same(one: RemedyTaken, other: RemedyTaken, unchanged: bool) -> bool:  # noqa: FBT001
    return one == other or (
        not unchanged and (one.remedy, one.taken_on) == (other.remedy, other.taken_on)
    )


def _action(changed: Iterable[str]) -> str:
    for beginning, action in _ACTIONS:
        if any(name.startswith(beginning) for name in changed):
            return action
    return "case.changed"


def _fields(case: Case, taken: Taken) -> Fields:
    fields: dict[str, Plain] = {
        "person": case.person,
        "procedure": case.procedure,
        "opened_on": plain(case.opened_on),
        "state": plain(case.state),
        "answered_on": plain(case.answered_on),
        "outcome": plain(case.outcome),
    }
    if case.filing:
        fields |= _named("filing", columns(case.filing))
    for mark in case.marks:
        fields |= _named(f"mark.{mark.requirement}", columns(mark), "requirement")
    fields |= {f"symptom.{code}": True for code in case.symptoms}
    fields |= {f"answer.{answer.fact}": answer.value for answer in case.answers}
    for identifier, remedy in taken:
        fields |= _named(f"remedy.{identifier}", columns(remedy))
    return filled(fields)


def _named(owner: str, values: Fields, without: str = "") -> dict[str, Plain]:
    return {f"{owner}.{name}": v for name, v in values.items() if name != without}


def _filing(row: Any) -> Filing | None:  # noqa: ANN401 - a row
    filed_on = day(row["filed_on"])
    if filed_on is None:
        return None
    return Filing(
        filed_on=filed_on,
        channel=Channel(row["filed_through"]),
        number=row["filed_number"],
        proof=row["filed_proof"],
        complete=truth(row["filed_complete"]),
    )
