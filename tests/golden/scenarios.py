"""Two situations for each letter: fictional people, on a fixed day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from anef_desk.domain.case import Answer, Case, Filing, RemedyTaken
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument

DAY = date(2026, 11, 22)

SAMIRA = Person(
    id="samira",
    family_name="Karimi (exemple)",
    given_names="Samira",
    native_name="سمیرا کریمی (مثال)",
    civility=Civility.MADAME,
    birth_date=PartialDate(1994, 3, 21),
    nationality="afghane",
    numero_etranger="9903124477",
    status=Status.REFUGEE,
    marital=Marital.MARRIED,
    minor_children=2,
    housing=Housing.HOSTED,
    phone="07 00 00 00 00",
    prefecture="Préfecture de la Sarthe",
    protection_decision_on=date(2026, 3, 2),
    protection_decision_number="99-00001",
)
YOUSSEF = Person(
    id="youssef",
    given_names="Youssef (exemple)",
    birth_date=PartialDate(1999),
    nationality="soudanaise",
    numero_etranger="9903200001",
    status=Status.SUBSIDIARY_PROTECTION,
    minor_children=0,
    housing=Housing.SHELTER,
    prefecture="Préfecture de la Sarthe",
    protection_decision_on=date(2026, 5, 4),
)
OLENA = Person(
    id="olena",
    family_name="Kovalenko (exemple)",
    given_names="Olena",
    birth_date=PartialDate(1988, 7, 1),
    nationality="ukrainienne",
    numero_etranger="9903300002",
    status=Status.PERMIT_HOLDER,
    minor_children=1,
    housing=Housing.DOMICILED,
    address="CCAS de la Fiction\n1 place de l’Exemple\n72000 Le Mans",
    phone="07 00 00 00 01",
    email="olena@exemple.invalid",
    prefecture="Préfecture de la Sarthe",
)

API = ResidenceDocument(
    id="api",
    kind=Kind.API,
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 2, 28),
    mention="reconnu réfugié",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)
SHORT_API = replace(
    API,
    starts_on=date(2026, 8, 1),
    ends_on=date(2026, 10, 31),
    mention="",
    allows_work=False,
)
SP_API = replace(API, mention="a obtenu le bénéfice de la protection subsidiaire")
ADF = replace(
    API, id="adf", kind=Kind.ADF, mention="autorise son titulaire à travailler"
)
RECEIPT = replace(API, id="rece", kind=Kind.RECEPISSE, issued_for=IssuedFor.RENEWAL)
TITLE = ResidenceDocument(
    id="title",
    kind=Kind.PERMIT,
    starts_on=date(2022, 10, 1),
    ends_on=date(2026, 9, 30),
    allows_work=True,
    years=4,
)
VALID_TITLE = replace(TITLE, ends_on=date(2027, 1, 10))
RENEWED = replace(API, mention="", issued_for=IssuedFor.RENEWAL)

FILED = date(2026, 9, 20)
LONG_AGO = date(2026, 3, 20)

CAF = "CAF de la Fiction\n2 avenue de l’Exemple\n72000 Le Mans"
TRIED = (
    "3 novembre, 10 h 15 : photo, « une erreur est survenue »\n"
    "11 novembre, 18 h : photo, page blanche\n"
    "19 novembre, 9 h : photo, page blanche"
)
REMEDIES = (("E1", date(2026, 11, 4), "SIG-0001"), ("E4", date(2026, 11, 12), ""))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a letter is made from."""

    code: str
    person: Person = SAMIRA
    documents: tuple[ResidenceDocument, ...] = (API,)
    procedure: str = "A2"
    filed: date | None = FILED
    complete: bool = True
    symptoms: tuple[str, ...] = ()
    remedies: tuple[tuple[str, date, str], ...] = ()
    facts: Mapping[str, str | bool] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """Return the case the letter is about."""
        filing = self.filed and Filing(
            filed_on=self.filed, number="9900-2026-0320", complete=self.complete
        )
        return Case(
            id="case",
            person=self.person.id,
            procedure=self.procedure,
            opened_on=date(2026, 3, 10),
            filing=filing or None,
            symptoms=self.symptoms,
            remedies=tuple(
                RemedyTaken(remedy=code, taken_on=day, reference=told)
                for code, day, told in self.remedies
            ),
            answers=tuple(
                Answer(fact=fact, value=value) for fact, value in self.facts.items()
            ),
        )


