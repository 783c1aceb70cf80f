"""The words an answer is told with, on screen and on paper: interface sentences."""

from __future__ import annotations

from collections.abc import Mapping

from anef_desk.i18n import N_, Translations
from anef_desk.law.reading import Moment, MomentName, Way

SECTIONS = {
    "danger": N_("Attention"),
    "who": N_("Pour qui"),
    "where": N_("Où faire la demande"),
    "window": N_("Quand faire la demande"),
    "step": N_("Les étapes"),
    "requirement": N_("Les pièces"),
    "fee": N_("Ce que cela coûte"),
    "issued": N_("Ce que l’on reçoit"),
    "delay": N_("Combien de temps cela prend"),
    "deadline": N_("Les dates à surveiller"),
    "block": N_("Ce qui peut bloquer"),
    "notice": N_("Ce qui a changé"),
    "now": N_("Que faire maintenant"),
    "ladder": N_("Ensuite, dans l’ordre"),
    "right": N_("Ce que ce document permet"),
    "looks": N_("À quoi cela ressemble"),
    "get": N_("Où l’obtenir"),
    "validity": N_("Combien de temps c’est valable"),
    "instead": N_("Si on ne peut pas l’avoir"),
    "refusal": N_("Si on vous le demande à tort"),
    "asked_by": N_("Les démarches qui le demandent"),
    "say": N_("Que répondre"),
    "prerequisite": N_("Avant de commencer"),
    "proof": N_("Les preuves à joindre"),
    "wait": N_("Combien de temps attendre"),
    "addressee": N_("À qui s’adresser"),
}
"""The title of each section of a reading."""

RIGHTS = {
    "stay": N_("Séjour"),
    "work": N_("Travail"),
    "france_travail": N_("France Travail"),
    "caf": N_("CAF et logement (APL)"),
    "rsa": N_("RSA"),
    "cpam": N_("Assurance maladie"),
    "social_housing": N_("Logement social"),
    "bank": N_("Compte bancaire"),
    "driving_licence": N_("Permis de conduire"),
    "return": N_("Retour en France"),
}

ANSWERS = {
    "yes": N_("Oui"),
    "no": N_("Non"),
    "conditional": N_("Sous condition"),
    "unknown": N_("À vérifier"),
}

IF = {"yes": N_("Si oui"), "no": N_("Si non")}
OTHERWISE = N_("Dans les autres cas")
MOMENTS: Mapping[MomentName, str] = {
    "valid": N_("Tant que le document est valable"),
    "ended": N_("Une fois le document fini"),
    "lately": N_("Document fini depuis six mois au plus"),
    "long_ago": N_("Document fini depuis plus de six mois"),
}
"""When a moment of a document is."""

ANSWERED = N_("{answers} : {text}")
"""What is so when a question is answered in one of some ways, or at a moment."""

NEEDS = {
    "required": N_("À réunir"),
    "if_asked": N_("Si demandé"),
    "cannot_be_required": N_("Non exigible"),
    "perhaps": N_("Selon la situation"),
}

RELIABILITIES = {
    "official_current": N_("texte officiel en vigueur"),
    "official_older": N_("texte officiel, version ancienne"),
    "secondary": N_("source secondaire"),
    "practice": N_("conseil de pratique"),
    "unverified": N_("à vérifier"),
}


def answered(way: Way, texts: Translations) -> str:
    """Return what *way* says, after the answers that lead to it."""
    answers = [
        texts.text(IF[answer]) if isinstance(answer, str) else texts.content(answer)
        for answer in way.answers
    ]
    listed = " / ".join(answers) or texts.text(OTHERWISE)
    said = " ".join(texts.content(text) for text in way.texts)
    return texts.text(ANSWERED, answers=listed, text=said)


def at(moment: Moment, texts: Translations) -> str:
    """Return when a *moment* is, then what is so, or the question it depends on."""
    what = moment.texts if moment.question is None else (moment.question,)
    return texts.text(
        ANSWERED,
        answers=texts.text(MOMENTS[moment.name]),
        text=" ".join(texts.content(one) for one in what),
    )
