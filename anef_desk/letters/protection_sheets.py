"""The papers of data protection: register, impact assessment, notice, certificate.

What they say of the law is what the fact sheets say; what is not decided is left to be
filled in, never guessed. Everything else comes from the settings in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anef_desk.domain.legal_basis import BASES, LegalBasis
from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import N_, Translations
from anef_desk.letters.page import ReadingSheet
from anef_desk.letters.record_sheet import Fact, Part, Say, Told, record_sheet

Lines = tuple[tuple[Told, Say], ...]


@dataclass(frozen=True, kw_only=True)
class Practice:
    """How a desk works, as its settings say today."""

    organisation: Organisation
    on: date
    people: int
    colleagues: int
    attachments: int
    to_review: int  # files nobody has been met about for two years
    idle_minutes: int
    attachment_days: int  # a copy is kept, if nothing else is said
    capture_months: int  # a capture that proves an attempt
    journal_months: int
    review_months: int
    basis: LegalBasis
    officer: str  # how to reach the data protection officer; "" when there is none


DATA: Sequence[str] = (
    N_("Identité, coordonnées, numéro étranger, nationalité"),
    N_("Situation de famille et logement, quand une démarche les demande"),
    N_("Documents de séjour : nature, mention, dates, numéro"),
    N_("Démarches : pièces vues, dépôt, blocages, recours essayés, courriers"),
    N_("Copies de pièces : l’exception, chacune avec une date de fin"),
)

NOT_KEPT: Sequence[str] = (
    N_("Les mots de passe et les codes de l’ANEF ou d’une messagerie"),
    N_("Le récit de la demande d’asile et ses motifs"),
    N_("La santé, les opinions, la religion, l’orientation sexuelle"),
    N_("Les empreintes et les photos d’identité"),
)


def register(practice: Practice, french: Translations) -> ReadingSheet:
    """Return the line of the register of processing, filled in from the settings.

    Source:
        RGPD, article 30.
    """
    return _alone(
        Told(N_("Registre des traitements : accompagnement des démarches de séjour")),
        Told(
            N_(
                "Ligne préremplie d’après les réglages de ce coffre. Relisez-la,"
                " complétez ce qui manque, puis gardez-la avec votre registre."
            )
        ),
        (
            Part(
                Told(N_("Qui est responsable")),
                (
                    (
                        Told(N_("Responsable du traitement")),
                        Fact(_sender(practice.organisation)),
                    ),
                    (
                        Told(N_("Délégué à la protection des données")),
                        _officer(practice),
                    ),
                ),
            ),
            Part(
                Told(N_("Pourquoi")),
                (
                    (
                        Told(N_("But")),
                        Told(
                            N_(
                                "Accompagner les personnes dans leurs démarches de séjour :"
                                " préparer, suivre les dates, écrire les courriers."
                            )
                        ),
                    ),
                    (Told(N_("Base légale")), Told(BASES[practice.basis])),
                ),
            ),
            Part(
                Told(N_("Sur qui")),
                (
                    (
                        Told(N_("Personnes concernées")),
                        Told(
                            N_(
                                "Les personnes accompagnées et les membres de l’équipe."
                                " Dossiers aujourd’hui : {number}."
                            ),
                            {"number": practice.people},
                        ),
                    ),
                ),
            ),
            Part(Told(N_("Quelles données")), _listed(DATA)),
            Part(Told(N_("Ce qui n’est pas noté")), _listed(NOT_KEPT)),
            Part(Told(N_("À qui elles vont")), _recipients(practice)),
            Part(Told(N_("Combien de temps")), _durations(practice)),
            Part(Told(N_("Comment elles sont protégées")), _measures(practice)),
        ),
        practice,
        french,
    )


def impact(practice: Practice, french: Translations) -> ReadingSheet:
    """Return the annex of an impact assessment, filled in from the settings.

    Source:
        CNIL, délibération n° 2018-327 du 11 octobre 2018: the list of processings that
        want one names the social support of people.
    """
    return _alone(
        Told(N_("Analyse d’impact : annexe sur ANEF Desk")),
        Told(
            N_(
                "L’accompagnement social des personnes est sur la liste de la CNIL"
                " des traitements qui demandent une analyse d’impact (délibération"
                " n° 2018-327 du 11 octobre 2018). Cette annexe décrit l’outil."
                " L’analyse elle-même reste à faire par la structure."
            )
        ),
        (
            Part(
                Told(N_("Le traitement")),
                (
                    (
                        Told(N_("Ce que fait l’outil")),
                        Told(
                            N_(
                                "Un logiciel sur un ordinateur, sans réseau. L’éditeur ne"
                                " reçoit rien. Dossiers aujourd’hui : {people}. Personnes"
                                " qui ouvrent le coffre : {colleagues}. Copies gardées :"
                                " {attachments}."
                            ),
                            {
                                "people": practice.people,
                                "colleagues": practice.colleagues,
                                "attachments": practice.attachments,
                            },
                        ),
                    ),
                    (Told(N_("Base légale")), Told(BASES[practice.basis])),
                ),
            ),
            Part(
                Told(N_("Nécessité et proportion")),
                (
                    *_listed(DATA),
                    (
                        Told(N_("Ce qui n’est pas noté")),
                        Told(
                            N_(
                                "Aucun champ pour le récit d’asile, la santé ou les mots"
                                " de passe. Un avertissement sous chaque texte libre."
                            )
                        ),
                    ),
                    *_durations(practice),
                ),
            ),
            Part(
                Told(N_("Risques et mesures")),
                (
                    (
                        Told(N_("Quelqu’un lit des dossiers sans en avoir le droit")),
                        Told(
                            N_(
                                "Tout est chiffré. Chaque personne a sa phrase secrète."
                                " L’écran se verrouille après {minutes} minutes sans geste."
                                " Chaque consultation laisse une trace."
                            ),
                            {"minutes": practice.idle_minutes},
                        ),
                    ),
                    (
                        Told(N_("Des données sont modifiées à tort")),
                        Told(
                            N_(
                                "Chaque changement garde avant et après. Un fichier abîmé"
                                " ou remplacé est signalé à l’ouverture."
                            )
                        ),
                    ),
                    (
                        Told(N_("Des données disparaissent")),
                        Told(
                            N_(
                                "Un changement est entier ou n’a pas eu lieu. Les"
                                " sauvegardes sont relues avant de compter."
                            )
                        ),
                    ),
                ),
            ),
            Part(
                Told(N_("Ce que l’outil ne peut pas empêcher")),
                _listed(
                    (
                        N_("Un ordinateur infecté, ou quelqu’un qui regarde l’écran"),
                        N_("Un courrier imprimé ou un fichier enregistré ailleurs"),
                        N_("Une ancienne copie gardée par une personne partie"),
                        N_("La veille prolongée sur un disque qui n’est pas chiffré"),
                        N_(
                            "La lecture de tout le coffre par un membre de l’équipe :"
                            " les rôles organisent, ils ne chiffrent pas"
                        ),
                    )
                ),
            ),
            Part(
                Told(N_("À compléter par la structure")),
                _listed(
                    (
                        N_("L’avis des personnes concernées, ou pourquoi il manque"),
                        N_("L’avis du délégué à la protection des données"),
                        N_("Le chiffrement du disque de chaque ordinateur"),
                        N_("La décision, sa date et la date de révision"),
                    )
                ),
            ),
        ),
        practice,
        french,
    )


def notice(
    practice: Practice, french: Translations, other: Translations
) -> ReadingSheet:
    """Return what people are told about their data, French beside their language.

    Source:
        RGPD, articles 12, 13, 15 to 18 and 21.
    """
    parts = (
        Part(
            Told(N_("Qui garde vos données")),
            (
                (Told(""), Fact(_sender(practice.organisation))),
                *(
                    (
                        (
                            Told(N_("Délégué à la protection des données")),
                            Fact(practice.officer),
                        ),
                    )
                    if practice.officer
                    else ()
                ),
            ),
        ),
        Part(
            Told(N_("Pourquoi")),
            (
                (
                    Told(""),
                    Told(
                        N_(
                            "Pour vous aider dans vos démarches de séjour. Rien d’autre."
                        )
                    ),
                ),
                (Told(N_("Base légale")), _chosen(practice)),
            ),
        ),
        Part(Told(N_("Ce que nous notons")), _listed(DATA)),
        Part(Told(N_("Ce que nous ne notons pas")), _listed(NOT_KEPT)),
        Part(Told(N_("Qui les reçoit")), _recipients(practice)),
        Part(Told(N_("Combien de temps")), _durations(practice)),
        Part(
            Told(N_("Vos droits")),
            (
                *_listed(
                    (
                        N_(
                            "Demander à voir tout ce qui est noté, et en avoir une copie"
                        ),
                        N_("Faire corriger ce qui est faux"),
                        N_("Demander qu’on efface"),
                        N_("Demander qu’on n’utilise plus vos données"),
                        N_("Vous opposer, selon la base légale"),
                    )
                ),
                (
                    Told(N_("Notre réponse")),
                    Told(
                        N_(
                            "Nous répondons en un mois. Si nous devons garder des données"
                            " pour un recours en cours, nous vous disons pourquoi."
                        )
                    ),
                ),
                (
                    Told(N_("Si vous n’êtes pas d’accord")),
                    Told(N_("Vous pouvez vous plaindre à la CNIL. C’est gratuit.")),
                ),
            ),
        ),
    )
    return record_sheet(
        Told(N_("Vos données et vos droits")),
        Told(
            N_(
                "Pour vous aider, nous notons des informations sur vous dans un logiciel."
                " Il ne va jamais sur internet."
            )
        ),
        parts,
        (french, other),
        (practice.organisation.name, practice.on),
    )


RECORDS: Mapping[str, str] = {
    "person": N_("Fiche de la personne"),
    "residence_document": N_("Documents de séjour"),
    "case_file": N_("Démarches"),
    "letter": N_("Courriers"),
    "attachment": N_("Copies de pièces"),
    "retention": N_("Décisions de conservation"),
}
"""What the certificate counts, by the journal's own names."""

