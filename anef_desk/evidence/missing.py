"""What is still missing for a remedy to be credible, and when to stop waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import ProofNeed, Remedy
from anef_desk.catalogue.sentences import need_sentences, sentence
from anef_desk.domain.case import RemedyTaken
from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.i18n import Sentence
from anef_desk.law.basis import Basis, basis

REMEDY_OF = {
    IncidentChannel.PHONE: "E1",
    IncidentChannel.FORM: "E2",
    IncidentChannel.PREFECTURE: "E3",
    IncidentChannel.PAN: "E4",
}
"""An incident somewhere else than on the platform is a remedy tried that day."""


@dataclass(frozen=True, kw_only=True)
class Log:
    """What was noted about one matter: the attempts, the remedies, the filing."""

    incidents: tuple[Incident, ...] = ()
    remedies: tuple[RemedyTaken, ...] = ()
    filed: bool = False

    def attempts(self) -> tuple[Incident, ...]:
        """Return the attempts on the platform."""
        return tuple(i for i in self.incidents if i.channel is IncidentChannel.ANEF)

    def taken(self, codes: Iterable[str]) -> tuple[RemedyTaken, ...]:
        """Return the remedies taken among *codes*, those the incidents show too."""
        wanted = frozenset(codes)
        return tuple(r for r in tried(self) if r.remedy in wanted)


@dataclass(frozen=True, kw_only=True)
class Need:
    """Something a remedy needs: how much there is, out of how much it takes."""

    text: Sentence
    have: int
    number: int
    is_practice: bool
    basis: Basis
    days: tuple[date, ...]  # when what there is was done, in order

    @property
    def met(self) -> bool:
        """Return whether there is enough."""
        return self.have >= self.number


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A remedy was taken: until when its answer is worth waiting for."""

    remedy: str
    title: Sentence
    since: date
    until: date | None  # None: the catalogue sets no number of days
    wait: Sentence
    is_practice: bool
    answered_on: date | None = None

    def is_over(self, on: date) -> bool:
        """Return whether it is time to stop waiting: the day is past, unanswered."""
        return self.answered_on is None and self.until is not None and on > self.until


def tried(log: Log) -> tuple[RemedyTaken, ...]:
    """Return every remedy that was tried, in order of days.

    A call to the contact centre noted as an incident is the remedy E1; when the same
    remedy was also noted for that day, it counts once, with the number that is known.
    """
    found = {(r.remedy, r.taken_on, place): r for place, r in enumerate(log.remedies)}
    known = {(r.remedy, r.taken_on): key for key, r in found.items()}
    for place, incident in enumerate(log.incidents, len(log.remedies)):
        code = REMEDY_OF.get(incident.channel)
        if code is None:
            continue
        at = known.get((code, incident.day))
        if at is None:
            key = (code, incident.day, place)
            known[code, incident.day] = key
            found[key] = RemedyTaken(
                remedy=code, taken_on=incident.day, reference=incident.number
            )
        elif incident.number and not found[at].reference:
            before = found[at]
            found[at] = RemedyTaken(
                remedy=code,
                taken_on=before.taken_on,
                reference=incident.number,
                answered_on=before.answered_on,
            )
    return tuple(found[key] for key in sorted(found, key=lambda k: (k[1], k[0], k[2])))


def needs(remedy: Remedy, log: Log, library: Library) -> tuple[Need, ...]:
    """Return what *remedy* needs to be credible, in the order of the catalogue."""
    return tuple(
        _need(one, text, log, library)
        for one, text in zip(remedy.need, need_sentences(remedy), strict=True)
    )


def waiting(log: Log, library: Library) -> Waiting | None:
    """Return how long the last remedy taken is waited for; None when there is none.

    A try on the platform (E0) is no request: nobody answers it.
    """
    for taken in reversed(tried(log)):
        remedy = library.remedies.get(taken.remedy)
        if remedy is None or remedy.code == "E0":
            continue
        days = remedy.wait_days
        return Waiting(
            remedy=remedy.code,
            title=sentence(remedy, "title"),
            since=taken.taken_on,
            until=None if days is None else taken.taken_on + timedelta(days=days),
            wait=sentence(remedy, "wait"),
            is_practice=remedy.wait_is_practice,
            answered_on=taken.answered_on,
        )
    return None


def weeks(days: Iterable[date]) -> int:
    """Return how many different calendar weeks *days* fall in, from Monday on."""
    return len({day.isocalendar()[:2] for day in days})


def _need(need: ProofNeed, text: Sentence, log: Log, library: Library) -> Need:
    days = tuple(sorted(_days(need, log)))
    if need.counts == "weeks":
        have = weeks(days)
    elif need.counts == "filing":
        have = int(log.filed)
    else:
        have = len(days)
    return Need(
        text=text,
        have=have,
        number=need.number,
        is_practice=need.is_practice,
        basis=basis(need.sources, library),
        days=days,
    )


def _days(need: ProofNeed, log: Log) -> list[date]:
    """Return the days on which what *need* counts was done."""
    attempts = log.attempts()
    if need.counts in {"attempts", "weeks"}:
        return [attempt.day for attempt in attempts]
    if need.counts == "captures":
        return [attempt.day for attempt in attempts if attempt.proof]
    if need.counts == "filing":
        return []
    wants_number = need.counts == "reference"
    return [
        taken.taken_on
        for taken in log.taken(need.remedy)
        if taken.reference or not wants_number
    ]
