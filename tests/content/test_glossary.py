"""The words of the field: said the same way everywhere, in each language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from anef_desk.i18n import COMPONENTS, NAMES, SOURCE_LANGUAGE
from anef_desk.i18n.catalogs import read_po
from anef_desk.i18n.folding import folded

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
LANGUAGES = tuple(code for code in NAMES if code != SOURCE_LANGUAGE)
LEAST_TERMS = 40

languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
def test_a_glossary_is_whole(language: str) -> None:
    terms = glossary(language)

    assert len(terms) >= LEAST_TERMS
    for term in terms:
        assert set(term) <= {"french", "forms", "use", "note", "except"}
        assert term["french"]
        assert term["forms"]
        assert term["use"]


@languages
def test_each_term_is_used_by_the_french(language: str) -> None:
    """A term nobody writes any more is taken out."""
    unused = [
        term["french"]
        for term in glossary(language)
        if not any(
            says(term, french)
            for part in COMPONENTS
            for _c, french, _t in said(language, part)
        )
    ]

    assert not unused


@pytest.mark.parametrize("component", COMPONENTS)
@languages
def test_a_term_is_said_as_the_glossary_says(language: str, component: str) -> None:
    """A reader who learnt a word on one page finds it on the others."""
    odd = [
        f"{term['french']}: {context}: {translated}"
        for term in glossary(language)
        for context, french, translated in said(language, component)
        if context not in term.get("except", ())
        and not context.endswith(".search")  # the words of people, not of the field
        and says(term, french)
        and not any(use in translated for use in folded_uses(term))
    ]

    assert not odd


@cache
def glossary(language: str) -> tuple[dict[str, Any], ...]:
    text = TRANSLATIONS.joinpath("glossary", f"{language}.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["term"])


def says(term: dict[str, Any], french: str) -> bool:
    return _pattern(tuple(term["forms"])).search(french) is not None


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(folded(form)) for form in forms)
    return re.compile(rf"(?<![\w-])(?:{each})(?![\w-])")


def folded_uses(term: dict[str, Any]) -> tuple[str, ...]:
    return _folded(tuple(term["use"]))


@cache
def _folded(uses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded(use) for use in uses)


@cache
def said(language: str, component: str) -> tuple[tuple[str, str, str], ...]:
    """Return each sentence: its context, its French and its translation, folded."""
    folder = TRANSLATIONS / language / "LC_MESSAGES"
    catalog: Catalog = read_po((folder / f"{component}.po").read_bytes(), language)
    return tuple(
        (message.context or message.id, folded(message.id), folded(message.string))
        for message in catalog
        if message.id
        and isinstance(message.id, str)
        and isinstance(message.string, str)
    )
