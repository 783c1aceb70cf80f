"""What is true of every letter, whoever it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.catalogue.library import shipped
from anef_desk.domain.case import Answer, Case, Filing
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Housing, Person, Status
from anef_desk.domain.prefecture import Prefecture
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.i18n import load
from anef_desk.law.alerts import alerts
from anef_desk.law.deduced import refused_papers
from anef_desk.law.file_facts import facts_of
from anef_desk.law.situation import scope_on
from anef_desk.letters import pdf
from anef_desk.letters.compose import compose, letter_scope
from anef_desk.letters.fields import (
    FIELDS,
    letter_fields,
    paper_fields,
    prefecture_fields,
    with_dates,
    with_days,
)
from anef_desk.letters.offers import offer, refusal
from anef_desk.letters.page import Paragraph
from anef_desk.letters.template import LetterTemplate, templates
from tests.golden.scenarios import SCENES

DAY = date(2026, 11, 22)
DESK = Organisation(name="Accueil Exemple", city="Le Mans")
HOSTILE = "Ka\u202eri\u2067mi <b>&amp; {name} ) Tj /Launch " + "Abcdef" * 40

each_letter = pytest.mark.parametrize("code", sorted(templates()))

days = st.dates(date(2025, 6, 1), date(2027, 6, 1))
documents = st.builds(
    ResidenceDocument,
    id=st.just("held"),
    kind=st.sampled_from(Kind),
    starts_on=st.none() | st.dates(date(2022, 1, 1), date(2025, 5, 31)),
    ends_on=st.none() | days,
    mention=st.sampled_from((None, "", "reconnu réfugié")),
    allows_work=st.sampled_from((None, True, False)),
    issued_for=st.none() | st.sampled_from(IssuedFor),
)
people = st.builds(
    Person,
    id=st.just("someone"),
    given_names=st.sampled_from(("", "Samira", "{name}", "<b>")),
    status=st.none() | st.sampled_from(Status),
    housing=st.none() | st.sampled_from(Housing),
    protection_decision_on=st.none() | days,
)
symptoms = st.sampled_from(tuple(shipped().symptoms))
cases = st.builds(
    Case,
    id=st.just("case"),
    person=st.just("someone"),
    procedure=st.just("A2"),
    opened_on=st.just(DAY),
    filing=st.none()
    | st.builds(Filing, filed_on=days, complete=st.sampled_from((None, True, False))),
    symptoms=st.lists(symptoms, max_size=3).map(tuple),
    answers=st.lists(
        st.sampled_from(
            (
                Answer(fact="leave_ordered", value=True),
                Answer(fact="refused_on", value="2026-10-01"),
                Answer(fact="benefit_body", value="rsa"),
                Answer(fact="benefit_refused_on", value="2026-11-01"),
                Answer(fact="moved_on", value="2026-10-01"),
            )
        ),
        max_size=3,
        unique_by=lambda answer: answer.fact,
    ).map(tuple),
)


def around(
    person: Person,
    held: tuple[ResidenceDocument, ...],
    case: Case,
    template: LetterTemplate,
    answers: Mapping[str, str],
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return the fields of a letter, and what its conditions look at."""
    library = shipped()
    facts = facts_of(person, held, case, {})
    scope = scope_on(facts, DAY, library)
    raised = [alert.symptom for alert in alerts(facts, scope, library)]
    dates = [field.key for field in template.asked if field.kind == "date"]
    typed = with_dates(answers, dates)
    paper = paper_fields(held, DAY, refused_papers(scope))
    known = letter_fields(person, DESK, held, case, typed)
    fields = with_days({**paper, **known}, scope)
    return fields, letter_scope(scope, fields, raised)


@given(people, st.lists(documents, max_size=2).map(tuple), cases, st.data())
def test_a_letter_that_fits_leaves_no_hole(
    person: Person,
    held: tuple[ResidenceDocument, ...],
    case: Case,
    data: st.DataObject,
) -> None:
    """What is not known is left out with its sentence, never printed empty."""
    plain = replace(person, given_names="Samira")
    template = templates()[data.draw(st.sampled_from(sorted(templates())))]
    answers = {
        field.key: "01/11/2026" if field.kind == "date" else "dit"
        for field in template.asked
        if field.needed or data.draw(st.booleans())
    }
    fields, scope = around(plain, held, case, template, answers)
    if refusal(template, scope) is not None:
        return

    letter = compose(template, fields, scope, DESK, DAY, load("fr"))  # type: ignore[arg-type]

    told = letter.text.replace(" | ", "|")
    assert not re.search(r"[{}]|\bNone\b| {2}|\(\)|«\s*»", told)
    assert all(line.strip() for line in letter.attachments)


