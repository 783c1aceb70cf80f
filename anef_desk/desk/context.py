"""What every part of an open desk shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import ALLOWED, LOOKING, RESTING, Act, assert_allowed
from anef_desk.domain.case import Case
from anef_desk.domain.handover import Handover
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.law.asking import assumed
from anef_desk.law.facts import Facts
from anef_desk.law.file_facts import facts_of, last_closure, last_reply
from anef_desk.vault.errors import FrozenFileError
from anef_desk.vault.vault import Store, Vault

EVERY = 1_000_000
"""Of what is looked at whole, however long the list."""

REMEMBERED = 50
"""Changes of a session that can be taken back."""

Record: TypeAlias = Person | ResidenceDocument | Case | Postponement | Handover
"""What can be put back as it was."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A change that was made: what was there before and after, of whose file."""

    person: str
    before: Record | None
    after: Record | None


@dataclass
class Context:
    """An open vault, who opened it, the law, and today."""

    vault: Vault
    staff: Staff  # with the role they have now
    library: Library
    today: Callable[[], date]
    consulted: set[str] = field(default_factory=set)  # people, this session
    changes: list[Recorded] = field(default_factory=list)  # of this session, in order

    def recorded(
        self, person: str, before: Record | None, after: Record | None
    ) -> Recorded:
        """Remember a change that was committed, so that it can be taken back."""
        change = Recorded(person=person, before=before, after=after)
        if before != after:
            self.changes.append(change)
            del self.changes[:-REMEMBERED]
        return change

    def forget(self, person: str) -> None:
        """Keep nothing in this session of somebody who was erased."""
        self.consulted.discard(person)
        self.changes[:] = [one for one in self.changes if one.person != person]

    @property
    def allowed(self) -> frozenset[Act]:
        """Return what whoever is here may do in this vault."""
        may = ALLOWED[self.staff.role]
        return may & LOOKING if self.vault.read_only else may

    def allow(self, act: Act) -> Staff:
        """Return who does *act*, which their role allows.

        Raises:
            NotAllowedError: If it does not.
        """
        assert_allowed(self.staff.role, act)
        return self.staff

    @contextmanager
    def writing(self, act: Act) -> Iterator[Store]:
        """Give a `Store` in which *act* is done: the one way to write in a desk.

        Raises:
            NotAllowedError: If the role of whoever opened the vault does not allow it.
        """
        with self.vault.transaction(self.allow(act)) as store:
            yield store

    def may(self, store: Store, person_id: str) -> frozenset[Act]:
        """Return what whoever is here may do about a person, now.

        Whoever shows a file offers nothing else.
        """
        frozen = store.retention.is_frozen(person_id)
        return self.allowed & RESTING if frozen else self.allowed

    def may_read(self, store: Store, person_id: str) -> bool:
        """Return whether whoever is here may read a file: a frozen one is shut."""
        return self.staff.role is Role.COORDINATOR or not store.retention.is_frozen(
            person_id
        )

    def shut(self, store: Store) -> frozenset[str]:
        """Return the people whose files whoever is here may not read."""
        if self.staff.role is Role.COORDINATOR:
            return frozenset()
        return frozenset(one.person for one in store.retention.frozen(EVERY))

    def readable(self, person_id: str, store: Store | None = None) -> Store:
        """Return the *store* to read a person's file in; the vault's when left out.

        Raises:
            FrozenFileError: If the file is frozen and whoever is here may not read it.
        """
        here = store or self.vault.reading()
        if not self.may_read(here, person_id):
            raise FrozenFileError
        return here

    def facts(
        self,
        person: Person,
        documents: tuple[ResidenceDocument, ...],
        case: Case | None,
        cases: Sequence[Case] = (),
    ) -> Facts:
        """Return what the law is asked about *person*, in the light of *case*.

        Args:
            person: Who it is about.
            documents: What they hold.
            case: The case to look at, if any.
            cases: All of theirs: the last answer tells what a document still awaits.
        """
        procedure = case and self.library.procedures.get(case.procedure)
        granted = assumed(procedure) if procedure else {}
        looked_at = {one.id: one for one in (*cases, *((case,) if case else ()))}
        requests = [(one, self._wants(one)) for one in looked_at.values()]
        reply, closed = last_reply(requests), last_closure(requests)
        return facts_of(person, documents, case, granted, reply, closed)

    def _wants(self, case: Case) -> str | None:
        procedure = self.library.procedures.get(case.procedure)
        return procedure.wants if procedure else None
