"""The words of the counts, in French, to be translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from anef_desk.domain import words
from anef_desk.i18n import N_
from anef_desk.statistics.records import Dimension, Subject

RIGHTS: Final = words.LOST_RIGHTS
CAUSES: Final = words.LOSS_CAUSES

SUBJECTS: Final[Mapping[Subject, str]] = {
    Subject.LOSSES: N_("Droits perdus"),
    Subject.BLOCKAGES: N_("Blocages"),
    Subject.ATTEMPTS: N_("Essais et appels"),
    Subject.DELAYS: N_("Délais de décision"),
}

DIMENSIONS: Final[Mapping[Dimension, str]] = {
    Dimension.MONTH: N_("Mois"),
    Dimension.PREFECTURE: N_("Préfecture"),
    Dimension.PROCEDURE: N_("Démarche"),
    Dimension.SYMPTOM: N_("Cause ou blocage"),
    Dimension.RIGHT: N_("Droit"),
}

UNKNOWN: Final = N_("Non noté")
TOGETHER: Final = N_("Lignes masquées, ensemble")
TOTAL: Final = N_("Total")
MEDIAN: Final = N_("Jours d’attente, médiane")
NOTHING: Final = N_("aucun")
MASKED: Final = N_("masqué")

DATED: Final[Mapping[Subject, str]] = {
    Subject.LOSSES: N_("Chaque droit compte au mois où il a été perdu."),
    Subject.BLOCKAGES: N_(
        "Chaque blocage compte au mois du premier essai noté. Sans essai noté, il"
        " compte au mois où la démarche a été ouverte."
    ),
    Subject.ATTEMPTS: N_("Chaque essai ou appel noté compte au mois où il a eu lieu."),
    Subject.DELAYS: N_(
        "Chaque demande compte au mois de sa décision. La médiane est le nombre de"
        " jours depuis le dépôt : la moitié des demandes a attendu moins, l’autre plus."
    ),
}
RULE: Final = N_(
    "Un nombre qui concerne moins de cinq personnes est masqué."
    " D’autres le sont aussi, pour qu’on ne puisse pas le recalculer."
)
TOO_FEW: Final = N_(
    "Moins de cinq personnes sont concernées cette année : rien n’est montré."
)
WITHHELD: Final = N_(
    "Trop peu de personnes par ligne : seul le total peut être montré."
)
NO_CROSS: Final = N_(
    "Ce croisement laisserait reconnaître quelqu’un : il n’est pas montré."
)
