"""The organisation: its name, its address, and the picture at the head of letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.domain.organisation import Organisation
from anef_desk.errors import ExpectedError
from ui.language import _, current
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.organisation_form import DRAFT, OrganisationForm
from ui.widgets.recorder import Drafting
from ui.widgets.reserved import Reserved
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk

LOGO_WIDTH, LOGO_HEIGHT = 240, 80


class OrganisationPage(ScrollingPage):
    """Shows the letterhead as letters bear it."""

    change_wanted = Signal()
    picture_chosen = Signal(Path)
    picture_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decides, self._has_logo = True, False
        self.title, self.intro, self.only = Words("title"), Words("soft"), Reserved()
        self.head, self.logo = Card(), Card()
        self.name, self.lines, self.sent_from = Words("strong"), Words(), Words("soft")
        self._city = ""
        self.change = Button("primary", "edit", "change-organisation")
        self.picture, self.note, self.problem = QLabel(), Words("soft"), Words("error")
        self.choose = Button("plain", "document", "choose-logo")
        self.drop = Button("quiet", "close", "drop-logo")
        self._lay_out()
        self.problem.hide()
        self.change.clicked.connect(self.change_wanted)
        self.choose.clicked.connect(self._ask_picture)
        self.drop.clicked.connect(self.picture_dropped)
        self.retranslate()

    def show_organisation(self, known: Organisation, *, decides: bool) -> None:
        """Show the letterhead; whoever does not decide only reads it."""
        self._decides = decides
        self.name.setText(known.name)
        lines = (*known.address.splitlines(), known.phone, known.email)
        self.lines.say("\n".join(line for line in lines if line))
        self._city = known.city
        self._follow()

    def show_logo(self, picture: bytes) -> None:
        """Show the picture above the letterhead, if there is one."""
        self.problem.say("")
        self._has_logo = bool(picture)
        shown = QPixmap()
        if picture:
            shown.loadFromData(picture)
            shown = shown.scaled(
                look.px(LOGO_WIDTH),
                look.px(LOGO_HEIGHT),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.picture.setPixmap(shown)
        self._follow()

    def show_problem(self, text: str) -> None:
        """Say why the picture is not taken."""
        self.problem.say(text)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Structure et en-tête"))
        self.intro.setText(_("Ce qui est imprimé en haut de vos courriers."))
        self.only.name(_("Seule une personne qui coordonne change l’en-tête."))
        self.head.title.setText(_("En-tête"))
        self.logo.title.setText(_("Logo"))
        self.change.setText(_("Changer l’en-tête"))
        self.drop.setText(_("Retirer le logo"))
        self.note.setText(
            _(
                "Une image JPEG, PNG ou WEBP. Elle est gardée dans le coffre, et imprimée"
                " au-dessus du nom. Les courriers que la personne signe seule n’en ont"
                " pas."
            )
        )
        for card in (self.head, self.logo):
            card.setMaximumWidth(look.px(metrics.CARD_WIDTH))
        self._follow()

    def _follow(self) -> None:
        city = i18n.isolated(self._city)
        self.sent_from.say(
            _("Courriers envoyés de : {city}", city=city) if self._city else ""
        )
        self.choose.setText(
            _("Choisir une autre image") if self._has_logo else _("Choisir une image")
        )
        self.picture.setVisible(self._has_logo)
        self.picture.setAccessibleName(_("Logo"))
        self.only.setVisible(not self._decides)
        for button in (self.change, self.choose):
            button.setVisible(self._decides)
        self.drop.setVisible(self._decides and self._has_logo)

    def _ask_picture(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            _("Choisir une image"),
            "",
            _("Images (*.jpg *.jpeg *.png *.webp)"),
        )
        if chosen:
            self.picture_chosen.emit(Path(chosen))

    def _lay_out(self) -> None:
        for card, parts, buttons in (
            (self.head, (self.name, self.lines, self.sent_from), (self.change,)),
            (
                self.logo,
                (self.picture, self.note, self.problem),
                (self.choose, self.drop),
            ),
        ):
            actions = Flow()
            for part in parts:
                card.body.addWidget(part)
            for button in buttons:
                actions.addWidget(button)
            card.body.addLayout(actions)
        self.begin_with(self.title, self.intro)
        for widget in (self.only, self.head, self.logo):
            self.body.addWidget(widget)
        self.body.addStretch(1)


class OrganisationPresenter:
    """Keeps the letterhead; has pictures looked at before they are kept."""

    def __init__(self, page: OrganisationPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._desk, self._ask = page, desk, ask
        self._drafting = Drafting(desk.drafts, ask)
        page.change_wanted.connect(self.change)
        page.picture_chosen.connect(self.look_at)
        page.picture_dropped.connect(self.drop)

    def read(self) -> None:
        """Show the letterhead in force."""
        desk = self._desk

        def then(found: tuple[Organisation, bytes]) -> None:
            decides = desk.can(Act.ORGANISATION)
            self._page.show_organisation(found[0], decides=decides)
            self._page.show_logo(found[1])

        self._ask(lambda: (desk.organisation, desk.letterhead.logo()), then)

    def change(self) -> None:
        """Ask for another letterhead; what was typed before is still there."""
        desk = self._desk
        self._ask(
            lambda: (desk.organisation, desk.drafts.get(DRAFT)),
            lambda found: self._offer(*found),
        )

    def look_at(self, path: Path) -> None:
        """Have *path* looked at beside the vault, then keep it."""
        self._ask(
            partial(self._desk.letterhead.look, path),
            self._keep,
            self._refused,
            beside=True,
        )

    def drop(self) -> None:
        """Write letters without a picture from now on."""
        self._ask(self._desk.letterhead.drop, self._page.show_logo)

    def _keep(self, picture: bytes) -> None:
        choose = partial(self._desk.letterhead.choose, picture)
        self._ask(choose, self._page.show_logo, self._refused)

    def _offer(self, known: Organisation, draft: Mapping[str, str] | None) -> None:
        form = OrganisationForm(known, draft, self._page)
        form.typed.connect(self._drafting.keep)
        form.accepted.connect(lambda: self._record(form.organisation()))
        form.finished.connect(lambda _code: form.deleteLater())
        form.open()

    def _record(self, organisation: Organisation) -> None:
        rename = partial(self._desk.rename_organisation, organisation)
        work = self._drafting.recorded(rename, DRAFT)
        self._ask(work, lambda _done: self.read())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._page.show_problem(error.explain(current()))


def make(desk: Desk, ask: Ask) -> tuple[OrganisationPage, OrganisationPresenter]:
    """Return the section, over the vault of *desk*."""
    page = OrganisationPage()
    return page, OrganisationPresenter(page, desk, ask)
