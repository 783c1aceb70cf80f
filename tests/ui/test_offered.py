"""What a role cannot do is not offered: every page is walked, every button pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QMenu,
    QPushButton,
    QWidget,
)

from anef_desk.desk import practice
from anef_desk.desk.context import Context
from anef_desk.desk.practice import Story
from anef_desk.desk.roles import Act, NotAllowedError
from anef_desk.desk.session import Desk, open_desk
from anef_desk.domain.event import EventKind
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.prefecture import Prefecture
from anef_desk.domain.rights_loss import Right
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import keys
from anef_desk.vault.errors import ReadOnlyVaultError
from anef_desk.vault.keys import Kdf
from ui.making import make_page
from ui.navigation import (
    Request,
    ShowBlocked,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowSettings,
    ShowStatistics,
    ShowToday,
    WriteLetter,
    WriteLetters,
)
from ui.pages.settings.sections import SECTIONS
from ui.widgets import paper, printing
from ui.widgets.form import Form

MOST = 300
"""Presses on one page, after which it offers something new for ever."""

PRESSED = 100
"""That a reader finds at least: else the pages were not shown."""

LESSER = [
    Role.READER,
    Role.DESK,
    pytest.param(Role.CASE_WORKER, marks=pytest.mark.long),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Story]]:
    """Return a vault where each card has something to show."""
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "STRONG", cheap)
        patch.setattr(keys, "FLOOR", cheap)
        folder: Path = tmp_path_factory.mktemp("offered") / "vault"
        staff = practice.create(folder)
        desk = open_desk(
            folder, staff, practice.PASSPHRASE, check=False, clock=lambda: practice.DAY
        )
        story = practice.tell(desk)
        practice.attach(desk, story)
        person, case = story.people[0], story.cases[0]
        desk.events.note(person, EventKind.CAME)
        desk.rights_losses.add(person, Right.JOB)
        desk.incidents.log(person, case, "D22")
        desk.incidents.took(case, "E1")
        desk.identities.put(Identity(id="", person=person, source=Printed.VISA))
        desk.prefectures.put(Prefecture(id="", name="Préfecture d’exemple"))
        desk.relay.leave(story.people[1], "à rappeler")
        while desk.board.compute():
            pass
        yield desk, story
        desk.close()


def as_role(desk: Desk, role: Role) -> Desk:
    """Return the same desk, opened by somebody of *role*."""
    return Desk(desk._vault, replace(desk.staff, role=role), desk.library, desk.today)


class Hands:
    """Press everything a page offers; note what the desk refuses, what is asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.refused: list[str] = []
        self.asked: list[str] = []
        self.pressed = 0
        self._at = ""
        allow = Context.allow

        def watched(context: Context, act: Act) -> Staff:
            try:
                return allow(context, act)
            except NotAllowedError:
                self.refused.append(f"{self._at} → {act}")
                raise

        patch.setattr(Context, "allow", watched)

        def fill(form: Form) -> int:
            return self._fill(form)

        def decline(dialog: QDialog) -> int:
            return self._decline(dialog)

        patch.setattr(Form, "exec", fill)
        patch.setattr(Form, "open", fill)
        patch.setattr(QDialog, "exec", decline)
        patch.setattr(QDialog, "open", lambda _dialog: None)
        patch.setattr(QMenu, "popup", lambda *_where: None)
        for name in ("getOpenFileName", "getSaveFileName"):
            patch.setattr(QFileDialog, name, lambda *_what: ("", ""))
        patch.setattr(QFileDialog, "getExistingDirectory", lambda *_what: "")
        patch.setattr(paper, "ask_file", lambda *_what: None)
        patch.setattr(printing, "ask_printer", lambda *_what, **_how: None)

    def ask(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Ask without waiting; what is refused is noted, whatever else fails is not."""
        try:
            answer = work()
        except ReadOnlyVaultError:
            self.refused.append(f"{self._at} → the vault")
            return
        except Exception:  # noqa: BLE001 - a form that was filled in by nobody
            return
        then(answer)

    def walk(self, desk: Desk, request: Request) -> None:
        """Open the page of *request*; press what it offers, once each."""
        page, _presenter = make_page(request, desk, self.ask)
        page.resize(1162, 3000)  # A file is long: all its cards are made.
        page.show()
        for _turn in range(40):
            QApplication.processEvents()
        pressed: set[str] = set()
        for _press in range(MOST):
            found = next((one for one in offered(page) if one[0] not in pressed), None)
            if found is None:
                break
            name, press = found
            pressed.add(name)
            self._at = f"{type(page).__name__}, {name}"
            press()
            QApplication.processEvents()
        self.pressed += len(pressed)
        for act in page.acts().values():
            self._at = f"{type(page).__name__}, a key"
            act()
        page.hide()
        page.deleteLater()

    def _fill(self, form: Form) -> int:
        self.asked.append(f"{self._at} → {type(form).__name__}")
        if form.complaint() is not None:
            return 0
        form.accepted.emit()
        return 1

    def _decline(self, dialog: QDialog) -> int:
        self.asked.append(f"{self._at} → {type(dialog).__name__}")
        return 0


def offered(page: QWidget) -> list[tuple[str, Callable[[], Any]]]:
    """Return what can be pressed or chosen on *page*, each by its name."""
    found: list[tuple[str, Callable[[], Any]]] = []
    for button in page.findChildren(QAbstractButton):
        if not button.isEnabled() or not button.isVisible():
            continue
        name = button.objectName() or button.text()  # One of those that do the same.
        menu = button.menu() if isinstance(button, QPushButton) else None
        if menu is None:
            found.append((name, button.click))
            continue
        found += [
            (f"{name}: {action.text()}", action.trigger)
            for action in menu.actions()
            if action.isEnabled()
        ]
    for box in page.findChildren(QComboBox):
        if box.isEnabled() and box.isVisible() and box.count():
            name = box.objectName()
            found.append((name, lambda chosen=box: choose(chosen)))
    return found


def choose(box: QComboBox) -> None:
    """Choose another line of *box*, as a hand does."""
    place = (box.currentIndex() + 1) % box.count()
    box.setCurrentIndex(place)
    box.activated.emit(place)


def places(story: Story) -> list[Request]:
    """Return every page of an open vault."""
    person, case = story.people[0], story.cases[0]
    return [
        ShowToday(),
        ShowPeople(),
        *(ShowPerson(one) for one in story.people[:2]),
        *(ShowCase(one) for one in story.cases[:2]),
        WriteLetter(person, case, "L03"),
        WriteLetters(),
        ShowBlocked(person, case, "D22"),
        ShowBlocked(),
        ShowStatistics(),
        *(ShowSettings(section.name) for section in SECTIONS),
    ]


def test_nothing_is_offered_that_a_vault_opened_to_be_read_refuses(
    told: tuple[Desk, Story], qapp: QApplication
) -> None:
    desk, story = told
    made = desk.safekeeping.back_up()
    assert made is not None
    reading = open_desk(
        made.folder,
        desk.staff.id,
        practice.PASSPHRASE,
        read_only=True,
        check=False,
        clock=lambda: practice.DAY,
    )
    with pytest.MonkeyPatch.context() as patch:
        hands = Hands(patch)
        for request in places(story):
            hands.walk(reading, request)
    reading.close()

    assert hands.pressed > PRESSED
    assert hands.refused == []
    assert hands.asked == []


@pytest.mark.parametrize("role", LESSER)
def test_nothing_is_offered_that_a_role_is_refused(
    told: tuple[Desk, Story], role: Role, qapp: QApplication
) -> None:
    desk, story = told
    with pytest.MonkeyPatch.context() as patch:
        hands = Hands(patch)
        for request in places(story):
            hands.walk(as_role(desk, role), request)

    assert hands.pressed > PRESSED
    assert hands.refused == []
    if role is Role.READER:
        assert hands.asked == [], "a reader is asked to write nothing"
