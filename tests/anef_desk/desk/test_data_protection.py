"""Review, freeze, export, erasure, and the papers of data protection."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdfium2
import pyrage
import pytest
from PIL import Image

from anef_desk import i18n
from anef_desk.desk import data_protection, events
from anef_desk.desk.attachments import DEFAULT_DAYS, Candidate
from anef_desk.desk.captures import KEPT_MONTHS
from anef_desk.desk.cases import Cases
from anef_desk.desk.data_protection import (
    DataProtection,
    NoReasonError,
    ReviewDateError,
)
from anef_desk.desk.documents import Documents
from anef_desk.desk.letters import Letters
from anef_desk.desk.passphrases import WeakPassphraseError
from anef_desk.desk.people import People
from anef_desk.desk.roles import NotAllowedError
from anef_desk.desk.session import Desk
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import Filing
from anef_desk.domain.event import EventKind
from anef_desk.domain.household import Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.legal_basis import LegalBasis
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Role
from anef_desk.domain.supporting_document import MarkState
from anef_desk.errors import Cancelled
from anef_desk.exchange.sealing import NoSealError, Seal, UnknownRecipientError
from anef_desk.letters.fonts import UnprintableCharacterError
from anef_desk.vault.errors import FrozenFileError, UnknownRecordError
from anef_desk.vault.vault import Vault

from .conftest import SAMIRA, Day

WORDS = "pluie tambour gare olive marteau lune cerf"


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        words = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(words).split())


@pytest.fixture
def file(desk: Desk, samira: str, case: str) -> str:
    """Return somebody with a document, a case, a mark and a copy."""
    document = ResidenceDocument(
        id="", kind=Kind.API, number="99-API-1", ends_on=date(2026, 12, 31)
    )
    desk.documents.add(samira, document)
    desk.cases.mark(case, "P-DEC", MarkState.CANNOT_GET, reason="perdu en route")
    stream = io.BytesIO()
    Image.new("RGB", (30, 40), "red").save(stream, "PNG")
    desk.attachments.add(samira, desk.attachments.look_at(stream.getvalue(), "photo"))
    return samira


def test_a_file_comes_up_two_years_after_the_last_contact(
    desk: Desk, samira: str, today: Day
) -> None:
    today.day = date(2028, 11, 22)
    assert desk.data_protection.review().to_review == ()

    today.day = date(2028, 11, 23)
    (row,) = desk.data_protection.review().to_review

    assert (row.person, row.last_contact) == (samira, date(2026, 11, 22))
    assert row.name == "KARIMI (EXEMPLE) Samira"


WORK: dict[str, Callable[[Desk, str, str], object]] = {
    "a case": lambda d, p, _c: d.cases.open(p, "A3"),
    "a document": lambda d, _p, c: d.cases.mark(c, "P-DEC", MarkState.SEEN),
    "a filing": lambda d, _p, c: d.cases.filed(c, Filing(filed_on=d.today())),
    "an incident": lambda d, p, c: d.incidents.log(p, c, "D22"),
    "a remedy": lambda d, _p, c: d.cases.taken(c, "E1", d.today()),
    "a letter": lambda d, p, c: d.letters.keep(p, c, "L01", {}),
    "a copy": lambda d, p, _c: d.attachments.add(p, _copy(d)),
    "a refusal": lambda d, p, _c: d.events.note(p, EventKind.COUNTER_REFUSED),
}
"""What is dated in a file, and no contact that is noted as one."""


def _copy(desk: Desk) -> Candidate:
    stream = io.BytesIO()
    Image.new("RGB", (3, 4), "red").save(stream, "PNG")
    return desk.attachments.look_at(stream.getvalue(), "photo")


@pytest.mark.parametrize("what", WORK)
def test_a_file_somebody_works_on_does_not_come_up(
    desk: Desk,
    samira: str,
    case: str,
    today: Day,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever decides would erase a request that is being made."""
    review = desk.data_protection.review
    today.day = date(2028, 10, 1)
    monkeypatch.setattr(events, "now", lambda: datetime(2028, 10, 1, 9, tzinfo=UTC))
    desk.events.note(samira, EventKind.WE_CALLED)  # Nobody answered.
    today.day = date(2028, 11, 23)
    assert [row.person for row in review().to_review] == [samira]
    today.day = date(2028, 10, 1)

    WORK[what](desk, samira, case)

    today.day = date(2028, 11, 23)
    assert review().to_review == ()
    today.day = date(2030, 10, 2)
    assert [row.person for row in review().to_review] == [samira]


