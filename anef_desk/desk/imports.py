"""Import people from a table: looked at, shown line by line, written whole, taken back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from anef_desk.desk.attachments import UnreadableAttachmentError
from anef_desk.desk.context import Context
from anef_desk.desk.import_plan import PeoplePlan, plan
from anef_desk.desk.roles import Act
from anef_desk.desk.undo import ChangedSinceError, NothingToUndoError
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.import_batch import ImportBatch, ImportRow
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.exchange.matching import Columns, match
from anef_desk.exchange.person_columns import FIELDS
from anef_desk.exchange.preview import Previewer
from anef_desk.exchange.table import MAXIMUM_BYTES, Table, read_table, too_large
from anef_desk.progress import Report, silently
from anef_desk.vault.canonical import columns as kept
from anef_desk.vault.canonical import encode
from anef_desk.vault.vault import Store

_ITS_OWN = frozenset({"person", "residence_document"})
"""What an import writes of a file; anything else was added by somebody since."""


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What taking an import back did."""

    removed: int  # people who were created
    restored: int  # people who were known
    left: int  # people somebody worked on since, left as they are


class Imports:
    """The imports of an open vault. `look` and `guess` touch no vault."""

    def __init__(self, context: Context, previewer: Previewer | None = None) -> None:
        self._context = context
        self._previewer = previewer or Previewer()

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return what a column may say: keys, and labels still to be translated."""
        return tuple((field.key, field.label) for field in FIELDS)

    def look(self, path: Path, report: Report = silently) -> Table:
        """Return the table at *path*; *report* may raise to stop.

        Raises:
            UnreadableAttachmentError: If it cannot be read.
            TableRefusedError: If it is no table, too large, or empty.
        """
        try:
            with path.open("rb") as stream:
                content = stream.read(MAXIMUM_BYTES + 1)
        except OSError:  # It holds the name of the file.
            raise UnreadableAttachmentError from None
        if len(content) > MAXIMUM_BYTES:
            raise too_large()
        return read_table(content, self._previewer, report)

    def guess(self, table: Table) -> Columns:
        """Return what each column seems to say."""
        return match(table.headings, FIELDS)

    def plan(
        self, table: Table, columns: Columns, report: Report = silently
    ) -> PeoplePlan:
        """Return what importing *table* would do; writes nothing."""
        store = self._context.vault.reading()
        return plan(store, table, columns, self._context.today(), report)

    def run(self, agreed: PeoplePlan, report: Report = silently) -> ImportBatch:
        """Do what *agreed* says, all of it or nothing; return what was done.

        Raises:
            ChangedSinceError: If the people changed since it was made.
        """
        context = self._context
        with context.writing(Act.IMPORT) as store:
            on = context.today()
            if plan(store, agreed.table, agreed.columns, on, report) != agreed:
                raise ChangedSinceError
            rows = self._write(store, agreed, report)
            batch = ImportBatch(
                id=new_id(),
                made_on=context.today(),
                made_by=context.staff.id,
                created=sum(row.created for row in rows),
                changed=sum(not row.created for row in rows),
                documents=sum(len(row.documents) for row in rows),
            )
            store.imports.add(batch, rows)
            store.commit()
        return batch

    def batches(self) -> tuple[ImportBatch, ...]:
        """Return the imports that can be taken back, the last one first."""
        kept_ones = self._context.vault.reading().imports.all()
        return tuple(batch for batch in kept_ones if batch.undone_on is None)

    def undo(self, batch_id: str) -> Undone:
        """Take a whole import back, but for the people somebody worked on since.

        Raises:
            NothingToUndoError: If it was taken back already.
        """
        context = self._context
        done = {"removed": 0, "restored": 0, "left": 0}
        with context.writing(Act.IMPORT) as store:
            if store.imports.get(batch_id).undone_on is not None:
                raise NothingToUndoError
            for row in store.imports.rows(batch_id):
                done[_take_back(store, row)] += 1
            store.imports.undone(batch_id, context.today())
            store.commit()
        return Undone(**done)

    def _write(
        self, store: Store, agreed: PeoplePlan, report: Report
    ) -> list[ImportRow]:
        people: dict[str, Person] = {}
        filled: dict[str, set[str]] = {}
        added: dict[str, list[ResidenceDocument]] = {}
        for row in agreed.rows:
            if row.person is None or row.outcome not in {"new", "completed"}:
                continue
            people[row.who] = row.person
            filled.setdefault(row.who, set()).update(row.filled)
            documents = added.setdefault(row.who, [])
            if row.document is not None:
                documents.append(replace(row.document, id=new_id()))
        rows = []
        for number, (who, person) in enumerate(people.items(), 1):
            report(number, len(people))
            created = not person.id
            written = person
            if created:
                written = replace(
                    person, id=new_id(), last_contact=self._context.today()
                )
            store.people.put(written)
            for document in added[who]:
                store.documents.put(written.id, document)
            rows.append(
                ImportRow(
                    person=written.id,
                    created=created,
                    fields=tuple(sorted(filled[who])),
                    documents=tuple(document.id for document in added[who]),
                    sha256=_digest(store, written),
                )
            )
        return rows


def _take_back(store: Store, row: ImportRow) -> str:
    """Take back what an import wrote about somebody; return what was done."""
    person = store.people.get(row.person)
    touched = _digest(store, person) != row.sha256
    if touched or store.retention.is_frozen(person.id):
        return "left"
    if any(map(store.drafts.names, row.documents)):
        return "left"
    if row.created:
        if _is_worked_on(store, person.id):
            return "left"
        store.erasure.erase(person.id)
        return "removed"
    for document in row.documents:
        store.documents.remove(person.id, document)
    empty = {field.name: field.default for field in fields(Person)}
    store.people.merge(person.id, **{name: empty[name] for name in row.fields})
    return "restored"


def _is_worked_on(store: Store, person_id: str) -> bool:
    """Return whether anything was added since to somebody an import wrote down."""
    return (
        bool(store.erasure.count(person_id).keys() - _ITS_OWN)
        or store.households.of(person_id) is not None
        or store.drafts.names(person_id)
    )


def _digest(store: Store, person: Person) -> str:
    """Return the hash of a person and of what they hold."""
    held = sorted(store.documents.of(person.id), key=lambda document: document.id)
    value = [kept(person), [kept(document) for document in held]]
    return hashlib.sha256(encode(value)).hexdigest()
