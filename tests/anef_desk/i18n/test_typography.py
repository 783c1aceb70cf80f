"""French typography: no line begins with a colon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.i18n.typography import french


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
