"""A line of the checklist as it is shown, to each in their language."""

from __future__ import annotations

from datetime import date

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseEntry, CaseFile
from anef_desk.domain.supporting_document import GATHERED, Mark, MarkState
from anef_desk.i18n import Translations
from anef_desk.law import words
from anef_desk.law.situation import questions
from ui import terms
from ui.language import _, current, direction
from ui.widgets.bilingual_row import KEYS, RowLook, Side
from ui.widgets.chip import ChipKind

VALID_UNTIL = "valid_until"
"""What the menu of a line offers besides states: to note an end of validity."""

STATES = (
    MarkState.SEEN,
    MarkState.COPIED,
    MarkState.MISSING,
    MarkState.EXPIRED,
    MarkState.CANNOT_GET,
    MarkState.NOT_APPLICABLE,
)

_KINDS: dict[MarkState, ChipKind] = {
    MarkState.SEEN: "done",
    MarkState.COPIED: "done",
    MarkState.MISSING: "soon",
    MarkState.EXPIRED: "late",
    MarkState.CANNOT_GET: "late",
    MarkState.NOT_APPLICABLE: "none",
}


def status_of(
    item: CaseEntry, texts: Translations, on: date | None = None
) -> tuple[ChipKind, str]:
    """Return the status of a line and its words in the language of *texts*.

    A document seen or copied whose validity ended before *on* is to be had again.
    """
    mark = item.mark
    if mark is not None:
        if on is not None and mark.state_on(on) is MarkState.EXPIRED:
            return "late", texts.text(terms.MARKS[MarkState.EXPIRED])
        return _KINDS[mark.state], _marked(mark, texts)
    if item.entry.need == "cannot_be_required":
        return "none", texts.text(words.NEEDS["cannot_be_required"])
    if item.entry.truth is None:
        return "none", texts.text(words.NEEDS["perhaps"])
    if item.entry.need == "if_asked":
        return "none", texts.text(words.NEEDS["if_asked"])
    return "soon", texts.text(words.NEEDS["required"])


def _marked(mark: Mark, texts: Translations) -> str:
    if mark.state in GATHERED:
        day = f"{mark.marked_on:%d/%m}"
        sentence = terms.SEEN_ON if mark.state is MarkState.SEEN else terms.COPIED_ON
        return texts.text(sentence, day=day)
    return texts.text(terms.MARKS[mark.state])


def look_of(
    item: CaseEntry, beside: Translations, case: CaseFile, library: Library
) -> RowLook:
    """Return how *item* of *case* is shown, in the window's language and *beside*."""
    entry, mark = item.entry, item.mark
    kind, words = status_of(item, current(), case.on)
    gathered = mark is not None and mark.state in GATHERED and kind == "done"
    letters = {state: letter for letter, state in KEYS.items()}
    choices = [
        (state.value, f"{_(terms.MARKS[state])}\t{letters[state.value]}")
        for state in STATES
    ]
    if mark is not None and mark.state in GATHERED:
        choices.append((VALID_UNTIL, _("Noter sa date de fin…")))
    if mark is not None:
        choices.append(("", _("Effacer cette note") + "\t" + _("Suppr")))
    ours = _note(item, current(), library)
    if mark is not None and mark.reason:
        ours = _lines(ours, i18n.isolated(mark.reason))
    if i18n.SOURCE_LANGUAGE not in {current().language, beside.language}:
        ours = _lines(ours, i18n.left_to_right(entry.form_name or entry.title.french))
    return RowLook(
        code=entry.code,
        ours=Side(
            title=current().content(entry.title),
            note=ours,
            direction=direction(current()),
        ),
        theirs=Side(
            title=beside.content(entry.title),
            note=_note(item, beside, library),
            direction=direction(beside),
        ),
        kind=kind,
        status=words,
        ticked=gathered,
        warned=kind == "late",
        choices=tuple(choices) if Act.MARKS in case.may else (),
    )


def _note(item: CaseEntry, texts: Translations, library: Library) -> str:
    """Return what stands under the title: why, until when, what decides."""
    entry, mark = item.entry, item.mark
    until = mark.valid_until if mark and mark.state in GATHERED else None
    asked: list[str] = []
    if entry.truth is None:
        asked = questions(entry.undecided[:1], library, texts)
    return _lines(
        texts.content(entry.note),
        texts.text(terms.VALID_UNTIL, day=texts.short_day(until)) if until else "",
        *asked,
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
