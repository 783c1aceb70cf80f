"""Letter templates: French sentences, conditions, and the fields they need.

A template cites the law by the keys of ``sources.toml``. What is unverified is never
cited (see ``tests/content``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from anef_desk import resources
from anef_desk.catalogue.model import Code, Condition, SourceKey
from anef_desk.i18n import Sentence
from anef_desk.letters.page import Role

Identifier = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FieldKind = Literal["text", "date", "lines"]
Listed = Literal["", "documents", "remedies"]
"""What the file lists: documents seen or copied, remedies already tried."""
Signers = Literal[
    "none", "person", "organisation", "both", "mandate", "receipt", "agent", "body"
]


class Asked(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something the file does not say and the letter asks for."""

    key: str
    question: str
    kind: FieldKind = "text"
    needed: bool = False  # without it the letter is not made
    when: Condition = ""
    label: str = ""  # shown above the subject, with what was answered


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A paragraph; left out when its condition fails or a field of it is unknown."""

    id: Identifier
    text: str
    when: Condition = ""
    cites: tuple[SourceKey, ...] = ()
    role: Role = ""
    items: str = ""  # the field whose lines follow, numbered
    blanks: int = 0  # lines to write on that follow


class Rows(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table: its columns, and rows of cells under conditions."""

    id: Identifier
    columns: tuple[str, ...]
    shares: tuple[int, ...] = ()  # of the width, one for each column
    row: tuple[TableRow, ...] = ()
    from_file: Listed = ""  # one row for each thing the file lists
    from_field: str = ""  # one row for each line typed, cells between semicolons
    blank: int = 0  # rows to fill by hand


class TableRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of a table, left out like a paragraph."""

    id: Identifier
    cells: tuple[str, ...]
    when: Condition = ""
    cites: tuple[SourceKey, ...] = ()


class Refusal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A situation in which the letter must not be written, and why."""

    when: Condition
    text: str
    instead: Code = ""  # the letter to write in that situation


class LetterTemplate(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A letter before anyone's facts are in it."""

    code: Code
    id: Identifier
    version: int
    checked: date  # the day its law was last read
    title: str
    layout: Literal["letter", "form"] = "letter"
    addressee: Literal["prefecture", "other", "none"]
    to: tuple[str, ...] = ()  # lines of the envelope, for another addressee
    sending: str = ""  # how it goes, such as by registered mail
    signed_by: Signers
    offered: Condition
    offered_why: str  # what would make it fit, when it does not
    forbidden: tuple[Refusal, ...] = ()
    asked: tuple[Asked, ...] = ()
    references: tuple[str, ...]  # names of fields shown above the subject
    subject: str
    part: tuple[Part, ...]
    table: tuple[Rows, ...] = ()  # placed after the part named by its id
    attachment: tuple[Part, ...] = ()


def sentences(template: LetterTemplate) -> Iterator[Sentence]:
    """Yield every sentence of *template* with its gettext context."""
    code = template.code
    for name in ("title", "sending", "offered_why", "subject"):
        if getattr(template, name):
            yield Sentence(f"{code}.{name}", getattr(template, name))
    for place, refusal in enumerate(template.forbidden):
        yield Sentence(f"{code}.forbidden.{place}.text", refusal.text)
    for field in template.asked:
        yield question(template, field)
        if field.label:
            yield label(template, field)
    for part in template.part:
        yield Sentence(f"{code}.part.{part.id}", part.text)
    for table in template.table:
        yield from column_sentences(template, table)
        for row in table.row:
            yield from cell_sentences(template, table, row)
    for part in template.attachment:
        yield Sentence(f"{code}.attachment.{part.id}", part.text)


def encloses(template: LetterTemplate) -> bool:
    """Return whether *template* lists the supporting documents of the file."""
    return any(table.from_file == "documents" for table in template.table)


def question(template: LetterTemplate, field: Asked) -> Sentence:
    """Return what is asked for *field*."""
    return Sentence(f"{template.code}.asked.{field.key}", field.question)


def label(template: LetterTemplate, field: Asked) -> Sentence:
    """Return what stands before the answer to *field*, above the subject."""
    return Sentence(f"{template.code}.label.{field.key}", field.label)


def column_sentences(template: LetterTemplate, table: Rows) -> tuple[Sentence, ...]:
    """Return the titles of the columns of *table*."""
    return tuple(
        Sentence(f"{template.code}.table.{table.id}.column.{place}", text)
        for place, text in enumerate(table.columns)
    )


def cell_sentences(
    template: LetterTemplate, table: Rows, row: TableRow
) -> tuple[Sentence, ...]:
    """Return the cells of *row*."""
    return tuple(
        Sentence(f"{template.code}.table.{table.id}.{row.id}.{place}", text)
        for place, text in enumerate(row.cells)
    )


def read_template(content: bytes) -> LetterTemplate:
    """Return the template written in *content*, a TOML file.

    Raises:
        ValueError: If it is no TOML, or has not the shape of a template.
    """
    return msgspec.convert(tomllib.loads(content.decode("utf-8")), LetterTemplate)


@cache
def template_texts() -> Mapping[str, str]:
    """Return the text of the templates that are shipped, by code."""
    folder = resources.root("resources") / "letters"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    return {
        file.name.split("-", 1)[0]: file.read_bytes().decode("utf-8") for file in files
    }


@cache
def templates() -> Mapping[str, LetterTemplate]:
    """Return the templates that are shipped, by code."""
    found = (read_template(text.encode("utf-8")) for text in template_texts().values())
    return {template.code: template for template in found}
