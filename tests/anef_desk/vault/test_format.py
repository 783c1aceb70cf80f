"""A vault made by an earlier version still opens, and says what it said.

``files/0001`` was made when the first schema was released. It is never made again: a
later version of the application gets a folder of its own beside it.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from anef_desk.domain.case import Case, CaseState, Channel, Filing, RemedyTaken
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault import migrations
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create, open_vault, slots

FILES = Path(__file__).parent / "files"
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)

DAY = date(2026, 3, 2)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STAFF = Staff(
    id="019ab000-0000-7000-8000-000000000001", name="Élise", role=Role.COORDINATOR
)
ORGANISATION = Organisation(name="Le Refuge", city="Le Mans")
PERSON = Person(
    id="019ab000-0000-7000-8000-000000000002",
    family_name="Karimi",
    given_names="Zahra",
    native_name="زهرا کریمی",
    civility=Civility.MADAME,
    birth_date=PartialDate(1990, 5),
    status=Status.REFUGEE,
    numero_etranger="9912345678",
    last_contact=DAY,
)
DOCUMENT = ResidenceDocument(
    id="019ab000-0000-7000-8000-000000000003",
    kind=Kind.API,
    ends_on=DAY,
    mention="",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)
CASE = Case(
    id="019ab000-0000-7000-8000-000000000004",
    person=PERSON.id,
    procedure="A2",
    opened_on=DAY,
    state=CaseState.FILED,
    filing=Filing(filed_on=DAY, channel=Channel.ANEF, number="N-1", complete=True),
    marks=(Mark(requirement="P-DEC", state=MarkState.SEEN, marked_on=DAY),),
    symptoms=("D21",),
    remedies=(RemedyTaken(remedy="E1", taken_on=DAY),),
)
LETTER = Letter(
    id="019ab000-0000-7000-8000-000000000005",
    person=PERSON.id,
    case=CASE.id,
    template="L02",
    content_version="abc",
    language="fa_AF",
    made_on=DAY,
    fields={"nom": "Karimi"},
    sha256="00",
)


@pytest.mark.parametrize("version", sorted(item.name for item in FILES.iterdir()))
def test_a_vault_of_an_earlier_version_says_what_it_said(
    version: str, tmp_path: Path
) -> None:
    folder = tmp_path / "coffre"
    shutil.copytree(FILES / version, folder)
    assert slots(folder) == (STAFF,)

    with closing(
        open_vault(folder, STAFF.id, PASSPHRASE, floor=CHEAP, state=tmp_path / "state")
    ) as vault:
        store = vault.reading()
        assert store.organisation.get() == ORGANISATION
        assert store.finding.search("zah") == (PERSON,)
        assert store.documents.of(PERSON.id) == (DOCUMENT,)
        assert store.cases.of(PERSON.id) == (CASE,)
        assert store.letters.of(PERSON.id) == (LETTER,)
        assert store.drafts.get("person") == {"phone": "06"}
        assert [entry.action for entry in store.history.of(PERSON.id)] == [
            "person.opened",
            "letter.made",
            "case.opened",
            "document.added",
            "person.created",
        ]
        assert vault.verify().sound
        assert vault._database.value("pragma user_version") == migrations.VERSION
        assert store.staff.working() == (STAFF,)


def make(folder: Path) -> None:
    """Make the folder of this version, once, when it is released."""
    create(
        folder,
        ORGANISATION,
        STAFF,
        PASSPHRASE,
        kdf=CHEAP,
        floor=CHEAP,
        now=lambda: NOW,
    )
    with (
        closing(
            open_vault(
                folder, STAFF.id, PASSPHRASE, floor=CHEAP, state=folder, now=lambda: NOW
            )
        ) as vault,
        vault.transaction(STAFF) as store,
    ):
        store.people.put(PERSON)
        store.documents.put(PERSON.id, DOCUMENT)
        store.cases.put(CASE)
        store.letters.add(LETTER)
        store.drafts.put("person", {"phone": "06"}, NOW)
        store.journal.consulted(PERSON.id)
        store.commit()
    kept = {"vault.db", "keys.json"}
    for item in folder.iterdir():
        if item.is_dir():
            shutil.rmtree(item)
        elif item.name not in kept:
            item.unlink()
