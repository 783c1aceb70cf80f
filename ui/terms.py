"""The words the pages share: documents, states, days; in the window's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from anef_desk import i18n
from anef_desk.clock import PARIS, day_of
from anef_desk.domain import words as domain_words
from anef_desk.domain.identifiers import made_at
from anef_desk.domain.person import Civility
from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import N_, Translations
from anef_desk.i18n.folding import folded
from anef_desk.law.basis import Basis
from anef_desk.law.words import RELIABILITIES
from ui.language import _, _n, current

if TYPE_CHECKING:  # Not at the start.
    from anef_desk.desk.safekeeping import BackupRow, Former
    from anef_desk.desk.views import EndedDocument
    from anef_desk.domain.staff import Staff

KINDS = domain_words.KINDS
STATUSES = domain_words.STATUSES
MARITAL = domain_words.MARITAL
HOUSING = domain_words.HOUSING
CHANNELS = domain_words.CHANNELS
ISSUED_FOR = domain_words.ISSUED_FOR
MARKS = domain_words.MARKS
CASE_STATES = domain_words.CASE_STATES
READING = domain_words.READING
RELATIONS = domain_words.RELATIONS
PRINTED = domain_words.PRINTED
EVENTS = domain_words.EVENTS
OUTCOMES = domain_words.OUTCOMES

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

CIVILITIES = {Civility.MADAME: N_("Madame"), Civility.MONSIEUR: N_("Monsieur")}

IDENTITY_FIELDS = {
    "family_name": N_("Nom de naissance"),
    "given_names": N_("Prénoms"),
    "birth_date": N_("Date de naissance"),
    "birth_place": N_("Lieu de naissance"),
}

SHEET_SECTIONS = {
    "account": N_("Compte"),
    "held": N_("Document tenu"),
    "situation": N_("Situation et motif"),
    "identity": N_("Identité et état civil"),
    "address": N_("Coordonnées"),
    "photo": N_("Code e-photo"),
    "documents": N_("Pièces à déposer"),
    "review": N_("Relecture et envoi"),
    "visa": N_("Visa"),
    "passport": N_("Passeport"),
    "entry": N_("Entrée en France et adresse"),
    "payment": N_("Paiement"),
    "confirmation": N_("Confirmation"),
    "parent": N_("Compte du parent"),
    "child": N_("Enfant"),
}

SHEET_NOTES = {
    "identity": N_("Recopier la décision de l’OFPRA, dans le même ordre."),
    "photo": N_(
        "Taper le code imprimé sur la planche de photos. Il n’est pas gardé ici."
    ),
    "documents": N_("Déposer les pièces une par une, d’après la liste de la démarche."),
    "review": N_("Relire chaque nom et chaque date avant d’envoyer."),
    "visa": N_("Recopier le visa exactement comme il est imprimé."),
    "passport": N_("Recopier le passeport exactement comme il est imprimé."),
    "entry": N_("La date d’entrée est celle du cachet."),
    "payment": N_("Carte bancaire ou timbre électronique."),
    "confirmation": N_("Télécharger la confirmation : elle porte le numéro étranger."),
    "parent": N_("Le parent se connecte avec son propre compte."),
    "child": N_("Un dossier par enfant : recopier ses propres papiers."),
}

SHEET_FIELDS = {
    "numero_etranger": N_("Numéro étranger"),
    "family_name": N_("Nom de naissance"),
    "used_name": N_("Nom d’usage"),
    "given_names": N_("Prénoms"),
    "birth_date": N_("Date de naissance"),
    "birth_place": N_("Lieu de naissance"),
    "nationality": N_("Nationalité"),
    "status": N_("Situation"),
    "marital": N_("Situation familiale"),
    "minor_children": N_("Enfants de moins de 18 ans"),
    "housing": N_("Logement"),
    "address": N_("Adresse"),
    "email": N_("Adresse électronique"),
    "phone": N_("Téléphone"),
    "decision_on": N_("Date de la décision OFPRA ou CNDA"),
    "decision_number": N_("Numéro de la décision"),
    "held_number": N_("Numéro du document"),
    "held_starts_on": N_("Valable du"),
    "held_ends_on": N_("Jusqu’au"),
}

CHANGED_FIELDS = {
    **SHEET_FIELDS,
    "native_name": N_("Nom dans son écriture"),
    "civility": N_("Civilité"),
    "language": N_("Langue lue"),
    "other_languages": N_("Autres langues parlées"),
    "reading": N_("Lecture"),
    "prefecture": N_("Préfecture"),
    "protection_decision_on": N_("Date de la décision OFPRA ou CNDA"),
    "protection_decision_number": N_("Numéro de la décision"),
    "kind": N_("Quoi"),
    "number": N_("Numéro"),
    "starts_on": N_("Valable du"),
    "ends_on": N_("Jusqu’au"),
    "mention": N_("Mention imprimée"),
    "allows_work": N_("Autorise à travailler"),
    "issued_for": N_("Pour quelle demande"),
    "years": N_("Durée accordée, en années"),
    "state": N_("État"),
    "answered_on": N_("Jour de la réponse"),
    "outcome": N_("Résultat"),
    "filing.filed_on": N_("Jour du dépôt"),
    "filing.number": N_("Numéro de la demande"),
    "filing.proof": N_("Preuve"),
    "source": N_("Document"),
    "note": N_("Note"),
    "day": N_("Jour"),
    "hour": N_("Heure"),
    "place": N_("Lieu"),
    "bring": N_("À apporter"),
    "name": N_("Nom du foyer"),
}
"""Fields whose change the history tells before and after."""

CHANGED_WORDS: dict[str, dict[str, str]] = {
    "status": {one.value: text for one, text in STATUSES.items()},
    "marital": {one.value: text for one, text in MARITAL.items()},
    "housing": {one.value: text for one, text in HOUSING.items()},
    "civility": {one.value: text for one, text in CIVILITIES.items()},
    "reading": {one.value: text for one, text in READING.items()},
    "state": {one.value: text for one, text in CASE_STATES.items()},
    "outcome": {one.value: text for one, text in OUTCOMES.items()},
    "source": {one.value: text for one, text in PRINTED.items()},
    "kind": {
        **{one.value: text for one, text in KINDS.items()},
        **{one.value: text for one, text in EVENTS.items()},
    },
}
"""Words of the values that are codes."""


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


def moment(at: datetime) -> str:
    """Say when something happened, on French clocks."""
    local = at.astimezone(ZoneInfo(PARIS))
    return _(
        "{day} à {time}",
        day=current().day(local.date()),
        time=i18n.left_to_right(f"{local:%H:%M}"),
    )


def ago(before: datetime, at: datetime) -> str:
    """Say how long ago *before* was, in French days."""
    zone = ZoneInfo(PARIS)
    return days_left(at.astimezone(zone).date(), before.astimezone(zone).date())


def backup_reason(row: BackupRow) -> str:
    """Say why a backup was made."""
    from anef_desk.desk.safekeeping import REASONS  # noqa: PLC0415 - not at the start

    return _(REASONS[row.reason]) if row.reason is not None else ""


SECOND_AWAY = N_(
    "Le second emplacement n’est pas branché. Branchez-le, puis supprimez aussi ses"
    " anciennes copies dans « Sauvegardes »."
)
"""Said of the copies a leaver can read when some may be out of reach."""


def deleted(gone: Former) -> str:
    """Say how many backups of a former key were deleted, and where more may be."""
    said = _n(
        "{number} sauvegarde supprimée.",
        "{number} sauvegardes supprimées.",
        len(gone.copies),
    )
    return f"{said} {_(SECOND_AWAY)}" if gone.elsewhere else said


def ends(on: date, last: date | None) -> str:
    """Say until when a document is valid."""
    if last is None:
        return _("sans date de fin")
    day = current().short_day(last)
    if last < on:
        return _("fini depuis le {day}", day=day)
    return _("jusqu’au {day}", day=day)


def not_enclosed(document: EndedDocument) -> str:
    """Say which supporting document a letter goes without, and why."""
    return _(
        "{document} : cette pièce a pris fin le {day}. Elle n’est pas jointe.",
        document=current().content(document.title),
        day=current().day(document.ended_on),
    )


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
    return "\u00a0\u00a0·  ".join(told)  # No line begins with a point.


def told_apart(staff: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return the names of (id, name, role) *staff*, as a list of them offers them.

    Those of one name are told apart by their role, else by the day they joined.
    """
    keys = [folded(name) for _identifier, name, _role in staff]
    held = [(key, role) for key, (_id, _name, role) in zip(keys, staff, strict=True)]
    told = []
    for key, (identifier, name, role) in zip(keys, staff, strict=True):
        parts = [name]
        if keys.count(key) > 1:
            parts.append(_(ROLES.get(role, "")))
        joined_at = made_at(identifier)
        if held.count((key, role)) > 1 and joined_at is not None:
            day = current().short_day(day_of(joined_at))
            parts.append(_("depuis le {day}", day=day))
        told.append(joined(parts))
    return told


