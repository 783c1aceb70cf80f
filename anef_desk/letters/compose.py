"""A template and fields become words: pure, in one language at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from string import Formatter
from typing import TypeAlias

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
    Blanks,
    Block,
    Composed,
    NumberedList,
    Paragraph,
    Span,
    Table,
)
from anef_desk.letters.template import (
    Asked,
    LetterTemplate,
    Part,
    Rows,
    cell_sentences,
    column_sentences,
    label,
)
from anef_desk.letters.typography import typeset

TRANSLATED = frozenset({"civility", "document", "paper", "title", "protection"})
"""Fields whose value is a French word of ours, to be read in the reader's language."""

LABELS = {
    "name": N_("Nom et prénoms :"),
    "used_name": N_("Nom d’usage :"),
    "birth": N_("Date de naissance :"),
    "birth_place": N_("Lieu de naissance :"),
    "nationality": N_("Nationalité :"),
    "numero_etranger": N_("Numéro étranger :"),
    "request_number": N_("Numéro de la demande ANEF :"),
    "prefecture": N_("Préfecture :"),
    "person_phone": N_("Téléphone :"),
}

_PERSON = N_("Signature de la personne")
_ORGANISATION = N_("Pour la structure : nom, qualité, signature")

SIGNATURES = {
    "none": (),
    "person": (_PERSON,),
    "organisation": (_ORGANISATION,),
    "both": (_PERSON, _ORGANISATION),
    "mandate": (_PERSON, _ORGANISATION, N_("Interprète : nom, langue, signature")),
    "receipt": (_PERSON, N_("Personne qui reçoit ou rend : nom, signature")),
    "agent": (
        N_("Agent du point d’accueil : nom, cachet, signature"),
        _PERSON,
        N_("Personne qui accompagne : nom, signature"),
    ),
    "body": (N_("Pour l’organisme : nom, cachet, signature"),),
}

PLACE_AND_DATE = N_("{city}, le {day}")
DATE_ALONE = N_("Le {day}")
CARE_OF = N_("Chez {organisation}")
FOREIGNERS_OFFICE = N_("Service des étrangers")
PREFECTURE = N_("Préfecture")
ATTACHMENTS = N_("Pièces jointes :")
NOTICE = N_(
    "Copie pour lecture, sans valeur juridique. Seul le courrier en français compte."
)
NOT_REVIEWED = N_("Traduction pas encore relue par une personne dont c’est la langue.")
ORIGINAL_OR_COPY = {"seen": N_("Original vu"), "copied": N_("Copie")}


Cell: TypeAlias = Sentence | date | str
"""A cell of what the file lists; a sentence is read in the reader’s language."""

Lists: TypeAlias = Mapping[str, Sequence[tuple[Cell, ...]]]
"""What the file lists, by name: documents seen or copied, remedies tried."""


def joined(title: Sentence, state: str) -> tuple[Cell, ...]:
    """Return the row of a document in the list of a covering letter."""
    return title, Sentence("", ORIGINAL_OR_COPY[state])


