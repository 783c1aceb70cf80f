"""What an answer rests on, and the sentences it is told with."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from anef_desk.catalogue.library import Content, Library
from anef_desk.catalogue.model import Reliability, Source
from anef_desk.domain.case import Case
from anef_desk.domain.person import Person
from anef_desk.i18n import Sentence, load
from anef_desk.law.basis import basis
from anef_desk.law.conditions import read_condition
from anef_desk.law.file_facts import facts_of
from anef_desk.law.given import read_facts
from anef_desk.law.situation import situation
from anef_desk.law.text import Text

DAY = date(2026, 11, 22)


def source(reliability: Reliability) -> Source:
    return Source(text=f"texte {reliability}", date="2026-08", reliability=reliability)


SOURCES = Library(
    Content(
        version="x",
        sources={
            "law": source("official_current"),
            "older": source("official_older"),
            "custom": source("practice"),
        },
    )
)


def test_an_answer_is_as_reliable_as_its_weakest_text() -> None:
    assert basis(["law"], SOURCES).reliability == "official_current"
    assert basis(["law", "older"], SOURCES).reliability == "official_older"
    assert basis(["custom", "law"], SOURCES).reliability == "practice"


def test_a_text_nobody_knows_is_unverified_and_not_quoted() -> None:
    found = basis(["law", "lost"], SOURCES)

    assert found.texts == ("texte official_current",)
    assert found.dates == ("2026-08",)
    assert found.reliability == "unverified"


def test_what_rests_on_nothing_is_unverified() -> None:
    assert basis([], SOURCES).reliability == "unverified"


def test_a_deadline_is_as_reliable_as_its_texts(library: Library) -> None:
    facts = read_facts({"status": "refugee", "filed_on": "2026-10-01"})

    found = situation(facts, DAY, library).deadlines

    assert found
    assert all(one.reliability == one.basis.reliability for one in found)


def test_a_text_is_told_with_its_dates_in_words() -> None:
    told = Text(Sentence("x", "Le {day}, {number}"), {"day": DAY, "number": 4})

    assert told.in_(load("fr")) == "Le 22 novembre 2026, 4"
    assert told
    assert not Text(Sentence("x", ""))


def test_the_empty_condition_holds_and_looks_at_nothing() -> None:
    always = read_condition("")

    assert always.truth({}) is True
    assert list(always.names()) == []
    assert str(always) == ""


def test_a_case_that_is_not_filed_has_no_filing_among_its_facts() -> None:
    case = Case(id="a2", person="x", procedure="A2", opened_on=DAY, symptoms=("D21",))

    known = facts_of(Person(id="x"), (), case, {"wants": "renewal"}).known

    assert known == {"wants": "renewal", "symptoms": ("D21",), "done": ()}


def test_a_broken_rule_silences_nothing_else(library: Library) -> None:
    """Neither the two clocks nor the deadlines compute; the procedures stand."""
    content = library.content
    rules = tuple(
        replace(rule, when="", due="?") if rule.code == "C11" else rule
        for rule in content.deadlines
    )
    facts = read_facts({"status": "refugee", "wants": "first_permit"})

    found = situation(facts, DAY, Library(replace(content, deadlines=rules)))

    assert found.failed == ("implicit_refusal", "deadlines")
    assert found.deadlines == ()
    assert found.procedures[0].code == "A2"
    assert found.supporting_documents
