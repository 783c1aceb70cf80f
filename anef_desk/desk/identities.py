"""Identities as each document prints them."""

from __future__ import annotations

from dataclasses import replace

from anef_desk.desk.context import Context
from anef_desk.desk.people import read_file
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity


class Identities:
    """The identities of the people of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def put(self, identity: Identity) -> PersonFile:
        """Write down what a document prints; a new one receives its `id` here."""
        context = self._context
        known = replace(identity, id=identity.id or new_id())
        with context.writing(Act.PEOPLE) as store:
            store.identities.put(known)
            store.people_index.write(known.person)
            shown = read_file(context, store, known.person)
            store.commit()
        return shown

    def remove(self, identity_id: str) -> PersonFile:
        """Take out what was noted by mistake."""
        context = self._context
        with context.writing(Act.PEOPLE) as store:
            person = store.identities.get(identity_id).person
            store.identities.remove(identity_id)
            store.people_index.write(person)
            shown = read_file(context, store, person)
            store.commit()
        return shown
