"""Roles: one table, and no way to write that does not ask it."""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import anef_desk.desk
from anef_desk.desk.administration import Administration
from anef_desk.desk.appointments import Appointments
from anef_desk.desk.attachments import Attachments, Candidate, Removed
from anef_desk.desk.batches import Batches
from anef_desk.desk.cases import Cases
from anef_desk.desk.context import Recorded
from anef_desk.desk.data_protection import DataProtection
from anef_desk.desk.documents import Documents
from anef_desk.desk.events import Events
from anef_desk.desk.households import Households
from anef_desk.desk.identities import Identities
from anef_desk.desk.imports import Imports
from anef_desk.desk.incidents import Incidents
from anef_desk.desk.letterhead import Letterhead
from anef_desk.desk.letters import Letters
from anef_desk.desk.locking import Locking
from anef_desk.desk.people import People
from anef_desk.desk.prefecture_tables import PrefectureTables
from anef_desk.desk.prefectures import Prefectures
from anef_desk.desk.relay import Relay
from anef_desk.desk.rights_losses import RightsLosses
from anef_desk.desk.roles import ALLOWED, Act, NotAllowedError, assert_allowed
from anef_desk.desk.safekeeping import Safekeeping
from anef_desk.desk.scans import Scans
from anef_desk.desk.session import Desk, Drafts
from anef_desk.desk.statistics import Statistics
from anef_desk.desk.templates import Templates
from anef_desk.desk.today import Today
from anef_desk.desk.undo import Undo
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import Filing, Outcome
from anef_desk.domain.event import EventKind
from anef_desk.domain.household import Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.legal_basis import LegalBasis
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.prefecture import Prefecture
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.rights_loss import Right
from anef_desk.domain.staff import Role
from anef_desk.domain.supporting_document import MarkState
from anef_desk.exchange.table import Table
from anef_desk.vault import gate
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import VaultOutOfReachError
from anef_desk.vault.vault import Vault

from .conftest import SAMIRA

