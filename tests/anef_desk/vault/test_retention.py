"""Which files come up for review, and what was decided about them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.retention import Decision, Retention
from anef_desk.vault.errors import OutsideTransactionError
from anef_desk.vault.vault import Store, Vault

from .conftest import Place

TODAY = date(2026, 11, 22)
BEFORE = date(2024, 11, 22)


def known(store: Store, last_contact: date | None) -> str:
    person = Person(id=new_id(), family_name="Karimi", last_contact=last_contact)
    store.people.put(person)
    return person.id


def decided(
    place: Place, person: str, decision: Decision, until: date | None
) -> Retention:
    return Retention(
        person=person,
        decision=decision,
        until=until,
        reason="recours en cours",
        decided_on=TODAY,
        decided_by=place.staff.id,
    )


def test_files_nobody_touched_for_two_years_come_up(place: Place, vault: Vault) -> None:
    """The day itself is recent enough; those of whom nothing is noted come first."""
    with vault.transaction(place.staff) as store:
        old = known(store, BEFORE - timedelta(days=1))
        older = known(store, date(2020, 1, 1))
        known(store, BEFORE)
        unknown = known(store, None)
        store.commit()

    found = vault.reading().retention.to_review(BEFORE, TODAY)

    assert found == (
        (unknown, None),
        (older, date(2020, 1, 1)),
        (old, BEFORE - timedelta(days=1)),
    )
    assert vault.reading().retention.to_review(BEFORE, TODAY, limit=2) == found[:2]


def test_a_file_that_is_kept_comes_up_again_after_its_day(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        person = known(store, date(2020, 1, 1))
        store.retention.put(decided(place, person, Decision.KEEP, date(2027, 1, 31)))
        store.commit()
    review = vault.reading().retention

    assert review.to_review(BEFORE, date(2027, 1, 31)) == ()
    assert review.to_review(BEFORE, date(2027, 2, 1)) == ((person, date(2020, 1, 1)),)
    assert not review.is_frozen(person)


def test_a_frozen_file_is_listed_apart_until_it_is_used_again(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        person = known(store, date(2020, 1, 1))
        kept = decided(place, person, Decision.FREEZE, None)
        store.retention.put(kept)
        store.retention.put(kept)  # The same again is no change.
        store.commit()
    review = vault.reading().retention
    assert review.is_frozen(person)
    assert vault.verify().sound
    assert review.frozen() == (kept,)
    assert review.to_review(BEFORE, TODAY) == ()

    with vault.transaction(place.staff) as store:
        store.retention.drop(person)
        store.retention.drop(person)
        store.commit()

    assert review.of(person) is None
    assert review.to_review(BEFORE, TODAY) == ((person, date(2020, 1, 1)),)
    actions = [entry.action for entry in vault.reading().history.of(person)]
    assert actions == ["person.thawed", "person.frozen", "person.created"]
    assert vault.verify().sound


def test_deciding_outside_a_transaction_is_refused(place: Place, vault: Vault) -> None:
    with pytest.raises(OutsideTransactionError):
        vault.reading().retention.put(decided(place, "x", Decision.FREEZE, None))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
            st.none() | st.sampled_from(Decision),
            st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        ),
        max_size=12,
    )
)
def test_nobody_who_should_be_reviewed_is_left_out(
    place: Place, vault: Vault, people: list[tuple[date | None, Decision | None, date]]
) -> None:
    """Compared with the rule, written plainly."""
    expected = set()
    with vault.transaction(place.staff) as store:
        for met, decision, until in people:
            person = known(store, met)
            if decision is not None:
                store.retention.put(decided(place, person, decision, until))
            old = met is None or met < BEFORE
            free = decision is None or (decision is Decision.KEEP and until < TODAY)
            if old and free:
                expected.add(person)
        found = {person for person, _ in store.retention.to_review(BEFORE, TODAY)}

    assert found == expected


def test_a_setting_is_kept_and_the_journal_vouches_for_it(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        store.settings.put("idle_minutes", "7")
        store.settings.put("idle_minutes", "7")
        store.commit()

    assert vault.reading().settings.get("idle_minutes") == "7"
    assert vault.reading().settings.get("nothing") == ""
    assert vault.verify().sound
    database = vault.reading().people._database
    database.run("update setting set value = '900'")
    assert not vault.verify().sound
