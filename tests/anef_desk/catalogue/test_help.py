"""The help: one page for each page of the window, one paragraph a line."""

from __future__ import annotations

import io

import pytest

from anef_desk import i18n, resources
from anef_desk.catalogue import help as help_pages
from anef_desk.catalogue.help_extract import extract

FRENCH = i18n.load("fr")
TEXT = "# Un titre\n\nUn texte.\n\n- Un point\n1. Un pas\n"


def test_a_page_is_read_line_by_line_and_written_as_it_was() -> None:
    page = help_pages.read_page("essai", TEXT)

    assert page.title.french == "Un titre"
    assert page.title.context == "help.essai"
    assert [line.mark for line in page.lines] == ["# ", "", "", "", "- ", "1. "]
    assert page.markdown(FRENCH) == TEXT.strip()


def test_what_is_not_translated_keeps_its_own_order() -> None:
    """From right to left, its full stop would stand before it."""
    page = help_pages.read_page("essai", TEXT)

    assert page.markdown(i18n.load("ar")).splitlines()[4] == "- \u2068Un point\u2069"


def test_every_paragraph_is_given_to_translators() -> None:
    stream = io.BytesIO(TEXT.encode())
    stream.name = "resources/help/fr/essai.md"

    found = list(extract(stream))

    assert [(line, says) for line, _kind, says, _comments in found] == [
        (1, ("help.essai", "Un titre")),
        (3, ("help.essai", "Un texte.")),
        (5, ("help.essai", "Un point")),
        (6, ("help.essai", "Un pas")),
    ]


def test_the_first_page_comes_first_and_stands_for_those_that_are_missing() -> None:
    assert help_pages.pages()[0].name == help_pages.FIRST
    assert help_pages.page("").name == help_pages.FIRST
    assert help_pages.page("today").name == "today"


def test_a_page_is_found_by_its_words_without_accents() -> None:
    found = [page.name for page in help_pages.pages() if page.says("releve", FRENCH)]

    assert "relay" in found
    assert not [page for page in help_pages.pages() if page.says("xyzzy", FRENCH)]


@pytest.mark.parametrize("page", help_pages.pages(), ids=lambda page: page.name)
def test_each_page_has_one_title_and_short_plain_lines(
    page: help_pages.HelpPage,
) -> None:
    text = page.markdown(FRENCH)
    lines = [line.sentence.french for line in page.lines if line.sentence]

    assert page.lines[0].mark == "# "
    assert [line.mark for line in page.lines].count("# ") == 1
    assert max(map(len, lines)) < 240
    assert not set("!'\"") & set(text)


def test_the_folder_holds_nothing_else() -> None:
    folder = resources.root("resources") / "help" / "fr"

    assert {item.name for item in folder.iterdir()} == {
        f"{page.name}.md" for page in help_pages.pages()
    }
