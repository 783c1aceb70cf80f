"""A desk at work, in a process of its own: to be killed at any instant.

Each transaction writes a person, a document and a case, rewrites the one before, and
takes a document out; once it is committed, ``ACK`` says so on the standard output, as
``BACKUP`` does of a backup that counts.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from anef_desk.domain.case import Case, Filing
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.errors import ExpectedError
from anef_desk.vault.keys import Kdf
from anef_desk.vault.manifest import Reason
from anef_desk.vault.vault import Store, open_vault, slots

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
DAY = date(2026, 3, 2)
CANARY = "Zarathoustra"


def main(folder: Path, state: Path, transactions: int, backups: int) -> int:
    """Work, and make so many backups; return the exit status of what stopped it."""
    staff = slots(folder)[0]
    try:
        with closing(
            open_vault(folder, staff.id, "x", floor=CHEAP, state=state)
        ) as vault:
            start = vault.reading().people.count()
            say("READY")
            for number in range(start, start + transactions):
                with vault.transaction(staff) as store:
                    write(store, number)
                    store.commit()
                say(f"ACK {number}")
            for _ in range(backups):
                say(f"BACKUP {vault.back_up(Reason.LOCK).name}")
    except ExpectedError as error:
        return error.exit_code
    return 0


def write(store: Store, number: int) -> None:
    """Write everything that belongs to *number*."""
    person = Person(
        id=new_id(),
        family_name=f"{CANARY} Numero{number:06}",
        native_name="زهرا کریمی",
        numero_etranger=f"99{number:08}",
        address=f"{CANARY} " + "x" * 3000,
    )
    store.people.put(person)
    for place in range(3):
        document = ResidenceDocument(
            id=new_id(), kind=Kind.API, number=f"{CANARY}{place}", ends_on=DAY
        )
        store.documents.put(person.id, document)
    store.documents.remove(person.id, document.id)
    seen = Mark(requirement="P-DEC", state=MarkState.SEEN, marked_on=DAY, reason=CANARY)
    case = Case(id=new_id(), person=person.id, procedure="A2", opened_on=DAY)
    store.cases.put(case)
    store.cases.put(replace(case, marks=(seen,), filing=Filing(filed_on=DAY)))
    for before in store.finding.search(f"numero{number - 1:06}", 1):
        store.people.merge(before.id, phone=f"06{number:08}")


def say(line: str) -> None:
    """Print *line* at once, by a call that no test makes fail."""
    os.writev(sys.stdout.fileno(), [f"{line}\n".encode()])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:])))
