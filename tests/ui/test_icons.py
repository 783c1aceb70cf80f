"""Icons: drawn in the colours in force, and after the words of the first page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.pages.unlock import UnlockPage
from ui.theme import icons
from ui.widgets.buttons import Button


@pytest.fixture
def put_off() -> Iterator[None]:
    icons.put_off()
    yield
    icons.draw()


def painted(picture: QPixmap) -> bool:
    """Return whether anything is drawn in *picture*."""
    image = picture.toImage()
    nothing = QImage(image.size(), image.format())
    nothing.fill(0)
    nothing.setDevicePixelRatio(image.devicePixelRatio())
    return image != nothing


@pytest.mark.usefixtures("put_off")
def test_the_icons_of_the_first_page_take_their_room_then_are_drawn(
    qtbot: QtBot,
) -> None:
    page = UnlockPage()
    qtbot.addWidget(page)
    buttons = (
        page.corner.languages,
        page.corner.help,
        page.open,
        page.lost,
        page.passphrase.reveal,
    )

    def pictures() -> list[QPixmap]:
        shown = [button.icon().pixmap(button.iconSize()) for button in buttons]
        return [*shown, page.picture.pixmap(), page.space.picture.pixmap()]

    def room() -> list[QSize]:
        return [widget.sizeHint() for widget in (*buttons, page.picture, page.space)]

    empty, before = pictures(), room()
    assert not any(map(painted, empty))

    icons.draw()

    drawn = pictures()
    assert all(map(painted, drawn))
    assert [one.size() for one in drawn] == [one.size() for one in empty]
    assert room() == before


@pytest.mark.usefixtures("put_off")
def test_an_icon_nobody_waits_for_is_drawn_at_once() -> None:
    assert painted(icons.pixmap("shield", "#000000", 20))


@pytest.mark.usefixtures("put_off")
def test_a_page_that_is_gone_is_dressed_no_more(qtbot: QtBot) -> None:
    page = UnlockPage()
    delete(page)

    icons.draw()

    assert painted(icons.pixmap("shield", "#000000", 20, owner=QWidget()))


@pytest.mark.usefixtures("put_off")
def test_a_room_left_empty_stays_so(qtbot: QtBot) -> None:
    button = Button("plain", "people")
    qtbot.addWidget(button)
    icons.draw()
    icons.put_off()
    other = Button("plain", "people")
    qtbot.addWidget(other)

    assert painted(button.icon().pixmap(button.iconSize()))
    assert not painted(other.icon().pixmap(other.iconSize()))


def test_an_icon_that_is_not_there_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("nothing", "#000000", 20)
