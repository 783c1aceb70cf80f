"""Codes that are typed, scanned, and say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.pocket_code import new_code, read_code


def test_a_code_is_read_as_it_is_printed() -> None:
    code = new_code()

    assert read_code(code) == code
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code(code.removeprefix("AD-")) == code
    assert new_code() != code


def test_a_scanner_set_to_another_keyboard_is_understood() -> None:
    """It presses the keys of an English keyboard; the computer has a French one."""
    azerty = str.maketrans("AQWZM-0123456789", "QAZW?)à&é\"'(-è_ç")
    for code in (*(new_code() for _n in range(50)), "AD-0123-4567-89AM"):
        assert read_code(code.translate(azerty)) == code


@pytest.mark.parametrize("text", ["", "Karimi", "AD-0123-4567", "AD-0123-4567-89AU"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_is_none(text: str) -> None:
    found = read_code(text)

    assert found is None or read_code(found) == found
