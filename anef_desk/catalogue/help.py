"""The pages of the help: written in French, one paragraph a line, translated one by one.

A page is a Markdown file of `resources/help/fr`; its first line is its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from anef_desk import resources
from anef_desk.i18n import Sentence, Translations, isolated
from anef_desk.i18n.folding import words

FIRST = "start"
"""The page shown where a page of the window has no help of its own."""

_MARK = re.compile(r"(#{1,3} |- |\d\. |> )?(.*)")


@dataclass(frozen=True)
class Line:
    """A line of a page: the Markdown before it, and what it says."""

    mark: str  # such as "# " or "- ", "" for a paragraph
    sentence: Sentence  # empty: a blank line


@dataclass(frozen=True)
class HelpPage:
    """A page of the help."""

    name: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> Sentence:
        """Return the title."""
        return self.lines[0].sentence

    def markdown(self, translations: Translations) -> str:
        """Return the page in the language of *translations*, as Markdown."""
        return "\n".join(
            f"{line.mark}{_said(line.sentence, translations)}" for line in self.lines
        )

    def says(self, text: str, translations: Translations) -> bool:
        """Return whether every word of *text* begins a word of the page."""
        known = words(self.markdown(translations))
        return all(
            any(word.startswith(typed) for word in known) for typed in words(text)
        )


def read_page(name: str, text: str) -> HelpPage:
    """Return the page *name* from its Markdown."""
    return HelpPage(name, tuple(_lines(name, text)))


@cache
def pages() -> tuple[HelpPage, ...]:
    """Return the pages that are shipped; the first one first, then by title."""
    folder = resources.root("resources") / "help" / "fr"
    found = [
        read_page(item.name.removesuffix(".md"), item.read_text(encoding="utf-8"))
        for item in folder.iterdir()
        if item.name.endswith(".md")
    ]
    found.sort(key=lambda page: (page.name != FIRST, page.title.french))
    return tuple(found)


def page(name: str) -> HelpPage:
    """Return the page *name*; the first one if there is none."""
    known = {one.name: one for one in pages()}
    return known.get(name, known[FIRST])


def _said(sentence: Sentence, translations: Translations) -> str:
    """Return *sentence*; one that stays in French keeps its own order inside."""
    said = translations.content(sentence)
    return said if translations.has(sentence) else isolated(said)


def _lines(name: str, text: str) -> Iterator[Line]:
    for line in text.splitlines():
        found = _MARK.fullmatch(line.rstrip())
        mark, said = (found[1] or "", found[2]) if found else ("", line)
        yield Line(mark, Sentence(f"help.{name}", said) if said else Sentence("", ""))
