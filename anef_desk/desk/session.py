"""A session at the desk: from the passphrase to the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from anef_desk.catalogue.library import Library, shipped
from anef_desk.clock import now, today
from anef_desk.desk.administration import Administration, written_name
from anef_desk.desk.appointments import Appointments
from anef_desk.desk.attachments import Attachments
from anef_desk.desk.batches import Batches
from anef_desk.desk.captures import Captures
from anef_desk.desk.cases import Cases
from anef_desk.desk.context import Context
from anef_desk.desk.data_protection import DataProtection
from anef_desk.desk.documents import Documents
from anef_desk.desk.events import Events
from anef_desk.desk.households import Households
from anef_desk.desk.identities import Identities
from anef_desk.desk.imports import Imports
from anef_desk.desk.incidents import Incidents
from anef_desk.desk.letterhead import Letterhead
from anef_desk.desk.letters import Letters
from anef_desk.desk.locking import Locking
from anef_desk.desk.passphrases import (
    ENOUGH_BITS,
    WeakPassphraseError,
    assert_strong,
    passphrase_strength,
)
from anef_desk.desk.people import People
from anef_desk.desk.prefecture_tables import PrefectureTables
from anef_desk.desk.prefectures import Prefectures
from anef_desk.desk.relay import Relay
from anef_desk.desk.rights_losses import RightsLosses, harms
from anef_desk.desk.roles import Act
from anef_desk.desk.safekeeping import Safekeeping
from anef_desk.desk.statistics import Statistics
from anef_desk.desk.templates import Templates
from anef_desk.desk.today import Today
from anef_desk.desk.undo import Undo
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role, Staff, called
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, load
from anef_desk.progress import Report, silently
from anef_desk.vault import gate
from anef_desk.vault import vault as store
from anef_desk.vault.errors import WrongRecoveryKeyError
from anef_desk.vault.keys import Kdf
from anef_desk.vault.manifest import Reason
from anef_desk.vault.notice import Notice
from anef_desk.vault.recovery import secret_of
from anef_desk.vault.vault import Vault

__all__ = (
    "ENOUGH_BITS",
    "Desk",
    "Drafts",
    "Recovered",
    "UnknownStaffError",
    "WeakPassphraseError",
    "create_vault",
    "describe_vault",
    "open_by_name",
    "open_desk",
    "open_recovered",
    "passphrase_strength",
    "staff_of",
    "verify_vault",
)


class UnknownStaffError(ExpectedError):
    """Nobody of that name can open the vault."""

    message = N_("Personne de ce nom ne peut ouvrir ce coffre.")
    advice = N_("Rien n’a été changé. Vérifiez le nom, à la lettre près.")
    exit_code = 2


class NobodyNamedError(UnknownStaffError):
    """Several people can open the vault, and nobody said who it is."""

    message = N_("Plusieurs personnes peuvent ouvrir ce coffre.")
    advice = N_("Rien n’a été changé. Dites qui vous êtes, avec --staff.")


class UnnamedVaultError(ExpectedError):
    """A vault is made for an organisation and a person, who have names."""

    message = N_("Le coffre n’a pas été créé : il manque un nom.")
    advice = N_("Donnez celui de la structure, et celui de qui ouvrira le coffre.")
    exit_code = 2


class Desk:
    """An open vault and what can be done with it; belongs to one thread."""

    def __init__(
        self,
        vault: Vault,
        staff: Staff,
        library: Library,
        clock: Callable[[], date] = today,
    ) -> None:
        context = Context(vault, staff, library, clock)
        self._context = context
        self._vault = vault
        self.library = library
        self.today = clock
        self.people = People(context)
        self.documents = Documents(context)
        self.cases = Cases(context)
        self.letters = Letters(context)
        self.batches = Batches(context, self.letters)
        self.templates = Templates(context)
        self.rights_losses = RightsLosses(context)
        self.statistics = Statistics(context)
        self.drafts = Drafts(context)
        self.safekeeping = Safekeeping(context)
        self.administration = Administration(context, self.safekeeping)
        self.attachments = Attachments(context)
        captures = Captures(context, self.attachments)
        self.incidents = Incidents(
            context, self.letters, captures, partial(harms, context)
        )
        self.data_protection = DataProtection(
            context, partial(self.safekeeping.back_up, Reason.BEFORE_ERASURE)
        )
        self.locking = Locking(context)
        self.board = Today(context)
        self.relay = Relay(context)
        self.undo = Undo(context)
        self.events = Events(context)
        self.identities = Identities(context)
        self.households = Households(context)
        self.appointments = Appointments(context)
        self.letterhead = Letterhead(context)
        self.prefectures = Prefectures(context)
        self.prefecture_tables = PrefectureTables(context)
        self.imports = Imports(context)

    @property
    def staff(self) -> Staff:
        """Return who opened this desk, with the role they have now."""
        return self._context.staff

    @property
    def organisation(self) -> Organisation:
        """Return the letterhead of the vault."""
        return self._vault.reading().organisation.get()

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """Return what opening the vault found odd; see `Notice.explain`."""
        return (*self._vault.warnings, *self._vault.remarks)

    def rename_organisation(self, organisation: Organisation) -> None:
        """Replace the letterhead."""
        with self._context.writing(Act.ORGANISATION) as opened:
            opened.organisation.put(organisation)
            opened.commit()

    @property
    def folder(self) -> Path:
        """Return the folder of the vault."""
        return self._vault.folder

    @property
    def read_only(self) -> bool:
        """Return whether the vault was opened to be read."""
        return self._vault.read_only

    def can(self, act: Act) -> bool:
        """Return whether whoever opened this desk may do *act* in this vault."""
        return act in self._context.allowed

    @property
    def acknowledged(self) -> int:
        """Return the number of the last journal entry: what is durable."""
        return self._vault.reading().journal.head().number

    def close(self) -> None:
        """Close the vault. The process that held its key should then end."""
        self._vault.close()

    def lock(self) -> None:
        """Make a backup if anything was written since the last, then `close`."""
        self.safekeeping.close()


class Drafts:
    """What was typed and not yet recorded: kept in the vault, found again later.

    What the vault could not take, on a full disk, is kept as long as it is open.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._unwritten: dict[str, dict[str, str]] = {}

    def get(self, key: str) -> dict[str, str] | None:
        """Return the draft kept under *key*, or None."""
        kept = self._unwritten.get(key)
        return kept or self._context.vault.reading().drafts.get(key)

    def put(self, key: str, values: Mapping[str, str]) -> None:
        """Keep *values* as they are typed."""
        self._unwritten[key] = dict(values)
        with self._context.writing(Act.DRAFT) as opened:
            opened.drafts.put(key, dict(values), now())
            opened.commit()
        del self._unwritten[key]

    def drop(self, key: str) -> None:
        """Forget a draft: it was recorded, or given up.

        One that cannot be forgotten now is offered again: what was recorded is kept.
        """
        self._unwritten.pop(key, None)
        with suppress(ExpectedError), self._context.writing(Act.DRAFT) as opened:
            opened.drafts.drop(key)
            opened.commit()