OTHER_RECORDS = N_("Autres notes")

UNCOUNTED = N_(
    "Tout le dossier. Le détail n’est plus connu : le début du journal a été retiré"
    " depuis."
)
"""Said instead of the counts, once the journal does not reach back so far."""


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """What is known of a file that was erased; it names nobody."""

    reference: str  # the random identifier the file had
    on: date
    records: Mapping[str, int]  # how many of each kind; none when nobody knows any more
    originals: Sequence[date]  # when each damaged vault still kept was put aside


def certificate(
    erased: Erasure, practice: Practice, french: Translations
) -> ReadingSheet:
    """Return the proof that a file was erased; it names nobody.

    Args:
        erased: The erasure.
        practice: Who proves it, and the day they do.
        french: The language it is written in.
    """
    counted: dict[str, int] = {}
    for entity, number in erased.records.items():
        label = RECORDS.get(entity, OTHER_RECORDS)
        counted[label] = counted.get(label, 0) + number
    return _alone(
        Told(N_("Certificat d’effacement")),
        Told(
            N_(
                "Le dossier désigné ci-dessous a été effacé du coffre le {day}."
                " Il ne reste que cette référence, qui ne dit rien de la personne."
            ),
            {"day": erased.on},
        ),
        (
            Part(
                Told(N_("Dossier")),
                (
                    (Told(N_("Référence")), Fact(erased.reference)),
                    (
                        Told(N_("Nom, à écrire à la main si la personne le demande")),
                        Fact("……………………………………………………"),
                    ),
                ),
            ),
            Part(
                Told(N_("Ce qui a été effacé")),
                tuple(
                    (Told(label), Fact(str(number)))
                    for label, number in counted.items()
                )
                or ((Told(""), Told(UNCOUNTED)),),
            ),
            Part(
                Told(N_("Ce que cela veut dire")),
                _meaning(erased.originals),
            ),
        ),
        practice,
        french,
    )


