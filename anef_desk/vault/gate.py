"""Who gets into an open vault: colleagues, a recovery sheet, a new master key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlcipher3 import dbapi2

from anef_desk import clock
from anef_desk.domain.recovery import RecoverySheet
from anef_desk.domain.staff import Staff
from anef_desk.errors import ExpectedError
from anef_desk.progress import Report, silently
from anef_desk.vault import (
    access,
    connection,
    generations,
    kept_keys,
    keys,
    old_copies,
    restoring,
    rotation,
)
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import (
    ReadOnlyVaultError,
    RotationUnfinishedError,
    UnsoundVaultError,
)
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf, Keys, Subkeys
from anef_desk.vault.making import DATABASE, finish
from anef_desk.vault.manifest import Reason
from anef_desk.vault.old_copies import OldCopy
from anef_desk.vault.store import Store
from anef_desk.vault.vault import Vault


def admit(
    vault: Vault,
    by: Staff,
    staff: Staff,
    passphrase: str,
    kdf: Kdf | None = None,
) -> None:
    """Give *staff* a way in, in the place of the one they had.

    The vault knows of it first: stopped in between, they are there without a way
    in, which can be given again.

    Args:
        vault: The open vault.
        by: Who decides it.
        staff: Who gets in.
        passphrase: What they will type.
        kdf: What each guess costs; None for what takes about a second here.

    Raises:
        ExpectedError: If it cannot be written.
    """
    changed = access.with_staff(
        vault.present_keys(),
        vault._master_key,
        staff,
        passphrase,
        kdf or keys.tuned(),
        vault._place.floor,
    )
    with vault.transaction(by) as store:
        store.staff.put(staff, changed.slot(staff.id).public_key)
        store.commit()
    _write_keys(vault, changed)


def readmit(
    vault: Vault, staff: Staff, passphrase: str, kdf: Kdf | None = None
) -> None:
    """Give *staff*, who holds the recovery sheet, a new passphrase.

    Raises:
        ExpectedError: If it cannot be written.
    """
    with vault.transaction(staff) as store:
        store.journal.noted("vault.recovered", "vault", {})
        store.commit()
    admit(vault, staff, staff, passphrase, kdf)


def renew(
    vault: Vault, by: Staff, staff: Staff, passphrase: str, kdf: Kdf | None = None
) -> None:
    """Give *staff*, who forgot theirs, a new passphrase: what they had opens no more.

    Raises:
        ExpectedError: If it cannot be written.
    """
    with vault.transaction(by) as store:
        store.journal.noted("staff.renewed", "staff", {"staff": staff.id})
        store.commit()
    admit(vault, by, staff, passphrase, kdf)


def change_passphrase(
    vault: Vault, staff: Staff, old: str, new: str, kdf: Kdf | None = None
) -> None:
    """Let *staff* type *new* from now on; only ``keys.json`` changes.

    The journal says so first: whoever is told that it was not written, because the
    disk is full, still types *old*.

    Raises:
        WrongPassphraseError: If *old* is not their passphrase.
        ExpectedError: If it cannot be written.
    """
    changed = access.with_passphrase(
        vault.present_keys(),
        staff,
        old,
        new,
        kdf or keys.tuned(),
        vault._place.floor,
    )
    with vault.transaction(staff) as store:
        store.journal.noted("staff.passphrase", "staff", {})
        store.commit()
    _write_keys(vault, changed)


def recovered_by(vault: Vault, by: Staff, sheet: RecoverySheet) -> None:
    """Let *sheet*, which was typed back, open the vault; the one before does not.

    Raises:
        ExpectedError: If it cannot be written.
    """
    changed = access.with_recovery(
        vault.present_keys(), vault._master_key, sheet.public_key
    )
    with vault.transaction(by) as store:
        store.recovery_sheets.put(sheet)
        store.commit()
    _write_keys(vault, changed)


def rotate(
    vault: Vault,
    by: Staff,
    leavers: Collection[str] = (),
    *,
    recovery: bool = True,
    report: Report = silently,
) -> None:
    """Give the vault a new master key, and nobody in *leavers* a way in.

    Whoever has a slot the vault does not know of has none any more. Nothing
    changes until the vault was verified, backed up, and written again whole.

    Args:
        vault: The open vault.
        by: Who decides it; they keep their way in.
        leavers: Who leaves, by identifier.
        recovery: Whether the recovery sheet stays good; else nobody types it back.
        report: Told about the copying; may raise to stop.

    Raises:
        UnsoundVaultError: If verifying the vault finds anything.
        RotationUnfinishedError: If it is done, and the vault must be opened again.
        ExpectedError: If it cannot be written: nothing has changed.
    """
    if not vault.verify(report).sound:
        raise UnsoundVaultError
    vault.back_up(Reason.BEFORE_ROTATION, report)
    present = vault.present_keys()
    gone = {slot.id for slot in present.slots} - vault.known_slots()
    changed, master_key = access.rotated(
        present,
        gone | set(leavers),
        recovery=recovery and vault.recovery is not None,
        after=generations.highest(
            present.vault, vault.backups.folder, generations.noted(vault.reading())
        ),
    )
    changed.slot(by.id)  # Whoever rotates must be able to open what they make.
    subkeys = Subkeys.of(master_key)
    target = rotation.next_path(vault._folder, changed.generation)
    rotation.forget(target)
    journal_key = kept_keys.journal_key(vault._database, vault._subkeys)

    def journal_of(database: Database) -> Journal:
        return Journal(database, journal_key, changed.desk, by, vault._now)

    def change(store: Store) -> None:
        day = clock.day_of(vault._now())
        for leaver in sorted(leavers):
            store.staff.leave(leaver, day)
        if not recovery:
            store.recovery_sheets.give_up()
        store.journal.noted(
            "vault.rotated", "vault", {"generation": changed.generation}
        )

    try:
        rotation.write_next(
            vault._database,
            target,
            present.generation,
            vault._subkeys,
            subkeys,
            journal_of,
            change,
            report,
        )
        _commit(vault, changed)
    except BaseException:
        rotation.forget(target)
        raise
    _turn(vault, changed, master_key)


def _commit(vault: Vault, changed: Keys) -> None:
    """Put *changed* in force: the next database is the vault from then on."""
    try:
        keys.write_keys(vault._folder, changed, forget=True)
    except BaseException:
        # Its name may be changed already, and only its durability in doubt.
        if keys.read_keys(vault._folder).generation != changed.generation:
            raise


def _turn(vault: Vault, changed: Keys, master_key: bytes) -> None:
    """Close the database that was, and open the one that is."""
    try:
        vault._database.close()
        finish(vault._folder)
        database = connection.connect(
            vault._folder / DATABASE, Subkeys.of(master_key).database
        )
    except (ExpectedError, dbapi2.Error) as error:
        raise RotationUnfinishedError from error
    vault.adopt(database, changed, master_key)
    vault.remember(always=True)
    vault.keep_up(always=True)


def purge_journal(vault: Vault, by: Staff, older_than: datetime) -> int:
    """Seal away the journal entries *older_than* a moment; return how many.

    Raises:
        JournalAlteredError: If the journal is not as it was written.
        ExpectedError: If it cannot be written.
    """
    with vault.transaction(by) as store:
        removed = store.journal.purge(older_than)
        store.commit()
    return removed


def delete_old_copies(vault: Vault, by: Staff, copies: tuple[OldCopy, ...]) -> None:
    """Delete *copies*, which whoever left can still read.

    Raises:
        ReadOnlyVaultError: If the vault was opened to be read: nothing is deleted.
        ExpectedError: If a place cannot be written.
    """
    _assert_written(vault)
    old_copies.delete(copies)
    if copies:
        with vault.transaction(by) as store:
            store.journal.noted(
                "vault.copies_deleted", "vault", {"copies": len(copies)}
            )
            store.commit()


def delete_damaged(vault: Vault, by: Staff) -> tuple[str, ...]:
    """Delete the damaged originals that restorations kept; return their names.

    Raises:
        ReadOnlyVaultError: If the vault was opened to be read: nothing is deleted.
        ExpectedError: If the place cannot be written.
    """
    _assert_written(vault)
    names = restoring.kept(vault.folder)
    restoring.discard_kept(vault.folder)
    if names:
        with vault.transaction(by) as store:
            store.journal.noted("vault.damaged_deleted", "vault", {"files": len(names)})
            store.commit()
    return names


def _assert_written(vault: Vault) -> None:
    if vault.read_only:
        raise ReadOnlyVaultError


def _write_keys(vault: Vault, changed: Keys) -> None:
    keys.write_keys(vault._folder, changed, forget=True)
    vault.hold(changed)
