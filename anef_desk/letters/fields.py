"""What the file says, as the fields of letters: each a value, still in no language.

Days stay days, so that each copy writes them in its own language. A field that is
absent is not known, and what needs it is left out or asked for.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from datetime import date

from anef_desk.domain.case import Case
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Person, Status
from anef_desk.domain.prefecture import Prefecture
from anef_desk.domain.residence_document import (
    PROVISIONAL,
    TITLES,
    Kind,
    ResidenceDocument,
)
from anef_desk.i18n import N_

Value = str | date
Fields = Mapping[str, Value]

CIVILITIES = {Civility.MADAME: N_("Madame"), Civility.MONSIEUR: N_("Monsieur")}

DOCUMENTS = {
    Kind.API: N_("attestation de prolongation d’instruction"),
    Kind.ADF: N_("attestation de décision favorable"),
    Kind.RECEPISSE: N_("récépissé"),
    Kind.PERMIT: N_("carte de séjour"),
    Kind.RESIDENT_CARD: N_("carte de résident"),
    Kind.VLS_TS: N_("visa long séjour valant titre de séjour"),
    Kind.APS: N_("autorisation provisoire de séjour"),
    Kind.ATDA: N_("attestation de demande d’asile"),
}
"""Names of documents in a sentence; translated like the interface."""

PROTECTIONS = {
    Status.REFUGEE: N_("réfugié·e (décision de l’OFPRA ou de la CNDA)"),
    Status.SUBSIDIARY_PROTECTION: N_(
        "bénéficiaire de la protection subsidiaire (décision de l’OFPRA ou de la CNDA)"
    ),
}


FIELDS = frozenset(
    [
        "civility",
        "name",
        "used_name",
        "birth",
        "birth_place",
        "nationality",
        "numero_etranger",
        "person_address",
        "person_phone",
        "person_email",
        "prefecture",
        "prefecture_service",
        "prefecture_address",
        "decision_on",
        "decision_number",
        "protection",
        "organisation",
        "organisation_phone",
        "organisation_email",
        "filed_on",
        "request_number",
        "document",
        "document_from",
        "document_until",
        "api_from",
        "api_until",
        "document_mention",
        "adf_until",
        "recepisse_until",
        "aps_until",
        "paper",
        "paper_from",
        "paper_until",
        "paper_mention",
        "title",
        "title_until",
    ]
)
"""The names of every field the file may hold."""


def letter_fields(
    person: Person,
    organisation: Organisation,
    documents: tuple[ResidenceDocument, ...],
    case: Case | None,
    answers: Mapping[str, Value],
) -> dict[str, Value]:
    """Return every field that is known, save those of `paper_fields`.

    Args:
        person: Whose letter it is.
        organisation: Whose letterhead it bears.
        documents: What the person holds, the one that ends last first.
        case: The case it is about, if any.
        answers: What was typed for the fields that were asked, by key.
    """
    filing = case.filing if case else None
    held = next((d for d in documents if d.kind in DOCUMENTS), None)
    api, adf, recepisse, aps = (
        next((d for d in documents if d.kind is kind), None) for kind in PROVISIONAL
    )
    title = next((d for d in documents if d.kind in TITLES), None)
    found: dict[str, Value | None] = {
        "civility": person.civility and CIVILITIES[person.civility],
        "name": person.display_name,
        "used_name": person.used_name,
        "birth": _birth(person.birth_date),
        "birth_place": person.birth_place,
        "nationality": person.nationality,
        "numero_etranger": person.numero_etranger,
        "person_address": person.address,
        "person_phone": person.phone,
        "person_email": person.email,
        "prefecture": person.prefecture,
        "decision_on": person.protection_decision_on,
        "decision_number": person.protection_decision_number,
        "protection": person.status and PROTECTIONS.get(person.status),
        "organisation": organisation.name,
        "organisation_phone": organisation.phone,
        "organisation_email": organisation.email,
        "filed_on": filing.filed_on if filing else None,
        "request_number": filing.number if filing else None,
        "document": DOCUMENTS[held.kind] if held else None,
        "document_from": held.starts_on if held else None,
        "document_until": held.ends_on if held else None,
        "api_from": api.starts_on if api else None,
        "api_until": api.ends_on if api else None,
        "document_mention": held.mention if held else None,
        "adf_until": adf.ends_on if adf else None,
        "recepisse_until": recepisse.ends_on if recepisse else None,
        "aps_until": aps.ends_on if aps else None,
        "title": DOCUMENTS[title.kind] if title else None,
        "title_until": title.ends_on if title else None,
    }
    known = {name: value for name, value in found.items() if value}
    said = {key: value for key, value in answers.items() if str(value).strip()}
    return {**known, **said}


def paper_fields(
    documents: Iterable[ResidenceDocument], on: date, refused: Container[Kind]
) -> dict[str, Value]:
    """Return what is shown on the day *on*: a provisional document, else a title.

    Args:
        documents: What the person holds, the one that ends last first.
        on: The day of the letter, on which it is still valid.
        refused: The kinds that come last, see `refused_papers`.
    """
    valid = [d for d in documents if d.ends_on is not None and d.ends_on >= on]
    kinds = sorted((*PROVISIONAL, *TITLES), key=lambda kind: kind in refused)
    paper = next((d for kind in kinds for d in valid if d.kind is kind), None)
    if paper is None:
        return {}
    found = {
        "paper": DOCUMENTS[paper.kind],
        "paper_from": paper.starts_on,
        "paper_until": paper.ends_on,
        "paper_mention": paper.mention,
    }
    return {name: value for name, value in found.items() if value}


def prefecture_fields(prefecture: Prefecture | None) -> dict[str, Value]:
    """Return what the book says of the prefecture a letter goes to."""
    if prefecture is None:
        return {}
    found = {
        "prefecture_service": prefecture.service,
        "prefecture_address": prefecture.address,
    }
    return {name: value for name, value in found.items() if value.strip()}


def with_days(fields: Mapping[str, Value], scope: Mapping[str, object]) -> Fields:
    """Return *fields* with the days of *scope*: those answered, those computed."""
    days = {
        name: value
        for name, value in scope.items()
        if isinstance(value, date) and name.isidentifier()
    }
    return {**days, **fields}


def with_dates(answers: Mapping[str, str], keys: Iterable[str]) -> dict[str, Value]:
    """Return *answers* where those of *keys* are days.

    They are typed as ``02/03/2026`` or ``2026-03-02``. Anything else is not known: of
    ``02/03/26``, nobody can tell the year, nor whether the day comes first.
    """
    found: dict[str, Value] = dict(answers)
    for key in keys:
        text = str(found.pop(key, "")).strip()
        shape = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
        if shape is not None:
            parts = {name: int(figures) for name, figures in shape.groupdict().items()}
            with suppress(ValueError):
                found[key] = date(**parts)
    return found


_YEAR = r"(?P<year>(?:19|20|21)\d{2})"
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/" + _YEAR, re.ASCII)
_YEAR_FIRST = re.compile(_YEAR + r"-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)


def _birth(birth: PartialDate | None) -> Value | None:
    """Return a day when it is known whole, else what papers print."""
    if birth is None:
        return None
    if birth.month is None or birth.day is None:
        return birth.printed
    return birth.earliest
