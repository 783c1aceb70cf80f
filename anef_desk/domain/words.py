"""The words of a file: documents, states, situations; marked, translated where shown."""

from __future__ import annotations

from anef_desk.domain.case import CaseState, Channel
from anef_desk.domain.person import Housing, Marital, Status
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.domain.supporting_document import MarkState
from anef_desk.i18n import N_

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
