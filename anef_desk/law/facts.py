"""What is known of a situation, and what follows from it on a day.

A fact that is absent is not known; answers that depend on it stay open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anef_desk.domain.residence_document import (
    TITLES,
    IssuedFor,
    Kind,
    latest_first,
)
from anef_desk.law.deduced import (
    ANNOUNCED,
    AWAITING,
    CLOSED,
    FOR_A_TITLE,
    GRANTED,
    REFUSED,
    answer_of,
    of_birth,
    of_completion,
    of_ended_title,
    of_papers,
    of_request,
)
from anef_desk.law.time_limits import TimeLimit, last_day

DAYS_IN_A_YEAR = 365.25

SHORTER_THAN_A_TITLE = TimeLimit(4, "months")
"""A title that is granted lasts longer; the one before has less left to run.

It is renewed from 120 days before its end (CESEDA R.431-5).
"""

LEFT_TO_A_RENEWED_TITLE = TimeLimit(60, "days")
"""What is at most left of a title when its renewal is answered, to be sure it is that one.

Renewals are filed 60 days before its end at the latest (CESEDA R.431-5). A new title
may be given so late that it ends as soon: it began after the filing.
"""

MOST_YEARS_OF_AN_EXAMINATION = 2
"""A title of more years, about to end when its renewal is answered, began before the
request: our own measure, and a wide one; silence is a refusal after four months."""


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

    day: date | None  # None: nobody noted it
    granted: bool
    filed_on: date | None = None  # the day of the request, where it is known


@dataclass(frozen=True)
class Facts:
    """What is known of a situation, whatever the day."""

    known: Mapping[str, object] = field(default_factory=dict)
    held: tuple[HeldDocument, ...] | None = None  # None: nobody asked
    reply: Reply | None = None  # the last one a file knows, to whatever request
    closed_until: date | None = None  # what was filed by that day was closed

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
        scope.update(of_birth(scope.get("birth_date"), on))
        scope.update(of_completion(scope))
        if CLOSED in self.symptoms:
            scope["closed"] = True
        if "filed_on" not in scope:
            scope.update(self._of_deposit(scope))
        if self.held is not None:
            for kind in Kind:
                self._describe(scope, kind.value, (kind,), on)
            self._describe(scope, "title", TITLES, on)
        scope.update(of_request(scope))
        answer = answer_of(scope)
        if answer is not None:
            scope["answer"] = answer
        if self.held is not None:
            scope["card_awaited"] = self._is_card_awaited(scope)
            scope["renewal_answered"] = self._is_renewal_answered(scope)
            scope["renewal_granted"] = self._is_renewal_granted(scope)
            scope.update(of_papers(scope))
            scope.update(of_ended_title(scope, on))
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
        of_asylum = document.kind is Kind.ATDA  # No title says what it is of.
        has_title = any(d.kind in TITLES for d in self.held or ()) and not of_asylum
        facts = document.facts(name, scope.get("wants"), has_title=has_title)
        if of_asylum and document.issued_for is None and self._follows(document):
            facts[f"{name}.for"] = IssuedFor.RENEWAL.value
        reply = self._last_reply(scope)
        if reply and document.kind in AWAITING and _is_before(document, reply.day):
            facts[f"{name}.answer"] = GRANTED if reply.granted else REFUSED
            if reply.day is not None:
                facts[f"{name}.answered_on"] = reply.day
        return facts

    def _follows(self, document: HeldDocument) -> bool:
        """Return whether another of its kind surely began before *document*."""
        first, kind = document.starts_on, document.kind
        others = (d.starts_on for d in self.held or () if d.kind is kind)
        return first is not None and any(day and day < first for day in others)

    def _last_reply(self, scope: Mapping[str, object]) -> Reply | None:
        """Return the last answer: of the file, or the one that is asked about.

        It is a refusal, or what the account announces of the request.
        """
        if scope.get("wants") not in FOR_A_TITLE | {None}:
            return self.reply
        refused = scope.get("refused_on")
        if not isinstance(refused, date):
            said = None if ANNOUNCED.isdisjoint(self.symptoms) else Reply(None, True)
            return self.reply or said
        if self.reply and (self.reply.day is None or self.reply.day > refused):
            return self.reply
        return Reply(refused, granted=False)

    def _is_card_awaited(self, scope: Mapping[str, object]) -> bool:
        """Return whether a title was granted, as far as is sure, and not noted since.

        One that ends soon after what was answered, or filed, is the one before; so is
        one that an attestation, or a récépissé, outlived.
        """
        asked = scope["title_request"] and scope.get("answer") == GRANTED
        told = self.reply is not None and self.reply.granted
        since = self.reply.day if self.reply and told else scope.get("filed_on")
        if not (asked or told):
            return False
        if not scope["holds.title"]:
            return True
        ends = scope.get("title.until")
        if not isinstance(ends, date) or self._was_given_since(scope):
            return False
        if isinstance(since, date):
            return ends <= last_day(since, SHORTER_THAN_A_TITLE)
        waited = [scope.get(f"{kind.value}.until") for kind in AWAITING]
        return bool(asked) and any(isinstance(d, date) and d > ends for d in waited)

    def _was_given_since(self, scope: Mapping[str, object]) -> bool:
        """Return whether the title held began after the request that was answered.

        However soon it ends, it is then the one that was granted: a card may be given
        late, and count from the end of the one before.
        """
        filed, begins = self._answered_filing(scope), scope.get("title.from")
        return isinstance(begins, date) and filed is not None and begins > filed

    def _answered_filing(self, scope: Mapping[str, object]) -> date | None:
        """Return the day of the request that was answered; a later one is another."""
        if self.reply and self.reply.filed_on:
            return self.reply.filed_on
        filed, answered = scope.get("filed_on"), self.reply and self.reply.day
        if not isinstance(filed, date) or (answered and filed > answered):
            return None
        return filed

    def _is_renewal_answered(self, scope: Mapping[str, object]) -> bool:
        """Return whether the last answer ends what the title held proves once ended.

        It does unless the title is known to be the one that was granted.
        """
        ends = scope.get("title.until")
        if self.reply is None or self.reply.day is None or not isinstance(ends, date):
            return False
        if self._was_given_since(scope):
            return False
        return ends <= last_day(self.reply.day, LEFT_TO_A_RENEWED_TITLE)

    def _is_renewal_granted(self, scope: Mapping[str, object]) -> bool:
        """Return whether the title held is surely the one whose renewal was granted.

        Nothing says any more to file it, so a doubt leaves its dates. What was granted
        had not ended on the day of the answer; it may be a card that was given late,
        where nobody noted the request, or the first day of the card.
        """
        ends, day = scope.get("title.until"), self.reply.day if self.reply else None
        sure = scope["renewal_answered"] and scope["card_awaited"]
        if not sure or not isinstance(ends, date) or day is None:
            return False
        years, filed = scope.get("title.years"), self._answered_filing(scope)
        if isinstance(years, int) and years > MOST_YEARS_OF_AN_EXAMINATION:
            return True
        if filed is None:
            return ends < day
        begins = isinstance(scope.get("title.from"), date)  # It was not given since.
        return begins or ends <= last_day(filed, SHORTER_THAN_A_TITLE)

    def _of_deposit(self, scope: Mapping[str, object]) -> dict[str, object]:
        """Return the day of the filing that a confirmation proves, if it is of this one.

        It is not, when something else than a title is asked for, or another title than
        the one it was given for, or when what it asked for was answered, or closed,
        since.
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
        answered = {"refused_on", "answer"} & scope.keys()
        if self.reply and not answered and _is_before(deposit, self.reply.day):
            return {}
        until = self.closed_until
        closed = until is not None and deposit.starts_on <= until
        if closed or any(day is not None and day > deposit.starts_on for day in given):
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


def _is_before(document: HeldDocument, day: date | None) -> bool:
    """Return whether *document* was surely given before the answer of *day*.

    One of that very day is of a request that goes on: once the préfet has answered,
    none is due. One whose first day nobody noted was given before, if it had ended by
    then; any was, when nobody noted the day of the answer.

    Source:
        CESEDA R.431-15-1, 2nd paragraph: it is given as long as the préfet has not
        decided.
    """
    if day is None:
        return True
    if document.starts_on is not None:
        return document.starts_on < day
    return document.ends_on is not None and document.ends_on <= day


def _issued_for(wants: object, *, has_title: bool) -> IssuedFor | None:
    """Return what a document was issued for, as far as what is asked says it."""
    if wants is None:
        return None
    if wants == "first_permit":
        return IssuedFor.FIRST
    return IssuedFor.RENEWAL if has_title or wants == "renewal" else None