@given(people, st.lists(documents, max_size=2).map(tuple), cases)
def test_a_letter_about_work_needs_a_paper_that_allows_it(
    person: Person, held: tuple[ResidenceDocument, ...], case: Case
) -> None:
    for code in ("L11", "L15", "L15b", "V01", "V04"):
        template = templates()[code]
        _fields, scope = around(person, held, case, template, {})
        if offer(template, scope).fits:
            assert any(
                one.allows_work and one.ends_on is not None and one.ends_on >= DAY
                for one in held
            )


@given(people, st.lists(documents, max_size=2).map(tuple), cases)
def test_a_formal_notice_and_a_request_for_reasons_exclude_each_other(
    person: Person, held: tuple[ResidenceDocument, ...], case: Case
) -> None:
    found = [
        offer(templates()[code], around(person, held, case, templates()[code], {})[1])
        for code in ("L06", "L07")
    ]

    assert not all(one.fits for one in found)


@each_letter
def test_a_hostile_name_prints_harmlessly(code: str) -> None:
    scene = SCENES[code]
    template = templates()[code]
    person = replace(scene.person, family_name="", given_names=HOSTILE)
    fields, scope = around(person, scene.documents, scene.case, template, scene.answers)

    made = pdf.letter(
        compose(template, fields, scope, DESK, DAY, load("fr"))  # type: ignore[arg-type]
    )

    assert made.startswith(b"%PDF-1.7")
    assert b"/JavaScript" not in made
    assert b"/Launch" not in made


@pytest.mark.parametrize("language", ["ar", "fa_AF", "uk", "en"])
@each_letter
def test_a_hostile_name_prints_harmlessly_in_each_copy(
    code: str, language: str
) -> None:
    """It turns no line around, and opens nothing; its letters are there."""
    scene = SCENES[code]
    template = templates()[code]
    person = replace(scene.person, family_name="", given_names=HOSTILE)
    fields, scope = around(person, scene.documents, scene.case, template, scene.answers)
    french, other = (
        compose(template, fields, scope, DESK, DAY, load(one))  # type: ignore[arg-type]
        for one in ("fr", language)
    )

    made = pdf.bilingual_letter(french, other)

    assert made.startswith(b"%PDF-1.7")
    assert b"/JavaScript" not in made
    assert b"/Launch" not in made
    body = [block.text for block in other.blocks if isinstance(block, Paragraph)]
    assert not any("\u202e" in text for text in body)


@each_letter
def test_a_letter_about_nobody_in_particular_prints(code: str) -> None:
    """No name at all, and no more than what the form makes sure of."""
    scene = SCENES[code]
    template = templates()[code]
    person = replace(scene.person, family_name="", given_names="", native_name="")
    fields, scope = around(person, scene.documents, scene.case, template, scene.answers)

    letter = compose(template, fields, scope, DESK, DAY, load("fr"))  # type: ignore[arg-type]

    assert not re.search(r"[{}]|\bNone\b|\(\)|«\s*»", letter.text)
    assert pdf.letter(letter).startswith(b"%PDF-1.7")


@each_letter
def test_who_names_an_article_says_which_source_it_is(code: str) -> None:
    """A sentence that rests on a text can be found again when the text changes."""
    template = templates()[code]
    rows = [
        (" ".join(row.cells), row.cites)
        for table in template.table
        for row in table.row
    ]
    said = [(part.text, part.cites) for part in (*template.part, *template.attachment)]

    for text, cites in (*said, *rows):
        if re.search(r"\b[Aa]rticles? [LRD]\.?\s?\d", text):
            assert cites, text


@each_letter
def test_no_letter_cites_what_is_unverified(code: str) -> None:
    sources = shipped().sources
    template = templates()[code]
    rows = [row for table in template.table for row in table.row]

    for part in (*template.part, *template.attachment, *rows):
        assert all(sources[k].reliability != "unverified" for k in part.cites)


def test_every_field_of_a_file_is_one_a_template_may_name() -> None:
    full = replace(
        SCENES["L01"].person,
        used_name="X",
        birth_place="X",
        address="X",
        email="x@exemple.invalid",
    )
    scene = SCENES["L01"]
    held = tuple(
        replace(scene.documents[0], kind=kind, mention="X")
        for kind in (Kind.API, Kind.ADF, Kind.RECEPISSE, Kind.APS, Kind.PERMIT)
    )
    whole = replace(DESK, phone="0", email="x@exemple.invalid")
    later = [replace(one, ends_on=date(2027, 1, 1)) for one in held]

    book = prefecture_fields(Prefecture(id="", name="X", service="X", address="X"))
    found = letter_fields(full, whole, tuple(later), scene.case, {})
    paper = paper_fields(later, DAY, ())

    assert book.keys() | found.keys() | paper.keys() == FIELDS
