"""The book of prefectures: written by the desk, dated, used by its letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.prefecture import Prefecture
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.i18n.folding import words
from anef_desk.law.time_limits import TimeLimit, last_day

CHECKED_FOR: Final = TimeLimit(6, "months")
"""How long an address is believed before somebody is asked to make sure of it."""


class TwoPrefecturesError(ExpectedError):
    """Two lines of one name: a letter would not know which to take."""

    message = N_("Le carnet a déjà une préfecture de ce nom.")
    advice = N_("Changez celle qui y est.")
    exit_code = 2


class Prefectures:
    """The book of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> tuple[Prefecture, ...]:
        """Return every prefecture, in the order of departments."""
        return self._context.vault.reading().prefectures.all()

    def put(self, prefecture: Prefecture) -> tuple[Prefecture, ...]:
        """Write a prefecture down, made sure of today; return the book.

        One without an identifier is new.

        Raises:
            TwoPrefecturesError: If another one has the same name.
        """
        context = self._context
        kept = replace(
            prefecture, id=prefecture.id or new_id(), checked_on=context.today()
        )
        with context.writing(Act.LETTERS) as store:
            same = named(store.prefectures.all(), kept.name)
            if same is not None and same.id != kept.id:
                raise TwoPrefecturesError
            store.prefectures.put(kept)
            book = store.prefectures.all()
            store.commit()
        return book

    def remove(self, prefecture_id: str) -> Prefecture:
        """Take a prefecture out of the book; return what `put_back` puts back."""
        with self._context.writing(Act.LETTERS) as store:
            removed = store.prefectures.remove(prefecture_id)
            store.commit()
        return removed

    def put_back(self, prefecture: Prefecture) -> tuple[Prefecture, ...]:
        """Put a prefecture back as it was; return the book."""
        with self._context.writing(Act.LETTERS) as store:
            store.prefectures.put(prefecture)
            book = store.prefectures.all()
            store.commit()
        return book


def named(book: Iterable[Prefecture], name: str) -> Prefecture | None:
    """Return the prefecture of *book* a person's file calls *name*, or None.

    Accents, case and punctuation do not count.
    """
    wanted = words(name)
    if not wanted:
        return None
    return next((one for one in book if words(one.name) == wanted), None)


def is_old(prefecture: Prefecture, on: date) -> bool:
    """Return whether somebody should make sure of *prefecture* again on the day *on*."""
    checked = prefecture.checked_on
    return checked is None or last_day(checked, CHECKED_FOR) < on
