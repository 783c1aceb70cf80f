"""Blockages at the desk: an attempt noted in two keystrokes, what is missing, the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from anef_desk import clock
from anef_desk.catalogue.sentences import sentence
from anef_desk.desk.context import Context
from anef_desk.desk.letters import ChangedLetterError, Letters
from anef_desk.desk.passphrases import passphrase_strength
from anef_desk.desk.people import main_case
from anef_desk.desk.roles import Act
from anef_desk.domain.case import Case, RemedyTaken
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import latest_first
from anef_desk.errors import ExpectedError
from anef_desk.evidence.attachments import Attachments
from anef_desk.evidence.chronology import Harm, Matter
from anef_desk.evidence.exhibits import Exhibit
from anef_desk.evidence.file import Parties, Shown, evidence_sheet
from anef_desk.evidence.missing import Log, Need, Waiting, needs, tried, waiting
from anef_desk.evidence.words import Purpose
from anef_desk.exchange.errors import FileRefusedError
from anef_desk.i18n import N_, Sentence
from anef_desk.law.alerts import alerts
from anef_desk.law.deadlines import Deadline, deadlines
from anef_desk.law.remedies import RungState, ladder, next_rung
from anef_desk.law.situation import scope_on, situation
from anef_desk.letters.file_sheet import Picture
from anef_desk.letters.template import templates
from anef_desk.progress import Report, silently
from anef_desk.vault.store import Store

PICTURE_WIDTH = 1240
"""Pixels of an exhibit's page: 150 to an inch on A4."""


class UnknownSymptomError(ExpectedError):
    """The catalogue knows no such blockage."""

    message = N_("Ce blocage n’est pas dans le catalogue.")
    exit_code = 2


class WeakSealError(ExpectedError):
    """The passphrase chosen for a sealed file could be guessed."""

    message = N_("Cette phrase secrète se devinerait trop vite.")
    advice = N_("Choisissez sept mots sans lien entre eux, ou une phrase plus longue.")
    exit_code = 2


class NoPlaceForFilesError(ExpectedError):
    """This desk keeps no attachments."""

    message = N_("Ce poste ne garde pas de captures.")
    exit_code = 2


@dataclass(frozen=True, kw_only=True)
class Try:
    """An incident, and what its captures are called."""

    incident: Incident
    captures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Request:
    """A remedy that was taken, with its title."""

    taken: RemedyTaken
    title: Sentence
    noted: int | None  # its place among the remedies of the case; None: an incident


@dataclass(frozen=True, kw_only=True)
class BlockedFile:
    """Everything the page of a blockage shows for one person."""

    on: date
    may: frozenset[Act]  # what whoever looks at it may do about it
    person: Person
    case: Case | None
    symptom: str
    ladder: tuple[RungState, ...]
    next: RungState | None
    needs: tuple[Need, ...]  # of the next remedy
    waiting: Waiting | None
    tries: tuple[Try, ...]  # of this blockage, the latest first
    requests: tuple[Request, ...]
    letters: tuple[str, ...]  # codes of those that fit, as the blockage orders them
    clock: Deadline | None  # the implicit refusal, when it is dated
    purposes: tuple[Purpose, ...]
    keeps_files: bool


def no_harm(_person_id: str) -> tuple[Harm, ...]:
    """Return no loss: nobody notes losses at this desk."""
    return ()


