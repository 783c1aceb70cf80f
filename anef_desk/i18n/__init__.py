"""Translated text, one value per language.

A `Translations` is handed to whoever writes text. Nothing here is global, because a
letter is written in French while the window speaks Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from anef_desk import resources

if TYPE_CHECKING:  # Not before the window.
    from datetime import date

    from anef_desk.i18n.compiled import CompiledCatalog

SOURCE_LANGUAGE = "fr"

COMPONENTS = ("interface", "catalogue", "letters", "help")
"""The gettext catalogs of a language, one per kind of translator."""

NAMES = {
    "fr": "Français",
    "en": "English",
    "ar": "العربية",
    "fa_AF": "دری",
    "uk": "Українська",
}
"""Every language offered, named in itself, in the order they are shown."""

DATES_LIKE = {"en": "en_GB"}
"""Languages whose dates are written as in one of their countries: day before month."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa_AF"})

_OVERRIDES = dict.fromkeys(range(0x202A, 0x202F))
"""Marks that turn what follows them, and that no name needs."""

# Patterns are compiled when first used: no page waits for those it does without.

_RIGHT_TO_LEFT_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"

_INSIDE_A_NUMBER = r"(?<=[0-9])-(?=\w)|(?<=\w)-(?=[0-9])"
"""The hyphens of "99-API-0447", after which a line could end."""

_QUOTED = "(?<=[«“])([ \u00a0\u202f]?)([^«»“”\u0590-\u08ff]+?)(?=[ \u00a0\u202f]?[»”])"
"""Words in quotes, none of them in letters that read from right to left."""

_HYPHENED = r"(?<![\w./*-])[0-9][0-9/.]*(?:-[0-9/.]*[0-9])+(?: [A-Z]{2,})?(?!\w)"
"""A number such as "2011-333", whose parts change places after Arabic letters."""

_NO_SENTENCE = "\0"

Direction = Literal["ltr", "rtl"]


def N_(message: str) -> str:
    """Mark *message* for translation without translating it yet."""
    return message


