"""Cases: open a procedure for a person, tick its documents, note its filing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal

from anef_desk.catalogue.library import procedure_title
from anef_desk.desk.context import Context
from anef_desk.desk.entry_sheets import ASKED_ABOUT, FilledSheet, filled
from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseEntry, CaseFile, CaseRow, RouteStep, StepState
from anef_desk.domain.case import Case, CaseState, Filing, Outcome, RemedyTaken
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Printed
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument, latest_first
from anef_desk.domain.supporting_document import GATHERED, Mark, MarkState
from anef_desk.law import checklist as law_checklist
from anef_desk.law.asking import Question, notable, questions
from anef_desk.law.deadlines import Deadline
from anef_desk.law.formulas import Scope
from anef_desk.law.given import read_answer
from anef_desk.law.orientation import ProcedureAnswer
from anef_desk.law.situation import Situation, scope_on, situation
from anef_desk.vault.vault import Store


class Cases:
    """The cases of the people of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def open(self, person_id: str, procedure: str) -> CaseFile:
        """Open *procedure* (a code of the catalogue) for a person."""
        case = Case(
            id=new_id(),
            person=person_id,
            procedure=procedure,
            opened_on=self._context.today(),
        )
        return self._put(case, Act.EVENTS)

    def file(self, case_id: str) -> CaseFile:
        """Return everything a case's page shows."""
        store = self._context.vault.reading()
        return read_case(self._context, store, store.cases.get(case_id))

    def sheet(self, case_id: str) -> FilledSheet | None:
        """Return what ANEF asks for this case, in its order, with its values."""
        store = self._context.vault.reading()
        case = store.cases.get(case_id)
        self._context.readable(case.person, store)
        held = [
            document
            for document in store.documents.of(case.person)
            if document.kind in ASKED_ABOUT
        ]
        latest = next(iter(latest_first(held)), None)
        return filled(read_case(self._context, store, case), latest)

    def mark(
        self,
        case_id: str,
        requirement: str,
        state: MarkState | None,
        *,
        marked_on: date | None = None,
        valid_until: date | Literal["same"] | None = "same",
        reason: str = "",
    ) -> CaseFile:
        """Note where a supporting document stands; None takes the note back.

        Args:
            case_id: The case.
            requirement: Code of the document.
            state: Where it stands.
            marked_on: The day it was seen, copied…; None for today.
            valid_until: Last day of the document itself, if it ends; left out, that of
                the one that was seen or copied already, as long as it holds.
            reason: Why it cannot be had.
        """
        case, on = self._get(case_id), self._context.today()
        if valid_until == "same":
            before = case.mark(requirement)
            holds = before is not None and before.state_on(on) in GATHERED
            stays = before if holds and state in GATHERED else None
            valid_until = stays.valid_until if stays else None
        if state is None:
            marks = tuple(m for m in case.marks if m.requirement != requirement)
        else:
            marks = case.marked(
                Mark(
                    requirement=requirement,
                    state=state,
                    marked_on=marked_on or on,
                    valid_until=valid_until,
                    reason=reason,
                )
            )
        return self._put(replace(case, marks=marks), Act.MARKS)

    def filed(self, case_id: str, filing: Filing) -> CaseFile:
        """Note when, where and with what proof the request was filed.

        A case that ended stays so: what is corrected is how it began.
        """
        case = self._get(case_id)
        ended = case.state is CaseState.ANSWERED
        state = CaseState.ANSWERED if ended else CaseState.FILED
        return self._put(replace(case, filing=filing, state=state), Act.FILING)

    def ended(self, case_id: str, outcome: Outcome, day: date) -> CaseFile:
        """Note how the case ended; what may come next is then proposed."""
        case = replace(
            self._get(case_id),
            state=CaseState.ANSWERED,
            outcome=outcome,
            answered_on=day,
        )
        return self._put(case, Act.FILING)

    def reopened(self, case_id: str) -> CaseFile:
        """Take the end of a case back: it goes on."""
        case = self._get(case_id)
        state = CaseState.FILED if case.filing else CaseState.TO_PREPARE
        case = replace(case, state=state, outcome=None, answered_on=None)
        return self._put(case, Act.FILING)

    def noticed(self, case_id: str, symptom: str) -> CaseFile:
        """Note that *symptom* was met on the platform."""
        case = self._get(case_id)
        return self._put(
            replace(case, symptoms=tuple(dict.fromkeys((*case.symptoms, symptom)))),
            Act.EVENTS,
        )

    def taken(
        self, case_id: str, remedy: str, day: date, reference: str = ""
    ) -> CaseFile:
        """Note that *remedy* was tried on *day*; the next rung is then proposed."""
        taken = RemedyTaken(remedy=remedy, taken_on=day, reference=reference)
        case = self._get(case_id)
        return self._put(replace(case, remedies=(*case.remedies, taken)), Act.EVENTS)

    def answer(self, case_id: str, fact: str, value: object) -> CaseFile:
        """Note the answer to a question of the catalogue; None takes it back.

        Args:
            case_id: The case.
            fact: What was asked.
            value: A word of the catalogue, a number, a yes or a no, or a day.

        Raises:
            FactsRefusedError: If this is no answer to that question.
        """
        told: Any = value.isoformat() if isinstance(value, date) else value
        if told is not None:
            read_answer(fact, told)
        case = self._get(case_id)
        return self._put(replace(case, answers=case.answered(fact, told)), Act.MARKS)

    def notable(self, case_id: str) -> tuple[Question, ...]:
        """Return what may have happened in a case, and would set a date going."""
        context, case = self._context, self._get(case_id)
        store = context.readable(case.person)
        person = store.people.get(case.person)
        documents = tuple(store.documents.of(case.person))
        facts = context.facts(person, documents, case)
        return notable(facts, context.today(), context.library)

    def _get(self, case_id: str) -> Case:
        return self._context.vault.reading().cases.get(case_id)

    def _put(self, case: Case, act: Act) -> CaseFile:
        context = self._context
        with context.writing(act) as store:
            known = store.cases.of(case.person)
            before = next((one for one in known if one.id == case.id), None)
            shown = read_case(context, store, case)
            if case.filing is None and case.state is not CaseState.ANSWERED:
                state = CaseState.READY if shown.ready else CaseState.TO_PREPARE
                case = replace(case, state=state)
            store.cases.put(case)
            store.commit()
        if before is not None:  # A case that was opened stays.
            context.recorded(case.person, before, case)
        return replace(shown, case=case)


