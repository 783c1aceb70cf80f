"""Attachments at the desk: looked at first, with an end, shut when the file is frozen."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from anef_desk.desk.attachments import (
    Candidate,
    EndDateError,
    UnreadableAttachmentError,
)
from anef_desk.desk.session import Desk
from anef_desk.domain.attachment import MediaType
from anef_desk.domain.staff import Role
from anef_desk.exchange.errors import FileRefusedError, UnacceptedTypeError
from anef_desk.vault.errors import FrozenFileError
from anef_desk.vault.vault import Vault

from .conftest import Day


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "passeport de Samira.jpg"
    Image.new("RGB", (300, 400), "#eeddcc").save(path)
    return path


@pytest.fixture
def candidate(desk: Desk, photo: Path) -> Candidate:
    return desk.attachments.look(photo)


def test_a_photo_is_looked_at_then_kept_for_thirty_days(
    desk: Desk, samira: str, candidate: Candidate, photo: Path
) -> None:
    (row,) = desk.attachments.add(samira, candidate)

    assert row.attachment.title == "passeport de Samira.jpg"
    assert row.attachment.media_type is MediaType.JPEG
    assert row.attachment.ends_on == date(2026, 12, 22)
    assert (row.thumbnail.width, row.thumbnail.height) == (96, 128)
    assert not row.over
    found, content = desk.attachments.content(row.attachment.id)
    assert content == photo.read_bytes()
    seen = desk.attachments.draw(found.media_type, content, 150)
    assert (seen.total, seen.pages[0].width) == (1, 150)


def test_an_attachment_has_an_end_that_can_be_moved_and_not_lost(
    desk: Desk, samira: str, candidate: Candidate, today: Day
) -> None:
    (row,) = desk.attachments.add(
        samira, candidate, title="Passeport", ends_on=date(2026, 12, 1)
    )
    assert row.attachment.title == "Passeport"
    for wrong in (date(2026, 11, 21), date(2028, 11, 23)):
        with pytest.raises(EndDateError):
            desk.attachments.keep_until(row.attachment.id, wrong)
        with pytest.raises(EndDateError):
            desk.attachments.add(samira, candidate, ends_on=wrong)

    (later,) = desk.attachments.keep_until(row.attachment.id, date(2028, 11, 22))
    assert later.attachment.ends_on == date(2028, 11, 22)
    today.day = date(2028, 11, 23)
    assert desk.attachments.of(samira)[0].over


def test_an_attachment_is_removed(
    desk: Desk, samira: str, candidate: Candidate
) -> None:
    (row,) = desk.attachments.add(samira, candidate)

    assert desk.attachments.remove(row.attachment.id) == ()


def test_a_file_that_is_not_kept_changes_nothing(
    desk: Desk, vault: Vault, samira: str, tmp_path: Path
) -> None:
    """Refused by its content, or out of reach: the vault is as it was."""
    head = vault.reading().journal.head()
    program = tmp_path / "passeport.pdf"
    program.write_bytes(b"MZ\x90\x00" * 100)

    with pytest.raises(UnacceptedTypeError):
        desk.attachments.look(program)
    with pytest.raises(UnreadableAttachmentError):
        desk.attachments.look(tmp_path / "nothing.pdf")
    with pytest.raises(UnreadableAttachmentError):
        desk.attachments.look(tmp_path)

    assert vault.reading().journal.head() == head
    assert desk.attachments.of(samira) == ()


def test_an_attachment_belongs_to_a_case_if_one_says_so(
    desk: Desk, samira: str, case: str, candidate: Candidate, vault: Vault
) -> None:
    (row,) = desk.attachments.add(samira, candidate, case_id=case)

    assert row.attachment.case == case
    assert vault.verify().sound


def test_a_frozen_file_shows_its_copies_to_nobody_but_the_coordinator(
    desk: Desk, samira: str, candidate: Candidate
) -> None:
    (row,) = desk.attachments.add(samira, candidate)
    desk.data_protection.freeze(samira, "recours en cours")
    assert desk.attachments.of(samira)
    with pytest.raises(FrozenFileError):
        desk.attachments.remove(row.attachment.id)

    context = replace(
        desk.attachments._context, staff=replace(desk.staff, role=Role.DESK)
    )
    desk.attachments._context = context
    with pytest.raises(FrozenFileError):
        desk.attachments.of(samira)
    with pytest.raises(FrozenFileError):
        desk.attachments.content(row.attachment.id)


def test_no_child_is_started_once_the_desk_locks(desk: Desk) -> None:
    desk.attachments.stop()
    stream = io.BytesIO()
    Image.new("RGB", (3, 4)).save(stream, "PNG")

    with pytest.raises(FileRefusedError):
        desk.attachments.look_at(stream.getvalue(), "x")


def test_a_copy_taken_out_by_mistake_is_put_back(
    desk: Desk, samira: str, candidate: Candidate, today: Day, vault: Vault
) -> None:
    """Until the same day, or today when that day has passed since."""
    (row,) = desk.attachments.add(samira, candidate, ends_on=date(2026, 11, 30))

    removed, left = desk.attachments.take_out(row.attachment.id)
    assert left == ()
    assert desk.attachments.put_back(removed) == (row,)
    removed, _ = desk.attachments.take_out(row.attachment.id)
    today.day = date(2026, 12, 2)
    (back,) = desk.attachments.put_back(removed)

    assert back.attachment.ends_on == date(2026, 12, 2)
    assert desk.attachments.content(back.attachment.id)[1] == candidate.content
    assert vault.verify().sound
