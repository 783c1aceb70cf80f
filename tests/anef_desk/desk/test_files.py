"""What a desk writes into a file besides papers: events, identities, households…"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from anef_desk.desk.entry_sheets import FIELDS, SECTIONS, sheets
from anef_desk.desk.session import Desk
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import CaseState, Channel, Filing, Outcome
from anef_desk.domain.event import EventKind
from anef_desk.domain.household import Relation
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person, Reading
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.vault.errors import MergeKeptError, MergeRefusedError
from anef_desk.vault.vault import Vault
from ui import terms


@pytest.fixture
def nabil(desk: Desk) -> str:
    person = Person(id="", family_name="Rahimi (exemple)", given_names="Nabil")
    return desk.people.add(person).person.id


def test_an_event_says_who_noted_it_and_counts_as_a_contact(
    desk: Desk, vault: Vault, samira: str
) -> None:
    desk.people.change(replace(desk.people.file(samira).person, last_contact=None))

    event, file = desk.events.note(samira, EventKind.CALLED, "rappelle demain")

    assert file.events[0].staff == "Élise (exemple)"
    assert file.events[0].note == "rappelle demain"
    assert file.person.last_contact == desk.today()
    assert desk.events.take_back(event).events == ()
    assert vault.verify().sound


def test_a_contact_noted_by_mistake_keeps_no_file_longer(
    desk: Desk, vault: Vault, samira: str
) -> None:
    """A file is kept from the last contact on; a press on the wrong file is none."""
    last = date(2026, 1, 2)
    with vault.transaction(desk.staff) as store:
        store.people.merge(samira, last_contact=last)
        store.commit()

    def contact(event: str) -> date | None:
        return desk.events.take_back(event).person.last_contact

    assert contact(desk.events.note(samira, EventKind.CAME)[0]) == last
    assert contact(desk.events.note(samira, EventKind.SCREENSHOT)[0]) == last
    first = desk.events.note(samira, EventKind.CAME)[0]
    again = desk.events.note(samira, EventKind.CALLED)[0]
    assert contact(first) == desk.today()  # They called, all the same.
    assert contact(again) == desk.today()
    assert vault.verify().sound


def test_what_we_did_alone_is_no_contact(desk: Desk, vault: Vault, samira: str) -> None:
    with vault.transaction(desk.staff) as store:
        store.people.merge(samira, last_contact=date(2026, 1, 2))
        store.commit()

    file = desk.events.note(samira, EventKind.SCREENSHOT)[1]

    assert file.person.last_contact == date(2026, 1, 2)


def test_a_name_printed_on_a_paper_is_found_and_compared(
    desk: Desk, vault: Vault, samira: str
) -> None:
    printed = Identity(id="", person=samira, source=Printed.API, family_name="Zeitouni")

    found = desk.identities.put(printed).identities[0]

    assert [d.field for d in found.differences] == ["family_name"]
    assert [row.id for row in desk.people.search("zeitouni")] == [samira]
    assert vault.verify().sound
    desk.identities.remove(found.identity.id)
    assert desk.people.search("zeitouni") == ()
    assert vault.verify().sound


def test_a_household_shows_the_clocks_of_each(
    desk: Desk, vault: Vault, samira: str, nabil: str
) -> None:
    held = ResidenceDocument(id="", kind=Kind.API, ends_on=date(2026, 12, 1))
    desk.documents.add(nabil, held)

    card = desk.households.join(samira, nabil, Relation.SPOUSE).household

    assert card is not None
    assert card.relation is Relation.REFERENCE
    assert [(m.row.id, m.relation) for m in card.others] == [(nabil, Relation.SPOUSE)]
    assert card.others[0].row.until == date(2026, 12, 1)
    desk.households.rename(card.id, "Foyer Tournesol", samira)
    assert {row.id for row in desk.people.search("tournesol")} == {samira, nabil}
    assert desk.households.leave(nabil).household is None
    assert desk.people.file(samira).household is None
    assert desk.people.search("tournesol") == ()
    assert vault.verify().sound


def test_a_frozen_file_keeps_the_household_the_others_left(
    desk: Desk, vault: Vault, samira: str, nabil: str
) -> None:
    card = desk.households.join(samira, nabil, Relation.SPOUSE).household
    assert card is not None
    desk.households.rename(card.id, "Foyer Tournesol", samira)
    desk.data_protection.freeze(samira, "recours en cours")

    desk.households.leave(nabil)

    kept = desk.people.file(samira).household
    assert kept is not None
    assert (kept.name, kept.relation) == ("Foyer Tournesol", Relation.REFERENCE)
    assert desk.people.file(nabil).household is None
    assert vault.verify().sound


def test_somebody_who_joins_another_household_leaves_theirs(
    desk: Desk, vault: Vault, samira: str, nabil: str
) -> None:
    third = desk.people.add(Person(id="", family_name="Okafor")).person.id
    desk.households.join(samira, nabil, Relation.SPOUSE)
    desk.households.join(samira, third, Relation.CHILD)

    desk.households.join(third, nabil, Relation.SIBLING)

    card = desk.people.file(samira).household
    assert card is not None
    assert {member.row.id for member in card.others} == {nabil, third}
    other = desk.people.add(Person(id="", family_name="Nowak")).person.id
    desk.households.join(other, nabil, Relation.OTHER)
    card = desk.people.file(samira).household
    assert card is not None
    assert [member.row.id for member in card.others] == [third]
    assert vault.verify().sound


def test_an_appointment_is_shown_in_the_file_and_in_its_case(
    desk: Desk, vault: Vault, samira: str, case: str
) -> None:
    made = desk.appointments.put(
        Appointment(
            id="", person=samira, case=case, day=date(2026, 11, 27), place="Le Mans"
        )
    )

    assert desk.people.file(samira).appointments == (made,)
    assert desk.cases.file(case).appointments == (made,)
    between = desk.appointments.between(date(2026, 11, 27), date(2026, 11, 30))
    assert between == (made,)
    assert desk.appointments.of(samira) == (made,)
    assert vault.verify().sound
    desk.appointments.remove(made.id)
    assert desk.people.file(samira).appointments == ()


def test_two_files_of_one_person_are_one_and_two_again(
    desk: Desk, vault: Vault, samira: str
) -> None:
    double = desk.people.add(
        Person(id="", family_name="Karimi", given_names="Samira", phone="0199001234")
    ).person
    desk.documents.add(double.id, ResidenceDocument(id="", kind=Kind.ATDA))
    before = desk.people.file(samira)
    assert double.id in {row.id for row in desk.people.alike(before.person)}

    file = desk.people.unite(samira, double.id)

    assert file.person.phone == "0199001234"
    assert [held.kind for held in file.documents] == [Kind.ATDA]
    assert desk.people.count() == 1
    assert file.merged[0].may_part
    assert vault.verify().sound
    parted = desk.people.part(file.merged[0].id)
    assert parted.person == before.person
    assert desk.people.file(double.id).person == double
    assert parted.merged == ()
    assert vault.verify().sound


def test_files_that_changed_since_stay_united(
    desk: Desk, samira: str, nabil: str
) -> None:
    merge = desk.people.unite(samira, nabil).merged[0]
    desk.events.note(samira, EventKind.CAME)

    assert not desk.people.file(samira).merged[0].may_part
    with pytest.raises(MergeKeptError):
        desk.people.part(merge.id)
    with pytest.raises(MergeRefusedError):
        desk.people.unite(samira, samira)


def test_a_case_that_ends_says_what_may_follow(
    desk: Desk, vault: Vault, samira: str, case: str
) -> None:
    assert desk.cases.file(case).following == ()
    desk.cases.filed(case, Filing(filed_on=date(2026, 11, 1), channel=Channel.ANEF))

    ended = desk.cases.ended(case, Outcome.GRANTED, date(2026, 11, 20))

    assert ended.case.state is CaseState.ANSWERED
    assert ended.case.outcome is Outcome.GRANTED
    assert ended.following
    assert "A2" not in {answer.code for answer in ended.following}
    assert desk.people.file(samira).cases[0].outcome is Outcome.GRANTED
    assert vault.verify().sound
    assert desk.cases.reopened(case).case.state is CaseState.FILED


def test_a_person_may_have_several_cases_at_once(desk: Desk, samira: str) -> None:
    desk.cases.open(samira, "A2")
    desk.cases.open(samira, "A8")
    assert {row.procedure for row in desk.people.file(samira).cases} == {"A2", "A8"}


def test_the_sheet_says_what_ofpra_printed(desk: Desk, samira: str, case: str) -> None:
    desk.identities.put(
        Identity(
            id="",
            person=samira,
            source=Printed.OFPRA,
            family_name="Karimi-Zadeh",
            birth_date=PartialDate(1994),
        )
    )
    desk.documents.add(
        samira, ResidenceDocument(id="", kind=Kind.API, ends_on=date(2027, 1, 5))
    )

    sheet = desk.cases.sheet(case)

    assert sheet is not None
    values = {v.field: v.text for _section, found in sheet.sections for v in found}
    assert values["family_name"] == "Karimi-Zadeh"
    assert values["given_names"] == "Samira"
    assert values["birth_date"] == "1994"
    assert values["held_ends_on"] == "05/01/2027"
    assert desk.cases.sheet(desk.cases.open(samira, "A11").case.id) is None


def test_each_sheet_is_of_procedures_that_exist_and_has_its_words(desk: Desk) -> None:
    assert set(sheets()) <= set(desk.library.procedures)
    assert set(terms.SHEET_SECTIONS) == set(SECTIONS)
    assert set(terms.SHEET_FIELDS) == set(FIELDS)


def test_languages_and_reading_are_kept(desk: Desk, samira: str) -> None:
    person = replace(
        desk.people.file(samira).person,
        other_languages="pachto",
        reading=Reading.A_LITTLE,
    )
    assert desk.people.change(person).person == person


def test_an_identity_that_differs_offers_the_letter_already_filled(
    desk: Desk, samira: str
) -> None:
    """Nothing else of the attestation is wrong."""
    desk.documents.add(
        samira,
        ResidenceDocument(
            id="",
            kind=Kind.API,
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 2, 28),
            mention="reconnu réfugié",
            allows_work=True,
            issued_for=IssuedFor.FIRST,
        ),
    )

    def fits() -> bool:
        return next(o.fits for o in desk.letters.offers(samira) if o.code == "L03")

    assert not fits()
    for source, family in ((Printed.OFPRA, "Karimi"), (Printed.API, "Karimy")):
        desk.identities.put(
            Identity(id="", person=samira, source=source, family_name=family)
        )

    assert fits()
    text = desk.letters.preview(samira, None, "L03", {}).text
    assert "KARIMY" in text
    assert "RGPD, article 16" in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("expected", "printed", "told"),
    [
        (("AHMADI", ""), ("", "Ahmadi"), ("Ahmadi", "AHMADI")),
        (("Ahmadi", ""), ("Ahmadi", "XXX"), ("AHMADI XXX", "AHMADI")),
        (("Ahmadi", "Ali"), ("Ali", "Ahmadi"), ("ALI Ahmadi", "AHMADI Ali")),
        (("Karimi", "Ali"), ("Karimy", "Ali"), ("KARIMY Ali", "KARIMI Ali")),
    ],
)
def test_the_letter_tells_names_whole(
    desk: Desk,
    samira: str,
    expected: tuple[str, str],
    printed: tuple[str, str],
    told: tuple[str, str],
) -> None:
    """« XXX » instead of nothing, or one name alone, would be understood by nobody."""
    desk.documents.add(samira, ResidenceDocument(id="", kind=Kind.API))
    for source, (family, given) in ((Printed.OFPRA, expected), (Printed.API, printed)):
        desk.identities.put(
            Identity(
                id="",
                person=samira,
                source=source,
                family_name=family,
                given_names=given,
                birth_date=PartialDate(1994 if source is Printed.API else 1990),
            )
        )

    text = desk.letters.preview(samira, None, "L03", {}).text
    for said, born in zip(told, ("1994", "1990"), strict=True):
        assert f"{said}, {born}" in text
