"""The Unicode Bidirectional Algorithm: its own test file, and what letters rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.i18n import isolated, left_to_right
from anef_desk.letters.bidi import levels, line_levels, reordered

CONFORMANCE = Path("/usr/share/unicode/BidiCharacterTest.txt")
"""Part of the Unicode Character Database; Debian ships it in `unicode-data`."""

BASES = {"0": 0, "1": 1, "2": None}

mixed = st.text("abc 123.,-/()[]«»אבגسعف٠١٢\u0301\u2066\u2067\u2068\u2069\u202e\u202c")
bases = st.sampled_from([0, 1, None])


def seen(text: str, base: int | None) -> str:
    """Return *text* as it is seen from left to right on one line, mirrors aside."""
    found = levels(text, base)
    return "".join(reordered(text, line_levels(text, found, 0, len(text))))


@pytest.mark.skipif(not CONFORMANCE.exists(), reason="this system has no unicode-data")
def test_it_conforms_to_the_cases_of_unicode() -> None:
    """UAX #9 through rule L2; "x" is a character that rule X9 removes."""
    wrong = [
        line
        for line in CONFORMANCE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#") and not _conforms(line)
    ]

    assert wrong == []


def _conforms(line: str) -> bool:
    codes, base, paragraph, expected, order = (
        line.split("#", maxsplit=1)[0].strip().split(";")
    )
    text = "".join(chr(int(code, 16)) for code in codes.split())
    found = levels(text, BASES[base])
    line_of = line_levels(text, found, 0, len(text))
    asked = expected.split()
    kept = [place for place, level in enumerate(asked) if level != "x"]
    return (
        found.base == int(paragraph)
        and all(line_of[place] == int(asked[place]) for place in kept)
        and reordered(kept, [line_of[place] for place in kept])
        == [int(place) for place in order.split()]
    )


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("Le Mans", 0, (0,) * 7),
        ("سلام", 1, (1,) * 4),
        ("سلام", 0, (1,) * 4),
        ("سلام 12", 1, (1, 1, 1, 1, 1, 2, 2)),
        ("سلام OFPRA", 1, (1, 1, 1, 1, 1, 2, 2, 2, 2, 2)),
        ("a (ب) c", 0, (0, 0, 0, 1, 0, 0, 0)),
        ("ب (a) ت", 1, (1, 1, 1, 2, 1, 1, 1)),
    ],
)
def test_levels(text: str, base: int, expected: tuple[int, ...]) -> None:
    assert levels(text, base).of == expected


def test_a_name_in_arabic_letters_is_seen_reversed_inside_french() -> None:
    assert seen("de سلام, ici", 0) == "de مالس, ici"


def test_an_isolated_date_keeps_its_order_from_right_to_left() -> None:
    text = f"إلى {left_to_right('21/03/1994')} هنا"

    assert "21/03/1994" in seen(text, 1)


@given(st.from_regex(r"[A-Z]{2,8}( [A-Z][a-z]{1,6}){0,2}-?[0-9]{0,6}", fullmatch=True))
def test_an_isolated_latin_name_is_never_reordered(name: str) -> None:
    assert name in seen(f"مع {isolated(name)}، ونحن", 1)


@given(mixed, mixed, bases)
def test_what_is_isolated_does_not_move_what_is_around(
    before: str, after: str, base: int | None
) -> None:
    """Two contents of the same isolate leave the neighbours at the same levels."""
    plain = "".join(c for c in before + after if c not in "\u2066\u2067\u2068\u2069")
    half = len(plain) // 2
    first, last = plain[:half], plain[half:]

    latin = levels(f"{first}\u2066abc\u2069{last}", base).of
    arabic = levels(f"{first}\u2066سعف\u2069{last}", base).of

    end = half + 5
    assert latin[:half] == arabic[:half]
    assert latin[end:] == arabic[end:]


@given(mixed, bases)
def test_a_line_keeps_every_character(text: str, base: int | None) -> None:
    assert sorted(seen(text, base)) == sorted(text)


@given(mixed, bases)
def test_no_level_is_under_that_of_the_paragraph(text: str, base: int | None) -> None:
    found = levels(text, base)

    assert len(found.of) == len(text)
    assert all(level >= found.base for level in found.of)


@given(st.text("abc 123.,-/()"), st.text("سعف "))
def test_one_direction_is_not_reordered(latin: str, arabic: str) -> None:
    assert seen(latin, 0) == latin
    assert seen(arabic, 1) == arabic[::-1]


def test_the_first_strong_letter_gives_the_direction() -> None:
    assert levels("12 سلام abc").base == 1
    assert levels("12 abc سلام").base == 0
    assert levels("\u2067سلام\u2069 abc").base == 0
    assert levels("12").base == 0


def test_isolates_deeper_than_the_limit_are_still_levels() -> None:
    text = "\u2067" * 200 + "a" + "\u2069" * 200 + "b"

    found = levels(text, 0)

    assert max(found.of) <= 126
    assert found.of[-1] == 0


def test_nothing_is_reordered_in_an_empty_line() -> None:
    assert levels("", 1).of == ()
    assert reordered("", []) == []
