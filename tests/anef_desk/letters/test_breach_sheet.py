"""The sheet for a lost computer: whose it is, and how they are reached."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import isolated, load
from anef_desk.letters.breach_sheet import breach_sheet

DESK = Organisation(
    name="Accueil Exemple",
    address="12 rue des Exemples\n72000 Le Mans",
    city="Laval",
    phone="02 99 00 00 00",
    email="accueil@exemple.fr",
)
HEAD = (
    "Accueil Exemple",
    "12 rue des Exemples",
    "72000 Le Mans",
    "02 99 00 00 00",
    "accueil@exemple.fr",
)
ON = date(2026, 11, 22)


def test_the_head_is_that_of_the_letters() -> None:
    """The town letters are dated from is no part of the address."""
    assert breach_sheet(DESK, load("fr"), ON).sender == HEAD


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_an_address_keeps_its_order_from_right_to_left(language: str) -> None:
    """Else "12 rue" reads "rue 12", and a phone number backwards."""
    sender = breach_sheet(DESK, load(language), ON).sender

    assert sender == tuple(map(isolated, HEAD))


def test_what_is_not_known_takes_no_line() -> None:
    nameless = Organisation(name="Accueil Exemple")

    assert breach_sheet(nameless, load("fr"), ON).sender == ("Accueil Exemple",)
