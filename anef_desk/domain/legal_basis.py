"""On what ground an association keeps files about people."""

from __future__ import annotations

from enum import StrEnum

from anef_desk.i18n import N_


class LegalBasis(StrEnum):
    """On what ground the association keeps files; each one chooses its own."""

    UNDECIDED = ""
    LEGITIMATE_INTEREST = "legitimate_interest"
    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"


BASES = {
    LegalBasis.UNDECIDED: N_("À choisir par la structure, et à écrire ici"),
    LegalBasis.LEGITIMATE_INTEREST: N_("L’intérêt légitime de la structure"),
    LegalBasis.PUBLIC_TASK: N_("Une mission d’intérêt public"),
    LegalBasis.LEGAL_OBLIGATION: N_("Une obligation légale"),
}
