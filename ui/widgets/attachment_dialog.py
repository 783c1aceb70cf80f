"""A copy that is kept, looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.labels import Words
from ui.widgets.pdf_view import PdfView

if TYPE_CHECKING:
    from anef_desk.exchange.preview import Preview

AT_ONCE = 4
"""Pages drawn at a time."""


class AttachmentDialog(Dialog):
    """The pages of a copy, drawn a few at a time by a process that holds nothing."""

    more_wanted = Signal(int)  # first page to draw

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Copie de pièce"))
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        self.heading, self.count = Words("title"), Words("soft")
        self.heading.setText(title)
        self.view = PdfView()
        self.view.setAccessibleName(_("Aperçu des pages"))
        self.before = Button("plain", "back", "pages-before")
        self.after = Button("plain", "next", "pages-after")
        self.before.setText(_("Pages d’avant"))
        self.after.setText(_("Pages suivantes"))
        self.close_button = Button("quiet", "close", "attachment-close")
        self.close_button.setText(_("Fermer"))
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.before)
        foot.addWidget(self.after)
        column.addLayout(foot)
        self.safest = self.close_button
        self._first = 0
        self.count.setText(_("Les pages arrivent…"))
        for button in (self.before, self.after):
            button.repeats = True
            button.hide()
        self.close_button.clicked.connect(self.reject)
        self.before.clicked.connect(
            lambda: self.more_wanted.emit(max(self._first - AT_ONCE, 0))
        )
        self.after.clicked.connect(lambda: self.more_wanted.emit(self._first + AT_ONCE))
        here = parent.window().size()
        self.resize(min(look.px(800), here.width()), max(here.height() - 40, 400))

    def show_preview(self, first: int, seen: Preview) -> None:
        """Show the pages of *seen*, which begin at *first*."""
        self._first = first
        self.view.show_pages(seen.pages, self.heading.text())
        last = first + len(seen.pages)
        self.count.setText(
            _(
                "Pages {first} à {last} sur {total}",
                first=first + 1,
                last=last,
                total=seen.total,
            )
        )
        self.before.setVisible(first > 0)
        self.after.setVisible(last < seen.total)

    def show_problem(self, text: str) -> None:
        """Say why nothing is shown."""
        self.count.setText(text)
