"""What is true of every chronology, of its exhibits and of the file made of them."""

from __future__ import annotations

import io
import random
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from anef_desk.catalogue.library import shipped
from anef_desk.desk.views import PageImage
from anef_desk.domain.case import Case, Filing, RemedyTaken
from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.evidence.chronology import Harm, Matter, chronology, gaps
from anef_desk.evidence.exhibits import exhibits, numbers_of
from anef_desk.evidence.file import Parties, Shown, evidence_sheet
from anef_desk.evidence.missing import Log
from anef_desk.evidence.words import Purpose
from anef_desk.letters.file_pdf import evidence_file

ON = date(2026, 11, 22)
days = st.dates(date(2026, 1, 1), date(2027, 2, 1))
names = st.text("abcdefgh", min_size=1, max_size=3)
proofs = st.lists(names, max_size=3, unique=True).map(tuple)

incidents = st.builds(
    Incident,
    id=names,
    person=st.just("p"),
    symptom=st.sampled_from(["D08", "D21"]),
    day=days,
    at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    channel=st.sampled_from(IncidentChannel),
    message=st.sampled_from(["", "Erreur 500"]),
    number=st.sampled_from(["", "S-1"]),
    staff=st.just("s"),
    proof=proofs,
)
remedies = st.builds(
    RemedyTaken,
    remedy=st.sampled_from(["E1", "E3", "E6"]),
    taken_on=days,
    reference=st.sampled_from(["", "RK"]),
    answered_on=st.none() | days,
)
documents = st.builds(
    ResidenceDocument,
    id=names,
    kind=st.sampled_from(Kind),
    starts_on=st.none() | days,
    ends_on=st.none() | days,
)
letters = st.builds(
    Letter,
    id=names.map(lambda name: f"letter-{name}"),
    person=st.just("p"),
    case=st.none(),
    template=st.just("L01"),
    content_version=st.just(""),
    language=st.just(""),
    made_on=days,
    fields=st.just({}),
    sha256=st.just(""),
)
matters = st.builds(
    Matter,
    on=st.just(ON),
    log=st.builds(
        Log,
        incidents=st.lists(incidents, max_size=6, unique_by=lambda i: i.id).map(tuple),
        remedies=st.lists(remedies, max_size=4).map(tuple),
    ),
    case=st.none()
    | st.builds(
        Case,
        id=st.just("c"),
        person=st.just("p"),
        procedure=st.just("A2"),
        opened_on=days,
        filing=st.none() | st.builds(Filing, filed_on=days),
        answered_on=st.none() | days,
    ),
    documents=st.lists(documents, max_size=4).map(tuple),
    letters=st.lists(letters, max_size=3, unique_by=lambda one: one.id).map(tuple),
    harms=st.lists(
        st.builds(Harm, since=days, until=st.none() | days, what=st.just("Emploi")),
        max_size=2,
    ).map(tuple),
)


@given(matters)
def test_a_chronology_is_in_order_and_holds_nothing_that_has_not_happened(
    matter: Matter,
) -> None:
    found = chronology(matter)
    orders = [(event.day, event.at or time.min) for event in found]

    assert orders == sorted(orders)
    assert all(event.day <= matter.on for event in found)


@given(matters, st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_noted_changes_nothing(
    matter: Matter, chance: random.Random
) -> None:
    def shuffled(values: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(values, len(values)))

    other = Matter(
        on=matter.on,
        log=Log(
            incidents=shuffled(matter.log.incidents),  # type: ignore[arg-type]
            remedies=matter.log.remedies,
        ),
        case=matter.case,
        documents=shuffled(matter.documents),  # type: ignore[arg-type]
        letters=shuffled(matter.letters),  # type: ignore[arg-type]
        harms=matter.harms,
    )

    assert exhibits(chronology(other)) == exhibits(chronology(matter))


@given(matters)
def test_exhibits_are_numbered_from_one_without_a_hole_and_each_once(
    matter: Matter,
) -> None:
    found = exhibits(chronology(matter))

    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert len({one.subject for one in found}) == len(found)


@given(matters, incidents)
def test_what_happens_later_moves_no_number(matter: Matter, later: Incident) -> None:
    before = exhibits(chronology(matter))
    after = Matter(
        on=date(2028, 1, 1),
        log=Log(
            incidents=(
                *(i for i in matter.log.incidents if i.day <= ON),
                Incident(
                    id="later",
                    person="p",
                    symptom=later.symptom,
                    day=date(2027, 6, 1),
                    staff="s",
                    proof=later.proof,
                ),
            ),
            remedies=matter.log.remedies,
        ),
        case=matter.case,
        documents=matter.documents,
        letters=tuple(one for one in matter.letters if one.made_on <= ON),
        harms=matter.harms,
    )

    assert exhibits(chronology(after))[: len(before)] == before


@given(matters)
def test_every_proof_that_is_cited_is_in_the_list(matter: Matter) -> None:
    events = chronology(matter)
    listed = exhibits(events)

    for event in events:
        wanted = len(set(event.proof)) + (event.kind == "letter")
        assert len(numbers_of(event, listed)) == wanted


@given(st.lists(documents, max_size=5))
def test_gaps_are_apart_in_order_and_covered_by_nothing(
    held: list[ResidenceDocument],
) -> None:
    found = gaps(held, ON)
    ends = [until or date.max for _since, until in found]

    assert all(since <= until for (since, _u), until in zip(found, ends, strict=True))
    assert list(found) == sorted(found, key=lambda gap: gap[0])
    for since, until in found:
        middle = since if until is None else since + (until - since) / 2
        covering = [
            one
            for one in held
            if one.kind
            not in {Kind.DEPOSIT, Kind.CONVOCATION, Kind.PROTECTION_DECISION}
            and one.ends_on is not None
            and (one.starts_on or date.min) <= middle <= one.ends_on
        ]
        assert covering == []


@settings(max_examples=12)
@given(matters, st.sampled_from(Purpose))
def test_a_file_has_its_pages_its_bookmarks_and_nothing_personal_around_them(
    matter: Matter, purpose: Purpose
) -> None:
    picture = PageImage(30, 20, bytes(1800))
    person = Person(id="p", family_name="CANARI", given_names="Zora")
    sheet = evidence_sheet(
        matter,
        Parties(person=person, organisation=Organisation(name="Accueil Exemple")),
        purpose,
        shipped(),
        lambda _exhibit: Shown(title="Capture de Zora", pictures=lambda: [picture]),
    )
    made = evidence_file(sheet)
    reader = PdfReader(io.BytesIO(made))
    outline = [one.title for one in reader.outline]  # type: ignore[union-attr]

    assert made == evidence_file(sheet)
    assert outline == [
        "Dossier de preuves",
        *(f"Pièce {one.number}" for one in sheet.exhibits),
    ]
    around = f"{reader.metadata} {outline} {sheet.title}".upper()
    assert "CANARI" not in around
    assert "ZORA" not in around
    last = reader.pages[-1].extract_text()
    assert f"page {len(reader.pages)} sur {len(reader.pages)}" in last


def test_no_stretch_is_found_between_documents_that_follow_each_other() -> None:
    first, second = date(2026, 3, 31), date(2026, 4, 1)
    held = [
        ResidenceDocument(id="a", kind=Kind.API, starts_on=None, ends_on=first),
        ResidenceDocument(
            id="b", kind=Kind.API, starts_on=second, ends_on=second + timedelta(days=90)
        ),
    ]

    assert gaps(held, ON) == ((date(2026, 7, 1), None),)
    assert gaps(held, date(2026, 6, 30)) == ()
