"""What the palette finds: people, pages, commands, settings, the library, letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.i18n import N_
from anef_desk.i18n.folding import words
from ui import terms
from ui.actions import ACTIONS, SETTINGS, Action, Setting
from ui.language import _, current
from ui.navigation import ReadEntry, ShowPerson, ShowRights, ShowSettings
from ui.widgets.palette import Hit
from ui.workers import Ask

if TYPE_CHECKING:  # The vault is open by then.
    from anef_desk.catalogue.search import Found, Index
    from anef_desk.desk.session import Desk
    from anef_desk.desk.views import PersonRow

PEOPLE, ENTRIES, RECENT = 6, 12, 8

_KINDS = {
    "procedure": ("procedures", N_("Démarche")),
    "symptom": ("alert", N_("Blocage")),
    "residence_document": ("rights", N_("Droits")),
    "supporting_document": ("document", N_("Pièce")),
    "remedy": ("shield", N_("Recours")),
    "body": ("people", N_("Organisme")),
}


class WantLetter:
    """A letter was chosen in the palette: for the person whose page is open."""

    def __init__(self, template: str) -> None:
        self.template = template


class Finder:
    """Finds for the palette; remembers what was chosen, as long as the window lives."""

    def __init__(self, desk: Desk, ask: Ask) -> None:
        self._desk, self._ask = desk, ask
        self._recent: list[Hit] = []
        self._number = 0
        self._index: tuple[str, Index] | None = None

    def find(
        self,
        text: str,
        available: Callable[[Action], bool],
        show: Callable[[Sequence[Hit], bool], None],
    ) -> None:
        """Find *text*; *show* receives what is known at once, then everything."""
        self._number += 1
        number, text = self._number, text.strip()
        if not text:
            found = [*self._recent, *actions("", available)]
            show(tuple(dict.fromkeys(found)), True)
            return
        commands = (*actions(text, available), *settings(text))
        show(commands, False)

        def then(found: tuple[Sequence[PersonRow], Sequence[Hit]]) -> None:
            people, entries = found
            if number == self._number:
                show((*map(_person, people), *commands, *entries), True)

        self._ask(partial(self._work, text), then)

    def chose(self, hit: Hit) -> None:
        """Remember what was chosen: it is offered first next time."""
        self._recent = [hit, *(one for one in self._recent if one != hit)][:RECENT]

    def forget(self, person: str) -> None:
        """Offer somebody no more, whose data were erased."""
        gone = ShowPerson(person)
        self._recent = [hit for hit in self._recent if hit.target != gone]

    def _work(self, text: str) -> tuple[Sequence[PersonRow], Sequence[Hit]]:
        people = self._desk.people.search(text, PEOPLE)
        found = self._catalogue().find(text)[:ENTRIES]
        entries = [_entry(one) for one in found]
        writes = self._desk.can(Act.LETTERS)
        return people, (*entries, *(_letters(text) if writes else ()))

    def _catalogue(self) -> Index:
        from anef_desk.catalogue.search import Index  # noqa: PLC0415 - when asked for

        language = current().language
        if self._index is None or self._index[0] != language:
            texts = {code: i18n.load(code) for code in (language, "fr")}
            self._index = language, Index(self._desk.library, texts.values())
        return self._index[1]


def actions(text: str, available: Callable[[Action], bool]) -> Iterator[Hit]:
    """Yield the actions that *text* names, in the window's language or in French."""
    typed = words(text)
    for one in ACTIONS:
        if one.key == "palette" or not available(one):
            continue
        if _is_named(one, typed):
            yield Hit(
                icon="next" if one.group == "places" else "settings",
                title=_(one.words),
                kind=_("Page") if one.group == "places" else _("Commande"),
                keys=next(iter(one.keys), ""),
                target=one.key,
            )


def settings(text: str) -> Iterator[Hit]:
    """Yield the sections of the settings that *text* names, as `actions` does."""
    typed = words(text)
    for one in SETTINGS:
        if _is_named(one, typed):
            yield Hit(
                icon="settings",
                title=_(one.words),
                kind=_("Réglages"),
                target=ShowSettings(one.name),
            )


def _is_named(one: Action | Setting, typed: Iterable[str]) -> bool:
    said = f"{one.words} {_(one.words)} {one.more} {_(one.more)}"
    return _are_begun(typed, said)


def _are_begun(typed: Iterable[str], said: str) -> bool:
    """Return whether each word *typed* begins one of those *said*."""
    known = words(said)
    return all(any(word.startswith(begun) for word in known) for begun in typed)


def _person(row: PersonRow) -> Hit:
    native = row.native_name if row.native_name != row.name else ""
    return Hit(
        icon="people",
        title=terms.joined((row.name, i18n.isolated(native), terms.born(row.birth))),
        kind=_("Personne"),
        target=ShowPerson(row.id),
    )


def _entry(found: Found) -> Hit:
    icon, kind = _KINDS[found.kind]
    rights = found.kind == "residence_document"
    return Hit(
        icon=icon,
        title=current().content(found.title),
        kind=_(kind),
        target=ShowRights(found.code) if rights else ReadEntry(found.code),
    )


def _letters(text: str) -> Iterator[Hit]:
    from anef_desk.desk.guidance import letter_titles  # noqa: PLC0415 - when asked for

    typed = words(text)
    for code, title in letter_titles():
        if _are_begun(typed, f"{code} {title.french} {current().content(title)}"):
            yield Hit(
                icon="letters",
                title=terms.joined((code, current().content(title))),
                kind=_("Courrier"),
                target=WantLetter(code),
            )
