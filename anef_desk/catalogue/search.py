"""Search the catalogue in the words of several languages at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import (
    Body,
    Procedure,
    Remedy,
    ResidenceDocumentKind,
    SupportingDocument,
    Symptom,
)
from anef_desk.catalogue.sentences import all_sentences, search_sentence, sentence
from anef_desk.i18n import Sentence, Translations
from anef_desk.i18n.folding import folded, words, words_and_parts

Kind = Literal[
    "procedure",
    "symptom",
    "residence_document",
    "supporting_document",
    "remedy",
    "body",
]

_Readable: TypeAlias = (
    Procedure | Symptom | ResidenceDocumentKind | SupportingDocument | Remedy | Body
)

CODE, TITLE_START, TITLE, SEARCH, TEXT = range(5)
"""Where a word may be found, best first."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An entry of the catalogue that answers a search."""

    kind: Kind
    code: str
    title: Sentence


@dataclass(frozen=True)
class _Indexed:
    found: Found
    code: str
    titles: tuple[str, ...]
    search: tuple[str, ...]
    text: str

    def place(self, word: str) -> int | None:
        """Return where *word* is found, best first; None where it is not."""
        if word == self.code:
            return CODE
        if self.titles and self.titles[0].startswith(word):
            return TITLE_START
        if any(known.startswith(word) for known in self.titles):
            return TITLE
        if any(known.startswith(word) for known in self.search):
            return SEARCH
        return TEXT if f" {word}" in self.text else None


class Index:
    """The entries of a catalogue, in the words of some languages."""

    def __init__(self, library: Library, languages: Iterable[Translations]) -> None:
        self._library, self._languages = library, tuple(languages)

    def find(self, text: str, kinds: Iterable[Kind] = ()) -> tuple[Found, ...]:
        """Return the entries where every word of *text* begins a word, best first.

        Args:
            text: What somebody typed, in any of the languages of the index; nothing
                finds everything, in the order of the catalogue.
            kinds: The kinds of entry wanted; none: all of them.
        """
        wanted = frozenset(kinds)
        typed = words(text)
        if not typed:  # The words of a whole catalogue take a while to be read.
            every = (_found(kind, entry) for kind, entry in _every(self._library))
            return tuple(one for one in every if not wanted or one.kind in wanted)
        ranked = []
        for entry in self._entries:
            if wanted and entry.found.kind not in wanted:
                continue
            places = [entry.place(word) for word in typed]
            known = [place for place in places if place is not None]
            if len(known) == len(places):
                ranked.append((sum(known), entry.found))
        ranked.sort(key=lambda pair: pair[0])
        return tuple(found for _rank, found in ranked)

    @cached_property
    def _entries(self) -> tuple[_Indexed, ...]:
        return tuple(
            self._indexed(kind, entry) for kind, entry in _every(self._library)
        )

    def _indexed(self, kind: Kind, entry: _Readable) -> _Indexed:
        found = _found(kind, entry)
        said = " ".join(
            translations.content(one)
            for one in all_sentences(entry)
            for translations in self._languages
        )
        titles = " ".join(t.content(found.title) for t in self._languages)
        search = ""
        if isinstance(entry, Procedure | Symptom):
            search = " ".join(
                t.content(search_sentence(entry)) for t in self._languages
            )
        return _Indexed(
            found=found,
            code=folded(entry.code),
            titles=words_and_parts(titles),
            search=words_and_parts(search),
            text=f" {' '.join(words_and_parts(said))}",
        )


def _every(library: Library) -> Iterator[tuple[Kind, _Readable]]:
    """Yield the entries that can be read, in the order of the catalogue."""
    families: tuple[tuple[Kind, Iterable[_Readable]], ...] = (
        ("procedure", library.procedures.values()),
        ("symptom", library.symptoms.values()),
        ("residence_document", library.residence_documents.values()),
        ("supporting_document", library.supporting_documents.values()),
        ("remedy", library.remedies.values()),
        ("body", library.bodies.values()),
    )
    for kind, entries in families:
        for entry in entries:
            yield kind, entry


def _found(kind: Kind, entry: _Readable) -> Found:
    return Found(kind=kind, code=entry.code, title=sentence(entry, "title"))
