"""What the application knows of the law: of when, on what it rests, what to verify."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.i18n.typography import capital
from anef_desk.law.words import RELIABILITIES
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ReadEntry
from ui.page import ScrollingPage
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.labels import Words
from ui.workers import Ask

if TYPE_CHECKING:
    from datetime import date

    from anef_desk.desk.content import ContentState
    from anef_desk.desk.session import Desk


class ContentPage(ScrollingPage):
    """Says how far the content may be trusted, in five short lists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ContentState | None = None
        self._on: date | None = None
        self.title, self.intro = Words("title"), Words("soft")
        self.version, self.sources = Card(), Card()
        self.to_verify, self.translations, self.set_aside = Card(), Card(), Card()
        self.begin_with(self.title, self.intro)
        for part in self._cards():
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.retranslate()

    def show_state(self, state: ContentState, on: date) -> None:
        """Show the *state* of the content on the day *on*."""
        self._state, self._on = state, on
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Contenu"))
        self.intro.setText(
            _(
                "ANEF Desk ne va pas sur internet. Le contenu change avec chaque nouvelle"
                " version de l’application."
            )
        )
        self.version.title.setText(_("Version"))
        self.sources.title.setText(_("Sources, par fiabilité"))
        self.to_verify.title.setText(_(terms.TO_VERIFY))
        self.translations.title.setText(_("Traductions"))
        self.set_aside.title.setText(_("Fichiers mis de côté"))
        for card in self._cards():
            clear(card.body, 1)
        if self._state is not None and self._on is not None:
            self._write(self._state, self._on)

    def _write(self, state: ContentState, on: date) -> None:
        if state.checked_on and state.oldest_on:
            checked = _(
                "Dernière vérification : {day} ({ago}).",
                day=current().day(state.checked_on),
                ago=terms.days_left(on, state.checked_on),
            )
            oldest = _(
                "La fiche vérifiée il y a le plus longtemps l’a été le {day}.",
                day=current().day(state.oldest_on),
            )
            self.version.body.addWidget(Entry(checked, oldest))
        number = Words("small")
        number.setText(
            _(
                "Version du contenu : {version}",
                version=i18n.left_to_right(state.version),
            )
        )
        self.version.body.addWidget(number)
        for reliability, words in RELIABILITIES.items():
            count = state.reliability.get(reliability, 0)
            told = _n("{number} source", "{number} sources", count)
            self.sources.body.addWidget(Entry(capital(_(words)), told))
        for code, sentence, points in state.to_verify:
            title = current().content(sentence)
            line = Entry(title, _n("{number} point", "{number} points", points))
            line.link(
                f"read-{code}",
                _("Lire la fiche"),
                _("Lire la fiche : {title}", title=title),
                partial(self._read, code),
            )
            self.to_verify.body.addWidget(line)
        for code, share in state.translated.items():
            told = _("{percent} % des phrases traduites.", percent=int(share * 100))
            unread = terms.unreviewed(i18n.load(code))
            known = Entry(
                i18n.NAMES[code], " ".join(part for part in (told, unread) if part)
            )
            self.translations.body.addWidget(known)
        aside = Words()
        aside.setText(
            "\n".join(state.set_aside) or _("Aucun : tout le contenu a été lu.")
        )
        self.set_aside.body.addWidget(aside)

    def _read(self, code: str) -> None:
        self.wanted.emit(ReadEntry(code))

    def _cards(self) -> tuple[Card, ...]:
        return (
            self.version,
            self.sources,
            self.to_verify,
            self.translations,
            self.set_aside,
        )


class ContentPresenter:
    """Has the state of the content computed beside the vault."""

    def __init__(self, page: ContentPage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask

    def read(self) -> None:
        """Show the state of the content."""
        from anef_desk.desk.content import state  # noqa: PLC0415 - when it is shown

        on = self._desk.today()
        self._ask(state, lambda found: self._page.show_state(found, on), beside=True)


def make(desk: Desk, ask: Ask) -> tuple[ContentPage, ContentPresenter]:
    """Return the section, over the vault of *desk*."""
    page = ContentPage()
    return page, ContentPresenter(page, desk, ask)
