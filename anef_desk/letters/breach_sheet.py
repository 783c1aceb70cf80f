"""A computer, or a stick with the vault, was lost or stolen: what to do, on one page.

What it says of the law is what the sheet ``droits-et-recours.md``, section 5, says.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import N_, Translations, isolated
from anef_desk.letters.page import Block, Composed, NumberedList, Paragraph, Span

SUBJECT: Final = N_("Ordinateur ou clé USB perdus ou volés : que faire")
DAY: Final = N_("Imprimé le {day}")

NOW: Final = N_("Tout de suite")
STEPS: Final = (
    N_(
        "Notez le jour, l’heure et le lieu de la perte, ce qui a disparu, et s’il était"
        " allumé."
    ),
    N_("Prévenez la personne qui coordonne, et la direction de votre structure."),
    N_("En cas de vol, déposez plainte. Gardez le récépissé."),
    N_(
        "Cherchez la seconde sauvegarde : sur un autre ordinateur, restaurez-la. Vous"
        " pouvez travailler de nouveau."
    ),
    N_(
        "Si quelqu’un peut connaître une phrase secrète, retirez son accès au coffre"
        " restauré, puis rendez-lui un accès avec une nouvelle phrase. Le coffre change"
        " alors de clé."
    ),
    N_(
        "Détruisez les feuilles où une phrase secrète ou la clé de secours était écrite,"
        " si elles étaient avec l’ordinateur, et faites-en de nouvelles."
    ),
)

READABLE: Final = N_("Ce qu’un voleur peut lire, et ce qu’il ne peut pas lire")
CANNOT: Final = N_(
    "Sans phrase secrète, il ne lit ni les dossiers, ni les brouillons, ni le journal, ni"
    " les sauvegardes : tout est chiffré."
)
CAN: Final = N_(
    "Sans phrase secrète, il lit le nom des collègues qui ouvrent le coffre, la taille du"
    " coffre et les dates des sauvegardes."
)
OPEN: Final = N_(
    "Si le coffre était ouvert au moment du vol, il a pu lire ce que l’écran montrait,"
    " jusqu’au verrouillage."
)
OUTSIDE: Final = N_(
    "Ce qui était sorti du coffre n’est pas protégé par lui : courriers imprimés, PDF"
    " enregistrés, file d’impression, photos."
)

LAW: Final = N_("Ce que demande le règlement sur les données (RGPD, articles 33 et 34)")
DUTIES: Final = (
    N_("Inscrivez l’événement dans le registre des violations, dans tous les cas."),
    N_(
        "S’il y a un risque pour les personnes, la structure prévient la CNIL dans les"
        " 72 heures."
    ),
    N_("Si ce risque est élevé, elle informe aussi les personnes concernées."),
)
JUDGE: Final = N_(
    "Qui juge du risque ? La structure, avec la personne chargée des données s’il y en a"
    " une. Une phrase secrète écrite à côté de l’ordinateur, ou un coffre resté ouvert,"
    " changent la réponse."
)


def breach_sheet(organisation: Organisation, texts: Translations, on: date) -> Composed:
    """Return the sheet in the language of *texts*."""

    def heading(message: str) -> Block:
        return Paragraph((Span(texts.text(message), bold=True),))

    def words(message: str) -> Block:
        return Paragraph((Span(texts.text(message)),))

    def steps(messages: tuple[str, ...]) -> Block:
        return NumberedList(tuple(map(texts.text, messages)))

    return Composed(
        template="",
        language=texts.language,
        sender=_head(organisation, texts),
        recipient=(),
        place_and_date=texts.text(DAY, day=texts.day(on)),
        references=(),
        subject=texts.text(SUBJECT),
        blocks=(
            heading(NOW),
            steps(STEPS),
            heading(READABLE),
            *map(words, (CANNOT, CAN, OPEN, OUTSIDE)),
            heading(LAW),
            steps(DUTIES),
            words(JUDGE),
        ),
        attachments_title="",
        attachments=(),
        signature=(),
    )


def _head(organisation: Organisation, texts: Translations) -> tuple[str, ...]:
    """Return who the sheet is of, each line in its own order."""
    lines = (
        organisation.name,
        *organisation.address.splitlines(),
        organisation.phone,
        organisation.email,
    )
    turns = texts.direction == "rtl"
    return tuple(isolated(line) if turns else line for line in lines if line.strip())
