"""Compiled catalogs: the texts that `gettext` finds in them, all of them."""

from __future__ import annotations

import gettext
import io

import pytest

from anef_desk import resources
from anef_desk.i18n import COMPONENTS, NAMES, SOURCE_LANGUAGE
from anef_desk.i18n.catalogs import compile_po, read_po
from anef_desk.i18n.compiled import CompiledCatalog

LANGUAGES = [code for code in NAMES if code != SOURCE_LANGUAGE]
NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100, 102)


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_that_of_gettext(language: str, component: str) -> None:
    place = resources.root("translations") / language / "LC_MESSAGES"
    source = (place / f"{component}.po").read_bytes()
    content = compile_po(source, language)
    theirs = gettext.GNUTranslations(io.BytesIO(content))
    ours = CompiledCatalog(content)

    assert ours.info() == theirs.info()
    for message in read_po(source, language):
        one, many = message.id if message.pluralizable else (message.id, message.id)
        assert ours.gettext(one) == theirs.gettext(one)
        if message.context:
            read = message.context, one
            assert ours.pgettext(*read) == theirs.pgettext(*read)
        for number in NUMBERS if message.pluralizable else ():
            counted = one, many, number
            assert ours.ngettext(*counted) == theirs.ngettext(*counted)


def test_what_has_no_text_is_asked_of_the_next_catalog() -> None:
    place = resources.root("translations") / "uk" / "LC_MESSAGES"
    first, then = (
        compile_po((place / f"{name}.po").read_bytes(), "uk")
        for name in ("help", "interface")
    )
    ours, theirs = CompiledCatalog(first), gettext.GNUTranslations(io.BytesIO(first))
    ours.add_fallback(CompiledCatalog(then))
    theirs.add_fallback(gettext.GNUTranslations(io.BytesIO(then)))

    for read in ("Aujourd’hui", "Rien de tel"):
        assert ours.gettext(read) == theirs.gettext(read)
    for number in NUMBERS:
        told = "{number} personne cette semaine", "{number} personnes cette semaine"
        assert ours.ngettext(*told, number) == theirs.ngettext(*told, number)
        assert ours.ngettext("x", "xx", number) == theirs.ngettext("x", "xx", number)


@pytest.mark.parametrize("content", [b"", b"short", bytes(64)])
def test_what_is_no_catalog_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="catalog"):
        CompiledCatalog(content)