DAY = date(2026, 11, 22)
FOLDER = Path(anef_desk.desk.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
DOCUMENT = ResidenceDocument(id="", kind=Kind.API)

Deed = Callable[[Desk, "Ids"], object]


class Ids:
    """Somebody written down beforehand by whoever coordinates."""

    def __init__(self, desk: Desk) -> None:
        file = desk.people.add(SAMIRA)
        self.person = file.person.id
        held = desk.documents.add(self.person, DOCUMENT)
        self.document = held.documents[0].id
        self.case = desk.cases.open(self.person, "A2").case.id
        self.you = desk.staff.id
        ends = ResidenceDocument(id="", kind=Kind.APS, ends_on=desk.today())
        file = desk.documents.add(self.person, ends)
        found = next(one for one in file.documents if one.kind is Kind.APS)
        self.recorded = Recorded(person=self.person, before=None, after=found)
        left = desk.relay.leave(self.person, "à rappeler demain")
        assert left is not None
        self.handover = left.after
        desk.board.compute()
        rows = [row for part in desk.board.read().sections for row in part.rows]
        self.item = rows[0].lead
        self.incident = desk.incidents.log(self.person, self.case, "D22")
        desk.incidents.took(self.case, "E4")
        self.loss = desk.rights_losses.add(self.person, Right.JOB).losses[0]
        copy = _photo(desk)
        self.attachment = desk.attachments.add(self.person, copy)[0].attachment.id
        self.event = desk.events.note(self.person, EventKind.CAME)[0]
        ofpra = Identity(id="", person=self.person, source=Printed.OFPRA)
        self.identity = desk.identities.put(ofpra).identities[0].identity.id
        meeting = Appointment(id="", person=self.person, day=DAY)
        self.appointment = desk.appointments.put(meeting).id
        self.other = desk.people.add(Person(id="", family_name="Okafor")).person.id
        joined = desk.households.join(self.person, self.other, Relation.SPOUSE)
        assert joined.household is not None
        self.household = joined.household.id
        double = desk.people.add(Person(id="", family_name="Double")).person.id
        self.merge = desk.people.unite(self.other, double).merged[0].id
        table = Table(("Nom",), (("Import (exemple)",),))
        self.plan = desk.imports.plan(table, ("family_name",))
        before = desk.imports.plan(Table(("Nom",), (("Avant",),)), ("family_name",))
        self.batch = desk.imports.run(before).id
        known = Prefecture(id="", name="Préfecture d’Exemple")
        self.prefecture = desk.prefectures.put(known)[0].id
        one = Table(("Nom",), (("Orne",),))
        self.book = desk.prefecture_tables.plan(one, ("name",))


DEEDS: dict[str, tuple[Act, Deed]] = {
    "People.file": (Act.READ, lambda d, i: d.people.file(i.person)),
    "People.add": (Act.PEOPLE, lambda d, _i: d.people.add(SAMIRA)),
    "People.change": (
        Act.PEOPLE,
        lambda d, i: d.people.change(replace(SAMIRA, id=i.person, phone="06")),
    ),
    "People.unite": (
        Act.PEOPLE,
        lambda d, i: d.people.unite(i.person, i.other),
    ),
    "People.part": (Act.PEOPLE, lambda d, i: d.people.part(i.merge)),
    "Events.note": (
        Act.EVENTS,
        lambda d, i: d.events.note(i.person, EventKind.CALLED),
    ),
    "Events.take_back": (Act.EVENTS, lambda d, i: d.events.take_back(i.event)),
    "Identities.put": (
        Act.PEOPLE,
        lambda d, i: d.identities.put(
            Identity(id="", person=i.person, source=Printed.VISA)
        ),
    ),
    "Identities.remove": (Act.PEOPLE, lambda d, i: d.identities.remove(i.identity)),
    "Households.join": (
        Act.PEOPLE,
        lambda d, i: d.households.join(i.person, i.other, Relation.SIBLING),
    ),
    "Households.leave": (Act.PEOPLE, lambda d, i: d.households.leave(i.other)),
    "Households.rename": (
        Act.PEOPLE,
        lambda d, i: d.households.rename(i.household, "Les voisines", i.person),
    ),
    "Appointments.put": (
        Act.EVENTS,
        lambda d, i: d.appointments.put(
            Appointment(id="", person=i.person, day=d.today())
        ),
    ),
    "Appointments.remove": (
        Act.EVENTS,
        lambda d, i: d.appointments.remove(i.appointment),
    ),
    "Cases.ended": (
        Act.FILING,
        lambda d, i: d.cases.ended(i.case, Outcome.GRANTED, DAY),
    ),
    "Cases.reopened": (Act.FILING, lambda d, i: d.cases.reopened(i.case)),
    "Documents.add": (
        Act.DOCUMENTS,
        lambda d, i: d.documents.add(i.person, DOCUMENT),
    ),
    "Documents.change": (
        Act.DOCUMENTS,
        lambda d, i: d.documents.change(
            i.person, replace(DOCUMENT, id=i.document, number="1")
        ),
    ),
    "Documents.remove": (
        Act.REMOVING,
        lambda d, i: d.documents.remove(i.person, i.document),
    ),
    "Cases.open": (Act.EVENTS, lambda d, i: d.cases.open(i.person, "A2")),
    "Cases.mark": (
        Act.MARKS,
        lambda d, i: d.cases.mark(i.case, "P-DEC", MarkState.SEEN),
    ),
    "Cases.filed": (
        Act.FILING,
        lambda d, i: d.cases.filed(i.case, Filing(filed_on=DAY)),
    ),
    "Cases.noticed": (Act.EVENTS, lambda d, i: d.cases.noticed(i.case, "D21")),
    "Cases.taken": (Act.EVENTS, lambda d, i: d.cases.taken(i.case, "E1", DAY)),
    "Cases.answer": (
        Act.MARKS,
        lambda d, i: d.cases.answer(i.case, "algerian", value=True),
    ),
    "Letters.keep": (
        Act.LETTERS,
        lambda d, i: d.letters.keep(i.person, i.case, "L01", {}),
    ),
    "Drafts.put": (Act.DRAFT, lambda d, _i: d.drafts.put("person", {"name": "x"})),
    "Drafts.drop": (Act.DRAFT, lambda d, _i: d.drafts.drop("person")),
    "Desk.rename_organisation": (
        Act.ORGANISATION,
        lambda d, _i: d.rename_organisation(Organisation(name="Autre")),
    ),
    "Attachments.add": (
        Act.DOCUMENTS,
        lambda d, i: d.attachments.add(i.person, _photo(d)),
    ),
    "Attachments.keep_until": (
        Act.DOCUMENTS,
        lambda d, i: d.attachments.keep_until(i.attachment, d.today()),
    ),
    "Attachments.remove": (
        Act.REMOVING,
        lambda d, i: d.attachments.remove(i.attachment),
    ),
    "Attachments.take_out": (
        Act.REMOVING,
        lambda d, i: d.attachments.take_out(i.attachment),
    ),
    "Attachments.put_back": (
        Act.REMOVING,
        lambda d, i: d.attachments.put_back(_gone(d, i)),
    ),
    "DataProtection.keep": (
        Act.PROTECTION,
        lambda d, i: d.data_protection.keep(
            i.person, d.today().replace(year=d.today().year + 1), "recours en cours"
        ),
    ),
    "DataProtection.freeze": (
        Act.PROTECTION,
        lambda d, i: d.data_protection.freeze(i.person, "elle le demande"),
    ),
    "DataProtection.thaw": (
        Act.PROTECTION,
        lambda d, i: d.data_protection.thaw(i.person),
    ),
    "DataProtection.remove_ended": (
        Act.ERASURE,
        lambda d, i: d.data_protection.remove_ended({i.attachment}),
    ),
    "DataProtection.export": (
        Act.PROTECTION,
        lambda d, i: d.data_protection.export(i.person, passphrase=WORDS),
    ),
    "DataProtection.erase": (
        Act.ERASURE,
        lambda d, i: d.data_protection.erase(i.person),
    ),
    "DataProtection.declare": (
        Act.PROTECTION,
        lambda d, _i: d.data_protection.declare(
            LegalBasis.UNDECIDED, "dpo@example.org"
        ),
    ),
    "Today.compute": (Act.READ, lambda d, _i: d.board.compute()),
    "Today.done": (Act.EVENTS, lambda d, i: d.board.done(i.item, i.person)),
    "Today.postpone": (
        Act.EVENTS,
        lambda d, i: d.board.postpone(
            i.item, i.person, d.today() + timedelta(days=1), "elle revient"
        ),
    ),
    "Relay.leave": (Act.EVENTS, lambda d, i: d.relay.leave(i.person, "rappeler")),
    "Relay.take": (Act.EVENTS, lambda d, i: d.relay.take(i.handover)),
    "Undo.put_back": (Act.EVENTS, lambda d, i: d.undo.put_back(i.recorded)),
    "Locking.decide": (Act.SETTINGS, lambda d, _i: d.locking.decide(3)),
    "Administration.add_staff": (
        Act.STAFF,
        lambda d, _i: d.administration.add_staff("Zoé", Role.DESK, WORDS),
    ),
    "Administration.change_role": (
        Act.STAFF,
        lambda d, i: d.administration.change_role(i.you, Role.COORDINATOR),
    ),
    "Administration.remove_staff": (
        Act.ROTATION,
        lambda d, _i: d.administration.remove_staff(_zoe(d)),
    ),
    "Administration.rotate": (Act.ROTATION, lambda d, _i: d.administration.rotate()),
    "Administration.give_passphrase": (
        Act.STAFF,
        lambda d, _i: d.administration.give_passphrase(_zoe(d), WORDS),
    ),
    "Administration.change_passphrase": (
        Act.PASSPHRASE,
        lambda d, _i: d.administration.change_passphrase(PASSPHRASE, WORDS),
    ),
    "Administration.make_recovery_sheet": (
        Act.RECOVERY,
        lambda d, _i: d.administration.make_recovery_sheet(),
    ),
    "Administration.confirm_recovery": (
        Act.RECOVERY,
        lambda d, _i: d.administration.confirm_recovery(_printed(d)),
    ),
    "Administration.keep_journal_for": (
        Act.JOURNAL,
        lambda d, _i: d.administration.keep_journal_for(6),
    ),
    "Administration.purge_journal": (
        Act.JOURNAL,
        lambda d, _i: d.administration.purge_journal(),
    ),
    "Administration.journal": (
        Act.JOURNAL,
        lambda d, _i: d.administration.journal(),
    ),
    "Batches.keep": (
        Act.LETTERS,
        lambda d, i: d.batches.keep(d.batches.make((i.person,), "L22", {})),
    ),
    "Imports.run": (Act.IMPORT, lambda d, i: d.imports.run(i.plan)),
    "Imports.undo": (Act.IMPORT, lambda d, i: d.imports.undo(i.batch)),
    "Scans.given": (
        Act.DOCUMENTS,
        lambda d, i: d.attachments.scans.given(d.attachments.content(i.attachment)[0]),
    ),
    "Letterhead.choose": (
        Act.ORGANISATION,
        lambda d, _i: d.letterhead.choose(b"picture"),
    ),
    "Letterhead.drop": (Act.ORGANISATION, lambda d, _i: d.letterhead.drop()),
    "Prefectures.put": (
        Act.LETTERS,
        lambda d, _i: d.prefectures.put(Prefecture(id="", name="Préfecture")),
    ),
    "Prefectures.put_back": (
        Act.LETTERS,
        lambda d, i: d.prefectures.put_back(Prefecture(id=new_id(), name="Autre")),
    ),
    "Prefectures.remove": (
        Act.LETTERS,
        lambda d, i: d.prefectures.remove(i.prefecture),
    ),
    "PrefectureTables.run": (
        Act.LETTERS,
        lambda d, i: d.prefecture_tables.run(i.book),
    ),
    "PrefectureTables.take_back": (
        Act.LETTERS,
        lambda d, _i: d.prefecture_tables.take_back(()),
    ),
    "Letters.pocket": (
        Act.LETTERS,
        lambda d, i: d.letters.pocket(i.case, "fr"),
    ),
    "Templates.replace": (
        Act.ORGANISATION,
        lambda d, _i: d.templates.replace("L01", d.templates.text("L01")),
    ),
    "Templates.restore": (
        Act.ORGANISATION,
        lambda d, _i: d.templates.restore("L01"),
    ),
    "RightsLosses.add": (
        Act.EVENTS,
        lambda d, i: d.rights_losses.add(i.person, Right.JOB),
    ),
    "RightsLosses.put": (Act.EVENTS, lambda d, i: d.rights_losses.put(i.loss)),
    "RightsLosses.restored": (
        Act.EVENTS,
        lambda d, i: d.rights_losses.restored(i.loss),
    ),
    "RightsLosses.remove": (
        Act.EVENTS,
        lambda d, i: d.rights_losses.remove(i.loss),
    ),
    "Incidents.log": (
        Act.EVENTS,
        lambda d, i: d.incidents.log(i.person, i.case, "D22"),
    ),
    "Incidents.change": (
        Act.EVENTS,
        lambda d, i: d.incidents.change(replace(i.incident, message="Erreur")),
    ),
    "Incidents.remove": (
        Act.EVENTS,
        lambda d, i: d.incidents.remove(i.incident.id),
    ),
    "Incidents.attach": (
        Act.DOCUMENTS,
        lambda d, i: d.incidents.attach(i.incident.id, _photo(d).content, "capture"),
    ),
    "Incidents.took": (
        Act.EVENTS,
        lambda d, i: d.incidents.took(i.case, "E5"),
    ),
    "Incidents.answered": (
        Act.EVENTS,
        lambda d, i: d.incidents.answered(i.case, 0),
    ),
    "Safekeeping.choose_second_place": (
        Act.BACKUPS,
        lambda d, _i: d.safekeeping.choose_second_place(d.folder.parent),
    ),
    "Safekeeping.discard_former": (
        Act.BACKUPS,
        lambda d, _i: d.safekeeping.discard_former(),
    ),
    "Safekeeping.discard_damaged": (
        Act.BACKUPS,
        lambda d, _i: d.safekeeping.discard_damaged(),
    ),
}
"""Everything a desk does that leaves a trace, what it is, and how it is done."""

READS = {
    "People": {"alike", "by_pocket_code", "count", "history", "search"},
    "Cases": {"file", "notable", "sheet"},
    "Documents": {"oddities"},
    "Appointments": {"between", "of"},
    "Letters": {"again", "checklist", "draft", "hashed", "offers", "preview"},
    "Batches": {"choices", "find", "make", "recipients"},
    "Templates": {"list", "preview", "problems", "text"},
    "Statistics": {"csv", "sheet", "show"},
    "Incidents": {"blocked", "evidence", "of", "suggested"},
    "Drafts": {"get"},
    "Desk": {"can", "close", "lock"},
    "Attachments": {
        "content", "default_end", "draw", "look", "look_at", "of", "stop",
    },
    "DataProtection": {
        "basis", "certificate", "decision", "erasures", "impact", "notice", "officer",
        "originals", "register", "review",
    },
    "Imports": {"batches", "fields", "guess", "look", "plan"},
    "Letterhead": {"logo", "look"},
    "Scans": {"draw", "make"},
    "Locking": {"listen", "minutes"},
    "Prefectures": {"all"},
    "PrefectureTables": {"fields", "guess", "plan", "csv"},
    "Safekeeping": {
        "back_up", "breach_sheet", "checking", "close", "contents",
        "copy_to_second_place", "copying", "former", "hurry", "leave", "rehearse", "state",
        "while_working",
    },
    "Today": {"letters", "read"},
    "Relay": {"touched"},
    "Administration": {
        "colleagues", "everybody", "journal_limit", "journal_months", "names",
        "recovery_state", "verify",
    },
}  # fmt: skip
"""What only reads, and leaves no trace."""

WORDS = "pluie tambour gare olive marteau lune cerf"
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test


_PHOTOS: list[Candidate] = []


def _photo(desk: Desk) -> Candidate:
    """Return a paper that was looked at, once for all."""
    if not _PHOTOS:
        stream = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(stream, "PNG")
        _PHOTOS.append(desk.attachments.look_at(stream.getvalue(), "photo"))
    return _PHOTOS[0]


def _gone(desk: Desk, ids: Ids) -> Removed:
    """Return a copy that is no longer in the file."""
    kept, content = desk.attachments.content(ids.attachment)
    return Removed(replace(kept, id=new_id()), content, _photo(desk).accepted.thumbnail)


def _zoe(desk: Desk) -> str:
    """Return the identifier of somebody who can be removed."""
    found = [c.staff.id for c in desk.administration.colleagues() if not c.is_you]
    return found[0] if found else "nobody"


def _printed(desk: Desk) -> list[str]:
    """Return the lines of a sheet that the coordinator has just printed."""
    lines: list[str] = desk.__dict__.get("printed", ["Q"])
    return lines


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from anef_desk.vault import keys
    from anef_desk.vault.keys import Kdf

    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)


