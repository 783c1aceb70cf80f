"""A letter nobody's facts are in: every part of it, every field shown by its name."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import SOURCE_LANGUAGE, load
from anef_desk.letters.compose import compose, placeholders
from anef_desk.letters.page import Composed
from anef_desk.letters.template import LetterTemplate, Part, Rows, sentences


def specimen(
    template: LetterTemplate, organisation: Organisation, on: date
) -> Composed:
    """Return *template* whole, whatever the conditions of its parts."""
    whole = replace(
        template,
        part=tuple(map(_always, template.part)),
        attachment=tuple(map(_always, template.attachment)),
        table=tuple(map(_rows, template.table)),
    )
    texts = [sentence.french for sentence in sentences(template)]
    names = {name for text in (*texts, *template.to) for name in placeholders(text)}
    names |= {part.items for part in template.part if part.items}
    names |= {table.from_field for table in template.table if table.from_field}
    names |= {*template.references, *(field.key for field in template.asked)}
    fields = {name: f"[{name}]" for name in names}
    return compose(whole, fields, {}, organisation, on, load(SOURCE_LANGUAGE))


def _always(part: Part) -> Part:
    return replace(part, when="")


def _rows(table: Rows) -> Rows:
    return replace(table, row=tuple(replace(row, when="") for row in table.row))
