"""The book of prefectures as a table: taken from another desk, given to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from anef_desk.desk.context import Context
from anef_desk.desk.prefecture_plan import PrefecturePlan, plan
from anef_desk.desk.roles import Act
from anef_desk.desk.undo import ChangedSinceError
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.prefecture import Prefecture
from anef_desk.exchange.matching import Columns, match
from anef_desk.exchange.prefecture_columns import FIELDS
from anef_desk.exchange.table import Table
from anef_desk.i18n import N_
from anef_desk.progress import Report, silently
from anef_desk.statistics.spreadsheet import spreadsheet

_GIVEN = ("name", "department", "service", "address", "email", "phone", "checked_on")
"""Fields of the file, in order; a town is in the address."""


class BookChangedError(ChangedSinceError):
    """The book is no more as it was when the lines were shown."""

    message = N_("Le carnet a changé depuis. Rien n’a été importé.")
    advice = N_("Choisissez le fichier à nouveau.")


@dataclass(frozen=True)
class Change:
    """What a line of the book was, None if it is new, and what it became."""

    before: Prefecture | None
    after: Prefecture


class PrefectureTables:
    """What brings a table into the book of an open vault, and makes one of it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return what a column may say: keys, and labels still to be translated."""
        return tuple((field.key, field.label) for field in FIELDS)

    def guess(self, table: Table) -> Columns:
        """Return what each column seems to say."""
        return match(table.headings, FIELDS)

    def plan(
        self, table: Table, columns: Columns, report: Report = silently
    ) -> PrefecturePlan:
        """Return what importing *table* would do; writes nothing."""
        report(0, 1)
        book = self._context.vault.reading().prefectures.all()
        return plan(book, table, columns, self._context.today())

    def run(
        self, agreed: PrefecturePlan, report: Report = silently
    ) -> tuple[Change, ...]:
        """Do what *agreed* says, all of it or nothing; `take_back` undoes it.

        Raises:
            BookChangedError: If the book changed since it was made.
        """
        with self._context.writing(Act.LETTERS) as store:
            book = store.prefectures.all()
            on = self._context.today()
            if plan(book, agreed.table, agreed.columns, on) != agreed:
                raise BookChangedError
            known = {one.id: one for one in book}
            becomes = {
                row.prefecture.id: row.prefecture
                for row in agreed.rows
                if row.prefecture is not None
            }
            changes = tuple(
                Change(known.get(one.id), one if one.id in known else _new(one))
                for one in becomes.values()
                if known.get(one.id) != one
            )
            for number, change in enumerate(changes, 1):
                report(number, len(changes))
                store.prefectures.put(change.after)
            store.commit()
        return changes

    def take_back(self, changes: tuple[Change, ...]) -> int:
        """Undo an import; return how many lines changed since, and are left."""
        left = 0
        with self._context.writing(Act.LETTERS) as store:
            now = {one.id: one for one in store.prefectures.all()}
            for change in changes:
                if now.get(change.after.id) != change.after:
                    left += 1
                elif change.before is None:
                    store.prefectures.remove(change.after.id)
                else:
                    store.prefectures.put(change.before)
            store.commit()
        return left

    def csv(self) -> bytes:
        """Return the book as a file for a spreadsheet, in French, which `plan` reads."""
        labels = {field.key: field.label for field in FIELDS}
        book = self._context.vault.reading().prefectures.all()
        return spreadsheet(
            [[labels[key] for key in _GIVEN], *([*_cells(one)] for one in book)]
        )


def _new(planned: Prefecture) -> Prefecture:
    return replace(planned, id=new_id())


def _cells(one: Prefecture) -> tuple[str, ...]:
    checked = f"{one.checked_on:%d/%m/%Y}" if one.checked_on else ""
    texts = (one.name, one.department, one.service, one.address, one.email, one.phone)
    return (*texts, checked)
