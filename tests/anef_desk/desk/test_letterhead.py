"""The picture at the head of letters: drawn again, and kept for letters to come back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from anef_desk.desk.attachments import UnreadableAttachmentError
from anef_desk.desk.session import Desk
from anef_desk.domain.case import Filing
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.exchange.errors import FileRefusedError, UnacceptedTypeError
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Vault


@pytest.fixture
def filed(desk: Desk, samira: str, case: str) -> str:
    desk.cases.filed(case, Filing(filed_on=date(2026, 8, 30), number="99-1"))
    held = ResidenceDocument(
        id="",
        kind=Kind.API,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 2, 28),
        mention="reconnu réfugié",
        allows_work=True,
        issued_for=IssuedFor.FIRST,
    )
    desk.documents.add(samira, held)
    return case


@pytest.fixture
def picture(desk: Desk, tmp_path: Path) -> bytes:
    path = tmp_path / "logo.jpg"
    Image.new("RGB", (900, 300), "navy").save(path)
    return desk.letterhead.look(path)


def pictures(pdf: bytes) -> int:
    document = pdfium.PdfDocument(pdf)
    try:
        found = document[0].get_objects([pdfium.raw.FPDF_PAGEOBJ_IMAGE])
        return len(list(found))
    finally:
        document.close()


def test_a_picture_is_drawn_again_and_made_small(picture: bytes) -> None:
    with Image.open(io.BytesIO(picture)) as seen:
        assert seen.format == "PNG"
        assert seen.width == 640
        assert seen.info == {}


def test_a_letter_bears_the_picture(
    desk: Desk, samira: str, filed: str, picture: bytes
) -> None:
    before = desk.letters.preview(samira, filed, "L11", {"employer": "Exemple"})
    desk.letterhead.choose(picture)
    after = desk.letters.preview(samira, filed, "L11", {"employer": "Exemple"})

    assert (pictures(before.pdf), pictures(after.pdf)) == (0, 1)
    assert before.text == after.text
    assert desk.letterhead.logo() == picture


def test_what_the_person_signs_alone_bears_none(
    desk: Desk, samira: str, filed: str, picture: bytes
) -> None:
    desk.letterhead.choose(picture)

    assert pictures(desk.letters.preview(samira, filed, "L09", {}).pdf) == 0


def test_a_letter_is_printed_again_with_the_picture_it_had(
    desk: Desk, samira: str, filed: str, picture: bytes, vault: Vault
) -> None:
    answers = {"employer": "Exemple"}
    desk.letterhead.choose(picture)
    shown = desk.letters.preview(samira, filed, "L11", answers)
    kept = desk.letters.keep(samira, filed, "L11", answers)

    assert desk.letterhead.drop() == b""

    assert desk.letterhead.logo() == b""
    assert desk.letters.again(kept.id).pdf == shown.pdf
    assert vault.verify().sound


def test_one_picture_chosen_twice_is_kept_once(
    desk: Desk, picture: bytes, vault: Vault
) -> None:
    desk.letterhead.choose(picture)
    desk.letterhead.drop()
    desk.letterhead.choose(picture)

    assert len(list(vault.reading().logos.identifiers())) == 1
    with pytest.raises(UnknownRecordError):
        vault.reading().logos.content("0" * 64)
    assert vault.reading().logos.fields("0" * 64) is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.4", UnacceptedTypeError),
        (b"hello", UnacceptedTypeError),
        (b"\x89PNG\r\n\x1a\nrubbish", FileRefusedError),
    ],
)
def test_what_is_no_picture_is_refused(
    desk: Desk, tmp_path: Path, content: bytes, why: type[Exception]
) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)

    with pytest.raises(why):
        desk.letterhead.look(path)


def test_a_picture_that_is_not_there_is_said_without_its_name(
    desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableAttachmentError):
        desk.letterhead.look(tmp_path / "gone.png")