def test_a_file_is_kept_for_a_reason_and_until_a_day(
    desk: Desk, samira: str, today: Day
) -> None:
    today.day = date(2029, 1, 1)
    protection = desk.data_protection
    with pytest.raises(NoReasonError):
        protection.keep(samira, date(2029, 6, 1), " ")
    for wrong in (date(2029, 1, 1), date(2034, 1, 2)):
        with pytest.raises(ReviewDateError):
            protection.keep(samira, wrong, "recours")
    assert len(protection.review().to_review) == 1

    protection.keep(samira, date(2029, 6, 1), "recours devant le tribunal")

    assert protection.review().to_review == ()
    today.day = date(2029, 6, 2)
    assert len(protection.review().to_review) == 1


def test_a_frozen_file_is_read_by_the_coordinator_and_changed_by_nobody(
    desk: Desk, file: str, case: str
) -> None:
    protection = desk.data_protection
    assert [one.person for one in desk.relay.touched()] == [file]
    protection.freeze(file, "la personne le demande")
    (row,) = protection.review().frozen
    assert protection.decision(file) == row.decision
    assert row.decision is not None
    assert row.decision.reason == "la personne le demande"
    assert desk.people.file(file).person.family_name == SAMIRA.family_name
    with pytest.raises(FrozenFileError):
        desk.people.change(replace(SAMIRA, id=file, phone="07"))
    with pytest.raises(FrozenFileError):
        desk.cases.open(file, "A3")
    with pytest.raises(FrozenFileError):
        desk.documents.remove(file, desk.people.file(file).documents[0].id)
    with pytest.raises(FrozenFileError):  # Its code would be a new one.
        desk.letters.pocket(case, "fr")

    context = replace(
        protection._context, staff=replace(desk.staff, role=Role.CASE_WORKER)
    )
    for ask in (
        lambda: People(context).file(file),
        lambda: Cases(context).file(case),
        lambda: Letters(context).offers(file, case),
        lambda: Letters(context).checklist(case, "fr"),
        lambda: Documents(context).add(file, ResidenceDocument(id="", kind=Kind.API)),
        lambda: DataProtection(context).export(file, passphrase=WORDS),
        lambda: DataProtection(context).decision(file),
    ):
        with pytest.raises(FrozenFileError):
            ask()
    assert DataProtection(context).review().frozen == ()
    assert desk.relay.touched() == ()
    (line,) = People(context).search("")
    assert line.name == "KARIMI (EXEMPLE) Samira"
    assert (line.numero_etranger, line.birth, line.holds) == ("", "", None)

    protection.thaw(file)
    assert People(context).file(file)
    assert desk.cases.mark(case, "P-DEC", MarkState.SEEN)


def test_copies_whose_day_has_passed_are_listed_and_removed_by_a_person(
    desk: Desk, file: str, today: Day
) -> None:
    today.day = date(2026, 12, 22)
    assert desk.data_protection.review().ended == ()
    today.day = date(2026, 12, 23)
    (over,) = desk.data_protection.review().ended
    assert (over.title, over.ends_on) == ("photo", date(2026, 12, 22))

    desk.data_protection.freeze(file, "recours")
    assert desk.data_protection.review().ended == ()
    assert desk.data_protection.remove_ended({over.attachment}) == 0
    desk.data_protection.thaw(file)
    assert desk.data_protection.remove_ended(()) == 0
    assert desk.data_protection.remove_ended({over.attachment}) == 1

    assert desk.data_protection.review().ended == ()
    assert desk.attachments.of(file) == ()


