"""Blockages at the desk: two keystrokes for a try, what is missing, one evidence file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

import pyrage
import pytest
from PIL import Image
from pypdf import PdfReader

from anef_desk.desk.context import Context
from anef_desk.desk.incidents import (
    Incidents,
    NoPlaceForFilesError,
    UnknownSymptomError,
    WeakSealError,
    seal,
)
from anef_desk.desk.letters import ChangedLetterError
from anef_desk.desk.session import Desk
from anef_desk.desk.views import PageImage
from anef_desk.domain.case import Filing
from anef_desk.domain.incident import IncidentChannel
from anef_desk.domain.rights_loss import Right
from anef_desk.errors import Cancelled
from anef_desk.evidence.chronology import Harm
from anef_desk.evidence.words import Purpose
from anef_desk.exchange.errors import PreviewTooLongError
from anef_desk.vault.errors import DiskFullError, UnknownRecordError
from anef_desk.vault.repositories.incidents import Incidents as IncidentRecords
from anef_desk.vault.store import Store
from anef_desk.vault.vault import Vault

from .conftest import Day, Place

LATER = datetime(2026, 11, 22, 14, 5, 40, tzinfo=UTC)
STRONG = "cerise boussole tambour ardoise violon pelican mistral grenier"


@dataclass
class AttachmentsInMemory:
    """Attachments that are pictures of one colour."""

    kept: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def look(
        self, person: str, case: str | None, content: bytes, title: str
    ) -> Callable[[Store], str]:
        def keep(_store: Store) -> str:
            name = f"attachment-{len(self.kept)}"
            self.kept[name] = (title, content)
            return name

        return keep

    def title(self, attachment: str) -> str | None:
        found = self.kept.get(attachment)
        return found[0] if found else None

    def pages(self, attachment: str, width: int) -> Iterable[PageImage]:
        yield PageImage(60, 40, bytes((200, 210, 220)) * 2400)


def _png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def files() -> AttachmentsInMemory:
    return AttachmentsInMemory()


@pytest.fixture
def incidents(
    desk: Desk, vault: Vault, place: Place, today: Day, files: AttachmentsInMemory
) -> Incidents:
    """Return the incidents of the desk, with somewhere to keep captures."""
    context = Context(vault, place.staff, desk.library, today)
    return Incidents(
        context,
        desk.letters,
        files,
        lambda _person: [Harm(since=date(2026, 11, 3), what="Emploi", cause="CDI")],
        now=lambda: LATER,
    )


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_try_is_noted_with_nothing_but_its_blockage(
    incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")

    assert (noted.day, noted.at) == (date(2026, 11, 22), time(15, 5))
    assert (noted.case, noted.channel) == (case, IncidentChannel.ANEF)
    assert incidents.of(samira) == (noted,)


def test_the_next_try_is_as_the_last_one(
    incidents: Incidents, samira: str, case: str
) -> None:
    """Same step, same words, same device; each can be corrected afterwards."""
    first = incidents.log(samira, case, "D08")
    incidents.change(
        replace(first, step="Identité", message="Erreur 500", device="Firefox")
    )

    again = incidents.log(samira, case, "D08")
    other = incidents.log(samira, case, "D10")

    assert (again.step, again.message, again.device) == (
        "Identité",
        "Erreur 500",
        "Firefox",
    )
    assert (other.step, other.message, other.device) == ("", "", "Firefox")


def test_a_try_marks_its_case_with_the_blockage_once(
    desk: Desk, incidents: Incidents, samira: str, case: str
) -> None:
    incidents.log(samira, case, "D08")
    incidents.log(samira, case, "D08")

    assert desk.cases.file(case).case.symptoms == ("D08",)


def test_a_try_noted_by_mistake_goes_and_the_journal_says_so(
    desk: Desk, vault: Vault, incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.remove(noted.id)

    assert incidents.of(samira) == ()
    assert desk.people.file(samira).journal[0].action == "incident.removed"
    assert vault.verify().sound
    with pytest.raises(UnknownRecordError):
        incidents.remove(noted.id)


def test_every_incident_is_vouched_for(
    vault: Vault, incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.attach(noted.id, b"picture", "Capture")

    assert vault.verify().sound


def test_two_requests_of_one_day_are_answered_one_by_one(
    incidents: Incidents, samira: str, case: str
) -> None:
    for reference in ("first", "second"):
        incidents.took(case, "E1", reference)

    shown = incidents.blocked(samira, case, "D08").requests
    assert [one.noted for one in shown] == [0, 1]
    incidents.answered(case, shown[0].noted or 0)

    after = incidents.blocked(samira, case, "D08").requests
    assert [
        (one.taken.reference, one.taken.answered_on is not None) for one in after
    ] == [("first", True), ("second", False)]


def test_captures_stay_with_their_try(
    incidents: Incidents, files: AttachmentsInMemory, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")

    incidents.attach(noted.id, b"one", "Capture 1")
    kept = incidents.attach(noted.id, b"two", "Capture 2")

    assert kept.proof == ("attachment-0", "attachment-1")
    shown = incidents.blocked(samira, case, "D08")
    assert shown.tries[0].captures == ("Capture 1", "Capture 2")
    assert shown.keeps_files


def test_a_capture_that_kept_its_year_alone_is_shown_as_what_it_is(
    desk: Desk, samira: str, case: str
) -> None:
    noted = desk.incidents.log(samira, case, "D08")
    desk.incidents.attach(noted.id, _png(), "2026")
    desk.incidents.attach(noted.id, _png(), "2025")

    shown = desk.incidents.blocked(samira, case, "D08")

    assert shown.tries[0].captures == ("Capture du 22/11/2026", "2025")


def test_a_capture_and_its_try_are_kept_together_or_not_at_all(
    desk: Desk, vault: Vault, samira: str, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = desk.incidents.log(samira, case, "D08")

    def full(*_given: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(IncidentRecords, "put", full)
    with pytest.raises(DiskFullError):
        desk.incidents.attach(noted.id, _png(), "Capture du 24/11/2026")

    assert desk.attachments.of(samira) == ()
    assert vault.verify().sound


def test_a_desk_without_attachments_says_so(
    desk: Desk, vault: Vault, place: Place, today: Day, samira: str, case: str
) -> None:
    context = Context(vault, place.staff, desk.library, today)
    bare = Incidents(context, desk.letters)
    noted = bare.log(samira, case, "D08")

    with pytest.raises(NoPlaceForFilesError):
        bare.attach(noted.id, b"", "Capture")
    assert not bare.blocked(samira, case, "D08").keeps_files


def test_a_capture_is_an_attachment_of_the_file_kept_for_a_year(
    desk: Desk, samira: str, case: str
) -> None:
    noted = desk.incidents.log(samira, case, "D08")

    kept = desk.incidents.attach(noted.id, _png(), "Capture du 24/11/2026")

    (row,) = desk.attachments.of(samira)
    assert kept.proof == (row.attachment.id,)
    assert row.attachment.ends_on == date(
        desk.today().year + 1, desk.today().month, desk.today().day
    )
    blocked = desk.incidents.blocked(samira, case, "D08")
    assert blocked.keeps_files
    assert blocked.tries[0].captures == ("Capture du 24/11/2026",)
    file = desk.incidents.evidence(samira, case, Purpose.SUBSTITUTION)
    assert len(PdfReader(io.BytesIO(file)).pages) >= 2
    desk.attachments.remove(row.attachment.id)
    assert desk.incidents.blocked(samira, case, "D08").tries[0].captures == ()


def test_a_blockage_leads_to_the_next_remedy_and_says_what_is_missing(
    incidents: Incidents, samira: str, case: str
) -> None:
    fresh = incidents.blocked(samira, case, "D08")
    incidents.log(samira, case, "D08")
    after = incidents.blocked(samira, case, "D08")

    assert fresh.next is not None
    assert fresh.next.remedy == "E0"
    assert after.next is not None
    assert after.next.remedy == "E1"
    assert [need.met for need in after.needs] == [True]
    assert after.waiting is None


def test_a_remedy_taken_is_waited_for_until_a_day(
    desk: Desk, incidents: Incidents, samira: str, case: str, today: Day
) -> None:
    incidents.log(samira, case, "D08")
    incidents.took(case, "E1", "S-77")
    shown = incidents.blocked(samira, case, "D08")

    assert shown.waiting is not None
    assert shown.waiting.until == date(2026, 11, 29)
    assert not shown.waiting.is_over(shown.on)
    today.day = date(2026, 11, 30)
    shown = incidents.blocked(samira, case, "D08")
    assert shown.waiting is not None
    assert shown.waiting.is_over(shown.on)

    incidents.answered(case, 0)
    waited = incidents.blocked(samira, case, "D08").waiting
    assert waited is not None
    assert waited.answered_on == date(2026, 11, 30)
    assert not waited.is_over(date(2027, 1, 1))


def test_an_unknown_blockage_is_refused(incidents: Incidents, samira: str) -> None:
    with pytest.raises(UnknownSymptomError):
        incidents.blocked(samira, None, "D99")


def test_the_blockage_shown_first_is_the_last_one_met(
    incidents: Incidents, samira: str, case: str
) -> None:
    """Before any, it is the first that the dates raise: her card is late."""
    assert incidents.suggested(samira, case) == "D30"

    incidents.log(samira, case, "D10")
    assert incidents.suggested(samira, case) == "D10"


def test_the_file_holds_tries_requests_losses_and_exhibits(
    desk: Desk, incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.change(replace(noted, message="Erreur 500", step="Identité"))
    incidents.attach(noted.id, b"picture", "Capture du 22")
    incidents.took(case, "E1", "S-77")
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1), number="99-1"))
    desk.letters.keep(samira, case, "L01", {}, "")

    pdf = incidents.evidence(samira, case, Purpose.LAWYER)
    told = text_of(pdf)

    for part in (
        "Dossier pour l’avocat",
        "KARIMI",
        "Erreur 500",
        "S-77",
        "Aucune réponse notée",
        "Emploi",
        "Capture du 22",
        "Pièce 2",
        "Les dates à surveiller",
    ):
        assert part in told, part
    reader = PdfReader(io.BytesIO(pdf))
    assert [one.title for one in reader.outline] == [  # type: ignore[union-attr]
        "Dossier de preuves",
        "Pièce 1",
        "Pièce 2",
    ]


def test_the_same_facts_give_the_same_bytes_and_nothing_personal_around_them(
    incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.attach(noted.id, b"picture", "Capture de Samira")

    made = [incidents.evidence(samira, case, Purpose.DEFENDER) for _n in range(2)]

    assert made[0] == made[1]
    reader = PdfReader(io.BytesIO(made[0]))
    around = f"{reader.metadata} {[one.title for one in reader.outline]}"  # type: ignore[union-attr]
    assert "Samira" not in around
    assert "KARIMI" not in around.upper()


def test_an_attachment_that_is_gone_leaves_its_number(
    incidents: Incidents, files: AttachmentsInMemory, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.attach(noted.id, b"picture", "Capture")
    files.kept.clear()

    told = text_of(incidents.evidence(samira, case, Purpose.SUBSTITUTION))

    assert "Pièce retirée du dossier depuis" in told


def test_a_capture_that_can_no_longer_be_drawn_goes_apart(
    incidents: Incidents,
    files: AttachmentsInMemory,
    samira: str,
    case: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The others are there all the same, and nothing of it passes for the whole."""
    noted = incidents.log(samira, case, "D08")
    damaged = incidents.attach(noted.id, b"one", "Capture du 22").proof[0]
    incidents.attach(noted.id, b"two", "Capture du 23")
    draw = files.pages

    def pages(attachment: str, width: int) -> Iterable[PageImage]:
        yield from draw(attachment, width)
        if attachment == damaged:
            raise PreviewTooLongError

    monkeypatch.setattr(files, "pages", pages)

    pdf = incidents.evidence(samira, case, Purpose.LAWYER)

    told = text_of(pdf)
    assert "Capture du 22" in told
    assert "à part" in told
    outline = PdfReader(io.BytesIO(pdf)).outline
    assert [one.title for one in outline] == ["Dossier de preuves", "Pièce 2"]  # type: ignore[union-attr]


