"""Letter templates: data with a fixed shape, and never code."""

from __future__ import annotations

from string import Formatter

import pytest

from anef_desk.desk.content import complaints
from anef_desk.law.tokens import LanguageError
from anef_desk.letters.compose import LABELS, placeholders
from anef_desk.letters.offers import refusal
from anef_desk.letters.template import (
    LetterTemplate,
    read_template,
    sentences,
    template_texts,
    templates,
)

TEMPLATE = """
code = "L99"
id = "exemple"
version = 1
checked = 2026-11-22
title = "Exemple"
addressee = "prefecture"
signed_by = "person"
offered = "filed_on known"
offered_why = "Ce courrier suppose une demande déposée."
references = ["name"]
subject = "Objet"

[[part]]
id = "salutation"
text = "Madame, Monsieur,"
"""


def changed(before: str, after: str) -> bytes:
    assert before in TEMPLATE
    return TEMPLATE.replace(before, after).encode()


def test_a_template_is_read() -> None:
    template = read_template(TEMPLATE.encode())

    assert template.code == "L99"
    assert [s.context for s in sentences(template)] == [
        "L99.title",
        "L99.offered_why",
        "L99.subject",
        "L99.part.salutation",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "Exemple"', 'title = "Exemple"\nscript = "print()"'),
        ('text = "Madame, Monsieur,"', 'text = "Bonjour"\neval = "1"'),
        ('subject = "Objet"', ""),
        ('code = "L99"', 'code = "L 99"'),
        ('id = "salutation"', 'id = "../salutation"'),
        ('addressee = "prefecture"', 'addressee = "journal"'),
        ('signed_by = "person"', 'signed_by = "nobody"'),
        ('references = ["name"]', 'references = "name"'),
        ('title = "Exemple"', "title = 3"),
        ('code = "L99"', "code = "),
    ],
)
def test_what_has_another_shape_is_refused(before: str, after: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - TOML's, or that of the shape
        read_template(changed(before, after))


def test_what_is_no_utf_8_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_template(b"\xff")


@pytest.mark.parametrize(
    "condition", ["__import__('os')", "filed_on.__class__()", "1 == 1; 2", "lambda: 1"]
)
def test_a_condition_is_no_code(condition: str) -> None:
    made = changed('offered = "filed_on known"', f"offered = {condition!r}")

    with pytest.raises(LanguageError):
        refusal(read_template(made), {})


def test_a_part_says_nothing_but_its_fields() -> None:
    assert placeholders("Le {day}, {city}.") == {"day", "city"}
    assert placeholders("Rien") == frozenset()


def test_the_shipped_letters_have_nothing_wrong() -> None:
    assert [one for one in complaints() if one[0] in "LV"] == []


@pytest.mark.parametrize("code", sorted(templates()))
def test_a_shipped_letter_uses_plain_fields_only(code: str) -> None:
    """No attribute, no index, no format: `{name}` and nothing else."""
    template: LetterTemplate = templates()[code]
    used = [
        (name, shape, conversion)
        for one in sentences(template)
        for _text, name, shape, conversion in Formatter().parse(one.french)
        if name is not None
    ]

    assert all(
        name.isidentifier() and not shape and not conversion
        for name, shape, conversion in used
    )
    assert set(template.references) <= LABELS.keys()


def test_a_letter_says_what_makes_it_fit() -> None:
    assert all(template.offered_why for template in templates().values())
    assert all(code == template.code for code, template in templates().items())


def test_the_thirty_letters_are_there() -> None:
    thirty = {f"L{number:02}" for number in range(1, 31)}

    assert thirty | {"L15b", "L16b"} <= templates().keys()


def test_each_text_is_that_of_its_code() -> None:
    assert template_texts().keys() == templates().keys()
    assert all(f'code = "{code}"' in text for code, text in template_texts().items())
