"""The head of a page: no button squeezes what it stands beside."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.head import Head
from ui.widgets.labels import Words

WIDTH = 1162  # of a page in a window of 1366 pixels, beside the rail


class Shown(QWidget):
    """A head alone in a page."""

    def __init__(self, title: str, *words: str) -> None:
        super().__init__()
        self.title, self.subtitle = Words("title"), Words("soft")
        self.title.setText(title)
        self.subtitle.setText("KARIMI (EXEMPLE) Samira · n° étranger 9903124477 · dari")
        self.buttons = [Button("plain", "print") for _word in words]
        for button, word in zip(self.buttons, words, strict=True):
            button.setText(word)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.PAGE_MARGIN, 8, metrics.PAGE_MARGIN, 8)
        self.head = Head(
            Button("link", "back"), self.title, self.subtitle, self.buttons
        )
        column.addLayout(self.head)
        column.addStretch(1)
        self.resize(WIDTH, 400)
        self.head.place(WIDTH)


def shown(qtbot: QtBot, title: str, *words: str) -> Shown:
    made = Shown(title, *words)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_buttons_stand_beside_the_title_and_leave_the_line_below_its_width(
    qapp: QApplication, qtbot: QtBot
) -> None:
    look.apply(qapp, "light")

    page = shown(qtbot, "Première carte", "Fiche de saisie", "Imprimer la liste")

    first, last = page.buttons
    assert first.mapTo(page, first.rect().bottomLeft()).y() < page.subtitle.y()
    assert (
        last.mapTo(page, last.rect().topRight()).x() == page.subtitle.geometry().right()
    )
    assert (
        page.title.geometry().right() + metrics.GAP < first.mapTo(page, first.pos()).x()
    )
    assert page.subtitle.width() == WIDTH - 2 * metrics.PAGE_MARGIN


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (2.0, ("Fiche de saisie", "Fiche de poche", "Imprimer la liste")),
        (1.0, ("Des mots bien trop longs pour une seule ligne",) * 3),
    ],
)
def test_buttons_without_room_stand_under_the_words_and_squeeze_no_title(
    scale: float, words: tuple[str, ...], qapp: QApplication, qtbot: QtBot
) -> None:
    """A title of three lines stood beside a stack of buttons."""
    look.apply(qapp, "light", scale)

    page = shown(qtbot, "Перша картка резидента: біженець", *words)

    under = page.subtitle.geometry().bottom()
    for button in page.buttons:
        assert button.mapTo(page, button.rect().topLeft()).y() > under
        assert button.mapTo(page, button.rect().topRight()).x() < WIDTH
        assert button.width() >= button.sizeHint().width()
    assert page.title.width() == WIDTH - 2 * metrics.PAGE_MARGIN


def test_buttons_that_are_not_offered_take_no_room(
    qapp: QApplication, qtbot: QtBot
) -> None:
    look.apply(qapp, "light")
    page = shown(qtbot, "Première carte", "Modifier")

    page.buttons[0].hide()
    page.head.place(WIDTH)
    qtbot.wait(20)

    assert page.title.geometry().right() == page.subtitle.geometry().right()
