"""The words the pages share: documents, states, days; in the window's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from anef_desk import i18n
from anef_desk.domain.case import CaseState, Channel
from anef_desk.domain.person import Civility, Housing, Marital, Status
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.domain.supporting_document import MarkState
from anef_desk.i18n import N_, Translations
from anef_desk.law.basis import Basis
from anef_desk.law.words import RELIABILITIES
from ui.language import _, _n, current

KINDS = {
    Kind.DEPOSIT: N_("Confirmation de dépôt"),
    Kind.API: N_("Attestation de prolongation (API)"),
    Kind.ADF: N_("Attestation de décision favorable (ADF)"),
    Kind.RECEPISSE: N_("Récépissé"),
    Kind.ATDA: N_("Attestation de demande d’asile (ATDA)"),
    Kind.APS: N_("Autorisation provisoire de séjour (APS)"),
    Kind.PERMIT: N_("Carte de séjour"),
    Kind.RESIDENT_CARD: N_("Carte de résident"),
    Kind.VLS_TS: N_("Visa long séjour valant titre (VLS-TS)"),
    Kind.CONVOCATION: N_("Convocation"),
    Kind.PROTECTION_DECISION: N_("Décision de l’OFPRA ou de la CNDA"),
}

SHORT_KINDS = {
    Kind.DEPOSIT: N_("Confirmation de dépôt"),
    Kind.API: N_("API"),
    Kind.ADF: N_("ADF"),
    Kind.RECEPISSE: N_("Récépissé"),
    Kind.ATDA: N_("ATDA"),
    Kind.APS: N_("APS"),
    Kind.PERMIT: N_("Carte de séjour"),
    Kind.RESIDENT_CARD: N_("Carte de résident"),
    Kind.VLS_TS: N_("VLS-TS"),
    Kind.CONVOCATION: N_("Convocation"),
    Kind.PROTECTION_DECISION: N_("Décision de protection"),
}
"""For a list, where the full name would not leave room for the date."""

STATUSES = {
    Status.REFUGEE: N_("Personne réfugiée"),
    Status.SUBSIDIARY_PROTECTION: N_("Protection subsidiaire"),
    Status.STATELESS: N_("Personne apatride"),
    Status.FAMILY_OF_REFUGEE: N_("Famille d’une personne réfugiée"),
    Status.FAMILY_OF_SUBSIDIARY_PROTECTION: N_(
        "Famille d’une personne en protection subsidiaire"
    ),
    Status.FAMILY_OF_STATELESS: N_("Famille d’une personne apatride"),
    Status.TEMPORARY_PROTECTION: N_("Protection temporaire"),
    Status.ASYLUM_SEEKER: N_("Demande d’asile en cours"),
    Status.VISA_HOLDER: N_("Titulaire d’un visa"),
    Status.PERMIT_HOLDER: N_("Titulaire d’un autre titre"),
    Status.EU_CITIZEN: N_("Citoyen·ne de l’Union européenne"),
    Status.FAMILY_OF_EU_CITIZEN: N_("Famille d’un·e citoyen·ne de l’Union"),
    Status.BRITISH_WITHDRAWAL: N_("Accord de retrait britannique"),
    Status.UNDOCUMENTED: N_("Sans document de séjour"),
}

MARITAL = {
    Marital.SINGLE: N_("Célibataire"),
    Marital.MARRIED: N_("Marié·e"),
    Marital.PACS: N_("Pacsé·e"),
    Marital.DIVORCED: N_("Divorcé·e"),
    Marital.WIDOWED: N_("Veuf ou veuve"),
}

HOUSING = {
    Housing.OWN: N_("Chez soi"),
    Housing.HOSTED: N_("Chez quelqu’un"),
    Housing.SHELTER: N_("En centre d’hébergement"),
    Housing.DOMICILED: N_("Sans adresse stable, avec domiciliation"),
}

CIVILITIES = {Civility.MADAME: N_("Madame"), Civility.MONSIEUR: N_("Monsieur")}

CHANNELS = {
    Channel.ANEF: N_("Sur l’ANEF"),
    Channel.PREFECTURE: N_("À la préfecture"),
    Channel.OTHER: N_("Autrement"),
}

ISSUED_FOR = {
    IssuedFor.FIRST: N_("Première demande"),
    IssuedFor.RENEWAL: N_("Renouvellement"),
}

MARKS = {
    MarkState.SEEN: N_("Vu"),
    MarkState.COPIED: N_("Copié"),
    MarkState.MISSING: N_("Manque"),
    MarkState.EXPIRED: N_("À refaire"),
    MarkState.CANNOT_GET: N_("Impossible à obtenir"),
    MarkState.NOT_APPLICABLE: N_("Non concerné"),
}

CASE_STATES = {
    CaseState.TO_PREPARE: N_("À préparer"),
    CaseState.READY: N_("Prêt à déposer"),
    CaseState.FILED: N_("Déposé, sans réponse"),
    CaseState.ANSWERED: N_("Répondu"),
}


def days_left(on: date, last: date) -> str:
    """Say how far *last* is from *on*, as people do."""
    days = (last - on).days
    if days == 0:
        return _("aujourd’hui")
    if days == 1:
        return _("demain")
    if days == -1:
        return _("hier")
    if days > 0:
        return _n("dans {number} jour", "dans {number} jours", days)
    return _n("il y a {number} jour", "il y a {number} jours", -days)


def ends(on: date, last: date | None) -> str:
    """Say until when a document is valid."""
    if last is None:
        return _("sans date de fin")
    day = current().short_day(last)
    if last < on:
        return _("fini depuis le {day}", day=day)
    return _("jusqu’au {day}", day=day)


def holding(kind: Kind, until: date | None, on: date) -> str:
    """Say what somebody holds, and until when, in words."""
    document = _(SHORT_KINDS[kind])
    if until is None:
        return document
    day = current().day(until)
    days = (until - on).days
    if days == 0:
        return _("{document} jusqu’à ce soir, {day}", document=document, day=day)
    if days > 0:
        return _n(
            "{document} jusqu’au {day}, encore {number} jour",
            "{document} jusqu’au {day}, encore {number} jours",
            days,
            document=document,
            day=day,
        )
    return _n(
        "{document} jusqu’au {day}, plus valable depuis {number} jour",
        "{document} jusqu’au {day}, plus valable depuis {number} jours",
        -days,
        document=document,
        day=day,
    )


def born(birth: str) -> str:
    """Say when somebody was born; *birth* is as papers print it, perhaps partial."""
    if not birth:
        return ""
    parts = birth.split("/")
    if len(parts) == len(("day", "month", "year")):
        return _("né·e le {birth}", birth=birth)
    if len(parts) == len(("month", "year")):
        return _("naissance : {birth}", birth=birth)
    return _("né·e en {birth}", birth=birth)


SOON = 30
"""Days before an end from which it is shown as near."""


def validity(until: date | None, on: date) -> Literal["late", "soon", "done", "none"]:
    """Return how the end of a document is shown."""
    if until is None:
        return "none"
    days = (until - on).days
    return "late" if days < 0 else "soon" if days <= SOON else "done"


def resting_on(basis: Basis) -> str:
    """Say what a statement rests on, and how far that may be trusted."""
    texts = " · ".join(basis.texts[:3])
    reliability = _(RELIABILITIES[basis.reliability])
    return _("Source : {texts} ({reliability})", texts=texts, reliability=reliability)


def joined(parts: Sequence[str]) -> str:
    """Put short facts side by side, each keeping its own order."""
    turns = current().direction == "rtl"
    told = [i18n.isolated(part) if turns else part for part in parts if part]
    return "  ·  ".join(told)


def language_name(code: str) -> str:
    """Return the name of a language, in itself; its code when we have no name."""
    return i18n.NAMES.get(code, code)


def unreviewed(translations: Translations) -> str:
    """Say that a translation was not read by a native reader; "" when it was."""
    if translations.reviewed:
        return ""
    return _(
        "Traduction ({language}) pas encore relue par une personne dont c’est la"
        " langue. Le français fait foi.",
        language=translations.name,
    )


WRITTEN = ("L01", "L02", "L03", "L11")
"""Letters an alert may offer: those whose template is shipped."""

SEEN_ON = N_("Vu le {day}")
VALID_UNTIL = N_("Valable jusqu’au {day}")
COPIED_ON = N_("Copié le {day}")
GATHERED_WORDS = N_("Pièces : {gathered} sur {needed} réunies")

ACTIONS = {
    "person.created": N_("dossier ouvert"),
    "person.changed": N_("identité ou situation modifiée"),
    "person.opened": N_("dossier consulté"),
    "document.added": N_("document de séjour ajouté"),
    "document.changed": N_("document de séjour modifié"),
    "document.removed": N_("document de séjour retiré"),
    "case.opened": N_("démarche ouverte"),
    "case.marked": N_("pièce notée"),
    "case.filed": N_("dépôt noté"),
    "case.taken": N_("recours essayé"),
    "case.noticed": N_("blocage noté"),
    "case.changed": N_("démarche modifiée"),
    "letter.made": N_("courrier fait"),
    "right.lost": N_("droit perdu noté"),
    "right.changed": N_("droit perdu précisé"),
    "right.removed": N_("droit perdu retiré"),
    "changed": N_("dossier modifié"),
}
"""What the journal says was done; its own words are the keys."""

FACE_WORDS = {
    "progress": N_("Pièce {number} sur {total}"),
    "previous": N_("Précédente"),
    "next": N_("Suivante"),
    "close": N_("Fermer"),
    "french": N_("En français, sur les formulaires : {name}"),
}
"""What the person's half says; read in the person's language, not the window's."""

CHANNELS_SAID = {
    "anef": N_("Se fait sur l’ANEF"),
    "prefecture": N_("Se fait à la préfecture, pas sur l’ANEF"),
    "other": N_("Ne se fait pas sur l’ANEF"),
}

TO_VERIFY = N_("Points à vérifier")
FROM_DAY = N_("À partir du {day}")
UNTIL_DAY = N_("Au plus tard le {day}")
SOURCES = N_("Sources : {texts}. Fiabilité : {reliability}.")
