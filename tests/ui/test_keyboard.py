"""What the hands find where they expect it: the first field, the keys of every page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.main_window import MainWidget, Presenter
from ui.navigation import Request, ShowPeople, ShowPerson
from ui.page import Page
from ui.widgets.form import Form

Show = Callable[..., QWidget]
CONTROL = Qt.KeyboardModifier.ControlModifier


class Searching(Page):
    """A page that begins with a line."""

    def __init__(self) -> None:
        super().__init__()
        self.new = QPushButton("+", self)
        self.begins = self.line = QLineEdit("avant", self)
        self.made = 0

    def acts(self) -> dict[str, Callable[[], None]]:
        return {"new-person": self.make}

    def make(self) -> None:
        self.made += 1

    def retranslate(self) -> None:
        """Write nothing."""


class Still:
    """Decides nothing."""

    def read(self) -> None:
        """Read nothing."""


def window(shown: Show) -> tuple[MainWidget, Searching]:
    people = Searching()

    def make(request: Request) -> tuple[Page, Presenter]:
        return people if isinstance(request, ShowPeople) else Searching(), Still()

    main = MainWidget(make)
    main.go(ShowPeople())
    shown(main, 1366, 768)
    return main, people


def test_what_is_typed_on_a_page_replaces_what_was_looked_for(shown: Show) -> None:
    main, people = window(shown)
    main.go(ShowPerson("samira"))

    main.go(ShowPeople())

    assert people.line.hasFocus()
    assert people.line.selectedText() == "avant"


def test_a_new_person_is_begun_from_any_page(shown: Show, qtbot: QtBot) -> None:
    main, people = window(shown)
    main.go(ShowPerson("samira"))

    qtbot.keyClick(main, Qt.Key.Key_N, CONTROL)

    assert main.page is people
    assert people.made == 1


def test_a_page_with_a_button_of_these_keys_keeps_them(
    shown: Show, qtbot: QtBot
) -> None:
    main, people = window(shown)
    people.new.setShortcut("Ctrl+N")
    people.new.clicked.connect(people.make)

    qtbot.keyClick(main, Qt.Key.Key_N, CONTROL)

    qtbot.waitUntil(lambda: people.made > 0)
    assert people.made == 1


def test_a_key_that_is_held_down_is_pressed_once(shown: Show) -> None:
    main, _people = window(shown)

    for shortcut in main.findChildren(QShortcut):
        assert not shortcut.autoRepeat(), shortcut.key().toString()


def test_a_second_press_opens_no_second_form(qtbot: QtBot) -> None:
    """The vault was busy: both answers come at once, the second inside the first."""
    opened: list[int] = []
    first, second, third = (Form("essai") for _press in range(3))
    qtbot.addWidget(third)

    def press_again() -> None:
        opened.append(second.exec())
        third.open()
        opened.append(third.isVisible())
        first.accept()

    QTimer.singleShot(0, press_again)

    assert first.exec() == Form.DialogCode.Accepted
    assert opened == [0, 0]


def test_a_form_begins_in_its_first_field_and_ends_from_any(
    shown: Show, qtbot: QtBot
) -> None:
    form = Form("essai")
    lines = form.block("")
    form.add("name", "Nom", form.line(""))
    form.add("why", "Pourquoi", lines)
    shown(form, 600, 400)
    assert form.focusWidget() is form.findChild(QLineEdit, "field-name")

    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Return, CONTROL)

    assert form.result() == Form.DialogCode.Accepted