def as_role(desk: Desk, vault: Vault, role: Role) -> Desk:
    """Return the same desk for whoever has *role*."""
    staff = replace(desk.staff, role=role)
    return Desk(vault, staff, desk.library, desk.today)


def test_every_role_does_what_the_lesser_one_does() -> None:
    ranks = [Role.READER, Role.DESK, Role.CASE_WORKER, Role.COORDINATOR]
    assert set(ranks) == set(Role) == set(ALLOWED)
    for less, more in pairwise(ranks):
        assert ALLOWED[less] < ALLOWED[more]


@pytest.mark.parametrize("role", Role)
def test_what_is_shown_says_what_may_be_done_about_it(
    desk: Desk, vault: Vault, role: Role
) -> None:
    """And a frozen file rests, whoever reads it."""
    ids = Ids(desk)
    theirs = as_role(desk, vault, role)

    shown = (
        theirs.people.file(ids.person),
        theirs.cases.file(ids.case),
        theirs.incidents.blocked(ids.person, ids.case, "D22"),
        theirs.board.read(),
    )

    assert {one.may for one in shown} == {ALLOWED[role]}
    assert all(theirs.can(act) == (act in ALLOWED[role]) for act in Act)
    desk.data_protection.freeze(ids.person, "recours en cours")
    resting = desk.people.file(ids.person).may
    assert {Act.READ, Act.PROTECTION, Act.ERASURE} <= resting
    assert not resting & {Act.PEOPLE, Act.EVENTS, Act.LETTERS, Act.FILING}


