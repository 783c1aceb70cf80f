"""The language of the window, and whether somebody read each translation again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from anef_desk import i18n
from ui.language import _, current
from ui.navigation import UseLanguage
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.labels import Words
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk


class LanguagesPage(ScrollingPage):
    """One line for each language, named in itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.intro = Words("title"), Words("soft")
        self.card, self.others = Card(), Words("soft")
        self.choices = {code: Choice(f"language-{code}") for code in i18n.NAMES}
        group = QButtonGroup(self)
        for code, choice in self.choices.items():
            group.addButton(choice)
            self.card.body.addWidget(choice)
            choice.clicked.connect(partial(self._want, code))
        self.begin_with(self.title, self.intro)
        for widget in (self.card, self.others):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Langues"))
        self.intro.setText(_("La fenêtre change de langue tout de suite."))
        self.card.title.setText(_("Langue de la fenêtre"))
        self.others.setText(
            _(
                "La langue d’une personne se note dans son dossier : elle sert pour le"
                " face à face et pour ses feuilles, quelle que soit celle de la fenêtre."
            )
        )
        for code, choice in self.choices.items():
            choice.say(i18n.NAMES[code], _state(code))
        self.choices[current().language].setChecked(True)
        self.card.setMaximumWidth(look.px(metrics.CARD_WIDTH))

    def _want(self, code: str, *_checked: bool) -> None:
        self.wanted.emit(UseLanguage(code))


class LanguagesPresenter:
    """Has nothing to decide: the window changes its language."""

    def __init__(self, page: LanguagesPage) -> None:
        self._page = page

    def read(self) -> None:
        """Show the language in force."""
        self._page.retranslate()


def _state(code: str) -> str:
    if code == i18n.SOURCE_LANGUAGE:
        return _("Langue d’origine : elle fait foi.")
    if i18n.load(code).reviewed:
        return _("Traduction relue par une personne dont c’est la langue.")
    return _("Traduction pas encore relue par une personne dont c’est la langue.")


def make(_desk: Desk, _ask: Ask) -> tuple[LanguagesPage, LanguagesPresenter]:
    """Return the section."""
    page = LanguagesPage()
    return page, LanguagesPresenter(page)
