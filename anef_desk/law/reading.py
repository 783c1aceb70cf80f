"""An entry of the catalogue laid out to be read, on screen or on paper.

The same reading serves the window, the person's space and the printed sheet: what it
says is decided once, in no language, and each of them writes it in the languages it
needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import (
    DeadlineRule,
    Fact,
    Procedure,
    Remedy,
    ResidenceDocumentKind,
    Right,
    SupportingDocument,
    Symptom,
)
from anef_desk.catalogue.sentences import (
    label_sentence,
    listed_sentences,
    requirement_sentences,
    right_sentences,
    sentence,
    step_sentence,
)
from anef_desk.i18n import Sentence
from anef_desk.law.basis import Basis, basis
from anef_desk.law.conditions import Truth, read_condition, undecided
from anef_desk.law.formulas import Scope, read_formula
from anef_desk.law.remedies import ladder
from anef_desk.law.rights import END

Chip = Literal[
    "",
    "required",
    "if_asked",
    "cannot_be_required",
    "yes",
    "no",
    "conditional",
    "unknown",
]

MomentName = Literal["valid", "ended", "lately", "long_ago"]

MANY = 5
"""Answers of a question that are not listed one by one."""

_ENDED = (timedelta(0), timedelta(days=1), timedelta(days=400))
"""How long ago a document may have ended: rights change then, and after six months."""

_NAMES: dict[int, tuple[MomentName, ...]] = {
    1: (),
    2: ("valid", "ended"),
    3: ("valid", "lately", "long_ago"),
}
"""The moments of a document, by how many different things are so."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """What a line says when its question is answered so."""

    answers: tuple[str | Sentence, ...]  # "yes", "no", labels; (): any other
    texts: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is so.

    It may depend on a question that nobody answered yet: it then has *ways* instead of
    texts.
    """

    texts: tuple[Sentence, ...] = ()
    question: Sentence | None = None
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Moment(Said):
    """What is so before a document ends, or after."""

    name: MomentName


@dataclass(frozen=True, kw_only=True)
class Line(Said):
    """A line of a section.

    What it says may depend on a day that nobody knows: it then has *moments* instead
    of anything else to say.
    """

    title: Sentence | None = None
    moments: tuple[Moment, ...] = ()
    chip: Chip = ""
    truth: Truth = True  # None: perhaps, it depends
    name: str = ""  # the right it is about, of the matrix
    opens: date | None = None
    due: date | None = None
    basis: Basis | None = None
    target: str = ""  # code of the entry to read next
    icon: str = ""
    practice: bool = False  # the delay it ends with is our advice, no text sets it


@dataclass(frozen=True, kw_only=True)
class Section:
    """Lines under one title of `SECTIONS`."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An entry, from its title to its sources."""

    code: str
    title: Sentence
    lead: Sentence
    sections: tuple[Section, ...]
    basis: Basis
    channel: str = ""  # of a procedure
    to_verify: tuple[str, ...] = ()  # in French, for the desk
    form_name: str = ""  # as printed on French forms


def reading(code: str, scope: Scope, library: Library) -> Reading | None:
    """Return the entry *code* as it reads in the situation *scope*.

    Returns:
        None when the catalogue has no such entry.
    """
    readers: tuple[tuple[Iterable[str], Callable[[], Reading]], ...] = (
        (library.procedures, lambda: _procedure(code, scope, library)),
        (library.symptoms, lambda: _symptom(library.symptoms[code], scope, library)),
        (
            library.residence_documents,
            lambda: _residence_document(
                library.residence_documents[code], scope, library
            ),
        ),
        (library.supporting_documents, lambda: _supporting_document(code, library)),
        (library.remedies, lambda: _remedy(library.remedies[code], library)),
        (library.bodies, lambda: _body(code, library)),
    )
    for codes, read in readers:
        if code in codes:
            return read()
    return None