def test_a_file_being_built_can_be_stopped(
    incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.attach(noted.id, b"picture", "Capture")
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int, /) -> None:
        told.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        incidents.evidence(samira, case, Purpose.LAWYER, stop)
    assert told == [(0, 3)]


def test_filing_another_way_is_for_what_is_not_filed(
    desk: Desk, incidents: Incidents, samira: str, case: str
) -> None:
    before = incidents.blocked(samira, case, "D08").purposes
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1)))
    after = incidents.blocked(samira, case, "D08").purposes

    assert set(before) - set(after) == {Purpose.SUBSTITUTION}


def test_a_sealed_file_opens_with_its_passphrase_alone() -> None:
    sealed = seal(b"%PDF", STRONG)

    assert b"%PDF" not in sealed
    assert pyrage.passphrase.decrypt(sealed, STRONG) == b"%PDF"
    with pytest.raises(WeakSealError):
        seal(b"%PDF", "azerty")


def test_an_incident_of_somebody_else_is_not_moved(
    vault: Vault, place: Place, desk: Desk, incidents: Incidents, samira: str
) -> None:
    noted = incidents.log(samira, None, "D08")
    other = desk.people.add(desk.people.file(samira).person).person.id

    with pytest.raises(UnknownRecordError):
        incidents.change(replace(noted, person=other))
    with vault.transaction(place.staff) as store:
        changed = store.incidents.merge(noted.id, step="Identité")
        store.commit()
    assert changed == replace(noted, step="Identité")
    assert vault.reading().incidents.fields("unknown") is None