def compose(  # noqa: PLR0913 - what a letter is made of
    template: LetterTemplate,
    fields: Fields,
    scope: Scope,
    organisation: Organisation,
    on: date,
    translations: Translations,
    *,
    lists: Lists | None = None,
    logo: str = "",
) -> Composed:
    """Return the letter in the language of *translations*.

    Args:
        template: What to write.
        fields: What is known; a sentence whose field is not known is left out.
        scope: The facts its conditions look at, see `letter_scope`.
        organisation: The letterhead.
        on: The day of the letter.
        translations: French for the letter itself, another language for the copy.
        lists: What the file lists, for the tables that want it.
        logo: Hash of the picture of the organisation, for what it sends itself.
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
    blocks: list[Block] = []
    tables = {table.id: table for table in template.table}
    parts = _parts(template, "part", template.part, fields, scope, translations)
    for part, text in parts:
        table = tables.get(part.id)
        if table is None:
            blocks += _blocks(part, text, fields)
            continue
        rows = _rows(template, table, fields, scope, translations, lists or {})
        if rows:
            blocks.append(Paragraph((Span(text, bold=True),)))
            header = tuple(
                translations.content(s) for s in column_sentences(template, table)
            )
            blocks.append(Table(header, rows, table.shares))
    attached = _parts(
        template, "attachment", template.attachment, fields, scope, translations
    )
    composed = Composed(
        template=template.code,
        language=translations.language,
        sender=_sender(template, fields, organisation, french),
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
        layout=template.layout,
        sending=translations.content(
            Sentence(f"{template.code}.sending", template.sending)
        ),
        logo="" if _is_the_person_s(template) else logo,
    )
    return composed if copy else typeset(composed)


def _blocks(part: Part, text: str, fields: Fields) -> Iterator[Block]:
    """Yield a paragraph, then the lines typed for it, or those to write on."""
    yield Paragraph((Span(text, bold=part.role == "heading"),), part.role)
    if part.items:
        yield NumberedList(_lines(fields[part.items]))
    if part.blanks:
        yield Blanks(part.blanks)


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
        listed = not part.items or part.items in fields
        if text is not None and listed and read_condition(part.when).truth(scope):
            found.append((part, text))
    return found


def _rows(
    template: LetterTemplate,
    table: Rows,
    fields: Fields,
    scope: Scope,
    translations: Translations,
    lists: Lists,
) -> tuple[tuple[str, ...], ...]:
    wide = len(table.columns)
    rows = [
        tuple(_cell(cell, translations) for cell in row)
        for row in lists.get(table.from_file, ())
    ]
    for line in _lines(fields.get(table.from_field, "")):
        cells = [cell.strip() for cell in line.split(";", wide - 1)]
        rows.append(tuple(cells + [""] * (wide - len(cells))))
    for row in table.row:
        filled = [
            _filled(sentence, fields, translations)
            for sentence in cell_sentences(template, table, row)
        ]
        if None not in filled and read_condition(row.when).truth(scope):
            rows.append(tuple(cell or "" for cell in filled))
    return (*rows, *(("",) * wide,) * table.blank)


def _cell(cell: Cell, translations: Translations) -> str:
    if isinstance(cell, date):
        return translations.short_day(cell)
    if isinstance(cell, Sentence):
        if not cell.context:
            return translations.text(cell.french)
        return translations.content(cell)
    return cell


def _lines(value: Value) -> tuple[str, ...]:
    """Return what was typed, one line after the other, without the empty ones."""
    return tuple(line.strip() for line in str(value).splitlines() if line.strip())


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
    told = ""
    for line in _lines(text):
        told += (" " if told[-1:] in ".!?…" else " ; ") + line if told else line
    return told


def _references(
    template: LetterTemplate, fields: Fields, translations: Translations
) -> tuple[tuple[str, str], ...]:
    """Return what identifies the file, then what was asked and bears a label."""
    labelled = {field.key: field for field in template.asked if field.label}
    names = [*template.references, *labelled]
    return tuple(
        (
            _label(template, name, labelled, translations),
            _reference(fields[name], translations),
        )
        for name in names
        if name in fields
    )


def _label(
    template: LetterTemplate,
    name: str,
    labelled: Mapping[str, Asked],
    translations: Translations,
) -> str:
    if name in labelled:
        return translations.content(label(template, labelled[name]))
    return translations.text(LABELS[name])


def _reference(value: Value, translations: Translations) -> str:
    """Return a value as documents print it, since it will be compared with them."""
    printed = translations.short_day(value) if isinstance(value, date) else value
    return isolated(printed) if translations.direction == "rtl" else printed


def _sender(
    template: LetterTemplate,
    fields: Fields,
    organisation: Organisation,
    french: Translations,
) -> tuple[str, ...]:
    """Return the letterhead: of the person, for what they alone sign and send.

    Somebody without an address of their own is written to at the organisation's.
    """
    structure = (
        organisation.name,
        *organisation.address.splitlines(),
        organisation.phone,
        organisation.email,
    )
    if not _is_the_person_s(template):
        return _told(structure)
    own = str(fields.get("person_address", "")).splitlines()
    reached = (fields.get("person_phone", ""), fields.get("person_email", ""))
    if not any(line.strip() for line in own):
        care = french.text(CARE_OF, organisation=organisation.name)
        own = [care, *organisation.address.splitlines()]
    return _told((fields.get("name", ""), *own, *reached))


def _is_the_person_s(template: LetterTemplate) -> bool:
    """Return whether the person alone signs and sends it."""
    return template.signed_by == "person" and template.layout != "form"


def _told(lines: Iterable[Value]) -> tuple[str, ...]:
    return tuple(str(line).strip() for line in lines if str(line).strip())


def _recipient(
    template: LetterTemplate, fields: Fields, french: Translations
) -> tuple[str, ...]:
    """Return who it is sent to: in French always, as on the envelope."""
    if template.addressee == "none":
        return ()
    if template.addressee == "prefecture":
        prefecture = str(fields.get("prefecture", french.text(PREFECTURE)))
        service = str(fields.get("prefecture_service", french.text(FOREIGNERS_OFFICE)))
        address = str(fields.get("prefecture_address", ""))
        return _told((*prefecture.splitlines(), service, *address.splitlines()))
    return _told(
        line
        for text in template.to
        if placeholders(text) <= fields.keys()
        for line in text.format(**{k: str(v) for k, v in fields.items()}).splitlines()
    )