def _meaning(originals: Sequence[date]) -> Lines:
    """Return what an erasure reaches, and what it does not."""
    return (
        *_listed(
            (
                N_(
                    "Les fiches, les copies, les mots de la recherche et les"
                    " valeurs du journal ne sont plus dans le coffre"
                ),
                N_(
                    "Une sauvegarde plus ancienne les contient encore, jusqu’à"
                    " sa propre fin. Si on la restaure, l’effacement est refait"
                ),
            )
        ),
        *(
            (
                Told(""),
                Told(
                    N_(
                        "Le coffre abîmé mis de côté le {day} peut encore les"
                        " contenir, tant qu’il n’est pas supprimé"
                    ),
                    {"day": day},
                ),
            )
            for day in originals
        ),
        *_listed(
            (N_("Un courrier imprimé ou un fichier déjà donné n’est pas concerné"),)
        ),
    )


def _alone(
    title: Told,
    lead: Told,
    parts: Sequence[Part],
    practice: Practice,
    french: Translations,
) -> ReadingSheet:
    made = (practice.organisation.name, practice.on)
    return record_sheet(title, lead, parts, (french, french), made)


def _sender(organisation: Organisation) -> str:
    lines = (
        organisation.name,
        *organisation.address.splitlines(),
        organisation.phone,
        organisation.email,
    )
    return "  ·  ".join(line for line in lines if line)


