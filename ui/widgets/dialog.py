"""A window over a page: the keyboard begins where one types, or where nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)


class Dialog(QDialog):
    """Gives the keyboard a place when it opens; Qt would leave it nowhere."""

    safest: QWidget | None = None
    """What the keyboard begins on where there is nothing to type: it does no harm."""

    def begins(self) -> QWidget | None:
        """Return the first field, else what is safest."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            typed_in = isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox)
            reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            is_there = widget.isVisibleTo(self) and widget.isEnabled()
            if typed_in and reached and is_there and not _is_read(widget):
                return widget
            widget = widget.nextInFocusChain()
        return self.safest

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard its place, unless it has one."""
        if self.focusWidget() is None and (first := self.begins()) is not None:
            first.setFocus()
        super().showEvent(event)


def _is_read(widget: QWidget) -> bool:
    """Return whether *widget* shows a text nobody types."""
    return isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