def case_row(
    context: Context,
    person: Person,
    documents: tuple[ResidenceDocument, ...],
    case: Case,
) -> CaseRow:
    """Return the line of *case* in a person's file."""
    entries = _entries(context, case, _scope(context, person, documents, case))
    gathered, needed = _progress(context, case, entries)
    return CaseRow(
        id=case.id,
        procedure=case.procedure,
        title=procedure_title(context.library, case.procedure),
        state=case.state,
        opened_on=case.opened_on,
        filed_on=case.filing.filed_on if case.filing else None,
        outcome=case.outcome,
        gathered=gathered,
        needed=needed,
    )


def read_case(context: Context, store: Store, case: Case) -> CaseFile:
    """Return what the page of *case* shows, with the law asked again."""
    on = context.today()
    context.readable(case.person, store)
    person = store.people.get(case.person)
    documents = tuple(store.documents.of(case.person))
    facts = context.facts(person, documents, case, store.cases.of(case.person))
    answers = situation(facts, on, context.library)
    scope = scope_on(facts, on, context.library)
    entries = _entries(context, case, scope)
    gathered, needed = _progress(context, case, entries)
    return CaseFile(
        on=on,
        may=context.may(store, case.person),
        case=case,
        person=person,
        title=procedure_title(context.library, case.procedure),
        route=_route(context, case, scope, entries),
        entries=entries,
        gathered=gathered,
        needed=needed,
        situation=answers,
        alert=next((a for a in answers.alerts if a.severity != "info"), None),
        deadline=next_deadline(answers),
        questions=_questions(context, case, entries, answers),
        identity=next(
            (
                identity
                for identity in store.identities.of(case.person)
                if identity.source is Printed.OFPRA
            ),
            None,
        ),
        appointments=tuple(
            appointment
            for appointment in store.appointments.of(case.person)
            if appointment.case == case.id
        ),
        following=_following(context, store, case, person, documents),
    )


