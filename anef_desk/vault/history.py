"""What the journal tells those who read it: who did what, and what changed since."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from anef_desk.clock import PARIS
from anef_desk.domain.journal_entry import Change, JournalEntry
from anef_desk.domain.staff import Staff
from anef_desk.vault.canonical import decode
from anef_desk.vault.connection import Database
from anef_desk.vault.moment import Moment, milliseconds

_NO_NUMBER: Final = 2**63 - 1
"""More than any entry has."""

_BY_NUMBER: Final = """
    select journal.*, staff.name
    from journal join staff on staff.id = journal.staff
    where number < :before
    order by number desc
    limit :limit
"""
_BY_STAFF: Final = """
    select journal.*, staff.name
    from journal join staff on staff.id = journal.staff
    where journal.staff = :staff and number < :before
    order by number desc
    limit :limit
"""
_BY_SUBJECT: Final = """
    select journal.*, staff.name
    from journal join staff on staff.id = journal.staff
    where subject = :subject and number < :before
        and (:staff = '' or journal.staff = :staff)
    order by number desc
    limit :limit
"""


class History:
    """The entries of a vault, as people and other records look at them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, subject: str, limit: int = 50) -> tuple[JournalEntry, ...]:
        """Return the last *limit* entries about a person, newest first."""
        return self.page(limit=limit, subject=subject)

    def page(
        self,
        *,
        before: int | None = None,
        limit: int = 50,
        staff: str = "",
        subject: str = "",
    ) -> tuple[JournalEntry, ...]:
        """Return who did what, newest first.

        Args:
            before: Only entries of a smaller number: the next page.
            limit: How many at most.
            staff: Only what one member of staff did.
            subject: Only what concerns one person.
        """
        if subject:
            sql = _BY_SUBJECT
        elif staff:
            sql = _BY_STAFF
        else:
            sql = _BY_NUMBER
        rows = self._database.all(
            sql,
            before=_NO_NUMBER if before is None else before,
            limit=limit,
            staff=staff,
            subject=subject,
        )
        return tuple(map(_entry, rows))

    def touched(self, on: date, staff: Staff, limit: int) -> tuple[str, ...]:
        """Return the people whose files *staff* changed on the day *on*, last first.

        A file that was only opened does not count.
        """
        begun = datetime.combine(on, time(), ZoneInfo(PARIS))
        rows = self._database.all(
            """
            select subject, max(number) as latest from journal
            where number > :first and staff = :staff and subject <> ''
            and row_digest is not null
            group by subject
            order by latest desc
            limit :limit
            """,
            first=self._last_before(milliseconds(begun)),
            staff=staff.id,
            limit=limit,
        )
        return tuple(row["subject"] for row in rows)

    def changed_since(self, number: int, *subjects: str) -> bool:
        """Return whether anything of *subjects* changed after an entry.

        Reading a file is no change.
        """
        return any(
            self._database.value(
                """
                select 1 from journal
                where subject = :subject and number > :number
                and row_digest is not null
                limit 1
                """,
                subject=subject,
                number=number,
            )
            for subject in subjects
        )

    def last_change(self, subject: str) -> date | None:
        """Return the day in France on which anything of *subject* changed last.

        Reading a file is no change. None when the journal does not tell any more.
        """
        latest = self._database.value(
            """
            select milliseconds from journal
            where subject = :subject and row_digest is not null
            order by number desc
            limit 1
            """,
            subject=subject,
        )
        if latest is None:
            return None
        return Moment(latest, 0).at.astimezone(ZoneInfo(PARIS)).date()

    def number_of(self, entity: str, entity_id: str) -> int:
        """Return the number of the last change of an aggregate, 0 of an unknown one."""
        found = self._database.value(
            """
            select max(number) from journal
            where entity = :entity and entity_id = :entity_id
            and row_digest is not null
            """,
            entity=entity,
            entity_id=entity_id,
        )
        return int(found or 0)

    def is_by(self, staff: Staff, entity: str, entity_id: str) -> bool:
        """Return whether *staff* changed an aggregate, as far as the journal tells."""
        found = self._database.value(
            """
            select 1 from journal
            where entity = :entity and entity_id = :entity_id and staff = :staff
            limit 1
            """,
            entity=entity,
            entity_id=entity_id,
            staff=staff.id,
        )
        return found is not None

    def _last_before(self, since: int) -> int:
        """Return the number of the last entry before a moment; times only grow."""
        low = int(self._database.value("select min(number) from journal") or 1) - 1
        high = int(self._database.value("select max(number) from journal") or 0)
        while low < high:
            middle = (low + high + 1) // 2
            found = self._database.value(
                "select milliseconds from journal where number = :number",
                number=middle,
            )
            if found < since:
                low = middle
            else:
                high = middle - 1
        return low


def _entry(row: Any) -> JournalEntry:  # noqa: ANN401 - a row
    return JournalEntry(
        number=row["number"],
        at=Moment(row["milliseconds"], row["counter"]).at,
        staff=row["name"],
        action=row["action"],
        subject=row["subject"],
        changes={
            name: Change(before=before, after=after)
            for name, (before, after) in decode(row["changes"] or "{}").items()
        },
    )