def test_a_reader_changes_nothing_but_their_own_passphrase() -> None:
    """A draft is no record, and a consultation is the trace of one."""
    assert ALLOWED[Role.READER] == {Act.READ, Act.DRAFT, Act.PASSPHRASE}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_the_table_is_what_is_asked(role: Role, act: Act) -> None:
    if act in ALLOWED[role]:
        assert_allowed(role, act)
    else:
        with pytest.raises(NotAllowedError):
            assert_allowed(role, act)


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.usefixtures("quick_seals")
def test_what_a_role_does_not_allow_is_refused_and_changes_nothing(
    desk: Desk, vault: Vault, role: Role, name: str
) -> None:
    ids = Ids(desk)
    act, do = DEEDS[name]
    if name in {"Administration.remove_staff", "Administration.give_passphrase"}:
        desk.administration.add_staff("Zoé", Role.DESK, WORDS)
    theirs = as_role(desk, vault, role)
    if name == "Administration.confirm_recovery":
        theirs.__dict__["printed"] = _print(desk)
    before = vault.reading().journal.head()
    keys_before = (vault._folder / "keys.json").read_bytes()

    if act in ALLOWED[role]:
        do(theirs, ids)
    else:
        with pytest.raises(NotAllowedError):
            do(theirs, ids)
        assert vault.reading().journal.head() == before
        assert (vault._folder / "keys.json").read_bytes() == keys_before
    assert vault.verify().sound