def test_copies_of_frozen_files_hold_back_no_others(
    desk: Desk, file: str, today: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many the list shows; what it does not show stays."""
    monkeypatch.setattr(data_protection, "SHOWN", 1)
    _found, content = desk.attachments.content(
        desk.attachments.of(file)[0].attachment.id
    )
    for _copy in range(2):
        other = desk.people.add(Person(id="", family_name="Autre")).person.id
        desk.attachments.add(other, desk.attachments.look_at(content, "photo"))
    desk.data_protection.freeze(file, "recours")
    today.day = date(2026, 12, 23)

    for _time in range(2):
        (over,) = desk.data_protection.review().ended
        assert desk.data_protection.remove_ended({over.attachment}) == 1

    assert desk.data_protection.review().ended == ()
    assert len(desk.attachments.of(file)) == 1


def test_the_register_counts_every_file_to_review(
    desk: Desk, today: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_protection, "SHOWN", 1)
    for _person in range(3):
        desk.people.add(Person(id="", family_name="Autre"))
    today.day = date(2029, 1, 1)

    assert len(desk.data_protection.review().to_review) == 1
    assert desk.data_protection._practice().to_review == 3


def test_nobody_is_erased_whose_paper_could_not_be_written(
    desk: Desk, samira: str
) -> None:
    desk.rename_organisation(Organisation(name="Accueil \u0378"))

    with pytest.raises(UnprintableCharacterError):
        desk.data_protection.erase(samira)

    assert desk.people.count() == 1


def test_data_are_given_whatever_day_the_computer_believes_it_is(
    desk: Desk, file: str, today: Day
) -> None:
    today.day = date(1970, 1, 1)

    assert "dossier.json" in opened(desk.data_protection.export(file, passphrase=WORDS))


def test_whoever_may_not_give_data_does_not_make_it(
    desk: Desk, vault: Vault, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from .test_roles import Role, as_role

    monkeypatch.setattr(data_protection, "person_data", lambda *_given: 1 / 0)

    with pytest.raises(NotAllowedError):
        as_role(desk, vault, Role.DESK).data_protection.export(file, passphrase=WORDS)


def opened(sealed: bytes, passphrase: str = WORDS) -> dict[str, bytes]:
    plain = pyrage.passphrase.decrypt(sealed, passphrase)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_person_is_given_everything_that_is_kept_about_them(
    desk: Desk, file: str, vault: Vault
) -> None:
    """To read, to reuse, and the copies themselves; no file names anybody."""
    sealed = desk.data_protection.export(file, passphrase=WORDS)

    assert b"Samira" not in sealed
    assert b"PK" not in sealed[:4]
    found = opened(sealed)
    assert sorted(found) == ["dossier.json", "dossier.pdf", "pieces/01.png"]
    data: dict[str, Any] = json.loads(found["dossier.json"])
    assert data["format"] == 1
    assert data["made_on"] == "2026-11-22"
    assert data["person"]["native_name"] == "سمیرا کریمی"
    assert data["residence_documents"][0]["number"] == "99-API-1"
    assert data["cases"][0]["marks"][0]["reason"] == "perdu en route"
    assert data["attachments"][0]["file"] == "pieces/01.png"
    assert found["pieces/01.png"].startswith(b"\x89PNG")
    words = text_of(found["dossier.pdf"])
    for told in ("Samira", "9903124477", "99-API-1", "perdu en route", "21/03/1994"):
        assert told in words
    assert vault.reading().history.of(file, 1)[0].action == "person.exported"
    assert vault.verify().sound


def test_what_was_noted_at_the_desk_is_given_too(desk: Desk, file: str) -> None:
    """Without the colleague who noted it, nor the other members of the household."""
    other = desk.people.add(Person(id="", family_name="Okafor")).person.id
    card = desk.households.join(file, other, Relation.SPOUSE).household
    assert card
    desk.households.rename(card.id, "Chambre 12", file)
    desk.events.note(file, EventKind.CALLED, "rappelle demain")
    desk.appointments.put(Appointment(id="", person=file, day=date(2026, 11, 27)))
    desk.identities.put(
        Identity(id="", person=file, source=Printed.API, family_name="Karimy")
    )

    sealed = desk.data_protection.export(file, passphrase=WORDS)

    data: dict[str, Any] = json.loads(opened(sealed)["dossier.json"])
    assert data["events"][0]["note"] == "rappelle demain"
    assert "staff" not in data["events"][0]
    assert data["appointments"][0]["day"] == "2026-11-27"
    assert data["identities"][0]["family_name"] == "Karimy"
    assert data["household"] == {"name": "Chambre 12", "relation": "reference"}
    assert other not in json.dumps(data)


def test_an_export_can_be_sealed_for_one_key(desk: Desk, file: str) -> None:
    identity = pyrage.x25519.Identity.generate()

    sealed = desk.data_protection.export(file, recipient=str(identity.to_public()))

    assert pyrage.decrypt(sealed, [identity])[:2] == b"PK"


def test_nothing_leaves_unsealed(desk: Desk, file: str) -> None:
    with pytest.raises(NoSealError):
        desk.data_protection.export(file)
    with pytest.raises(UnknownRecipientError):
        desk.data_protection.export(file, recipient="age1nothing")
    assert "sept" not in repr(Seal("sept mots"))


def test_what_leaves_is_not_sealed_with_what_could_be_guessed(
    desk: Desk, file: str, vault: Vault
) -> None:
    """Whoever asks: the window, or the command line."""
    head = vault.reading().journal.head()

    with pytest.raises(WeakPassphraseError):
        desk.data_protection.export(file, passphrase="azerty2026")  # noqa: S106 - refused

    assert vault.reading().journal.head() == head


def test_an_export_can_be_stopped(desk: Desk, file: str, vault: Vault) -> None:
    head = vault.reading().journal.head()

    def stop(done: int, total: int, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.data_protection.export(file, passphrase=WORDS, report=stop)
    assert vault.reading().journal.head() == head


def test_an_erased_person_leaves_a_certificate_that_names_nobody(
    desk: Desk, file: str, vault: Vault
) -> None:
    erased = desk.data_protection.erase(file)

    words = text_of(erased.certificate)
    assert erased.reference == file
    assert file in words.replace(" ", "")
    assert "Accueil Exemple" in words
    for gone in ("Karimi", "KARIMI", "Samira", "9903124477"):
        assert gone not in words
        assert gone.encode() not in erased.certificate
    assert desk.people.count() == 0
    assert vault.verify().sound
    with pytest.raises(UnknownRecordError):
        desk.people.file(file)
    with pytest.raises(UnknownRecordError):
        desk.data_protection.erase(file)


def test_a_certificate_tells_of_the_damaged_vaults_that_may_hold_the_person(
    desk: Desk, vault: Vault
) -> None:
    """They can only be deleted whole, if somebody asks for it."""
    kept = vault.folder / "vault.damaged-20261121T230500Z.db"
    for name in (
        kept.name,
        f"{kept.name}-journal",
        "keys.damaged-20261121T230500Z.json",
        "vault.damaged-99999999T999999Z.db",
    ):
        (vault.folder / name).write_bytes(b"damaged")
    people = [desk.people.add(SAMIRA).person.id for _ in range(2)]

    assert desk.data_protection.originals() == (date(2026, 11, 22),)
    words = text_of(desk.data_protection.erase(people[0]).certificate)
    assert "coffre abîmé mis de côté le 22 novembre 2026" in words
    assert str(vault.folder) not in words
    assert kept.exists()

    words = text_of(desk.data_protection.erase(people[1], originals=True).certificate)
    assert "abîmé" not in words
    assert desk.data_protection.originals() == ()
    assert not kept.exists()


def test_a_certificate_is_printed_again_from_what_the_vault_keeps(
    desk: Desk, file: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever became of the paper; days later, without a word about the person."""
    erased = desk.data_protection.erase(file)
    assert desk.data_protection.certificate(file) == erased.certificate
    day = desk.today()
    context = desk.data_protection._context
    later = replace(context, today=lambda: day + timedelta(days=40))
    protection = DataProtection(later)
    (vault.folder / "vault.damaged-20991121T230500Z.db").write_bytes(b"since then")

    (row,) = protection.erasures()
    words = text_of(protection.certificate(row.reference))

    assert (row.reference, row.on) == (file, day)
    assert f"effacé du coffre le {i18n.load('fr').day(day)}" in words
    assert "Documents de séjour 1" in words.replace("\n", " ")
    assert "abîmé" not in words
    for gone in ("Karimi", "KARIMI", "Samira", "9903124477"):
        assert gone not in words
    with pytest.raises(UnknownRecordError):
        protection.certificate(new_id())


def test_a_certificate_says_when_nobody_knows_any_more_what_was_counted(
    desk: Desk, file: str, vault: Vault
) -> None:
    desk.data_protection.erase(file)
    with vault.transaction(desk.staff) as store:
        store.journal.purge(vault.now() + timedelta(days=1))
        store.commit()

    words = text_of(desk.data_protection.certificate(file))

    assert "le début du journal a été retiré" in words


def test_a_backup_is_made_before_anybody_is_erased(desk: Desk, file: str) -> None:
    """Whoever keeps backups is asked first."""
    told: list[int] = []
    protection = DataProtection(
        desk.data_protection._context, lambda: told.append(desk.people.count())
    )

    protection.erase(file)

    assert told == [1]
    assert desk.people.count() == 0


def test_the_register_says_what_the_settings_say(desk: Desk, file: str) -> None:
    desk.locking.decide(7)
    desk.administration.keep_journal_for(9)
    blank = text_of(desk.data_protection.register())
    assert "9 mois" in blank
    assert "la CNIL conseille de six mois à un an (délibération n° 2021-122)" in blank
    assert "À choisir par la structure" in blank
    assert "7 minutes" in blank
    assert "Dossiers aujourd’hui : 1" in blank.replace("\u00a0", " ").replace(
        "\u202f", " "
    )

    desk.data_protection.declare(LegalBasis.PUBLIC_TASK, " dpo@exemple.fr ")

    assert desk.data_protection.basis() is LegalBasis.PUBLIC_TASK
    assert desk.data_protection.officer() == "dpo@exemple.fr"
    words = text_of(desk.data_protection.register())
    assert "mission d’intérêt public" in words
    assert "dpo@exemple.fr" in words
    assert "Accueil Exemple" in words


def test_the_impact_annex_says_what_cannot_be_promised(desk: Desk) -> None:
    words = text_of(desk.data_protection.impact())

    assert "2018-327" in words
    assert "ne peut pas empêcher" in words


@pytest.mark.parametrize("paper", ["register", "impact", "notice"])
def test_each_paper_says_for_how_long_copies_are_really_kept(
    desk: Desk, paper: str
) -> None:
    protection = desk.data_protection
    made = (
        protection.notice("fr") if paper == "notice" else getattr(protection, paper)()
    )

    words = " ".join(text_of(made).split())

    assert f"{DEFAULT_DAYS} jours si rien n’est précisé" in words
    assert f"{KEPT_MONTHS} mois" in words


@pytest.mark.parametrize(
    ("language", "theirs"),
    [
        ("fr", "Vos droits"),
        ("ar", "[\u0621-\u064a]{3}"),
        ("fa_AF", "[پچگ]"),
        ("uk", "[їієґ]"),
        ("en", "Your rights"),
    ],
)
def test_the_notice_is_read_in_two_languages(
    language: str, theirs: str, desk: Desk
) -> None:
    words = text_of(desk.data_protection.notice(language))

    assert "Vos données et vos droits" in words
    assert "CNIL" in words
    assert re.search(theirs, unicodedata.normalize("NFKC", words))


def test_the_window_locks_after_one_to_fifteen_minutes(
    desk: Desk, vault: Vault
) -> None:
    """Five unless it was decided otherwise; never "never"."""
    told: list[int] = []
    desk.locking.listen(told.append)
    assert desk.locking.minutes() == 5
    assert [desk.locking.decide(n) for n in (0, -3, 8, 16, 10_000)] == [1, 1, 8, 15, 15]
    assert desk.locking.minutes() == 15
    assert told == [1, 1, 8, 15, 15]
    database = vault.reading().people._database
    for wrong, expected in (("", 5), ("never", 5), ("999", 15), ("0", 1)):
        database.run("update setting set value = :value", value=wrong)
        assert desk.locking.minutes() == expected
