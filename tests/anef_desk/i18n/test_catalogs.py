"""Catalogs as they are read, written and compiled."""

from __future__ import annotations

import gettext
import io

from anef_desk.i18n.catalogs import compile_po, read_po, write_po

SOURCE = """\
# For the translators.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: uk\\n"
"X-Review: reviewed by a reader, 2026-11\\n"

#. Traducteurs : un titre
msgctxt "A2.title"
msgid "Première demande"
msgstr "Перша заява"

#, fuzzy
msgid "À deviner"
msgstr "Здогад"
""".encode()


def test_the_review_survives_reading_and_writing() -> None:
    """Babel alone drops every header it does not know."""
    again = read_po(write_po(read_po(SOURCE, "uk")), "uk")

    assert again.review == "reviewed by a reader, 2026-11"


def test_the_review_is_in_the_compiled_catalog() -> None:
    """The application marks what nobody has reviewed."""
    compiled = gettext.GNUTranslations(io.BytesIO(compile_po(SOURCE, "uk")))

    assert compiled.info()["x-review"] == "reviewed by a reader, 2026-11"
    assert compiled.pgettext("A2.title", "Première demande") == "Перша заява"


def test_a_guess_is_not_compiled() -> None:
    """What is marked fuzzy stays in French."""
    compiled = gettext.GNUTranslations(io.BytesIO(compile_po(SOURCE, "uk")))

    assert compiled.gettext("À deviner") == "À deviner"


def test_a_catalog_without_a_word_about_review_is_not_reviewed() -> None:
    """Silence is not a review."""
    source = SOURCE.replace(b'"X-Review: reviewed by a reader, 2026-11\\n"\n', b"")

    assert read_po(source, "uk").review == "none"


def test_writing_what_was_read_changes_nothing() -> None:
    """No date, no tool, no line folded differently."""
    once = write_po(read_po(SOURCE, "uk"))

    assert write_po(read_po(once, "uk")) == once
