"""The size of text and the colours, as on the bar above every page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from anef_desk.i18n import N_
from ui.language import _
from ui.navigation import UseLook
from ui.page import ScrollingPage
from ui.preferences import TEXT_SCALES
from ui.theme import look, metrics
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.labels import Words
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk


THEMES = {
    "": N_("Couleurs du système"),
    "light": N_("Clair"),
    "dark": N_("Sombre"),
    "contrast": N_("Contraste fort"),
}


class AppearancePage(ScrollingPage):
    """Two lists of choices; each one is seen at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.intro = Words("title"), Words("soft")
        self.text, self.colours = Card(), Card()
        self.scales = {
            scale: Choice(f"text-{round(scale * 100)}") for scale in TEXT_SCALES
        }
        self.themes = {theme: Choice(f"theme-{theme or 'system'}") for theme in THEMES}
        groups = QButtonGroup(self), QButtonGroup(self)
        for scale, choice in self.scales.items():
            groups[0].addButton(choice)
            self.text.body.addWidget(choice)
            choice.clicked.connect(partial(self._want, UseLook(scale=scale)))
        for theme, choice in self.themes.items():
            groups[1].addButton(choice)
            self.colours.body.addWidget(choice)
            choice.clicked.connect(partial(self._want, UseLook(theme=theme)))
        self.begin_with(self.title, self.intro)
        for widget in (self.text, self.colours):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Apparence"))
        self.intro.setText(_("Pour cet ordinateur : les autres gardent la leur."))
        self.text.title.setText(_("Taille du texte"))
        self.colours.title.setText(_("Couleurs"))
        for scale, choice in self.scales.items():
            choice.say(_("Texte à {percent} %", percent=round(scale * 100)), "")
        for theme, choice in self.themes.items():
            choice.say(_(THEMES[theme]), "")
        self.scales[look.scale()].setChecked(True)
        self.themes[look.theme()].setChecked(True)
        for card in (self.text, self.colours):
            card.setMaximumWidth(look.px(metrics.CARD_WIDTH))

    def _want(self, wish: UseLook, *_checked: bool) -> None:
        self.wanted.emit(wish)


class AppearancePresenter:
    """Has nothing to decide: the window changes its look."""

    def __init__(self, page: AppearancePage) -> None:
        self._page = page

    def read(self) -> None:
        """Show the look in force."""
        self._page.retranslate()


def make(_desk: Desk, _ask: Ask) -> tuple[AppearancePage, AppearancePresenter]:
    """Return the section."""
    page = AppearancePage()
    return page, AppearancePresenter(page)
