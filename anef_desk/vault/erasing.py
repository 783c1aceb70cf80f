"""Erasing again, in a backup that is put back, who was erased since it was made."""

from __future__ import annotations

from anef_desk.vault.connection import Database
from anef_desk.vault.erasure import Erasure
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal


def erase(database: Database, journal: Journal, person_id: str) -> bool:
    """Erase a person and their records; return whether there was one."""
    try:
        Erasure(database, journal).erase(person_id)
    except UnknownRecordError:
        return False
    return True
