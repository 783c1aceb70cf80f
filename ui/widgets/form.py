"""A form in a window: labelled fields, one primary button, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import terms
from ui.actions import keys_of
from ui.language import _
from ui.theme import icons, look, metrics
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.chip import colour
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.edges import keep_edge
from ui.widgets.entry import Entry
from ui.widgets.fields import LineField, OrderedField, TextField
from ui.widgets.free_text import FreeText
from ui.widgets.labels import Words
from ui.widgets.select import Select

E = TypeVar("E", bound=Enum)

Field = QLineEdit | QPlainTextEdit | QComboBox | DateField

MARGIN = metrics.PAGE_MARGIN
"""Left of the title as of the fields, and right of them."""

ROOM = 40
"""What a form leaves of the height of the screen."""

KEPT_AFTER = 700
"""Milliseconds without typing after which a draft is kept."""


class Form(Dialog):
    """Fields in two columns; `typed` gives the draft as it is typed."""

    typed = Signal(str, dict)  # key of the draft, values
    first = ""
    """The key of the field where the keyboard begins; "" for the first one."""
    warns = False
    """Whether it says above its fields what not to write there."""

    def __init__(self, draft_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft_key = draft_key
        self._fields: dict[str, tuple[Words, Field, str]] = {}
        self.title, self.advice = Words("title"), Words("soft")
        self.problem = Words("error")
        self.forget = Button("link", "", "form-forget")
        self._clean: dict[str, str] | None = None  # values, before a draft came back
        self._usual = ""  # advice, the same
        self.accept_button = Button("primary", name="form-accept")
        self.cancel_button = Button("quiet", name="form-cancel")
        self.accept_button.setDefault(True)
        self.safest = self.cancel_button
        self._area, self._grid, self._notes = (
            QScrollArea(),
            QGridLayout(),
            QVBoxLayout(),
        )
        self.notes, self.noted, self._told = QWidget(), QFrame(), Words("strong")
        self._sign = QLabel()
        self.see = Button("link", "", "form-notes")
        self._lay_out()
        self.forget.clicked.connect(self._forget_draft)
        for hidden in (self.problem, self.notes, self.noted, self.forget):
            hidden.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER)
        self._timer.timeout.connect(self.pause)
        self.over = False
        """Whether it was closed: what was asked for it is answered too late."""
        self.finished.connect(self._close_ears)
        self.accept_button.clicked.connect(self._try)
        record = QShortcut(
            QKeySequence(keys_of("record")), self
        )  # From a few lines too.
        record.setAutoRepeat(False)
        record.activated.connect(self._try)
        self.cancel_button.clicked.connect(self.reject)
        self.see.clicked.connect(
            lambda: self._area.ensureWidgetVisible(self.notes, 0, 0)
        )

    def add(
        self,
        key: str,
        label: str,
        field: Field,
        *,
        wide: bool = False,
        help_: str = "",
        free: bool = False,
    ) -> None:
        """Add a field; *wide* ones take the whole width, *help_* stands under it.

        Under a *free* text stands what not to write there; once it is written, where
        something else stands there already.
        """
        words = Words("strong")
        words.setText(label)
        target = field.line if isinstance(field, DateField) else field
        words.setBuddy(target)
        target.setAccessibleName(label)
        if not isinstance(field, DateField):
            field.setObjectName(f"field-{key}")
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(words)
        column.addWidget(field)
        if help_:
            note = Words("small")
            note.setText(help_)
            column.addWidget(note)
        if free and isinstance(field, QLineEdit | QPlainTextEdit):
            column.addWidget(FreeText(field, cell, quiet=bool(help_) or self.warns))
        column.addStretch(1)
        columns = 1 if look.scale() > 1.25 else 2  # noqa: PLR2004 - text size
        self._grid.setColumnStretch(columns - 1, 1)
        place = self._grid.count()
        used = sum(columns if self._is_wide(n) else 1 for n in range(place))
        row, at = divmod(used, columns)
        if wide and at:
            row, at = row + 1, 0
        self._grid.addWidget(cell, row, at, 1, columns if wide else 1)
        cell.setProperty("wide", wide)
        self._fields[key] = (words, field, label)
        self._watch(field)

    def add_below(self, widget: QWidget) -> None:
        """Put *widget* under the fields."""
        self._grid.addWidget(widget, 98, 0, 1, 2)

    def show_notes(self, notes: Sequence[Entry]) -> None:
        """Show what is worth knowing before this is recorded: under the fields, whole.

        Above the buttons, where it is seen while typing, stands what each is about.
        """
        if self.over:
            return
        clear(self._notes)
        for note in notes:
            self._notes.addWidget(note)
        self.notes.setVisible(bool(notes))
        self.noted.setVisible(bool(notes))
        titles = [note.title for note in notes]
        crowded = look.scale() >= WIDE_TEXT and len(titles) > 1
        self._told.setText(
            terms.joined((_("À relire"), str(len(titles))))
            if crowded  # The fields keep their room; "see" leads to the whole.
            else "\n".join(titles)
        )
        self._sign.setPixmap(icons.pixmap("alert", colour("soon"), look.px(20)))
        self.see.setText(_("Voir"))
        self.see.setAccessibleDescription("\n".join(titles))

    def choice(self, words: Mapping[E, str], chosen: E | None) -> QComboBox:
        """Return a list of *words* with "not known" first."""
        box = Select()
        box.addItem(_("Pas encore su"), None)
        for value, text in words.items():
            box.addItem(_(text), value.value)
        place = box.findData(chosen.value) if chosen else 0
        box.setCurrentIndex(max(place, 0))
        return box

    def line(self, text: str) -> QLineEdit:
        """Return a line that holds *text*."""
        field = LineField(text)
        field.setMaxLength(200)
        return field

    def number(self, text: str) -> QLineEdit:
        """Return a line that holds *text*, to be read from left to right."""
        field = OrderedField(text)
        field.setMaxLength(200)
        return field

    def block(self, text: str) -> QPlainTextEdit:
        """Return a field of a few lines that holds *text*."""
        field = TextField(text)
        field.setTabChangesFocus(True)
        field.setFixedHeight(look.px(82))
        return field

    def values(self) -> dict[str, str]:
        """Return what every field holds, as text."""
        return {key: _text_of(field) for key, (_w, field, _l) in self._fields.items()}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put a draft back into the fields."""
        for key, (_words, field, _label) in self._fields.items():
            if key in values:
                _show(field, values[key])

    def restore(self, draft: Mapping[str, str] | None) -> None:
        """Put *draft* back, and say so: it may be of another day, or somebody else."""
        self._clean, self._usual = self.values(), self.advice.text()
        if draft:
            self.forget.setText(_("Oublier ce qui était tapé"))
            self.forget.show()
            self.show_values(draft)
            self.advice.say(_("Ce qui avait été tapé la dernière fois est revenu."))

    def pause(self) -> None:
        """Do what typing waits for: keep the draft."""
        self.keep_draft()

    def keep_draft(self) -> None:
        """Give the draft to whoever keeps it."""
        self._timer.stop()
        nothing = self.values() == self._clean
        self.typed.emit(self._draft_key, {} if nothing else self.draft())

    def draft(self) -> dict[str, str]:
        """Return what is to come back if this is given up: what every field holds."""
        return self.values()

    def complaint(self) -> tuple[str, str] | None:
        """Return the key of a field and why it cannot stand, or None."""
        for key, (_words, field, label) in self._fields.items():
            if isinstance(field, DateField) and not field.accepted():
                return key, _("Corrigez la date : {label}.", label=label)
        return None

    def begins(self) -> QWidget | None:
        """Return the field that was asked for, else the first that was added."""
        key = self.first or next(iter(self._fields), "")
        if key not in self._fields:
            return super().begins()
        field = self._fields[key][1]
        return field.line if isinstance(field, DateField) else field

    def showEvent(self, event: QShowEvent) -> None:
        """Show every field at once where the window it belongs to has the room."""
        fit(self)
        self._grow()
        super().showEvent(event)
        if self.first in self._fields:
            self._area.ensureWidgetVisible(self._fields[self.first][1], 0, MARGIN)

    def exec(self) -> int:
        """Show the form until it is closed; its page then keeps it no longer.

        Not as it closes: Qt would delete it first, and say that nothing was accepted.
        """
        result = self._give_way() if self._is_second() else super().exec()
        self.deleteLater()
        return result

    def open(self) -> None:
        """Show the form; whoever asked for it lets it go once it is closed."""
        if self._is_second():
            self._give_way()
        else:
            super().open()

    def _is_second(self) -> bool:
        """Return whether a form is there: a key was pressed twice, and the vault busy."""
        windows = QApplication.topLevelWidgets()
        return any(isinstance(w, Form) and w.isVisible() for w in windows)

    def _give_way(self) -> int:
        self.reject()
        return QDialog.DialogCode.Rejected.value

    def reject(self) -> None:
        """Close without recording; the draft stays."""
        if self._timer.isActive():
            self.keep_draft()
        super().reject()

    def _lay_out(self) -> None:
        """Put the fields and the notes, which scroll as one, over the buttons."""
        area, ground = self._area, QWidget()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground.setProperty("ground", "page")
        ground.setMinimumHeight(1)  # The height then follows from the width alone.
        area.setWidget(ground)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(MARGIN, 4, MARGIN, 4)
        inside.setSpacing(10)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self.notes.setLayout(self._notes)
        self._notes.setContentsMargins(0, 0, 0, 0)
        self._notes.setSpacing(4)
        inside.addLayout(self._grid)
        inside.addWidget(self.notes)
        inside.addStretch(1)
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_edge)
        told, actions = QHBoxLayout(self.noted), QHBoxLayout()
        told.setContentsMargins(14, 8, 10, 8)
        told.setSpacing(10)
        self.noted.setProperty("frame", "soon")
        told.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._told, 1)
        told.addWidget(self.see)
        actions.addStretch(1)
        actions.addWidget(self.cancel_button)
        actions.addWidget(self.accept_button)
        outer, head, foot = QVBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        outer.setContentsMargins(0, 24, 0, 20)  # The bar of the fields stands beside.
        outer.setSpacing(12)
        for part in (head, foot):
            part.setContentsMargins(MARGIN, 0, MARGIN, 0)
            part.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.advice)
        head.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeading)
        foot.addWidget(self.noted)
        foot.addWidget(self.problem)
        foot.addLayout(actions)
        outer.addLayout(head)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _keep_edge(self) -> None:
        """End the fields where the buttons end: the bar stands in the margin."""
        ground = self._area.widget()
        inside = ground.layout() if ground else None
        if inside is not None:
            keep_edge(self._area, inside)

    def _grow(self) -> None:
        """Be as high as the fields ask for, inside the window or the screen."""
        ground, outer = self._area.widget(), self.layout()
        inside = ground.layout() if ground else None
        if inside is None or outer is None:
            return
        outer.activate()
        needed = inside.heightForWidth(self.width())
        if needed < 0:  # Nothing in it wraps.
            needed = inside.sizeHint().height()
        short = needed - self._area.height()
        if short > 0:
            most = self.screen().availableGeometry().height() - ROOM
            tall = min(self.height() + short, max(most, self.height()))
            self.resize(self.width(), tall)
            fit(self)

    def _is_wide(self, place: int) -> bool:
        item = self._grid.itemAt(place)
        widget = item.widget() if item else None
        return bool(widget and widget.property("wide"))

    def _watch(self, field: Field) -> None:
        if isinstance(field, DateField):
            field.changed.connect(self._timer.start)
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(self._timer.start)
        else:
            field.textChanged.connect(self._timer.start)

    def _forget_draft(self) -> None:
        """Go back to what is recorded, or to nothing."""
        self.show_values(self._clean or {})
        self.keep_draft()
        self.advice.say(self._usual)
        self.forget.hide()
        if (first := self.begins()) is not None:
            first.setFocus()

    def _close_ears(self) -> None:
        self.over = True

    def _try(self) -> None:
        wrong = self.complaint()
        if wrong is None:
            if self._timer.isActive():
                self.keep_draft()  # Recording it may fail: a full disk, a pulled key.
            self.accept()
            return
        key, text = wrong
        self.problem.say(text)
        self._fields[key][1].setFocus()


def fit(dialog: QDialog) -> None:
    """Keep *dialog* inside the window it belongs to."""
    parent = dialog.parentWidget()
    if parent is not None:
        here = parent.window().size()
        dialog.resize(
            min(dialog.width(), max(here.width() - 40, 320)),
            min(dialog.height(), max(here.height() - 40, 280)),
        )


def required(sentences: Sequence[tuple[bool, str, str]]) -> tuple[str, str] | None:
    """Return the first ``(missing, key, sentence)`` that is missing."""
    return next(((key, text) for missing, key, text in sentences if missing), None)


def _text_of(field: Field) -> str:
    if isinstance(field, DateField):
        return field.line.text()
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text()


def _show(field: Field, text: str) -> None:
    if isinstance(field, DateField):
        field.show_text(text)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(text or None), 0))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    else:
        field.setText(text)