def staff_of(folder: Path) -> tuple[Staff, ...]:
    """Return who may open the vault in *folder*; asks for no passphrase."""
    return store.slots(folder)


def create_vault(
    folder: Path, organisation: Organisation, staff_name: str, passphrase: str
) -> Staff:
    """Make a vault in *folder* with its first coordinator, and return them.

    Raises:
        UnnamedVaultError: If the organisation or the coordinator has no name.
        LongNameError: If that of the coordinator is too long.
        WeakPassphraseError: If the passphrase could be guessed.
        ExpectedError: If the place cannot be written, or holds a vault already.
    """
    name = written_name(staff_name)
    if not organisation.name.strip() or not name:
        raise UnnamedVaultError
    assert_strong(passphrase)
    staff = Staff(id=new_id(), name=name, role=Role.COORDINATOR)
    store.create(folder, organisation, staff, passphrase)
    return staff


def open_desk(  # noqa: PLR0913 - the last two are for the window and for tests
    folder: Path,
    staff_id: str,
    passphrase: str,
    *,
    read_only: bool = False,
    check: bool = True,
    report: Report = silently,
    clock: Callable[[], date] = today,
) -> Desk:
    """Open the vault in *folder* for a member of staff.

    Args:
        folder: The vault, or a backup to be read.
        staff_id: Whose passphrase it is.
        passphrase: What opens their slot.
        read_only: Write nothing at all.
        check: Check every page before answering; see `Safekeeping.checking`.
        report: Told between two steps; may raise to stop.
        clock: Today.

    Raises:
        WrongPassphraseError: If the passphrase does not open that person's slot.
        ExpectedError: If the vault is damaged, newer, in use or out of reach.
    """
    vault = store.open_vault(
        folder,
        staff_id,
        passphrase,
        read_only=read_only,
        check=check,
        report=report,
    )
    try:
        return Desk(vault, _known(vault, staff_id), shipped(), clock)
    except BaseException:
        vault.close()
        raise