def _procedure(code: str, scope: Scope, library: Library) -> Reading:
    procedure = library.procedures[code]
    sections = (
        _said("who", procedure, "who"),
        _said("where", procedure, "where"),
        Section(name="window", lines=tuple(_windows(procedure, scope, library))),
        Section(name="step", lines=tuple(_steps(procedure, scope, library))),
        Section(
            name="requirement", lines=tuple(_requirements(procedure, scope, library))
        ),
        _listed("fee", procedure, scope, library),
        _listed("issued", procedure, scope, library),
        _listed("delay", procedure, scope, library),
        Section(
            name="deadline",
            lines=tuple(
                _deadline(rule, library)
                for rule in library.deadlines
                if rule.code in procedure.deadlines
            ),
        ),
        Section(name="block", lines=tuple(_blocks(procedure, library))),
        Section(
            name="notice",
            lines=tuple(
                Line(
                    title=sentence(notice, "title"),
                    texts=(sentence(notice, "text"),),
                    basis=basis(notice.sources, library),
                )
                for notice in library.notices
                if code in notice.procedures
            ),
        ),
    )
    return Reading(
        code=code,
        title=sentence(procedure, "title"),
        lead=sentence(procedure, "summary"),
        sections=_filled(sections),
        basis=basis(dict.fromkeys((*procedure.basis, *procedure.sources)), library),
        channel=procedure.channel,
        to_verify=procedure.to_verify,
    )


def _symptom(symptom: Symptom, scope: Scope, library: Library) -> Reading:
    rungs = ladder(symptom, scope, (), library)
    sections = (
        _said("danger", symptom, "danger"),
        _said("now", symptom, "now"),
        Section(
            name="ladder",
            lines=tuple(
                Line(
                    title=rung.title,
                    texts=tuple(filter(None, (rung.text, rung.wait))),
                    basis=rung.basis,
                    target=rung.remedy,
                    practice=bool(rung.wait) and rung.wait_is_practice,
                )
                for rung in rungs
            ),
        ),
        Section(
            name="say",
            lines=tuple(
                Line(
                    title=sentence(body, "title"),
                    texts=(sentence(body, "say"),),
                    basis=basis(body.sources, library),
                    target=body.code,
                )
                for body in library.bodies.values()
                if symptom.code in body.symptoms
            ),
        ),
    )
    return Reading(
        code=symptom.code,
        title=sentence(symptom, "title"),
        lead=sentence(symptom, "text"),
        sections=_filled(sections),
        basis=basis(symptom.sources, library),
    )


def _residence_document(
    kind: ResidenceDocumentKind, scope: Scope, library: Library
) -> Reading:
    """Return the rights of *kind*: each with the cells that may hold, in their order.

    The first cell that surely holds ends the search, as it does for a document held.
    """
    cells: dict[str, list[tuple[Right, Sentence]]] = {}
    for cell, said in zip(kind.right, right_sentences(kind), strict=True):
        cells.setdefault(cell.right, []).append((cell, said))
    lines = []
    for right, every in cells.items():
        found, decided = _possible(every, scope)
        if not found:
            continue
        answers = {cell.answer for cell, _said in found}
        moments = _moments(found, scope, library)
        told = Said() if moments else _said_of(found, scope, library)
        sources = dict.fromkeys(key for cell, _said in found for key in cell.sources)
        lines.append(
            Line(
                name=right,
                chip=answers.pop() if len(answers) == 1 else "conditional",
                texts=told.texts,
                question=told.question,
                ways=told.ways,
                moments=moments,
                truth=True if decided and len(found) == 1 else None,
                basis=basis(sources, library),
            )
        )
    return Reading(
        code=kind.code,
        title=sentence(kind, "title"),
        lead=sentence(kind, "summary"),
        sections=_filled((Section(name="right", lines=tuple(lines)),)),
        basis=basis(kind.sources, library),
    )


def _possible(
    cells: Iterable[tuple[Right, Sentence]], scope: Scope
) -> tuple[list[tuple[Right, Sentence]], bool]:
    """Return those of *cells* that may hold, and whether the last one surely does."""
    found: list[tuple[Right, Sentence]] = []
    for cell, text in cells:
        truth = read_condition(cell.when).truth(scope)
        if truth is not False:
            found.append((cell, text))
        if truth:
            return found, True
    return found, False


