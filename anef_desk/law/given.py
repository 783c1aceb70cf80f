"""Facts that somebody gives: a FACTS.json, or the answer to a question of a case.

What cannot be is refused by the name of its key; the value is never quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NoReturn, get_args

from anef_desk.domain.case import Channel
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Housing, Marital, Status
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.law.facts import Facts, HeldDocument

Purpose = Literal[
    "student",
    "job_search",
    "talent",
    "visitor",
    "employee",
    "temporary_worker",
    "seasonal",
    "entrepreneur",
    "spouse_of_french",
    "parent_of_french_child",
    "private_life",
    "young_adult",
    "violence_victim",
    "trafficking_victim",
    "sick",
    "resident",
    "long_term_eu",
]

Wants = Literal[
    "account",
    "first_permit",
    "renewal",
    "renew_api",
    "travel_document",
    "child_travel_document",
    "change_address",
    "change_status",
    "duplicate",
    "collect_card",
    "civil_status",
    "validate_visa",
    "family_reunification",
    "resident_card",
    "exceptional_admission",
    "nationality",
    "work_authorisation",
    "asylum",
]

BenefitBody = Literal["caf", "rsa", "cpam", "france_travail"]

TalentKind = Literal["researcher", "blue_card", "seconded", "other"]

MOST_CHILDREN = 99
MOST_YEARS = 99
LONGEST_TEXT = 500


class FactsRefusedError(ExpectedError):
    """A FACTS.json says something that cannot be."""

    exit_code = 2
    message = N_("La clé « {key} » n’est pas acceptée : {reason}.")


ASKED = frozenset(
    {
        "purpose",
        "wants",
        "entered_on",
        "refused_on",
        "appeal_routes_given",
        "leave_ordered",
        "reasons_requested_on",
        "reasons_given_on",
        "moved_on",
        "photo_code_on",
        "first_protection_document_on",
        "algerian",
        "overseas",
        "talent_kind",
        "travel_on",
        "visa_ends_on",
        "completion_asked_on",
        "completion_due_on",
        "completed_on",
        "informal_appeal_on",
        "message_sent_on",
        "file_requested_on",
        "benefit_body",
        "benefit_refused_on",
        "bank_asked_on",
        "domiciled_on",
    }
)
"""What is answered for a case; a person's file, papers and filing say the rest."""


def read_answer(fact: str, value: object) -> object:
    """Return what *value* answers to the question of *fact*.

    Raises:
        FactsRefusedError: If nothing is asked about *fact*, or if this is no answer.
    """
    if fact not in ASKED:
        _refuse(fact, N_("cette clé n’existe pas"))
    return _READERS[fact](value, fact)


def read_facts(data: object) -> Facts:
    """Read the content of a FACTS.json.

    Raises:
        FactsRefusedError: At the first unknown key, wrong type, impossible date or
            unknown value; it names the key and never quotes the value.
    """
    table = _table(data, "FACTS.json")
    for key in table:
        if key not in _READERS and key != "held":
            _refuse(key, N_("cette clé n’existe pas"))
    if "status" not in table:
        _refuse("status", N_("cette clé est obligatoire"))
    known = {key: _READERS[key](v, key) for key, v in table.items() if key != "held"}
    held = None
    if "held" in table:
        listed = _listed(table["held"], "held")
        held = tuple(_held(item, f"held[{n}]") for n, item in enumerate(listed))
    return Facts(known, held)


def _refuse(key: str, reason: str) -> NoReturn:
    raise FactsRefusedError(key=_shown(key), reason=reason)


def _shown(key: str) -> str:
    """Return *key* fit for one line: printable, and no longer than a key can be."""
    return "".join(c if c.isprintable() else "?" for c in key)[:60]


