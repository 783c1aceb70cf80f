"""The texts of the letters: read, taken out to be edited, put back once checked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk.desk.roles import Act
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from ui import terms
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.paper import (
    Outbox,
    PaperDialog,
    Sheet,
    ask_file,
    sheet,
    write_file,
)
from ui.widgets.reserved import Reserved
from ui.widgets.stacking import stack
from ui.widgets.titles import CODE, Titles
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk
    from anef_desk.desk.templates import Problem, TemplateRow

WIDE = 800
"""Width, at 100 % text, from which the text stands beside the list."""

LIST_WIDTH = 320
LIST_HEIGHT, TEXT_HEIGHT, TEXT_SIZE = 250, 260, 13
LARGEST = 1 << 20
"""Bytes of the longest text that is read: ours have a few thousand."""

KIND = "*.toml"


class UnreadableTextError(ExpectedError):
    """The chosen file is no text."""

    message = N_("Ce fichier ne se lit pas comme un texte.")
    advice = N_("Choisissez le fichier .toml exporté d’ici, une fois corrigé.")
    exit_code = 15


class TemplatesPage(ScrollingPage):
    """Shows the letters and the text of one; says what is wanted with it."""

    chosen = Signal(str)  # code of a letter
    export_wanted = Signal(str)
    import_wanted = Signal(str)
    text_read = Signal(str, str)  # code, a text from outside
    preview_wanted = Signal()
    accepted = Signal()
    given_up = Signal()
    restore_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TemplateRow, ...] = ()
        self._code, self._decides = "", True
        self._opening = ""  # the letter whose text is awaited, to be brought in sight
        self._problems: tuple[Problem, ...] | None = None  # None: nothing is proposed
        self.title, self.intro, self.only = Words("title"), Words("soft"), Reserved()
        self.all, self.one, self.wrong = Card(), Card(), Card()
        self.list, self.text = Titles(), TextField()
        self.list.setObjectName("letter-templates")
        self.list.setProperty("bare", True)  # The card is its frame.
        self.text.setObjectName("template-text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.state, self.done = Words("soft"), Words("done")
        self.preview = Button("plain", "eye", "template-preview")
        self.export = Button("plain", "save", "template-export")
        self.open = Button("plain", "open", "template-import")
        self.restore = Button("quiet", "back", "template-restore")
        self.keep = Button("primary", "check", "template-keep")
        self.leave = Button("quiet", "close", "template-leave")
        self._lay_out()
        self.done.hide()
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemClicked.connect(self._open)
        self.list.itemActivated.connect(self._open)
        self.preview.clicked.connect(self.preview_wanted)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self._code))
        self.open.clicked.connect(lambda: self.import_wanted.emit(self._code))
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self._code))
        self.keep.clicked.connect(self.accepted)
        self.leave.clicked.connect(self.given_up)
        self.retranslate()

    @property
    def code(self) -> str:
        """Return the code of the letter that is shown, or ""."""
        return self._code

    def show_rows(self, rows: Sequence[TemplateRow], *, decides: bool) -> None:
        """Show every letter; whoever does not decide only reads them."""
        self._rows, self._decides = tuple(rows), decides
        self.retranslate()

    def show_text(
        self, code: str, text: str, problems: Sequence[Problem] | None = None
    ) -> None:
        """Show the *text* in use, or one from outside with what is wrong with it."""
        self._code = code
        self._problems = None if problems is None else tuple(problems)
        self.text.setPlainText(text)
        self.retranslate()
        if code == self._opening:
            self._opening = ""
            self._go_to_text()

    def say_done(self, text: str) -> None:
        """Say what was just done."""
        self.done.say(text)
        self.go_to(self.done)

    def go_to_result(self) -> None:
        """Bring what the check of a text found under the eye."""
        self.go_to(self.wrong.title if self._problems else self.state)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Modèles de courriers"))
        self.intro.setText(
            _(
                "Chaque courrier est fait d’un texte. La structure peut le rédiger à sa"
                " façon ; elle ne change pas quand il peut s’écrire."
            )
        )
        self.only.name(_("Seule une personne qui coordonne change les modèles."))
        self.only.setVisible(not self._decides)
        self.all.title.setText(
            _n("{number} courrier", "{number} courriers", len(self._rows))
        )
        self.list.setAccessibleName(_("Courriers"))
        self.text.setAccessibleName(_("Texte du modèle"))
        self.preview.setText(_("Aperçu"))
        self.export.setText(_("Exporter le texte"))
        self.open.setText(_("Importer un texte"))
        self.restore.setText(_("Revenir au modèle d’origine"))
        self.keep.setText(_("Utiliser ce texte"))
        self.leave.setText(_("Ne rien changer"))
        self.list.setMinimumHeight(look.px(LIST_HEIGHT))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.px(TEXT_SIZE))
        self.text.setFont(font)
        self.text.setMinimumHeight(look.px(TEXT_HEIGHT))
        self._place()
        self._write_list()
        self._write_one()
        self._write_wrong()

    def _write_list(self) -> None:
        items = []
        for row in self._rows:
            title = current().content(row.title)
            own = _state(row) if row.modified else ""
            item = QListWidgetItem(terms.joined((row.code, title, own)))
            item.setData(CODE, row.code)
            items.append(item)
        self.list.fill(items, self._code)

    def _write_one(self) -> None:
        row = next((one for one in self._rows if one.code == self._code), None)
        self.one.setVisible(row is not None)
        if row is None:
            return
        proposed = self._problems is not None
        self.one.title.setText(terms.joined((row.code, current().content(row.title))))
        self.state.setText(
            _("Texte importé, pas encore utilisé.") if proposed else _state(row)
        )
        for button in (self.export, self.open):
            button.setVisible(not proposed)
        self.open.setVisible(self._decides and not proposed)
        self.restore.setVisible(self._decides and row.modified and not proposed)
        self.keep.setVisible(proposed and not self._problems)
        self.leave.setVisible(proposed)

    def _write_wrong(self) -> None:
        clear(self.wrong.body, 1)
        found, said = self._problems or (), list[str]()
        self.wrong.setVisible(bool(found))
        self.wrong.title.setText(
            _n(
                "{number} point à corriger avant de l’utiliser",
                "{number} points à corriger avant de l’utiliser",
                len(found),
            )
        )
        for one in found:
            words = Words()
            told = one.complaint.in_(current())
            words.setText(
                told
                if one.line is None
                else _("Ligne {line} : {problem}", line=one.line, problem=told)
            )
            self.wrong.body.addWidget(words)
            said.append(words.text())
        self.wrong.title.setAccessibleDescription(" ".join(said))

    def _lay_out(self) -> None:
        self.all.body.addWidget(self.list)
        acts = QWidget()
        line = Flow(acts)
        for button in (
            self.keep,
            self.preview,
            self.export,
            self.open,
            self.restore,
            self.leave,
        ):
            line.addWidget(button)
        for widget in (self.state, self.text, acts):
            self.one.body.addWidget(widget)
        self.begin_with(self.title, self.intro)
        for part in (self.only, self.done):
            self.body.addWidget(part)
        beside = QVBoxLayout()
        beside.setSpacing(metrics.GAP)
        beside.addWidget(self.wrong)
        beside.addWidget(self.one, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP)
        self._halves.addWidget(self.all)
        self._halves.addLayout(beside, 1)
        self.body.addLayout(self._halves, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the text beside the list, or under it when there is no room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Give the list all the height there is."""
        wide = self.width() >= look.px(WIDE)
        stack(self._halves, when=not wide)
        self._halves.setStretch(0, 0 if wide and self._code else 1)
        self._halves.setStretch(1, 1 if self._code else 0)
        held = wide and self._code
        self.all.setMaximumWidth(look.px(LIST_WIDTH) if held else metrics.NO_LIMIT)
        self.all.setMinimumWidth(look.px(LIST_WIDTH) if held else 0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(CODE) != self._code:
            self.done.hide()
            self.chosen.emit(item.data(CODE))

    def _open(self, item: QListWidgetItem) -> None:
        """Go to the text of a letter that stands under the list."""
        if item.data(CODE) == self._code:
            self._go_to_text()
        else:
            self._opening = item.data(CODE)

    def _go_to_text(self) -> None:
        if self._halves.direction() == QBoxLayout.Direction.TopToBottom:
            self.go_to(self.one.title)


def _state(row: TemplateRow) -> str:
    """Return whether the text of a letter is ours or the organisation's."""
    if row.changed_on is None:
        return _("d’origine")
    day = current().short_day(row.changed_on)
    return terms.joined(
        (
            _("modifié le {day}", day=day),
            _("le modèle d’origine a changé depuis") if row.outdated else "",
        )
    )


class TemplatesPresenter:
    """Reads and checks texts; the vault keeps those that nothing is wrong with."""

    def __init__(self, page: TemplatesPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._desk, self._ask = page, desk, ask
        self._decides = desk.can(Act.ORGANISATION)
        page.chosen.connect(self.show)
        page.export_wanted.connect(self.export)
        page.import_wanted.connect(self.choose_text)
        page.text_read.connect(self.propose)
        page.preview_wanted.connect(self.preview)
        page.accepted.connect(self.keep)
        page.given_up.connect(lambda: self.show(page.code))
        page.restore_wanted.connect(self.restore)

    def read(self) -> None:
        """Show every letter, and whether it is as shipped."""
        self._ask(
            self._desk.templates.list,
            partial(self._page.show_rows, decides=self._decides),
        )

    def show(self, code: str) -> None:
        """Show the text of the letter *code* that is in use."""
        work = partial(self._desk.templates.text, code)
        self._ask(work, partial(self._page.show_text, code))

    def export(self, code: str) -> None:
        """Write the text in use where somebody wants it."""
        path = ask_file(self._page, f"{code}.toml")
        if path is None:
            return

        def work() -> None:
            text = self._desk.templates.text(code)
            write_file(path, text.encode("utf-8"))

        def then(_none: None) -> None:
            self._page.say_done(
                _("Le texte est exporté. Corrigez-le, puis importez-le ici.")
            )

        self._ask(work, then)

    def choose_text(self, code: str) -> None:
        """Read a text somebody edited; nothing changes yet."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._page, _("Importer un texte"), "", KIND
        )
        if chosen:
            self._ask(
                partial(_read, Path(chosen)), partial(self._page.text_read.emit, code)
            )

    def propose(self, code: str, text: str) -> None:
        """Show *text* with everything that is wrong with it."""

        def show(problems: Sequence[Problem]) -> None:
            self._page.show_text(code, text, problems)
            self._page.go_to_result()

        self._ask(partial(self._desk.templates.problems, code, text), show)

    def preview(self) -> None:
        """Show the pages of the text that is shown, fields by their names."""
        text = self._page.text.toPlainText()

        def work() -> Sheet:
            return sheet(self._desk.templates.preview(text), text)

        def show(made: Sheet) -> None:
            dialog = PaperDialog(_("Aperçu du modèle"), self._page)
            dialog.paper.show_sheet(made, _("modele.pdf"))
            Outbox(dialog.paper, self._ask, self._page.explained.emit)
            dialog.open()

        self._ask(work, show)

    def keep(self) -> None:
        """Use the text that is shown from now on."""
        code, text = self._page.code, self._page.text.toPlainText()
        work = partial(self._desk.templates.replace, code, text)
        self._ask(work, lambda _none: self._changed(_("Ce texte est utilisé.")))

    def restore(self, code: str) -> None:
        """Use the shipped text again."""
        work = partial(self._desk.templates.restore, code)
        told = _("Le modèle d’origine est utilisé de nouveau.")
        self._ask(work, lambda _none: self._changed(told))

    def _changed(self, told: str) -> None:
        self.show(self._page.code)
        self.read()
        self._page.say_done(told)


def _read(path: Path) -> str:
    """Return the text at *path*; its name is not kept.

    Raises:
        UnreadableTextError: If it cannot be read, or is no text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableTextError from None
    if len(content) > LARGEST:
        raise UnreadableTextError
    return text.replace("\r\n", "\n")


def make(desk: Desk, ask: Ask) -> tuple[TemplatesPage, TemplatesPresenter]:
    """Return the section, over the vault of *desk*."""
    page = TemplatesPage()
    return page, TemplatesPresenter(page, desk, ask)