def _moments(
    cells: Sequence[tuple[Right, Sentence]], scope: Scope, library: Library
) -> tuple[Moment, ...]:
    """Return what *cells* say before the document ends and after, if a day decides.

    What is so while it is valid comes first.
    """
    on = scope.get("today")
    if not isinstance(on, date) or END not in _waiting(cells, scope):
        return ()

    told: dict[Said, None] = {}
    for ago in _ENDED:
        then = {**scope, END: on - ago}
        told[_said_of(_possible(cells, then)[0], then, library)] = None
    return tuple(
        Moment(name=name, texts=said.texts, question=said.question, ways=said.ways)
        for name, said in zip(_NAMES[len(told)], told, strict=False)
    )


def _said_of(
    cells: Sequence[tuple[Right, Sentence]], scope: Scope, library: Library
) -> Said:
    """Return what *cells* say, or the question that tells them apart."""
    texts = _said_once(cells)
    question, ways = _ways(cells, scope, library) if len(texts) > 1 else (None, ())
    return Said(texts=() if ways else texts, question=question, ways=ways)


def _waiting(cells: Iterable[tuple[Right, Sentence]], scope: Scope) -> dict[str, None]:
    """Return the facts that keep some of *cells* open, each once, in their order."""
    return dict.fromkeys(
        name
        for cell, _text in cells
        for name in undecided(read_condition(cell.when), scope)
    )


def _said_once(cells: Iterable[tuple[Right, Sentence]]) -> tuple[Sentence, ...]:
    """Return what *cells* say, each sentence once, in their order."""
    said: dict[str, Sentence] = {}
    for _cell, text in cells:
        said.setdefault(text.french, text)
    return tuple(said.values())


def _ways(
    cells: Sequence[tuple[Right, Sentence]], scope: Scope, library: Library
) -> tuple[Sentence | None, tuple[Way, ...]]:
    """Return the question that tells most of *cells* apart, and what each answer gives.

    Sentences that exclude one another are not read in a row. No question does it when
    only a day would decide.
    """
    best: tuple[Sentence | None, tuple[Way, ...]] = (None, ())
    for name in _waiting(cells, scope):
        fact = library.facts[name]  # The check of the content names unknown ones.
        ways: dict[tuple[Sentence, ...], list[str | Sentence]] = {}
        for value, said in _answers(fact):
            found, _decided = _possible(cells, {**scope, name: value})
            ways.setdefault(_said_once(found), []).append(said)
        if len(ways) > 1 and _longest(ways) < _longest(way.texts for way in best[1]):
            best = sentence(fact, "question"), _in_order(ways)
    return best


def _in_order(
    ways: Mapping[tuple[Sentence, ...], Sequence[str | Sentence]],
) -> tuple[Way, ...]:
    """Return *ways*, the one that most answers lead to last: the other cases."""
    found = [
        Way(answers=tuple(answers) if len(answers) < MANY else (), texts=texts)
        for texts, answers in ways.items()
    ]
    return tuple(sorted(found, key=lambda way: not way.answers))


def _longest(texts: Iterable[tuple[Sentence, ...]]) -> int:
    """Return how many sentences the longest of *texts* has; a thousand of none."""
    return max((len(one) for one in texts), default=1000)


def _answers(fact: Fact) -> Iterator[tuple[object, str | Sentence]]:
    """Yield each value *fact* can have, and the word for it, if there are words."""
    if fact.type == "bool":
        yield True, "yes"
        yield False, "no"
    elif fact.labels:
        for value in fact.values:
            yield value, label_sentence(fact, value)


def _supporting_document(code: str, library: Library) -> Reading:
    document: SupportingDocument = library.supporting_documents[code]
    asked_by = tuple(
        Line(title=sentence(procedure, "title"), target=procedure.code)
        for procedure in library.procedures.values()
        if any(
            requirement.document == code and requirement.need != "cannot_be_required"
            for requirement in procedure.requirement
        )
    )
    sections = (
        _said("looks", document, "looks"),
        _said("get", document, "where"),
        _said("validity", document, "validity"),
        _said("instead", document, "instead"),
        _said("refusal", document, "refusal"),
        Section(name="asked_by", lines=asked_by),
    )
    return Reading(
        code=code,
        title=sentence(document, "title"),
        lead=sentence(document, "what"),
        sections=_filled(sections),
        basis=basis(document.sources, library),
        form_name=document.form_name,
    )


