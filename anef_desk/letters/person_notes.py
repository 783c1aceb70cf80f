"""What was noted about a person day by day, as they read it: cases, visits, attempts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from anef_desk.catalogue.library import Library, procedure_title
from anef_desk.catalogue.model import Remedy, SupportingDocument, Symptom
from anef_desk.catalogue.sentences import label_sentence, sentence
from anef_desk.clock import PARIS
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import Answer, Case, Filing, RemedyTaken
from anef_desk.domain.event import Event
from anef_desk.domain.handover import Handover
from anef_desk.domain.incident import Incident
from anef_desk.domain.person_data import PersonData
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.rights_loss import Cause, RightsLoss
from anef_desk.domain.supporting_document import Mark
from anef_desk.domain.words import (
    CASE_STATES,
    CHANNELS,
    EVENTS,
    INCIDENT_CHANNELS,
    LOSS_CAUSES,
    LOST_RIGHTS,
    MARKS,
    OUTCOMES,
)
from anef_desk.i18n import N_
from anef_desk.law.given import FactsRefusedError, read_answer
from anef_desk.letters.record_sheet import Fact, Line, Part, Say, Titled, Together, Told

NOTHING = Told("")

Titles: TypeAlias = Mapping[str, SupportingDocument | Symptom | Remedy]


def cases(opened: Sequence[Case], library: Library) -> Iterator[Part]:
    """Give a part for each case: its state, the filing, answers, papers, remedies."""
    for case in opened:
        title = Titled(procedure_title(library, case.procedure))
        yield Part(
            Told(N_("Démarche : {title}"), {"title": title}),
            tuple(_case(case, library)),
        )


def notes(data: PersonData, library: Library) -> Iterator[Part]:
    """Give what was noted outside of cases, one part for each kind."""
    copies = {kept.id: number for number, kept in enumerate(data.attachments, 1)}
    yield Part(
        Told(N_("Rendez-vous")),
        tuple(line for made in data.appointments for line in _appointment(made)),
    )
    yield Part(Told(N_("Ce qui s’est passé")), tuple(map(_event, data.events)))
    yield Part(
        Told(N_("Essais et appels")),
        tuple(
            line
            for incident in data.incidents
            for line in _incident(incident, library, copies)
        ),
    )
    yield Part(
        Told(N_("Droits perdus")),
        tuple(_loss(loss, library) for loss in data.rights_losses),
    )
    yield Part(
        Told(N_("Dates suivies par l’équipe")),
        tuple(_postponement(noted, library) for noted in data.postponements),
    )
    yield Part(
        Told(N_("Relève : ce qui reste à faire")), tuple(map(_handover, data.handovers))
    )


def _case(case: Case, library: Library) -> Iterator[Line]:
    opened = Told(N_("ouverte le {day}"), {"day": case.opened_on})
    yield Told(CASE_STATES[case.state]), opened
    if case.filing is not None:
        yield from _filing(case.filing)
    if case.answered_on is not None:
        yield NOTHING, _dated(N_("Répondu le {day}"), case.answered_on)
    if case.outcome is not None:
        yield Told(N_("Résultat")), Told(OUTCOMES[case.outcome])
    for answer in case.answers:
        yield _answer(answer, library)
    for mark in case.marks:
        yield _mark(mark, library)
    if case.symptoms:
        met = (_title(library.symptoms, code) for code in case.symptoms)
        yield Told(N_("Blocages notés")), Together(tuple(met))
    for taken in case.remedies:
        yield _remedy(taken, library)


def _filing(filing: Filing) -> Iterator[Line]:
    yield (
        Told(CHANNELS[filing.channel]),
        Told(N_("déposé le {day}"), {"day": filing.filed_on}),
    )
    if filing.number:
        yield Told(N_("Numéro de la demande")), Fact(filing.number)
    if filing.proof:
        yield Told(N_("Preuve")), Fact(filing.proof)
    if filing.complete is not None:
        yield Told(N_("Toutes les pièces étaient jointes")), _yes_or_no(filing.complete)


def _answer(answer: Answer, library: Library) -> Line:
    fact = library.facts.get(answer.fact)
    value: object = answer.value
    with suppress(FactsRefusedError):  # A later catalogue may no longer accept it.
        value = read_answer(answer.fact, answer.value)
    said: Say = Fact(str(value))
    if isinstance(value, bool):
        said = _yes_or_no(value)
    elif isinstance(value, date):
        said = Told("{day}", {"day": value})
    elif fact and fact.values:
        said = Titled(label_sentence(fact, str(value)))
    return Titled(sentence(fact, "question")) if fact else Fact(answer.fact), said


def _mark(mark: Mark, library: Library) -> Line:
    return Told(MARKS[mark.state]), Together(
        (
            _title(library.supporting_documents, mark.requirement),
            Told(N_("le {day}"), {"day": mark.marked_on}),
            _dated(N_("Valable jusqu’au {day}"), mark.valid_until),
            Fact(mark.reason),
        )
    )


def _remedy(taken: RemedyTaken, library: Library) -> Line:
    return Told(N_("Recours essayé le {day}"), {"day": taken.taken_on}), Together(
        (
            _title(library.remedies, taken.remedy),
            Fact(taken.reference),
            _dated(N_("Répondu le {day}"), taken.answered_on),
        )
    )


def _appointment(made: Appointment) -> Iterator[Line]:
    yield _at(made.day, made.hour), Fact(made.place)
    if made.bring:
        things = tuple(map(Fact, made.bring.splitlines()))
        yield Told(N_("À apporter")), Together(things)
    if made.outcome:
        yield Told(N_("Résultat")), Fact(made.outcome)


def _event(event: Event) -> Line:
    at: datetime = event.happened_at.astimezone(ZoneInfo(PARIS))
    day = _at(at.date(), f"{at:%H:%M}")
    return Together((day, Told(EVENTS[event.kind]))), Fact(event.note)


def _incident(
    incident: Incident, library: Library, copies: Mapping[str, int]
) -> Iterator[Line]:
    day = _at(incident.day, f"{incident.at:%H:%M}" if incident.at else "")
    yield (
        Together((day, Told(INCIDENT_CHANNELS[incident.channel]))),
        _title(library.symptoms, incident.symptom),
    )
    for label, said in (
        (N_("Écran ou étape"), incident.step),
        (N_("Message affiché"), incident.message),
        (N_("Appareil et navigateur"), incident.device),
        (N_("Numéro donné"), incident.number),
    ):
        if said:
            yield Told(label), Fact(said)
    proof = tuple(
        Told(N_("Copie {number}"), {"number": copies[one]})
        for one in incident.proof
        if one in copies
    )
    if proof:
        yield Told(N_("Preuve")), Together(proof)


def _loss(loss: RightsLoss, library: Library) -> Line:
    known = loss.cause in set(Cause)
    cause: Say = (
        Told(LOSS_CAUSES[Cause(loss.cause)])
        if known
        else _title(library.symptoms, loss.cause)
    )
    return Told(LOST_RIGHTS[loss.right]), Together(
        (
            Told(N_("perdu le {day}"), {"day": loss.lost_on}),
            _dated(N_("rendu le {day}"), loss.restored_on),
            cause,
        )
    )


def _postponement(noted: Postponement, library: Library) -> Line:
    rule = next((one for one in library.deadlines if one.id == noted.rule), None)
    title: Say = Titled(sentence(rule, "title")) if rule else Fact(noted.rule)
    what = N_("date traitée") if noted.done else N_("rappel reporté")
    return Together((title, Told("{day}", {"day": noted.due}))), Together(
        (
            Told(what),
            Told(N_("le {day}"), {"day": noted.noted_on}),
            _dated(N_("jusqu’au {day}"), noted.until),
            Fact(noted.reason),
        )
    )


def _handover(left: Handover) -> Line:
    return Told("{day}", {"day": left.noted_on}), Together(
        (Fact(left.text), _dated(N_("reprise le {day}"), left.taken_on))
    )


def _title(entries: Titles, code: str) -> Say:
    """Return the title of an entry; its code when the catalogue lost it."""
    entry = entries.get(code)
    return Titled(sentence(entry, "title")) if entry else Fact(code)


def _at(day: date, hour: str) -> Told:
    if not hour:
        return Told("{day}", {"day": day})
    return Told(N_("{day} à {time}"), {"day": day, "time": hour})


def _dated(message: str, day: date | None) -> Told:
    return Told(message, {"day": day}) if day else NOTHING


def _yes_or_no(answer: bool) -> Told:  # noqa: FBT001 - an answer
    return Told(N_("Oui") if answer else N_("Non"))
