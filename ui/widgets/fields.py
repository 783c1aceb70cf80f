"""Fields to type in: they begin where the language of the window begins to read.

Qt stands what is empty, its caret too, as the keyboard writes; a label from right to
left then has its field's caret at the other end.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui import values


class LineField(QLineEdit):
    """A line; what is typed keeps its own direction, at the edge of the label."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if self.isRightToLeft():
            self._stand()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand()

    def _stand(self) -> None:
        right = self.isRightToLeft()
        self.setProperty("alignment", values.RIGHT if right else values.LEADING)


class OrderedField(LineField):
    """A date, an hour or a number: from left to right, at the edge of the label.

    Its own direction is set, so that Qt does not tell it when that of the form changes.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("layoutDirection", values.LEFT_TO_RIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        """Stand where the form begins to read."""
        super().showEvent(event)
        self._stand()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, which may have turned the form."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._stand()

    def _stand(self) -> None:
        form = self.parentWidget()
        right = form is not None and form.isRightToLeft()
        self.setProperty("alignment", values.RIGHT if right else values.LEADING)


class TextField(QPlainTextEdit):
    """A few lines, as `LineField`."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if self.isRightToLeft():
            self._stand()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand()

    def _stand(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first page

        right = values.RIGHT if self.isRightToLeft() else values.LEADING
        option = self.document().defaultTextOption()
        option.setAlignment(Qt.AlignmentFlag(right))
        self.document().setDefaultTextOption(option)
