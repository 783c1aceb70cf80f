"""A vault that does not open: what happened, what is safe, and the way back.

Asked for from the locked page, it also lets somebody go back to a backup on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from anef_desk.clock import now
from anef_desk.errors import ExpectedError
from ui import terms
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets.alert_card import WIDE_TEXT, AlertCard
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.choice import Choice
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.locked_corner import LockedCorner
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.select import Select
from ui.widgets.stacking import stack
from ui.workers import Ask

if TYPE_CHECKING:  # Before a vault is opened, nothing of it is imported.
    from anef_desk.desk.safekeeping import BackupRow, Recovery
    from anef_desk.domain.staff import Staff

COLUMN_WIDTH = 760
AT_FIRST, SHOWN = 2, 12
"""Backups in the list: at first, so that the act is on the screen, and at most."""


@dataclass(frozen=True)
class Trouble:
    """A vault that did not open, for whom, and why; no error when somebody chose it."""

    folder: Path
    staff: str = ""  # identifier, "" when not known
    error: ExpectedError | None = None


class DamagedPage(ScrollingPage):
    """Says what happened; asks which backup to put back, and who does it."""

    restore_wanted = Signal(object, str, str)
    """Folder of the backup, or None for the keys alone; staff, passphrase."""

    reading_wanted = Signal(object, str, str)
    backup_chosen = Signal(object)  # folder of the backup
    place_chosen = Signal(object)  # where else to look
    left = Signal()
    open_wanted = Signal()  # once it is restored

    def __init__(self, trouble: Trouble, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trouble = trouble
        self._recovery: Recovery | None = None
        self._rows: tuple[BackupRow, ...] | None = None
        self._keys_kept = False
        self._looked = False
        self.choices: dict[Path, Choice] = {}
        self._group = QButtonGroup(self)
        self.corner = LockedCorner()
        self.language_wanted = self.corner.languages.chosen
        self.title, self.alert = Words("title"), AlertCard()
        self.safe, self.list, self.who = Card(), Card(), Card()
        self.safe_words, self.kept_words = Words(), Words("soft")
        self.staff_label, self.staff = Words("strong"), Select()
        self.staff.setObjectName("staff")
        self.passphrase_label = Words("strong")
        self.passphrase = PassphraseField("passphrase")
        self.passphrase_note, self.problem = Words("small"), Words("error")
        self.restore = Button("primary", "shield", "restore")
        self.read = Button("plain", "eye", "read-backup")
        self.elsewhere = Button("plain", "search", "look-elsewhere")
        self.older = Button("link", "", "older-backups")
        self.back = Button("quiet", "back", "back")
        self.busy = QProgressBar()
        self.busy.setTextVisible(False)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(20)
        self.staff_label.setBuddy(self.staff)
        self.passphrase_label.setBuddy(self.passphrase.line)
        self._lay_out()
        self.restore.clicked.connect(self._go_on)
        self.passphrase.submitted.connect(self._go_on)
        self.read.clicked.connect(self._consult)
        self.elsewhere.clicked.connect(self._ask_place)
        self.back.clicked.connect(self.left)
        self.older.clicked.connect(self._show_older)
        self.retranslate()

    def show_backups(self, rows: Sequence[BackupRow], *, looked: bool = False) -> None:
        """Offer *rows*, the newest good one chosen; *looked*: found elsewhere."""
        self._rows, self._looked = tuple(rows[:SHOWN]), looked
        self._keys_kept = False
        good = next((row for row in self._rows if row.readable), None)
        first = AT_FIRST if good is None else max(AT_FIRST, self._rows.index(good) + 1)
        self.list.body.removeWidget(self.older)
        for choice in self.choices.values():
            self._group.removeButton(choice)
        clear(self.list.body, 1)
        self.choices = {}
        for place, row in enumerate(self._rows):
            choice = Choice(f"backup-{row.name}")
            choice.setEnabled(row.readable)
            choice.toggled.connect(partial(self._choose, row.folder))
            self._group.addButton(choice)
            self.choices[row.folder] = choice
            self.list.body.addWidget(choice)
            choice.setVisible(place < first)
        self.list.body.addWidget(self.older)
        self.older.setVisible(len(self._rows) > first)
        self.retranslate()
        if good is not None:
            self.choices[good.folder].setChecked(True)
            self.passphrase.line.setFocus()

    def show_kept_keys(self, staff: Sequence[Staff]) -> None:
        """Offer the copy of the keys, where there is no backup: *staff* may open it."""
        self._keys_kept = bool(staff)
        if staff:
            self.show_staff(staff)
            self.retranslate()
            self.passphrase.line.setFocus()

    def show_staff(self, staff: Sequence[Staff]) -> None:
        """Offer who could open the chosen backup."""
        chosen = self.staff.currentData() or self._trouble.staff
        self.staff.clear()
        for colleague, told in zip(staff, terms.colleagues(staff), strict=True):
            self.staff.addItem(told, colleague.id)
        self.staff.setCurrentIndex(max(self.staff.findData(chosen), 0))
        one = len(staff) == 1
        self.staff.setVisible(not one)
        self.staff_label.setVisible(not one)

    def show_busy(self, *, busy: bool) -> None:
        """Show that a backup is being read, or put back."""
        self.busy.setRange(0, 0)
        self.busy.setVisible(busy)
        for button in (self.restore, self.read, self.elsewhere, self.back):
            button.setEnabled(not busy)
        self.passphrase.setEnabled(not busy)
        if busy:
            self.problem.say("")

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the restoration is."""
        self.busy.setRange(0, total)
        self.busy.setValue(done)

    def show_problem(self, text: str) -> None:
        """Say why nothing was put back; nothing was changed."""
        self.show_busy(busy=False)
        self.problem.say(text)
        self.passphrase.line.setFocus()
        self.passphrase.line.selectAll()

    def show_done(self, recovery: Recovery) -> None:
        """Say what was put back; what remains is to open the vault."""
        self._recovery = recovery
        self.show_busy(busy=False)
        self.retranslate()
        self.restore.setFocus()

    @property
    def chosen(self) -> Path | None:
        """Return the folder of the backup that is chosen."""
        return next(
            (folder for folder, one in self.choices.items() if one.isChecked()), None
        )

    @property
    def _keys_alone(self) -> bool:
        """Whether nothing but the copy of the keys can be put back."""
        return self._keys_kept and self.chosen is None

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.corner.retranslate()
        error = self._trouble.error
        self.title.setText(self._title())
        self.safe.title.setText(
            _("C’est fait") if self._recovery else _("Ce qui est en sécurité")
        )
        self.list.title.setText(_("Sauvegardes"))
        self.older.setText(_("Voir les sauvegardes plus anciennes"))
        self.staff_label.setText(_("Votre nom"))
        self.passphrase_label.setText(_("Votre phrase secrète"))
        self.passphrase.retranslate(self.passphrase_label.text())
        self.passphrase_note.setText(
            _("Celle que vous aviez le jour de cette sauvegarde.")
        )
        self.kept_words.setText(
            _("Rien n’est effacé : le fichier d’aujourd’hui est gardé à côté.")
        )
        self.restore.setText(self._act())
        self.read.setText(_("La consulter sans rien changer"))
        self.elsewhere.setText(_("Chercher une sauvegarde ailleurs…"))
        self.back.setText(_("Revenir"))
        self.busy.setAccessibleName(_("Reprise en cours"))
        stack(self._halves, when=look.scale() >= WIDE_TEXT)
        self._write_alert(error)
        self._write_backups()
        self._show_parts()

    def _act(self) -> str:
        if self._recovery is not None:
            return _("Ouvrir le coffre")
        if self._keys_alone:
            return _("Reprendre les clés")
        return _("Reprendre cette sauvegarde")

    def _title(self) -> str:
        if self._recovery is not None:
            return _("Le coffre est revenu")
        if self._trouble.error is not None:
            return _("Ce coffre ne peut pas être ouvert tel quel")
        return _("Reprendre une sauvegarde")

    def _write_alert(self, error: ExpectedError | None) -> None:
        self.alert.setVisible(error is not None and self._recovery is None)
        if error is not None and self._recovery is None:
            self.alert.say(
                "late",
                current().text(error.message, **error.values),
                current().text(error.advice, **error.values),
                "",
            )

    def _write_backups(self) -> None:
        at = now()
        for row in self._rows or ():
            note = (
                terms.joined((terms.ago(row.made_at, at), terms.backup_reason(row)))
                if row.readable
                else _("abîmée : elle ne peut pas être reprise")
            )
            self.choices[row.folder].say(terms.moment(row.made_at), note)
        self.safe_words.setText(self._safety())

    def _safety(self) -> str:
        if self._recovery is not None:
            return "\n".join(self._outcome(self._recovery))
        if self._rows is None:
            return _("Recherche des sauvegardes…")
        good = [row for row in self._rows if row.readable]
        if self._keys_alone:
            return _(
                "La copie de ses clés est encore là. Si votre phrase secrète l’ouvre,"
                " le coffre revient entier : rien n’est perdu."
            )
        if not good and self._looked:
            return _("Il n’y a pas de sauvegarde à cet endroit.")
        if not good:
            return _(
                "Il n’y a pas de sauvegarde à côté du coffre. Branchez la clé USB ou le"
                " disque de la seconde sauvegarde, puis cherchez-la."
            )
        return _(
            "La dernière bonne sauvegarde est du {moment} ({ago}). Tout ce qui était"
            " enregistré à ce moment revient. Ce qui a été fait depuis est à refaire.",
            moment=terms.moment(good[0].made_at),
            ago=terms.ago(good[0].made_at, now()),
        )

    def _outcome(self, recovery: Recovery) -> list[str]:
        told = []
        if recovery.keys_only or recovery.made_at is None:
            told.append(_("Les clés du coffre sont revenues. Rien n’est perdu."))
        else:
            told.append(
                _(
                    "Le coffre est celui du {moment}. Ce qui a été fait depuis est à"
                    " refaire.",
                    moment=terms.moment(recovery.made_at),
                )
            )
        if recovery.erased_again:
            told.append(
                _n(
                    "{number} personne effacée depuis l’est de nouveau.",
                    "{number} personnes effacées depuis le sont de nouveau.",
                    recovery.erased_again,
                )
            )
        return told + [notice.explain(current()) for notice in recovery.notices]

    def _show_parts(self) -> None:
        done, some = self._recovery is not None, bool(self.choices)
        able, alone = some or self._keys_kept, self._keys_alone
        self.list.setVisible(some and not done)
        self.who.setVisible(able and not done)
        self.passphrase_note.setVisible(not alone)
        self.kept_words.setVisible(able and not done)
        self.restore.setVisible(able or done)
        self.read.setVisible(some and not alone and not done)
        self.elsewhere.setVisible(not done)
        self.elsewhere.become("plain" if able else "primary")
        self.back.setVisible(not done)

    def _show_older(self) -> None:
        for choice in self.choices.values():
            choice.show()
        self.older.hide()

    def _lay_out(self) -> None:
        self.problem.hide()
        self.older.hide()
        self.who.title.hide()
        self.busy.hide()
        self.safe.body.addWidget(self.safe_words)
        self.safe.body.addWidget(self.kept_words)
        for widgets in (
            (self.staff_label, self.staff),
            (self.passphrase_label, self.passphrase, self.passphrase_note),
        ):
            half = QVBoxLayout()
            half.setSpacing(8)
            for widget in widgets:
                half.addWidget(widget)
            half.addStretch(1)
            self._halves.addLayout(half, 1)
        self.who.body.addLayout(self._halves)
        column = QWidget()
        column.setMaximumWidth(look.px(COLUMN_WIDTH))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title, 1)
        head.addWidget(self.corner)
        inner.addLayout(head)
        for part in (self.alert, self.safe, self.list, self.who):
            inner.addWidget(part)
        inner.addWidget(self.problem)
        inner.addWidget(self.busy)
        actions = Flow()
        for button in (self.restore, self.read, self.elsewhere, self.back):
            actions.addWidget(button)
        inner.addLayout(actions)
        inner.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(column, 10)
        line.addStretch(1)
        edges = self.body.contentsMargins()
        self.body.setContentsMargins(edges.left(), 12, edges.right(), 12)
        self.body.addLayout(line)
        self.alert.offer("")

    def _choose(self, folder: Path, checked: bool) -> None:
        if checked:
            self.backup_chosen.emit(folder)

    def _go_on(self) -> None:
        if self._recovery is not None:
            self.open_wanted.emit()
        elif self._is_filled():
            self.restore_wanted.emit(*self._given())

    def _consult(self) -> None:
        if self._is_filled():
            self.reading_wanted.emit(*self._given())

    def _is_filled(self) -> bool:
        nothing = self.chosen is None and not self._keys_kept
        if nothing or self.staff.currentData() is None:
            return False
        if not self.passphrase.text():
            self.show_problem(_("Tapez votre phrase secrète."))
        return bool(self.passphrase.text())

    def _given(self) -> tuple[Path | None, str, str]:
        return self.chosen, self.staff.currentData(), self.passphrase.text()

    def _ask_place(self) -> None:
        place = QFileDialog.getExistingDirectory(
            self, _("Dossier où chercher une sauvegarde")
        )
        if place:
            self.place_chosen.emit(Path(place))


