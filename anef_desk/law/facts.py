"""What is known of a situation: from a FACTS.json, or from a person and a case.

A fact that is absent is not known; answers that depend on it stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NoReturn, get_args

from anef_desk.domain.case import Case, Channel
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.law.formulas import read_formula
from anef_desk.law.time_limits import TimeLimit, last_day

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

TITLES = (Kind.PERMIT, Kind.RESIDENT_CARD, Kind.VLS_TS)
"""The kinds that are residence titles, not papers held while waiting for one."""

DAYS_IN_A_YEAR = 365.25

MOST_CHILDREN = 99
MOST_YEARS = 99
LONGEST_TEXT = 500


class FactsRefusedError(ExpectedError):
    """A FACTS.json says something that cannot be."""

    exit_code = 2
    message = N_("La clé « {key} » n’est pas acceptée : {reason}.")


@dataclass(frozen=True, kw_only=True)
class HeldDocument:
    """A residence document, as far as the law looks at it."""

    kind: Kind
    starts_on: date | None = None
    ends_on: date | None = None
    mention: str | None = None
    allows_work: bool | None = None
    years: int | None = None
    issued_for: IssuedFor | None = None

    @property
    def length_in_years(self) -> int | None:
        """Return for how many years it was granted, counted if it is not said."""
        if self.years is not None:
            return self.years
        if self.starts_on is None or self.ends_on is None:
            return None
        return round((self.ends_on - self.starts_on).days / DAYS_IN_A_YEAR)

    def facts(self, name: str, wants: object, *, has_title: bool) -> dict[str, object]:
        """Return what is known of the document, each fact under ``name.``.

        What it was issued for is deduced from what is asked, once that is known.
        """
        issued_for = self.issued_for or _issued_for(wants, has_title=has_title)
        found = {
            "kind": self.kind.value,
            "from": self.starts_on,
            "until": self.ends_on,
            "mention": self.mention,
            "allows_work": self.allows_work,
            "years": self.length_in_years,
            "for": issued_for and issued_for.value,
        }
        return {f"{name}.{k}": v for k, v in found.items() if v is not None}


@dataclass(frozen=True)
class Facts:
    """What is known of a situation, whatever the day."""

    known: Mapping[str, object] = field(default_factory=dict)
    held: tuple[HeldDocument, ...] | None = None  # None: nobody asked

    def latest(self, *kinds: Kind) -> HeldDocument | None:
        """Return the document of *kinds* that ends last, then that begins last."""
        return max(
            (document for document in self.held or () if document.kind in kinds),
            key=lambda d: (d.ends_on or date.min, d.starts_on or date.min),
            default=None,
        )

    @property
    def symptoms(self) -> tuple[str, ...]:
        """Return the codes of the symptoms noticed."""
        return self.known.get("symptoms", ())  # type: ignore[return-value]

    @property
    def done(self) -> tuple[str, ...]:
        """Return the codes of the remedies already tried."""
        return self.known.get("done", ())  # type: ignore[return-value]

    def scope(self, on: date) -> dict[str, object]:
        """Return every fact by name on the day *on*, those computed included."""
        scope = {**self.known, "today": on}
        scope.update(_of_birth(scope.get("birth_date"), on))
        scope.update(_of_completion(scope))
        deposit = self.latest(Kind.DEPOSIT)
        if "filed_on" not in scope and deposit and deposit.starts_on:
            scope["filed_on"] = deposit.starts_on
        if self.held is not None:
            for kind in Kind:
                self._describe(scope, kind.value, (kind,), on)
            self._describe(scope, "title", TITLES, on)
        asked = _renewal_asked(scope)
        if asked is not None:
            scope["renewal_asked"] = asked
        return scope

    def of_document(
        self, document: HeldDocument, scope: Mapping[str, object]
    ) -> dict[str, object]:
        """Return *scope* with what is known of one *document* under ``document.``."""
        has_title = self.latest(*TITLES) is not None
        facts = document.facts("document", scope.get("wants"), has_title=has_title)
        return {**scope, **facts}

    def _describe(
        self, scope: dict[str, object], name: str, kinds: tuple[Kind, ...], on: date
    ) -> None:
        document = self.latest(*kinds)
        scope[f"holds.{name}"] = document is not None
        if document is None:
            scope[f"valid.{name}"] = False
            return
        has_title = self.latest(*TITLES) is not None
        scope.update(document.facts(name, scope.get("wants"), has_title=has_title))
        if document.ends_on is not None:
            scope[f"valid.{name}"] = on <= document.ends_on
        elif document.kind is Kind.DEPOSIT:
            scope[f"valid.{name}"] = True


def _issued_for(wants: object, *, has_title: bool) -> IssuedFor | None:
    """Return what a document was issued for, as far as what is asked says it."""
    if wants is None:
        return None
    if wants == "first_permit":
        return IssuedFor.FIRST
    return IssuedFor.RENEWAL if has_title or wants == "renewal" else None


def _of_birth(birth: object, on: date) -> dict[str, object]:
    """Return what a birth date, even a partial one, says for sure on the day *on*."""
    if not isinstance(birth, PartialDate):
        return {}
    found: dict[str, object] = {}
    if birth.earliest == birth.latest:
        found["birth_on"] = birth.earliest
    of_age = [
        last_day(d, TimeLimit(18, "years")) for d in (birth.earliest, birth.latest)
    ]
    if on >= of_age[1]:
        found["adult"] = True
    elif on < of_age[0]:
        found["adult"] = False
    return found


def _of_completion(scope: Mapping[str, object]) -> dict[str, object]:
    """Return how long the four months stood still while documents were asked for.

    Source:
        CRPA L.114-5: during the time given to complete the file.
    """
    asked, given = scope.get("completion_asked_on"), scope.get("completion_due_on")
    if not isinstance(asked, date) or not isinstance(given, date):
        return {}
    done = scope.get("completed_on")
    end = min(done, given) if isinstance(done, date) else given
    return {"suspended_days": max((end - asked).days, 0)}


def _renewal_asked(scope: Mapping[str, object]) -> bool | None:
    """Return whether a renewal was filed: within the window of R.431-5, or said so.

    An earlier filing may still be one, until it is known what was asked.
    """
    if "filed_on" not in scope:
        return None
    if scope.get("wants") == "renewal":
        return True
    opens = read_formula("title.until - 120 days").day(scope)
    filed = scope["filed_on"]
    if opens is None or not isinstance(filed, date):
        return None
    if filed >= opens:
        return True
    return False if "wants" in scope else None


def facts_of(
    person: Person,
    documents: Sequence[ResidenceDocument],
    case: Case | None,
    assumed: Mapping[str, object],
) -> Facts:
    """Return what the file of *person* says, in the light of *case*.

    Args:
        person: Who it is about.
        documents: What they hold.
        case: What they ask for, with what was answered about it.
        assumed: What the procedure of the case takes for granted; what the file says
            comes before it.
    """
    found: dict[str, object] = {
        "status": person.status and person.status.value,
        "birth_date": person.birth_date,
        "protection_decision_on": person.protection_decision_on,
        "marital": person.marital and person.marital.value,
        "minor_children": person.minor_children,
        "housing": person.housing and person.housing.value,
    }
    if case is not None:
        found["symptoms"] = case.symptoms
        found["done"] = tuple(taken.remedy for taken in case.remedies)
        if case.filing is not None:
            found["filed_on"] = case.filing.filed_on
            found["filed_complete"] = case.filing.complete
            found["channel"] = case.filing.channel.value
        found |= _answers(case)
    held = tuple(
        HeldDocument(
            kind=document.kind,
            starts_on=document.starts_on,
            ends_on=document.ends_on,
            mention=document.mention,
            allows_work=document.allows_work,
            years=document.years,
            issued_for=document.issued_for,
        )
        for document in documents
    )
    said = {k: v for k, v in found.items() if v is not None}
    return Facts({**assumed, **said}, held)


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


def _answers(case: Case) -> dict[str, object]:
    """Return what was answered, less what a later catalogue no longer accepts."""
    found: dict[str, object] = {}
    for answer in case.answers:
        with suppress(FactsRefusedError):
            found[answer.fact] = read_answer(answer.fact, answer.value)
    return found


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


def _is_code(code: str, letter: str) -> bool:
    """Return whether *code* is one of the fact sheets: D01 to D47, E0 to E15."""
    number = code[1:]
    if code[:1] != letter or not (number.isascii() and number.isdigit()):
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
