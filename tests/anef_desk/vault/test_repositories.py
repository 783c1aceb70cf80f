"""What is put comes back, and in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from anef_desk.domain.case import (
    Answer,
    Case,
    CaseState,
    Channel,
    Filing,
    RemedyTaken,
)
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.incident import Incident
from anef_desk.domain.letter import Letter
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Vault

from .conftest import Place, do, names, people

DAY = date(2026, 3, 2)

WHOLE = Person(
    id=new_id(),
    family_name="KARIMI",
    given_names="Zahra Élodie",
    used_name="D’Orves",
    native_name="زهرا کریمی",
    civility=Civility.MADAME,
    birth_date=PartialDate(1990),
    birth_place="Hérat",
    nationality="afghane",
    numero_etranger="99 12 345 678",
    status=Status.REFUGEE,
    language="fa_AF",
    marital=Marital.MARRIED,
    minor_children=0,
    housing=Housing.HOSTED,
    address="chez M. X\n1 rue Y",
    phone="+33 6 12 34 56 78",
    email="z@exemple.fr",
    prefecture="Préfecture de la Sarthe",
    protection_decision_on=DAY,
    protection_decision_number="18/1234",
    last_contact=DAY,
)


# People


@pytest.mark.parametrize("person", [WHOLE, Person(id=new_id())])
def test_a_person_comes_back_as_they_were(
    place: Place, vault: Vault, person: Person
) -> None:
    store = do(place, vault, lambda store: store.people.put(person))

    assert store.people.get(person.id) == person
    assert store.people.count() == 1


def test_nobody_has_an_unknown_identifier(place: Place, vault: Vault) -> None:
    store = vault.reading()
    for act in (
        store.people.get,
        store.documents.get,
        store.cases.get,
        store.letters.get,
        store.staff.get,
    ):
        with pytest.raises(UnknownRecordError):
            act("?")
    for fields in (
        store.people.fields,
        store.documents.fields,
        store.cases.fields,
        store.letters.fields,
        store.staff.fields,
        store.organisation.fields,
    ):
        assert fields("?") is None
    with pytest.raises(UnknownRecordError):
        do(place, vault, lambda store: store.people.merge("?", phone="06"))


def test_a_field_nobody_has_cannot_be_merged(place: Place, vault: Vault) -> None:
    with pytest.raises(TypeError):
        do(
            place,
            vault,
            lambda store: store.people.put(WHOLE),
            lambda store: store.people.merge(WHOLE.id, password="x"),  # noqa: S106
        )
    assert vault.reading().people.count() == 0


def test_pages_follow_one_another(place: Place, vault: Vault) -> None:
    store = people(place, vault, "C", "A", "B", "A", "D")

    first = store.people.page(2)
    second = store.people.page(2, first[-1])
    third = store.people.page(2, second[-1])

    assert names(first + second + third) == ["A", "A", "B", "C", "D"]
    assert store.people.page(2, third[-1]) == ()


def test_somebody_without_a_latin_name_has_a_place_in_the_list(
    place: Place, vault: Vault
) -> None:
    nameless, native = Person(id=new_id()), Person(id=new_id(), native_name="زهرا")
    store = do(
        place,
        vault,
        lambda store: store.people.put(native),
        lambda store: store.people.put(nameless),
    )
    assert store.people.page() == (nameless, native)


# Residence documents


@pytest.mark.parametrize(
    "document",
    [
        ResidenceDocument(id=new_id(), kind=Kind.DEPOSIT),
        ResidenceDocument(
            id=new_id(),
            kind=Kind.API,
            number="A-1",
            starts_on=DAY,
            ends_on=date(2028, 2, 29),
            mention="",
            allows_work=False,
            issued_for=IssuedFor.RENEWAL,
            years=0,
        ),
        ResidenceDocument(
            id=new_id(), kind=Kind.PERMIT, mention="réfugié", allows_work=True, years=4
        ),
    ],
)
def test_a_document_comes_back_as_it_was(
    place: Place, vault: Vault, document: ResidenceDocument
) -> None:
    store = do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.documents.put(WHOLE.id, document),
    )

    assert store.documents.of(WHOLE.id) == (document,)
    assert store.documents.get(document.id) == document


def test_documents_that_end_soon_are_listed_in_order(
    place: Place, vault: Vault
) -> None:
    documents = [
        ResidenceDocument(
            id=new_id(), kind=Kind.API, ends_on=days and DAY + timedelta(days=days)
        )
        for days in (50, 10, 61, 60, None)
    ]
    store = do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        *(
            lambda store, held=held: store.documents.put(WHOLE.id, held)
            for held in documents
        ),
    )

    found = store.documents.ending(DAY, DAY + timedelta(days=60))

    assert found == tuple((WHOLE.id, documents[place]) for place in (1, 0, 3))
    assert store.documents.ending(DAY, DAY + timedelta(days=60), 1) == found[:1]


def test_a_document_stays_in_its_file(place: Place, vault: Vault) -> None:
    """Nobody else’s file can change it, or remove it."""
    other = Person(id=new_id())
    document = ResidenceDocument(id=new_id(), kind=Kind.API)
    do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.people.put(other),
        lambda store: store.documents.put(WHOLE.id, document),
    )
    changed = replace(document, number="1")
    for act in (
        lambda store: store.documents.put(other.id, changed),
        lambda store: store.documents.put(other.id, document),
        lambda store: store.documents.remove(other.id, document.id),
        lambda store: store.documents.remove(WHOLE.id, "?"),
        lambda store: store.documents.merge("?", number="1"),
    ):
        with pytest.raises(UnknownRecordError):
            do(place, vault, act)

    assert vault.reading().documents.of(WHOLE.id) == (document,)


def test_only_the_named_fields_of_a_document_are_merged(
    place: Place, vault: Vault
) -> None:
    document = ResidenceDocument(id=new_id(), kind=Kind.API, number="A-1", mention="")
    store = do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.documents.put(WHOLE.id, document),
        lambda store: store.documents.merge(document.id, ends_on=DAY),
    )
    assert store.documents.get(document.id) == replace(document, ends_on=DAY)


def test_a_document_without_a_person_is_refused(place: Place, vault: Vault) -> None:
    document = ResidenceDocument(id=new_id(), kind=Kind.API)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        do(place, vault, lambda store: store.documents.put("?", document))


# Cases


def case(**known: object) -> Case:
    return Case(id=new_id(), person=WHOLE.id, procedure="A2", opened_on=DAY, **known)


@pytest.mark.parametrize(
    "kept",
    [
        case(),
        case(
            state=CaseState.ANSWERED,
            answered_on=DAY,
            filing=Filing(
                filed_on=DAY,
                channel=Channel.PREFECTURE,
                number="N-1",
                proof="capture",
                complete=False,
            ),
            marks=(
                Mark(
                    requirement="P-Z",
                    state=MarkState.CANNOT_GET,
                    marked_on=DAY,
                    reason="perdu",
                ),
                Mark(
                    requirement="P-A",
                    state=MarkState.SEEN,
                    marked_on=DAY,
                    valid_until=DAY,
                ),
            ),
            symptoms=("D30", "D18"),
            remedies=(
                RemedyTaken(remedy="E3", taken_on=DAY),
                RemedyTaken(remedy="E1", taken_on=DAY, reference="R"),
                RemedyTaken(remedy="E3", taken_on=DAY),
            ),
        ),
        case(
            answers=(
                Answer(fact="purpose", value="student"),
                Answer(fact="algerian", value=False),
                Answer(fact="minor_children", value=0),
                Answer(fact="entered_on", value="2026-01-31"),
            ),
        ),
        case(filing=Filing(filed_on=DAY)),
        case(filing=Filing(filed_on=DAY, complete=True)),
    ],
)
def test_a_case_comes_back_as_it_was(place: Place, vault: Vault, kept: Case) -> None:
    store = do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.cases.put(kept),
    )

    assert store.cases.get(kept.id) == kept
    assert store.cases.of(WHOLE.id) == (kept,)
    assert store.cases.of("?") == ()


def test_marks_made_in_another_order_are_kept_in_that_order(
    place: Place, vault: Vault
) -> None:
    """An order is no answer: the journal has nothing to say about it."""
    marks = tuple(
        Mark(requirement=code, state=MarkState.SEEN, marked_on=DAY)
        for code in ("P-A", "P-B")
    )
    first = case(marks=marks)
    do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.cases.put(first),
    )
    head = vault.reading().journal.head()

    again = replace(first, marks=marks[::-1])
    store = do(place, vault, lambda store: store.cases.put(again))

    assert store.cases.get(first.id) == again
    assert store.journal.head() == head
    assert vault.verify().sound


def test_what_is_taken_back_is_gone(place: Place, vault: Vault) -> None:
    full = case(
        filing=Filing(filed_on=DAY),
        marks=(Mark(requirement="P-A", state=MarkState.SEEN, marked_on=DAY),),
        symptoms=("D21",),
        remedies=(RemedyTaken(remedy="E1", taken_on=DAY),),
    )
    bare = replace(full, filing=None, marks=(), symptoms=(), remedies=())
    store = do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.cases.put(full),
        lambda store: store.cases.put(bare),
    )
    assert store.cases.get(full.id) == bare
    assert vault.verify().sound


# Letters, drafts, colleagues


def letter(**known: object) -> Letter:
    given = {
        "id": new_id(),
        "person": WHOLE.id,
        "case": None,
        "template": "L02",
        "content_version": "abc",
        "language": "",
        "made_on": DAY,
        "fields": {},
        "sha256": "00",
    }
    return Letter(**(given | known))


def test_letters_come_back_newest_first(place: Place, vault: Vault) -> None:
    of_the_case = case()
    fields = {"nom": "زهرا", "vide": "", "nul": "a\0b"}
    older = letter(case=of_the_case.id, fields=fields, language="fa_AF")
    newer = letter(made_on=DAY + timedelta(days=1))
    store = do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.cases.put(of_the_case),
        lambda store: store.letters.add(older),
        lambda store: store.letters.add(newer),
    )

    assert store.letters.of(WHOLE.id) == (newer, older)
    assert store.letters.get(older.id) == older
    assert vault.verify().sound


def test_a_printed_letter_never_changes(place: Place, vault: Vault) -> None:
    printed = letter()
    do(
        place,
        vault,
        lambda store: store.people.put(WHOLE),
        lambda store: store.letters.add(printed),
    )
    with pytest.raises(Exception, match="UNIQUE"):
        do(place, vault, lambda store: store.letters.add(replace(printed, sha256="1")))
    assert vault.reading().letters.get(printed.id) == printed


def test_a_draft_is_kept_replaced_and_forgotten(place: Place, vault: Vault) -> None:
    paris = timezone(timedelta(hours=1))
    when = datetime(2026, 11, 22, 10, 0, tzinfo=paris)
    head = vault.reading().journal.head()

    store = do(place, vault, lambda store: store.drafts.put("a", {"x": "é"}, when))
    assert store.drafts.get("a") == {"x": "é"}
    assert store.drafts.saved_at("a") == when
    store = do(place, vault, lambda store: store.drafts.put("a", {"x": "à\n"}, when))
    assert store.drafts.get("a") == {"x": "à\n"}
    assert store.drafts.get("b") is None
    store = do(place, vault, lambda store: store.drafts.drop("a"))
    assert store.drafts.get("a") is None
    assert store.drafts.saved_at("a") is None
    assert store.journal.head() == head  # A draft is no record.


def test_colleagues_are_listed_by_name(place: Place, vault: Vault) -> None:
    ana = Staff(id=new_id(), name="Ana", role=Role.DESK)
    promoted = replace(ana, role=Role.CASE_WORKER)
    store = do(
        place,
        vault,
        lambda store: store.staff.put(ana, "age1ana"),
        lambda store: store.staff.put(promoted, "age1ana"),
    )

    assert store.staff.all() == (promoted, place.staff)
    assert "age1ana" in store.staff.recipients()


def test_a_vault_without_letterhead_says_so(place: Place, vault: Vault) -> None:
    vault._database.run("delete from organisation")
    with pytest.raises(UnknownRecordError):
        vault.reading().organisation.get()


def test_a_right_that_was_lost_comes_back_whole_changes_and_goes(
    place: Place, vault: Vault
) -> None:
    lost = RightsLoss(id=new_id(), person=WHOLE.id, right=Right.JOB, lost_on=DAY)
    earlier = replace(lost, id=new_id(), lost_on=DAY - timedelta(days=3))
    told = replace(lost, cause="expired", restored_on=DAY + timedelta(days=9))
    store = do(
        place,
        vault,
        lambda s: s.people.put(WHOLE),
        lambda s: s.rights_losses.put(earlier),
        lambda s: s.rights_losses.put(lost),
        lambda s: s.rights_losses.put(lost),
        lambda s: s.rights_losses.put(told),
    )
    assert store.rights_losses.of(WHOLE.id) == (told, earlier)
    assert store.rights_losses.get(lost.id) == told
    assert set(store.rights_losses.identifiers()) == {lost.id, earlier.id}
    assert [entry.action for entry in store.history.of(WHOLE.id, 3)] == [
        "right.changed",
        "right.lost",
        "right.lost",
    ]

    do(place, vault, lambda s: s.rights_losses.remove(earlier.id))

    assert store.rights_losses.of(WHOLE.id) == (told,)
    assert store.rights_losses.fields(earlier.id) is None
    assert vault.verify().sound


def test_a_right_lost_is_never_given_to_somebody_else(
    place: Place, vault: Vault
) -> None:
    lost = RightsLoss(id=new_id(), person=WHOLE.id, right=Right.JOB, lost_on=DAY)
    do(place, vault, lambda s: s.people.put(WHOLE), lambda s: s.rights_losses.put(lost))

    with pytest.raises(UnknownRecordError):
        do(
            place,
            vault,
            lambda s: s.rights_losses.put(replace(lost, person=new_id())),
        )
    with pytest.raises(UnknownRecordError):
        vault.reading().rights_losses.get(new_id())


def test_what_is_counted_is_read_without_a_name(place: Place, vault: Vault) -> None:
    opened = Case(id=new_id(), person=WHOLE.id, procedure="A2", opened_on=DAY)
    lost = RightsLoss(id=new_id(), person=WHOLE.id, right=Right.RSA, lost_on=DAY)
    store = do(
        place,
        vault,
        lambda s: s.people.put(WHOLE),
        lambda s: s.cases.put(replace(opened, symptoms=("D21",))),
        lambda s: s.rights_losses.put(lost),
    )

    (loss,), (symptom,) = store.counts.losses(), store.counts.symptoms()

    assert (loss.right, loss.procedure, loss.restored_on) == ("rsa", "A2", None)
    assert loss.prefecture == symptom.prefecture == WHOLE.prefecture
    assert (symptom.symptom, symptom.day, symptom.procedure) == ("D21", DAY, "A2")


def test_a_blockage_is_counted_once_on_the_day_of_its_first_attempt(
    place: Place, vault: Vault
) -> None:
    """Each attempt is counted on its own beside it; some are about no case."""
    opened = Case(
        id=new_id(),
        person=WHOLE.id,
        procedure="A2",
        opened_on=DAY,
        symptoms=("D21", "D08"),
    )

    def tried(days: int, symptom: str, case: str | None = opened.id) -> Incident:
        return Incident(
            id=new_id(),
            person=WHOLE.id,
            case=case,
            symptom=symptom,
            day=DAY + timedelta(days=days),
            staff=place.staff.id,
        )

    attempts = [tried(9, "D08"), tried(3, "D08"), tried(5, "D09", None)]
    store = do(
        place,
        vault,
        lambda s: s.people.put(WHOLE),
        lambda s: s.cases.put(opened),
        *(lambda s, one=one: s.incidents.put(one) for one in attempts),
    )

    found = {one.symptom: one for one in store.counts.symptoms()}
    tries = sorted(one.day for one in store.counts.attempts())

    assert len(list(store.counts.symptoms())) == len(found)
    assert {code: (one.day - DAY).days for code, one in found.items()} == {
        "D21": 0,
        "D08": 3,
        "D09": 5,
    }
    assert found["D09"].procedure == ""
    assert [(day - DAY).days for day in tries] == [3, 5, 9]


def test_a_delay_runs_from_the_filing_to_the_decision(
    place: Place, vault: Vault
) -> None:
    filed = Case(
        id=new_id(),
        person=WHOLE.id,
        procedure="A2",
        opened_on=DAY,
        filing=Filing(filed_on=DAY),
        answered_on=DAY + timedelta(days=40),
    )
    store = do(
        place,
        vault,
        lambda s: s.people.put(WHOLE),
        lambda s: s.cases.put(filed),
        lambda s: s.cases.put(replace(filed, id=new_id(), answered_on=None)),
        lambda s: s.cases.put(replace(filed, id=new_id(), filing=None)),
    )

    (delay,) = store.counts.delays()

    assert (delay.answered_on - delay.filed_on).days == 40
    assert delay.prefecture == WHOLE.prefecture