class Gone:
    """A connection to a stick that was pulled out."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, *_asked: object) -> None:
        raise VaultOutOfReachError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, (act, _do) in DEEDS.items()
        if act is not Act.READ
        and name.split(".")[0] not in {"Administration", "Safekeeping"}
    ],
)
@pytest.mark.usefixtures("quick_seals")
def test_what_was_kept_is_not_said_to_be_refused(
    desk: Desk, vault: Vault, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick is pulled out just after the commit: nothing is read from then on."""
    ids = Ids(desk)
    commit, whole = Database.commit, vault._database._connection

    def last(database: Database) -> None:
        commit(database)
        database._connection = Gone(whole)

    monkeypatch.setattr(Database, "commit", last)
    try:
        DEEDS[name][1](desk, ids)
    finally:
        vault._database._connection = whole
    assert vault.verify().sound


def _print(desk: Desk) -> list[str]:
    from anef_desk.vault import recovery

    made: list[str] = []
    spell = recovery.lines_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            recovery,
            "lines_of",
            lambda secret: made.extend(spell(secret)) or spell(secret),
        )
        desk.administration.make_recovery_sheet()
    return made


CLASSES: tuple[type[Any], ...] = (
    People, Documents, Cases, Letters, Batches, Drafts, Desk, Administration, Attachments,
    DataProtection, Locking, Today, Relay, Undo, Safekeeping,
    Templates, Incidents, RightsLosses, Statistics, Events, Identities, Households,
    Appointments, Letterhead, Prefectures, PrefectureTables, Imports, Scans,
)  # fmt: skip


