"""What opens over the pages of an open vault: palette, help, shortcuts; and undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anef_desk.desk.session import Desk
from ui.finding import Finder, WantLetter
from ui.language import _
from ui.main_window import MainWidget
from ui.navigation import ShowCase, ShowPerson, WriteLetter
from ui.widgets.palette import Hit, Palette
from ui.workers import Ask


class Over(QObject):
    """Answers the keys that work on every page of *main*."""

    def __init__(self, window: QWidget, main: MainWidget, desk: Desk, ask: Ask) -> None:
        super().__init__(main)
        self._window, self._main, self._desk, self._ask = window, main, desk, ask
        self._finder = Finder(desk, ask)
        main.palette_wanted.connect(self.show_palette)
        main.help_wanted.connect(self.show_help)
        main.shortcuts_wanted.connect(self.show_shortcuts)
        main.undo_wanted.connect(self.undo)
        main.erased.connect(self._finder.forget)

    def show_palette(self) -> None:
        """Offer everything that can be found or done, by its words."""
        main, finder, palette = self._main, self._finder, Palette(self._window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def show(hits: Sequence[Hit], complete: bool) -> None:
            if isValid(palette):  # An answer may come once it is closed.
                palette.show_hits(hits, complete=complete)

        def find(text: str) -> None:
            finder.find(text, main.can, show)

        def choose(hit: Hit) -> None:
            finder.chose(hit)
            if isinstance(hit.target, WantLetter):
                self._write(hit.target.template)
            elif isinstance(hit.target, str):
                main.run(hit.target)
            else:
                main.go(hit.target)  # type: ignore[arg-type]

        palette.typed.connect(find)
        palette.chosen.connect(choose)
        find("")
        palette.open()

    def show_help(self, page: str) -> None:
        """Show the help, at the page of that name."""
        from ui.widgets.help_window import show_help  # noqa: PLC0415 - when asked for

        show_help(self._window, page)

    def show_shortcuts(self) -> None:
        """Show every shortcut of the keyboard."""
        from ui.widgets.shortcuts_sheet import ShortcutsSheet  # noqa: PLC0415

        shown = ShortcutsSheet(self._window, self._main.allows)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()

    def undo(self) -> None:
        """Take the last change of the session back, and say so."""

        def then(_change: object) -> None:
            self._main.message.say(_("Le dernier changement est annulé."))
            self._main.read_again()

        self._ask(self._desk.undo.put_back, then)

    def _write(self, template: str) -> None:
        """Show a letter for the person whose page is open."""
        main, request = self._main, self._main.request
        if isinstance(request, ShowPerson | WriteLetter):
            case = request.case if isinstance(request, WriteLetter) else None
            main.go(WriteLetter(request.person, case, template))
            return
        shown: Any = main.page
        if isinstance(request, ShowCase) and shown.case is not None:
            main.go(WriteLetter(shown.case.person.id, request.case, template))
            return
        main.message.say(
            _("Ouvrez d’abord le dossier de la personne à qui ce courrier sert.")
        )
