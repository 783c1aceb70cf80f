"""The lines of the board, as values: sections, people, notes; and what each says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anef_desk.desk.board import Board, BoardItem, BoardNote, BoardRow
from anef_desk.desk.roles import Act
from anef_desk.desk.today import SHOWN
from anef_desk.i18n import N_
from anef_desk.law.agenda import Section
from ui import terms
from ui.actions import action
from ui.language import _, _n, current

FAR = 60
"""Days from which a date is said by its day, not by how far it is."""

Kind = Literal["section", "person", "note", "more"]

TITLES: dict[str, str] = {
    "late": N_("En retard"),
    "week": N_("Cette semaine"),
    "notes": N_("Relève des collègues"),
    "expected": N_("Attendus"),
    "opens": N_("S’ouvre ou approche"),
    "untouched": N_("Personne n’y a touché avant une date légale"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the list."""

    kind: Kind
    section: str
    row: BoardRow | None = None
    note: BoardNote | None = None
    count: int = 0  # of the people of a section, or of those not shown
    more: bool = False  # and even more
    may: frozenset[Act] = frozenset(Act)  # what whoever reads it may do

    @property
    def person(self) -> str:
        """Return whom it is about, "" when nobody."""
        if self.note is not None:
            return self.note.handover.person
        return self.row.person if self.row else ""

    def allows(self, key: str) -> bool:
        """Return whether an action of the table makes sense here, and may be done."""
        needs = action(key).needs
        if needs is not None and needs not in self.may:
            return False
        if self.kind == "note":
            return key != "today-postpone"
        return self.kind == "person"


def lines(board: Board) -> tuple[Line, ...]:
    """Return the lines of *board*, from what matters most."""
    found: list[Line] = []
    for name in TITLES:
        found += _notes(board) if name == "notes" else _of_section(board, name)  # type: ignore[arg-type]
    return tuple(found)


def _notes(board: Board) -> Iterator[Line]:
    left = board.notes_left
    if board.notes:
        yield Line(kind="section", section="notes", count=len(board.notes) + left)
    for note in board.notes:
        yield Line(kind="note", section="notes", note=note, may=board.may)
    if left:
        yield Line(kind="more", section="notes", count=left)


def _of_section(board: Board, name: Section) -> Iterator[Line]:
    found = board.section(name)
    if found is None or not found.rows:
        return
    yield Line(kind="section", section=name, count=found.count, more=found.more)
    for row in found.rows:
        yield Line(kind="person", section=name, row=row, may=board.may)
    left = found.count - len(found.rows)
    if left > 0:
        yield Line(kind="more", section=name, count=left, more=found.more)


def coming(board: Board) -> int:
    """Return about how many lines *board* will have in addition, once it is whole."""
    return sum(1 + min(one.count, SHOWN) for one in board.sections if not one.rows)


def when(item: BoardItem, section: str, on: date) -> str:
    """Say the date of *item* in words."""
    due, opens = item.matter.due, item.matter.opens
    if section == "late":
        return _since(due, on)
    if section == "opens" and opens is not None and opens > on:
        left = (opens - on).days
        if left == 1:
            return _("s’ouvre demain")
        return _n("s’ouvre dans {number} jour", "s’ouvre dans {number} jours", left)
    if abs((due - on).days) > FAR:
        return current().short_day(due)
    return terms.days_left(on, due)


def _since(due: date, on: date) -> str:
    days = (on - due).days
    if days == 1:
        return _("depuis hier")
    if days > FAR:
        return _("depuis le {day}", day=current().short_day(due))
    return _n("depuis {number} jour", "depuis {number} jours", days)


def what(item: BoardItem) -> str:
    """Say what is due."""
    said = item.words or current().content(item.title) or item.matter.rule
    if item.matter.kind == "paper":
        return _("Pièce à refaire : {what}", what=said)
    return said


def due(line: Line) -> tuple[str, ...]:
    """Return everything that is due, what matters most first; a note says its text."""
    if line.note is not None:
        return (line.note.handover.text.replace("\n", " "),)
    return tuple(dict.fromkeys(map(what, line.row.items))) if line.row else ()


def details(line: Line) -> str:
    """Return the second line: everything that is due."""
    return terms.joined(due(line))


def date_words(line: Line, on: date) -> str:
    """Return what the chip of *line* says."""
    if line.note is not None:
        return terms.days_left(on, line.note.handover.noted_on)
    return when(line.row.lead, line.section, on) if line.row else ""


def names(line: Line) -> tuple[str, str]:
    """Return the name of the person, and the name in their own script."""
    told = line.note or line.row
    if told is None:
        return "", ""
    native = told.native_name if told.native_name != told.name else ""
    return told.name, native


def title_words(line: Line) -> str:
    """Return what a line that is nobody's says: a title, or how many more."""
    if line.kind == "more" and line.section == "notes":
        return _n(
            "Voir {number} autre relève", "Voir {number} autres relèves", line.count
        )
    if line.kind == "more":
        return (
            _("Voir la suite")
            if line.more
            else _n(
                "Voir {number} autre personne",
                "Voir {number} autres personnes",
                line.count,
            )
        )
    return _(TITLES[line.section])
