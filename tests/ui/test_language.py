"""The language of the window: switched while it runs, Qt's own texts included."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.i18n import NAMES
from ui import language
from ui.page import Page
from ui.widgets.language_button import LanguageButton

RIGHT_TO_LEFT = {"ar", "fa_AF"}

QT_CANCELS = {
    "fr": "Annuler",
    "en": "Cancel",
    "ar": "ألغِ",
    "fa_AF": "انصراف",
    "uk": "Скасувати",
}


class Counted(Page):
    """Remembers in which languages it was written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written: list[str] = []

    def retranslate(self) -> None:
        self.written.append(language.current().language)


@pytest.mark.parametrize("code", NAMES)
def test_a_language_brings_its_direction_and_the_texts_of_qt(
    code: str, qtbot: QtBot, qapp: QApplication
) -> None:
    """Qt's dialogs speak it too; Dari reads those written for Iran."""
    language.use(code)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.text().replace("&", "") == QT_CANCELS[code]
    wanted = (
        Qt.LayoutDirection.RightToLeft
        if code in RIGHT_TO_LEFT
        else Qt.LayoutDirection.LeftToRight
    )
    assert qapp.layoutDirection() is wanted
    assert language.direction(language.current()) is wanted


def test_every_page_writes_its_texts_again(qtbot: QtBot) -> None:
    """Also one inside another, also in a language Qt has no texts for."""
    outer = QWidget()
    qtbot.addWidget(outer)
    page = Counted(outer)

    for code in ("ar", "en", "fr"):
        language.use(code)

    assert list(dict.fromkeys(page.written)) == ["ar", "en", "fr"]


def test_a_language_that_is_not_offered_is_french(qapp: QApplication) -> None:
    """Its dates and lists could not be written."""
    language.use("xx")

    assert language.current().language == "fr"
    assert language.current().day(date(2026, 3, 1)) == "1er mars 2026"


def test_plurals_are_those_of_each_language(qapp: QApplication) -> None:
    """Nought is singular in French; the forms come from the catalogs."""
    assert language._n("{number} pièce", "{number} pièces", 0) == "0 pièce"
    assert language._n("{number} pièce", "{number} pièces", 2) == "2 pièces"


def test_the_languages_are_offered_in_themselves(qtbot: QtBot) -> None:
    language.use("uk")
    button = LanguageButton()
    qtbot.addWidget(button)
    chosen: list[str] = []
    button.chosen.connect(chosen.append)

    button.menu().aboutToShow.emit()
    actions = button.menu().actions()
    actions[list(NAMES).index("fa_AF")].trigger()

    assert [action.text() for action in actions] == list(NAMES.values())
    assert button.text() == "Українська"
    assert chosen == ["fa_AF"]
    assert button.accessibleName()


def test_the_menu_ticks_the_language_in_force(qtbot: QtBot) -> None:
    button = LanguageButton()
    qtbot.addWidget(button)

    button.menu().aboutToShow.emit()
    language.use("ar")
    button.retranslate()
    button.menu().aboutToShow.emit()

    ticked = [action.text() for action in button.menu().actions() if action.isChecked()]
    assert ticked == ["العربية"]


def test_a_change_of_language_is_an_event_like_any_other(qtbot: QtBot) -> None:
    """What is not a page hears it as well."""
    heard: list[QEvent.Type] = []

    class Hears(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - the name is Qt’s
            heard.append(event.type())
            super().changeEvent(event)

    widget = Hears()
    qtbot.addWidget(widget)
    language.use("ar")

    assert QEvent.Type.LanguageChange in heard
    assert QEvent.Type.LayoutDirectionChange in heard


def test_alone_the_person_reads_their_language_whoever_shares_it() -> None:
    """Beside the staff's own, French stands; on a screen of their own, it does not."""
    assert language.language_beside("fa_AF", "fa_AF") == "fr"
    assert language.language_of("fa_AF", "fa_AF") == "fa_AF"
    assert language.language_of("uk", "fr") == "uk"
    assert language.language_of("", "fr") == language.language_beside("", "fr") == "en"
