"""What this is, under which licence, and the libraries and fonts it comes with."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from anef_desk import __version__, i18n, resources
from ui.language import _
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk

NOTICES_HEIGHT = 360

PROSE, MOST, RAGGED = 50, 0.5, 15
"""Least width of a page of prose, how many of its lines are full, and nearly so."""

_RULE = re.compile(r"\s*(=+|-{4,}|_{4,}|\*{4,})\s*")
_COLUMNS = re.compile(r"\S {3,}\S")
_ITEM = re.compile(r"\s*(\d+[.)]|\(?[a-z0-9]{1,3}\)|[-*•])\s")


class AboutPage(ScrollingPage):
    """Says what the application is; the notices are read as they are written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.version = Words("title"), Words("soft")
        self.card, self.licences = Card(), Card()
        self.promise, self.licence, self.parts = Words(), Words(), Words("soft")
        self.notices = QPlainTextEdit()
        self.notices.setReadOnly(True)
        self.notices.setTabChangesFocus(True)
        self.notices.setObjectName("notices")
        self.notices.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for words in (self.promise, self.licence):
            self.card.body.addWidget(words)
        for widget in (self.parts, self.notices):
            self.licences.body.addWidget(widget)
        self.begin_with(self.title, self.version)
        for part in (self.card, self.licences):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.retranslate()

    def show_notices(self, shown: Notices) -> None:
        """Show the notices of everything that is shipped, their titles in bold."""
        self.notices.setPlainText("\n".join(shown.lines))
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        for number in shown.titles:
            title = QTextCursor(self.notices.document().findBlockByNumber(number))
            title.select(QTextCursor.SelectionType.LineUnderCursor)
            title.mergeCharFormat(bold)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("À propos"))
        self.version.setText(
            _("ANEF Desk, version {version}", version=i18n.left_to_right(__version__))
        )
        self.card.title.setText(_("Ce logiciel"))
        self.promise.setText(
            _("Tout reste sur cet ordinateur. Rien n’est envoyé sur internet.")
        )
        self.licence.setText(
            _(
                "ANEF Desk est un logiciel libre, sous licence GNU GPL 3 ou ultérieure."
                " Vous pouvez l’utiliser, l’étudier, le changer et le donner. Il vient"
                " sans garantie. Il n’est pas fait par l’administration."
            )
        )
        self.licences.title.setText(_("Bibliothèques, polices et leurs licences"))
        self.parts.setText(
            _(
                "Qt et PySide6 sont sous licence LGPL 3. Les polices Noto Sans et"
                " Vazirmatn sont sous licence OFL 1.1. Les textes complets sont ici, dans"
                " leur langue d’origine."
            )
        )
        self.notices.setAccessibleName(self.licences.title.text())
        self.notices.setFixedHeight(look.px(NOTICES_HEIGHT))
        for card in (self.card, self.licences):
            card.setMaximumWidth(look.px(metrics.CARD_WIDTH))


class AboutPresenter:
    """Reads the notices beside the vault."""

    def __init__(self, page: AboutPage, ask: Ask) -> None:
        self._page, self._ask = page, ask

    def read(self) -> None:
        """Show the notices."""
        self._ask(notices, self._page.show_notices, beside=True)


class Notices(NamedTuple):
    """Lines that wrap where there is room, and which of them are titles."""

    lines: tuple[str, ...]
    titles: tuple[int, ...]


@cache
def notices() -> Notices:
    """Return the notices of everything that is shipped."""
    file = resources.root("resources").joinpath("notices", "NOTICES.txt")
    return flowing(file.read_text(encoding="utf-8"))


def flowing(text: str) -> Notices:
    """Return *text*, written for a page of fixed width, as lines of any width."""
    lines: list[str] = []
    titles: list[int] = []
    for paragraph in re.split(r"\n(?:[ \t]*\n)+", text.strip()):
        written = [line.rstrip() for line in paragraph.split("\n")]
        words = [line for line in written if not _RULE.fullmatch(line)]
        if not words:
            continue
        if len(words) < len(written):
            titles.append(len(lines))
        lines += [*_joined(words), ""]
    return Notices(tuple(lines[:-1]), tuple(titles))


def _joined(lines: list[str]) -> list[str]:
    """Join the lines that only end where the page did, unless few of them do."""
    width = max(map(len, lines))
    full = [
        not _ITEM.match(after) and len(line) + len(after.split()[0]) > width - RAGGED
        for line, after in pairwise(lines)
    ]
    columns = any(_COLUMNS.search(line) for line in lines)
    if columns or width < PROSE or sum(full) < MOST * len(full):
        return lines
    joined = lines[:1]
    for ends, line in zip(full, lines[1:], strict=True):
        if ends:
            joined[-1] = f"{joined[-1]} {line.lstrip()}"
        else:
            joined.append(line)
    return joined


def make(_desk: Desk, ask: Ask) -> tuple[AboutPage, AboutPresenter]:
    """Return the section."""
    page = AboutPage()
    return page, AboutPresenter(page, ask)
