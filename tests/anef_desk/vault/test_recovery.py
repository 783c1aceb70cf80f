"""The key of the recovery sheet: copied by hand, and told which line is wrong."""

from __future__ import annotations

import pytest

from anef_desk.i18n import load
from anef_desk.vault import recovery
from anef_desk.vault.recovery import ALPHABET, RecoveryLinesError


@pytest.fixture
def key() -> recovery.RecoveryKey:
    return recovery.new_key()


@pytest.fixture
def lines(key: recovery.RecoveryKey) -> tuple[str, ...]:
    return recovery.lines_of(key.secret)


def test_six_lines_spell_the_whole_key(
    key: recovery.RecoveryKey, lines: tuple[str, ...]
) -> None:
    assert [[len(group) for group in line.split(" ")] for line in lines] == [
        *[[5, 5, 2]] * 5,
        [5, 3, 2],
    ]
    assert recovery.secret_of(lines) == key.secret
    assert recovery.public_key_of(key.secret) == key.public_key


def test_the_text_of_the_code_is_read_too(key: recovery.RecoveryKey) -> None:
    for typed in (key.secret, key.secret.lower(), f"  {key.secret}\n"):
        assert recovery.secret_of([typed]) == key.secret


def test_capitals_spaces_and_empty_lines_do_not_matter(
    key: recovery.RecoveryKey, lines: tuple[str, ...]
) -> None:
    typed = ["", *(line.lower().replace(" ", "  ") for line in lines), " "]
    assert recovery.secret_of(typed) == key.secret
    assert recovery.secret_of([line.replace(" ", "-") for line in lines]) == key.secret


def test_what_looks_alike_is_read_as_what_was_printed(
    key: recovery.RecoveryKey, lines: tuple[str, ...]
) -> None:
    """The letters O, I and B, and the digit 1, are never printed."""
    assert not set("OIB1") & set("".join(lines))
    for printed, seen in (("0", "O"), ("L", "I"), ("L", "1"), ("8", "B")):
        typed = [line.replace(printed, seen) for line in lines]
        assert recovery.secret_of(typed) == key.secret


def test_each_single_wrong_character_names_its_line(lines: tuple[str, ...]) -> None:
    """Every place, every other character: none is missed."""
    tried = 0
    for number, line in enumerate(lines, 1):
        bare = line.replace(" ", "")
        for place, right in enumerate(bare):
            for letter in ALPHABET:
                if letter == right:
                    continue
                typed = [*lines]
                typed[number - 1] = bare[:place] + letter + bare[place + 1 :]
                tried += 1
                assert recovery.wrong_lines(typed) == (number,)
    assert tried == 31 * (58 + 12)


def test_two_characters_that_changed_places_are_seen(lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines, 1):
        bare = line.replace(" ", "")
        for one in range(len(bare)):
            for other in range(one + 1, len(bare)):
                if bare[one] == bare[other]:
                    continue
                letters = [*bare]
                letters[one], letters[other] = letters[other], letters[one]
                assert not recovery.is_right(number, "".join(letters))


def test_a_line_in_another_place_is_seen(lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines, 1):
        others = set(range(1, 7)) - {number}
        assert not any(recovery.is_right(other, line) for other in others)


@pytest.mark.parametrize("typed", ["", "Q", "é" * 12, "QPZRY 9X8GF 2T XX", "\0" * 12])
def test_what_is_no_line_is_wrong(typed: str) -> None:
    assert not any(recovery.is_right(number, typed) for number in range(1, 7))


def test_wrong_lines_are_said(lines: tuple[str, ...]) -> None:
    typed = [*lines]
    typed[1] = typed[1][:-1] + ("Q" if typed[1][-1] != "Q" else "P")
    typed[4] = ""

    with pytest.raises(RecoveryLinesError) as refused:
        recovery.secret_of(typed)
    # An empty line is not counted, so that those after it move up.
    assert "2" in refused.value.explain(load("fr"))
    with pytest.raises(RecoveryLinesError):
        recovery.secret_of([*lines, lines[0]])
    with pytest.raises(RecoveryLinesError):
        recovery.secret_of([])


def test_lines_that_are_right_and_no_key_are_wrong_together() -> None:
    """The key has a check of its own, over all of it."""
    made = recovery.lines_of(recovery.PREFIX + "Q" * 58)

    assert recovery.wrong_lines(made) == ()
    with pytest.raises(RecoveryLinesError):
        recovery.secret_of(made)
