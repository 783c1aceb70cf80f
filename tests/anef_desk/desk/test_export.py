"""The right of access: whatever an erasure would remove is given first, in full."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pypdfium2
import pyrage
import pytest

from anef_desk.desk.session import Desk
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.domain.case import Answer, Case, Filing, Outcome, RemedyTaken
from anef_desk.domain.event import Event, EventKind
from anef_desk.domain.handover import Handover
from anef_desk.domain.household import Household, Member, Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.import_batch import ImportBatch, ImportRow
from anef_desk.domain.incident import Incident
from anef_desk.domain.letter import Letter
from anef_desk.domain.page_image import PageImage
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault import merging
from anef_desk.vault.erasure import RECORDS
from anef_desk.vault.vault import Store, Vault

from .conftest import NOW, SAMIRA

DAY = date(2026, 11, 22)
COLLEAGUE = "Élise (exemple)"

COMPUTED = {
    "person_word": "the names again, folded, to search them",
    "person_search": "the names again, folded, to search them",
    "agenda": "dates computed from the rest, computed again at will",
    "agenda_file": "when they were computed",
}
"""Tables about people that say nothing that was not noted elsewhere."""

TO_OPEN = {
    "attachment_content": "the copy is a file beside the page",
    "draft": "what is being typed is in the JSON, under the names of the fields",
}
"""Tables whose words are given, and not on the page."""


def canary(table: str) -> str:
    """Return a word that only a row of *table* has."""
    return f"Zq{table.replace('_', '').title()}"


def given(desk: Desk, person: str) -> tuple[str, dict[str, Any], dict[str, bytes]]:
    """Return what a person is given: words of the page, the JSON, every file."""
    key = pyrage.x25519.Identity.generate()
    sealed = desk.data_protection.export(person, recipient=str(key.to_public()))
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(sealed, [key]))) as zipped:
        found = {name: zipped.read(name) for name in zipped.namelist()}
    document = pypdfium2.PdfDocument(found["dossier.pdf"])
    try:
        words = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(words).split()), json.loads(found["dossier.json"]), found


def tables_about_people(vault: Vault) -> frozenset[str]:
    """Return every table with a row that goes when a person is erased."""
    database = vault.reading().people._database
    names = [
        row["name"]
        for row in database.all(
            "select name from sqlite_schema where type = 'table'"
            " and name not like 'sqlite%' and name not like 'person_search_%'"
        )
    ]
    about = {
        re.search(r"delete from (\w+)", deleted).group(1)  # type: ignore[union-attr]
        for _found, deleted in RECORDS.values()
    } | {"draft", "person_search"}
    while True:
        more = {
            name
            for name in names
            for row in database.all(f"pragma foreign_key_list({name})")
            if row["table"] in about
        }
        if more <= about:
            return frozenset(about)
        about |= more


class Noted:
    """A person with one row in every table, and in each a word of its own."""

    def __init__(self, store: Store, staff: str) -> None:
        self.store, self.staff = store, staff
        self.person = replace(
            SAMIRA, id=new_id(), family_name=canary("person"), language="fr"
        )
        self.case, self.attachment = new_id(), new_id()
        store.people.put(self.person)
        self.mine = {"person": self.person.id}
        self.records()
        self.copy()
        self.visits()
        self.elsewhere()

    def records(self) -> None:
        store, person = self.store, self.person.id
        store.documents.put(
            person,
            ResidenceDocument(
                id=new_id(),
                kind=Kind.API,
                number=canary("residence_document"),
                ends_on=DAY,
                allows_work=True,
                years=4,
            ),
        )
        store.identities.put(
            Identity(
                id=new_id(),
                **self.mine,
                source=Printed.API,
                family_name=canary("identity"),
            )
        )
        store.cases.put(
            Case(
                id=self.case,
                **self.mine,
                procedure="A2",
                opened_on=DAY,
                filing=Filing(filed_on=DAY, number=canary("case_file"), complete=True),
                answered_on=DAY,
                outcome=Outcome.CLOSED,
                marks=(
                    Mark(
                        requirement="P-DEC",
                        state=MarkState.CANNOT_GET,
                        marked_on=DAY,
                        valid_until=DAY,
                        reason=canary("mark"),
                    ),
                ),
                symptoms=(canary("symptom"), "D21"),
                remedies=(
                    RemedyTaken(
                        remedy="E1",
                        taken_on=DAY,
                        reference=canary("remedy_taken"),
                        answered_on=DAY,
                    ),
                ),
                answers=(
                    Answer(fact="purpose", value="student"),
                    Answer(fact="no_such_fact", value=canary("answer")),
                    Answer(fact="overseas", value=True),
                    Answer(fact="moved_on", value="2026-02-01"),
                ),
            )
        )

    def copy(self) -> None:
        content = b"%PDF-1.4 " + canary("attachment_content").encode()
        self.store.attachments.add(
            Attachment(
                id=self.attachment,
                **self.mine,
                case=self.case,
                title=canary("attachment"),
                media_type=MediaType.PDF,
                size=len(content),
                pages=1,
                sha256="00",
                added_on=DAY,
                added_by=self.staff,
                ends_on=DAY,
            ),
            content,
            PageImage(1, 1, b"abc"),
        )
        self.store.letters.add(
            Letter(
                id=new_id(),
                **self.mine,
                case=self.case,
                template=canary("letter"),
                content_version="1",
                language="",
                made_on=DAY,
                fields={"french": canary("letter")},
                sha256="00",
            )
        )

    def visits(self) -> None:
        store, mine = self.store, self.mine
        store.events.put(
            Event(
                id=new_id(),
                **mine,
                kind=EventKind.CALLED,
                happened_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
                staff=self.staff,
                note=canary("event"),
            )
        )
        store.appointments.put(
            Appointment(
                id=new_id(),
                **mine,
                day=DAY,
                hour="14:05",
                place=canary("appointment"),
                bring="photo\npasseport",
                outcome="reporté",
            )
        )
        store.incidents.put(
            Incident(
                id=new_id(),
                **mine,
                case=self.case,
                symptom="D08",
                day=DAY,
                at=time(14, 5),
                message=canary("incident"),
                staff=self.staff,
                proof=(self.attachment,),
            )
        )
        store.rights_losses.put(
            RightsLoss(
                id=new_id(),
                **mine,
                right=Right.RSA,
                lost_on=DAY,
                cause=canary("rights_loss"),
            )
        )
        store.postponements.put(
            Postponement(
                id=new_id(),
                **mine,
                rule=canary("postponement"),
                due=DAY,
                until=DAY,
                reason=canary("postponement"),
                noted_on=DAY,
                staff=COLLEAGUE,
            )
        )
        store.handovers.put(
            Handover(
                id=new_id(),
                **mine,
                noted_on=DAY,
                staff=COLLEAGUE,
                text=canary("handover"),
                taken_on=DAY,
                taken_by=COLLEAGUE,
            )
        )

    def elsewhere(self) -> None:
        store, person = self.store, self.person
        household = Household(
            id=new_id(),
            name=canary("household_member"),
            members=(Member(person=person.id, relation=Relation.CHILD),),
        )
        store.households.put(household, person.id)
        store.pocket_codes.add(canary("pocket_code"), person.id, DAY)
        batch = ImportBatch(
            id=new_id(),
            made_on=DAY,
            made_by=self.staff,
            created=1,
            changed=0,
            documents=0,
        )
        row = ImportRow(
            person=person.id,
            created=True,
            fields=("phone", canary("import_row")),
            documents=(),
            sha256="00",
        )
        store.imports.add(batch, (row,))
        store.drafts.put(f"person:{person.id}", {"phone": canary("draft")}, NOW)
        other = Person(id=new_id(), family_name=canary("person_merge"))
        store.people.put(other)
        merging.merge(store, person.id, other.id, DAY)
        store.retention.put(
            Retention(
                person=person.id,
                decision=Decision.KEEP,
                until=DAY,
                reason=canary("retention"),
                decided_on=DAY,
                decided_by=self.staff,
            )
        )


@pytest.fixture
def noted(desk: Desk, vault: Vault) -> str:
    with vault.transaction(desk.staff) as store:
        person = Noted(store, desk.staff.id).person.id
        store.commit()
    return person


def test_whatever_an_erasure_removes_is_given(
    desk: Desk, noted: str, vault: Vault
) -> None:
    """Every table about people; a new one gets a row above, or says why not."""
    page, data, files = given(desk, noted)
    told = json.dumps(data, ensure_ascii=False)
    papers = b"".join(content for name, content in files.items() if "/" in name)

    for table in sorted(tables_about_people(vault) - COMPUTED.keys()):
        word = canary(table)
        assert word in told or word.encode() in papers, f"{table} is not given"
        assert table in TO_OPEN or word in page, f"{table} is not on the page"


def test_what_is_being_typed_about_a_person_is_given_wherever_it_is_typed(
    desk: Desk, noted: str, vault: Vault
) -> None:
    """About a copy, or in the relay: there, the words about others are not theirs."""
    copy = desk.attachments.of(noted)[0].attachment.id
    desk.drafts.put(f"attachment:{copy}", {"title": "Passeport"})
    relay = {f"relay-{noted}": "Rappeler vendredi", f"relay-{new_id()}": "Autre"}
    desk.drafts.put("relay", relay)
    desk.drafts.put(f"place:{new_id()}", {"page": "ShowPerson", "person": noted})

    _page, data, _files = given(desk, noted)

    typed = [one["content"] for one in data["drafts"]]
    assert {"title": "Passeport"} in typed
    assert {f"relay-{noted}": "Rappeler vendredi"} in typed
    assert "Autre" not in json.dumps(typed)
    assert "ShowPerson" not in json.dumps(typed)


def test_nothing_is_said_of_the_colleagues_who_wrote(
    desk: Desk, noted: str, vault: Vault
) -> None:
    page, data, _files = given(desk, noted)

    told = json.dumps(data, ensure_ascii=False)
    for word in (COLLEAGUE, "Élise", desk.staff.id):
        assert word not in page
        assert word not in told
    assert not names_in(data) & {"staff", "added_by", "decided_by", "taken_by"}


def names_in(value: object) -> set[str]:
    """Return every name of the JSON, at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(names_in, value.values()))
    if isinstance(value, list):
        return set[str]().union(*map(names_in, value))
    return set()


