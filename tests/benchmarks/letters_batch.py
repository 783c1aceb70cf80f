"""How long five hundred letters take in one batch, beside drawing them alone."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from _measure import many, say

from anef_desk.catalogue.library import shipped
from anef_desk.desk.session import Desk
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create, open_vault

LETTERS = many(500, 3)
CODE = "L11"
ANSWERS = {"employer": "Boulangerie de la Fiction\n72000 Le Mans"}
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made here
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def main() -> None:
    """Measure a batch of letters, from the vault to the PDFs."""
    with tempfile.TemporaryDirectory() as home:
        desk = _desk(Path(home))
        people = [_someone(desk, number) for number in range(LETTERS)]
        desk.batches.make(people[:1], CODE, ANSWERS)
        started = time.perf_counter()
        alone = desk.letters.preview(people[0], None, CODE, ANSWERS)
        one = time.perf_counter() - started
        started = time.perf_counter()
        made = desk.batches.make(people, CODE, ANSWERS)
        whole = time.perf_counter() - started
        started = time.perf_counter()
        copied = desk.batches.make(people, CODE, ANSWERS, copies=True)
        copies = time.perf_counter() - started
        started = time.perf_counter()
        desk.batches.keep(made)
        kept = time.perf_counter() - started
        desk.close()
    assert len(made.drafts) == copied.copies == LETTERS
    assert len(alone.pdf) > 0
    beside = f"{LETTERS} previews"
    say(f"batch of {LETTERS}", whole, one * LETTERS, beside, "<= 12 s")
    say(f"batch of {LETTERS}, with copies", copies, one * LETTERS, beside, "")
    say(f"keeping {LETTERS}", kept, one * LETTERS, beside, "")


def _desk(home: Path) -> Desk:
    staff = Staff(id=new_id(), name="Élise (exemple)", role=Role.COORDINATOR)
    desk = Organisation(name="Accueil Exemple", city="Le Mans")
    folder = home / "coffre"
    create(folder, desk, staff, PASSPHRASE, kdf=CHEAP, floor=CHEAP, now=lambda: NOW)
    vault = open_vault(
        folder,
        staff.id,
        PASSPHRASE,
        state=home / "state",
        floor=CHEAP,
        now=lambda: NOW,
    )
    return Desk(vault, staff, shipped(), lambda: date(2026, 11, 22))


def _someone(desk: Desk, number: int) -> str:
    names = {"family_name": f"Fictif {number}", "given_names": "Samira"}
    person = Person(id="", status=Status.REFUGEE, language="fa_AF", **names)
    person_id = desk.people.add(person).person.id
    desk.documents.add(
        person_id,
        ResidenceDocument(
            id="",
            kind=Kind.API,
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 2, 28),
            mention="reconnu réfugié",
            allows_work=True,
            issued_for=IssuedFor.FIRST,
        ),
    )
    return person_id


if __name__ == "__main__":
    main()
