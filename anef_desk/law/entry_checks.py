"""What is odd about a residence document, said while it is copied into the file.

What the catalogue raises about documents is raised here too, before anything is kept;
lengths and gaps are compared with the texts that set them. Words that name a date have
it as a named field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from anef_desk.catalogue.library import Library
from anef_desk.domain.case import Case
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.i18n import N_, Sentence
from anef_desk.law.alerts import Alert, alerts
from anef_desk.law.basis import Basis, basis
from anef_desk.law.file_facts import facts_of
from anef_desk.law.identity import compared
from anef_desk.law.situation import scope_on
from anef_desk.law.time_limits import TimeLimit, last_day

PROTECTED: Final = frozenset({Status.REFUGEE, Status.SUBSIDIARY_PROTECTION})

_STAYS: Final = frozenset(Kind) - {
    Kind.DEPOSIT,
    Kind.CONVOCATION,
    Kind.PROTECTION_DECISION,
}
"""Documents of which one should follow the other without a day between them."""

_PRINTED: Final[Mapping[Kind, Printed]] = {
    Kind.API: Printed.API,
    Kind.ATDA: Printed.ATDA,
    Kind.RECEPISSE: Printed.RECEPISSE,
    Kind.PERMIT: Printed.PERMIT,
    Kind.RESIDENT_CARD: Printed.PERMIT,
    Kind.VLS_TS: Printed.VISA,
}

TITLES: Final = {
    "too-long": N_("Cette attestation dure plus de trois mois"),
    "too-short": N_("Ce récépissé dure moins d’un mois"),
    "aps": N_("Cette autorisation ne dure pas six mois"),
    "years": N_("Les dates ne font pas la durée accordée"),
    "gap": N_("Il y a un trou entre deux documents"),
    "over": N_("Ce document est déjà fini"),
    "name": N_("L’identité imprimée n’est pas celle de l’OFPRA"),
}

REASONS: Final = {
    "too-long": N_(
        "Elle vaut trois mois au plus, sauf la première d’une personne protégée."
        " Relisez les dates."
    ),
    "too-short": N_("Un récépissé vaut un mois au moins. Relisez les dates."),
    "aps": N_(
        "L’autorisation de la protection temporaire vaut six mois. Relisez les dates."
    ),
    "years": N_("D’après la durée, il devrait finir le {day}. Relisez les dates."),
    "gap": N_(
        "Du {first} au {last}, aucun document noté. S’il y en a eu un, ajoutez-le."
        " Sinon, gardez la preuve des demandes faites."
    ),
    "over": N_("Il s’est fini le {day}. Notez-le quand même, puis ajoutez le suivant."),
    "name": N_(
        "La personne peut demander la correction. Le courrier de rectification le dit."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Oddity:
    """One thing that is odd: what, why, and the texts it rests on."""

    code: str  # of a symptom, or of `TITLES`
    title: str | Sentence
    reason: str | Sentence
    basis: Basis | None
    days: Mapping[str, date] = field(default_factory=dict)  # the reason names them
    letter: str = ""


def oddities(  # noqa: PLR0913 - all that is known when a document is read
    document: ResidenceDocument,
    person: Person,
    others: Sequence[ResidenceDocument],
    identities: Sequence[Identity],
    case: Case | None,
    *,
    on: date,
    library: Library,
) -> tuple[Oddity, ...]:
    """Return what is odd about *document*, the law's own alerts first.

    Args:
        document: What is being copied.
        person: Who holds it.
        others: The other documents of the file.
        identities: Identities as documents print them.
        case: What the person asks for, if anything.
        on: Today.
        library: The law.
    """
    others = tuple(other for other in others if other.id != document.id)
    beside = tuple(other for other in others if other.kind is not document.kind)
    raised = _raised(person, (*beside, document), case, on, library)
    found = [
        Oddity(
            code=alert.symptom,
            title=alert.title,
            reason=alert.text,
            basis=alert.basis,
            letter=next(iter(alert.letters), ""),
        )
        for alert in raised
        if _is_about(alert, document)
    ]
    for code, keys, days in (
        *_length(document, person),
        *_gap(document, others, person),
        *_over(document, on),
    ):
        found.append(
            Oddity(
                code=code,
                title=TITLES[code],
                reason=REASONS[code],
                basis=basis(keys, library) if keys else None,
                days=days,
            )
        )
    if _is_misnamed(document, person, identities):
        found.append(
            Oddity(
                code="name",
                title=TITLES["name"],
                reason=REASONS["name"],
                basis=basis(("rgpd-16",), library),
                letter="L03",
            )
        )
    return tuple(found)


_Found = tuple[str, tuple[str, ...], Mapping[str, date]]


def _raised(
    person: Person,
    documents: Sequence[ResidenceDocument],
    case: Case | None,
    on: date,
    library: Library,
) -> tuple[Alert, ...]:
    facts = facts_of(person, documents, case, {})
    return alerts(facts, scope_on(facts, on, library), library)


def _is_about(alert: Alert, document: ResidenceDocument) -> bool:
    held = alert.document
    return held is not None and (held.kind, held.starts_on, held.ends_on) == (
        document.kind,
        document.starts_on,
        document.ends_on,
    )


def _length(document: ResidenceDocument, person: Person) -> list[_Found]:
    starts, ends, kind = document.starts_on, document.ends_on, document.kind
    if starts is None or ends is None:
        return []
    first_of_protected = (
        person.status in PROTECTED and document.issued_for is not IssuedFor.RENEWAL
    )
    day_after = ends + timedelta(days=1)
    if (
        kind is Kind.API
        and not first_of_protected
        and person.status is not None
        and day_after > last_day(starts, TimeLimit(3, "months")) + timedelta(days=1)
    ):
        return [("too-long", ("ceseda-r431-15-1",), {})]
    if kind is Kind.RECEPISSE and day_after < last_day(starts, TimeLimit(1, "months")):
        return [("too-short", ("ceseda-r431-12", "ceseda-r431-13"), {})]
    if (
        kind is Kind.APS
        and person.status is Status.TEMPORARY_PROTECTION
        and abs((last_day(starts, TimeLimit(6, "months")) - day_after).days) > 1
    ):
        return [("aps", ("ceseda-r581-4",), {})]
    if kind in {Kind.PERMIT, Kind.RESIDENT_CARD} and document.years:
        expected = last_day(starts, TimeLimit(12 * document.years, "months"))
        if abs((expected - day_after).days) > 1:
            return [("years", (), {"day": expected - timedelta(days=1)})]
    return []


def _gap(
    document: ResidenceDocument,
    others: Sequence[ResidenceDocument],
    person: Person,
) -> list[_Found]:
    """Return the days without a document before this one, after the one before."""
    starts = document.starts_on
    if starts is None or document.kind not in _STAYS:
        return []
    before = [
        other
        for other in others
        if other.kind in _STAYS
        and other.ends_on is not None
        and (other.starts_on or other.ends_on) < starts
    ]
    last = max((other.ends_on for other in before if other.ends_on), default=None)
    if last is None or last >= starts - timedelta(days=1):
        return []
    keys = {
        Status.REFUGEE: ("ceseda-r431-15-3",),
        Status.SUBSIDIARY_PROTECTION: ("ceseda-r431-15-4",),
    }.get(person.status or Status.UNDOCUMENTED, ("ceseda-r431-15-1",))
    days = {"first": last + timedelta(days=1), "last": starts - timedelta(days=1)}
    return [("gap", keys, days)]


def _over(document: ResidenceDocument, on: date) -> list[_Found]:
    ends = document.ends_on
    if ends is None or ends >= on or document.kind is Kind.CONVOCATION:
        return []
    return [("over", (), {"day": ends})]


def _is_misnamed(
    document: ResidenceDocument, person: Person, identities: Sequence[Identity]
) -> bool:
    source = _PRINTED.get(document.kind)
    has_reference = any(i.source is Printed.OFPRA for i in identities)
    return has_reference and any(
        one.identity.source is source and bool(one.differences)
        for one in compared(person, identities)
    )
