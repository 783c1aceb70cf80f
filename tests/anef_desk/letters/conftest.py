"""A fictional person's letters, composed without a vault, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.case import Case, Filing
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.i18n import load
from anef_desk.law.alerts import alerts
from anef_desk.law.asking import assumed
from anef_desk.law.deduced import refused_papers
from anef_desk.law.file_facts import facts_of
from anef_desk.law.situation import scope_on
from anef_desk.letters.compose import compose, letter_scope
from anef_desk.letters.fields import letter_fields, paper_fields, with_dates, with_days
from anef_desk.letters.page import Composed
from anef_desk.letters.template import templates

DAY = date(2026, 11, 22)

PERSON = Person(
    id="samira",
    family_name="Karimi (exemple)",
    given_names="Samira",
    birth_date=PartialDate(1994, 3, 21),
    nationality="afghane",
    numero_etranger="9903124477",
    status=Status.REFUGEE,
    prefecture="Préfecture de la Sarthe",
    protection_decision_on=date(2026, 3, 2),
)
API = ResidenceDocument(
    id="api",
    kind=Kind.API,
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 2, 28),
    mention="reconnu réfugié",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)
CASE = Case(
    id="a2",
    person="samira",
    procedure="A2",
    opened_on=date(2026, 3, 10),
    filing=Filing(filed_on=date(2026, 3, 20), number="9900-2026-0320", complete=True),
)
DESK = Organisation(
    name="Accueil Exemple", address="12 rue des Exemples\n72000 Le Mans", city="Le Mans"
)
EMPLOYER = {"employer": "Boulangerie de la Fiction\n72000 Le Mans"}

Compose = Callable[..., Composed]
Around = Callable[..., Mapping[str, object]]


@pytest.fixture
def around() -> Around:
    """Return how to see what conditions of templates look at."""

    def look(
        person: Person = PERSON,
        documents: tuple[ResidenceDocument, ...] = (API,),
        case: Case | None = CASE,
        answers: Mapping[str, str] = EMPLOYER,
    ) -> Mapping[str, object]:
        return _around(person, documents, case, answers)[1]

    return look


@pytest.fixture
def written() -> Compose:
    """Return how a letter of Samira is composed, some facts changed."""

    def write(
        code: str,
        language: str = "fr",
        *,
        documents: tuple[ResidenceDocument, ...] = (API,),
        case: Case | None = CASE,
        answers: Mapping[str, str] = EMPLOYER,
        organisation: Organisation = DESK,
        **person: Any,
    ) -> Composed:
        fields, scope = _around(replace(PERSON, **person), documents, case, answers)
        return compose(
            templates()[code], fields, scope, organisation, DAY, load(language)
        )

    return write


@pytest.fixture
def api() -> ResidenceDocument:
    return API


@pytest.fixture
def case() -> Case:
    return CASE


def _around(
    person: Person,
    documents: tuple[ResidenceDocument, ...],
    case: Case | None,
    answers: Mapping[str, str],
) -> tuple[Mapping[str, Any], Mapping[str, object]]:
    library = shipped()
    granted = assumed(library.procedures["A2"]) if case else {}
    facts = facts_of(person, documents, case, granted)
    scope = scope_on(facts, DAY, library)
    typed = with_dates(answers, ())
    paper = paper_fields(documents, DAY, refused_papers(scope))
    known = letter_fields(person, DESK, documents, case, typed)
    fields = with_days({**paper, **known}, scope)
    raised = [alert.symptom for alert in alerts(facts, scope, library)]
    return fields, letter_scope(scope, fields, raised)