def _following(
    context: Context,
    store: Store,
    case: Case,
    person: Person,
    documents: tuple[ResidenceDocument, ...],
) -> tuple[ProcedureAnswer, ...]:
    """Return the procedures that fit once *case* ended, none while it goes on."""
    if case.state is not CaseState.ANSWERED:
        return ()
    cases = [one for one in store.cases.of(person.id) if one.id != case.id]
    opened = {one.procedure for one in cases if one.state is not CaseState.ANSWERED}
    facts = context.facts(person, documents, None, (*cases, case))
    answers = situation(facts, context.today(), context.library)
    return tuple(
        answer
        for answer in answers.procedures
        if answer.code not in {*opened, case.procedure}
    )


def _questions(
    context: Context,
    case: Case,
    entries: tuple[CaseEntry, ...],
    answers: Situation,
) -> tuple[Question, ...]:
    procedure = context.library.procedures.get(case.procedure)
    if procedure is None:
        return ()
    asked = (item.entry for item in entries)
    told = {answer.fact for answer in case.answers}
    return questions(procedure, asked, answers.deadlines, context.library, told)


def _scope(
    context: Context,
    person: Person,
    documents: tuple[ResidenceDocument, ...],
    case: Case,
) -> Scope:
    facts = context.facts(person, documents, case)
    return scope_on(facts, context.today(), context.library)


def next_deadline(answers: Situation) -> Deadline | None:
    """Return the legal date that comes next; our own advice is not one."""
    coming = [
        deadline
        for deadline in answers.deadlines
        if deadline.due is not None
        and deadline.due >= answers.on
        and deadline.reliability != "practice"
    ]
    return min(coming, key=lambda deadline: deadline.due or date.max, default=None)


def _entries(context: Context, case: Case, scope: Scope) -> tuple[CaseEntry, ...]:
    procedure = context.library.procedures.get(case.procedure)
    if procedure is None:
        return ()
    return tuple(
        CaseEntry(entry=entry, mark=case.mark(entry.code))
        for entry in law_checklist.checklist(procedure, scope, context.library)
    )


def _progress(
    context: Context, case: Case, entries: tuple[CaseEntry, ...]
) -> tuple[int, int]:
    """Count what must be gathered before filing: how many are, how many it takes."""
    before = _steps_before_filing(context, case)
    asked = [
        item
        for item in entries
        if item.entry.need == "required"
        and item.entry.truth is True
        and item.entry.step in before
        and not (item.mark and item.mark.state is MarkState.NOT_APPLICABLE)
    ]
    on = context.today()
    return sum(is_gathered(item, on) for item in asked), len(asked)


def is_gathered(item: CaseEntry, on: date) -> bool:
    """Return whether the document of *item* was seen or copied, and still holds."""
    return item.mark is not None and item.mark.state_on(on) in GATHERED


def _steps_before_filing(context: Context, case: Case) -> frozenset[str]:
    procedure = context.library.procedures.get(case.procedure)
    steps: list[str] = []
    for step in procedure.step if procedure else ():
        steps.append(step.id)
        if step.files:
            break
    return frozenset(steps)


def _route(
    context: Context, case: Case, scope: Scope, entries: tuple[CaseEntry, ...]
) -> tuple[RouteStep, ...]:
    """Return the route.

    A step is done when the facts say so, or say so of a later one. What comes before
    the step that files is done as well once its documents are all there: those of the
    others may be there long before anything is sent, or collected.
    """
    procedure = context.library.procedures.get(case.procedure)
    if procedure is None:
        return ()
    steps = law_checklist.route(procedure, scope)
    known = [place for place, step in enumerate(steps) if step.truth is True]
    last_known = max(known, default=-1)
    filing = next((n for n, step in enumerate(steps) if step.files), len(steps))
    done = [
        place <= last_known
        or (place < filing and _all_there(step.id, entries, context.today()))
        for place, step in enumerate(steps)
    ]
    current = done.index(False) if False in done else len(done)
    states: list[StepState] = [
        "done" if is_done else "current" if place == current else "ahead"
        for place, is_done in enumerate(done)
    ]
    return tuple(
        RouteStep(id=step.id, title=step.title, text=step.text, state=state)
        for step, state in zip(steps, states, strict=True)
    )


def _all_there(step: str, entries: tuple[CaseEntry, ...], on: date) -> bool:
    asked = [
        item
        for item in entries
        if item.entry.step == step
        and item.entry.need == "required"
        and item.entry.truth is True
    ]
    return bool(asked) and all(is_gathered(item, on) for item in asked)
