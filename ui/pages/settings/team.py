"""The team: who can open the vault, what each may do, who joins and who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from anef_desk.desk.roles import Act
from anef_desk.domain.staff import Role
from anef_desk.errors import ExpectedError
from ui import terms
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.bullet import Bullet
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.colleague_form import ColleagueForm
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.passphrase_form import PassphraseForm
from ui.widgets.reserved import Reserved
from ui.widgets.running import Running
from ui.widgets.select import Select
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.administration import Colleague, RotationReport
    from anef_desk.desk.safekeeping import Former
    from anef_desk.desk.session import Desk

LARGE = 1.25
"""Size of text beyond which a line becomes two."""


class TeamPage(ScrollingPage):
    """A line for each colleague; one button to add, one on each line to remove."""

    add_wanted = Signal()
    role_chosen = Signal(str, str)  # colleague, role
    passphrase_wanted = Signal(str, str)  # colleague who forgot theirs, their name
    removal_wanted = Signal(str)  # colleague
    removal_confirmed = Signal(str)
    deletion_wanted = Signal()  # of the copies a leaver can read
    rewritten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colleagues: tuple[Colleague, ...] = ()
        self._decides, self._leaving = True, ""
        self._report: RotationReport | None = None
        self.title, self.intro, self.only = Words("title"), Words("soft"), Reserved()
        self.add = Button("primary", "add", "add-colleague")
        self.team, self.leaving, self.left = Card(), Card(), Card()
        self.leaving_words = [Bullet() for _n in range(4)]
        self.remove = Button("primary", "", "confirm-removal")
        self.keep = Button("quiet", "", "give-up-removal")
        self.running = Running("removal")
        self.problem = Words("error")
        self.left_words = [Bullet() for _n in range(6)]
        self.delete = Button("plain", "", "delete-old-copies")
        self.close_report = Button("quiet", "close", "close-report")
        self.rows: list[tuple[Words, Words, Select | Words, Button | None]] = []
        self.forgotten: list[Button] = []  # one a line, for whoever decides
        self._lay_out()
        self.problem.hide()
        self.leaving.hide()
        self.left.hide()
        self.add.clicked.connect(self.add_wanted)
        self.keep.clicked.connect(lambda: self.show_leaving(""))
        self.remove.clicked.connect(lambda: self.removal_confirmed.emit(self._leaving))
        self.delete.clicked.connect(self.deletion_wanted)
        self.close_report.clicked.connect(lambda: self.show_report(None))
        self.retranslate()

    def show_team(self, colleagues: Sequence[Colleague], *, decides: bool) -> None:
        """Show who can open the vault; whoever does not decide only reads it."""
        self._colleagues, self._decides = tuple(colleagues), decides
        self.retranslate()

    def show_leaving(self, staff_id: str) -> None:
        """Say what removing somebody means, before it is done; "" for nobody."""
        self._leaving = staff_id
        self.problem.say("")
        self.running.end()
        self.leaving.setVisible(bool(staff_id))
        self.add.setVisible(self._decides and not staff_id)
        for button in (self.remove, self.keep):
            button.setEnabled(True)
        self._say_leaving()
        if staff_id:
            self.keep.setFocus()

    def show_busy(self) -> None:
        """Show that the vault is written again."""
        for button in (self.remove, self.keep):
            button.setEnabled(False)

    def show_problem(self, staff_id: str, text: str) -> None:
        """Say why *staff_id* was not removed, whoever was asked about meanwhile."""
        self.show_leaving(staff_id)
        self.problem.say(text)

    def show_report(self, report: RotationReport | None) -> None:
        """Say what removing somebody did, and what is left to do."""
        self._report = report
        self.left.setVisible(report is not None)
        self._say_left()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Équipe"))
        self.intro.setText(
            _(
                "Chaque collègue ouvre le coffre avec sa propre phrase secrète. Le rôle dit"
                " ce qu’on peut faire ; il n’empêche pas de lire."
            )
        )
        self.only.name(_("Seule une personne qui coordonne change l’équipe."))
        self.only.setVisible(not self._decides)
        self.add.setText(_("Ajouter un collègue"))
        self.add.setVisible(self._decides and not self._leaving)
        self.team.title.setText(_("Qui peut ouvrir ce coffre"))
        self.remove.setText(_("Retirer et changer la clé"))
        self.keep.setText(_("Ne rien changer"))
        self.close_report.setText(_("Fermer"))
        self.running.retranslate()
        for card in (self.team, self.leaving, self.left):
            card.setMaximumWidth(look.px(metrics.CARD_WIDTH))
        self._say_team()
        self._say_leaving()
        self._say_left()

    def _say_team(self) -> None:
        clear(self.team.body, 1)
        self.rows, self.forgotten = [], []
        for place, colleague in enumerate(self._colleagues):
            self.team.body.addWidget(self._row(colleague, first=place == 0))

    def _row(self, colleague: Colleague, *, first: bool) -> QWidget:
        staff = colleague.staff
        row = QFrame()
        row.setProperty("frame", "plain" if first else "row")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        name, note = Words("strong"), Words("small")
        name.setText(staff.name)
        if colleague.is_you:
            note.say(_("C’est vous."))
        elif not colleague.has_way_in:
            note.say(
                _("N’a pas de phrase secrète. Qui coordonne peut lui en donner une.")
            )
        else:
            note.say("")
        role: Select | Words
        button: Button | None = None
        grid.addWidget(name, 0, 0)
        grid.addWidget(note, 1, 0)
        if self._decides:
            role = self._roles(colleague)
            button = self._removal(colleague)
            self.forgotten.append(self._forgetting(colleague))
            line = QHBoxLayout()
            line.addWidget(self.forgotten[-1])
            line.addStretch(1)
            grid.addLayout(line, 2, 0)
        else:
            role = Words("soft", wraps=False)
            role.setText(_(terms.ROLES[staff.role.value]))
        middle = Qt.AlignmentFlag.AlignVCenter
        if look.scale() > LARGE:  # Under the name, in large text.
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(role, 1)
            if button is not None:
                line.addWidget(button)
            grid.addLayout(line, 3, 0)
        else:
            grid.addWidget(role, 0, 1, 3, 1, middle)
            if button is not None:
                grid.addWidget(button, 0, 2, 3, 1, middle)
        self.rows.append((name, note, role, button))
        return row

    def _removal(self, colleague: Colleague) -> Button:
        """Return the button of a line; its place alone on one's own."""
        staff = colleague.staff
        button = Button("plain", "", f"remove-{staff.id}")
        button.setText(_("Retirer…"))
        button.setAccessibleName(_("Retirer {name}", name=staff.name))
        button.clicked.connect(partial(self._want_removal, staff.id))
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(look.scale() <= LARGE)  # Beside names only.
        button.setSizePolicy(policy)
        button.setVisible(not colleague.is_you)
        return button

    def _forgetting(self, colleague: Colleague) -> Button:
        """Return the button for whoever has no passphrase they know; not oneself."""
        staff = colleague.staff
        button = Button("link", "", f"renew-{staff.id}")
        button.setText(_("Donner une phrase…"))
        button.setAccessibleName(
            _("Donner une phrase secrète à {name}", name=staff.name)
        )
        if colleague.has_way_in:
            button.setText(_("Phrase oubliée…"))
            button.setAccessibleName(
                _("{name} a oublié sa phrase secrète", name=staff.name)
            )
        button.clicked.connect(
            lambda: self.passphrase_wanted.emit(staff.id, staff.name)
        )
        button.setVisible(not colleague.is_you)
        return button

    def _roles(self, colleague: Colleague) -> Select:
        staff = colleague.staff
        select = Select()
        select.setObjectName(f"role-of-{staff.id}")
        for role, text in terms.ROLES.items():
            select.addItem(_(text), role)
        select.setCurrentIndex(select.findData(staff.role.value))
        select.setAccessibleName(_("Rôle de {name}", name=staff.name))
        select.activated.connect(
            lambda _row: self.role_chosen.emit(staff.id, str(select.currentData()))
        )
        return select

    def _want_removal(self, staff_id: str) -> None:
        self.removal_wanted.emit(staff_id)

    def _say_leaving(self) -> None:
        name = next(
            (c.staff.name for c in self._colleagues if c.staff.id == self._leaving), ""
        )
        self.leaving.title.setText(_("Retirer {name} ?", name=name))
        for words, text in zip(
            self.leaving_words,
            (
                _("Le coffre change de clé : {name} n’ouvrira plus rien de ce qui sera"
                  " écrit ensuite.", name=name),
                _("Les autres gardent leur phrase secrète, et la feuille de secours"
                  " reste bonne."),
                _("Le journal garde son nom et ce qui a été fait."),
                _("Ce que cette personne a déjà copié ou imprimé reste lisible."),
            ),
            strict=True,
        ):  # fmt: skip
            words.say(text)

    def _say_left(self) -> None:
        report = self._report
        if report is None:
            return
        names = current().listing(staff.name for staff in report.left)
        self.left.title.setText(
            _("C’est fait : {names} n’ouvre plus ce coffre", names=names)
        )
        stays = current().listing(staff.name for staff in report.stays)
        copies = len(report.old_copies)
        said = [
            _("Le coffre s’ouvre toujours pour : {names}.", names=stays),
            _("La feuille de secours reste bonne.")
            if report.recovery_kept
            else _("Aucune feuille de secours n’ouvre ce coffre : faites-en une."),
            _("Une sauvegarde sous la nouvelle clé est faite et relue.")
            if report.backed_up
            else _(
                "La sauvegarde sous la nouvelle clé n’a pas pu se faire. Elle se fera au"
                " prochain verrouillage."
            ),
            _n(
                "{number} sauvegarde d’avant s’ouvre encore avec l’ancienne phrase.",
                "{number} sauvegardes d’avant s’ouvrent encore avec l’ancienne phrase.",
                copies,
            )
            if copies
            else "",
            _(terms.SECOND_AWAY) if report.elsewhere else "",
            _("Reprenez ses clés USB, et supprimez les copies faites ailleurs."),
        ]
        for words, text in zip(self.left_words, said, strict=True):
            words.say(text)
        self.delete.setText(
            _n("Supprimer cette sauvegarde", "Supprimer ces sauvegardes", copies)
        )
        self.delete.setVisible(copies > 0)

    def _lay_out(self) -> None:
        for words in self.leaving_words:
            self.leaving.body.addWidget(words)
        self.leaving.body.addWidget(self.problem)
        self.leaving.body.addWidget(self.running)
        actions = Flow()
        for button in (self.remove, self.keep):
            actions.addWidget(button)
        self.leaving.body.addSpacing(16)
        self.leaving.body.addLayout(actions)
        for words in self.left_words:
            self.left.body.addWidget(words)
        after = Flow()
        for button in (self.delete, self.close_report):
            after.addWidget(button)
        self.left.body.addSpacing(16)
        self.left.body.addLayout(after)
        self.begin_with(self.title, self.intro)
        self.body.addWidget(self.only)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        for card in (self.leaving, self.left, self.team):
            self.body.addWidget(card)
        self.body.addLayout(line)
        self.body.addStretch(1)


