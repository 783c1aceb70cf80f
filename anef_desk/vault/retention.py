"""Which files come up for review, and what was decided about them.

Nothing here erases: it lists, and keeps what a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from anef_desk.domain.retention import Decision, Retention
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

ENTITY: Final = "retention"

_RECENT: Final = """
    exists (
        select 1 from event
        where event.person = person.id and happened_at >= :before
        and kind not in ('we_called', 'message_sent')
    )
    or exists (
        select 1 from incident
        where incident.person = person.id and happened_on between :before and :on
    )
    or exists (
        select 1 from letter
        where letter.person = person.id and made_on between :before and :on
    )
    or exists (
        select 1 from attachment
        where attachment.person = person.id and added_on between :before and :on
    )
    or exists (
        select 1 from case_file
        left join mark on mark.case_file = case_file.id
        left join remedy_taken on remedy_taken.case_file = case_file.id
        where case_file.person = person.id
        and (
            opened_on between :before and :on
            or filed_on between :before and :on
            or case_file.answered_on between :before and :on
            or marked_on between :before and :on
            or taken_on between :before and :on
        )
    )
"""
"""Whether something was done with `person` since; to call them and to write is not."""


class Retentions:
    """The decisions of a vault, and the files nobody has touched for long."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def of(self, person_id: str) -> Retention | None:
        """Return what was decided about the file of a person, or None."""
        row = self._find(person_id)
        return None if row is None else _retention(row)

    def is_frozen(self, person_id: str) -> bool:
        """Return whether the file of a person may be neither changed nor read."""
        return self._journal.is_frozen(person_id)

    def frozen(self, limit: int = 200) -> tuple[Retention, ...]:
        """Return the files that are frozen."""
        rows = self._database.all(
            """
            select * from retention
            where decision = 'freeze'
            order by until, person
            limit :limit
            """,
            limit=limit,
        )
        return tuple(map(_retention, rows))

    def to_review(
        self, before: date, on: date, limit: int = 200
    ) -> tuple[tuple[str, date | None], ...]:
        """Return people last met before *before*, or of whom no contact is noted.

        Those in whose file something is dated since are left out: a case was opened or
        filed, a document seen, a letter made…

        Args:
            before: The first day that is recent enough.
            on: Today. Files kept until a later day, and frozen ones, are left out.
            limit: How many at most; those met longest ago come first.
        """
        rows = self._database.all(
            f"""
            select person.id, null as last_contact
            from person left join retention on retention.person = person.id
            where person.last_contact is null
            and (decision is null or (decision = 'keep' and until < :on))
            and not ({_RECENT})
            order by person.id
            limit :limit
            """,  # noqa: S608 - our words
            before=before.isoformat(),
            on=on.isoformat(),
            limit=limit,
        )
        rows += self._database.all(
            f"""
            select person.id, person.last_contact
            from person left join retention on retention.person = person.id
            where person.last_contact < :before
            and (decision is null or (decision = 'keep' and until < :on))
            and not ({_RECENT})
            order by person.last_contact
            limit :limit
            """,  # noqa: S608 - our words
            before=before.isoformat(),
            on=on.isoformat(),
            limit=limit - len(rows),
        )
        return tuple((row["id"], day(row["last_contact"])) for row in rows)

    def put(self, retention: Retention, action: str = "") -> None:
        """Keep a decision, in the place of the one before.

        Args:
            retention: The decision.
            action: What the journal calls it, without a word of it, when it was taken
                about another file.
        """
        self._journal.assert_writing()
        before, after = self.fields(retention.person), _fields(retention)
        if before == after:
            return
        self._database.run(
            """
            insert into retention (
                person, decision, until, reason, decided_on, decided_by
            )
            values (:person, :decision, :until, :reason, :decided_on, :decided_by)
            on conflict (person) do update set
                decision = :decision,
                until = :until,
                reason = :reason,
                decided_on = :decided_on,
                decided_by = :decided_by
            """,
            **columns(retention),
        )
        taken = (
            "person.frozen" if retention.decision is Decision.FREEZE else "person.kept"
        )
        self._journal.changed(
            action or taken,
            retention.person,
            ENTITY,
            retention.person,
            (before, after),
            told=() if action else None,
        )

    def drop(self, person_id: str, action: str = "") -> None:
        """Forget what was decided about the file of a person: it is used again.

        Args:
            person_id: Whose file.
            action: What the journal calls it, without a word of it, when it is for
                another reason.
        """
        self._journal.assert_writing()
        before = self.fields(person_id)
        if before is None:
            return
        self._database.run(
            "delete from retention where person = :person", person=person_id
        )
        self._journal.changed(
            action or "person.thawed",
            person_id,
            ENTITY,
            person_id,
            (before, None),
            told=() if action else None,
        )

    def fields(self, person_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None when nothing was decided."""
        found = self.of(person_id)
        return None if found is None else _fields(found)

    def identifiers(self) -> Iterator[str]:
        """Give the identifier of everybody something was decided about."""
        for row in self._database.all("select person from retention"):
            yield row["person"]

    def _find(self, person_id: str) -> Any:  # noqa: ANN401 - a row
        return self._database.one(
            "select * from retention where person = :person", person=person_id
        )


def _fields(retention: Retention) -> Fields:
    values = columns(retention)
    del values["person"]
    return filled(values)


def _retention(row: Any) -> Retention:  # noqa: ANN401 - a row
    return Retention(
        person=row["person"],
        decision=Decision(row["decision"]),
        until=day(row["until"]),
        reason=row["reason"],
        decided_on=date.fromisoformat(row["decided_on"]),
        decided_by=row["decided_by"],
    )
