"""What a file says of a person, to be read by them: no word of computing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from anef_desk.catalogue.library import Library
from anef_desk.domain.attachment import Attachment
from anef_desk.domain.identity import Identity
from anef_desk.domain.letter import Letter
from anef_desk.domain.person import Person
from anef_desk.domain.person_data import FormerFile, Imported, OwnPlace, PersonData
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.words import (
    HOUSING,
    ISSUED_FOR,
    KINDS,
    MARITAL,
    PRINTED,
    READING,
    RELATIONS,
    STATUSES,
)
from anef_desk.i18n import N_, NAMES, Sentence, Translations
from anef_desk.letters.fields import CIVILITIES
from anef_desk.letters.page import ReadingSheet
from anef_desk.letters.person_notes import cases, notes
from anef_desk.letters.record_sheet import (
    Fact,
    Line,
    Part,
    Say,
    Titled,
    Together,
    Told,
    record_sheet,
)
from anef_desk.letters.template import templates

TITLE = Told(N_("Vos données dans ANEF Desk"))
LEAD = Told(
    N_(
        "Cette page dit tout ce que la structure a noté sur vous dans ce logiciel."
        " Si quelque chose est faux, demandez qu’on le corrige."
    )
)

IDENTITY = {
    "family_name": N_("Nom de naissance"),
    "given_names": N_("Prénoms"),
    "used_name": N_("Nom d’usage"),
    "native_name": N_("Nom dans votre écriture"),
    "civility": N_("Civilité"),
    "birth_date": N_("Date de naissance"),
    "birth_place": N_("Lieu de naissance"),
    "nationality": N_("Nationalité"),
    "numero_etranger": N_("Numéro étranger"),
    "status": N_("Situation"),
    "marital": N_("Situation de famille"),
    "minor_children": N_("Enfants mineurs"),
    "housing": N_("Logement"),
    "address": N_("Adresse"),
    "phone": N_("Téléphone"),
    "email": N_("Adresse électronique"),
    "language": N_("Langue lue"),
    "other_languages": N_("Autres langues parlées"),
    "reading": N_("Lecture"),
    "prefecture": N_("Préfecture"),
    "protection_decision_on": N_("Décision de protection"),
    "protection_decision_number": N_("Numéro de la décision de protection"),
    "last_contact": N_("Dernier contact"),
}
"""Every field of a person, in the order it is read."""

WORDS: Mapping[str, Mapping[Any, str]] = {
    "civility": CIVILITIES,
    "status": STATUSES,
    "marital": MARITAL,
    "housing": HOUSING,
    "reading": READING,
}
"""The words of the fields that are one of a few."""

WORK = {
    None: "",
    True: N_("autorise à travailler"),
    False: N_("n’autorise pas à travailler"),
}
YEARS = N_("durée en années : {years}")

NOT_HERE = (
    N_(
        "Les copies de vos pièces sont à part, dans le dossier « pieces » : la copie 1"
        " est le fichier 01."
    ),
    N_(
        "Le texte des courriers, ce qui est en cours d’écriture et chaque changement"
        " du dossier sont dans le fichier « dossier.json »."
    ),
    N_(
        "Ce qui concerne quelqu’un d’autre n’est pas donné : les collègues qui ont"
        " écrit, et les autres personnes de votre foyer."
    ),
)


def person_sheet(
    data: PersonData,
    library: Library,
    texts: tuple[Translations, Translations],
    made: tuple[str, date],
) -> ReadingSheet:
    """Return everything *data* says that can be read, without an empty heading.

    Args:
        data: What the vault holds.
        library: Where the titles are of what the file names by codes.
        texts: French, and the language the person reads; twice French for one column.
        made: By which organisation, and the day.
    """
    return record_sheet(TITLE, LEAD, _parts(data, library), texts, made)


def _parts(data: PersonData, library: Library) -> Iterator[Part]:
    yield Part(Told(N_("Qui vous êtes")), tuple(_identity(data.person)))
    yield Part(Told(N_("Foyer")), tuple(_household(data.household)))
    yield Part(
        Told(N_("Identité sur chaque papier")), tuple(map(_printed, data.identities))
    )
    yield Part(
        Told(N_("Vos documents de séjour")),
        tuple(map(_document, data.residence_documents)),
    )
    yield from cases(data.cases, library)
    yield from notes(data, library)
    yield Part(
        Told(N_("Les courriers faits pour vous")), tuple(map(_letter, data.letters))
    )
    yield Part(
        Told(N_("Les copies gardées")),
        tuple(_copy(number, kept) for number, kept in enumerate(data.attachments, 1)),
    )
    yield Part(
        Told(N_("Fiche de poche")),
        tuple(
            (Fact(given.code), Told(N_("fait le {day}"), {"day": given.made_on}))
            for given in data.pocket_codes
        ),
    )
    yield Part(Told(N_("Venu d’un tableau importé")), tuple(map(_import, data.imports)))
    yield Part(
        Told(N_("Dossiers réunis ou séparés")),
        tuple(
            line
            for former in data.former_files
            for line in _former_file(former, data.person)
        ),
    )
    yield Part(Told(N_("La garde de votre dossier")), tuple(_retention(data.retention)))
    yield Part(
        Told(N_("Ce qui n’est pas sur cette page")),
        tuple((Told(""), Told(words)) for words in NOT_HERE),
    )


def _identity(person: Person) -> Iterator[Line]:
    for name, label in IDENTITY.items():
        said = _field(person, name)
        if said is not None:
            yield Told(label), said


def _field(person: Person, name: str) -> Say | None:
    """Return what *person* says under *name*; None of what is not known."""
    value = getattr(person, name)
    if value in {None, ""}:
        return None
    if name in WORDS:
        return Told(WORDS[name][value])
    if name == "birth_date":
        return Fact(value.printed)
    if name == "language":
        return Fact(NAMES.get(value, value))
    if isinstance(value, date):
        return Told("{day}", {"day": value})
    return Fact(str(value))


def _household(place: OwnPlace | None) -> Iterator[Line]:
    if place is not None:
        yield Fact(place.name), Told(RELATIONS[place.relation])


def _printed(identity: Identity) -> Line:
    birth = identity.birth_date
    names = (identity.family_name, identity.given_names)
    return Told(PRINTED[identity.source]), Together(
        (
            Fact(" ".join(name for name in names if name)),
            Fact(birth.printed if birth else ""),
            Fact(identity.birth_place),
        )
    )


def _document(document: ResidenceDocument) -> Line:
    purpose = document.issued_for
    days = (document.starts_on, document.ends_on)
    dated = " – ".join(f"{day:%d/%m/%Y}" if day else "…" for day in days)
    return Told(KINDS[document.kind]), Together(
        (
            Fact(document.number),
            Fact(dated if any(days) else ""),
            Fact(document.mention or ""),
            Told(ISSUED_FOR[purpose] if purpose else ""),
            Told(WORK[document.allows_work]),
            Told(YEARS, {"years": document.years}) if document.years else Told(""),
        )
    )


def _letter(letter: Letter) -> Line:
    template = templates().get(letter.template)
    title: Say = (
        Titled(Sentence(f"{template.code}.title", template.title))
        if template
        else Told(N_("Courrier {code}"), {"code": letter.template})
    )
    return title, Told(N_("fait le {day}"), {"day": letter.made_on})


def _copy(number: int, kept: Attachment) -> Line:
    values = {"title": kept.called, "day": kept.ends_on}
    return (
        Told(N_("Copie {number}"), {"number": number}),
        Told(N_("{title}, gardée jusqu’au {day}"), values),
    )


def _import(imported: Imported) -> Line:
    filled = tuple(
        Told(IDENTITY[name]) if name in IDENTITY else Fact(name)
        for name in imported.fields
    )
    return Told("{day}", {"day": imported.made_on}), Together(filled)


def _former_file(former: FormerFile, person: Person) -> Iterator[Line]:
    """Give what one file said before and the file says otherwise today."""
    days = (
        Told(N_("Réuni le {day}"), {"day": former.merged_on}),
        Told(N_("Séparé le {day}"), {"day": former.undone_on})
        if former.undone_on
        else Told(""),
    )
    yield Together(days), Fact(former.person.display_name)
    for name, label in IDENTITY.items():
        said = _field(former.person, name)
        if said is not None and said != _field(person, name):
            yield Told(label), said
    yield from _retention(former.retention)


def _retention(kept: Retention | None) -> Iterator[Line]:
    words = {
        Decision.KEEP: N_("Gardé, décidé le {day}"),
        Decision.FREEZE: N_("Gelé, décidé le {day}"),
    }
    if kept is not None:
        until = Told(N_("jusqu’au {day}"), {"day": kept.until})
        yield (
            Told(words[kept.decision], {"day": kept.decided_on}),
            Together((Fact(kept.reason), until if kept.until else Told(""))),
        )
