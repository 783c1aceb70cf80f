"""A copy made ready for an upload: its pages in order, then one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QIcon,
    QKeySequence,
    QPixmap,
    QShortcut,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk.domain.attachment import Attachment
from ui.actions import keys_of
from ui.language import _, _n
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.flow import Flow
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words, set_property
from ui.widgets.line_delegate import font_of
from ui.widgets.select import Select
from ui.widgets.tick import Tick

if TYPE_CHECKING:
    from anef_desk.desk.scans import ScannedPage, Wanted

_PAGE, _PICTURE = (
    Qt.ItemDataRole.UserRole,
    Qt.ItemDataRole(Qt.ItemDataRole.UserRole + 1),
)
PICTURE = QSize(116, 164)
AROUND = 18
"""Between a picture, with its words, and the edge of its item."""

LEAST = 120
"""Height under which the choices are not squeezed: they scroll."""


class ScanDialog(Dialog):
    """Turns, orders and leaves out pages; says what file is wanted."""

    wanted = Signal(tuple, object)  # pages, Wanted
    more_wanted = Signal(object)  # Attachment whose pages come after

    def __init__(
        self,
        others: Sequence[Attachment],
        limits: Sequence[int],
        prudent: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._others = tuple(others)
        self._out: list[tuple[int, QListWidgetItem]] = []  # pages, and their places
        self._waits = 0  # for the pages of so many copies
        self.setWindowTitle(_("Préparer une pièce"))
        self.title, self.intro = Words("title"), Words("soft")
        self.pages = QListWidget()
        self.pages.setObjectName("scan-pages")
        self.earlier = Button("plain", "back", "scan-earlier")
        self.later = Button("plain", "next", "scan-later")
        self.turn = Button("plain", "", "scan-turn")
        for button in (self.earlier, self.later, self.turn):
            button.repeats = True
        self.leave_out = Button("plain", "close", "scan-leave-out")
        self.put_back = Button("plain", "", "scan-put-back")
        self.put_back.repeats = True
        self.more = Select()
        self.more.setObjectName("scan-more")
        self.format, self.limit = Select(), Select()
        self.format.setObjectName("scan-format")
        self.limit.setObjectName("scan-limit")
        self.format_label, self.limit_label = Words("strong"), Words("strong")
        self.more_label = Words("strong")
        self.grey, self.trim = Tick("scan-grey"), Tick("scan-trim")
        self.note, self.state = Words("soft"), Words("soft")
        self.problem = Words("error")
        self.problem.hide()
        self.save = Button("primary", "save", "scan-save")
        self.cancel = Button("quiet", "close", "scan-close")
        self._fill(limits, prudent)
        self._say()
        self._lay_out()
        self._connect()

    def begins(self) -> QWidget | None:
        """Return the pages: they are put in order first."""
        return self.pages

    def wait_for_pages(self) -> None:
        """Say that the pages of a copy are being drawn."""
        self._waits += 1
        self.problem.say("")
        self._follow()

    def add_pages(self, pages: Sequence[ScannedPage]) -> None:
        """Put *pages* after those that are there."""
        self._waits = max(self._waits - 1, 0)
        for page in pages:
            item = QListWidgetItem()
            item.setData(_PAGE, page)
            item.setData(_PICTURE, _small(page))
            self.pages.addItem(item)
        if self.pages.currentRow() < 0:
            self.pages.setCurrentRow(0)
        self._follow()

    def chosen(self) -> tuple[ScannedPage, ...]:
        """Return the pages, in the order of the list."""
        return tuple(
            self.pages.item(row).data(_PAGE) for row in range(self.pages.count())
        )

    def asked(self) -> Wanted:
        """Return what the file should be."""
        from anef_desk.desk.scans import Wanted  # noqa: PLC0415 - when it is asked

        return Wanted(
            format=self.format.currentData(),
            grey=self.grey.isChecked(),
            trim=self.trim.isChecked(),
            megabytes=int(self.limit.currentData()),
        )

    def show_busy(self, *, busy: bool) -> None:
        """Show that the file is being made."""
        self.save.setEnabled(not busy and self.pages.count() > 0)
        self.state.setText(_("Le fichier se prépare…") if busy else self._counted())
        self.problem.say("")

    def show_problem(self, text: str) -> None:
        """Say why there is no file, or no page."""
        self._waits = 0
        self.show_busy(busy=False)
        self.problem.say(text)

    def _fill(self, limits: Sequence[int], prudent: int) -> None:
        self.format.addItem(_("PDF"), "pdf")
        self.format.addItem(_("Image JPEG, une seule page"), "jpeg")
        for megabytes in limits:
            self.limit.addItem(_("{number} Mo", number=megabytes), megabytes)
        self.limit.setCurrentIndex(self.limit.findData(prudent))
        self.more.addItem(_("Aucune"), None)
        for other in self._others:
            self.more.addItem(other.title, other.id)

    def _say(self) -> None:
        self.title.setText(_("Préparer une pièce pour l’envoyer"))
        self.intro.setText(
            _("Un seul document par fichier. Mettez les pages dans l’ordre.")
        )
        self.earlier.setText(_("Plus tôt"))
        self.later.setText(_("Plus tard"))
        self.turn.setText(_("Tourner"))
        self.leave_out.setText(_("Enlever"))
        self.put_back.setText(_("Remettre"))
        self.more_label.setText(_("Ajouter les pages d’une autre copie"))
        self.format_label.setText(_("Format"))
        self.limit_label.setText(_("Poids au plus"))
        self.grey.setText(_("Niveaux de gris, plus léger"))
        self.trim.setText(_("Enlever les bords unis"))
        self.note.setText(
            _(
                "La limite de l’ANEF n’est pas publiée de façon sûre. Moins de 5 Mo :"
                " c’est un conseil de prudence."
            )
        )
        self.save.setText(_("Enregistrer le fichier"))
        self.cancel.setText(_("Fermer"))
        self.pages.setAccessibleName(_("Pages du document"))
        for label, field in (
            (self.format_label, self.format),
            (self.limit_label, self.limit),
            (self.more_label, self.more),
        ):
            label.setBuddy(field)
            field.setAccessibleName(label.text())
        self._follow()

    def _follow(self) -> None:
        """Draw the list again; there is nothing to do without a page."""
        set_property(
            self.pages, "leftwards", "true" if self.isRightToLeft() else "false"
        )
        measure = QFontMetrics(font_of(look.BODY, bold=True))  # As the chosen one is.
        for row in range(self.pages.count()):
            item = self.pages.item(row)
            page: ScannedPage = item.data(_PAGE)
            picture: QPixmap = item.data(_PICTURE)
            turned = picture.transformed(QTransform().rotate(90 * page.turn))
            icon = QIcon(turned)
            icon.addPixmap(turned, QIcon.Mode.Selected)  # Else Qt darkens the page.
            item.setIcon(icon)
            item.setText(_("Page {number}", number=row + 1))
            words = measure.size(0, item.text())
            wide = max(PICTURE.width(), words.width()) + 2 * AROUND
            tall = PICTURE.height() + words.height() + 2 * AROUND
            item.setSizeHint(QSize(wide, tall))  # Else large words are cut.
        self.state.setText(self._counted())
        some = self.pages.count() > 0
        for button in (self.earlier, self.later, self.turn, self.leave_out, self.save):
            button.setEnabled(some)
        self.put_back.setVisible(bool(self._out))

    def _counted(self) -> str:
        if self._waits:
            return _("Les pages se préparent…")
        return _n("{number} page", "{number} pages", self.pages.count())

    def _move(self, step: int) -> None:
        row = self.pages.currentRow()
        if 0 <= row + step < self.pages.count():
            self.pages.insertItem(row + step, self.pages.takeItem(row))
            self.pages.setCurrentRow(row + step)
        self._follow()

    def _turn_page(self) -> None:
        item = self.pages.currentItem()
        if item is not None:
            page: ScannedPage = item.data(_PAGE)
            item.setData(_PAGE, replace(page, turn=(page.turn + 1) % 4))
        self._follow()

    def _take_out(self) -> None:
        row = self.pages.currentRow()
        item = self.pages.takeItem(row)
        if item is not None:
            self._out.append((row, item))
        self._follow()

    def _put_back(self) -> None:
        """Put the page that was taken out last where it was."""
        if self._out:
            row, item = self._out.pop()
            self.pages.insertItem(min(row, self.pages.count()), item)
            self.pages.setCurrentItem(item)
        self._follow()

    def _ask_more(self, _row: int) -> None:
        chosen = self.more.currentData()
        self.more.setCurrentIndex(0)
        for other in self._others:
            if other.id == chosen:
                self.more_wanted.emit(other)

    def _connect(self) -> None:
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.turn.clicked.connect(self._turn_page)
        self.leave_out.clicked.connect(self._take_out)
        self.put_back.clicked.connect(self._put_back)
        self.more.activated.connect(self._ask_more)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(lambda: self.wanted.emit(self.chosen(), self.asked()))
        self.pages.model().rowsMoved.connect(lambda *_: self._follow())
        for key, act in (
            ("scan-earlier", partial(self._move, -1)),
            ("scan-later", partial(self._move, 1)),
            ("scan-leave-out", self._take_out),
            ("scan-put-back", self._put_back),
        ):
            shortcut = QShortcut(QKeySequence(keys_of(key)), self.pages)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.setAutoRepeat(key != "scan-leave-out")  # One page at a time.
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.pages.setViewMode(QListView.ViewMode.IconMode)
        self.pages.setIconSize(PICTURE)
        self.pages.setMovement(QListView.Movement.Snap)
        self.pages.setFlow(QListView.Flow.LeftToRight)
        self.pages.setWrapping(True)
        self.pages.setResizeMode(QListView.ResizeMode.Adjust)
        self.pages.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.pages.setSpacing(8)
        outer, columns = QVBoxLayout(self), QHBoxLayout()
        outer.setContentsMargins(28, 24, 28, 20)
        outer.setSpacing(12)
        left, side = QVBoxLayout(), InnerArea(LEAST)
        right = side.column
        right.setContentsMargins(4, 0, 4, 0)
        right.setSpacing(6)
        acts = Flow()
        for button in (
            self.earlier,
            self.later,
            self.turn,
            self.leave_out,
            self.put_back,
        ):
            acts.addWidget(button)
        left.addWidget(self.pages, 1)
        left.addLayout(acts)
        for widget in (
            self.format_label,
            self.format,
            self.limit_label,
            self.limit,
            self.note,
            self.grey,
            self.trim,
            self.more_label,
            self.more,
        ):
            right.addWidget(widget)
        for widget in (self.more_label, self.more):
            widget.setVisible(bool(self._others))
        right.addStretch(1)
        columns.setSpacing(20)
        columns.addLayout(left, 3)
        columns.addWidget(side, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        for part in (self.title, self.intro):
            outer.addWidget(part)
        outer.addLayout(columns, 1)
        outer.addWidget(self.problem)
        outer.addLayout(foot)
        parent = self.parentWidget()
        if parent is not None:
            here = parent.window().size()
            self.resize(
                min(look.px(960), here.width() - 40),
                min(look.px(660), here.height() - 40),
            )


def _small(page: ScannedPage) -> QPixmap:
    picture = QPixmap()
    picture.loadFromData(page.jpeg, "JPEG")
    return picture.scaled(
        PICTURE * 2,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
