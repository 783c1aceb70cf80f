"""What is wrong with a template: the same check for ours and for a replaced one."""

from __future__ import annotations

from collections.abc import Container, Iterator
from collections.abc import Set as AbstractSet

from anef_desk.catalogue.check import Complaint
from anef_desk.catalogue.library import Library
from anef_desk.domain.residence_document import Kind
from anef_desk.law.conditions import read_condition
from anef_desk.law.tokens import LanguageError
from anef_desk.letters.compose import LABELS, placeholders
from anef_desk.letters.fields import FIELDS
from anef_desk.letters.template import LetterTemplate, sentences

_OF_DOCUMENTS = ("kind", "from", "until", "mention", "allows_work", "years", "for")
_SUBJECTS = (*(kind.value for kind in Kind), "title")
_COMPUTED = frozenset(
    {"raised", "done", "symptoms", "implicit_refusal_on", "implicit_refusal_born"}
    | {f"{subject}.{name}" for subject in _SUBJECTS for name in _OF_DOCUMENTS}
    | {f"{state}.{subject}" for state in ("holds", "valid") for subject in _SUBJECTS}
)


def complaints(
    template: LetterTemplate,
    library: Library,
    codes: Container[str],
    shipped: LetterTemplate | None = None,
) -> Iterator[Complaint]:
    """Yield what is wrong with *template*.

    Args:
        template: What to check.
        library: The sources and the facts it may name.
        codes: The letters it may send to.
        shipped: The one it replaces: an organisation words a letter, it does not
            decide when the letter may be written.
    """
    code = template.code
    known = FIELDS | {field.key for field in template.asked}
    days = {key for key in library.facts if key.isidentifier()}
    names = known | days | _COMPUTED | set(library.facts)
    yield from _law(template, library, names)
    for sentence in sentences(template):
        for name in sorted(_fields_of(sentence.french) - known - days - _COMPUTED):
            yield Complaint(sentence.context, f"unknown field {name}")
    for line in template.to:
        for name in sorted(_fields_of(line) - known):
            yield Complaint(f"{code}.to", f"unknown field {name}")
    yield from _shape(template, known, codes)
    if shipped is not None:
        yield from _kept(template, shipped)


def _law(
    template: LetterTemplate, library: Library, names: AbstractSet[str]
) -> Iterator[Complaint]:
    """A letter cites what exists, nothing unverified, and asks what is known."""
    for place, keys, condition in _statements(template):
        for key in keys:
            source = library.sources.get(key)
            if source is None:
                yield Complaint(place, f"unknown source {key}")
            elif source.reliability == "unverified":
                yield Complaint(place, f"cites {key}, which is unverified")
        try:
            unknown = set(read_condition(condition).names()) - names
        except LanguageError as error:
            yield Complaint(place, str(error))
        else:
            yield from (Complaint(place, f"unknown fact {n}") for n in sorted(unknown))


def _fields_of(text: str) -> frozenset[str]:
    try:
        return placeholders(text)
    except ValueError:
        return frozenset({text})


def _shape(
    template: LetterTemplate, known: Container[str], codes: Container[str]
) -> Iterator[Complaint]:
    code = template.code
    for name in template.references:
        if name not in LABELS:
            yield Complaint(f"{code}.references", f"unknown label {name}")
    for refusal in template.forbidden:
        if refusal.instead and refusal.instead not in codes:
            yield Complaint(f"{code}.forbidden", f"unknown letter {refusal.instead}")
    for part in template.part:
        if part.items and part.items not in known:
            yield Complaint(f"{code}.{part.id}", f"unknown field {part.items}")
    ids = [part.id for part in template.part]
    if len(set(ids)) != len(ids):
        yield Complaint(code, "two parts have one id")
    if template.addressee == "other" and not template.to:
        yield Complaint(code, "nobody to send it to")
    yield from _tables(template, known, ids)


def _tables(
    template: LetterTemplate, known: Container[str], ids: Container[str]
) -> Iterator[Complaint]:
    for table in template.table:
        wide = len(table.columns)
        place = f"{template.code}.{table.id}"
        if table.id not in ids:
            yield Complaint(place, "after no part")
        if table.shares and len(table.shares) != wide:
            yield Complaint(place, "a share for each column is expected")
        if any(len(row.cells) != wide for row in table.row):
            yield Complaint(place, "a cell for each column is expected")
        if table.from_field and table.from_field not in known:
            yield Complaint(place, f"unknown field {table.from_field}")


def _kept(template: LetterTemplate, shipped: LetterTemplate) -> Iterator[Complaint]:
    """An organisation changes words, not when a letter may be written."""
    if (template.code, template.id) != (shipped.code, shipped.id):
        yield Complaint(template.code, "another letter")
    if template.offered != shipped.offered:
        yield Complaint(f"{template.code}.offered", "this condition does not change")
    kept = {refusal.when for refusal in template.forbidden}
    for refusal in shipped.forbidden:
        if refusal.when not in kept:
            yield Complaint(f"{template.code}.forbidden", "a refusal is missing")
    if template.signed_by != shipped.signed_by:
        yield Complaint(f"{template.code}.signed_by", "who signs does not change")


def _statements(
    template: LetterTemplate,
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    code = template.code
    yield code, (), template.offered
    for refusal in template.forbidden:
        yield f"{code}.forbidden", (), refusal.when
    for field in template.asked:
        yield f"{code}.{field.key}", (), field.when
    for part in (*template.part, *template.attachment):
        yield f"{code}.{part.id}", part.cites, part.when
    for table in template.table:
        for row in table.row:
            yield f"{code}.{row.id}", row.cites, row.when