class Recovered:
    """A vault opened with its recovery sheet: it only waits for a new passphrase."""

    def __init__(
        self, vault: Vault, kdf: Kdf | None, clock: Callable[[], date]
    ) -> None:
        self._vault, self._kdf, self._clock = vault, kdf, clock

    @property
    def coordinators(self) -> tuple[Staff, ...]:
        """Return who can be given a new passphrase, by name."""
        return tuple(
            staff
            for staff in self._vault.reading().staff.working()
            if staff.role is Role.COORDINATOR
        )

    def give_passphrase(self, staff_id: str, passphrase: str) -> Desk:
        """Give a coordinator a new passphrase, and open the desk for them.

        Raises:
            UnknownStaffError: If they do not coordinate this vault.
            WeakPassphraseError: If the passphrase could be guessed.
            ExpectedError: If it cannot be written.
        """
        staff = next((one for one in self.coordinators if one.id == staff_id), None)
        if staff is None:
            raise UnknownStaffError
        assert_strong(passphrase)
        gate.readmit(self._vault, staff, passphrase, self._kdf)
        return Desk(self._vault, staff, shipped(), self._clock)

    def close(self) -> None:
        """Close the vault: nobody takes a new passphrase."""
        self._vault.close()


def open_recovered(
    folder: Path,
    lines: Sequence[str],
    *,
    report: Report = silently,
    clock: Callable[[], date] = today,
) -> Recovered:
    """Open the vault in *folder* with the *lines* of its recovery sheet.

    Raises:
        RecoveryLinesError: If some lines are wrong; it says which.
        WrongRecoveryKeyError: If the sheet is not the one of this vault, or somebody
            left a key there that the vault knows nothing of.
        ExpectedError: If the vault is damaged, newer, in use or out of reach.
    """
    secret = secret_of(lines)
    vault = store.open_with_recovery(folder, secret, report=report)
    if vault.recovery is None:
        vault.close()
        raise WrongRecoveryKeyError
    return Recovered(vault, None, clock)


def _known(vault: Vault, staff_id: str) -> Staff:
    """Return who opened *vault*, with the role it knows them by.

    Raises:
        UnknownStaffError: If somebody wrote a slot the vault knows nothing of.
    """
    if not vault.has_way_in(staff_id):
        raise UnknownStaffError
    return vault.reading().staff.get(staff_id)


def describe_vault(folder: Path) -> dict[str, object]:
    """Return what can be known of a vault without a passphrase, as plain values."""
    found = store.info(folder)
    return {
        "vault": found.id,
        "generation": found.generation,
        "bytes": found.size,
        "staff": [
            {"id": staff.id, "name": staff.name, "role": staff.role.value}
            for staff in found.staff
        ],
        "backups": [
            {
                "name": backup.name,
                "made_at": backup.made_at.isoformat(),
                "generation": backup.manifest.generation if backup.manifest else None,
                "reason": backup.manifest.reason.value if backup.manifest else None,
            }
            for backup in found.backups
        ],
        "damaged_originals": list(found.damaged),
    }


def open_by_name(
    folder: Path, name: str | None, passphrase: str, *, read_only: bool = False
) -> Desk:
    """Open the vault in *folder* for whoever is called *name*.

    Args:
        folder: The vault, or a backup to be read.
        name: Whose passphrase it is; may be left out when only one person can open it.
        passphrase: What opens their slot.
        read_only: Write nothing at all.

    Raises:
        UnknownStaffError: If *name* has no slot, or nobody can be guessed.
        ExpectedError: If the vault does not open or its pages are damaged.
    """
    staff = one_of(store.slots(folder), name)
    return open_desk(folder, staff.id, passphrase, read_only=read_only)


def one_of(staff: tuple[Staff, ...], name: str | None) -> Staff:
    """Return who of *staff* is called *name*, or the only one there is.

    Raises:
        UnknownStaffError: If there is none, or nobody can be guessed.
    """
    if name is None and len(staff) > 1:
        raise NobodyNamedError
    chosen = list(staff) if name is None else called(name, staff)
    if len(chosen) != 1:
        raise UnknownStaffError
    return chosen[0]


def verify_vault(
    folder: Path, name: str | None, passphrase: str, *, read_only: bool = False
) -> dict[str, object]:
    """Open a vault, check every page, record, journal entry and backup.

    Args:
        folder: The vault.
        name: Whose passphrase it is; see `open_by_name`.
        passphrase: What opens their slot.
        read_only: Write nothing at all.

    Returns:
        What was found, as plain values.

    Raises:
        UnknownStaffError: If *name* has no slot, or nobody can be guessed.
        ExpectedError: If the vault does not open or its pages are damaged.
    """
    staff = one_of(store.slots(folder), name)
    vault = store.open_vault(folder, staff.id, passphrase, read_only=read_only)
    try:
        found, version = vault.verify(), vault.version
        backups = [
            {"name": backup.name, "sound": vault.backups.is_genuine(backup)}
            for backup in vault.backups.readable()
        ]
    finally:
        vault.close()
    french = load(SOURCE_LANGUAGE)
    return {
        "sound": found.sound and all(backup["sound"] for backup in backups),
        "version": version,
        "pages": found.pages,
        "journal_entries": found.entries,
        "records": found.records,
        "findings": [notice.explain(french) for notice in found.findings],
        "backups": backups,
    }
