"""Passphrases: drawn from a list, and measured."""

from __future__ import annotations

import re
from math import log2

import pytest

from anef_desk.desk.passphrases import (
    ENOUGH_BITS,
    WORDS,
    WeakPassphraseError,
    assert_strong,
    generate_passphrase,
    passphrase_strength,
    words,
)


def test_the_list_has_4096_plain_words_each_once() -> None:
    found = words()

    assert len(found) == len(set(found)) == 4096
    assert list(found) == sorted(found)
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in found)


def test_seven_words_are_drawn_from_the_list() -> None:
    made = [generate_passphrase() for _ in range(30)]

    assert len(set(made)) == len(made)
    for passphrase in made:
        drawn = passphrase.split(" ")
        assert len(drawn) == WORDS
        assert set(drawn) <= set(words())
        assert passphrase_strength(passphrase).enough
    assert WORDS * log2(len(words())) == 84 >= ENOUGH_BITS


def test_every_word_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "anef_desk.desk.passphrases.secrets.choice", lambda given: given[-1]
    )
    assert generate_passphrase() == " ".join([words()[-1]] * WORDS)


@pytest.mark.parametrize("weak", ["", "a", "motdepasse", "le refuge le refuge"])
def test_a_passphrase_that_could_be_guessed_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassphraseError):
        assert_strong(weak)
