"""Who can open the vault: colleagues, passphrases, the recovery sheet, the journal."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from anef_desk.clock import now
from anef_desk.desk.context import Context
from anef_desk.desk.passphrases import assert_strong
from anef_desk.desk.roles import Act, allows
from anef_desk.desk.safekeeping import Safekeeping
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.recovery import RecoverySheet
from anef_desk.domain.staff import LONGEST_NAME, Role, Staff, one_line
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.i18n import N_
from anef_desk.i18n.folding import folded
from anef_desk.progress import Report, silently
from anef_desk.vault import gate, recovery
from anef_desk.vault.canonical import encode
from anef_desk.vault.integrity import Verification
from anef_desk.vault.keys import Kdf
from anef_desk.vault.manifest import Reason
from anef_desk.vault.repositories.security_settings import JOURNAL_MONTHS

LEAST_MONTHS: Final = 6
MOST_MONTHS: Final = 12
"""For how many months the journal is kept (CNIL, délibération n° 2021-122)."""

_MONTH: Final = timedelta(days=365) / 12


class MissingNameError(ExpectedError):
    """A colleague has a name."""

    message = N_("Donnez le nom de votre collègue.")
    exit_code = 2


class NameTakenError(ExpectedError):
    """Two colleagues of the same name could not be told apart when opening."""

    message = N_("Quelqu’un de ce nom peut déjà ouvrir ce coffre.")
    advice = N_("Ajoutez une initiale ou un surnom.")
    exit_code = 2


class LongNameError(ExpectedError):
    """A name is one, and no story; `values` holds the `most` characters it may have."""

    message = N_("Ce nom est trop long : {most} caractères au plus.")
    exit_code = 2


class UnknownColleagueError(ExpectedError):
    """Nobody like this works here."""

    message = N_("Personne de ce nom ne peut ouvrir ce coffre.")
    advice = N_("Rien n’a été changé. Vérifiez le nom, à la lettre près.")
    exit_code = 2


class LastCoordinatorError(ExpectedError):
    """A vault without a coordinator could not be put in order any more."""

    message = N_("Il faut au moins une personne qui coordonne.")
    advice = N_("Donnez d’abord ce rôle à quelqu’un d’autre.")
    exit_code = 2


class OwnRemovalError(ExpectedError):
    """Nobody removes the way in they came by."""

    message = N_("On ne peut pas se retirer soi-même.")
    advice = N_("Demandez à une autre personne qui coordonne.")
    exit_code = 2


class OwnPassphraseError(ExpectedError):
    """One's own passphrase is changed by whoever knows it."""

    message = N_("Votre propre phrase se change dans « Ma phrase secrète ».")
    advice = N_(
        "Si vous l’avez oubliée, la feuille de secours ou une autre personne qui"
        " coordonne vous en donne une."
    )
    exit_code = 2


class OtherSheetError(ExpectedError):
    """What was typed is the key of another sheet."""

    message = N_("Ces lignes sont celles d’une autre feuille.")
    advice = N_("Prenez la feuille qui vient d’être imprimée, ou faites-en une autre.")
    exit_code = 2


class WrongMonthsError(ExpectedError):
    """The journal is kept neither less nor more than it should be."""

    message = N_("Le journal se garde de {least} à {most} mois.")
    exit_code = 2


def line_is_right(number: int, typed: str) -> bool:
    """Return whether *typed* can be line *number* of a recovery sheet."""
    return recovery.is_right(number, typed)


