"""What is wrong with a template: the same check for ours and for a replaced one."""

from __future__ import annotations

from collections.abc import Container, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from string import Formatter

from anef_desk.catalogue.library import Library
from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import N_, SOURCE_LANGUAGE, Translations, load
from anef_desk.law.conditions import read_condition
from anef_desk.law.tokens import LanguageError
from anef_desk.letters.compose import LABELS
from anef_desk.letters.fields import FIELDS
from anef_desk.letters.template import LetterTemplate, sentences

_OF_DOCUMENTS = ("kind", "from", "until", "mention", "allows_work", "years", "for")
_SUBJECTS = (*(kind.value for kind in Kind), "title")
_COMPUTED = frozenset(
    {"raised", "done", "symptoms", "implicit_refusal_on", "implicit_refusal_born"}
    | {f"{subject}.{name}" for subject in _SUBJECTS for name in _OF_DOCUMENTS}
    | {f"{state}.{subject}" for state in ("holds", "valid") for subject in _SUBJECTS}
)

UNKNOWN_FIELD = N_("Le champ {name} n’existe pas.")
UNKNOWN_SOURCE = N_("La source {name} n’existe pas.")
UNVERIFIED = N_("La source {name} n’est pas vérifiée. Elle ne peut pas être citée.")
UNREADABLE = N_("Cette condition ne se lit pas : {name}.")
UNKNOWN_FACT = N_("Le fait {name} n’existe pas.")
UNKNOWN_LABEL = N_("La référence {name} n’a pas d’intitulé.")
UNKNOWN_LETTER = N_("Le courrier {name} n’existe pas.")
TWICE = N_("Deux paragraphes portent le même nom.")
NOBODY = N_("Il manque à qui l’envoyer.")
AFTER_NONE = N_("Ce tableau ne suit aucun paragraphe.")
SHARES = N_("Il faut une largeur pour chaque colonne.")
CELLS = N_("Il faut une case pour chaque colonne.")
ANOTHER = N_("Ce texte est celui d’un autre courrier.")
SAME_CONDITION = N_("La condition de ce courrier ne change pas.")
REFUSAL_GONE = N_("Il manque une situation où ce courrier ne se fait pas.")
SAME_SIGNERS = N_("Les signataires de ce courrier ne changent pas.")


@dataclass(frozen=True)
class Complaint:
    """Something wrong: where, and what, in one sentence."""

    place: str  # code of the letter, then the part of it
    message: str
    name: str = ""  # of what the sentence is about

    def in_(self, texts: Translations) -> str:
        """Return the sentence in the language of *texts*."""
        return texts.text(self.message, name=self.name)

    def __str__(self) -> str:
        """Return ``place: sentence``, in French."""
        return f"{self.place}: {self.in_(load(SOURCE_LANGUAGE))}"


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
            yield Complaint(sentence.context, UNKNOWN_FIELD, name)
    for line in template.to:
        for name in sorted(_fields_of(line) - known):
            yield Complaint(f"{code}.to", UNKNOWN_FIELD, name)
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
                yield Complaint(place, UNKNOWN_SOURCE, key)
            elif source.reliability == "unverified":
                yield Complaint(place, UNVERIFIED, key)
        try:
            unknown = set(read_condition(condition).names()) - names
        except LanguageError as error:
            yield Complaint(place, UNREADABLE, str(error))
        else:
            yield from (Complaint(place, UNKNOWN_FACT, n) for n in sorted(unknown))


def _fields_of(text: str) -> frozenset[str]:
    """Return the fields of *text* as they are written: one is its name, and no more."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return frozenset({text})
    return frozenset(
        name + (f"!{conversion}" if conversion else "") + (f":{how}" if how else "")
        for _words, name, how, conversion in parsed
        if name is not None
    )


def _shape(
    template: LetterTemplate, known: Container[str], codes: Container[str]
) -> Iterator[Complaint]:
    code = template.code
    for name in template.references:
        if name not in LABELS:
            yield Complaint(f"{code}.references", UNKNOWN_LABEL, name)
    for refusal in template.forbidden:
        if refusal.instead and refusal.instead not in codes:
            yield Complaint(f"{code}.forbidden", UNKNOWN_LETTER, refusal.instead)
    for part in template.part:
        if part.items and part.items not in known:
            yield Complaint(f"{code}.{part.id}", UNKNOWN_FIELD, part.items)
    ids = [part.id for part in template.part]
    if len(set(ids)) != len(ids):
        yield Complaint(code, TWICE)
    if template.addressee == "other" and not template.to:
        yield Complaint(code, NOBODY)
    yield from _tables(template, known, ids)


def _tables(
    template: LetterTemplate, known: Container[str], ids: Container[str]
) -> Iterator[Complaint]:
    for table in template.table:
        wide = len(table.columns)
        place = f"{template.code}.{table.id}"
        if table.id not in ids:
            yield Complaint(place, AFTER_NONE)
        if table.shares and len(table.shares) != wide:
            yield Complaint(place, SHARES)
        if any(len(row.cells) != wide for row in table.row):
            yield Complaint(place, CELLS)
        if table.from_field and table.from_field not in known:
            yield Complaint(place, UNKNOWN_FIELD, table.from_field)


def _kept(template: LetterTemplate, shipped: LetterTemplate) -> Iterator[Complaint]:
    """An organisation changes words, not when a letter may be written."""
    if (template.code, template.id) != (shipped.code, shipped.id):
        yield Complaint(template.code, ANOTHER)
    if template.offered != shipped.offered:
        yield Complaint(f"{template.code}.offered", SAME_CONDITION)
    kept = {refusal.when for refusal in template.forbidden}
    for refusal in shipped.forbidden:
        if refusal.when not in kept:
            yield Complaint(f"{template.code}.forbidden", REFUSAL_GONE)
    if template.signed_by != shipped.signed_by:
        yield Complaint(f"{template.code}.signed_by", SAME_SIGNERS)


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