def _table(value: object, key: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        _refuse(key, N_("un objet JSON est attendu"))
    return value


def _listed(value: object, key: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(key, N_("une liste est attendue"))
    return value


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        _refuse(key, N_("un texte est attendu"))
    return value


def _yes_or_no(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        _refuse(key, N_("true ou false est attendu"))
    return value


def _number(most: int) -> Callable[[object, str], int]:
    def read(value: object, key: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            _refuse(key, N_("un nombre entier est attendu"))
        if not 0 <= value <= most:
            _refuse(key, N_("ce nombre est hors des limites"))
        return value

    return read


def _day(value: object, key: str) -> date:
    text = _text(value, key)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _refuse(key, N_("cette date n’existe pas ; la forme attendue est AAAA-MM-JJ"))
    if day.isoformat() != text or not _is_plausible(day):
        _refuse(key, N_("cette date n’existe pas ; la forme attendue est AAAA-MM-JJ"))
    return day


def _is_plausible(day: date) -> bool:
    return date(1900, 1, 1) <= day <= date(2200, 12, 31)


def _partial_day(value: object, key: str) -> PartialDate:
    text = _text(value, key)
    try:
        partial = PartialDate.parse(text)
    except ValueError:
        partial = None
    if partial is None or not _is_plausible(partial.earliest):
        _refuse(
            key,
            N_("cette date n’existe pas ; AAAA-MM-JJ, AAAA-MM ou AAAA est attendu"),
        )
    return partial


def _word(words: type[StrEnum] | tuple[str, ...]) -> Callable[[object, str], str]:
    accepted = tuple(str(word) for word in words)

    def read(value: object, key: str) -> str:
        if not isinstance(value, str) or value not in accepted:
            _refuse(key, N_("cette valeur n’est pas dans la liste"))
        return value

    return read


def _codes(letter: str) -> Callable[[object, str], tuple[str, ...]]:
    def read(value: object, key: str) -> tuple[str, ...]:
        codes = _listed(value, key)
        for place, code in enumerate(codes):
            if not isinstance(code, str) or not _is_code(code, letter):
                _refuse(f"{key}[{place}]", N_("ce code n’existe pas"))
        return tuple(dict.fromkeys(codes))  # type: ignore[arg-type]

    return read


_LAST_CODE = {"D": 47, "E": 15}
_BESIDE = frozenset({"D18b", "D22b", "D33b"})
"""Codes beside one of the sheets: the request is elsewhere, or the paper is missing."""


def _is_code(code: str, letter: str) -> bool:
    """Return whether *code* is one of the fact sheets: D01 to D47, E0 to E15."""
    number = code[1:]
    if code[:1] != letter:
        return False
    if code in _BESIDE:
        return True
    if not (number.isascii() and number.isdigit()):
        return False
    width = 2 if letter == "D" else len(str(int(number)))
    first = 1 if letter == "D" else 0
    return len(number) == width and first <= int(number) <= _LAST_CODE[letter]


_READERS: dict[str, Callable[[Any, str], object]] = {
    "status": _word(Status),
    "purpose": _word(get_args(Purpose)),
    "wants": _word(get_args(Wants)),
    "birth_date": _partial_day,
    "entered_on": _day,
    "protection_decision_on": _day,
    "filed_on": _day,
    "filed_complete": _yes_or_no,
    "refused_on": _day,
    "appeal_routes_given": _yes_or_no,
    "leave_ordered": _yes_or_no,
    "reasons_requested_on": _day,
    "reasons_given_on": _day,
    "moved_on": _day,
    "photo_code_on": _day,
    "first_protection_document_on": _day,
    "marital": _word(Marital),
    "minor_children": _number(MOST_CHILDREN),
    "housing": _word(Housing),
    "algerian": _yes_or_no,
    "overseas": _yes_or_no,
    "talent_kind": _word(get_args(TalentKind)),
    "travel_on": _day,
    "visa_ends_on": _day,
    "completion_asked_on": _day,
    "completion_due_on": _day,
    "completed_on": _day,
    "informal_appeal_on": _day,
    "message_sent_on": _day,
    "file_requested_on": _day,
    "benefit_body": _word(get_args(BenefitBody)),
    "benefit_refused_on": _day,
    "bank_asked_on": _day,
    "domiciled_on": _day,
    "channel": _word(Channel),
    "symptoms": _codes("D"),
    "done": _codes("E"),
}

_HELD_READERS: dict[str, tuple[str, Callable[[Any, str], object]]] = {
    "kind": ("kind", lambda value, key: Kind(_word(Kind)(value, key))),
    "from": ("starts_on", _day),
    "until": ("ends_on", _day),
    "mention": ("mention", _text),
    "allows_work": ("allows_work", _yes_or_no),
    "years": ("years", _number(MOST_YEARS)),
    "for": ("issued_for", lambda v, key: IssuedFor(_word(IssuedFor)(v, key))),
}


def _held(value: object, key: str) -> HeldDocument:
    table = _table(value, key)
    for name in table:
        if name not in _HELD_READERS:
            _refuse(f"{key}.{name}", N_("cette clé n’existe pas"))
    if "kind" not in table:
        _refuse(f"{key}.kind", N_("cette clé est obligatoire"))
    read: dict[str, Any] = {
        _HELD_READERS[name][0]: _HELD_READERS[name][1](found, f"{key}.{name}")
        for name, found in table.items()
    }
    document = HeldDocument(**read)
    if (
        document.starts_on is not None
        and document.ends_on is not None
        and document.ends_on < document.starts_on
    ):
        _refuse(f"{key}.until", N_("la fin est avant le début"))
    return document
