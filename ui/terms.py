"""The words the pages share: documents, states, days; in the window's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from anef_desk import i18n
from anef_desk.clock import PARIS
from anef_desk.domain import words as domain_words
from anef_desk.domain.person import Civility
from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import N_, Translations
from anef_desk.law.basis import Basis
from anef_desk.law.words import RELIABILITIES
from ui.language import _, _n, current

if TYPE_CHECKING:  # Not at the start.
    from anef_desk.desk.safekeeping import BackupRow

KINDS = domain_words.KINDS
STATUSES = domain_words.STATUSES
MARITAL = domain_words.MARITAL
HOUSING = domain_words.HOUSING
CHANNELS = domain_words.CHANNELS
ISSUED_FOR = domain_words.ISSUED_FOR
MARKS = domain_words.MARKS
CASE_STATES = domain_words.CASE_STATES

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
    "staff.added": N_("collègue ajouté"),
    "staff.changed": N_("accès d’un collègue modifié"),
    "staff.left": N_("collègue retiré"),
    "staff.passphrase": N_("phrase secrète changée"),
    "recovery.printed": N_("feuille de secours faite"),
    "recovery.confirmed": N_("feuille de secours retapée"),
    "organisation.created": N_("coffre créé"),
    "organisation.changed": N_("en-tête modifié"),
    "setting.changed": N_("réglage modifié"),
    "prefecture.changed": N_("préfecture notée au carnet"),
    "prefecture.removed": N_("préfecture retirée du carnet"),
    "logo.kept": N_("logo ajouté"),
    "import.made": N_("tableau importé"),
    "import.undone": N_("import annulé"),
    "vault.rotated": N_("clé du coffre changée"),
    "vault.recovered": N_("coffre ouvert avec la feuille de secours"),
    "vault.copies_deleted": N_("anciennes sauvegardes supprimées"),
    "journal.sealed": N_("début du journal retiré"),
    "attachment.added": N_("copie ajoutée"),
    "attachment.changed": N_("date d’une copie changée"),
    "attachment.removed": N_("copie retirée"),
    "attachment.given": N_("copie préparée et enregistrée hors du coffre"),
    "person.exported": N_("copie des données donnée"),
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
