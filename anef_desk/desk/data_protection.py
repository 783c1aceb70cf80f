"""Data protection: what comes up for review, what a person may ask for, what is erased.

Nothing is erased without a person who decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from anef_desk.clock import day_of
from anef_desk.desk.administration import journal_months
from anef_desk.desk.attachments import DEFAULT_DAYS
from anef_desk.desk.captures import KEPT_MONTHS
from anef_desk.desk.context import EVERY, Context
from anef_desk.desk.locking import Locking
from anef_desk.desk.passphrases import assert_strong
from anef_desk.desk.roles import Act
from anef_desk.domain.attachment import Attachment
from anef_desk.domain.legal_basis import LegalBasis
from anef_desk.domain.retention import MONTHS, Decision, Retention
from anef_desk.errors import ExpectedError
from anef_desk.exchange.person_export import Paper, exported
from anef_desk.exchange.person_json import plain_data
from anef_desk.exchange.sealing import Seal, assert_usable
from anef_desk.i18n import N_, NAMES, SOURCE_LANGUAGE, load
from anef_desk.law.time_limits import TimeLimit, last_day
from anef_desk.letters import protection_sheets as sheets
from anef_desk.letters.page import ReadingSheet
from anef_desk.letters.person_sheet import person_sheet
from anef_desk.letters.protection_sheets import Practice
from anef_desk.progress import Report, silently
from anef_desk.vault import gate, restoring
from anef_desk.vault.erasure import Trace
from anef_desk.vault.person_data import person_data
from anef_desk.vault.store import Store

SHOWN: Final = 200
"""Files a review lists at once; the others come when these are decided."""

ERASURES: Final = 20
"""Erasures listed; the command line makes the certificate of any."""

_BASIS: Final = "legal_basis"
_OFFICER: Final = "data_protection_officer"


class NoReasonError(ExpectedError):
    """A file is kept longer, or frozen, without saying why."""

    message = N_("Écrivez pourquoi ce dossier est gardé.")
    exit_code = 18


class ReviewDateError(ExpectedError):
    """A file is kept for ever, or until a day that is over."""

    message = N_("Donnez un jour à venir, cinq ans au plus : le dossier sera revu.")
    exit_code = 18


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """A file that comes up for review, or was frozen."""

    person: str
    name: str
    last_contact: date | None
    decision: Retention | None = None


@dataclass(frozen=True, kw_only=True)
class EndedRow:
    """An attachment whose last day has passed."""

    attachment: str
    person: str
    name: str
    title: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a person must decide, computed on `on`."""

    on: date
    before: date  # the first day that is recent enough
    to_review: tuple[ReviewRow, ...]
    frozen: tuple[ReviewRow, ...]
    ended: tuple[EndedRow, ...]  # those of frozen files stay


@dataclass(frozen=True)
class ErasureRow:
    """An erasure in a list; it names nobody."""

    reference: str  # what the certificate is asked for with
    on: date


@dataclass(frozen=True)
class Erased:
    """What an erasure left: a reference without a name, and a paper that says so."""

    reference: str
    records: Mapping[str, int]
    certificate: bytes


def _nothing() -> None:
    """Save nothing before: nobody asked to."""