class DamagedPresenter:
    """Finds the backups of a vault and puts one back; builds no widget."""

    def __init__(
        self,
        page: DamagedPage,
        trouble: Trouble,
        ask: Ask,
        opened: Callable[[Path, str, str, bool], None],
    ) -> None:
        """Prepare the page.

        Args:
            page: What is shown.
            trouble: Which vault, for whom.
            ask: How work is done off the GUI thread.
            opened: Opens a folder for somebody, to be read only or not.
        """
        self._page, self._trouble, self._ask = page, trouble, ask
        self._open = opened
        page.restore_wanted.connect(self.restore)
        page.reading_wanted.connect(self.consult)
        page.backup_chosen.connect(self.list_staff)
        page.place_chosen.connect(self.look_in)
        page.open_wanted.connect(self._open_restored)
        self._restored = ("", "")

    def read(self) -> None:
        """Show the backups beside the vault."""
        from anef_desk.desk.safekeeping import backups_of  # noqa: PLC0415

        self._ask(partial(backups_of, self._trouble.folder), self._show)

    def _show(self, rows: Sequence[BackupRow], *, looked: bool = False) -> None:
        from anef_desk.desk import safekeeping  # noqa: PLC0415

        self._page.show_backups(rows, looked=looked)
        if self._trouble.error is not None and not any(row.readable for row in rows):
            work = partial(safekeeping.staff_of_kept_keys, self._trouble.folder)
            self._ask(work, self._page.show_kept_keys)

    def look_in(self, place: Path) -> None:
        """Show the backups in another *place*."""
        from anef_desk.desk.safekeeping import backups_in  # noqa: PLC0415

        self._ask(partial(backups_in, place), partial(self._show, looked=True))

    def list_staff(self, backup: Path) -> None:
        """Show who could open the vault when *backup* was made."""
        from anef_desk.desk.safekeeping import staff_of_backup  # noqa: PLC0415

        work = partial(staff_of_backup, backup)
        self._ask(work, self._page.show_staff, self._explain)

    def restore(self, backup: Path | None, staff: str, passphrase: str) -> None:
        """Put the keys back if they are all that was damaged, else *backup*."""
        from anef_desk.desk import safekeeping  # noqa: PLC0415

        folder = self._trouble.folder
        self._restored = (staff, passphrase)
        self._page.show_busy(busy=True)
        if backup is not None and self._trouble.error is None:
            work = partial(safekeeping.restore, folder, backup, staff, passphrase)
        else:
            work = partial(safekeeping.put_back, folder, backup, staff, passphrase)
        self._ask(work, self._page.show_done, self._explain)

    def consult(self, backup: Path, staff: str, passphrase: str) -> None:
        """Open *backup* to be read."""
        self._open(backup, staff, passphrase, True)

    def _open_restored(self) -> None:
        staff, passphrase = self._restored
        self._open(self._trouble.folder, staff, passphrase, False)

    def _explain(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._page.show_problem(error.explain(current()))
