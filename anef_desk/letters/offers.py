"""Which letters fit the facts, why the others do not, and what is still to ask."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from anef_desk.i18n import Sentence
from anef_desk.law.conditions import read_condition
from anef_desk.law.formulas import Scope
from anef_desk.letters.template import FieldKind, LetterTemplate, question


@dataclass(frozen=True, kw_only=True)
class MissingField:
    """Something to ask before, or while, a letter is written."""

    key: str
    question: Sentence
    kind: FieldKind
    needed: bool  # without it the letter is not made


@dataclass(frozen=True, kw_only=True)
class LetterOffer:
    """A letter, and whether it fits."""

    code: str
    title: Sentence
    fits: bool
    why_not: Sentence | None
    instead: str  # code of the letter this situation calls for; "": none is named
    modified: bool  # the organisation replaced the template
    missing: tuple[MissingField, ...]


def offer(
    template: LetterTemplate, scope: Scope, *, modified: bool = False
) -> LetterOffer:
    """Return whether *template* fits the facts of *scope*."""
    why_not, instead = _against(template, scope)
    return LetterOffer(
        code=template.code,
        title=Sentence(f"{template.code}.title", template.title),
        fits=why_not is None,
        why_not=why_not,
        instead=instead,
        modified=modified,
        missing=asked(template, scope),
    )


def asked(
    template: LetterTemplate, scope: Scope | None = None
) -> tuple[MissingField, ...]:
    """Return what *template* asks where *scope* allows it; all of it without one."""
    return tuple(
        MissingField(
            key=field.key,
            question=question(template, field),
            kind=field.kind,
            needed=field.needed,
        )
        for field in template.asked
        if scope is None or read_condition(field.when).truth(scope) is not False
    )


def offers(
    templates: Mapping[str, LetterTemplate],
    scope: Scope,
    modified: Container[str] = (),
) -> tuple[LetterOffer, ...]:
    """Return every letter, those that fit first, each group in the order of codes."""
    found = [
        offer(templates[code], scope, modified=code in modified)
        for code in sorted(templates)
    ]
    return tuple(sorted(found, key=lambda one: not one.fits))


def refusal(template: LetterTemplate, scope: Scope) -> Sentence | None:
    """Return why the letter cannot be written now, or None when it can.

    A letter is offered only when its condition surely holds: a doubt refuses.
    """
    return _against(template, scope)[0]


def _against(template: LetterTemplate, scope: Scope) -> tuple[Sentence | None, str]:
    """Return why the letter cannot be written, and the one to write instead."""
    for place, forbidden in enumerate(template.forbidden):
        if read_condition(forbidden.when).truth(scope):
            context = f"{template.code}.forbidden.{place}.text"
            return Sentence(context, forbidden.text), forbidden.instead
    if read_condition(template.offered).truth(scope):
        return None, ""
    return Sentence(f"{template.code}.offered_why", template.offered_why), ""
