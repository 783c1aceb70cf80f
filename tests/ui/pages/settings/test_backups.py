"""The page of backups: what is said, and what each gesture asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.desk.roles import Act
from anef_desk.desk.safekeeping import BackupRow, Former, Reason, SafetyState
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, NAMES, Translations
from ui import language
from ui.pages.settings import backups
from ui.pages.settings.backups import BackupsPage, BackupsPresenter
from ui.theme import look

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class PlaceFullError(ExpectedError):
    message = N_("Le disque est plein : la modification n’a pas été enregistrée.")


def row(days: int) -> BackupRow:
    moment = AT - timedelta(days=days)
    return BackupRow(
        name=f"{days}", folder=Path(f"{days}"), made_at=moment, reason=Reason.LOCK,
        readable=True,
    )  # fmt: skip


NOTHING = SafetyState(
    at=AT,
    last=None,
    last_level="late",
    changed=True,
    second_place="",
    second_reachable=False,
    second_at=None,
    second_level="soon",
    rehearsed_at=None,
    rehearsal_sound=False,
    rehearsal_level="none",
    backups=(),
    former=(),
    damaged=(),
)
WELL = replace(
    NOTHING,
    last=row(0),
    last_level="done",
    changed=False,
    second_place="/media/claire/CLÉ USB DU BUREAU",
    second_reachable=True,
    second_at=AT - timedelta(days=2),
    second_level="done",
    rehearsed_at=AT - timedelta(days=3),
    rehearsal_sound=True,
    rehearsal_level="done",
    backups=tuple(map(row, range(12))),
)
BADLY = replace(
    WELL,
    last_level="late",
    changed=True,
    second_reachable=False,
    second_at=None,
    second_level="late",
    rehearsal_sound=False,
    rehearsal_level="late",
    former=(row(40), row(41)),
    damaged=("vault.damaged-20261122T100000Z.db",),
)
STATES = {"nothing": NOTHING, "well": WELL, "badly": BADLY}


def test_a_way_back_is_told_when_there_is_something_to_go_back_to(
    qtbot: QtBot,
) -> None:
    page = BackupsPage()
    qtbot.addWidget(page)
    for state, told in ((NOTHING, False), (WELL, True)):
        page.show_state(state)
        assert page.back.isHidden() is not told


class Safekeeping:
    """Remembers what was asked of it."""

    def __init__(self, state: SafetyState) -> None:
        self.now, self.asked = state, list[object]()
        self.error: ExpectedError | None = None

    def state(self) -> SafetyState:
        return self.now

    def choose_second_place(self, place: Path | None) -> None:
        self.asked.append(("choose", place))

    def breach_sheet(self, texts: Translations) -> bytes:
        self.asked.append(("sheet", texts.language))
        return b"%PDF"

    def discard_former(self) -> Former:
        self.asked.append("discard_former")
        return Former(copies=self.now.former, elsewhere=self.now.second_at is None)

    def __getattr__(self, name: str) -> Callable[[], None]:
        def act() -> None:
            if self.error is not None:
                raise self.error
            self.asked.append(name)

        return act


class Desk:
    def __init__(self, state: SafetyState) -> None:
        self.safekeeping = Safekeeping(state)
        self.decides, self.read_only = True, False

    def can(self, _act: Act) -> bool:
        return self.decides


def ask(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
) -> None:
    try:
        answer = work()
    except ExpectedError as error:
        assert failed
        failed(error)
    else:
        then(answer)


KEPT: list[object] = []


def made(state: SafetyState) -> tuple[BackupsPage, Safekeeping]:
    page, desk = BackupsPage(), Desk(state)
    KEPT[:] = [BackupsPresenter(page, desk, ask)]  # type: ignore[arg-type]
    return page, desk.safekeeping


@pytest.mark.parametrize(
    ("code", "scale"), [*((code, 1.0) for code in NAMES), ("fr", 2.0), ("fa_AF", 2.0)]
)
@pytest.mark.parametrize("name", STATES)
def test_nothing_is_cut_and_everything_has_a_name(
    name: str, code: str, scale: float, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if scale != 1.0:
        look.apply(app, "light", scale)
    language.use(code)

    page = shown(made(STATES[name])[0])

    assert cut(page) + unnamed(page) == []


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_cut_when_sentences_are_twice_as_long(
    name: str, twice_as_long: None, shown: Show, cut: Cut
) -> None:
    assert cut(shown(made(STATES[name])[0])) == []


def test_what_is_well_is_said_with_its_age(shown: Show) -> None:
    page, _safekeeping = made(WELL)
    shown(page)

    assert page.last.chip.text() == "Aujourd’hui"
    assert "Rien n’a changé depuis" in page.last.words.text()
    assert page.second.chip.text() == "Il y a 2 jours"
    assert "accessible" in page.second.words.text()
    assert "entière" in page.rehearsal.words.text()
    assert not page.old.isVisible()


def test_what_is_not_is_said_with_what_to_do(shown: Show) -> None:
    page, _safekeeping = made(BADLY)
    shown(page)

    assert "Branchez" in page.second.words.text()
    assert page.second.chip.text() == "Jamais copié"
    assert "Faites-en une autre" in page.rehearsal.words.text()
    assert "2 sauvegardes" in page.former_words.text()
    assert page.old.isVisible()


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ("last", "back_up"),
        ("second", "copy_to_second_place"),
        ("rehearsal", "rehearse"),
    ],
)
def test_each_part_has_its_act(part: str, asked: str) -> None:
    page, safekeeping = made(WELL)
    told: list[str] = []
    page.explained.connect(told.append)

    getattr(page, part).action.click()

    assert safekeeping.asked == [asked]
    assert len(told) == (part != "rehearsal")
    assert page.last.action.isEnabled()


def test_what_did_not_work_is_said() -> None:
    page, safekeeping = made(WELL)
    safekeeping.error = PlaceFullError()
    told: list[str] = []
    page.explained.connect(told.append)

    page.last.action.click()

    assert told == [PlaceFullError.message]
    assert page.last.action.isEnabled()


def test_a_second_place_is_chosen_and_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, safekeeping = made(WELL)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.choose.click()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/clé")
    page.choose.click()
    page.forget.click()

    assert safekeeping.asked == [
        ("choose", Path("/clé")),
        "copy_to_second_place",
        ("choose", None),
    ]


@pytest.mark.parametrize(
    ("button", "asked"), [("former", "discard_former"), ("damaged", "discard_damaged")]
)
def test_what_is_removed_for_good_is_asked_twice(button: str, asked: str) -> None:
    page, safekeeping = made(BADLY)
    pressed = getattr(page, button)

    pressed.click()
    assert safekeeping.asked == []
    assert "confirmer" in pressed.text()
    pressed.click()

    assert safekeeping.asked == [asked]
    assert "confirmer" not in pressed.text()


def test_what_was_deleted_is_counted_and_what_may_be_left_is_said() -> None:
    page, _safekeeping = made(BADLY)
    told: list[str] = []
    page.explained.connect(told.append)

    page.former.click()
    page.former.click()

    (said,) = told
    assert said.startswith("2 sauvegardes supprimées. Le second emplacement")


def test_the_page_for_a_lost_computer_is_shown(
    monkeypatch: pytest.MonkeyPatch, shown: Show
) -> None:
    from ui.widgets.paper import Sheet

    monkeypatch.setattr(backups, "sheet", lambda pdf: Sheet(pdf, ()))
    page, safekeeping = made(WELL)
    shown(page)

    page.sheet.click()

    assert safekeeping.asked == [("sheet", "fr")]
    (dialog,) = page.findChildren(backups.PaperDialog)
    assert dialog.isVisible()
    dialog.close()
