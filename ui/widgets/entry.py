"""A line of a card: what, in words, a status, an act; its reason on demand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.theme import look
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.flow import Flow
from ui.widgets.labels import Words


class Entry(QFrame):
    """Says one thing; what explains it opens under it.

    One that *stacks* puts its status and its acts under the words in large text.
    """

    def __init__(
        self,
        title: str,
        detail: str = "",
        parent: QWidget | None = None,
        *,
        stacks: bool = False,
    ) -> None:
        super().__init__(parent)
        large = stacks and look.scale() >= WIDE_TEXT
        self.setProperty("frame", "plain")
        self._title = title
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 5, 0, 5)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        words = QVBoxLayout()
        words.setSpacing(1)
        for role, text in (("strong", title), ("soft", detail)):
            if text:
                line = Words(role)
                line.setText(text)
                words.addWidget(line)
        self._grid.addLayout(words, 0, 0)
        self._ends: QLayout
        if large:  # Beside the words there would be no room for them.
            self._ends = Flow(gap=8)
            self._grid.addLayout(self._ends, 2, 0)
        else:
            self._ends = QHBoxLayout()
            self._ends.setSpacing(8)
            self._grid.addLayout(self._ends, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._below = QVBoxLayout()
        self._below.setSpacing(2)
        self._links: Flow | None = None
        self._grid.addLayout(self._below, 1, 0, 1, 2)
        self.why: Button | None = None
        self._explained = "", ""
        self.reason: Words | None = None
        self.source: Words | None = None

    @property
    def title(self) -> str:
        """Return what it says first."""
        return self._title

    def add(self, widget: QWidget) -> None:
        """Put *widget* at the far end."""
        self._ends.addWidget(widget)
        self._ends.setAlignment(widget, Qt.AlignmentFlag.AlignVCenter)

    def add_status(self, kind: ChipKind, word: str) -> None:
        """Show a status at the far end."""
        chip = Chip()
        self.add(chip)  # First: shown without a parent, it would be a window.
        chip.show_status(kind, word)

    def link(
        self,
        name: str,
        text: str,
        accessible: str,
        act: Callable[[], object],
        icon: str = "",
    ) -> None:
        """Put a link under the words; *accessible* says the same to who hears it alone."""
        link = Button("link", icon, name)
        link.setText(text)
        link.setAccessibleName(accessible)
        link.clicked.connect(lambda _checked: act())
        self._add_link(link)

    def changes(
        self,
        what: str,
        edit: tuple[str, Callable[[], object]] | None,
        remove: tuple[str, Callable[[], object]] | None,
    ) -> None:
        """Put the links that change *what* the line says, and take it out of the file.

        Each of the two is the name of its link, and what it does; None where whoever
        reads the line may not.
        """
        if edit is not None:
            told = _("Modifier : {what}", what=what)
            self.link(edit[0], _("Modifier"), told, edit[1], "edit")
        if remove is not None:
            out = _("Retirer du dossier : {what}", what=what)
            self.link(remove[0], _("Retirer"), out, remove[1])

    def _add_link(self, link: Button) -> None:
        if self._links is None:
            self._links = Flow(gap=4)
            self._below.insertLayout(0, self._links)
        self._links.addWidget(link)

    def note(self, text: str) -> None:
        """Write *text* small, under the words."""
        line = Words("small")
        line.setText(text)
        self._below.addWidget(line)

    def explain(self, reason: str, source: str, *, opened: bool = False) -> None:
        """Keep *reason* and *source* one press away."""
        self._explained = reason, source
        self.why = Button("link", name="why")
        self.why.setCheckable(True)
        self._add_link(self.why)
        self.why.toggled.connect(self._open)
        self.why.setChecked(opened)
        self._open(opened)

    def _open(self, opened: bool) -> None:
        if opened and (self.reason is None or self.source is None):
            self.reason, self.source = Words("soft"), Words("small")
            for line, text in zip(
                (self.reason, self.source), self._explained, strict=True
            ):
                line.setText(text)
                self._below.addWidget(line)
        if self.reason is not None and self.source is not None:
            self.reason.setVisible(opened and bool(self._explained[0]))
            self.source.setVisible(opened)
        if self.why is not None:
            self.why.setText(_("Masquer") if opened else _("Pourquoi ?"))
            self.why.setAccessibleName(
                _("Masquer : {what}", what=self._title)
                if opened
                else _("Pourquoi : {what}", what=self._title)
            )


def taken_out(what: str, put_back: Callable[[], object]) -> Entry:
    """Return the line of *what* was just taken out of a file, and can be put back."""
    entry = Entry(_("Retiré du dossier : {what}", what=what))
    button = Button("plain", "", "put-back")
    button.setText(_("Remettre"))
    button.setAccessibleName(_("Remettre dans le dossier : {what}", what=what))
    button.clicked.connect(put_back)
    entry.add(button)
    return entry