def test_a_call_is_a_remedy_and_a_line_of_the_log(
    incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    incidents.change(replace(noted, channel=IncidentChannel.PHONE, number="S-12"))

    shown = incidents.blocked(samira, case, "D08")

    (request,) = shown.requests
    assert (request.taken.remedy, request.taken.reference) == ("E1", "S-12")
    assert request.noted is None


def test_writing_the_same_again_leaves_no_trace(
    desk: Desk, incidents: Incidents, samira: str, case: str
) -> None:
    noted = incidents.log(samira, case, "D08")
    before = len(desk.people.file(samira).journal)

    incidents.change(noted)

    assert len(desk.people.file(samira).journal) == before


def test_a_letter_that_is_drawn_otherwise_now_is_named_without_its_pages(
    desk: Desk,
    incidents: Incidents,
    samira: str,
    case: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1), number="99-1"))
    desk.letters.keep(samira, case, "L01", {}, "")

    def changed(_letter: str) -> None:
        raise ChangedLetterError

    monkeypatch.setattr(desk.letters, "again", changed)
    pdf = incidents.evidence(samira, case, Purpose.LAWYER)

    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.outline) == 1
    assert "Pièce 1" in text_of(pdf)


def test_an_answer_is_kept_and_vouched_for(
    desk: Desk, vault: Vault, incidents: Incidents, samira: str, case: str
) -> None:
    incidents.took(case, "E3", "AR 12", date(2026, 11, 2))
    incidents.answered(case, 0, date(2026, 11, 9))

    (taken,) = desk.cases.file(case).case.remedies
    assert taken.answered_on == date(2026, 11, 9)
    assert vault.verify().sound
    told = text_of(incidents.evidence(samira, case, Purpose.DEFENDER))
    assert "Réponse le 09/11/2026" in told


