"""A question of a letter, and the field where its answer is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.fields import LineField, TextField
from ui.widgets.free_text import FreeText
from ui.widgets.labels import Words


class Question(QWidget):
    """Asks one thing; *kind* is ``"text"``, ``"lines"`` or ``"date"``."""

    changed = Signal()

    def __init__(self, key: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        self.label, self.hint = Words("strong"), Words("small")
        self.field: QLineEdit | QPlainTextEdit | DateField
        if kind == "date":
            self.field = DateField(f"answer-{key}")
            self.field.changed.connect(self.changed)
            target: QWidget = self.field.line
        elif kind == "lines":
            self.field = target = TextField()
            self.field.setTabChangesFocus(True)
            self.field.setFixedHeight(look.px(88))
            self.field.textChanged.connect(self.changed)
        else:
            self.field = target = LineField()
            self.field.textChanged.connect(self.changed)
        if kind != "date":
            target.setObjectName(f"answer-{key}")
        self.label.setBuddy(target)
        self._target = target
        for widget in (self.label, self.hint, self.field):
            column.addWidget(widget)
        if isinstance(self.field, QPlainTextEdit):
            column.addWidget(FreeText(self.field))

    def ask(self, question: str, hint: str) -> None:
        """Write the question, and *hint* under it."""
        self.label.setText(question)
        self.hint.say(hint)
        self._target.setAccessibleName(question)

    def text(self) -> str:
        """Return what was typed; a day as French papers print it, however typed."""
        if isinstance(self.field, DateField):
            day = self.field.day()
            return f"{day:%d/%m/%Y}" if day else self.field.line.text().strip()
        if isinstance(self.field, QPlainTextEdit):
            return self.field.toPlainText().strip()
        return self.field.text().strip()

    def show_text(self, text: str) -> None:
        """Put *text* back."""
        if isinstance(self.field, DateField):
            self.field.line.setText(text)
        elif isinstance(self.field, QPlainTextEdit):
            self.field.setPlainText(text)
        else:
            self.field.setText(text)

    def accepted(self) -> bool:
        """Return whether what was typed can be."""
        return not isinstance(self.field, DateField) or self.field.accepted()
