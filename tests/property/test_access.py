"""Whatever is done to who opens a vault, in any order: the model is always right.

Colleagues come and go, passphrases and keys change, the journal is cut, file operations
fail half-way: whoever the vault should let in opens it and finds everything; nobody
else does.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from anef_desk.clock import day_of
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.recovery import RecoverySheet
from anef_desk.domain.staff import Role, Staff
from anef_desk.errors import ExpectedError
from anef_desk.vault import gate, recovery
from anef_desk.vault.errors import (
    RotationUnfinishedError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Vault, create, open_vault, open_with_recovery

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
FIRST = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
passphrases = st.text("abcd", min_size=1, max_size=3)


class Access(RuleBasedStateMachine):
    """A vault beside what is expected of it."""

    leavers = Bundle("leavers")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="anef-desk-access-"))
        self.folder = self.home / "coffre"
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self.typed: dict[Staff, str] = {}
        self.people: list[Person] = []
        self.sheet: recovery.RecoveryKey | None = None
        self.generation = 1

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    @initialize(passphrase=passphrases)
    def make(self, passphrase: str) -> None:
        create(
            self.folder,
            Organisation(name="X"),
            FIRST,
            passphrase,
            kdf=CHEAP,
            floor=CHEAP,
            now=self.now,
        )
        self.typed[FIRST] = passphrase
        self.vault = self.opened(FIRST)

    def opened(self, staff: Staff, typed: str | None = None) -> Vault:
        return open_vault(
            self.folder,
            staff.id,
            self.typed[staff] if typed is None else typed,
            state=self.home / "state",
            floor=CHEAP,
            now=self.now,
        )

    @rule(passphrase=passphrases, name=st.sampled_from("ABC"))
    def admit(self, passphrase: str, name: str) -> None:
        staff = Staff(id=new_id(), name=name, role=Role.DESK)
        gate.admit(self.vault, FIRST, staff, passphrase, CHEAP)
        self.typed[staff] = passphrase

    @precondition(lambda self: len(self.typed) > 1)
    @rule(data=st.data(), target=leavers)
    def remove(self, data: st.DataObject) -> tuple[Staff, str]:
        staff = data.draw(st.sampled_from([s for s in self.typed if s != FIRST]))
        gate.rotate(self.vault, FIRST, {staff.id})
        self.generation += 1
        return staff, self.typed.pop(staff)

    @rule(keep=st.booleans())
    def rotate(self, keep: bool) -> None:
        gate.rotate(self.vault, FIRST, recovery=keep)
        self.generation += 1
        self.sheet = self.sheet if keep else None

    @rule(data=st.data(), new=passphrases)
    def change_passphrase(self, data: st.DataObject, new: str) -> None:
        staff = data.draw(st.sampled_from([*self.typed]))
        gate.change_passphrase(self.vault, staff, self.typed[staff], new, CHEAP)
        self.typed[staff] = new

    @rule()
    def print_and_type_back(self) -> None:
        self.sheet = recovery.new_key()
        day = day_of(self.now())
        sheet = RecoverySheet(
            id=new_id(),
            public_key=self.sheet.public_key,
            made_on=day,
            confirmed_on=day,
        )
        gate.recovered_by(self.vault, FIRST, sheet)

    @rule(name=st.text("xyz", max_size=3))
    def write(self, name: str) -> None:
        person = Person(id=new_id(), family_name=name)
        with self.vault.transaction(FIRST) as store:
            store.people.put(person)
            store.commit()
        self.people.append(person)

    @rule(days=st.integers(0, 400))
    def cut_the_journal(self, days: int) -> None:
        self.time += timedelta(days=days)
        gate.purge_journal(self.vault, FIRST, self.time - timedelta(days=200))

    @rule(at=st.integers(1, 40))
    def rotate_while_the_disk_fails(self, at: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            _fail(patch, at)
            try:
                gate.rotate(self.vault, FIRST)
            except RotationUnfinishedError:
                self.generation += 1
                self.reopen()
            except ExpectedError:
                pass
            else:
                self.generation += 1

    @rule()
    def reopen(self) -> None:
        self.vault.close()
        self.vault = self.opened(FIRST)

    @rule(data=st.data())
    def everybody_who_should_opens_it(self, data: st.DataObject) -> None:
        staff = data.draw(st.sampled_from([*self.typed]))
        self.vault.close()
        self.vault = self.opened(staff)
        assert self.vault.warnings == ()

    @rule(left=consumes(leavers))
    def whoever_left_does_not(self, left: tuple[Staff, str]) -> None:
        self.vault.close()
        with pytest.raises(WrongPassphraseError):
            self.opened(*left)
        self.vault = self.opened(FIRST)

    @rule()
    def the_sheet_opens_it_if_there_is_one(self) -> None:
        self.vault.close()
        secret = (self.sheet or recovery.new_key()).secret
        try:
            open_with_recovery(
                self.folder,
                secret,
                state=self.home / "state",
                floor=CHEAP,
                now=self.now,
            ).close()
            assert self.sheet
        except WrongRecoveryKeyError:
            assert not self.sheet
        self.vault = self.opened(FIRST)

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "vault"):
            return
        store = self.vault.reading()
        assert self.vault.generation == self.generation
        assert all(store.people.get(one.id) == one for one in self.people)
        assert store.people.count() == len(self.people)
        assert set(store.staff.working()) == set(self.typed)
        assert not list(self.folder.glob("vault.next*"))

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            assert self.vault.verify().sound
            self.vault.close()
        shutil.rmtree(self.home)


def _fail(patch: pytest.MonkeyPatch, at: int) -> None:
    """Make the file operation number *at* fail, and none after it."""
    done = 0

    def counted(act: Callable[..., object]) -> Callable[..., object]:
        def count(*given: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done == at:
                raise OSError(errno.EIO, "unplugged")
            return act(*given, **named)

        return count

    for owner, name in (
        (os, "open"),
        (os, "fsync"),
        (Path, "replace"),
        (Path, "unlink"),
    ):
        patch.setattr(owner, name, counted(getattr(owner, name)))


TestAccess = Access.TestCase
TestAccess.settings = settings(
    max_examples=max(15, settings().max_examples // 8), stateful_step_count=20
)