def _officer(practice: Practice) -> Say:
    if practice.officer:
        return Fact(practice.officer)
    return Told(N_("À compléter, s’il y en a un"))


def _chosen(practice: Practice) -> Say:
    """Return the legal basis, or room to write it by hand."""
    if practice.basis is LegalBasis.UNDECIDED:
        return Fact("…" * 20)
    return Told(BASES[practice.basis])


def _listed(sentences: Sequence[str]) -> Lines:
    return tuple((Told(""), Told(sentence)) for sentence in sentences)


def _recipients(practice: Practice) -> Lines:
    return (
        (
            Told(N_("Dans la structure")),
            Told(
                N_("L’équipe du coffre : {number} personnes, chacune avec sa phrase."),
                {"number": practice.colleagues},
            ),
        ),
        (
            Told(N_("En dehors")),
            Told(
                N_(
                    "La préfecture, la CAF ou un autre organisme, seulement si un"
                    " courrier leur est envoyé. Aucun envoi hors de l’Union européenne."
                    " Le logiciel n’a pas de réseau."
                )
            ),
        ),
    )


def _durations(practice: Practice) -> Lines:
    return tuple(_each_duration(practice))


def _each_duration(practice: Practice) -> Iterator[tuple[Told, Say]]:
    yield (
        Told(N_("Le dossier")),
        Told(
            N_(
                "{months} mois après le dernier contact, puis une personne décide :"
                " effacer, garder avec une raison écrite, ou geler (CNIL,"
                " délibération n° 2023-095)."
            ),
            {"months": practice.review_months},
        ),
    )
    yield (
        Told(N_("Les copies de pièces")),
        Told(
            N_(
                "Chacune a une date de fin : {days} jours si rien n’est précisé, le temps"
                " d’un envoi. La preuve d’un essai se garde {months} mois."
            ),
            {"days": practice.attachment_days, "months": practice.capture_months},
        ),
    )
    yield (
        Told(N_("Le journal des accès")),
        Told(
            N_(
                "{months} mois ; la CNIL conseille de six mois à un an"
                " (délibération n° 2021-122)."
            ),
            {"months": practice.journal_months},
        ),
    )


def _measures(practice: Practice) -> Lines:
    return (
        (
            Told(N_("Chiffrement")),
            Told(
                N_(
                    "Tout le coffre est chiffré. La clé dépend d’une phrase secrète par"
                    " personne. Aucun nom n’est écrit ailleurs sur l’ordinateur."
                )
            ),
        ),
        (
            Told(N_("Verrouillage")),
            Told(
                N_("Après {minutes} minutes sans geste, et à la mise en veille."),
                {"minutes": practice.idle_minutes},
            ),
        ),
        (
            Told(N_("Traces")),
            Told(N_("Qui a consulté ou changé quoi, et quand.")),
        ),
        (
            Told(N_("Revue")),
            Told(
                N_("Dossiers à revoir aujourd’hui : {number}."),
                {"number": practice.to_review},
            ),
        ),
    )
