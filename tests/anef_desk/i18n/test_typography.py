"""French typography: no line begins with a colon."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.i18n.typography import capital, french, shown, tied


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Objet : lettre", "Objet\u00a0: lettre"),
        ("Quoi ?", "Quoi\u202f?"),
        ("un ; deux", "un\u202f; deux"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("n° 12", "n°\u00a012"),
        ("l’article L.114-5", "l’article\u00a0L.114-5"),
        ("10:30", "10:30"),
        ("http://exemple.invalid", "http://exemple.invalid"),
    ],
)
def test_signs_keep_to_their_word(typed: str, printed: str) -> None:
    assert french(typed) == printed


@given(st.text(max_size=80))
def test_setting_twice_changes_nothing_more(text: str) -> None:
    assert french(french(text)) == french(text)
    assert "".join(french(text).split()) == "".join(text.split())


def test_on_a_screen_an_article_stays_with_its_code() -> None:
    cited = "Source : CESEDA R.431-15-3 · CSS R.111-4 · France Travail (texte)"

    assert shown(cited) == (
        "Source\u00a0: CESEDA\u00a0R.431-15-3\u00a0· CSS\u00a0R.111-4\u00a0·"
        " France Travail (texte)"
    )
    assert shown(shown(cited)) == shown(cited)
    assert " · " in french(cited)  # A letter printed again is the same.


@pytest.mark.parametrize(
    ("said", "tied_to"),
    [
        ("Un oubli suffit pour tout perdre.", "pour tout\u00a0perdre."),
        ("Nobody can recover it for you.", "it for\u00a0you."),
        ("Deux mots", "Deux mots"),
        ("une interminable administration", "une interminable administration"),
        ("première carte  ·  dari", "première carte  ·  dari"),
    ],
)
def test_a_short_last_word_keeps_the_one_before_with_it(
    said: str, tied_to: str
) -> None:
    assert tied(said).endswith(tied_to)


@given(st.text(max_size=80))
def test_tying_changes_no_word(text: str) -> None:
    assert tied(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert capital(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    "said",
    ["Вівторок, 24 листопада 2026", "mardi 1er mars", "24 نوفمبر 2026", "dans 6 jours"],
)
def test_on_a_screen_a_day_stays_with_its_month(said: str) -> None:
    assert re.search("(?:[0-9]|er)\u00a0\\w", shown(said))
    assert shown("le 12/05/2026 à midi") == "le 12/05/2026 à midi"