CASE = "answered_on answers filing id marks opened_on outcome procedure remedies state"
SHAPE = {
    "household": "name relation",
    "identities": "birth_date birth_place family_name given_names id source",
    "residence_documents": (
        "allows_work ends_on id issued_for kind mention number starts_on years"
    ),
    "cases": f"{CASE} symptoms title",
    "appointments": "bring case day hour id outcome place",
    "events": "case happened_at id kind note",
    "incidents": ("at case channel day device id message number proof step symptom"),
    "rights_losses": "cause id lost_on restored_on right",
    "postponements": "about done due id noted_on reason rule until",
    "handovers": "id noted_on taken_on text",
    "letters": "case content_version fields id language made_on sha256 template",
    "attachments": ("added_on case ends_on file id media_type pages sha256 size title"),
    "pocket_codes": "code made_on",
    "imports": "created documents fields made_on",
    "former_files": "merged_on person relation retention undone_on",
    "retention": "decided_on decision reason until",
    "drafts": "content saved_at",
    "journal": "action at changes",
}
"""Format 1: a name that changes or goes is another format."""


def test_the_names_of_the_json_are_those_of_its_format(desk: Desk, noted: str) -> None:
    _page, data, _files = given(desk, noted)

    assert data["format"] == 1
    assert list(data) == ["format", "made_on", "person", *SHAPE]
    for part, names in SHAPE.items():
        found = data[part]
        assert found, part
        record = found[0] if isinstance(found, list) else found
        assert sorted(record) == sorted(names.split()), part