def written_name(typed: str) -> str:
    """Return the name that was *typed* as the vault writes it down, "" of none.

    Raises:
        LongNameError: If it is too long: the list of those who open the vault, which
            is read before any passphrase, holds it.
        UnwritableTextError: If no file can keep it.
    """
    name = one_line(typed)
    if len(name) > LONGEST_NAME:
        raise LongNameError(most=LONGEST_NAME)
    encode(name)
    return name


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who works here, and whether they can open the vault."""

    staff: Staff
    has_way_in: bool
    is_you: bool


@dataclass(frozen=True, kw_only=True)
class RecoveryState:
    """Where the recovery sheet stands."""

    confirmed: RecoverySheet | None  # the one that opens the vault
    waiting: RecoverySheet | None  # printed after it, and not typed back yet


@dataclass(frozen=True, kw_only=True)
class PrintedSheet:
    """A sheet to print: the only time its key is there."""

    pdf: bytes
    sheet: str  # its identifier; it says nothing


@dataclass(frozen=True, kw_only=True)
class RotationReport:
    """What removing somebody, or changing the key, did."""

    left: tuple[Staff, ...]
    stays: tuple[Staff, ...]  # who can still open the vault
    recovery_kept: bool
    backed_up: bool  # under the new key; else it stays due
    old_copies: tuple[datetime, ...]  # backups whoever left can still read
    elsewhere: bool  # a second place is not there now: it may hold more of them


def journal_months(context: Context) -> int:
    """Return for how many months the journal of an open vault is kept."""
    kept = context.vault.reading().security_settings.get(JOURNAL_MONTHS)
    return int(kept) if kept else MOST_MONTHS


class Administration:
    """What a coordinator decides about the vault itself, and one's own passphrase."""

    def __init__(
        self, context: Context, safekeeping: Safekeeping, kdf: Kdf | None = None
    ) -> None:
        self._context, self._safekeeping = context, safekeeping
        self._kdf = kdf  # None: what takes about a second here

    @property
    def generation(self) -> int:
        """Return how many keys the vault has had."""
        return self._context.vault.generation

    @property
    def coordinates(self) -> bool:
        """Return whether whoever opened the vault decides about it."""
        return allows(self._context.staff.role, Act.STAFF)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Return who works here, by name."""
        vault, you = self._context.vault, self._context.staff
        return tuple(
            Colleague(
                staff=staff,
                has_way_in=vault.has_way_in(staff.id),
                is_you=staff.id == you.id,
            )
            for staff in vault.reading().staff.working()
        )

    def add_staff(self, name: str, role: Role, passphrase: str) -> Staff:
        """Give somebody a way in.

        Raises:
            NotAllowedError: If you do not coordinate.
            MissingNameError: If *name* is empty.
            LongNameError: If it is too long.
            NameTakenError: If somebody of this name has a way in.
            WeakPassphraseError: If the passphrase could be guessed.
            ExpectedError: If it cannot be written.
        """
        by = self._context.allow(Act.STAFF)
        name = written_name(name)
        if not name:
            raise MissingNameError
        here = self.colleagues()
        if any(c.has_way_in and folded(c.staff.name) == folded(name) for c in here):
            raise NameTakenError
        known = next((one for one in here if one.staff.name == name), None)
        assert_strong(passphrase)
        staff = Staff(id=known.staff.id if known else new_id(), name=name, role=role)
        gate.admit(self._context.vault, by, staff, passphrase, self._kdf)
        return staff

    def change_role(self, staff_id: str, role: Role) -> None:
        """Let somebody do more, or less, from now on.

        Raises:
            NotAllowedError: If you do not coordinate.
            UnknownColleagueError: If nobody has this identifier.
            LastCoordinatorError: If nobody would coordinate any more.
        """
        you = self._context.allow(Act.STAFF)
        staff = replace(self._staff(staff_id), role=role)
        if role is not Role.COORDINATOR:
            self._assert_coordinated_without(staff_id)
        with self._context.writing(Act.STAFF) as store:
            key = store.staff.public_key(staff_id)
            assert key is not None  # noqa: S101 - they work here
            store.staff.put(staff, key)
            store.commit()
        if staff_id == you.id:  # Else the last coordinator could still be removed.
            self._context.staff = staff

    def remove_staff(self, staff_id: str, report: Report = silently) -> RotationReport:
        """Take somebody's way in: the vault gets a new key, and is written again.

        Raises:
            NotAllowedError: If you do not coordinate.
            UnknownColleagueError: If nobody has this identifier.
            OwnRemovalError: If it is you.
            UnsoundVaultError: If verifying the vault finds anything: nothing changes.
            ExpectedError: If it cannot be written: nothing changes.
        """
        by = self._context.allow(Act.ROTATION)
        staff = self._staff(staff_id)
        if staff_id == by.id:
            raise OwnRemovalError
        return self._rotated(by, (staff,), report, recovery=True)

    def rotate(
        self, report: Report = silently, *, recovery: bool = True
    ) -> RotationReport:
        """Give the vault a new key; everybody keeps their passphrase.

        Args:
            report: Told about the copying; may raise to stop.
            recovery: Whether the recovery sheet stays good; not if it was lost.

        Raises:
            NotAllowedError: If you do not coordinate.
            UnsoundVaultError: If verifying the vault finds anything: nothing changes.
            ExpectedError: If it cannot be written: nothing changes.
        """
        by = self._context.allow(Act.ROTATION)
        return self._rotated(by, (), report, recovery=recovery)

    def give_passphrase(self, staff_id: str, passphrase: str) -> None:
        """Give a colleague who forgot theirs a new passphrase; the old one opens no more.

        Raises:
            NotAllowedError: If you do not coordinate.
            UnknownColleagueError: If nobody has this identifier.
            OwnPassphraseError: If it is you.
            WeakPassphraseError: If the passphrase could be guessed.
            ExpectedError: If it cannot be written.
        """
        by = self._context.allow(Act.STAFF)
        staff = self._staff(staff_id)
        if staff_id == by.id:
            raise OwnPassphraseError
        assert_strong(passphrase)
        gate.renew(self._context.vault, by, staff, passphrase, self._kdf)

    def change_passphrase(self, old: str, new: str) -> None:
        """Type *new* from now on to open the vault.

        Raises:
            WrongPassphraseError: If *old* is not your passphrase.
            WeakPassphraseError: If *new* could be guessed.
            ExpectedError: If it cannot be written.
        """
        you = self._context.allow(Act.PASSPHRASE)
        assert_strong(new)
        gate.change_passphrase(self._context.vault, you, old, new, self._kdf)

    def recovery_state(self) -> RecoveryState:
        """Return which recovery sheet opens the vault, and which one waits."""
        vault = self._context.vault
        sheets = vault.reading().recovery_sheets.all()
        confirmed = next((s for s in sheets if s.public_key == vault.recovery), None)
        last = sheets[0] if sheets else None
        return RecoveryState(
            confirmed=confirmed,
            waiting=last if last and last != confirmed else None,
        )

    def make_recovery_sheet(self) -> PrintedSheet:
        """Return a new recovery sheet; it opens nothing until it is typed back.

        Raises:
            NotAllowedError: If you do not coordinate.
            UnprintableCharacterError: If the letterhead cannot be written.
            ExpectedError: If it cannot be noted.
        """
        from anef_desk.letters.recovery_sheet import recovery_sheet  # noqa: PLC0415

        self._context.allow(Act.RECOVERY)
        on = self._context.today()
        key = recovery.new_key()
        organisation = self._context.vault.reading().organisation.get().name
        lines = recovery.lines_of(key.secret)
        pdf = recovery_sheet(organisation, on, lines, key.secret)
        sheet = RecoverySheet(id=new_id(), public_key=key.public_key, made_on=on)
        with self._context.writing(Act.RECOVERY) as store:
            store.recovery_sheets.put(sheet)
            store.commit()
        return PrintedSheet(pdf=pdf, sheet=sheet.id)

    def confirm_recovery(self, lines: Sequence[str]) -> RecoverySheet:
        """Let the sheet whose *lines* were typed back open the vault.

        Raises:
            NotAllowedError: If you do not coordinate.
            RecoveryLinesError: If some lines are wrong; it says which.
            OtherSheetError: If they are those of another sheet.
            ExpectedError: If it cannot be written.
        """
        by = self._context.allow(Act.RECOVERY)
        public_key = recovery.public_key_of(recovery.secret_of(lines))
        vault = self._context.vault
        sheets = vault.reading().recovery_sheets
        sheet = sheets.of(public_key)
        if sheet is None or sheet != sheets.all()[0]:
            raise OtherSheetError
        confirmed = replace(
            sheet, confirmed_on=sheet.confirmed_on or self._context.today()
        )
        gate.recovered_by(vault, by, confirmed)
        return confirmed

    def journal(
        self,
        *,
        before: int | None = None,
        limit: int = 50,
        staff: str = "",
        subject: str = "",
    ) -> tuple[JournalEntry, ...]:
        """Return who did what, newest first; see `History.page`.

        Raises:
            NotAllowedError: If you do not coordinate.
        """
        self._context.allow(Act.JOURNAL)
        history = self._context.vault.reading().history
        return history.page(before=before, limit=limit, staff=staff, subject=subject)

    def everybody(self) -> tuple[Staff, ...]:
        """Return everybody the journal may name, those who left among them."""
        return self._context.vault.reading().staff.all()

    def names(self, people: Sequence[str]) -> dict[str, str]:
        """Return the names of *people* by identifier; those erased are absent."""
        store = self._context.vault.reading().people
        found = {person: store.find(person) for person in set(people) if person}
        return {person: one.display_name for person, one in found.items() if one}

    def verify(self, report: Report = silently) -> Verification:
        """Check every page, record and journal entry; say what is odd.

        Raises:
            VaultDamagedError: If pages are damaged.
        """
        return self._context.vault.verify(report)

    def journal_months(self) -> int:
        """Return for how many months the journal is kept."""
        return journal_months(self._context)

    def keep_journal_for(self, months: int) -> None:
        """Decide for how many months the journal is kept.

        Raises:
            NotAllowedError: If you do not coordinate.
            WrongMonthsError: If it is too few or too many.
        """
        if not LEAST_MONTHS <= months <= MOST_MONTHS:
            raise WrongMonthsError(least=LEAST_MONTHS, most=MOST_MONTHS)
        with self._context.writing(Act.JOURNAL) as store:
            store.security_settings.put(JOURNAL_MONTHS, str(months))
            store.commit()

    def journal_limit(self, moment: datetime | None = None) -> date:
        """Return the day before which entries are no longer kept."""
        return self._limit(moment or now()).date()

    def purge_journal(self) -> int:
        """Seal away what is older than the journal is kept; return how many entries.

        Raises:
            NotAllowedError: If you do not coordinate.
            JournalAlteredError: If the journal is not as it was written.
            ExpectedError: If it cannot be written.
        """
        by = self._context.allow(Act.JOURNAL)
        return gate.purge_journal(self._context.vault, by, self._limit(now()))

    def _limit(self, moment: datetime) -> datetime:
        return moment - self.journal_months() * _MONTH

    def _staff(self, staff_id: str) -> Staff:
        for staff in self._context.vault.reading().staff.working():
            if staff.id == staff_id:
                return staff
        raise UnknownColleagueError

    def _assert_coordinated_without(self, *leaving: str) -> None:
        if not any(
            one.staff.role is Role.COORDINATOR
            and one.has_way_in
            and one.staff.id not in leaving
            for one in self.colleagues()
        ):
            raise LastCoordinatorError

    def _rotated(
        self, by: Staff, left: tuple[Staff, ...], report: Report, *, recovery: bool
    ) -> RotationReport:
        vault = self._context.vault
        leavers = [staff.id for staff in left]
        gate.rotate(vault, by, leavers, recovery=recovery, report=report)
        with suppress(ExpectedError, Cancelled):  # The key is changed: it stays due.
            self._safekeeping.back_up(Reason.AFTER_ROTATION, report)
        former = self._safekeeping.former()
        return RotationReport(
            left=left,
            stays=tuple(one.staff for one in self.colleagues() if one.has_way_in),
            recovery_kept=vault.recovery is not None,
            backed_up=not vault.backup_due,
            old_copies=tuple(copy.made_at for copy in former.copies),
            elsewhere=former.elsewhere,
        )
