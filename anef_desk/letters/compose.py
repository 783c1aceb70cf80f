"""A template and fields become words: pure, in one language at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import (
    N_,
    SOURCE_LANGUAGE,
    Sentence,
    Translations,
    isolated,
    load,
)
from anef_desk.law.conditions import read_condition
from anef_desk.law.formulas import Scope
from anef_desk.letters.fields import Fields, Value
from anef_desk.letters.page import (
    Block,
    Composed,
    Paragraph,
    Span,
    Table,
)
from anef_desk.letters.template import (
    LetterTemplate,
    Part,
    Rows,
    cell_sentences,
    column_sentences,
)

TRANSLATED = frozenset({"civility", "document", "title", "protection"})
"""Fields whose value is a French word of ours, to be read in the reader's language."""

LABELS = {
    "name": N_("Nom et prénoms :"),
    "birth": N_("Date de naissance :"),
    "nationality": N_("Nationalité :"),
    "numero_etranger": N_("Numéro étranger :"),
    "request_number": N_("Numéro de la demande ANEF :"),
}

SIGNATURES = {
    "person": (N_("Signature de la personne"),),
    "organisation": (N_("Pour la structure : nom, qualité, signature"),),
    "both": (
        N_("Signature de la personne"),
        N_("Pour la structure : nom, qualité, signature"),
    ),
}

PLACE_AND_DATE = N_("{city}, le {day}")
DATE_ALONE = N_("Le {day}")
FOREIGNERS_OFFICE = N_("Service des étrangers")
PREFECTURE = N_("Préfecture")
ATTACHMENTS = N_("Pièces jointes :")
NOTICE = N_(
    "Copie pour lecture, sans valeur juridique. Seul le courrier en français compte."
)
NOT_REVIEWED = N_("Traduction pas encore relue par une personne dont c’est la langue.")
ORIGINAL_OR_COPY = {"seen": N_("Original vu"), "copied": N_("Copie")}


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A document seen or copied, for the list of a covering letter."""

    title: Sentence
    state: str  # a key of `ORIGINAL_OR_COPY`


def compose(  # noqa: PLR0913 - what a letter is made of
    template: LetterTemplate,
    fields: Fields,
    scope: Scope,
    organisation: Organisation,
    on: date,
    translations: Translations,
    *,
    joined: Iterable[Joined] = (),
) -> Composed:
    """Return the letter in the language of *translations*.

    Args:
        template: What to write.
        fields: What is known; a sentence whose field is not known is left out.
        scope: The facts its conditions look at, see `letter_scope`.
        organisation: The letterhead.
        on: The day of the letter.
        translations: French for the letter itself, another language for the copy.
        joined: The documents a covering letter lists.
    """
    french = load(SOURCE_LANGUAGE)
    copy = translations.language != SOURCE_LANGUAGE
    place = (
        translations.text(
            PLACE_AND_DATE, city=organisation.city, day=translations.day(on)
        )
        if organisation.city
        else translations.text(DATE_ALONE, day=translations.day(on))
    )
    parts = _parts(template, "part", template.part, fields, scope, translations)
    tables = {table.id: table for table in template.table}
    blocks: list[Block] = []
    for part, text in parts:
        table = tables.get(part.id)
        if table is None:
            blocks.append(Paragraph((Span(text),)))
            continue
        rows = _rows(template, table, fields, scope, translations, joined)
        if rows:
            blocks.append(Paragraph((Span(text, bold=True),)))
            header = tuple(
                translations.content(s) for s in column_sentences(template, table)
            )
            blocks.append(Table(header, rows))
    attached = _parts(
        template, "attachment", template.attachment, fields, scope, translations
    )
    return Composed(
        template=template.code,
        language=translations.language,
        sender=_sender(organisation),
        recipient=_recipient(template, fields, french),
        place_and_date=place,
        references=_references(template, fields, translations),
        subject=translations.content(
            Sentence(f"{template.code}.subject", template.subject)
        ),
        blocks=tuple(blocks),
        attachments_title=translations.text(ATTACHMENTS),
        attachments=tuple(text for _part, text in attached),
        signature=tuple(translations.text(s) for s in SIGNATURES[template.signed_by]),
        notice=translations.text(NOTICE) if copy else "",
        footer="" if translations.reviewed else translations.text(NOT_REVIEWED),
    )


def letter_scope(
    scope: Scope, fields: Fields, raised: Iterable[str]
) -> Mapping[str, object]:
    """Return what conditions of templates look at: facts, alerts, and fields."""
    return {**fields, **scope, "raised": tuple(raised)}


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the fields *text* needs."""
    return frozenset(name for _t, name, _s, _c in Formatter().parse(text) if name)


def _parts(
    template: LetterTemplate,
    kind: str,
    parts: Iterable[Part],
    fields: Fields,
    scope: Scope,
    translations: Translations,
) -> list[tuple[Part, str]]:
    """Return the parts whose condition holds and whose fields are all known."""
    found = []
    for part in parts:
        sentence = Sentence(f"{template.code}.{kind}.{part.id}", part.text)
        text = _filled(sentence, fields, translations)
        if text is not None and read_condition(part.when).truth(scope):
            found.append((part, text))
    return found


def _rows(
    template: LetterTemplate,
    table: Rows,
    fields: Fields,
    scope: Scope,
    translations: Translations,
    joined: Iterable[Joined],
) -> tuple[tuple[str, ...], ...]:
    if table.from_checklist:
        return tuple(
            (
                translations.content(document.title),
                translations.text(ORIGINAL_OR_COPY[document.state]),
            )
            for document in joined
        )
    rows = []
    for row in table.row:
        cells = [
            _filled(sentence, fields, translations)
            for sentence in cell_sentences(template, table, row)
        ]
        if None not in cells and read_condition(row.when).truth(scope):
            rows.append(tuple(cell or "" for cell in cells))
    return tuple(rows)


def _filled(
    sentence: Sentence, fields: Fields, translations: Translations
) -> str | None:
    """Return *sentence* with its fields, or None when one of them is not known."""
    needed = placeholders(sentence.french)
    if not needed <= fields.keys():
        return None
    values = {name: _shown(name, fields[name], translations) for name in needed}
    return translations.content(sentence, **values)


def _shown(name: str, value: Value, translations: Translations) -> str:
    if isinstance(value, date):
        return translations.day(value)
    text = translations.text(value) if name in TRANSLATED else value
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())


def _references(
    template: LetterTemplate, fields: Fields, translations: Translations
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (translations.text(LABELS[name]), _reference(fields[name], translations))
        for name in template.references
        if name in fields
    )


def _reference(value: Value, translations: Translations) -> str:
    """Return a value as documents print it, since it will be compared with them."""
    printed = translations.short_day(value) if isinstance(value, date) else value
    return isolated(printed) if translations.direction == "rtl" else printed


def _sender(organisation: Organisation) -> tuple[str, ...]:
    lines = [organisation.name, *organisation.address.splitlines()]
    return tuple(
        line.strip()
        for line in (*lines, organisation.phone, organisation.email)
        if line.strip()
    )


def _recipient(
    template: LetterTemplate, fields: Fields, french: Translations
) -> tuple[str, ...]:
    """Return who it is sent to: in French always, as on the envelope."""
    if template.addressee == "employer":
        return tuple(str(fields.get("employer", "")).splitlines())
    prefecture = str(fields.get("prefecture", french.text(PREFECTURE)))
    return (*prefecture.splitlines(), french.text(FOREIGNERS_OFFICE))
