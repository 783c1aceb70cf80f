"""Everything a vault holds about a person, to be given to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from anef_desk.domain.appointment import Appointment
from anef_desk.domain.attachment import Attachment
from anef_desk.domain.case import Case
from anef_desk.domain.event import Event
from anef_desk.domain.handover import Handover
from anef_desk.domain.household import Relation
from anef_desk.domain.identity import Identity
from anef_desk.domain.incident import Incident
from anef_desk.domain.letter import Letter
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.domain.retention import Retention
from anef_desk.domain.rights_loss import RightsLoss


@dataclass(frozen=True, kw_only=True)
class OwnPlace:
    """What a person is in their household; the others are other people."""

    name: str
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class GivenCode:
    """The code of a sheet the person was given to carry."""

    code: str
    made_on: date


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What a table that was imported said of the person."""

    made_on: date
    created: bool  # the file began with it
    fields: tuple[str, ...]  # that were empty, and were filled
    documents: tuple[str, ...]  # identifiers of those that were added


@dataclass(frozen=True, kw_only=True)
class FormerFile:
    """A file of the person as it was before two were made one."""

    merged_on: date
    undone_on: date | None
    person: Person
    relation: Relation | None  # in its household
    retention: Retention | None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What is being typed about the person, and is not recorded yet."""

    saved_at: datetime
    content: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What was done with the file, and what it changed: before and after."""

    at: datetime
    action: str
    changes: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """Everything a vault holds about a person, but the bytes of attachments.

    What is of the person alone: neither a member of their household, nor somebody
    their file was taken for.
    """

    person: Person
    household: OwnPlace | None = None
    identities: tuple[Identity, ...] = ()
    residence_documents: tuple[ResidenceDocument, ...] = ()
    cases: tuple[Case, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    events: tuple[Event, ...] = ()
    incidents: tuple[Incident, ...] = ()
    rights_losses: tuple[RightsLoss, ...] = ()
    postponements: tuple[Postponement, ...] = ()
    handovers: tuple[Handover, ...] = ()
    letters: tuple[Letter, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pocket_codes: tuple[GivenCode, ...] = ()
    imports: tuple[Imported, ...] = ()
    former_files: tuple[FormerFile, ...] = ()
    retention: Retention | None = None
    drafts: tuple[Typed, ...] = ()
    journal: tuple[Trace, ...] = ()
