"""A vault of fictional people, to try things out and to show them.

Its people say "(exemple)" in their names; its passphrase is public. Dates follow the
day it is made on, so that what is due is due whenever somebody practises.
"""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from anef_desk import folders, resources
from anef_desk.clock import today
from anef_desk.desk.session import Desk, create_vault, open_desk
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import Filing
from anef_desk.domain.household import Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.domain.rights_loss import RightsLoss
from anef_desk.domain.supporting_document import Mark
from anef_desk.vault.files import explained

PASSPHRASE: Final = "lanterne cerise boussole violon marteau nuage tiroir"  # noqa: S105
"""Of a vault of fictional people: it protects nothing, and anyone may open it."""

STAFF: Final = "Claire Martin (exemple)"

DAY: Final = date(2026, 11, 24)
"""The day the story is told on; another day moves all of its dates."""


@dataclass(frozen=True)
class Story:
    """The people of the demonstration, once written down."""

    people: tuple[str, ...]
    cases: tuple[str, ...]


def folder() -> Path:
    """Return where the practice vault is: never among the vaults of this computer."""
    return folders.state() / "practice"


def make(place: Path | None = None, on: date | None = None) -> tuple[Path, str]:
    """Make the practice vault anew; return its folder and who opens it.

    What somebody did there before is gone: it was an exercise.

    Args:
        place: Its folder.
        on: Today.

    Raises:
        ExpectedError: If the place cannot be written.
    """
    where, day = place or folder(), on or today()
    shutil.rmtree(where, ignore_errors=True)
    with explained():
        where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    staff = create(where)
    desk = open_desk(where, staff, PASSPHRASE, check=False, clock=lambda: day)
    try:
        attach(desk, tell(desk, day))
    finally:
        desk.close()
    return where, staff


def create(place: Path) -> str:
    """Make an empty practice vault; return who opens it."""
    organisation = _value(Organisation, _demo()["organisation"])
    return create_vault(place, organisation, STAFF, PASSPHRASE).id


def tell(desk: Desk, on: date = DAY) -> Story:
    """Write the fictional people down, as a desk would: open, tick, file."""
    cases: list[str] = []
    people: list[str] = []
    demo = moved(_demo(), on - DAY)
    for entry in demo["people"]:
        documents = entry.pop("documents", [])
        opened, losses = entry.pop("cases", []), entry.pop("losses", [])
        identities = entry.pop("identities", [])
        appointments = entry.pop("appointments", [])
        file = desk.people.add(_person(entry))
        people.append(file.person.id)
        for document in documents:
            desk.documents.add(
                file.person.id, _value(ResidenceDocument, {"id": "", **document})
            )
        for loss in losses:
            known = {"id": new_id(), "person": file.person.id, **loss}
            desk.rights_losses.put(_value(RightsLoss, known))
        cases += [_open(desk, file.person.id, case, on) for case in opened]
        for identity in identities:
            desk.identities.put(_identity(file.person.id, identity))
        for appointment in appointments:
            table = {"id": "", "person": file.person.id, **appointment}
            desk.appointments.put(_value(Appointment, table))
    for first, other, relation in demo.get("households", []):
        desk.households.join(people[first], people[other], Relation(relation))
    return Story(tuple(people), tuple(cases))


def attach(desk: Desk, story: Story) -> None:
    """Keep a copy of a fictional paper with the first file."""
    from anef_desk.desk.guidance import printed  # noqa: PLC0415 - seldom
    from anef_desk.law.facts import Facts  # noqa: PLC0415

    paper = printed("DOC-03", Facts(), "fr", DAY)
    candidate = desk.attachments.look_at(paper, "attestation-exemple.pdf")
    desk.attachments.add(story.people[0], candidate)


def moved(value: Any, by: timedelta) -> Any:  # noqa: ANN401 - TOML
    """Return *value* with every date in it moved; a birth date, a text, stays.

    >>> moved({"a": [date(2026, 1, 1)], "birth_date": "1994"}, timedelta(1))
    {'a': [datetime.date(2026, 1, 2)], 'birth_date': '1994'}
    """
    if isinstance(value, dict):
        return {name: moved(one, by) for name, one in value.items()}
    if isinstance(value, list):
        return [moved(one, by) for one in value]
    return value + by if isinstance(value, date) else value


def _open(desk: Desk, person: str, story: dict[str, Any], on: date) -> str:
    case = desk.cases.open(person, story["procedure"]).case
    for mark in story.get("marks", []):
        noted = _value(Mark, {"marked_on": on, **mark})
        desk.cases.mark(
            case.id,
            noted.requirement,
            noted.state,
            marked_on=noted.marked_on,
            valid_until=noted.valid_until,
            reason=noted.reason,
        )
    if "filing" in story:
        desk.cases.filed(case.id, _value(Filing, story["filing"]))
    for symptom in story.get("symptoms", []):
        desk.cases.noticed(case.id, symptom)
    for taken in story.get("remedies", []):
        desk.cases.taken(
            case.id, taken["remedy"], taken["taken_on"], taken.get("reference", "")
        )
    return case.id


def _demo() -> dict[str, Any]:
    file = resources.root("resources").joinpath("demo", "people.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _value(kind: type[Any], table: dict[str, Any]) -> Any:  # noqa: ANN401 - any domain value
    """Return a domain value from a table of the demonstration file."""
    return msgspec.convert(table, kind)


def _person(table: dict[str, Any]) -> Person:
    """Return a person; their birth date may be partial."""
    birth = table.pop("birth_date", "")
    person: Person = _value(Person, {"id": "", **table})
    return replace(person, birth_date=PartialDate.parse(birth) if birth else None)


def _identity(person: str, table: dict[str, Any]) -> Identity:
    """Return an identity as a document prints it; its birth date may be partial."""
    birth = table.pop("birth_date", "")
    found: Identity = _value(Identity, {"id": "", "person": person, **table})
    return replace(found, birth_date=PartialDate.parse(birth) if birth else None)