def test_no_loss_is_told_where_nobody_notes_any(
    desk: Desk, samira: str, case: str
) -> None:
    told = text_of(desk.incidents.evidence(samira, case, Purpose.DEFENDER))

    assert "Aucune perte n’est notée." in told
    assert "Aucune pièce n’est jointe." in told


def test_what_was_lost_is_told_in_the_file(desk: Desk, samira: str, case: str) -> None:
    desk.rights_losses.add(samira, Right.JOB)

    file = desk.incidents.evidence(samira, case, Purpose.LAWYER)

    pages = PdfReader(io.BytesIO(file)).pages
    assert "Emploi" in "".join(page.extract_text() for page in pages)


def test_the_facts_are_read_once_for_the_page(
    desk: Desk, samira: str, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letters that fit are found in them too."""
    from anef_desk.desk import incidents as module
    from anef_desk.desk import letters

    asked: list[date] = []
    real = module.scope_on

    def counted(facts: Any, on: date, library: Any) -> dict[str, object]:
        asked.append(on)
        return real(facts, on, library)

    before = desk.letters.offers(samira, case)
    monkeypatch.setattr(module, "scope_on", counted)
    monkeypatch.setattr(letters, "scope_on", counted)
    shown = desk.incidents.blocked(samira, case, "D08")

    assert len(asked) == 1
    fitting = {offer.code for offer in before if offer.fits}
    assert set(shown.letters) == fitting & set(desk.library.symptoms["D08"].letters)
