"""The keyboard has a place in every window that opens over a page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui
from anef_desk.desk.entry_sheets import FilledSheet, Value
from ui.pages.statistics import FilePreview
from ui.privacy import PlainPage
from ui.widgets.attachment_dialog import AttachmentDialog
from ui.widgets.colleague_form import ColleagueForm
from ui.widgets.data_rights import ErasureDialog, SealDialog
from ui.widgets.dialog import Dialog
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.form import Form
from ui.widgets.help_window import HelpWindow
from ui.widgets.palette import Palette
from ui.widgets.paper import PaperDialog
from ui.widgets.passphrase_form import PassphraseForm
from ui.widgets.person_picker import PersonPicker
from ui.widgets.pocket import PocketDialog
from ui.widgets.progress_dialog import ProgressDialog
from ui.widgets.scan_dialog import ScanDialog
from ui.widgets.seal_form import SealForm
from ui.widgets.shortcuts_sheet import ShortcutsSheet


def _kinds(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def test_every_dialog_says_where_the_keyboard_begins() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)

    ours = {one for one in _kinds(QDialog) if one.__module__.startswith("ui.")}

    # The calendar hears its keys itself: a space must not take it away.
    assert {one for one in ours if not issubclass(one, Dialog)} == {PlainPage}


def _sheet(parent: QWidget) -> QDialog:
    values = (Value(field="family_name", text="Exemple"),)
    sheet = FilledSheet(verified=True, sections=(("identity", values),))
    return EntrySheet(sheet, "", parent)


def _picker(parent: QWidget) -> QDialog:
    return PersonPicker("Qui ?", relation=True, without="", parent=parent)


OPENED: dict[str, tuple[Callable[[QWidget], QDialog], str]] = {
    "attachment": (lambda p: AttachmentDialog("Titre", p), "attachment-close"),
    "colleague": (ColleagueForm, "colleague-name"),
    "entry sheet": (_sheet, "copy"),
    "erasure": (ErasureDialog, "choice-cancel"),
    "erasure, originals too": (
        lambda p: ErasureDialog(p, (date(2026, 1, 1),)),
        "choice-cancel",
    ),
    "file": (lambda p: FilePreview("a;b", p), "file-give-up"),
    "help": (HelpWindow, "help-search"),
    "palette": (Palette, "palette-line"),
    "paper": (lambda p: PaperDialog("Titre", p), "paper-close"),
    "passphrase": (lambda p: PassphraseForm("Nadia", p), "forgotten-passphrase"),
    "person": (_picker, "pick-search"),
    "pocket": (lambda p: PocketDialog("ar", p), "pocket-language"),
    "progress": (lambda p: ProgressDialog("Titre", p), "progress-bar"),
    "scan": (lambda p: ScanDialog((), (5,), 5, p), "scan-pages"),
    "seal": (SealForm, "seal"),
    "seal what is given": (SealDialog, "seal-first"),
    "shortcuts": (ShortcutsSheet, "shortcuts"),
    "form without a field": (lambda p: Form("essai", p), "form-cancel"),
}


@pytest.mark.parametrize("which", OPENED)
def test_the_keyboard_begins_in_the_first_field_or_where_nothing_is_lost(
    which: str, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    make, name = OPENED[which]

    dialog = make(window)
    dialog.show()

    first = dialog.focusWidget()
    assert first is not None
    assert first.objectName() == name
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    dialog.close()


def test_a_text_that_is_only_read_is_not_where_one_types(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    read = QPlainTextEdit("à lire", dialog)
    read.setReadOnly(True)
    dialog.safest = leave = QPushButton("Fermer", dialog)

    dialog.show()

    assert dialog.focusWidget() is leave


def test_a_dialog_that_gave_the_keyboard_a_place_keeps_it(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    dialog.safest = QPushButton("Fermer", dialog)
    other = QPushButton("Imprimer", dialog)
    other.setFocus()

    dialog.show()

    assert dialog.focusWidget() is other