def colleagues(staff: Sequence[Staff]) -> list[str]:
    """Return the names of *staff*, as `told_apart` does."""
    return told_apart([(one.id, one.name, one.role.value) for one in staff])


LANGUAGES = {
    "fr": N_("français"),
    "en": N_("anglais"),
    "ar": N_("arabe"),
    "fa_AF": N_("dari"),
    "uk": N_("ukrainien"),
}


def language_name(code: str) -> str:
    """Return the name of a language for whoever reads the window, then in itself.

    Its code when we have no name.
    """
    own = i18n.NAMES.get(code, code)
    if code not in LANGUAGES or code == current().language:
        return own
    return f"{_(LANGUAGES[code])} ({i18n.isolated(own)})"


def unreviewed(translations: Translations) -> str:
    """Say that a translation was not read by a native reader; "" when it was."""
    if translations.reviewed:
        return ""
    named = LANGUAGES.get(translations.language)
    return _(
        "Traduction ({language}) pas encore relue par une personne dont c’est la"
        " langue. Le français fait foi.",
        language=_(named) if named else translations.name,
    )


WRITTEN = ("L01", "L02", "L03", "L11")
"""Letters an alert may offer: those whose template is shipped."""

DAYS = {
    "entered_on": N_("Entrée en France"),
    "refused_on": N_("Refus reçu"),
    "reasons_requested_on": N_("Motifs du refus demandés"),
    "reasons_given_on": N_("Motifs du refus donnés"),
    "moved_on": N_("Changement d’adresse"),
    "photo_code_on": N_("Photo avec le code"),
    "first_protection_document_on": N_("Premier papier qui nomme la protection"),
    "travel_on": N_("Départ en voyage"),
    "visa_ends_on": N_("Fin du visa"),
    "completion_asked_on": N_("Pièces en plus demandées"),
    "completion_due_on": N_("Dernier jour pour envoyer les pièces en plus"),
    "completed_on": N_("Pièces en plus envoyées"),
    "informal_appeal_on": N_("Recours au préfet ou au ministre"),
    "message_sent_on": N_("Message envoyé à la préfecture"),
    "file_requested_on": N_("Copie du dossier demandée"),
    "benefit_refused_on": N_("Aide refusée ou arrêtée"),
    "bank_asked_on": N_("Dossier donné à la banque désignée"),
    "domiciled_on": N_("Début de l’élection de domicile"),
}
"""What happened on a day that can be noted in a case, by fact."""

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
    "case.answered": N_("question répondue"),
    "case.ended": N_("fin de la démarche notée"),
    "event.noted": N_("événement noté"),
    "event.changed": N_("événement modifié"),
    "event.removed": N_("événement retiré"),
    "identity.added": N_("identité d’un document notée"),
    "identity.changed": N_("identité d’un document modifiée"),
    "identity.removed": N_("identité d’un document retirée"),
    "appointment.made": N_("rendez-vous noté"),
    "appointment.changed": N_("rendez-vous modifié"),
    "appointment.removed": N_("rendez-vous retiré"),
    "household.made": N_("foyer ouvert"),
    "household.changed": N_("foyer modifié"),
    "household.removed": N_("foyer défait"),
    "person.merged": N_("deux dossiers réunis"),
    "person.parted": N_("dossiers séparés de nouveau"),
    "document.moved": N_("document venu d’un autre dossier"),
    "letter.moved": N_("courrier venu d’un autre dossier"),
    "attachment.moved": N_("copie venue d’un autre dossier"),
    "incident.moved": N_("essai venu d’un autre dossier"),
    "right.moved": N_("droit perdu venu d’un autre dossier"),
    "deadline.moved": N_("rappel venu d’un autre dossier"),
    "handover.moved": N_("relève venue d’un autre dossier"),
    "letter.made": N_("courrier fait"),
    "staff.added": N_("collègue ajouté"),
    "staff.changed": N_("accès d’un collègue modifié"),
    "staff.left": N_("collègue retiré"),
    "staff.passphrase": N_("phrase secrète changée"),
    "staff.renewed": N_("phrase secrète oubliée, une nouvelle donnée"),
    "recovery.printed": N_("feuille de secours faite"),
    "recovery.confirmed": N_("feuille de secours retapée"),
    "recovery.given_up": N_("feuille de secours perdue, abandonnée"),
    "organisation.created": N_("coffre créé"),
    "organisation.changed": N_("en-tête modifié"),
    "setting.changed": N_("réglage modifié"),
    "prefecture.changed": N_("préfecture notée au carnet"),
    "prefecture.removed": N_("préfecture retirée du carnet"),
    "logo.kept": N_("logo ajouté"),
    "import.made": N_("tableau importé"),
    "import.undone": N_("import annulé"),
    "vault.rotated": N_("clé du coffre changée"),
    "vault.restored": N_("sauvegarde reprise"),
    "vault.recovered": N_("coffre ouvert avec la feuille de secours"),
    "vault.copies_deleted": N_("anciennes sauvegardes supprimées"),
    "vault.damaged_deleted": N_("coffre abîmé supprimé"),
    "journal.sealed": N_("début du journal retiré"),
    "attachment.added": N_("copie ajoutée"),
    "attachment.changed": N_("date d’une copie changée"),
    "attachment.removed": N_("copie retirée"),
    "attachment.given": N_("copie préparée et enregistrée hors du coffre"),
    "person.exported": N_("copie des données donnée"),
    "person.erased": N_("dossier effacé"),
    "person.kept": N_("dossier gardé plus longtemps"),
    "person.frozen": N_("dossier gelé"),
    "person.thawed": N_("dossier rouvert"),
    "deadline.done": N_("date traitée"),
    "deadline.postponed": N_("rappel reporté"),
    "deadline.back": N_("rappel remis"),
    "handover.written": N_("relève écrite"),
    "handover.taken": N_("relève prise"),
    "handover.removed": N_("relève retirée"),
    "template.changed": N_("modèle de courrier modifié"),
    "template.restored": N_("modèle de courrier rétabli"),
    "incident.noted": N_("essai noté"),
    "incident.changed": N_("essai complété"),
    "incident.removed": N_("essai retiré"),
    "right.lost": N_("droit perdu noté"),
    "right.changed": N_("droit perdu précisé"),
    "right.removed": N_("droit perdu retiré"),
    "changed": N_("dossier modifié"),
}
"""What the journal says was done; its own words are the keys."""

ROLES = {
    "reader": N_("Bénévole, lecture seule"),
    "desk": N_("Accueil du public"),
    "case_worker": N_("Suivi des dossiers"),
    "coordinator": N_("Coordination"),
}
ROLES_SAID = {
    "reader": N_("Lit les dossiers. Ne change rien."),
    "desk": N_(
        "Ouvre les dossiers, note les documents et les pièces, fait les courriers."
    ),
    "case_worker": N_("Fait tout cela. Note aussi les dépôts et retire un document."),
    "coordinator": N_("Fait tout, et décide qui ouvre le coffre."),
}
"""What a member of staff does, by role."""

FACE_WORDS = {
    "progress": N_("Pièce {number} sur {total}"),
    "previous": N_("Précédente"),
    "next": N_("Suivante"),
    "close": N_("Fermer"),
    "turn": N_("Retourner l’écran"),
    "screen": N_("Changer d’écran"),
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
