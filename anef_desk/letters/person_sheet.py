"""What a file says of a person, to be read by them: no word of computing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from anef_desk.domain.appointment import Appointment
from anef_desk.domain.attachment import Attachment
from anef_desk.domain.case import Case
from anef_desk.domain.event import Event
from anef_desk.domain.household import Household
from anef_desk.domain.identity import Identity
from anef_desk.domain.letter import Letter
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.words import (
    CASE_STATES,
    CHANNELS,
    HOUSING,
    ISSUED_FOR,
    KINDS,
    MARITAL,
    MARKS,
    STATUSES,
)
from anef_desk.i18n import N_, Sentence, Translations
from anef_desk.letters.page import ReadingSheet
from anef_desk.letters.record_sheet import Fact, Part, Say, Told, record_sheet

TITLE = Told(N_("Vos données dans ANEF Desk"))
LEAD = Told(
    N_(
        "Cette page dit tout ce que la structure a noté sur vous dans ce logiciel."
        " Si quelque chose est faux, demandez qu’on le corrige."
    )
)

_IDENTITY = {
    "family_name": N_("Nom de naissance"),
    "given_names": N_("Prénoms"),
    "used_name": N_("Nom d’usage"),
    "native_name": N_("Nom dans votre écriture"),
    "birth_place": N_("Lieu de naissance"),
    "nationality": N_("Nationalité"),
    "numero_etranger": N_("Numéro étranger"),
    "address": N_("Adresse"),
    "phone": N_("Téléphone"),
    "email": N_("Adresse électronique"),
    "prefecture": N_("Préfecture"),
    "protection_decision_number": N_("Numéro de la décision de protection"),
}


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """Everything a vault holds about a person, but the bytes of attachments."""

    person: Person
    documents: Sequence[ResidenceDocument]
    cases: Sequence[tuple[Case, Sentence]]  # with the title of the procedure
    letters: Sequence[Letter]
    attachments: Sequence[Attachment]
    retention: Retention | None
    events: Sequence[Event] = ()
    identities: Sequence[Identity] = ()
    appointments: Sequence[Appointment] = ()
    household: Household | None = None


def person_sheet(
    data: PersonData, french: Translations, organisation: str, on: date
) -> ReadingSheet:
    """Return everything *data* says, in French."""
    return record_sheet(
        TITLE, LEAD, _parts(data, french), (french, french), (organisation, on)
    )


def _parts(data: PersonData, french: Translations) -> Iterator[Part]:
    yield Part(Told(N_("Qui vous êtes")), tuple(_identity(data.person)))
    yield Part(
        Told(N_("Vos documents de séjour")),
        tuple(_document(document) for document in data.documents),
    )
    for case, title in data.cases:
        yield Part(
            Told(
                N_("Démarche : {title}"),
                {"title": french.content(title) or case.procedure},
            ),
            tuple(_case(case)),
        )
    yield Part(
        Told(N_("Les courriers faits pour vous")),
        tuple(
            (
                Told(N_("Courrier {code}"), {"code": letter.template}),
                Told(N_("fait le {day}"), {"day": letter.made_on}),
            )
            for letter in data.letters
        ),
    )
    yield Part(
        Told(N_("Les copies gardées")),
        tuple(
            (
                Told(N_("Copie {number}"), {"number": number}),
                Told(
                    N_("{title}, gardée jusqu’au {day}"),
                    {"title": kept.title, "day": kept.ends_on},
                ),
            )
            for number, kept in enumerate(data.attachments, 1)
        ),
    )
    if data.retention is not None:
        yield Part(Told(N_("La garde de votre dossier")), (_retention(data.retention),))


def _identity(person: Person) -> Iterator[tuple[Told, Say]]:
    for name, label in _IDENTITY.items():
        text = str(getattr(person, name))
        if text:
            yield Told(label), Fact(text)
    if person.birth_date is not None:
        yield Told(N_("Date de naissance")), Fact(person.birth_date.printed)
    for label, words in (
        (N_("Situation"), person.status and STATUSES[person.status]),
        (N_("Situation de famille"), person.marital and MARITAL[person.marital]),
        (N_("Logement"), person.housing and HOUSING[person.housing]),
    ):
        if words:
            yield Told(label), Told(words)
    if person.minor_children is not None:
        yield Told(N_("Enfants mineurs")), Fact(str(person.minor_children))
    for label, day in (
        (N_("Décision de protection"), person.protection_decision_on),
        (N_("Dernier contact"), person.last_contact),
    ):
        if day is not None:
            yield Told(label), Told("{day}", {"day": day})


def _document(document: ResidenceDocument) -> tuple[Told, Say]:
    days = " – ".join(
        f"{day:%d/%m/%Y}" if day else "…"
        for day in (document.starts_on, document.ends_on)
    )
    dated = days if document.starts_on or document.ends_on else ""
    parts = (document.number, dated, document.mention or "")
    said = "  ·  ".join(part for part in parts if part)
    if said:
        return Told(KINDS[document.kind]), Fact(said)
    purpose = ISSUED_FOR[document.issued_for] if document.issued_for else ""
    return Told(KINDS[document.kind]), Told(purpose)


def _case(case: Case) -> Iterator[tuple[Told, Say]]:
    yield (
        Told(CASE_STATES[case.state]),
        Told(N_("ouverte le {day}"), {"day": case.opened_on}),
    )
    if case.filing is not None:
        filing = case.filing
        yield (
            Told(CHANNELS[filing.channel]),
            Told(N_("déposé le {day}"), {"day": filing.filed_on}),
        )
        for text in (filing.number, filing.proof):
            if text:
                yield Told(""), Fact(text)
    for mark in case.marks:
        told = " ".join(part for part in (mark.requirement, mark.reason) if part)
        yield Told(MARKS[mark.state]), Fact(told)
    if case.symptoms:
        yield Told(N_("Blocages notés")), Fact(", ".join(case.symptoms))
    for taken in case.remedies:
        told = " ".join(part for part in (taken.remedy, taken.reference) if part)
        yield (
            Told(N_("Recours essayé le {day}"), {"day": taken.taken_on}),
            Fact(told),
        )


def _retention(kept: Retention) -> tuple[Told, Say]:
    words = {
        Decision.KEEP: N_("Gardé, décidé le {day}"),
        Decision.FREEZE: N_("Gelé, décidé le {day}"),
    }
    return Told(words[kept.decision], {"day": kept.decided_on}), Fact(kept.reason)
