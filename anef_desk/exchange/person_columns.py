"""What a column of a table of people may say, and how people call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Any, Final

from anef_desk.domain.person import Civility, Housing, Marital, Status
from anef_desk.domain.residence_document import Kind
from anef_desk.domain.words import HOUSING, KINDS, MARITAL, STATUSES
from anef_desk.exchange.matching import Field
from anef_desk.exchange.values import (
    foreigner_number,
    one_of,
    partial_date,
    plain,
    small_number,
    whole_date,
)
from anef_desk.i18n import N_, NAMES


def _names(
    kinds: Mapping[Any, str], more: Mapping[str, Any] | None = None
) -> Mapping[str, Any]:
    """Return what a list is called: its French words, its codes, and some *more*."""
    found: dict[str, Any] = {}
    for kind, label in kinds.items():
        found[plain(label)] = kind
        if isinstance(kind, Enum):
            found[plain(str(kind.value))] = kind
    return {**found, **(more or {})}


_CIVILITIES: Final = {
    **dict.fromkeys(
        ("m", "mr", "monsieur", "homme", "h", "masculin"), Civility.MONSIEUR
    ),
    **dict.fromkeys(
        ("mme", "madame", "mrs", "ms", "femme", "f", "feminin"), Civility.MADAME
    ),
}
_STATUSES: Final = _names(
    STATUSES,
    {
        "refugie": Status.REFUGEE,
        "refugiee": Status.REFUGEE,
        "statut de refugie": Status.REFUGEE,
        "ps": Status.SUBSIDIARY_PROTECTION,
        "bps": Status.SUBSIDIARY_PROTECTION,
        "apatride": Status.STATELESS,
        "demandeur d asile": Status.ASYLUM_SEEKER,
        "demandeuse d asile": Status.ASYLUM_SEEKER,
        "demandeur asile": Status.ASYLUM_SEEKER,
    },
)
_MARITAL: Final = _names(
    MARITAL,
    {
        "marie": Marital.MARRIED,
        "mariee": Marital.MARRIED,
        "divorce": Marital.DIVORCED,
        "divorcee": Marital.DIVORCED,
        "veuf": Marital.WIDOWED,
        "veuve": Marital.WIDOWED,
        "pacse": Marital.PACS,
        "pacsee": Marital.PACS,
    },
)
_HOUSING: Final = _names(
    HOUSING,
    {
        "heberge": Housing.HOSTED,
        "hebergee": Housing.HOSTED,
        "domicilie": Housing.DOMICILED,
        "domiciliee": Housing.DOMICILED,
    },
)
_KINDS: Final = _names(
    KINDS,
    {
        "adf": Kind.ADF,
        "aps": Kind.APS,
        "api": Kind.API,
        "atda": Kind.ATDA,
        "carte de sejour temporaire": Kind.PERMIT,
        "carte de sejour pluriannuelle": Kind.PERMIT,
        "csp": Kind.PERMIT,
        "cst": Kind.PERMIT,
        "attestation de prolongation": Kind.API,
        "attestation de prolongation d instruction": Kind.API,
        "attestation de decision favorable": Kind.ADF,
        "attestation de demande d asile": Kind.ATDA,
    },
)
_LANGUAGES: Final = {
    **{plain(name): code for code, name in NAMES.items()},
    **{plain(code): code for code in NAMES},
    "anglais": "en",
    "arabe": "ar",
    "arabic": "ar",
    "dari": "fa_AF",
    "persan": "fa_AF",
    "farsi": "fa_AF",
    "ukrainien": "uk",
    "ukrainian": "uk",
    "french": "fr",
}

_WORD_LISTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "civility": _CIVILITIES,
    "status": _STATUSES,
    "marital": _MARITAL,
    "housing": _HOUSING,
    "language": _LANGUAGES,
    "document.kind": _KINDS,
}


def _chosen(key: str) -> Callable[[str], Any]:
    return partial(one_of, known=_WORD_LISTS[key])


FIELDS: Final = (
    Field("family_name", N_("Nom de famille"), (
        "nom", "nom de famille", "nom de naissance", "last name", "surname",
        "family name",
    )),
    Field("given_names", N_("Prénoms"), (
        "prenom", "prenoms", "first name", "given name", "given names", "first names",
    )),
    Field("used_name", N_("Nom d’usage"), ("nom d usage", "nom usage", "used name")),
    Field("native_name", N_("Nom dans son écriture"), (
        "nom dans son ecriture", "nom natif", "native name",
    )),
    Field("civility", N_("Civilité"), (
        "civilite", "sexe", "genre", "gender", "sex", "title",
    ), _chosen("civility")),
    Field("birth_date", N_("Date de naissance"), (
        "date de naissance", "ne le", "nee le", "naissance", "ddn",
        "birth date", "date of birth", "birthdate", "dob", "annee de naissance",
    ), partial_date),
    Field("birth_place", N_("Lieu de naissance"), (
        "lieu de naissance", "ne a", "birth place", "place of birth",
    )),
    Field("nationality", N_("Nationalité"), ("nationalite", "nationality", "pays")),
    Field("numero_etranger", N_("Numéro étranger"), (
        "numero etranger", "n etranger", "no etranger", "agdref", "numero agdref",
        "n agdref", "foreigner number", "identifiant etranger",
    ), foreigner_number),
    Field("status", N_("Situation"), ("situation", "statut", "status"), _chosen("status")),
    Field("language", N_("Langue"), ("langue", "langues", "language"), _chosen("language")),
    Field("marital", N_("Situation familiale"), (
        "situation familiale", "situation de famille", "marital status",
    ), _chosen("marital")),
    Field("minor_children", N_("Enfants mineurs"), (
        "enfants", "enfants mineurs", "nombre d enfants", "children",
    ), small_number),
    Field("housing", N_("Hébergement"), ("hebergement", "logement", "housing"), _chosen("housing")),
    Field("address", N_("Adresse"), ("adresse", "address", "adresse postale")),
    Field("phone", N_("Téléphone"), (
        "telephone", "tel", "portable", "mobile", "phone", "numero de telephone",
    )),
    Field("email", N_("Adresse électronique"), (
        "email", "mail", "e mail", "courriel", "adresse mail", "adresse electronique",
    )),
    Field("prefecture", N_("Préfecture"), ("prefecture",)),
    Field("document.kind", N_("Document de séjour"), (
        "document", "document de sejour", "titre", "titre de sejour", "type de titre",
        "type de document", "permit", "document type", "residence permit",
    ), _chosen("document.kind")),
    Field("document.number", N_("Numéro du document"), (
        "numero du titre", "numero du document", "n titre", "permit number",
        "document number",
    )),
    Field("document.starts_on", N_("Début du document"), (
        "debut", "date de debut", "delivre le", "valable du", "start date",
        "valid from", "debut du document",
    ), whole_date),
    Field("document.ends_on", N_("Fin du document"), (
        "fin", "date de fin", "expiration", "date d expiration", "expire le",
        "valable jusqu au", "echeance", "end date", "expiry date", "valid until",
        "fin de validite", "date de fin de validite", "fin du document",
    ), whole_date),
    Field("document.mention", N_("Mention du document"), ("mention", "mention du document")),
)  # fmt: skip
"""Everything an import may fill, in the order it is offered; what is of a residence
document has a key that begins with ``document.``.
"""
