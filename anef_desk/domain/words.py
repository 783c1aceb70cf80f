"""The words of a file: documents, states, what happened; marked, translated where shown."""

from __future__ import annotations

from anef_desk.domain.case import CaseState, Channel, Outcome
from anef_desk.domain.event import EventKind
from anef_desk.domain.household import Relation
from anef_desk.domain.identity import Printed
from anef_desk.domain.incident import IncidentChannel
from anef_desk.domain.person import Housing, Marital, Reading, Status
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.domain.rights_loss import Cause, Right
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

READING = {
    Reading.WELL: N_("Lit bien"),
    Reading.A_LITTLE: N_("Lit un peu"),
    Reading.NOT: N_("Ne lit pas"),
}

RELATIONS = {
    Relation.REFERENCE: N_("Personne de référence"),
    Relation.SPOUSE: N_("Conjoint·e"),
    Relation.CHILD: N_("Enfant"),
    Relation.PARENT: N_("Parent"),
    Relation.SIBLING: N_("Frère ou sœur"),
    Relation.OTHER: N_("Autre lien"),
}

PRINTED = {
    Printed.OFPRA: N_("Acte ou décision de l’OFPRA"),
    Printed.ATDA: N_("Attestation de demande d’asile (ATDA)"),
    Printed.API: N_("Attestation de prolongation (API)"),
    Printed.RECEPISSE: N_("Récépissé"),
    Printed.PERMIT: N_("Carte de séjour"),
    Printed.PASSPORT: N_("Passeport"),
    Printed.VISA: N_("Visa"),
    Printed.ORIGIN: N_("Document du pays d’origine"),
    Printed.ANEF: N_("Compte ANEF, à l’écran"),
    Printed.OTHER: N_("Autre document"),
}

EVENTS = {
    EventKind.CAME: N_("Est venu·e"),
    EventKind.CALLED: N_("A appelé"),
    EventKind.WE_CALLED: N_("Appel passé"),
    EventKind.MESSAGE_SENT: N_("Message envoyé"),
    EventKind.MESSAGE_RECEIVED: N_("Message reçu"),
    EventKind.SCREENSHOT: N_("Capture d’écran faite"),
    EventKind.COUNTER_REFUSED: N_("Le guichet a refusé"),
}

OUTCOMES = {
    Outcome.GRANTED: N_("Accordé"),
    Outcome.REFUSED: N_("Refusé"),
    Outcome.CLOSED: N_("Clos sans décision"),
    Outcome.GIVEN_UP: N_("Abandonné"),
}

INCIDENT_CHANNELS = {
    IncidentChannel.ANEF: N_("Site ANEF"),
    IncidentChannel.PHONE: N_("Centre de contact, par téléphone"),
    IncidentChannel.FORM: N_("Centre de contact, par formulaire"),
    IncidentChannel.PAN: N_("Point d’accueil numérique (PAN)"),
    IncidentChannel.PREFECTURE: N_("Préfecture"),
    IncidentChannel.COUNTER: N_("Guichet d’un organisme"),
    IncidentChannel.OTHER: N_("Autre"),
}

LOST_RIGHTS = {
    Right.JOB: N_("Emploi"),
    Right.RSA: N_("RSA"),
    Right.CAF: N_("CAF"),
    Right.FRANCE_TRAVAIL: N_("France Travail"),
    Right.HOUSING: N_("Logement"),
    Right.CARE: N_("Soins"),
    Right.BANK: N_("Banque"),
    Right.TRAINING: N_("Formation"),
    Right.TRAVEL: N_("Voyage"),
}

LOSS_CAUSES = {
    Cause.EXPIRED: N_("Document fini avant le suivant"),
    Cause.REFUSED: N_("Document valable, mais refusé"),
    Cause.WAITING: N_("Aucun document encore remis"),
    Cause.OTHER: N_("Autre cause"),
}
