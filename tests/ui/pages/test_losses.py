"""Rights lost, on the person's page: two presses, more when there is time, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.desk.roles import NotAllowedError
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.i18n import NAMES
from ui import language
from ui.pages.person import PersonPage, PersonPresenter
from ui.theme import look
from ui.widgets import losses_card
from ui.widgets.loss_form import LossForm
from ui.widgets.losses_card import LossesCard, LossesPresenter

LOST = RightsLoss(
    id="loss",
    person="samira",
    right=Right.JOB,
    cause="expired",
    lost_on=date(2026, 11, 3),
)


@pytest.fixture
def page(qtbot: QtBot, desk: Any, ask: Any) -> Any:
    page: Any = PersonPage()
    qtbot.addWidget(page)
    page.presenter = PersonPresenter(page, desk, ask, "samira")
    return page


def button(page: Any, name: str) -> QPushButton:
    return next(
        found
        for found in page.card(LossesCard).findChildren(QPushButton, name)
        if not found.isHidden()
    )


def words(page: Any) -> str:
    return " ".join(
        label.text()
        for label in page.card(LossesCard).findChildren(QLabel)
        if not label.isHidden()
    )


def kept(desk: Any) -> list[RightsLoss]:
    return list(desk.store.rights_losses.known.values())


def test_two_presses_note_a_right_lost_today(
    page: Any, desk: Any, shown: Callable[..., QWidget]
) -> None:
    shown(page)
    card = page.card(LossesCard)
    page.area.ensureWidgetVisible(card)
    card.note.click()
    card.rights[Right.RSA].click()

    (loss,) = kept(desk)
    assert (loss.person, loss.right, loss.lost_on) == (
        "samira",
        Right.RSA,
        desk.today(),
    )
    assert "perdu le 24 novembre 2026" in words(page)
    assert not card.choices.isVisible()


def test_a_press_too_many_is_taken_back_and_put_back(page: Any, desk: Any) -> None:
    page.card(LossesCard).rights[Right.CARE].click()
    (loss,) = kept(desk)

    button(page, "take-loss").click()
    assert kept(desk) == []
    assert "Retiré : Soins" in words(page)

    button(page, "put-loss-back").click()
    assert kept(desk) == [loss]


def test_a_loss_is_said_to_be_removed_once_it_is(
    page: Any, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that may not, or a full disk: the loss is still in the file."""
    desk.store.rights_losses.put(LOST)
    losses = LossesPresenter(page.card(LossesCard), page.presenter._records)

    def refuse(*_what: object) -> None:
        raise NotAllowedError

    monkeypatch.setattr(desk.rights_losses, "remove", refuse)
    with pytest.raises(NotAllowedError):
        losses.remove(LOST)
    page.retranslate()

    assert "Retiré" not in words(page)


def test_a_right_that_came_back_is_noted_in_one_press(page: Any, desk: Any) -> None:
    desk.store.rights_losses.put(LOST)
    page.presenter.read()

    button(page, "restore-right").click()

    (loss,) = kept(desk)
    assert loss.restored_on == desk.today()
    assert "rendu le 24 novembre 2026" in words(page)
    assert "Document fini avant le suivant" in words(page)


def test_more_is_told_in_a_form_and_recorded(
    page: Any, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.store.rights_losses.put(LOST)
    page.presenter.read()

    def fill(form: LossForm) -> bool:
        form.show_values({"cause": "D22", "restored_on": "20/11/2026"})
        form.keep_draft()
        return True

    monkeypatch.setattr(LossForm, "exec", fill)
    button(page, "tell-loss").click()

    (loss,) = kept(desk)
    assert (loss.cause, loss.restored_on) == ("D22", date(2026, 11, 20))
    assert desk.drafts.kept == {}


def test_a_form_given_up_records_nothing_and_keeps_what_was_typed(
    page: Any, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.store.rights_losses.put(LOST)
    page.presenter.read()

    def give_up(form: LossForm) -> bool:
        form.show_values({"cause": "refused"})
        form.keep_draft()
        return False

    monkeypatch.setattr(LossForm, "exec", give_up)
    button(page, "tell-loss").click()

    assert kept(desk) == [LOST]
    assert desk.drafts.kept["loss:samira:loss"]["cause"] == "refused"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"lost_on": ""}, "lost_on"),
        ({"restored_on": "01/01/2026"}, "restored_on"),
        ({"lost_on": "32/01/2026"}, "lost_on"),
    ],
)
def test_dates_that_cannot_be_are_asked_again(
    qtbot: QtBot, desk: Any, typed: dict[str, str], field: str
) -> None:
    form = LossForm(LOST, desk.library, None)
    qtbot.addWidget(form)
    form.show_values(typed)

    found = form.complaint()

    assert found is not None
    assert found[0] == field


def test_a_cause_the_catalogue_lost_is_kept(qtbot: QtBot, desk: Any) -> None:
    from dataclasses import replace

    form = LossForm(replace(LOST, cause="D99"), desk.library, None)
    qtbot.addWidget(form)

    assert form.loss().cause == "D99"


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_card_is_whole_in_every_language_at_every_size(  # noqa: PLR0913, PLR0917
    qapp: Any,
    page: Any,
    desk: Any,
    shown: Callable[..., QWidget],
    unnamed: Callable[[QWidget], list[str]],
    cut: Callable[[QWidget], list[str]],
    code: str,
    scale: float,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    desk.store.rights_losses.put(LOST)
    page.presenter.read()
    page.card(LossesCard).note.setChecked(True)
    shown(page)

    assert unnamed(page) == []
    assert cut(page) == []


def test_every_right_has_its_button(page: Any) -> None:
    assert set(page.card(LossesCard).rights) == set(Right)
    assert losses_card.words.RIGHTS.keys() == set(Right)
