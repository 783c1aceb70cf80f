"""The gettext catalogs: complete, up to date, and safe to fill."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from anef_desk.i18n import COMPONENTS, NAMES, SOURCE_LANGUAGE, Sentence, load
from anef_desk.i18n.catalogs import read_po, write_po
from anef_desk.letters.bidi import levels

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = tuple(code for code in NAMES if code != SOURCE_LANGUAGE)
ISOLATES = "\u2066\u2067\u2068"
POP_ISOLATE = "\u2069"

components = pytest.mark.parametrize("component", COMPONENTS)
languages = pytest.mark.parametrize("language", LANGUAGES)


def test_each_template_says_what_the_sources_say(tool: ModuleType) -> None:
    """``make translations`` would change nothing."""
    late = [
        component
        for component in COMPONENTS
        if _sentences(_template(component)) != _sentences(tool.template(component))
    ]

    assert not late, "run `make translations`"


@languages
@components
def test_each_language_has_exactly_the_sentences_of_the_template(
    component: str, language: str
) -> None:
    """None is missing, none is of another time."""
    asked = _sentences(_template(component))
    found = _sentences(_translations(language, component))

    assert found == asked, "run `make translations`"


@languages
@components
def test_each_sentence_is_translated(component: str, language: str) -> None:
    """French fills the gaps on screen, but nothing is shipped with gaps."""
    waiting = [
        message.id
        for message in _messages(_translations(language, component))
        if not all(_forms(message))
    ]

    assert not waiting


@languages
@components
def test_each_translation_has_the_fields_of_its_source(
    component: str, language: str
) -> None:
    """A plural form may leave its number out ("one document"), never add a field."""
    wrong = []
    for message in _messages(_translations(language, component)):
        asked = set().union(*(_fields(text) for text in _sources(message)))
        optional = {"number"} if message.pluralizable else set()
        for form in filter(None, _forms(message)):
            found = _fields(form)
            if not asked - optional <= found <= asked:
                wrong.append((message.id, sorted(found)))

    assert not wrong


@components
def test_each_field_is_a_plain_name(component: str) -> None:
    """No attribute, no index, no format: a translator can do no harm with them."""
    catalogs = [_translations(language, component) for language in LANGUAGES]
    odd = [
        text
        for catalog in (_template(component), *catalogs)
        for message in _messages(catalog)
        for text in (*_sources(message), *filter(None, _forms(message)))
        if not _only_plain_names(text)
    ]

    assert not odd


@languages
@components
def test_each_plural_has_the_forms_of_its_language(
    component: str, language: str
) -> None:
    """Six in Arabic, three in Ukrainian, one in Dari."""
    catalog = _translations(language, component)
    number = get_plural(language).num_plurals

    assert catalog.num_plurals == number
    assert all(
        len(_forms(message)) == number
        for message in _messages(catalog)
        if message.pluralizable
    )


@languages
@components
def test_each_catalog_says_who_reviewed_it(component: str, language: str) -> None:
    """``X-Review: none`` until somebody who reads the language has read it."""
    header = _path(language, component).read_text("utf-8").split("\n\n")[0]

    assert '"X-Review: ' in header
    review = _translations(language, component).review
    assert review == "none" or review.startswith("reviewed ")


@languages
@components
def test_each_translation_closes_the_isolates_it_opens(
    component: str, language: str
) -> None:
    """An open isolate would turn the rest of the line around."""
    wrong = [
        form
        for message in _messages(_translations(language, component))
        for form in filter(None, _forms(message))
        if sum(form.count(mark) for mark in ISOLATES) != form.count(POP_ISOLATE)
    ]

    assert not wrong


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
@components
def test_quotes_and_numbers_stand_as_they_are_written(
    component: str, language: str
) -> None:
    """On screen and on paper, drawn by the same algorithm: both quotes are mirrored or
    none, and the parts of a number follow one another from left to right.
    """
    texts = load(language)
    wrong = []
    for message in _messages(_translations(language, component)):
        source = _sources(message)[0]
        if message.context:
            shown = texts.content(Sentence(message.context, source))
        else:
            shown = texts.text(source)
        found = levels(shown, 1).of
        opened = [found[n] for n, letter in enumerate(shown) if letter == "«"]
        closed = [found[n] for n, letter in enumerate(shown) if letter == "»"]
        turned = any(
            len(set(found[part.start() : part.end()])) > 1
            for part in re.finditer("[0-9]-\u2060?[0-9]", shown)
        )
        if opened != closed or turned:
            wrong.append(shown)

    assert not wrong


@languages
@components
def test_no_translation_is_marked_fuzzy(component: str, language: str) -> None:
    """A guess is not shipped: the sentence stays in French until it is translated."""
    catalog = _translations(language, component)

    assert not [message.id for message in _messages(catalog) if message.fuzzy]


@languages
@components
def test_a_catalog_is_written_as_it_was_read(component: str, language: str) -> None:
    """The files are as ``make translations`` writes them, so that diffs stay small."""
    source = _path(language, component).read_bytes()

    assert write_po(read_po(source, language)) == source


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return ``packaging/translations.py``, which is in no package."""
    place = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_tool", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _path(language: str, component: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / f"{component}.po"


@cache
def _translations(language: str, component: str) -> Catalog:
    return read_po(_path(language, component).read_bytes(), language)


@cache
def _template(component: str) -> Catalog:
    return read_po((ROOT / "translations" / f"{component}.pot").read_bytes())


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _sentences(catalog: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(message.context, _sources(message)) for message in _messages(catalog)}


def _sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _only_plain_names(text: str) -> bool:
    return all(
        name is None or (name.isidentifier() and not form and not conversion)
        for _, name, form, conversion in Formatter().parse(text)
    )