class DataProtection:
    """What a coordinator answers for."""

    def __init__(
        self, context: Context, before_erasing: Callable[[], object] = _nothing
    ) -> None:
        """Work on *context*; *before_erasing* makes a backup before files go."""
        self._context = context
        self._before_erasing = before_erasing

    def review(self) -> Review:
        """Return what comes up for review today.

        Which files are frozen, and why, is told to whoever may read them.
        """
        context = self._context
        on, store = context.today(), context.vault.reading()
        before = last_day(on, TimeLimit(-MONTHS, "months"))
        return Review(
            on=on,
            before=before,
            to_review=tuple(
                ReviewRow(
                    person=person,
                    name=store.people.get(person).display_name,
                    last_contact=met,
                )
                for person, met in store.retention.to_review(before, on, SHOWN)
            ),
            frozen=tuple(
                ReviewRow(
                    person=kept.person,
                    name=store.people.get(kept.person).display_name,
                    last_contact=store.people.get(kept.person).last_contact,
                    decision=kept,
                )
                for kept in store.retention.frozen(SHOWN)
                if context.may_read(store, kept.person)
            ),
            ended=tuple(
                EndedRow(
                    attachment=over.id,
                    person=over.person,
                    name=store.people.get(over.person).display_name,
                    title=over.called,
                    ends_on=over.ends_on,
                )
                for over in islice(_removable(store, on), SHOWN)
            ),
        )

    def decision(self, person_id: str) -> Retention | None:
        """Return what was decided about the file of a person, or None.

        Raises:
            FrozenFileError: If the file is frozen and whoever is here may not read it.
        """
        return self._context.readable(person_id).retention.of(person_id)

    def keep(self, person_id: str, until: date, reason: str) -> None:
        """Keep a file until a day, for a *reason*; it then comes up again.

        Raises:
            NoReasonError: If no reason is given.
            ReviewDateError: If that day is over, or more than five years away.
        """
        today = self._context.today()
        if not today < until <= last_day(today, TimeLimit(5, "years")):
            raise ReviewDateError
        self._decide(person_id, Decision.KEEP, until, reason)

    def freeze(self, person_id: str, reason: str) -> None:
        """Freeze a file: nobody changes it, and the coordinator alone reads it.

        Raises:
            NoReasonError: If no reason is given.
        """
        self._decide(person_id, Decision.FREEZE, None, reason)

    def thaw(self, person_id: str) -> None:
        """Use a file again: what was decided about it is dropped."""
        context = self._context
        with context.writing(Act.PROTECTION) as store:
            store.retention.drop(person_id)
            store.commit()

    def remove_ended(self, attachments: Collection[str]) -> int:
        """Take out *attachments* whose last day has passed; return how many.

        Those of a frozen file stay: they may be what it was frozen for.
        """
        context = self._context
        removed = 0
        with context.writing(Act.ERASURE) as store:
            for over in tuple(_removable(store, context.today())):
                if over.id in attachments:
                    store.attachments.remove(over.id)
                    removed += 1
            store.commit()
        return removed

    def export(
        self,
        person_id: str,
        *,
        passphrase: str = "",
        recipient: str = "",
        report: Report = silently,
    ) -> bytes:
        """Return everything about a person, to be given to them, sealed.

        Args:
            person_id: Whose data.
            passphrase: What will open the file; or else…
            recipient: …the age public key of whoever will.
            report: Told between two papers; may raise to stop.

        Raises:
            NotAllowedError: If the role of whoever is here does not allow it.
            NoSealError: If neither is given.
            WeakPassphraseError: If *passphrase* could be guessed: the file leaves.
            UnknownRecipientError: If the public key is not one.
            Cancelled: If *report* raises it.
        """
        from anef_desk.letters import reading_pdf  # noqa: PLC0415 - at the first page

        context = self._context
        store = context.readable(person_id)
        context.allow(Act.PROTECTION)
        seal = Seal(passphrase, recipient)
        assert_usable(seal)
        if not recipient:
            assert_strong(passphrase)
        data, on = person_data(store, person_id), context.today()
        read = data.person.language
        texts = load(SOURCE_LANGUAGE), load(read if read in NAMES else SOURCE_LANGUAGE)
        readable = reading_pdf.reading(
            person_sheet(
                data, context.library, texts, (store.organisation.get().name, on)
            )
        )
        papers = [
            Paper(item.media_type, store.attachments.content(item.id))
            for item in data.attachments
        ]
        plain = plain_data(data, context.library)
        made = exported(readable, plain, papers, seal, on, report)
        with context.writing(Act.PROTECTION) as writing:
            writing.journal.noted_about("person.exported", person_id)
            writing.commit()
        return made

    def originals(self) -> tuple[date, ...]:
        """Return when each damaged vault that is still kept was put aside.

        Nobody can be erased from those: they can only be deleted whole.
        """
        kept = restoring.originals(self._context.vault.folder)
        return tuple(map(day_of, kept))

    def erase(self, person_id: str, *, originals: bool = False) -> Erased:
        """Erase a person and everything about them, after a backup.

        The paper that says so is drawn before any of it is durable: nobody is erased
        without one. It can be drawn again, see `certificate`.

        Args:
            person_id: Whom.
            originals: Delete the damaged vaults that are kept, too.

        Raises:
            UnprintableCharacterError: If that paper cannot be written.
            UnknownRecordError: If nobody has this identifier.
        """
        context = self._context
        by = context.allow(Act.ERASURE)
        self._before_erasing()
        if originals:  # First of all: the paper then says what is left.
            gate.delete_damaged(context.vault, by)
        with context.writing(Act.ERASURE) as store:
            gone = store.erasure.erase(person_id)
            paper = self._certificate(store.erasure.trace(person_id), context.today())
            store.commit()
        context.forget(person_id)
        return Erased(person_id, gone, paper)

    def erasures(self) -> tuple[ErasureRow, ...]:
        """Return the last erasures, the newest first: their certificates are kept."""
        latest = self._context.vault.reading().erasure.latest(ERASURES)
        return tuple(ErasureRow(one.reference, day_of(one.at)) for one in latest)

    def certificate(self, reference: str) -> bytes:
        """Return the certificate of an erasure once more, as a PDF.

        It is made from what the vault keeps of it, which says nothing of the person.

        Raises:
            UnknownRecordError: If no file of this identifier was erased.
        """
        trace = self._context.vault.reading().erasure.trace(reference)
        return self._certificate(trace, day_of(trace.at))

    def register(self) -> bytes:
        """Return the line of the register of processing, as a PDF."""
        return self._printed(sheets.register)

    def impact(self) -> bytes:
        """Return the annex of the impact assessment, as a PDF."""
        return self._printed(sheets.impact)

    def notice(self, language: str) -> bytes:
        """Return what people are told about their data, as a PDF in two languages."""
        from anef_desk.letters import reading_pdf  # noqa: PLC0415 - at the first page

        french = load(SOURCE_LANGUAGE)
        return reading_pdf.reading(
            sheets.notice(self._practice(), french, load(language))
        )

    def basis(self) -> LegalBasis:
        """Return the legal basis that was chosen; what does not read is undecided."""
        kept = self._context.vault.reading().settings.get(_BASIS) or ""
        return LegalBasis(kept) if kept in set(LegalBasis) else LegalBasis.UNDECIDED

    def officer(self) -> str:
        """Return how to reach the data protection officer, "" when there is none."""
        return self._context.vault.reading().settings.get(_OFFICER) or ""

    def declare(self, basis: LegalBasis, officer: str) -> None:
        """Write down what the register says and only the organisation knows."""
        context = self._context
        with context.writing(Act.PROTECTION) as store:
            store.settings.put(_BASIS, basis.value)
            store.settings.put(_OFFICER, officer.strip())
            store.commit()

    def _decide(
        self, person_id: str, decision: Decision, until: date | None, reason: str
    ) -> None:
        context = self._context
        if not reason.strip():
            raise NoReasonError
        with context.writing(Act.PROTECTION) as store:
            store.people.get(person_id)
            store.retention.put(
                Retention(
                    person=person_id,
                    decision=decision,
                    until=until,
                    reason=reason.strip(),
                    decided_on=context.today(),
                    decided_by=context.staff.id,
                )
            )
            store.commit()

    def _practice(self) -> Practice:
        context = self._context
        on, store = context.today(), context.vault.reading()
        before = last_day(on, TimeLimit(-MONTHS, "months"))
        return Practice(
            organisation=store.organisation.get(),
            on=on,
            people=store.people.count(),
            colleagues=_count(store.staff.identifiers()),
            attachments=_count(store.attachments.identifiers()),
            to_review=len(store.retention.to_review(before, on, EVERY)),
            idle_minutes=Locking(context).minutes(),
            attachment_days=DEFAULT_DAYS,
            capture_months=KEPT_MONTHS,
            journal_months=journal_months(context),
            review_months=MONTHS,
            basis=self.basis(),
            officer=self.officer(),
        )

    def _certificate(self, trace: Trace, on: date) -> bytes:
        from anef_desk.letters import reading_pdf  # noqa: PLC0415 - at the first page

        erased = sheets.Erasure(
            reference=trace.reference,
            on=on,
            records=trace.records,
            originals=tuple(day for day in self.originals() if day <= on),
        )
        french = load(SOURCE_LANGUAGE)
        return reading_pdf.reading(sheets.certificate(erased, self._practice(), french))

    def _printed(self, make: Callable[[Practice, Any], ReadingSheet]) -> bytes:
        from anef_desk.letters import reading_pdf  # noqa: PLC0415 - at the first page

        return reading_pdf.reading(make(self._practice(), load(SOURCE_LANGUAGE)))


def _removable(store: Store, on: date) -> Iterator[Attachment]:
    """Give the attachments whose last day has passed, but those of frozen files."""
    for over in store.attachments.ended(on, EVERY):
        if not store.retention.is_frozen(over.person):
            yield over


def _count(identifiers: Any) -> int:  # noqa: ANN401 - any iterator
    return sum(1 for _identifier in identifiers)