class Incidents:
    """The incidents of the people of an open vault, and the evidence made of them."""

    def __init__(
        self,
        context: Context,
        letters: Letters,
        attachments: Attachments | None = None,
        harms: Callable[[str], Iterable[Harm]] = no_harm,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._context = context
        self._letters = letters
        self._attachments = attachments
        self._harms = harms
        self._now = now

    def of(self, person_id: str) -> tuple[Incident, ...]:
        """Return the incidents of a person, in the order they happened."""
        return self._context.readable(person_id).incidents.of(person_id)

    def blocked(self, person_id: str, case_id: str | None, symptom: str) -> BlockedFile:
        """Return where a person stands with *symptom*.

        Args:
            person_id: Whose file.
            case_id: The case it is about; None for the one that matters most.
            symptom: Code of the catalogue.

        Raises:
            UnknownSymptomError: If the catalogue knows no such blockage.
        """
        context = self._context
        found = context.library.symptoms.get(symptom)
        if found is None:
            raise UnknownSymptomError
        store = context.readable(person_id)
        person = store.people.get(person_id)
        case = self._case(person_id, case_id)
        log = self._log(person_id, case)
        documents = latest_first(store.documents.of(person_id))
        facts = context.facts(person, documents, case, store.cases.of(person_id))
        on = context.today()
        scope = scope_on(facts, on, context.library)
        done = {taken.remedy for taken in tried(log)}
        if log.attempts():
            done.add("E0")
        rungs = ladder(found, scope, done, context.library)
        following = next_rung(rungs)
        remedy = context.library.remedies[following.remedy] if following else None
        offers = self._letters.offers(person_id, case_id, scope)
        offered = {offer.code for offer in offers if offer.fits}
        filed = case is not None and case.filing is not None
        may = context.may(store, person_id)
        return BlockedFile(
            on=on,
            may=may,
            person=person,
            case=case,
            symptom=symptom,
            ladder=rungs,
            next=following,
            needs=needs(remedy, log, context.library) if remedy else (),
            waiting=waiting(log, context.library),
            tries=tuple(
                Try(incident=one, captures=self._titles(one))
                for one in reversed(log.incidents)
                if one.symptom == symptom
            ),
            requests=self._requests(log),
            letters=tuple(code for code in found.letters if code in offered),
            clock=_refusal(deadlines(facts, scope, on, context.library)),
            purposes=tuple(
                p for p in Purpose if not (filed and p is Purpose.SUBSTITUTION)
            ),
            keeps_files=self._attachments is not None and Act.DOCUMENTS in may,
        )

    def suggested(self, person_id: str, case_id: str | None) -> str | None:
        """Return the blockage to show first: the last one met, or the first raised."""
        last = self.of(person_id)
        if last:
            return last[-1].symptom
        context = self._context
        store = context.readable(person_id)
        facts = context.facts(
            store.people.get(person_id),
            latest_first(store.documents.of(person_id)),
            self._case(person_id, case_id),
            store.cases.of(person_id),
        )
        scope = scope_on(facts, context.today(), context.library)
        raised = alerts(facts, scope, context.library)
        return next((a.symptom for a in raised if a.severity != "info"), None)

    def log(self, person_id: str, case_id: str | None, symptom: str) -> Incident:
        """Note an attempt made now; the rest is as for the last one of its kind.

        The step and the device are those of the last attempt with this blockage, or
        with any. What was seen this time is written afterwards, with `change`.
        """
        context = self._context
        case = self._case(person_id, case_id)
        before = self.of(person_id)
        same = [one for one in before if one.symptom == symptom]
        last = next(reversed(same or before), None)
        here = self._now().astimezone(ZoneInfo(clock.PARIS))
        incident = Incident(
            id=new_id(),
            person=person_id,
            case=case.id if case else None,
            symptom=symptom,
            day=context.today(),
            at=here.time().replace(second=0, microsecond=0, tzinfo=None),
            channel=IncidentChannel.ANEF,
            step=last.step if last and same else "",
            message=last.message if last and same else "",
            device=last.device if last else "",
            staff=context.staff.id,
        )
        return self._put(incident)

    def change(self, incident: Incident) -> Incident:
        """Replace what is noted of an incident; the journal keeps what was."""
        return self._put(incident)

    def remove(self, incident_id: str) -> None:
        """Take out an incident noted by mistake; the journal keeps what it was."""
        context = self._context
        with context.writing(Act.EVENTS) as store:
            store.incidents.remove(incident_id)
            store.commit()

    def attach(self, incident_id: str, content: bytes, title: str) -> Incident:
        """Keep a capture or a scan with an incident.

        Raises:
            NoPlaceForFilesError: If this desk keeps no attachments.
            ExpectedError: If the file is not one that can be kept.
        """
        if self._attachments is None:
            raise NoPlaceForFilesError
        incident = self._context.vault.reading().incidents.get(incident_id)
        keep = self._attachments.look(incident.person, incident.case, content, title)
        with self._context.writing(Act.DOCUMENTS) as store:
            incident = store.incidents.get(incident_id)
            incident = replace(incident, proof=(*incident.proof, keep(store)))
            _write(store, incident)
            store.commit()
        return incident

    def took(
        self, case_id: str, remedy: str, reference: str = "", day: date | None = None
    ) -> None:
        """Note that a remedy was taken; today when no *day* is given."""
        taken = RemedyTaken(
            remedy=remedy, taken_on=day or self._context.today(), reference=reference
        )
        case = self._context.vault.reading().cases.get(case_id)
        self._put_case(replace(case, remedies=(*case.remedies, taken)))

    def answered(self, case_id: str, place: int, day: date | None = None) -> None:
        """Note that the remedy at *place* of a case got an answer; today by default.

        Raises:
            IndexError: If the case has no remedy there.
        """
        case = self._context.vault.reading().cases.get(case_id)
        remedies = list(case.remedies)
        remedies[place] = replace(
            remedies[place], answered_on=day or self._context.today()
        )
        self._put_case(replace(case, remedies=tuple(remedies)))

    def evidence(
        self,
        person_id: str,
        case_id: str | None,
        purpose: Purpose,
        report: Report = silently,
    ) -> bytes:
        """Return the evidence file of a person as one PDF.

        Args:
            person_id: Whose file.
            case_id: The case it is about; None for the one that matters most.
            purpose: For whom.
            report: Told after each exhibit; may raise to stop.

        Raises:
            UnprintableCharacterError: If a character cannot be written.
        """
        from anef_desk.letters import file_pdf  # noqa: PLC0415 - at the first file

        context = self._context
        store = context.readable(person_id)
        person = store.people.get(person_id)
        case = self._case(person_id, case_id)
        documents = latest_first(store.documents.of(person_id))
        facts = context.facts(person, documents, case, store.cases.of(person_id))
        on = context.today()
        letters = tuple(
            letter
            for letter in store.letters.of(person_id)
            if case is None or letter.case in {None, case.id}
        )
        sheet = evidence_sheet(
            Matter(
                on=on,
                log=self._log(person_id, case),
                case=case,
                documents=documents,
                letters=letters,
                harms=tuple(self._harms(person_id)),
            ),
            Parties(person=person, organisation=store.organisation.get()),
            purpose,
            context.library,
            self._shown,
            situation(facts, on, context.library).deadlines,
        )
        return file_pdf.evidence_file(sheet, report)

    def _case(self, person_id: str, case_id: str | None) -> Case | None:
        cases = self._context.vault.reading().cases
        return cases.get(case_id) if case_id else main_case(cases.of(person_id))

    def _log(self, person_id: str, case: Case | None) -> Log:
        """Return what was noted about *case*, and what was noted about none."""
        incidents = tuple(
            one
            for one in self.of(person_id)
            if case is None or one.case in {None, case.id}
        )
        return Log(
            incidents=incidents,
            remedies=case.remedies if case else (),
            filed=case is not None and case.filing is not None,
        )

    def _requests(self, log: Log) -> tuple[Request, ...]:
        library = self._context.library
        places: dict[tuple[str, date], list[int]] = {}
        for number, one in enumerate(log.remedies):
            places.setdefault((one.remedy, one.taken_on), []).append(number)
        found = []
        for taken in tried(log):  # Those of one day, in the order of the case.
            noted = places.get((taken.remedy, taken.taken_on))
            place = noted.pop(0) if noted else None
            if taken.remedy in library.remedies:
                title = sentence(library.remedies[taken.remedy], "title")
                found.append(Request(taken=taken, title=title, noted=place))
        return tuple(found)

    def _titles(self, incident: Incident) -> tuple[str, ...]:
        if self._attachments is None:
            return ()
        named = (self._attachments.title(one) for one in incident.proof)
        return tuple(title for title in named if title is not None)

    def _shown(self, exhibit: Exhibit) -> Shown | None:
        """Return an exhibit as it is at hand; None of one that is gone."""
        if exhibit.kind == "letter":
            template = templates().get(exhibit.code)
            title = template.title if template else exhibit.code
            try:
                return Shown(
                    title=title, letter=self._letters.again(exhibit.subject).pdf
                )
            except ChangedLetterError:
                return Shown(title=title)
        kept = self._attachments
        title_kept = kept.title(exhibit.subject) if kept else None
        if kept is None or title_kept is None:
            return None
        return Shown(
            title=title_kept,
            pictures=partial(_drawn, kept, exhibit.subject),
        )

    def _put(self, incident: Incident) -> Incident:
        with self._context.writing(Act.EVENTS) as store:
            _write(store, incident)
            store.commit()
        return incident

    def _put_case(self, case: Case) -> None:
        context = self._context
        with context.writing(Act.EVENTS) as store:
            store.cases.put(case)
            store.commit()


def _write(store: Store, incident: Incident) -> None:
    """Write an incident down; its case has met the blockage."""
    store.incidents.put(incident)
    if incident.case is not None:
        case = store.cases.get(incident.case)
        met = tuple(dict.fromkeys((*case.symptoms, incident.symptom)))
        if met != case.symptoms:
            store.cases.put(replace(case, symptoms=met))


def _drawn(kept: Attachments, attachment: str) -> Sequence[Picture]:
    """Return every page of an attachment, or none: a part would pass for the whole.

    One that can no longer be drawn does not hold back the others: the list of exhibits
    says that it goes apart.
    """
    try:
        return tuple(kept.pages(attachment, PICTURE_WIDTH))
    except FileRefusedError:
        return ()


def seal(content: bytes, passphrase: str) -> bytes:
    """Return *content* as an age file that *passphrase* opens.

    Raises:
        WeakSealError: If the passphrase could be guessed.
    """
    from anef_desk.exchange.sealing import (  # noqa: PLC0415 - at the first
        Seal,
        sealed,
    )

    if not passphrase_strength(passphrase).enough:
        raise WeakSealError
    return sealed(content, Seal(passphrase=passphrase))


def _refusal(deadlines: Iterable[Deadline]) -> Deadline | None:
    """Return the day the silence becomes a refusal, when it is dated."""
    return next((d for d in deadlines if d.code == "C11" and d.due is not None), None)
