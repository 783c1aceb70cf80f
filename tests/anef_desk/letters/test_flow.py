"""Lines: where they may end, and how pages are filled."""

from __future__ import annotations

import pytest

from anef_desk.letters.flow import Style, Text

FRENCH = Style(language="fr")


def lines(text: str, width: float) -> list[str]:
    made = Text(text, FRENCH)
    made.wrap(width, 0)
    return [text[first:last] for first, last in made._lines]


@pytest.mark.parametrize("width", range(60, 160, 5))
def test_no_line_begins_with_a_sign_nor_ends_with_a_quote_that_opens(
    width: int,
) -> None:
    found = lines(
        "Choisir « titre de séjour » ou quoi ? Ou rien : « pas ! » ; oui", width
    )

    assert not [line for line in found if line[0] in ":;?!»"]
    assert not [line for line in found[:-1] if line.endswith("«")]
