"""The sections of the settings, in the order of their list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from anef_desk.i18n import N_
from ui.page import Page
from ui.pages.settings import (
    about,
    appearance,
    backups,
    content,
    data,
    import_people,
    journal,
    languages,
    locking,
    organisation,
    passphrase,
    prefectures,
    recovery,
    team,
    templates,
)
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk


class Presenter(Protocol):
    """Who decides for a section."""

    def read(self) -> None:
        """Show what is true now."""


@dataclass(frozen=True)
class Section:
    """One line of the list, and how its page is made."""

    name: str  # what a request calls it
    title: str
    make: Callable[[Desk, Ask], tuple[Page, Presenter]]


SECTIONS: tuple[Section, ...] = (
    Section("team", N_("Équipe"), team.make),
    Section("passphrase", N_("Ma phrase secrète"), passphrase.make),
    Section("recovery", N_("Feuille de secours"), recovery.make),
    Section("backups", N_("Sauvegardes"), backups.make),
    Section("locking", N_("Verrouillage"), locking.make),
    Section("organisation", N_("Structure et en-tête"), organisation.make),
    Section("templates", N_("Modèles de lettres"), templates.make),
    Section("prefectures", N_("Carnet des préfectures"), prefectures.make),
    Section("import", N_("Importer un tableau"), import_people.make),
    Section("languages", N_("Langues"), languages.make),
    Section("appearance", N_("Apparence"), appearance.make),
    Section("data", N_("Données personnelles"), data.make),
    Section("journal", N_("Journal"), journal.make),
    Section("content", N_("Contenu"), content.make),
    Section("about", N_("À propos"), about.make),
)
