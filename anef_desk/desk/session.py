"""A session at the desk: from the passphrase to the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from anef_desk.catalogue.library import Library, shipped
from anef_desk.clock import now, today
from anef_desk.desk.appointments import Appointments
from anef_desk.desk.cases import Cases
from anef_desk.desk.context import Context
from anef_desk.desk.documents import Documents
from anef_desk.desk.events import Events
from anef_desk.desk.households import Households
from anef_desk.desk.identities import Identities
from anef_desk.desk.letters import Letters
from anef_desk.desk.people import People
from anef_desk.desk.views import Strength
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role, Staff
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, load
from anef_desk.progress import Report, silently
from anef_desk.vault import vault as store
from anef_desk.vault.notice import Notice
from anef_desk.vault.vault import Vault

ENOUGH_BITS = 80
"""What a passphrase alone must resist (CNIL, délibération n° 2022-100)."""


class WeakPassphraseError(ExpectedError):
    """The passphrase chosen for a new vault could be guessed."""

    message = N_("Cette phrase secrète se devinerait trop vite.")
    advice = N_("Choisissez sept mots sans lien entre eux, ou une phrase plus longue.")
    exit_code = 2


class UnknownStaffError(ExpectedError):
    """Nobody of that name can open the vault."""

    message = N_("Personne de ce nom ne peut ouvrir ce coffre.")
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
        self._vault = vault
        self.staff = staff
        self.library = library
        self.today = clock
        self.people = People(context)
        self.documents = Documents(context)
        self.cases = Cases(context)
        self.letters = Letters(context)
        self.drafts = Drafts(context)
        self.events = Events(context)
        self.identities = Identities(context)
        self.households = Households(context)
        self.appointments = Appointments(context)

    @property
    def organisation(self) -> Organisation:
        """Return the letterhead of the vault."""
        return self._vault.reading().organisation.get()

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """Return what opening the vault found odd; see `Notice.explain`."""
        return self._vault.warnings

    def rename_organisation(self, organisation: Organisation) -> None:
        """Replace the letterhead."""
        with self._vault.transaction(self.staff) as opened:
            opened.organisation.put(organisation)
            opened.commit()

    def close(self) -> None:
        """Close the vault. The process that held its key should then end."""
        self._vault.close()


class Drafts:
    """What was typed and not yet recorded: kept in the vault, found again later."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def get(self, key: str) -> dict[str, str] | None:
        """Return the draft kept under *key*, or None."""
        return self._context.vault.reading().drafts.get(key)

    def put(self, key: str, values: Mapping[str, str]) -> None:
        """Keep *values* as they are typed."""
        with self._context.vault.transaction(self._context.staff) as opened:
            opened.drafts.put(key, dict(values), now())
            opened.commit()

    def drop(self, key: str) -> None:
        """Forget a draft: it was recorded, or given up."""
        with self._context.vault.transaction(self._context.staff) as opened:
            opened.drafts.drop(key)
            opened.commit()


def passphrase_strength(passphrase: str) -> Strength:
    """Return how hard *passphrase* is to guess, as ``zxcvbn`` estimates it."""
    from math import log2  # noqa: PLC0415

    from zxcvbn import zxcvbn  # noqa: PLC0415 - its dictionaries are large

    if not passphrase:
        return Strength(score=0, bits=0.0, enough=False)
    estimate = zxcvbn(passphrase[:72])
    bits = log2(max(float(estimate["guesses"]), 1.0))
    return Strength(score=int(estimate["score"]), bits=bits, enough=bits >= ENOUGH_BITS)


def staff_of(folder: Path) -> tuple[Staff, ...]:
    """Return who may open the vault in *folder*; asks for no passphrase."""
    return store.slots(folder)


def create_vault(
    folder: Path, organisation: Organisation, staff_name: str, passphrase: str
) -> Staff:
    """Make a vault in *folder* with its first coordinator, and return them.

    Raises:
        WeakPassphraseError: If the passphrase could be guessed.
        ExpectedError: If the place cannot be written, or holds a vault already.
    """
    if not passphrase_strength(passphrase).enough:
        raise WeakPassphraseError
    staff = Staff(id=new_id(), name=staff_name, role=Role.COORDINATOR)
    store.create(folder, organisation, staff, passphrase)
    return staff


def open_desk(
    folder: Path,
    staff_id: str,
    passphrase: str,
    *,
    report: Report = silently,
    clock: Callable[[], date] = today,
) -> Desk:
    """Open the vault in *folder* for a member of staff.

    Raises:
        WrongPassphraseError: If the passphrase does not open that person's slot.
        ExpectedError: If the vault is damaged, newer, in use or out of reach.
    """
    vault = store.open_vault(folder, staff_id, passphrase, report=report)
    try:
        staff = next(slot for slot in store.slots(folder) if slot.id == staff_id)
        return Desk(vault, staff, shipped(), clock)
    except BaseException:
        vault.close()
        raise


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
    }


def verify_vault(folder: Path, name: str | None, passphrase: str) -> dict[str, object]:
    """Open a vault, check every page, record and journal entry, and say what was found.

    Args:
        folder: The vault.
        name: Whose passphrase it is; may be left out when only one person can open it.
        passphrase: What opens their slot.

    Raises:
        UnknownStaffError: If *name* has no slot, or nobody can be guessed.
        ExpectedError: If the vault does not open or its pages are damaged.
    """
    slots = store.slots(folder)
    chosen = [slot for slot in slots if name in {None, slot.name, slot.id}]
    if len(chosen) != 1:
        raise UnknownStaffError
    vault = store.open_vault(folder, chosen[0].id, passphrase)
    try:
        found = vault.verify()
    finally:
        vault.close()
    french = load(SOURCE_LANGUAGE)
    return {
        "pages": found.pages,
        "journal_entries": found.entries,
        "records": found.records,
        "findings": [notice.explain(french) for notice in found.findings],
    }