def test_the_same_file_is_told_in_the_same_words(desk: Desk, noted: str) -> None:
    """But for the trace that the first export left."""
    _page, first, _files = given(desk, noted)
    _page, second, _files = given(desk, noted)

    assert second.pop("journal")[:-1] == first.pop("journal")
    assert second == first


def test_a_page_tells_what_the_codes_mean(desk: Desk, noted: str) -> None:
    page, _data, _files = given(desk, noted)

    for told in (
        "20 novembre 2026 à 10:30",
        "A appelé",
        "22 novembre 2026 à 14:05",
        "photo · passeport",
        "autorise à travailler",
        "Copie 1",
        "Toutes les pièces étaient jointes Oui",
        "Clos sans décision",
        "Étudier",
        "1er février 2026",
        "prise le 22 novembre 2026",
        "Téléphone",
    ):
        assert told in page, told
    for code in ("D08", "D21", "P-DEC", "E1 ", "protection_decision"):
        assert code not in page


def test_a_page_has_no_heading_over_nothing(desk: Desk, samira: str) -> None:
    page, data, _files = given(desk, samira)

    assert "Qui vous êtes" in page
    for heading in (
        "Foyer",
        "Rendez-vous",
        "Essais et appels",
        "Droits perdus",
        "Les courriers faits pour vous",
        "La garde de votre dossier",
        "Dossiers réunis",
    ):
        assert heading not in page
    assert data["incidents"] == []
    assert data["retention"] is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fa_AF", "سمیرا"),
        ("ar", "Samira"),
        ("uk", "Прізвище"),
        ("ps", "Nom de naissance"),
        ("", "Nom de naissance"),
    ],
)
def test_a_page_is_read_in_the_language_of_the_person(
    language: str, told: str, desk: Desk
) -> None:
    """Beside French; a language there is no text in leaves French alone."""
    person = desk.people.add(replace(SAMIRA, language=language)).person.id

    page, _data, _files = given(desk, person)

    assert told in page
    assert "Vos données dans ANEF Desk" in page


