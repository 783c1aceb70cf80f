"""What is known of a situation, and what follows from it on a day.

A fact that is absent is not known; answers that depend on it stay open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.residence_document import (
    TITLES,
    IssuedFor,
    Kind,
    latest_first,
)
from anef_desk.law.formulas import read_formula
from anef_desk.law.time_limits import TimeLimit, last_day

DAYS_IN_A_YEAR = 365.25

OF_THE_TITLE = frozenset(
    {"first_permit", "renewal", "renew_api", "change_status", "resident_card"}
)
"""What can be wanted that, filed in the window of a title, asks for the next one."""

FOR_A_TITLE = OF_THE_TITLE | {"exceptional_admission"}
"""What can be wanted that a confirmation, an attestation or a récépissé waits for.

Renewing the attestation is part of the request that it waits for.
"""

AWAITING = (Kind.API, Kind.RECEPISSE)
"""The kinds that are held until the préfet answers."""


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
class Reply:
    """What the préfet answered to a request for a title, and when."""

    day: date
    granted: bool


@dataclass(frozen=True)
class Facts:
    """What is known of a situation, whatever the day."""

    known: Mapping[str, object] = field(default_factory=dict)
    held: tuple[HeldDocument, ...] | None = None  # None: nobody asked
    reply: Reply | None = None  # the last one a file knows, to whatever request

    def latest(self, *kinds: Kind) -> HeldDocument | None:
        """Return the document of *kinds* that is held, see `latest_first`."""
        held = latest_first(d for d in self.held or () if d.kind in kinds)
        return held[0] if held else None

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
        if "filed_on" not in scope:
            scope.update(self._of_deposit(scope))
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
        return {**scope, **self._about(document, "document", scope)}

    def _about(
        self, document: HeldDocument, name: str, scope: Mapping[str, object]
    ) -> dict[str, object]:
        """Return what is known of *document*, and how what it waited for ended."""
        has_title = any(held.kind in TITLES for held in self.held or ())
        facts = document.facts(name, scope.get("wants"), has_title=has_title)
        reply = self._last_reply(scope)
        if reply and document.kind in AWAITING and _is_before(document, reply.day):
            facts[f"{name}.answer"] = "granted" if reply.granted else "refused"
        return facts

    def _last_reply(self, scope: Mapping[str, object]) -> Reply | None:
        """Return the last answer: of the file, or the refusal that is asked about."""
        refused, wants = scope.get("refused_on"), scope.get("wants")
        if not isinstance(refused, date) or wants not in FOR_A_TITLE | {None}:
            return self.reply
        if self.reply and self.reply.day > refused:
            return self.reply
        return Reply(refused, granted=False)

    def _of_deposit(self, scope: Mapping[str, object]) -> dict[str, object]:
        """Return the day of the filing that a confirmation proves, if it is of this one.

        It is not, when something else than a title is asked for, or another title than
        the one it was given for, or when what it asked for was answered since.
        """
        deposit = self.latest(Kind.DEPOSIT)
        if deposit is None or deposit.starts_on is None:
            return {}
        wants = scope.get("wants")
        if wants is not None and wants not in FOR_A_TITLE:
            return {}
        awaited = _issued_for(wants, has_title=False)  # A change may be noted as both.
        if None not in (awaited, deposit.issued_for) and awaited != deposit.issued_for:
            return {}
        given = (d.starts_on for d in self.held or () if d.kind in (*TITLES, Kind.ADF))
        answered = {"refused_on", "granted"} & scope.keys()
        if self.reply and not answered and _is_before(deposit, self.reply.day):
            return {}
        if any(day is not None and day > deposit.starts_on for day in given):
            return {}
        return {"filed_on": deposit.starts_on}

    def _describe(
        self, scope: dict[str, object], name: str, kinds: tuple[Kind, ...], on: date
    ) -> None:
        document = self.latest(*kinds)
        scope[f"holds.{name}"] = document is not None
        if document is None:
            scope[f"valid.{name}"] = False
            return
        scope.update(self._about(document, name, scope))
        if document.ends_on is not None:
            scope[f"valid.{name}"] = on <= document.ends_on
        elif document.kind is Kind.DEPOSIT:
            scope[f"valid.{name}"] = True


def _is_before(document: HeldDocument, day: date) -> bool:
    """Return whether *document* was surely given by *day*.

    One whose first day nobody noted was, if it had ended by then.
    """
    given = document.starts_on or document.ends_on
    return given is not None and given <= day


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

    Any filing may be one until it is known what was asked. A request for something
    else than a title, such as an address, is never one.
    """
    if "filed_on" not in scope:
        return None
    if scope.get("wants") == "renewal":
        return True
    if "wants" in scope and scope["wants"] not in OF_THE_TITLE:
        return False
    opens = read_formula("title.until - 120 days").day(scope)
    filed = scope["filed_on"]
    if opens is None or not isinstance(filed, date):
        return None
    return filed >= opens if "wants" in scope else None
