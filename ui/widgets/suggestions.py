"""Names that are known, proposed while one is typed; any other may be typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from anef_desk.i18n.folding import words
from ui import values


class Suggestions(QCompleter):
    """Proposes the names whose words begin as those that are typed, in any order.

    Accents and capitals do not count.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._names: tuple[str, ...] = ()
        self._found = QStringListModel(self)
        self.setModel(self._found)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list = QListView()  # Qt's own does not follow the style sheet.
        self._list.setObjectName("suggestions")
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setProperty("horizontalScrollBarPolicy", values.NEVER)
        self.setPopup(self._list)
        line.textEdited.connect(self._look)  # Qt shows what was found after that.
        line.setCompleter(self)

    def suggest(self, names: Iterable[str]) -> None:
        """Propose *names* from now on."""
        self._names = tuple(dict.fromkeys(names))
        self._list.setAccessibleName(self.widget().accessibleName())

    def found(self) -> list[str]:
        """Return what is proposed now."""
        return list(self._found.stringList())

    def _look(self, typed: str) -> None:
        wanted = words(typed)
        self._found.setStringList(
            [name for name in self._names if name != typed and _fits(name, wanted)]
            if wanted
            else []
        )


def _fits(name: str, wanted: tuple[str, ...]) -> bool:
    known = words(name)
    return all(any(word.startswith(part) for word in known) for part in wanted)
