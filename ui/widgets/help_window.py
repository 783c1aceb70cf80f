"""The help: a page for each page of the window, offline, searched by its words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextListFormat,
    QTextOption,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from anef_desk.catalogue import help as help_pages
from anef_desk.i18n.typography import NO_BREAK, french
from ui import terms
from ui.language import _, current, direction
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LineField
from ui.widgets.labels import Words
from ui.widgets.stacking import stack
from ui.widgets.titles import Titles

LINE = 26
"""From one line to the next, at 100 % text: the same in every script."""

HEADINGS = (22, "ink"), (17, "accent"), (15, "ink")
"""The size and the colour of each level of heading."""

_NAME = Qt.ItemDataRole.UserRole


class HelpWindow(Dialog):
    """A list of pages, and the one that is read; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Aide"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        self.search = LineField()
        self.search.setObjectName("help-search")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_("Chercher dans l’aide"))
        self.search.setAccessibleName(_("Chercher dans l’aide"))
        self.titles = Titles()
        self.titles.setObjectName("help-pages")
        self.titles.setAccessibleName(_("Pages de l’aide"))
        self.text = QTextBrowser()
        self.text.setObjectName("help-text")
        self.text.setAccessibleName(_("Page d’aide"))
        self.text.setOpenLinks(False)
        self.note = Words("small")
        self.note.say(terms.unreviewed(current()))
        self.close_button = Button("plain", "close", "help-close")
        self.close_button.setText(_("Fermer"))
        self.close_button.clicked.connect(self.accept)
        tall = look.scale() > 1.25  # noqa: PLR2004 - text size
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        stack(both, when=tall)
        both.setSpacing(16)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.search)
        side.addWidget(self.titles, 1)
        both.addLayout(side, 1)
        both.addWidget(self.text, 2)
        end = QHBoxLayout()
        end.addWidget(self.note, 1)
        end.addStretch()
        end.addWidget(self.close_button)
        column.addLayout(both, 1)
        column.addLayout(end)
        self._list("")
        self.search.textChanged.connect(self._list)
        self.titles.currentItemChanged.connect(self._read)
        here = parent.window().size() if parent else QSize(1000, 680)
        self.resize(
            min(look.px(940), here.width() - 40),
            min(look.px(640), here.height() - 40),
        )

    def show_page(self, name: str) -> None:
        """Show the page *name*, or the first one, and give it the keyboard."""
        wanted = help_pages.page(name).name
        for place in range(self.titles.count()):
            if self.titles.item(place).data(_NAME) == wanted:
                self.titles.setCurrentRow(place)
        self.text.setFocus()

    def _list(self, typed: str) -> None:
        """List the pages that say what is *typed*."""
        kept = ""
        if self.titles.currentRow() >= 0:
            kept = self.titles.currentItem().data(_NAME)
        self.titles.clear()
        for page in help_pages.pages():
            if page.says(typed, current()):
                item = QListWidgetItem(current().content(page.title), self.titles)
                item.setData(_NAME, page.name)
                if page.name == kept:
                    self.titles.setCurrentItem(item)
        if self.titles.count() and self.titles.currentRow() < 0:
            self.titles.setCurrentRow(0)
        if not self.titles.count():
            self.text.setPlainText(
                _("Aucune page ne dit cela. Essayez un autre mot, ou Ctrl+K.")
            )

    def _read(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        page = help_pages.page(item.data(_NAME))
        option = QTextOption()
        option.setTextDirection(direction(current()))
        option.setAlignment(Qt.AlignmentFlag.AlignLeading)
        self.text.document().setDefaultTextOption(option)
        self.text.setMarkdown(french(page.markdown(current())))
        self._space()

    def _space(self) -> None:
        """Give the lines room, and the titles more: Markdown says nothing of it."""
        document = self.text.document()
        document.setDocumentMargin(18)
        cursor = QTextCursor(document)
        block = document.begin()
        while block.isValid():
            shape = block.blockFormat()
            titled = shape.headingLevel() > 1
            shape.setTopMargin(look.px(16) if titled else 0)
            shape.setBottomMargin(look.px(6))
            shape.setLineHeight(
                look.px(LINE), QTextBlockFormat.LineHeightTypes.MinimumHeight.value
            )
            cursor.setPosition(block.position())
            if shape.headingLevel():
                self._write_heading(cursor, shape.headingLevel())
            if block.textList() is not None:
                shape.setTextIndent(self._mark(cursor))
            cursor.setBlockFormat(shape)
            block = block.next()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_heading(self, cursor: QTextCursor, level: int) -> None:
        """Write a heading as those of the library."""
        style = QTextCharFormat()
        size, colour = HEADINGS[min(level, len(HEADINGS)) - 1]
        style.setFontWeight(QFont.Weight.Bold)
        style.setProperty(QTextFormat.Property.FontPixelSize.value, look.px(size))
        style.setForeground(QColor(getattr(look.tokens(), colour)))
        cursor.movePosition(
            QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
        )
        cursor.setCharFormat(style)  # Qt would have a size of its own in it.
        cursor.setPosition(cursor.anchor())

    def _mark(self, cursor: QTextCursor) -> float:
        """Part the mark of a line of a list from its words; return its indent.

        Qt writes the suffix of a number before it from right to left, where it then
        stands on the wrong side; and it leaves three pixels after a bullet.
        """
        lines = cursor.currentList()
        shape = lines.format()
        if shape.style() == QTextListFormat.Style.ListDecimal:
            right = direction(current()) == Qt.LayoutDirection.RightToLeft
            shape.setNumberPrefix(". " if right else "")
            shape.setNumberSuffix("" if right else ". ")
            lines.setFormat(shape)
            return 0.0
        cursor.insertText(NO_BREAK)
        return -QFontMetricsF(self.text.font()).horizontalAdvance(NO_BREAK)


def show_help(parent: QWidget, name: str) -> None:
    """Open the help over *parent*, at the page *name*."""
    shown = HelpWindow(parent)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show_page(name)
    shown.open()