def _remedy(remedy: Remedy, library: Library) -> Reading:
    fields = ("prerequisite", "addressee", "proof")
    wait = sentence(remedy, "wait")
    waiting = Line(texts=(wait,), practice=remedy.wait_is_practice)
    sections = (
        *(_said(field, remedy, field) for field in fields),
        Section(name="wait", lines=(waiting,) if wait else ()),
    )
    return Reading(
        code=remedy.code,
        title=sentence(remedy, "title"),
        lead=sentence(remedy, "text"),
        sections=_filled(sections),
        basis=basis(remedy.sources, library),
    )


def _body(code: str, library: Library) -> Reading:
    body = library.bodies[code]
    titles = listed_sentences(body, "step", "title")
    texts = listed_sentences(body, "step", "text")
    steps = tuple(
        Line(title=title, texts=(text,), basis=basis(step.sources, library))
        for step, title, text in zip(body.step, titles, texts, strict=True)
    )
    return Reading(
        code=code,
        title=sentence(body, "title"),
        lead=sentence(body, "say"),
        sections=_filled((Section(name="ladder", lines=steps),)),
        basis=basis(body.sources, library),
    )


def _windows(procedure: Procedure, scope: Scope, library: Library) -> Iterator[Line]:
    texts = listed_sentences(procedure, "window", "text")
    for window, text in zip(procedure.window, texts, strict=True):
        truth = read_condition(window.when).truth(scope)
        if truth is False:
            continue
        yield Line(
            texts=(text,),
            truth=truth,
            opens=read_formula(window.opens).day(scope) if window.opens else None,
            due=read_formula(window.due).day(scope) if window.due else None,
            basis=basis(window.sources, library),
        )


def _steps(procedure: Procedure, scope: Scope, library: Library) -> Iterator[Line]:
    for place, step in enumerate(procedure.step):
        truth = read_condition(step.when).truth(scope)
        if truth is not False:
            yield Line(
                title=step_sentence(procedure, place, "title"),
                texts=(step_sentence(procedure, place, "text"),),
                truth=truth,
                basis=basis(step.sources, library),
            )


def _requirements(
    procedure: Procedure, scope: Scope, library: Library
) -> Iterator[Line]:
    notes = requirement_sentences(procedure, "note")
    others = requirement_sentences(procedure, "instead")
    for asked, note, instead in zip(procedure.requirement, notes, others, strict=True):
        document = library.supporting_documents.get(asked.document)
        truth = read_condition(asked.when).truth(scope)
        if document is None or truth is False:
            continue
        yield Line(
            title=sentence(document, "title"),
            texts=tuple(filter(None, (note, instead))),
            chip=asked.need,
            truth=truth,
            basis=basis(asked.sources, library),
            target=document.code,
            icon=document.icon,
        )


def _listed(name: str, procedure: Procedure, scope: Scope, library: Library) -> Section:
    elements = getattr(procedure, name)
    texts = listed_sentences(procedure, name, "text")
    titles: tuple[Sentence | None, ...] = (None,) * len(texts)
    if name == "issued":
        titles = listed_sentences(procedure, name, "title")
    lines = []
    for element, text, title in zip(elements, texts, titles, strict=True):
        truth = read_condition(getattr(element, "when", "")).truth(scope)
        if truth is not False:
            lines.append(
                Line(
                    title=title,
                    texts=(text,),
                    truth=truth,
                    basis=basis(element.sources, library),
                    target=getattr(element, "document", ""),
                )
            )
    return Section(name=name, lines=tuple(lines))


def _blocks(procedure: Procedure, library: Library) -> Iterator[Line]:
    for block in procedure.block:
        symptom = library.symptoms.get(block.symptom)
        if symptom is None:
            continue
        note = Sentence(f"{procedure.code}.block.{block.symptom}.note", block.note)
        yield Line(
            title=sentence(symptom, "title"),
            texts=(note,) if note else (),
            target=symptom.code,
        )


def _deadline(rule: DeadlineRule, library: Library) -> Line:
    return Line(
        title=sentence(rule, "title"),
        texts=(sentence(rule, "text"), sentence(rule, "missed")),
        basis=basis(rule.sources, library),
    )


def _said(
    name: str, entry: Procedure | Symptom | SupportingDocument | Remedy, field: str
) -> Section:
    said = sentence(entry, field)
    return Section(name=name, lines=(Line(texts=(said,)),) if said else ())


def _filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.lines)
