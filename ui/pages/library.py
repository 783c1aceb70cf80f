"""The library: procedures, documents, blockages; searched, read, printed; no file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.search import Found, Index, Kind
from anef_desk.clock import today
from anef_desk.i18n import N_, SOURCE_LANGUAGE, Translations
from anef_desk.law.facts import Facts
from anef_desk.law.reading import Reading, reading
from anef_desk.law.situation import scope_on
from ui import terms
from ui.actions import keys_of
from ui.language import _, current
from ui.page import Page
from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.cells import move
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import LineField
from ui.widgets.hint import hint
from ui.widgets.labels import Words, led
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.widgets.reader import Reader
from ui.widgets.select import Select
from ui.widgets.tabs import Tabs
from ui.widgets.titles import CODE, Titles
from ui.workers import Ask

TABS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (N_("Démarches"), ("procedure",)),
    (N_("Blocages"), ("symptom", "body")),
    (N_("Documents de séjour"), ("residence_document",)),
    (N_("Pièces"), ("supporting_document",)),
    (N_("Recours"), ("remedy",)),
)

LIST_WIDTH, WIDEST_LIST = 330, 390


class LibraryPage(Page):
    """A list to search on one side, what is read on the other."""

    help_page = "library"

    searched = Signal(str, int)  # text, tab
    read_wanted = Signal(str)  # code
    print_wanted = Signal()
    beside_chosen = Signal(str)  # language, "" for none

    def __init__(
        self, kinds: Sequence[int] = range(len(TABS)), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tabs = tuple(kinds)
        self._alone: bool | None = None  # whether the languages stand over the buttons
        self.title = Words("title")
        self.search = LineField()
        self.search.setObjectName("library-search")
        self.search.setClearButtonEnabled(True)
        self.tabs = Tabs("library-tabs")
        for _place in self._tabs:
            self.tabs.addTab("")
        self.kinds = Select()  # In large text, for want of room for every tab.
        self.kinds.setObjectName("library-kinds")
        for place in range(len(self._tabs)):
            self.kinds.addItem("", place)
        self.list = Titles()
        self.list.setObjectName("library-list")
        self.reader = Reader()
        self.empty = EmptyState("search")
        self.back = Button("quiet", "back", "library-back")
        self.beside = Select()
        self.beside.setObjectName("library-beside")
        self.print = Button("plain", "print", "library-print")
        self._lay_out()
        self.search.textEdited.connect(self._ask)
        self.search.returnPressed.connect(self.list.setFocus)
        self.tabs.currentChanged.connect(self.kinds.setCurrentIndex)
        self.tabs.currentChanged.connect(self._ask)
        self.kinds.activated.connect(self.tabs.setCurrentIndex)
        self.list.currentItemChanged.connect(self._chosen)
        self.print.clicked.connect(self.print_wanted)
        self.beside.activated.connect(
            lambda _place: self.beside_chosen.emit(self.beside.currentData())
        )
        self.reader.wanted.connect(self.read_wanted)
        printing = QShortcut(QKeySequence(keys_of("library-print")), self)
        printing.setAutoRepeat(False)
        printing.activated.connect(self.print_wanted)
        self.retranslate()

    @property
    def tab(self) -> int:
        """Return the place in `TABS` of what is listed."""
        return self._tabs[max(self.tabs.currentIndex(), 0)]

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return how what is read is printed."""
        return {"library-print": self.print_wanted.emit}

    def search_for(self, text: str) -> None:
        """Look for *text*, with the keyboard in the search."""
        self.search.setFocus()
        self.search.setText(text)
        self._ask()

    def show_tab(self, tab: int) -> None:
        """List another kind of entry, as if it had been chosen."""
        if tab in self._tabs:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(self._tabs.index(tab))
            self.kinds.setCurrentIndex(self._tabs.index(tab))
            self.tabs.blockSignals(False)

    def show_found(self, found: Sequence[Found], code: str) -> None:
        """List what was found, with *code* chosen when it is there."""
        self.list.fill(map(self._item, found), code)
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))

    def _item(self, entry: Found) -> QListWidgetItem:
        title = led(current().content(entry.title), self.layoutDirection())
        item = QListWidgetItem(title)
        item.setData(CODE, entry.code)
        return item

    def show_reading(self, shown: Reading, beside: Translations | None) -> None:
        """Show an entry; *beside* is the other language, if any."""
        self.reader.show_reading(shown, current(), beside)
        self.print.setEnabled(True)

    def show_languages(self, chosen: str) -> None:
        """Offer the languages that can stand beside the window's."""
        self.beside.clear()
        self.beside.addItem(_("Sans autre langue"), "")
        for language in i18n.NAMES:
            if language != current().language:
                name = terms.language_name(language)
                self.beside.addItem(_("Avec : {language}", language=name), language)
        self.beside.setCurrentIndex(max(self.beside.findData(chosen), 0))

    def allow_back(self, *, allowed: bool) -> None:
        """Say whether there is something to come back to."""
        self.back.setVisible(allowed)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Démarches et documents"))
        self.search.setAccessibleName(_("Chercher dans la bibliothèque"))
        for place, tab in enumerate(self._tabs):
            self.tabs.setTabText(place, _(TABS[tab][0]))
            self.kinds.setItemText(place, _(TABS[tab][0]))
        for choice in (self.tabs, self.kinds):
            choice.setAccessibleName(_("Ce qui est listé"))
        self.list.setAccessibleName(_("Ce qui est listé"))
        self.empty.say(
            _("Rien ne correspond"), _("Essayez un autre mot, ou effacez la recherche.")
        )
        self.back.setText(_("Revenir"))
        self.print.setText(_("Imprimer"))
        self.beside.setAccessibleName(_("Autre langue à côté"))
        width = min(look.px(LIST_WIDTH), WIDEST_LIST)
        for part in (self.kinds, self.list):
            part.setFixedWidth(width)
        hint(self.search, width, _("Chercher un mot, un code, un papier…"))
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """List and read again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show every tab, or a list of them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the tabs in a list, and the languages alone, for want of room."""
        several = len(self._tabs) > 1
        wide = self.tabs.sizeHint().width() <= self.width() - 2 * metrics.PAGE_MARGIN
        shown, other = (self.tabs, self.kinds) if wide else (self.kinds, self.tabs)
        self.begins = shown if several else None
        held = self.focusWidget() is other
        shown.setVisible(several)
        if held:
            shown.setFocus()
        other.hide()
        self._put(alone=several and not wide)

    def _put(self, *, alone: bool) -> None:
        """Put the languages between the buttons, or *alone* over them."""
        if alone is self._alone:
            return
        self._alone = alone
        if alone:
            move(self._actions, self.beside, 0, 0, columns=3)
        else:
            end = Qt.AlignmentFlag.AlignTrailing
            move(self._actions, self.beside, 0, 1, align=end)
        move(self._actions, self.back, int(alone), 0)
        move(self._actions, self.print, int(alone), 2)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        margin = metrics.PAGE_MARGIN
        column.setContentsMargins(margin, margin - 8, margin, metrics.FOOT)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.tabs)
        line = QHBoxLayout()
        line.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.kinds)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addWidget(self.empty, 1)
        self.empty.hide()
        right = QVBoxLayout()
        right.setSpacing(10)
        self._actions = QGridLayout()
        self._put(alone=False)
        self._actions.setSpacing(10)
        self._actions.setColumnStretch(1, 1)
        right.addLayout(self._actions)
        right.addWidget(self.reader, 1)
        line.addLayout(left)
        line.addLayout(right, 1)
        column.addLayout(line, 1)
        self.back.hide()
        self.print.setEnabled(False)

    def _ask(self) -> None:
        self.searched.emit(self.search.text(), self.tab)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.read_wanted.emit(item.data(CODE))