def body(name: str) -> str:
    """Return the address of a fictional body."""
    return f"{name}\n2 avenue de l’Exemple\n72000 Le Mans"


HARM = "Contrat de travail suspendu le 1er décembre (1 450 €)"
ASKED = "5 novembre : courrier recommandé\n13 novembre : message dans le compte"

SCENES = {
    "L01": Scene(
        code="L01",
        documents=(SHORT_API,),
        filed=LONG_AGO,
        answers={"purpose": "répondre à une demande de complément"},
    ),
    "L01-b": Scene(code="L01", person=YOUSSEF, documents=(), filed=None),
    "L02": Scene(
        code="L02",
        documents=(SHORT_API,),
        filed=LONG_AGO,
        answers={
            "attempts": (
                "3 novembre : appel au 34 00\n10 novembre : message dans le compte"
            ),
            "harm": HARM,
        },
    ),
    "L02-b": Scene(
        code="L02",
        person=OLENA,
        documents=(TITLE,),
        procedure="B6",
        filed=date(2026, 7, 1),
        facts={"wants": "renewal"},
    ),
    "L03": Scene(
        code="L03",
        documents=(SHORT_API,),
        filed=LONG_AGO,
        answers={
            "harm": "Embauche refusée le 16 novembre",
            "printed_identity": "KARIMY Samira",
            "expected_identity": "KARIMI Samira",
        },
    ),
    "L03-b": Scene(
        code="L03", person=YOUSSEF, documents=(replace(SP_API, mention=""),)
    ),
    "L04": Scene(
        code="L04",
        documents=(),
        filed=None,
        symptoms=("D09",),
        answers={
            "wanted": "demander ma première carte",
            "message": "Code photo invalide",
            "attempts": TRIED,
            "device": "téléphone Android, Firefox",
        },
    ),
    "L04-b": Scene(
        code="L04",
        person=OLENA,
        documents=(VALID_TITLE,),
        filed=None,
        symptoms=("D12",),
        answers={
            "wanted": "renouveler ma carte",
            "message": "Aucune démarche disponible",
            "attempts": "18 novembre : le bouton n’apparaît pas",
        },
    ),
    "L05": Scene(
        code="L05",
        person=OLENA,
        documents=(VALID_TITLE,),
        filed=None,
        symptoms=("D12",),
        remedies=REMEDIES,
        answers={
            "request": "le renouvellement de ma carte de séjour",
            "steps_taken": (
                "4 novembre : appel au centre de contact, signalement SIG-0001\n"
                "12 novembre : passage au point d’accueil numérique du Mans"
            ),
            "blockage": "le bouton pour renouveler n’apparaît pas",
        },
    ),
    "L05-b": Scene(
        code="L05",
        symptoms=("D13",),
        remedies=REMEDIES,
        answers={
            "request": "un titre de voyage",
            "steps_taken": "4 novembre : appel\n12 novembre : point d’accueil",
            "blockage": "« vous avez déjà une demande en cours »",
        },
    ),
    "L06": Scene(
        code="L06",
        documents=(),
        symptoms=("D20",),
        answers={"requests": ASKED, "harm": HARM},
    ),
    "L06-b": Scene(
        code="L06",
        person=YOUSSEF,
        documents=(SP_API,),
        symptoms=("D30",),
        answers={"requests": "5 novembre : courrier recommandé"},
    ),
    "L07": Scene(code="L07", documents=(SHORT_API,), filed=LONG_AGO),
    "L07-b": Scene(code="L07", person=YOUSSEF, documents=(), filed=date(2026, 6, 30)),
    "L08": Scene(
        code="L08",
        symptoms=("D28",),
        answers={
            "decision_told": "« demande clôturée », vu le 16 novembre",
            "given": "20 septembre : décision de l’OFPRA\n20 septembre : photo",
            "nothing_asked": "rien",
        },
    ),
    "L08-b": Scene(
        code="L08",
        person=OLENA,
        documents=(TITLE,),
        facts={"refused_on": "2026-11-02", "appeal_routes_given": True},
        answers={
            "decision_told": "ressources jugées insuffisantes",
            "given": "1er juillet : trois bulletins de paie",
        },
    ),
    "L09": Scene(
        code="L09",
        answers={"wanted_papers": "le récapitulatif de ma demande\nles messages"},
    ),
    "L09-b": Scene(
        code="L09",
        person=OLENA,
        documents=(TITLE,),
        answers={"wrong_data": "date de naissance, lire 01/07/1988"},
    ),
    "L10": Scene(
        code="L10",
        documents=(SHORT_API,),
        remedies=REMEDIES,
        answers={
            "problem": "Mon attestation a pris fin.\nLe site ne la renouvelle pas.",
            "chronology": "20 septembre : dépôt\n31 octobre : fin de l’attestation",
            "harm": HARM,
            "hope": "la remise d’une attestation",
            "court": "aucun",
        },
    ),
    "L10-b": Scene(
        code="L10",
        person=OLENA,
        documents=(),
        filed=None,
        remedies=REMEDIES[:1],
        answers={
            "problem": "Le site refuse mon numéro étranger.",
            "chronology": "3 novembre : premier essai",
            "hope": "un rendez-vous",
            "court": "tribunal administratif de Nantes, le 18 novembre",
        },
    ),
    "L11": Scene(
        code="L11",
        answers={"employer": body("Boulangerie de la Fiction"), "job": "vendeuse"},
    ),
    "L11-b": Scene(
        code="L11",
        person=OLENA,
        documents=(RECEIPT,),
        answers={"employer": body("Atelier Fictif")},
    ),
    "L12": Scene(
        code="L12",
        answers={
            "body_address": CAF,
            "allocataire": "0000001",
            "benefit": "l’aide au logement",
            "decision_day": "02/11/2026",
            "lost_from": "01/10/2026",
        },
    ),
    "L12-b": Scene(
        code="L12",
        person=OLENA,
        documents=(RENEWED, TITLE),
        answers={"body_address": CAF, "benefit": "les allocations familiales"},
    ),
    "L13": Scene(
        code="L13",
        facts={"benefit_body": "rsa", "benefit_refused_on": "2026-10-20"},
        answers={
            "body_address": body("Conseil départemental de la Sarthe"),
            "allocataire": "0000001",
            "decision_told": "document non reconnu",
            "months_lost": "octobre et novembre 2026",
        },
    ),
    "L13-b": Scene(
        code="L13",
        person=YOUSSEF,
        documents=(replace(RECEIPT, issued_for=IssuedFor.FIRST),),
        facts={"benefit_body": "rsa", "benefit_refused_on": "2026-11-03"},
        answers={
            "body_address": body("Conseil départemental de la Sarthe"),
            "decision_told": "moins de cinq ans de titre",
        },
    ),
    "L14": Scene(
        code="L14",
        answers={
            "body_address": body("CPAM de la Sarthe"),
            "social_security": "2 94 03 99 000 000 00",
            "care_on": "03/12/2026",
        },
    ),
    "L14-b": Scene(
        code="L14",
        person=OLENA,
        documents=(TITLE,),
        answers={
            "body_address": body("CPAM de la Sarthe"),
            "decision_day": "10/11/2026",
        },
    ),
    "L15": Scene(
        code="L15",
        answers={
            "body_address": body("France Travail"),
            "job_seeker_number": "0000000A",
            "stopped_on": "01/11/2026",
        },
    ),
    "L15-b": Scene(
        code="L15",
        person=OLENA,
        documents=(ADF,),
        answers={"body_address": body("France Travail")},
    ),
    "L15b": Scene(
        code="L15b",
        facts={
            "benefit_body": "france_travail",
            "benefit_refused_on": "2026-11-03",
        },
        answers={
            "body_address": body("Médiateur régional de France Travail"),
            "job_seeker_number": "0000000A",
            "decision_told": "inscription arrêtée",
        },
    ),
    "L15b-b": Scene(
        code="L15b",
        person=OLENA,
        documents=(RECEIPT,),
        facts={
            "benefit_body": "france_travail",
            "benefit_refused_on": "2026-10-26",
        },
        answers={
            "body_address": body("Médiateur régional de France Travail"),
            "decision_told": "inscription refusée",
        },
    ),
    "L16": Scene(
        code="L16",
        answers={"body_address": body("Banque Fictive"), "no_account": "aucun"},
    ),
    "L16-b": Scene(
        code="L16",
        person=OLENA,
        documents=(RENEWED,),
        answers={"body_address": body("Banque Fictive"), "no_account": "aucun"},
    ),
    "L16b": Scene(
        code="L16b",
        symptoms=("D43",),
        answers={
            "body_address": "2 avenue de l’Exemple\n72000 Le Mans",
            "bank": "Banque Fictive",
            "refused_by_bank_on": "12/11/2026",
            "no_account": "aucun",
        },
    ),
    "L16b-b": Scene(
        code="L16b",
        person=OLENA,
        documents=(RENEWED,),
        symptoms=("D43",),
        answers={
            "body_address": "2 avenue de l’Exemple\n72000 Le Mans",
            "bank": "Banque Fictive",
            "refused_by_bank_on": "12/11/2026",
            "no_account": "aucun",
        },
    ),
    "L17": Scene(
        code="L17",
        answers={
            "body_address": body("Office Fictif de l’habitat"),
            "unique_number": "0720000000001",
            "household": "deux adultes et deux enfants",
            "request": "garder mon rang",
        },
    ),
    "L17-b": Scene(
        code="L17",
        person=OLENA,
        documents=(RENEWED,),
        answers={
            "body_address": body("SIAO de la Sarthe"),
            "request": "enregistrer ma demande",
        },
    ),
    "L18": Scene(
        code="L18",
        answers={
            "body_address": body("Mairie du Mans"),
            "pupil": "Karimi (exemple) Nila",
            "course": "cours préparatoire, dès maintenant",
        },
    ),
    "L18-b": Scene(
        code="L18",
        person=YOUSSEF,
        documents=(SP_API,),
        answers={
            "body_address": body("Centre de formation fictif"),
            "course": "formation de cuisinier, le 4 janvier 2027",
        },
    ),
    "L19": Scene(
        code="L19",
        person=YOUSSEF,
        answers={
            "signatory": "Anne Exemple, cheffe de service",
            "entered_shelter_on": "02/02/2026",
            "place_kind": "centre provisoire d’hébergement",
            "shelter_address": "12 rue des Exemples\n72000 Le Mans",
            "aim": "la demande de carte de séjour",
        },
    ),
    "L19-b": Scene(
        code="L19",
        person=replace(SAMIRA, housing=Housing.SHELTER),
        answers={
            "signatory": "Anne Exemple, cheffe de service",
            "entered_shelter_on": "15/06/2026",
            "shelter_address": "Boîte postale 00\n72000 Le Mans",
        },
    ),
    "L20": Scene(
        code="L20",
        answers={
            "body_address": body("CCAS du Mans"),
            "ties": "deux enfants à l’école du quartier",
            "rights_at_stake": "assurance maladie, titre de séjour",
            "nearest_date": "15/12/2026",
        },
    ),
    "L20-b": Scene(
        code="L20",
        person=YOUSSEF,
        documents=(),
        answers={
            "body_address": body("CCAS du Mans"),
            "ties": "hébergement au Mans depuis février",
            "rights_at_stake": "compte bancaire",
        },
    ),
    "L21": Scene(
        code="L21",
        remedies=REMEDIES,
        answers={
            "signatory": "Paul Exemple, bénévole",
            "aim": "le tribunal administratif",
            "steps_taken": "18 novembre ; essai de dépôt ; Paul Exemple, ordinateur",
            "seen": "Le 18 novembre, l’écran a affiché une page blanche.",
        },
    ),
    "L21-b": Scene(
        code="L21",
        person=YOUSSEF,
        answers={
            "signatory": "Paul Exemple, bénévole",
            "aim": "la préfecture",
            "seen": "Youssef est venu chaque mardi depuis septembre.",
        },
    ),
    "L22": Scene(
        code="L22",
        answers={
            "acts": "ANEF, suivre la demande\nCAF, envoyer un courrier",
            "until": "31/05/2027",
            "data_used": "identité, numéros de dossier, dates",
            "read_in": "dari, par Leïla Exemple",
            "identity_seen": "attestation de prolongation d’instruction",
        },
    ),
    "L22-b": Scene(
        code="L22",
        person=YOUSSEF,
        facts={"benefit_body": "rsa"},
        answers={
            "acts": "Recours préalable pour le RSA",
            "until": "31/12/2026",
            "data_used": "identité, numéro d’allocataire, décision",
        },
    ),
    "L23": Scene(
        code="L23",
        answers={
            "papers": (
                "Acte de naissance ; original ; bon ; 22/11\nAttestation ; copie ; bon"
            ),
            "why": "photocopie pour la CAF",
            "hour": "14 h 30",
        },
    ),
    "L23-b": Scene(
        code="L23",
        person=OLENA,
        answers={"papers": "Passeport ; original ; usé", "why": "numérisation"},
    ),
    "L24": Scene(
        code="L24",
        facts={"moved_on": "2026-10-05"},
        answers={
            "body_address": body("Préfecture de la Sarthe"),
            "old_address": "3 rue Ancienne\n72000 Le Mans",
            "new_address": "8 rue Nouvelle\n72100 Le Mans",
            "online_failure": "le bouton n’apparaît pas pendant la demande",
        },
    ),
    "L24-b": Scene(
        code="L24",
        person=OLENA,
        documents=(VALID_TITLE,),
        filed=None,
        facts={"moved_on": "2026-10-05"},
        answers={
            "body_address": CAF,
            "old_address": "3 rue Ancienne, 72000 Le Mans",
            "new_address": "8 rue Nouvelle, 72100 Le Mans",
        },
    ),
    "L25": Scene(
        code="L25",
        person=OLENA,
        documents=(VALID_TITLE,),
        filed=None,
        symptoms=("D36",),
        answers={
            "lost_on": "14/11/2026",
            "circumstances": "vol dans le tramway, au Mans",
            "permit_number": "XX0000000",
            "complaint": "commissariat du Mans, le 15 novembre 2026",
        },
    ),
    "L25-b": Scene(
        code="L25",
        documents=(replace(VALID_TITLE, kind=Kind.RESIDENT_CARD),),
        filed=None,
        symptoms=("D36",),
        answers={"lost_on": "14/11/2026", "circumstances": "perte, lieu inconnu"},
    ),
    "L26": Scene(
        code="L26",
        documents=(),
        filed=None,
        remedies=REMEDIES,
        answers={
            "attempts": (
                "3 novembre, 10 h 15 ; photo ; « une erreur est survenue » ; "
                "ordinateur ; 1\n11 novembre, 18 h ; photo ; page blanche ; téléphone ; 2"
            ),
            "weeks": "2",
        },
    ),
    "L26-b": Scene(code="L26", person=OLENA, filed=None),
    "L27": Scene(
        code="L27",
        documents=(ADF,),
        symptoms=("D34",),
        answers={"shown": "Votre titre est disponible", "wished_on": "15/12/2026"},
    ),
    "L27-b": Scene(
        code="L27",
        person=OLENA,
        documents=(replace(RENEWED, ends_on=date(2026, 12, 1)),),
        symptoms=("D35",),
        answers={"shown": "Rendez-vous le 8 décembre 2026"},
    ),
    "L28": Scene(
        code="L28",
        filed=LONG_AGO,
        answers={
            "urgency": "recours avant le 20 septembre 2027, emploi suspendu",
            "chronology": "20/03/2026 ; dépôt\n31/10/2026 ; fin de l’attestation",
            "hope": "une attestation et une carte",
            "reads": "dari",
            "resources": "aucune depuis novembre",
        },
    ),
    "L28-b": Scene(
        code="L28",
        person=OLENA,
        documents=(TITLE,),
        facts={"refused_on": "2026-11-18", "leave_ordered": True},
        answers={
            "urgency": "obligation de quitter le territoire notifiée le 18 novembre",
            "chronology": "18/11/2026 ; refus notifié par la poste",
            "hope": "contester le refus",
        },
    ),
    "L29": Scene(
        code="L29",
        answers={
            "controller": "Accueil Exemple, 12 rue des Exemples, Le Mans",
            "legal_basis": "intérêt légitime",
            "officer": "dpo@exemple.invalid",
        },
    ),
    "L29-b": Scene(
        code="L29",
        person=OLENA,
        answers={
            "controller": "Accueil Exemple, 01 99 00 00 00",
            "legal_basis": "mission d’intérêt public",
        },
    ),
    "L30": Scene(code="L30", documents=(), filed=None),
    "L30-b": Scene(
        code="L30",
        person=OLENA,
        filed=None,
        answers={
            "visited_on": "12/11/2026",
            "place": "préfecture de la Sarthe",
            "operation": "renouveler ma carte",
        },
    ),
}
for _code in ("V01", "V02", "V03", "V04", "V05", "V06", "V07"):
    SCENES[_code] = Scene(code=_code)
    SCENES[f"{_code}-b"] = Scene(code=_code, person=OLENA, documents=(RECEIPT,))
"""By the name of the approved copy: the code, then ``-b`` for the second."""
