"""What is printed is what a person last approved: ``pytest --approve``, then read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest

from anef_desk.i18n import Sentence, load
from anef_desk.letters.template import templates
from tests.golden.conftest import APPROVED
from tests.golden.scenarios import SCENES


def _title(code: str) -> Sentence:
    return Sentence(f"{code}.title", templates()[code].title)


NAMES = tuple(SCENES)
LANGUAGES = ("ar", "fa_AF", "uk", "en")
COPIES = tuple(
    (name, language)
    for name, scene in SCENES.items()
    for language in LANGUAGES
    if name == scene.code and load(language).has(_title(scene.code))
)
"""Each letter once in each language it was translated to."""

Compare = Callable[[bytes, str], None]
each_letter = pytest.mark.parametrize("code", NAMES)
each_copy = pytest.mark.parametrize(("code", "language"), COPIES)
each_list = pytest.mark.parametrize("language", ["ar", "uk"])


class Letters(Protocol):
    def signed(self, code: str) -> bytes: ...
    def facing(self, code: str, language: str) -> bytes: ...
    def checklist(self, language: str) -> bytes: ...


@each_letter
def test_a_letter_to_sign(letters: Letters, code: str, looks_approved: Compare) -> None:
    looks_approved(letters.signed(code), code)


@each_copy
def test_a_copy_to_read(
    letters: Letters, code: str, language: str, looks_approved: Compare
) -> None:
    looks_approved(letters.facing(code, language), f"{code}-{language}")


@each_list
def test_a_list_to_take_away(
    letters: Letters, language: str, looks_approved: Compare
) -> None:
    looks_approved(letters.checklist(language), f"A2-{language}")


@each_letter
def test_the_same_facts_give_the_same_bytes(letters: Letters, code: str) -> None:
    assert letters.signed(code) == letters.signed(code)
    assert letters.facing(code, "fa_AF") == letters.facing(code, "fa_AF")


def test_the_same_list_gives_the_same_bytes(letters: Letters) -> None:
    assert letters.checklist("ar") == letters.checklist("ar")


def test_each_letter_has_two_situations() -> None:
    for code in templates():
        assert {code, f"{code}-b"} <= SCENES.keys()
        for name in (code, f"{code}-b"):
            assert SCENES[name].code == code
            assert (APPROVED / f"{name}.txt").is_file()
            assert (APPROVED / f"{name}-1.png").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_has_a_copy_in_each_language(language: str) -> None:
    """One that lost its translation would otherwise be compared with nothing."""
    assert {name for name, copied in COPIES if copied == language} == set(templates())
    for code in templates():
        assert (APPROVED / f"{code}-{language}.txt").is_file()
        assert (APPROVED / f"{code}-{language}-1.png").is_file()
