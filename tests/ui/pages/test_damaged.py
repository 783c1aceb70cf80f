"""The page of a vault that does not open: readable, and it leads back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from anef_desk.desk import safekeeping
from anef_desk.desk.safekeeping import BackupRow, Reason, Recovery
from anef_desk.domain.staff import Role, Staff
from anef_desk.errors import ExpectedError
from anef_desk.i18n import NAMES
from anef_desk.vault.errors import (
    BackupDamagedError,
    DatabaseCutError,
    DatabaseEmptiedError,
    DatabaseMissingError,
    ForeignFileError,
    KeysDamagedError,
    KeysMissingError,
    VaultDamagedError,
)
from anef_desk.vault.notice import Notice
from anef_desk.vault.restore import ERASED_UNKNOWN
from ui import language
from ui.pages import damaged
from ui.pages.damaged import DamagedPage, DamagedPresenter, Trouble
from ui.theme import look

Cut = Audit = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]

FOLDER = Path("Coffre")
ERRORS: tuple[type[ExpectedError], ...] = (
    VaultDamagedError,
    DatabaseMissingError,
    DatabaseEmptiedError,
    DatabaseCutError,
    ForeignFileError,
    KeysDamagedError,
    KeysMissingError,
)
STAFF = (
    Staff(id="1", name="Claire Martin (exemple)", role=Role.COORDINATOR),
    Staff(id="2", name="Olga Petrenko (приклад)", role=Role.DESK),
)


def row(day: int, *, readable: bool = True) -> BackupRow:
    moment = datetime(2026, 11, day, 18, 5, tzinfo=UTC)
    name = f"202611{day:02}T180500Z"
    return BackupRow(
        name=name,
        folder=FOLDER / "backups" / name,
        made_at=moment,
        reason=Reason.LOCK if readable else None,
        readable=readable,
    )


ROWS = (row(23, readable=False), row(22), row(21), row(15))


class World:
    """The backups of a vault, and what was asked of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows: tuple[BackupRow, ...] = ROWS
        self.elsewhere: tuple[BackupRow, ...] = ()
        self.asked: list[tuple[object, ...]] = []
        self.error: Exception | None = None
        self.keys: Recovery | None = None
        self.kept: tuple[Staff, ...] = ()
        monkeypatch.setattr(safekeeping, "backups_of", lambda _folder: self.rows)
        monkeypatch.setattr(safekeeping, "backups_in", lambda _place: self.elsewhere)
        monkeypatch.setattr(safekeeping, "staff_of_backup", lambda _backup: STAFF)
        monkeypatch.setattr(
            safekeeping, "staff_of_kept_keys", lambda _folder: self.kept
        )
        monkeypatch.setattr(safekeeping, "restore_keys", lambda *_: self.keys)
        monkeypatch.setattr(safekeeping, "restore", self.restore)
        monkeypatch.setattr(damaged, "now", lambda: datetime(2026, 11, 24, tzinfo=UTC))

    def restore(self, *what: object) -> Recovery:
        self.asked.append(what)
        if self.error is not None:
            raise self.error
        return Recovery(
            keys_only=False,
            made_at=ROWS[1].made_at,
            erased_again=2,
            notices=(Notice(ERASED_UNKNOWN),),
        )

    def ask(
        self,
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


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


KEPT: list[object] = []


def page(
    world: World, error: ExpectedError | None, opened: Callable[..., None] = print
) -> DamagedPage:
    trouble = Trouble(FOLDER, "2", error)
    made = DamagedPage(trouble)
    presenter = DamagedPresenter(made, trouble, world.ask, opened)
    presenter.read()
    KEPT[:] = [presenter]
    return made


def recovered(world: World) -> DamagedPage:
    made = page(world, VaultDamagedError())
    made.passphrase.line.setText("cerise")
    made.restore.click()
    return made


def empty(world: World) -> DamagedPage:
    world.rows = ()
    made = page(world, KeysMissingError())
    made.show_problem(language._("Tapez votre phrase secrète."))
    return made


def keys_kept(world: World) -> DamagedPage:
    world.rows, world.kept = (), STAFF
    return page(world, KeysDamagedError())


def dress(code: str, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if scale != 1.0:
        look.apply(app, "light", scale)
    language.use(code)


@pytest.fixture
def audit(cut: Cut, unnamed: Cut) -> Audit:
    """Return what lists the texts that are cut and the controls without a name."""
    return lambda widget: cut(widget) + unnamed(widget)


MAKERS: dict[str, Callable[[World], DamagedPage]] = {
    **{
        kind.__name__: (lambda world, kind=kind: page(world, kind())) for kind in ERRORS
    },
    "chosen": lambda world: page(world, None),
    "empty": empty,
    "keys kept": keys_kept,
    "recovered": recovered,
}


@pytest.mark.parametrize(
    ("code", "scale"), [*((code, 1.0) for code in NAMES), ("fr", 2.0), ("fa_AF", 2.0)]
)
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_and_everything_has_a_name(
    name: str, code: str, scale: float, world: World, shown: Show, audit: Audit
) -> None:
    dress(code, scale)

    assert audit(shown(MAKERS[name](world), 1366, 768)) == []


@pytest.mark.parametrize("name", ["VaultDamagedError", "empty", "recovered"])
def test_nothing_is_cut_when_sentences_are_twice_as_long(
    name: str, world: World, twice_as_long: None, shown: Show, cut: Cut
) -> None:
    assert cut(shown(MAKERS[name](world), 1366, 768)) == []


def test_the_newest_good_backup_is_chosen_and_its_age_said(
    world: World, shown: Show
) -> None:
    made = page(world, DatabaseCutError())
    shown(made)

    assert made.chosen == ROWS[1].folder
    assert not made.choices[ROWS[0].folder].isEnabled()
    assert "abîmée" in made.choices[ROWS[0].folder].note.text()
    assert "22 novembre 2026" in made.safe_words.text()
    assert "il y a 2 jours" in made.safe_words.text()
    assert "il manque une partie" in made.alert.title.text()
    assert made.alert.isVisible()
    assert made.staff.currentData() == "2"


def test_one_action_puts_it_back_and_the_next_opens_it(world: World) -> None:
    opened: list[tuple[object, ...]] = []
    made = page(world, VaultDamagedError(), lambda *what: opened.append(what))
    made.restore.click()
    assert "Tapez" in made.problem.text()
    assert world.asked == []

    made.passphrase.line.setText("cerise")
    made.restore.click()
    assert world.asked == [(FOLDER, ROWS[1].folder, "2", "cerise")]
    assert "22 novembre 2026" in made.safe_words.text()
    assert "2 personnes effacées" in made.safe_words.text()
    assert made.list.isHidden()
    assert made.back.isHidden()

    made.restore.click()
    assert opened == [(FOLDER, "2", "cerise", False)]


def test_damaged_keys_are_put_back_alone_when_that_is_enough(world: World) -> None:
    world.keys = Recovery(keys_only=True, made_at=None, erased_again=0, notices=())
    made = page(world, KeysDamagedError())
    made.passphrase.line.setText("cerise")

    made.restore.click()

    assert world.asked == []
    assert (
        made.safe_words.text() == "Les clés du coffre sont revenues. Rien n’est perdu."
    )


def test_without_a_backup_the_copy_of_the_keys_comes_back(world: World) -> None:
    """A vault that was made this morning: nobody has anything else."""
    made = keys_kept(world)
    assert made.restore.text() == "Reprendre les clés"
    assert "copie de ses clés" in made.safe_words.text()
    assert made.staff.currentData() == "2"
    assert made.read.isHidden()
    assert made.passphrase_note.isHidden()

    made.passphrase.line.setText("prune")
    made.restore.click()
    assert "n’ouvre pas le coffre" in made.problem.text()

    world.keys = Recovery(keys_only=True, made_at=None, erased_again=0, notices=())
    made.restore.click()
    assert "Rien n’est perdu" in made.safe_words.text()
    assert world.asked == []


def test_a_backup_found_elsewhere_takes_the_place_of_the_copy_of_the_keys(
    world: World,
) -> None:
    world.elsewhere = ROWS
    made = keys_kept(world)
    made.place_chosen.emit(FOLDER)

    assert made.restore.text() == "Reprendre cette sauvegarde"
    made.passphrase.line.setText("cerise")
    made.restore.click()
    assert world.asked == [(FOLDER, ROWS[1].folder, "2", "cerise")]


def test_a_backup_that_is_refused_is_said_in_place(world: World) -> None:
    world.error = BackupDamagedError()
    made = page(world, VaultDamagedError())
    made.passphrase.line.setText("cerise")

    made.restore.click()

    assert "n’est plus celle" in made.problem.text()
    assert made.restore.isEnabled()
    assert made.passphrase.line.selectedText() == "cerise"


def test_a_backup_is_read_without_changing_anything(world: World) -> None:
    opened: list[tuple[object, ...]] = []
    made = page(world, VaultDamagedError(), lambda *what: opened.append(what))
    made.read.click()
    made.choices[ROWS[2].folder].setChecked(True)
    made.passphrase.line.setText("cerise")
    made.read.click()

    assert opened == [(ROWS[2].folder, "2", "cerise", True)]
    assert world.asked == []


def test_backups_are_looked_for_elsewhere(
    world: World, monkeypatch: pytest.MonkeyPatch, shown: Show
) -> None:
    made = empty(world)
    shown(made)
    assert not made.restore.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    made.elsewhere.click()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/clé")
    made.elsewhere.click()
    assert "à cet endroit" in made.safe_words.text()

    world.elsewhere = ROWS[1:]
    made.elsewhere.click()
    assert made.chosen == ROWS[1].folder
    assert made.restore.isVisible()


def test_going_back_to_a_backup_on_purpose_blames_nothing(
    world: World, shown: Show
) -> None:
    made = page(world, None)
    shown(made)

    assert not made.alert.isVisible()
    assert made.title.text() == "Reprendre une sauvegarde"


def test_older_backups_are_one_press_away(world: World, shown: Show) -> None:
    """So that the act is on the screen of an old computer."""
    made = page(world, VaultDamagedError())
    shown(made, 1366, 768)
    assert not made.choices[ROWS[3].folder].isVisible()
    assert made.area.verticalScrollBar().maximum() == 0

    made.older.click()

    assert made.choices[ROWS[3].folder].isVisible()
    assert not made.older.isVisible()


def test_progress_is_shown(world: World) -> None:
    made = page(world, None)
    made.show_busy(busy=True)
    made.show_progress(3, 10)

    assert (made.busy.value(), made.busy.maximum()) == (3, 10)
    assert not made.restore.isEnabled()
