"""Whatever two files hold, uniting them and parting them again changes nothing."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import Case
from anef_desk.domain.event import Event, EventKind
from anef_desk.domain.household import Household, Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import merging
from anef_desk.vault.errors import MergeKeptError, MergeRefusedError
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Store, create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(id=new_id(), name="Élise", role=Role.DESK)
ON = date(2026, 11, 24)
NAMES = st.sampled_from(("Karimi", "Mohamad", "Mohammed", "", "محمد", "Коваленко"))
BIRTHS = st.sampled_from((None, PartialDate(1990), PartialDate(1990, 5, 17)))


class Files(RuleBasedStateMachine):
    """Three people, what is written in their files, merges done and undone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        create(
            path / "vault",
            Organisation(name="Le Refuge"),
            STAFF,
            "sept mots",
            kdf=CHEAP,
            floor=CHEAP,
        )
        self.vault = open_vault(
            path / "vault", STAFF.id, "sept mots", state=path / "state", floor=CHEAP
        )
        self.people: list[str] = []
        self.merges: list[tuple[str, dict[str, Any], bool]] = []

    def teardown(self) -> None:
        """Close what was opened."""
        self.vault.close()
        self.folder.cleanup()

    @initialize(names=st.lists(st.tuples(NAMES, NAMES, BIRTHS), min_size=3, max_size=3))
    def write(self, names: list[tuple[str, str, PartialDate | None]]) -> None:
        """Write three people down."""
        for family, given, birth in names:
            person = Person(
                id=new_id(), family_name=family, given_names=given, birth_date=birth
            )
            with self.vault.transaction(STAFF) as store:
                store.people.put(person)
                store.commit()
            self.people.append(person.id)

    @rule(who=st.integers(0, 2), what=st.integers(0, 7), name=NAMES)
    def add(self, who: int, what: int, name: str) -> None:
        """Add something to a file that is there."""
        person = self.people[who]
        with self.vault.transaction(STAFF) as store:
            if store.people.fields(person) is None:
                return
            _add(store, person, what, name)
            store.commit()
        self._grew(person)

    @rule(one=st.integers(0, 2), other=st.integers(0, 2))
    def live_together(self, one: int, other: int) -> None:
        """Put two people into one household."""
        pair = {self.people[one], self.people[other]}
        with self.vault.transaction(STAFF) as store:
            if any(
                store.people.fields(p) is None or store.households.of(p) for p in pair
            ):
                return
            household = Household(id=new_id(), name="Foyer Zeitoun")
            for person in pair:
                members = household.placed(person, Relation.SIBLING)
                household = Household(
                    id=household.id, name=household.name, members=members
                )
            store.households.put(household, min(pair))
            for person in pair:
                store.people_index.write(person)
            store.commit()
        self._grew(min(pair))

    @rule(kept=st.integers(0, 2), other=st.integers(0, 2))
    def unite(self, kept: int, other: int) -> None:
        """Make one file of two."""
        pair = self.people[kept], self.people[other]
        with self.vault.transaction(STAFF) as store:
            if any(store.people.fields(person) is None for person in pair):
                return
            before = {person: _all_of(store, person) for person in pair}
            if kept == other:
                try:
                    merging.merge(store, *pair, ON)
                except MergeRefusedError:
                    return
                raise AssertionError
            done = merging.merge(store, *pair, ON)
            assert store.people.fields(pair[1]) is None
            together = sum(
                len(before[person][entity]) for person in pair for entity in _OWNED
            )
            found = _all_of(store, pair[0])
            assert sum(len(found[entity]) for entity in _OWNED) == together
            store.commit()
        self._grew(*pair)
        self.merges.append((done.id, before, True))

    @rule(data=st.data())
    def part(self, data: st.DataObject) -> None:
        """Make two again, unless something changed since."""
        if not self.merges:
            return
        place = data.draw(st.integers(0, len(self.merges) - 1))
        merge, before, fresh = self.merges[place]
        with self.vault.transaction(STAFF) as store:
            try:
                merging.part(store, merge, ON)
            except MergeKeptError:
                assert not fresh
                return
            assert fresh
            for person, known in before.items():
                assert _all_of(store, person) == known
            store.commit()
        self._grew(*before)

    @invariant()
    def the_vault_is_sound(self) -> None:
        """The journal vouches for every record, and everybody is found."""
        assert self.vault.verify().sound

    def _grew(self, *people: str) -> None:
        self.merges = [
            (merge, before, fresh and not set(people) & set(before))
            for merge, before, fresh in self.merges
        ]


_OWNED = ("documents", "cases", "letters", "events", "identities", "appointments")


def _all_of(store: Store, person: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: sorted(getattr(store, name).of(person), key=lambda item: item.id)
        for name in _OWNED
    }
    household = store.households.of(person)
    return found | {
        "person": store.people.get(person),
        "household": household and (household.id, household.relation_of(person)),
        "decision": store.retention.of(person),
    }


def _add(store: Store, person: str, what: int, name: str) -> None:
    new: dict[str, Any] = {"id": new_id(), "person": person}
    if what == 0:
        store.documents.put(person, ResidenceDocument(id=new_id(), kind=Kind.API))
    elif what == 1:
        store.cases.put(Case(**new, procedure="A2", opened_on=ON))
    elif what == 2:
        letter = Letter(
            **new,
            case=None,
            template="L02",
            content_version="1",
            language="",
            made_on=ON,
            fields={"a": name},
            sha256="",
        )
        store.letters.add(letter)
    elif what == 3:
        at = datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(minutes=len(name))
        event = Event(**new, kind=EventKind.CAME, happened_at=at, staff=STAFF.id)
        store.events.put(event)
    elif what == 4:
        store.identities.put(Identity(**new, source=Printed.API, family_name=name))
        store.people_index.write(person)
    elif what == 5:
        store.appointments.put(Appointment(**new, day=ON, place=name))
    elif what == 6:
        decision = Retention(
            person=person,
            decision=Decision.KEEP,
            until=ON + timedelta(days=len(name)),
            reason=name or "recours",
            decided_on=ON,
            decided_by=STAFF.id,
        )
        store.retention.put(decision)
    else:
        store.people.merge(person, address=f"{name}{new_id()}")


TestFiles = Files.TestCase
TestFiles.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
