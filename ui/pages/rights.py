"""What a residence document allows: pick it, see each right with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.sentences import label_sentence, sentence
from anef_desk.clock import today
from anef_desk.i18n import SOURCE_LANGUAGE, Translations
from anef_desk.law.conditions import read_condition, undecided
from anef_desk.law.reading import Reading, reading
from ui.language import _, current
from ui.navigation import ReadEntry
from ui.page import Page
from ui.theme import look
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words
from ui.widgets.reader import Reader
from ui.widgets.select import Select

VALID, ENDED = "valid", "ended"
PANEL_WIDTH, WIDEST_PANEL = 330, 420
LEAST = 200
GUTTER = 8  # beside the bar of the form


class RightsPage(Page):
    """The document and the few facts that change the answer, then the answer."""

    help_page = "rights"

    chosen = Signal()
    read_wanted = Signal(str)
    rewritten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Words("title")
        self.document_label, self.document = Words("strong"), Select()
        self.document.setObjectName("rights-document")
        self.fields: dict[str, tuple[Words, Select]] = {
            name: (Words("strong"), Select()) for name in ("until", "work", "status")
        }
        for name, (_label, field) in self.fields.items():
            field.setObjectName(f"rights-{name}")
        self.reader = Reader()
        self._lay_out()
        for field in (self.document, *(field for _l, field in self.fields.values())):
            field.activated.connect(self.chosen)
        self.reader.wanted.connect(self.read_wanted)
        self.retranslate()

    def show_documents(self, titles: Sequence[tuple[str, str]]) -> None:
        """Offer the documents: code and title."""
        self._fill(self.document, [(title, code) for code, title in titles])

    def show_statuses(self, labels: Sequence[tuple[str, str]]) -> None:
        """Offer the situations: value and label."""
        asked = [(_("Je ne sais pas"), ""), *((text, value) for value, text in labels)]
        self._fill(self.fields["status"][1], asked)

    def show_fields(self, names: Sequence[str]) -> None:
        """Ask only what can change the answer."""
        for name, (label, field) in self.fields.items():
            label.setVisible(name in names)
            field.setVisible(name in names)

    def value(self, name: str) -> str:
        """Return what was answered to a field, "" when nobody knows."""
        return str(self.fields[name][1].currentData() or "")

    def show_reading(self, shown: Reading, beside: Translations | None) -> None:
        """Show the rights of the document."""
        self.reader.show_reading(shown, current(), beside)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Que permet ce document ?"))
        self.document_label.setText(_("Le document"))
        words = {
            "until": _("Est-il encore valable ?"),
            "work": _("Est-il écrit qu’il autorise à travailler ?"),
            "status": _("La situation de la personne"),
        }
        for name, text in words.items():
            label, field = self.fields[name]
            label.setText(text)
            field.setAccessibleName(text)
        self.document.setAccessibleName(self.document_label.text())
        unknown = (_("Je ne sais pas"), "")
        self._fill(
            self.fields["until"][1],
            [(_("Oui"), VALID), (_("Non, il est fini"), ENDED), unknown],
        )
        self._fill(
            self.fields["work"][1], [unknown, (_("Oui"), "yes"), (_("Non"), "no")]
        )
        self.panel.setFixedWidth(min(look.px(PANEL_WIDTH), WIDEST_PANEL))

    def changeEvent(self, event: QEvent) -> None:
        """Answer again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.rewritten.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(14)
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(20 - GUTTER)
        self.panel = InnerArea(LEAST, gutter=GUTTER)
        asked = self.panel.column
        asked.setSpacing(8)
        asked.addWidget(self.document_label)
        asked.addWidget(self.document)
        for label, field in self.fields.values():
            asked.addSpacing(8)
            asked.addWidget(label)
            asked.addWidget(field)
        asked.addStretch(1)
        line.addWidget(self.panel)
        line.addWidget(self.reader, 1)
        column.addLayout(line, 1)

    @staticmethod
    def _fill(select: Select, entries: Sequence[tuple[str, str]]) -> None:
        kept = select.currentData()
        select.clear()
        for text, value in entries:
            select.addItem(text, value)
        select.setCurrentIndex(max(select.findData(kept), 0))


class RightsPresenter:
    """Answers from the matrix of the catalogue; asks no vault."""

    def __init__(self, page: RightsPage, library: Library | None = None) -> None:
        self._page, self._library = page, library or shipped()
        page.chosen.connect(self.answer)
        page.rewritten.connect(self.read)
        page.read_wanted.connect(lambda code: page.wanted.emit(ReadEntry(code)))

    def read(self) -> None:
        """Offer the documents, and answer for the first one."""
        texts, library = current(), self._library
        self._page.show_documents(
            [
                (code, texts.content(sentence(kind, "title")))
                for code, kind in library.residence_documents.items()
            ]
        )
        status = library.facts["status"]
        self._page.show_statuses(
            [(v, texts.content(label_sentence(status, v))) for v in status.values]
        )
        self.answer()

    def choose(self, code: str) -> None:
        """Answer for the document *code*."""
        place = self._page.document.findData(code)
        if place >= 0:
            self._page.document.setCurrentIndex(place)
        self.answer()

    def answer(self) -> None:
        """Show the rights of the chosen document, with what is known of it."""
        code = str(self._page.document.currentData() or "")
        kind = self._library.residence_documents.get(code)
        if kind is None:
            return
        on = today()
        self._page.show_fields(self._worth_asking(code, on))
        found = reading(code, self._scope(on), self._library)
        if found is None:
            return
        french = current().language == SOURCE_LANGUAGE
        self._page.show_reading(found, None if french else i18n.load(SOURCE_LANGUAGE))

    def _scope(self, on: date) -> dict[str, object]:
        scope: dict[str, object] = {"today": on}
        until = self._page.value("until")
        if until:
            end = on + timedelta(days=1 if until == VALID else -1)
            scope |= {"document.until": end, "title.until": end}
        work = self._page.value("work")
        if work:
            scope["document.allows_work"] = work == "yes"
        status = self._page.value("status")
        if status:
            scope["status"] = status
        return scope

    def _worth_asking(self, code: str, on: date) -> tuple[str, ...]:
        """Return the fields that some cell of the document looks at."""
        kind = self._library.residence_documents[code]
        names = {
            name
            for cell in kind.right
            for name in undecided(read_condition(cell.when), {"today": on})
        }
        asked = {
            "until": "document.until" in names,
            "work": "document.allows_work" in names,
            "status": "status" in names,
        }
        return tuple(name for name, wanted in asked.items() if wanted)
