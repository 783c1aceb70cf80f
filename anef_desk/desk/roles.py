"""Who may do what: acts × roles, in one table.

Roles are the interface's: whoever has a slot could read the whole vault (SECURITY.md).
They keep a mistake small, and each change in the hands of whoever answers for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from anef_desk.domain.staff import Role
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_


class Act(StrEnum):
    """What a member of staff does to a vault."""

    READ = "read"  # a consultation, which leaves a trace
    DRAFT = "draft"  # what is typed and not recorded
    PASSPHRASE = "passphrase"  # noqa: S105 - one's own, to change it
    PEOPLE = "people"
    DOCUMENTS = "documents"
    MARKS = "marks"
    EVENTS = "events"
    LETTERS = "letters"
    FILING = "filing"
    ANSWERING = "answering"
    REMOVING = "removing"
    STAFF = "staff"
    RECOVERY = "recovery"
    ORGANISATION = "organisation"
    ROTATION = "rotation"
    JOURNAL = "journal"  # how long it is kept, and cutting it
    BACKUPS = "backups"
    SETTINGS = "settings"  # how the window behaves for everybody
    PROTECTION = "protection"  # reviewing, freezing and giving a person their data
    ERASURE = "erasure"
    IMPORT = "import"  # many people at once, and taking that back


_READER: Final = frozenset({Act.READ, Act.DRAFT, Act.PASSPHRASE})
_DESK: Final = _READER | {
    Act.PEOPLE,
    Act.DOCUMENTS,
    Act.MARKS,
    Act.EVENTS,
    Act.LETTERS,
}
_CASE_WORKER: Final = _DESK | {Act.FILING, Act.ANSWERING, Act.REMOVING}

ALLOWED: Final[Mapping[Role, frozenset[Act]]] = {
    Role.READER: _READER,
    Role.DESK: _DESK,
    Role.CASE_WORKER: _CASE_WORKER,
    Role.COORDINATOR: frozenset(Act),
}
"""What each role may do."""

LOOKING: Final = frozenset({Act.READ})
"""What can be done in a vault that was opened to be read."""

RESTING: Final = LOOKING | {Act.DRAFT, Act.PASSPHRASE, Act.PROTECTION, Act.ERASURE}
"""What can be done about somebody whose file is frozen."""


class NotAllowedError(ExpectedError):
    """Somebody of this role does not do this."""

    message = N_("Votre rôle dans ce coffre ne permet pas cela. Rien n’a été changé.")
    advice = N_(
        "Demandez à la personne qui coordonne de le faire, ou de changer votre rôle."
    )
    exit_code = 2


def allows(role: Role, act: Act) -> bool:
    """Return whether *role* allows *act*."""
    return act in ALLOWED[role]


def assert_allowed(role: Role, act: Act) -> None:
    """Refuse *act* to whoever is not to do it.

    Raises:
        NotAllowedError: If *role* does not allow it.
    """
    if not allows(role, act):
        raise NotAllowedError
