"""What the file of a person says, and no more."""

from __future__ import annotations

from datetime import date

from anef_desk.domain.case import Case, Channel, Filing, RemedyTaken
from anef_desk.domain.person import Housing, Marital, Person, Status
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.law.facts import Facts
from anef_desk.law.file_facts import facts_of


def test_a_persons_file_says_what_it_knows_and_no_more() -> None:
    person = Person(
        id="p",
        status=Status.REFUGEE,
        marital=Marital.MARRIED,
        housing=Housing.HOSTED,
        minor_children=0,
    )
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=date(2026, 8, 1),
        filing=Filing(filed_on=date(2026, 9, 1), channel=Channel.ANEF),
        symptoms=("D21",),
        remedies=(RemedyTaken(remedy="E1", taken_on=date(2026, 10, 1)),),
    )
    api = ResidenceDocument(id="d", kind=Kind.API, ends_on=date(2026, 11, 30))

    facts = facts_of(person, [api], case, {"wants": "first_permit"})

    assert facts.known == {
        "status": "refugee",
        "wants": "first_permit",
        "marital": "married",
        "minor_children": 0,
        "housing": "hosted",
        "symptoms": ("D21",),
        "done": ("E1",),
        "filed_on": date(2026, 9, 1),
        "channel": "anef",
    }
    assert facts_of(Person(id="p"), [], None, {}) == Facts({}, ())
