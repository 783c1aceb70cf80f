"""Which letters fit the facts, why the others do not, and what is still to ask."""

from __future__ import annotations

from collections.abc import Mapping
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
    missing: tuple[MissingField, ...]


def offer(template: LetterTemplate, scope: Scope) -> LetterOffer:
    """Return whether *template* fits the facts of *scope*."""
    why_not = refusal(template, scope)
    return LetterOffer(
        code=template.code,
        title=Sentence(f"{template.code}.title", template.title),
        fits=why_not is None,
        why_not=why_not,
        missing=tuple(
            MissingField(
                key=field.key,
                question=question(template, field),
                kind=field.kind,
                needed=field.needed,
            )
            for field in template.asked
            if read_condition(field.when).truth(scope) is not False
        ),
    )


def offers(
    templates: Mapping[str, LetterTemplate], scope: Scope
) -> tuple[LetterOffer, ...]:
    """Return every letter, those that fit first, each group in the order of codes."""
    found = [offer(templates[code], scope) for code in sorted(templates)]
    return tuple(sorted(found, key=lambda one: not one.fits))


def refusal(template: LetterTemplate, scope: Scope) -> Sentence | None:
    """Return why the letter cannot be written now, or None when it can.

    A letter is offered only when its condition surely holds: a doubt refuses.
    """
    for place, forbidden in enumerate(template.forbidden):
        if read_condition(forbidden.when).truth(scope):
            return Sentence(f"{template.code}.forbidden.{place}.text", forbidden.text)
    if read_condition(template.offered).truth(scope):
        return None
    return Sentence(f"{template.code}.offered_why", template.offered_why)