class LibraryPresenter:
    """Searches, reads and prints the shipped catalogue; asks no vault."""

    def __init__(
        self,
        page: LibraryPage,
        ask: Ask,
        facts: Facts | None = None,
        library: Library | None = None,
    ) -> None:
        self._page, self._ask = page, ask
        self._library = library or shipped()
        self._facts = facts or Facts()
        self._chosen: str | None = None
        self._index: tuple[str, Index] | None = None
        self._history: list[str] = []
        self._typed = ""
        self.code = ""
        page.searched.connect(self.search)
        page.read_wanted.connect(self.read_entry)
        page.back.clicked.connect(self.go_back)
        page.print_wanted.connect(self.print)
        page.beside_chosen.connect(self.put_beside)

    def read(self) -> None:
        """List everything of the tab, and read the first entry."""
        self._page.show_languages(self._beside)
        self.search(self._page.search.text(), self._page.tab)

    def search(self, text: str, tab: int) -> None:
        """List what *text* finds; read the best, or go on with what is being read.

        Each letter typed reads the best that is found; another tab or language does
        not take away what somebody reads.
        """
        typed, self._typed = text and text != self._typed, text
        found = self._searched().find(text, TABS[tab][1])
        codes = [entry.code for entry in found]
        self._page.show_found(found, self.code)
        self._page.show_languages(self._beside)
        if self.code in codes and not typed:
            self._show()
        elif codes:
            self._history.clear()
            self._open(codes[0])
            self._page.show_found(found, self.code)

    def read_entry(self, code: str) -> None:
        """Read another entry; the way back stays."""
        if code == self.code or reading(code, {}, self._library) is None:
            return
        if self.code:
            self._history.append(self.code)
        self._open(code)

    def go_back(self) -> None:
        """Read what was read before."""
        if self._history:
            self._open(self._history.pop())

    def open(self, code: str) -> None:
        """Read *code* and list its kind."""
        family = next(
            (f.kind for f in self._searched().find("") if f.code == code), None
        )
        for place, (_name, kinds) in enumerate(TABS):
            if family in kinds:
                self._page.show_tab(place)
        self.code = code
        self.search("", self._page.tab)

    def put_beside(self, language: str) -> None:
        """Show another language beside the window's; "" for none."""
        self._chosen = language
        self._show()

    @property
    def _beside(self) -> str:
        """Return the language beside: the chosen one, or French beside another."""
        language = current().language
        if self._chosen is not None and self._chosen != language:
            return self._chosen
        return "" if language == SOURCE_LANGUAGE else SOURCE_LANGUAGE

    def print(self) -> None:
        """Show the sheet as it will be printed, French beside the other language."""
        if not self.code:
            return
        language = current().language
        if language == SOURCE_LANGUAGE:
            language = self._beside or SOURCE_LANGUAGE
        self._ask(partial(_printed, self.code, self._facts, language), self._show_sheet)

    def _show_sheet(self, made: Sheet) -> None:
        dialog = PaperDialog(_("Fiche à emporter"), self._page)
        dialog.paper.show_sheet(made, "fiche.pdf")
        Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()

    def _open(self, code: str) -> None:
        self.code = code
        self._show()

    def _show(self) -> None:
        on = today()
        scope = scope_on(self._facts, on, self._library)
        found = reading(self.code, scope, self._library)
        if found is None:
            return
        beside = self._beside
        self._page.show_reading(found, i18n.load(beside) if beside else None)
        self._page.allow_back(allowed=bool(self._history))

    def _searched(self) -> Index:
        language = current().language
        if self._index is None or self._index[0] != language:
            spoken = dict.fromkeys((SOURCE_LANGUAGE, language))
            index = Index(self._library, (i18n.load(code) for code in spoken))
            self._index = (language, index)
        return self._index[1]


def _printed(code: str, facts: Facts, language: str) -> Sheet:
    from anef_desk.desk.guidance import printed  # noqa: PLC0415 - at the first sheet

    return sheet(printed(code, facts, language, today()))
