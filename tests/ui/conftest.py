"""What every test of the window has: its own look and language, and how to audit it."""

from __future__ import annotations

import gc
import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui import language, workers
from ui.app import Application
from ui.collecting import Collector
from ui.opening import Window
from ui.theme import look
from ui.theme.tokens import LIGHT


@pytest.fixture(autouse=True)
def french_again(qapp: QApplication) -> Iterator[None]:
    """Give each test the plain look and the French window, and leave them so."""
    _plain(qapp)
    before = set(qapp.topLevelWidgets())
    yield
    for window in set(qapp.topLevelWidgets()) - before:
        if window.parent() is None:  # Else it is dressed again by every test to come.
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.clipboard().clear()  # As the application does: Qt ends badly on what is left.
    _plain(qapp)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no slow computer end the whole suite, as a hung share ends the window."""
    monkeypatch.setattr(workers, "PATIENCE", 60_000)


def _plain(app: QApplication) -> None:
    """Dress *app* only if it must be: each widget alive would be dressed again."""
    if look.scale() != 1.0 or look.tokens() is not LIGHT or not app.styleSheet():
        look.apply(app, "light")
    if language.current().language != "fr":
        language.use("fr")


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase be tried at once."""
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home folder where nothing is remembered yet, and return it.

    A test that presses every button leaves columns of the list and a screen chosen:
    the one that comes after it in the same process must not find them.
    """
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def start(
    qapp: QApplication, home: Path, cheap_keys: None
) -> Iterator[Callable[[], Application]]:
    """Return how the application is started, in a window that ends with the test."""
    started: list[Application] = []

    def begin() -> Application:
        made = Application(qapp, Window())
        made.start()
        made.window.show()
        started.append(made)
        return made

    yield begin
    for made in started:
        made.window.close()
        made.window.deleteLater()


@pytest.fixture
def press() -> Callable[..., None]:
    """Return how a key is pressed, whatever the letter (see technology notes)."""

    def send(
        widget: QWidget,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

    return send


INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.List,
    QAccessible.Role.PageTab,
}


def _tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            yield from _tree(child)


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Return what lists the visible controls a screen reader could not name."""

    def find(widget: QWidget) -> list[str]:
        return [
            f"{found.role().name} {found.object().objectName()}"
            for found in _tree(QAccessible.queryAccessibleInterface(widget))
            if found.role() in INTERACTIVE
            and not found.state().invisible
            and not found.text(QAccessible.Text.Name).strip()
        ]

    return find


@pytest.fixture
def cut() -> Callable[[QWidget], list[str]]:
    """Return what lists the visible texts that do not have the room they need."""

    def find(widget: QWidget) -> list[str]:
        texts = [
            label.text()
            for label in widget.findChildren(QLabel)
            if label.isVisible() and label.text() and _is_cut(label)
        ]
        buttons = [
            button.text()
            for button in widget.findChildren(QPushButton)
            if button.isVisible() and button.sizeHint().width() > button.width() + 1
        ]
        areas = [
            f"{area.objectName()} is too narrow for what it holds"
            for area in widget.findChildren(QScrollArea)
            if area.isVisible() and area.widget().width() > area.viewport().width()
        ]
        return texts + buttons + areas

    return find


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1


class _Twice(gettext.NullTranslations):
    """Says everything twice, as a longer language would."""

    def gettext(self, message: str) -> str:
        return f"{message} {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{msgid2} {msgid2}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} {message}"


@pytest.fixture
def twice_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every sentence twice as long, in the window and beside it."""
    long = i18n.Translations("fr", _texts=_Twice())
    monkeypatch.setattr(language, "_translations", long)
    monkeypatch.setattr(i18n, "load", lambda *_: long)


class _Marked(gettext.NullTranslations):
    """A pseudo-language: everything translated is between two marks."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the pseudo-language, in the window and beside it."""
    marked = i18n.Translations("fr", _texts=_Marked())
    monkeypatch.setattr(language, "_translations", marked)
    monkeypatch.setattr(i18n, "load", lambda *_: marked)


@pytest.fixture
def untranslated() -> Callable[[QWidget], list[str]]:
    """Return what lists the visible texts that never went through a translation."""

    def find(widget: QWidget) -> list[str]:
        labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
        buttons = [
            button
            for button in widget.findChildren(QAbstractButton)
            if button.isVisible()
        ]
        texts = [one.text() for one in (*labels, *buttons)]
        names = [one.accessibleName() for one in buttons]
        return sorted(
            {
                text.strip("\u200e\u2068\u2069")  # marks of direction
                for text in (*texts, *names)
                if any(c.isalpha() for c in text) and "⟦" not in text
            }
        )

    return find


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Return what shows a page in the room a 1366×768 screen leaves it."""

    def show(page: QWidget, width: int = 1162, height: int = 704) -> QWidget:
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        qtbot.wait(30)
        for _round in range(5):  # Layouts need a few rounds after their texts.
            QApplication.processEvents()
        return page

    return show


@pytest.fixture(autouse=True)
def _garbage_in_the_gui_thread() -> Iterator[None]:
    """Collect between tests alone: in another thread, garbage of Qt ends the process."""
    gc.disable()
    yield
    gc.disable()
    Collector.collect()