def direction_of(language: str) -> Direction:
    """Return the writing direction of *language*."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def isolated(value: object) -> str:
    """Return *value* between U+2068 and U+2069.

    A name, a number or a date put into a sentence of the other direction then keeps
    its own order, and does not disturb the words around it (UAX #9, isolates).
    """
    text = str(value)
    return f"\u2068{text}\u2069" if text else text


def left_to_right(value: object) -> str:
    """Return *value* isolated and always read from left to right.

    For what must be copied as it stands on a document: numbers, dates, references.
    A line never ends inside a number: its parts would change places.
    """
    kept = re.sub(_INSIDE_A_NUMBER, "-\u2060", str(value))
    return f"\u2066{kept}\u2069"


class Sentence(NamedTuple):
    """A sentence of a content file: where it stands, and what it says in French."""

    context: str  # such as "A2.step.collect-documents.title"
    french: str

    def __bool__(self) -> bool:
        """Return whether there is anything to read."""
        return bool(self.french)


class Texts(Protocol):
    """What gives a text for a sentence; the catalogs of gettext do."""

    def gettext(self, message: str, /) -> str:
        """Return the text for *message*."""

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the form of the text that the number *n* calls for."""

    def pgettext(self, context: str, message: str, /) -> str:
        """Return the text for *message* of the place *context*."""


class _French:
    """The sentences as written in the code, where nought and one are singular."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2  # noqa: PLR2004

    def pgettext(self, _context: str, message: str) -> str:
        return message

    def npgettext(self, _context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


class _Later:
    """The *components* of a language that the first page does without.

    They are read for the first sentence that those before them do not have.
    """

    def __init__(self, language: str, components: tuple[str, ...]) -> None:
        self._language, self._components = language, components

    @cached_property
    def _texts(self) -> Any:  # noqa: ANN401 - a catalog of gettext, or anything like it
        return _chain(self._language, self._components)

    def gettext(self, message: str) -> str:
        return str(self._texts.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return str(self._texts.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return str(self._texts.pgettext(context, message))

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return str(self._texts.npgettext(context, msgid1, msgid2, n))


class Translations:
    """The texts of one language, all components merged; French where one is missing."""

    __slots__ = ("_texts", "language")

    def __init__(self, language: str, *, _texts: Texts) -> None:
        self.language, self._texts = language, _texts

    @property
    def reviewed(self) -> bool:
        """Return whether a native reader has reviewed every component.

        What was not is marked so, on screen and on paper.
        """
        return _reviewed(self.language)

    def read(self) -> None:
        """Read every component now, while nobody waits for a sentence."""
        _reviewed(self.language)
        self._texts.gettext(_NO_SENTENCE)  # Each in turn is asked whether it has it.

    def text(self, message: str, /, **values: object) -> str:
        """Translate *message*, then fill its ``{named}`` fields, each one isolated."""
        if not message:
            return ""
        text = self._kept(self._texts.gettext(message))
        return text.format(**self._fill(values)) if values else text

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate the plural form of *one*/*many* that *number* calls for."""
        text = self._kept(self._texts.ngettext(one, many, number))
        return text.format(number=number, **self._fill(values))

    def content(self, sentence: Sentence, /, **values: object) -> str:
        """Translate a *sentence* of a content file, and fill its ``{named}`` fields."""
        if not sentence:
            return ""
        text = self._kept(self._texts.pgettext(sentence.context, sentence.french))
        return text.format(**self._fill(values)) if values else text

    def has(self, sentence: Sentence) -> bool:
        """Return whether *sentence* reads in this language rather than in French."""
        if self.language == SOURCE_LANGUAGE:
            return True
        return (
            self._texts.pgettext(sentence.context, sentence.french) != sentence.french
        )

    def day(self, day: date) -> str:
        """Return *day* in words, such as "2 mars 2026"; digits are European ones.

        French writes the first of a month "1er", which CLDR does not say. Ukrainian
        abbreviates the word for year with a point, which would end a sentence twice.
        """
        from babel.dates import format_date  # noqa: PLC0415 - not before the window

        locale = DATES_LIKE.get(self.language, self.language)
        words = format_date(day, "long", locale=locale)
        if self.language == SOURCE_LANGUAGE and day.day == 1:
            return words.replace("1 ", "1er ", 1)
        return f"{words[:-2]}року" if words.endswith("р.") else words

    def whole_day(self, day: date) -> str:
        """Return *day* with its weekday, as the title of a page."""
        from babel.dates import format_date  # noqa: PLC0415 - not before the window

        locale = DATES_LIKE.get(self.language, self.language)
        words = format_date(day, "full", locale=locale)
        if self.language == SOURCE_LANGUAGE and day.day == 1:
            words = words.replace(" 1 ", " 1er ", 1)
        return f"{words[:1].upper()}{words[1:]}"

    def short_day(self, day: date) -> str:
        """Return *day* as French documents print it (``02/03/2026``), to be copied."""
        return f"{day:%d/%m/%Y}"

    def listing(self, items: Iterable[str]) -> str:
        """Return *items* as one list in words."""
        from babel.lists import format_list  # noqa: PLC0415 - not before the window

        return format_list(tuple(items), locale=self.language)

    @property
    def direction(self) -> Direction:
        """Return the writing direction of the language."""
        return direction_of(self.language)

    @property
    def name(self) -> str:
        """Return the name of the language, in itself."""
        return NAMES.get(self.language, self.language)

    def _kept(self, text: str) -> str:
        """Return *text*, French quotations and numbers in it isolated from Arabic.

        Two quotations in a row would change places, and a mark at the end of one, or
        one of its quotes, would go to the wrong side.
        """
        if self.direction == "ltr":
            return text
        if "-" in text:
            text = re.sub(_HYPHENED, lambda found: left_to_right(found[0]), text)
        if "«" in text or "“" in text:
            text = re.sub(_QUOTED, "\\1\u2068\\2\u2069", text)
        return text

    def _fill(self, values: dict[str, object]) -> dict[str, object]:
        tamed = {
            name: value.translate(_OVERRIDES) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return {
            name: isolated(value) if self._turns(value) else value
            for name, value in tamed.items()
        }

    def _turns(self, value: object) -> bool:
        """Return whether *value* could upset the order of the words around it."""
        if not isinstance(value, str):
            return False
        return self.direction == "rtl" or bool(re.search(_RIGHT_TO_LEFT_LETTER, value))


@lru_cache(maxsize=16)
def load(language: str) -> Translations:
    """Load the translations of *language*; missing sentences stay in French."""
    return Translations(language, _texts=_chain(language, COMPONENTS))


def _chain(language: str, components: tuple[str, ...]) -> Any:  # noqa: ANN401 - as `_Later`
    """Return the texts of the first of *components*, then of the others, then French."""
    for place, component in enumerate(components):
        found = _component(language, component)
        if found is not None:
            found.add_fallback(_Later(language, components[place + 1 :]))  # type: ignore[arg-type]
            return found
    return _French()


@lru_cache(maxsize=16)
def _reviewed(language: str) -> bool:
    """Return what the heads say; nothing else of a language that is not shown is kept."""
    if language == SOURCE_LANGUAGE:
        return True
    found = [_read(language, component) for component in COMPONENTS]
    heads = [texts.info().get("x-review", "") for texts in found if texts is not None]
    return bool(heads) and all("reviewed" in head for head in heads)


@lru_cache(maxsize=len(NAMES) * len(COMPONENTS))
def _component(language: str, component: str) -> CompiledCatalog | None:
    """Return a component of *language*, read once; None: there is none."""
    return None if language == SOURCE_LANGUAGE else _read(language, component)


def _read(language: str, component: str) -> CompiledCatalog | None:
    folder = resources.root("translations") / language / "LC_MESSAGES"
    compiled, readable = folder / f"{component}.mo.gz", folder / f"{component}.po"
    if compiled.is_file():
        import gzip  # noqa: PLC0415 - French needs none

        content = gzip.decompress(compiled.read_bytes())
    elif readable.is_file():  # A checkout: translators see their work at once.
        source = readable.read_bytes()
        name = f"{language}-{component}-{resources.fingerprint([source])}.mo"
        content = resources.derived(name, lambda: _compile(source, language))
    else:
        return None
    from anef_desk.i18n.compiled import CompiledCatalog  # noqa: PLC0415 - not French

    return CompiledCatalog(content)


def _compile(source: bytes, language: str) -> bytes:
    from anef_desk.i18n.catalogs import compile_po  # noqa: PLC0415 - in a checkout

    return compile_po(source, language)