class TeamPresenter:
    """Adds, promotes and removes colleagues."""

    def __init__(self, page: TeamPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._ask, self._desk = page, ask, desk
        self._administration = desk.administration
        self._safekeeping = desk.safekeeping
        self.form: ColleagueForm | PassphraseForm | None = None
        page.add_wanted.connect(self.add)
        page.role_chosen.connect(self.change_role)
        page.passphrase_wanted.connect(self.renew)
        page.removal_wanted.connect(page.show_leaving)
        page.removal_confirmed.connect(self.remove)
        page.deletion_wanted.connect(self.delete_old_copies)

    def read(self) -> None:
        """Show who can open the vault now."""
        self._ask(
            self._administration.colleagues,
            lambda found: self._page.show_team(
                found, decides=self._desk.can(Act.STAFF)
            ),
        )

    def add(self) -> None:
        """Ask who joins."""
        form = ColleagueForm(self._page)
        form.submitted.connect(partial(self._join, form))
        self._open(form)

    def renew(self, staff_id: str, name: str) -> None:
        """Ask a colleague who forgot their passphrase to type another."""
        form = PassphraseForm(name, self._page)
        form.submitted.connect(partial(self._renew, form, staff_id, name))
        self._open(form)

    def change_role(self, staff_id: str, role: str) -> None:
        """Let somebody do more, or less."""
        self._ask(
            partial(self._administration.change_role, staff_id, Role(role)),
            lambda _none: self.read(),
            self._role_refused,
        )

    def remove(self, staff_id: str) -> None:
        """Take somebody's way in: the vault is written again under a new key."""
        page = self._page
        page.show_busy()
        work = page.running.start(
            partial(self._administration.remove_staff, staff_id),
            _("Vérification du coffre, puis écriture sous la nouvelle clé…"),
        )

        def then(report: RotationReport | None) -> None:
            page.show_leaving("")
            if report is not None:
                page.show_report(report)
            self.read()

        def refused(error: Exception) -> None:
            page.show_problem(staff_id, _told(error))

        self._ask(work, then, refused)

    def delete_old_copies(self) -> None:
        """Delete the backups that whoever left can still read."""
        page = self._page

        def then(gone: Former) -> None:
            page.show_report(None)
            page.explained.emit(terms.deleted(gone))

        def refused(error: Exception) -> None:
            page.explained.emit(_told(error))

        self._ask(self._safekeeping.discard_former, then, refused)

    def _open(self, form: ColleagueForm | PassphraseForm) -> None:
        """Show a form that asks for a new passphrase."""
        from anef_desk.desk.passphrases import (  # noqa: PLC0415
            generate_passphrase,
            passphrase_strength,
        )

        self.form, secret = form, form.passphrase
        secret.proposal_wanted.connect(
            lambda: secret.show_proposal(generate_passphrase())
        )
        secret.typed.connect(
            lambda typed: self._ask(
                partial(passphrase_strength, typed), secret.show_strength
            )
        )
        form.finished.connect(lambda _code: self._put_away(form))
        form.open()

    def _renew(
        self, form: PassphraseForm, staff_id: str, name: str, passphrase: str
    ) -> None:
        def then(_none: object) -> None:
            self._close(form)
            self._page.explained.emit(
                _(
                    "{name} ouvre maintenant ce coffre avec sa nouvelle phrase.",
                    name=name,
                )
            )
            self.read()

        self._ask(
            partial(self._administration.give_passphrase, staff_id, passphrase),
            then,
            partial(self._form_refused, form),
        )

    def _join(self, form: ColleagueForm, name: str, role: str, passphrase: str) -> None:
        def then(_staff: object) -> None:
            self._close(form)
            self._page.explained.emit(
                _(
                    "{name} peut ouvrir ce coffre. Donnez-lui sa phrase sur papier, en main"
                    " propre.",
                    name=name,
                )
            )
            self.read()

        self._ask(
            partial(self._administration.add_staff, name, Role(role), passphrase),
            then,
            partial(self._form_refused, form),
        )

    def _close(self, form: ColleagueForm | PassphraseForm) -> None:
        """Close *form*, unless somebody did while a key was made."""
        if self.form is form:
            form.accept()

    def _form_refused(
        self, form: ColleagueForm | PassphraseForm, error: Exception
    ) -> None:
        told = _told(error)
        if self.form is form:
            form.show_problem(told)
        else:
            self._page.explained.emit(told)

    def _put_away(self, form: ColleagueForm | PassphraseForm) -> None:
        form.passphrase.clear()
        form.deleteLater()
        self.form = None

    def _role_refused(self, error: Exception) -> None:
        self._page.explained.emit(_told(error))
        self.read()


def _told(error: Exception) -> str:
    """Return what to say of *error*; a defect is reported as such."""
    if not isinstance(error, ExpectedError):
        raise error
    return error.explain(current())


def make(desk: Desk, ask: Ask) -> tuple[TeamPage, TeamPresenter]:
    """Return the section, over the vault of *desk*."""
    page = TeamPage()
    return page, TeamPresenter(page, desk, ask)
