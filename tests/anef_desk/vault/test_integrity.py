"""What checking the pages finds, when every page is genuine."""

from __future__ import annotations

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.vault.errors import VaultDamagedError
from anef_desk.vault.vault import Vault

from .conftest import Place


@pytest.mark.parametrize(
    "statements",
    [
        (  # An index that says something else than its table.
            "create index extra on person (phone)",
            "pragma writable_schema = on",
            (
                "update sqlite_schema set sql = 'create index extra on person (email)'"
                " where name = 'extra'"
            ),
        ),
        (  # A row that names nobody.
            "pragma foreign_keys = off",
            (
                "insert into residence_document (id, person, kind, number)"
                " values ('a', 'nobody', 'api', '')"
            ),
        ),
        (  # A full-text index that lost a row.
            "delete from person_search_docsize",
        ),
    ],
)
def test_genuine_pages_that_disagree_are_damage(
    place: Place, vault: Vault, statements: tuple[str, ...]
) -> None:
    with vault.transaction(place.staff) as store:
        store.people.put(Person(id=new_id(), phone="06", email="a@b.fr"))
        store.commit()
    for sql in statements:
        vault._database.run(sql)
    vault.close()

    with pytest.raises(VaultDamagedError):
        place.open()
