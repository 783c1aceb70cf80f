"""The dates of every file, kept beside them so that no screen reads all the files.

Computed by the desk from what the law says, never typed: the journal says nothing of
them. A trigger of the schema notes which files changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from anef_desk.law.agenda import AHEAD, UNTOUCHED, WEEK, Matter, Section
from anef_desk.vault.canonical import day, listed
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

FOR_EVER: Final = date.max
"""A date that was dealt with and does not come back."""

_PEOPLE: Final[dict[Section, str]] = {
    "late": """
        select person from agenda
        where kind = 'deadline' and due < :today and hidden_until <= :today
        order by due desc
        limit :limit
        """,
    "week": """
        select person from agenda
        where kind = 'deadline' and due >= :today and due <= :week
        and hidden_until <= :today
        order by due
        limit :limit
        """,
    "opens": """
        select person from agenda
        where kind = 'deadline' and due > :week and shows_on <= :today
        and not (due <= :ahead and legal = 1 and contact <= :untouched)
        and hidden_until <= :today
        order by due
        limit :limit
        """,
    "expected": """
        select person from agenda
        where kind in ('paper', 'meeting') and due <= :week
        and hidden_until <= :today
        order by due
        limit :limit
        """,
    "untouched": """
        select person from agenda
        where kind = 'deadline' and due > :week and due <= :ahead
        and legal = 1 and contact <= :untouched and hidden_until <= :today
        order by due
        limit :limit
        """,
}
"""Who has a date in a section; what passed last comes first, elsewhere what is near."""


_STALE: Final = (
    "select person from agenda_file where stale_on <= :today limit :limit",
    "select person from agenda_file where since > :today limit :limit",
    "select person from agenda_file where version < :version limit :limit",
    "select person from agenda_file where version > :version limit :limit",
)
"""Each is one range of one index."""


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """A date of a person as it is kept."""

    person: str
    matter: Matter
    contact: date | None
    hidden_until: date | None


class Agenda:
    """The dates of the files of a vault."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def people(
        self, section: Section, on: date, limit: int
    ) -> tuple[tuple[str, ...], bool]:
        """Return the people with one of the first *limit* dates of *section*.

        Those whose date comes first are first, and it is said whether there are more
        dates. A person may also have dates of other sections; see `rows`.
        """
        rows = self._database.all(_PEOPLE[section], limit=limit + 1, **_days(on))
        found = dict.fromkeys(row["person"] for row in rows[:limit])
        return tuple(found), len(rows) > limit

    def rows(self, people: Iterable[str]) -> dict[str, list[AgendaRow]]:
        """Return every date of *people* who have any, the first one first."""
        found: dict[str, list[AgendaRow]] = {}
        for row in self._database.all(
            """
            select agenda.* from json_each(:people) given
            cross join agenda on person = given.value
            where kind <> 'failed'
            order by given.key, place
            """,
            people=listed(people),
        ):
            found.setdefault(row["person"], []).append(_row(row))
        return found

    def failed(self) -> tuple[str, ...]:
        """Return the identifiers of the rules that failed for somebody."""
        rows = self._database.all(
            "select distinct rule from agenda where kind = 'failed' limit 20"
        )
        return tuple(row["rule"] for row in rows)

    def stale(self, on: date, version: str, limit: int) -> tuple[str, ...]:
        """Return at most *limit* people whose dates must be computed again.

        Their file changed, the day came when something changes by itself, or they were
        computed with another *version* of the catalogue.
        """
        found: dict[str, None] = {}
        for query in _STALE:
            rows = self._database.all(
                query, today=on.isoformat(), version=version, limit=limit
            )
            found.update((row["person"], None) for row in rows)
        return tuple(found)[:limit]

    def waiting(self, on: date, version: str) -> int:
        """Return how many files there are in `stale`."""
        return int(
            self._database.value(
                """
                select count(*) from agenda_file
                where stale_on <= :today or since > :today or version <> :version
                """,
                today=on.isoformat(),
                version=version,
            )
        )

    def put(
        self,
        person_id: str,
        rows: Sequence[AgendaRow],
        failed: Iterable[str],
        holds: tuple[date, date, str],
    ) -> None:
        """Keep the dates of a person, in the place of those before.

        Args:
            person_id: The person.
            rows: Their dates.
            failed: Rules that did not compute.
            holds: The first and the last day for which they hold, and the version of
                the catalogue.
        """
        self._journal.assert_writing()
        since, until, version = holds
        stale = until if until == FOR_EVER else until + timedelta(days=1)
        self._database.run(
            "delete from agenda where person = :person", person=person_id
        )
        for place, row in enumerate(rows):
            self._insert(person_id, place, **_columns(row))
        for place, rule in enumerate(failed, len(rows)):
            self._insert(person_id, place, **_FAILED, rule=rule)
        self._database.run(
            """
            insert into agenda_file (person, since, stale_on, version)
            values (:person, :since, :stale_on, :version)
            on conflict (person) do update set
                since = :since,
                stale_on = :stale_on,
                version = :version
            """,
            person=person_id,
            since=since.isoformat(),
            stale_on=stale.isoformat(),
            version=version,
        )

    def _insert(self, person: str, place: int, **values: object) -> None:
        self._database.run(
            """
            insert into agenda (
                person, place, kind, rule, case_file, about, opens, due, shows_on,
                legal, contact, hidden_until
            )
            values (
                :person, :place, :kind, :rule, :case_file, :about, :opens, :due,
                :shows_on, :legal, :contact, :hidden_until
            )
            """,
            person=person,
            place=place,
            **values,
        )


_FAILED: Final[dict[str, object]] = {
    "kind": "failed",
    "case_file": "",
    "about": "",
    "opens": None,
    "due": "",
    "shows_on": "",
    "legal": False,
    "contact": "",
    "hidden_until": "",
}


def _days(on: date) -> dict[str, object]:
    return {
        "today": on.isoformat(),
        "week": (on + timedelta(days=WEEK)).isoformat(),
        "ahead": (on + timedelta(days=AHEAD)).isoformat(),
        "untouched": (on - timedelta(days=UNTOUCHED)).isoformat(),
    }


def _columns(row: AgendaRow) -> dict[str, object]:
    matter = row.matter
    return {
        "kind": matter.kind,
        "rule": matter.rule,
        "case_file": matter.case,
        "about": matter.about,
        "opens": matter.opens and matter.opens.isoformat(),
        "due": matter.due.isoformat(),
        "shows_on": matter.shows_on.isoformat(),
        "legal": matter.legal,
        "contact": row.contact.isoformat() if row.contact else "",
        "hidden_until": row.hidden_until.isoformat() if row.hidden_until else "",
    }


def _row(row: Any) -> AgendaRow:  # noqa: ANN401 - a row
    return AgendaRow(
        person=row["person"],
        matter=Matter(
            rule=row["rule"],
            kind=row["kind"],
            case=row["case_file"],
            about=row["about"],
            opens=day(row["opens"]),
            due=date.fromisoformat(row["due"]),
            shows_on=date.fromisoformat(row["shows_on"]),
            legal=bool(row["legal"]),
        ),
        contact=day(row["contact"] or None),
        hidden_until=day(row["hidden_until"] or None),
    )
