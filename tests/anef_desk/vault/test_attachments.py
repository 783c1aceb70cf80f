"""Attachments: bytes under our own identifier, which the journal vouches for."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.page_image import PageImage
from anef_desk.domain.person import Person
from anef_desk.vault.errors import OutsideTransactionError, UnknownRecordError
from anef_desk.vault.vault import Vault

from .conftest import Place

CONTENT = b"\xff\xd8\xff" + bytes(range(256)) * 40
PICTURE = PageImage(2, 1, b"abcdef")


def attachment(place: Place, person: str, **changes: object) -> Attachment:
    values: dict[str, object] = {
        "id": new_id(),
        "person": person,
        "case": None,
        "title": "passeport",
        "media_type": MediaType.JPEG,
        "size": len(CONTENT),
        "pages": 1,
        "sha256": "00",
        "added_on": date(2026, 11, 22),
        "added_by": place.staff.id,
        "ends_on": date(2027, 2, 22),
    }
    return Attachment(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def kept(place: Place, vault: Vault) -> Attachment:
    person = Person(id=new_id(), family_name="Karimi")
    made = attachment(place, person.id)
    with vault.transaction(place.staff) as store:
        store.people.put(person)
        store.attachments.add(made, CONTENT, PICTURE)
        store.commit()
    return made


def test_what_was_added_comes_back_byte_for_byte(
    vault: Vault, kept: Attachment
) -> None:
    store = vault.reading()

    assert store.attachments.of(kept.person) == (kept,)
    assert store.attachments.get(kept.id) == kept
    assert store.attachments.content(kept.id) == CONTENT
    assert store.attachments.thumbnail(kept.id) == PICTURE
    assert store.history.of(kept.person, 1)[0].action == "attachment.added"
    assert vault.verify().sound


def test_another_day_and_a_removal_leave_a_trace(
    place: Place, vault: Vault, kept: Attachment
) -> None:
    day = date(2026, 12, 1)
    with vault.transaction(place.staff) as store:
        store.attachments.keep_until(kept.id, day)
        store.attachments.keep_until(kept.id, day)
        store.commit()
    assert vault.reading().attachments.get(kept.id).ends_on == day
    assert vault.reading().attachments.ended(day) == ()
    assert len(vault.reading().attachments.ended(date(2026, 12, 2))) == 1

    with vault.transaction(place.staff) as store:
        store.attachments.remove(kept.id)
        store.commit()

    assert vault.reading().attachments.of(kept.person) == ()
    removed, changed = vault.reading().history.of(kept.person, 2)
    assert (removed.action, changed.action) == (
        "attachment.removed",
        "attachment.changed",
    )
    assert set(changed.changes) == {"ends_on"}
    assert vault.verify().sound


def test_one_changed_byte_of_an_attachment_is_seen(
    vault: Vault, kept: Attachment
) -> None:
    """Even put there with the key, and even a whole content taken away."""
    database = vault.reading().people._database
    database.run(
        "update attachment_content set content = :content", content=CONTENT[:-1] + b"!"
    )
    assert not vault.verify().sound
    database.run("delete from attachment_content")
    assert not vault.verify().sound


def test_an_unknown_attachment_is_a_defect_of_the_caller(
    place: Place, vault: Vault
) -> None:
    store = vault.reading()
    for ask in (
        store.attachments.get,
        store.attachments.content,
        store.attachments.thumbnail,
    ):
        with pytest.raises(UnknownRecordError):
            ask(new_id())
    assert store.attachments.fields(new_id()) is None
    with pytest.raises(OutsideTransactionError):
        store.attachments.remove(new_id())
    with pytest.raises(OutsideTransactionError):
        store.attachments.add(attachment(place, "x"), CONTENT, PICTURE)
