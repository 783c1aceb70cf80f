"""Taking everything about a person out of a vault."""

from __future__ import annotations

from typing import Final

from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal
from anef_desk.vault.store import Store

_RECORDS: Final = (
    ("letter", "select id from letter where person = :person"),
    ("case_file", "select id from case_file where person = :person"),
    ("residence_document", "select id from residence_document where person = :person"),
)
_REMOVALS: Final = (
    "delete from letter where person = :person",
    "delete from case_file where person = :person",
    "delete from residence_document where person = :person",
    "delete from person_word where person = :person",
    """
    delete from person_search
    where rowid = (select number from person where id = :person)
    """,
    "delete from person where id = :person",
    "delete from draft where instr(key, :person) > 0",
)


def erase(database: Database, journal: Journal, person_id: str) -> bool:
    """Remove a person and their records; return whether there was one.

    The journal notes that it was done and by whom, and nothing of what was there.
    """
    journal.assert_writing()
    if Store(database, journal).people.fields(person_id) is None:
        return False
    gone = [
        (entity, row["id"])
        for entity, sql in _RECORDS
        for row in database.all(sql, person=person_id)
    ]
    for sql in _REMOVALS:
        database.run(sql, person=person_id)
    for entity, identifier in (*gone, ("person", person_id)):
        journal.changed(f"{entity}.erased", person_id, entity, identifier, (None, None))
    return True