def public(of: type[Any]) -> set[str]:
    return {
        name
        for name, value in vars(of).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }


@pytest.mark.parametrize("of", CLASSES, ids=lambda of: of.__name__)
def test_no_method_of_a_desk_is_forgotten(of: type[Any]) -> None:
    """A new one must be said to read, or be tried for each role."""
    name = of.__name__
    tried = {deed.split(".")[1] for deed in DEEDS if deed.startswith(f"{name}.")}

    assert public(of) == tried | READS.get(name, set())


def test_a_desk_holds_no_other_kind_of_part(desk: Desk) -> None:
    parts = {
        type(part) for name, part in vars(desk).items() if not name.startswith("_")
    }
    ours = {part for part in parts if part.__module__.startswith("anef_desk.desk.")}

    assert ours <= set(CLASSES)


def calls(path: Path) -> set[str]:
    """Return the names of the methods that a module calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_desk_writes_in_one_way_which_asks_the_role(module: Path) -> None:
    """`Context.writing`; and the gate of the vault, only once `allow` was asked."""
    found = calls(module)
    if module.stem != "context":
        assert "transaction" not in found
    changes = public_functions(gate) & found
    if changes:
        assert (
            "allow" in found or module.stem == "session"
        )  # With the sheet, not a role.


def public_functions(module: Any) -> set[str]:
    return {
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and value.__module__ == module.__name__
    }
