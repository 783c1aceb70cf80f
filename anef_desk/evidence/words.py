"""The words of the evidence file.

It is read by a préfecture, the Défenseur des droits or a lawyer, and is written in
French alone; who reads it is also said on screen, and translated.
"""

from __future__ import annotations

from enum import StrEnum

from anef_desk.i18n import N_


class Purpose(StrEnum):
    """For whom the file is built."""

    SUBSTITUTION = "substitution"
    DEFENDER = "defender"
    LAWYER = "lawyer"


REMEDIES = {Purpose.SUBSTITUTION: "E5", Purpose.DEFENDER: "E7"}
"""The remedy each file supports; a lawyer chooses."""

READERS = {
    Purpose.SUBSTITUTION: N_("Préfecture"),
    Purpose.DEFENDER: N_("Défenseur des droits"),
    Purpose.LAWYER: N_("Avocat ou avocate"),
}
"""Who reads each file, as the screen says it."""

TITLES = {
    Purpose.SUBSTITUTION: "Dossier pour demander à déposer autrement",
    Purpose.DEFENDER: "Dossier pour le Défenseur des droits",
    Purpose.LAWYER: "Dossier pour l’avocat ou l’avocate",
}

ADDRESSEES = {
    Purpose.SUBSTITUTION: "Pour la préfecture, service des étrangers.",
    Purpose.DEFENDER: "Pour le délégué du Défenseur des droits.",
    Purpose.LAWYER: "Pour l’avocat ou l’avocate de la personne.",
}

ASKED = {
    Purpose.SUBSTITUTION: "La personne demande une autre voie pour déposer.",
    Purpose.DEFENDER: "La personne demande l’aide du Défenseur des droits.",
    Purpose.LAWYER: "La personne demande quel recours est possible, et quand.",
}

DOCUMENTS = {
    "deposit": "Confirmation de dépôt",
    "api": "Attestation de prolongation (API)",
    "adf": "Attestation de décision favorable (ADF)",
    "recepisse": "Récépissé",
    "atda": "Attestation de demande d’asile (ATDA)",
    "aps": "Autorisation provisoire de séjour (APS)",
    "permit": "Carte de séjour",
    "resident_card": "Carte de résident",
    "vls_ts": "Visa long séjour (VLS-TS)",
    "convocation": "Convocation",
    "protection_decision": "Décision de protection",
}

NAME = "Nom et prénoms"
BIRTH = "Date de naissance"
NATIONALITY = "Nationalité"
NUMERO_ETRANGER = "Numéro étranger"
REQUEST_NUMBER = "Numéro de la demande"
PREFECTURE = "Préfecture"
PROCEDURE = "Démarche"
ASKED_LABEL = "Ce qui est demandé"
BASIS_LABEL = "Textes"
MADE_BY = "Dossier préparé par"
MADE_ON = "Fait le"

SUMMARY = "En bref"
TRIES_ONE = "{number} essai noté sur le site"
TRIES_MANY = "{number} essais notés sur le site"
WEEKS_ONE = "pendant {number} semaine."
WEEKS_MANY = "sur {number} semaines différentes."
NO_TRY = "Aucun essai n’est noté."
FILED = "Demande déposée le {day}."
NO_ANSWER_SINCE = "Aucune réponse à la demande n’est notée le {day}."

REQUESTS = "Les demandes faites"
REQUESTS_HEADER = ("Date", "Demande", "Numéro ou accusé", "Réponse")
FILING = "Dépôt de la demande"
ANSWERED_ON = "Réponse le {day}"
UNANSWERED = "Aucune réponse notée"
NO_REQUEST = "Aucune demande n’est notée."

HARM = "Ce qui a été perdu"
HARM_HEADER = ("Depuis", "Jusqu’au", "Quoi")
STILL = "Continue"
NO_DOCUMENT = "Aucun document de séjour noté dans le dossier"
NO_HARM = "Aucune perte n’est notée."

DATES = "Les dates à surveiller"
DATES_HEADER = ("Date", "Délai", "Textes")
VERIFY = "à vérifier"

CHRONOLOGY = "Chronologie"
CHRONOLOGY_HEADER = ("Date", "Heure", "Ce qui s’est passé", "Pièces")
HAPPENED = {
    "document": "Document reçu : {what}.",
    "filing": "Demande déposée : {what}.",
    "attempt": "Essai : {what}.",
    "remedy": "Démarche : {what}.",
    "letter": "Courrier : {what}.",
    "reply": "Réponse reçue : {what}.",
    "gap": "Aucun document de séjour noté à partir de ce jour.",
    "harm": "Perte : {what}.",
}
VALID_UNTIL = "Valable jusqu’au {day}."
UNTIL = "Jusqu’au {day}."
STEP = "Étape : {said}."
MESSAGE = "Message affiché : «\u00a0{said}\u00a0»."
NOTE = "Note : {said}."
DEVICE = "Appareil : {said}."
NUMBER = "Numéro : {said}."

EXHIBITS = "Liste des pièces"
EXHIBITS_HEADER = ("N°", "Pièce", "Date", "Page")
NO_EXHIBIT = "Aucune pièce n’est jointe."
EXHIBIT = "Pièce {number}"
PAGE = "page {page} sur {pages}"
GONE = "Pièce retirée du dossier depuis"
UNNAMED = "Pièce jointe"
APART = "à part"
CLOSING = (
    "Ce dossier reprend ce qui a été noté au fur et à mesure, avec les dates."
    " Il ne relate que ce qui a été constaté."
)
SIGNATURE = "Date et signature de la personne :"
