"""What the desk hands to whoever shows it: frozen values, texts still untranslated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from anef_desk.desk.roles import Act
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.attachment import Attachment
from anef_desk.domain.case import Case, CaseState, Outcome
from anef_desk.domain.event import EventKind
from anef_desk.domain.handover import Handover
from anef_desk.domain.household import Relation
from anef_desk.domain.identity import Identity
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.letter import Letter
from anef_desk.domain.page_image import PageImage as PageImage  # noqa: PLC0414 - given on
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.rights_loss import RightsLoss
from anef_desk.domain.supporting_document import Mark
from anef_desk.i18n import Sentence
from anef_desk.law.alerts import Alert
from anef_desk.law.asking import Question
from anef_desk.law.checklist import ChecklistEntry
from anef_desk.law.deadlines import Deadline
from anef_desk.law.identity import Compared
from anef_desk.law.orientation import ProcedureAnswer
from anef_desk.law.situation import Situation

StepState = Literal["done", "current", "ahead"]


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A person in a list: who, what they hold until when, what matters most."""

    id: str
    name: str
    native_name: str
    numero_etranger: str
    birth: str  # as printed on French papers, "" when unknown
    language: str
    holds: Kind | None
    until: date | None
    alert: Alert | None
    household: str = ""  # its name, "" of none
    together: int = 0  # people in it, 0 without a household


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case in a person's file."""

    id: str
    procedure: str
    title: Sentence
    state: CaseState
    opened_on: date
    filed_on: date | None
    outcome: Outcome | None = None
    gathered: int  # supporting documents seen or copied that still hold
    needed: int  # those that are required


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """Something that happened, as a person's file tells it."""

    id: str
    kind: EventKind
    at: datetime
    staff: str  # name
    note: str


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """Somebody of the household, with what ends first for them."""

    row: PersonRow
    relation: Relation
    deadline: Deadline | None


@dataclass(frozen=True, kw_only=True)
class HouseholdCard:
    """The household of a person, the others with their clocks."""

    id: str
    name: str
    relation: Relation  # of the person whose file this is
    others: tuple[MemberRow, ...]


@dataclass(frozen=True, kw_only=True)
class MergedFile:
    """Another file that was made one with this."""

    id: str  # of the merge
    name: str
    merged_on: date
    may_part: bool


@dataclass(frozen=True, kw_only=True)
class PersonFile:
    """Everything a person's page shows, computed on `on`."""

    on: date
    may: frozenset[Act]  # what whoever looks at it may do about it
    person: Person
    documents: tuple[ResidenceDocument, ...]  # the one that ends last comes first
    cases: tuple[CaseRow, ...]
    situation: Situation
    letters: tuple[Letter, ...]
    journal: tuple[JournalEntry, ...]  # newest first
    suggested: tuple[ProcedureAnswer, ...]  # not opened yet
    handovers: tuple[Handover, ...] = ()  # not taken over yet, newest first
    losses: tuple[RightsLoss, ...] = ()  # latest first
    events: tuple[EventRow, ...] = ()  # newest first
    identities: tuple[Compared, ...] = ()
    household: HouseholdCard | None = None
    appointments: tuple[Appointment, ...] = ()  # the earliest first
    merged: tuple[MergedFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RouteStep:
    """A step of the route, and where the case stands towards it."""

    id: str
    title: Sentence
    text: Sentence
    state: StepState


@dataclass(frozen=True, kw_only=True)
class CaseEntry:
    """A line of the checklist, and what was noted about it."""

    entry: ChecklistEntry
    mark: Mark | None


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Everything a case's page shows, computed on `on`."""

    on: date
    may: frozenset[Act]  # what whoever looks at it may do about it
    case: Case
    person: Person
    title: Sentence
    route: tuple[RouteStep, ...]
    entries: tuple[CaseEntry, ...]
    gathered: int
    needed: int
    situation: Situation
    alert: Alert | None  # the one that matters most
    deadline: Deadline | None  # the next legal date of this case
    questions: tuple[Question, ...]  # whose answers would decide something
    identity: Identity | None = None  # as OFPRA printed it
    appointments: tuple[Appointment, ...] = ()  # of this case, the earliest first
    following: tuple[ProcedureAnswer, ...] = ()  # what may be opened once it ended

    @property
    def ready(self) -> bool:
        """Return whether every required document was seen or copied, and still holds."""
        return self.gathered == self.needed


@dataclass(frozen=True)
class EndedDocument:
    """A supporting document a letter would enclose, had it not ended."""

    title: Sentence
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class LetterPreview:
    """A letter as it would be printed: the PDFs are the real ones."""

    code: str
    pdf: bytes  # the letter in French, to be signed
    copy: bytes | None  # the same beside the person's language, without legal value
    text: str  # the French letter as plain text, for screen readers
    copied: str  # the copy in the person's language, likewise; "" without one
    ended: tuple[EndedDocument, ...] = ()  # for that reason not enclosed


@dataclass(frozen=True, kw_only=True)
class AttachmentRow:
    """An attachment in a person's file."""

    attachment: Attachment
    thumbnail: PageImage
    over: bool  # its last day has passed: there is no reason left to keep it


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess."""

    score: int  # 0 (guessed at once) to 4
    bits: float  # base-2 logarithm of the estimated number of guesses
    enough: bool