def test_a_file_made_of_two_is_given_with_what_both_said(
    desk: Desk, vault: Vault
) -> None:
    """Also what the other file said and the one that was kept did not take over."""
    kept, middle, other = (
        desk.people.add(replace(SAMIRA, family_name=name)).person.id
        for name in ("Karimi", "Karimy", "Kharimi")
    )
    desk.events.note(other, EventKind.CALLED, "venue du double")
    with vault.transaction(desk.staff) as store:
        merging.merge(store, middle, other, DAY)
        merging.merge(store, kept, middle, DAY)
        store.commit()

    page, data, _files = given(desk, kept)

    assert data["events"][0]["note"] == "venue du double"
    names = {former["person"]["family_name"] for former in data["former_files"]}
    assert names == {"Karimi", "Karimy", "Kharimi"}
    assert any(
        trace["changes"].get("note") == [None, "venue du double"]
        for trace in data["journal"]
    )
    for told in ("venue du double", "Karimy", "Kharimi", "Réuni le"):
        assert told in page


@pytest.mark.parametrize("asked", ["kept", "other"])
def test_a_file_that_was_parted_is_given_without_a_word_of_the_other(
    asked: str, desk: Desk, vault: Vault
) -> None:
    """They were two people after all."""
    people = {
        "kept": desk.people.add(replace(SAMIRA, family_name="Karimi")).person.id,
        "other": desk.people.add(
            Person(id="", family_name="Okafor", phone="0601020304")
        ).person.id,
    }
    for whose, person in people.items():
        desk.events.note(person, EventKind.CALLED, f"appel de {whose}")
    third = desk.people.add(Person(id="", family_name="Nowak")).person.id
    desk.households.join(people["other"], third, Relation.SPOUSE)
    with vault.transaction(desk.staff) as store:
        done = merging.merge(store, people["kept"], people["other"], DAY)
        store.commit()
    with vault.transaction(desk.staff) as store:
        merging.part(store, done.id, DAY)
        store.commit()

    page, data, _files = given(desk, people[asked])

    told = page + json.dumps(data, ensure_ascii=False)
    names = {"kept": "Karimi", "other": "Okafor"}
    stranger = "other" if asked == "kept" else "kept"
    assert names[asked] in told
    assert f"appel de {asked}" in told
    assert "Séparé le 22 novembre 2026" in page
    for foreign in (names[stranger], people[stranger], f"appel de {stranger}", third):
        assert foreign not in told
    assert ("0601020304" in told) == (asked == "other")


def test_what_was_removed_is_given_while_the_journal_has_it(
    desk: Desk, samira: str
) -> None:
    desk.people.change(replace(SAMIRA, id=samira, phone="0601020304"))
    desk.people.change(replace(SAMIRA, id=samira, phone=""))

    page, data, _files = given(desk, samira)

    assert "0601020304" not in page
    assert {"phone": [None, "0601020304"]} in [
        trace["changes"] for trace in data["journal"]
    ]


def test_a_note_longer_than_a_page_is_read_to_its_end(desk: Desk, samira: str) -> None:
    note = "Elle revient demain avec le document. " * 300 + "Zqfin"
    desk.events.note(samira, EventKind.CAME, note)

    page, _data, _files = given(desk, samira)

    assert "Zqfin" in page
