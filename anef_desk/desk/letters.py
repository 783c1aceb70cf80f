"""Letters and checklists: which fit, what they will look like, what was printed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from anef_desk.catalogue.library import procedure_title, shipped
from anef_desk.catalogue.sentences import sentence
from anef_desk.desk.cases import is_gathered, read_case
from anef_desk.desk.context import Context
from anef_desk.desk.letterhead import LOGO
from anef_desk.desk.people import main_case
from anef_desk.desk.prefectures import named
from anef_desk.desk.roles import Act
from anef_desk.desk.templates import Current, current
from anef_desk.desk.views import CaseEntry, EndedDocument, LetterPreview
from anef_desk.domain.case import Case
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.pocket_code import new_code
from anef_desk.domain.prefecture import Prefecture
from anef_desk.domain.residence_document import ResidenceDocument, latest_first
from anef_desk.domain.supporting_document import GATHERED, MarkState
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, Sentence, Translations, load
from anef_desk.law.alerts import alerts
from anef_desk.law.deduced import refused_papers
from anef_desk.law.facts import Facts
from anef_desk.law.formulas import Scope
from anef_desk.law.identity import compared
from anef_desk.law.situation import scope_on
from anef_desk.letters.compose import Lists, compose, joined, letter_scope
from anef_desk.letters.fields import (
    Value,
    letter_fields,
    paper_fields,
    prefecture_fields,
    with_dates,
    with_days,
)
from anef_desk.letters.offers import LetterOffer, asked, offers, refusal
from anef_desk.letters.page import Composed, dump, read
from anef_desk.letters.sheet import Line, checklist_sheet
from anef_desk.letters.template import (
    LetterTemplate,
    encloses,
    question,
    templates,
)

TO_BRING = frozenset({MarkState.SEEN, MarkState.MISSING, MarkState.EXPIRED})
"""What was noted about a document that is still to be brought."""

MISPRINTED = "D26"
"""The symptom of an identity that is not printed as OFPRA has it."""


class UnknownLetterError(ExpectedError):
    """No template has this code."""

    message = N_("Il n’y a pas de courrier de ce code.")
    exit_code = 2


class LetterRefusedError(ExpectedError):
    """The letter does not fit the facts, or a fact it needs is missing."""

    message = N_("Ce courrier ne convient pas à cette situation : {reason}")
    exit_code = 2

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason=reason.french)
        self.reason = reason

    def explain(self, translations: Translations) -> str:
        """Return why, in the language of *translations*."""
        reason = translations.content(self.reason)
        return translations.text(self.message, reason=reason)


class ChangedLetterError(ExpectedError):
    """A letter cannot be printed again as it was: this version draws it otherwise."""

    message = N_("Ce courrier ne peut plus être imprimé à l’identique.")
    advice = N_("Faites un nouveau courrier : l’ancien reste noté dans le dossier.")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter that can be printed, and what will be kept of it if it is."""

    french: Composed
    other: Composed | None
    letter: Letter  # without its words and its hash, see `Letters.hashed`
    picture: bytes  # the logo, if there is one
    ended: tuple[EndedDocument, ...]  # for that reason not enclosed


@dataclass(frozen=True)
class _Matter:
    """Everything a letter is made from, on one day."""

    person: Person
    organisation: Organisation
    documents: tuple[ResidenceDocument, ...]
    case: Case | None
    scope: Scope
    raised: tuple[str, ...]
    lists: Lists
    on: date
    ended: tuple[EndedDocument, ...] = ()  # seen or copied, and past
    templates: Current = field(default_factory=lambda: Current(templates(), {}))
    known: Mapping[str, str] = field(default_factory=dict)  # answers of the file
    prefecture: Prefecture | None = None
    logo: str = ""  # its hash


class Letters:
    """The letters of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def offers(
        self,
        person_id: str,
        case_id: str | None = None,
        scope: Scope | None = None,
    ) -> tuple[LetterOffer, ...]:
        """Return every letter, those that fit the facts first.

        Args:
            person_id: Whose letters.
            case_id: The case they are about; None for the one that matters most.
            scope: The facts of that file today, if they are at hand.
        """
        matter = self._matter(person_id, case_id, scope)
        around = letter_scope(matter.scope, _fields(matter, {}), matter.raised)
        return offers(matter.templates.by_code, around, matter.templates.own)

    def preview(
        self,
        person_id: str,
        case_id: str | None,
        code: str,
        answers: Mapping[str, str],
        language: str = "",
    ) -> LetterPreview:
        """Return the letter as it would be printed.

        Args:
            person_id: Whose letter.
            case_id: The case it is about; None for the one that matters most.
            code: Of the template, such as ``"L02"``.
            answers: What was typed for the facts the file does not say.
            language: Of the person's own copy; "" or French for none.

        Raises:
            UnknownLetterError: If there is no such template.
            LetterRefusedError: If it does not fit, or a fact it needs is missing, or
                a date was typed that can be read in several ways.
            UnprintableCharacterError: If a character cannot be written.
        """
        draft = self.draft(person_id, case_id, code, answers, language)
        shown = _drawn(draft.french, draft.other, draft.picture)
        return replace(shown, ended=draft.ended)

    def keep(
        self,
        person_id: str,
        case_id: str | None,
        code: str,
        answers: Mapping[str, str],
        language: str = "",
    ) -> Letter:
        """Note that a letter was printed or saved, so that it can be made again.

        Its words, the versions they come from and its hash are kept, so that a later
        template changes nothing to it; the pages are not.
        """
        draft = self.draft(person_id, case_id, code, answers, language)
        letter = self.hashed(draft)
        with self._context.writing(Act.LETTERS) as store:
            store.letters.add(letter)
            store.commit()
        return letter

    def draft(
        self,
        person_id: str,
        case_id: str | None,
        code: str,
        answers: Mapping[str, str],
        language: str = "",
    ) -> Draft:
        """Return a letter in words, with nothing drawn nor written down; see `preview`.

        Raises:
            UnknownLetterError: If there is no such template.
            LetterRefusedError: If it does not fit, or a fact it needs is missing, or
                a date was typed that can be read in several ways.
        """
        matter = self._matter(person_id, case_id)
        template = _template(code, matter)
        french, other = _composed(template, matter, answers, language)
        versions = {
            "template_version": str(template.version),
            "template_sha256": matter.templates.sha256(code),
            "template_modified": "yes" if code in matter.templates.own else "",
        }
        letter = Letter(
            id=new_id(),
            person=person_id,
            case=matter.case.id if matter.case else None,
            template=code,
            content_version=self._context.library.version,
            language=other.language if other else "",
            made_on=matter.on,
            fields=versions,
            sha256="",
        )
        picture = self._picture(french)
        return Draft(
            french=french,
            other=other,
            letter=letter,
            picture=picture,
            ended=matter.ended if encloses(template) else (),
        )

    def hashed(self, draft: Draft) -> Letter:
        """Return what is kept of *draft*: its words, and the hash of its pages."""
        pdf = _drawn(draft.french, None, draft.picture).pdf
        words = {"french": dump(draft.french)}
        if draft.other is not None:
            words["other"] = dump(draft.other)
        return replace(
            draft.letter,
            fields={**words, **draft.letter.fields},
            sha256=hashlib.sha256(pdf).hexdigest(),
        )

    def again(self, letter_id: str) -> LetterPreview:
        """Return a letter that was printed before, byte for byte.

        Raises:
            ChangedLetterError: If this version of the application draws it otherwise.
        """
        letter = self._context.vault.reading().letters.get(letter_id)
        self._context.readable(letter.person)
        other = letter.fields.get("other")
        french = read(letter.fields["french"])
        picture = self._picture(french)
        shown = _drawn(french, read(other) if other else None, picture)
        if hashlib.sha256(shown.pdf).hexdigest() != letter.sha256:
            raise ChangedLetterError
        return shown

    def checklist(self, case_id: str, language: str) -> bytes:
        """Return the bilingual checklist of a case, to take away, as a PDF.

        Raises:
            UnprintableCharacterError: If a character cannot be written.
        """
        from anef_desk.letters import checklist_pdf  # noqa: PLC0415 - at the first page

        context = self._context
        store = context.vault.reading()
        shown = read_case(context, store, store.cases.get(case_id))
        other = load(language if language != SOURCE_LANGUAGE else "en")
        return checklist_pdf.checklist(
            checklist_sheet(
                procedure_title(context.library, shown.case.procedure),
                shown.person.display_name,
                (Line(entry=item.entry, mark=item.mark) for item in shown.entries),
                french=load(SOURCE_LANGUAGE),
                other=other,
                organisation=store.organisation.get(),
                on=shown.on,
            )
        )

    def pocket(
        self, case_id: str, language: str, *, both_calendars: bool = True
    ) -> bytes:
        """Return the sheet to carry folded: steps, dates, what to bring, who to call.

        Its code is made once for each person; `People.by_pocket_code` reads it.

        Args:
            case_id: The case whose steps it says.
            language: Beside French; French for a sheet in French alone.
            both_calendars: Whether readers of a second calendar find dates in it too.

        Raises:
            UnprintableCharacterError: If a character cannot be written.
            FrozenFileError: If the file is frozen, and no code was made before.
        """
        from anef_desk.letters.pocket import (  # noqa: PLC0415 - at the first page
            Pocket,
            pocket,
        )

        context = self._context
        store = context.vault.reading()
        shown = read_case(context, store, store.cases.get(case_id))
        code = store.pocket_codes.of(shown.person.id) or new_code()
        coming = sorted(
            (
                (deadline.due, deadline.title, deadline.reliability)
                for deadline in shown.situation.deadlines
                if deadline.due is not None and deadline.due >= shown.on
            ),
            key=lambda dated: dated[0],
        )
        sheet = Pocket(
            title=shown.title,
            steps=tuple((step.state == "done", step.title) for step in shown.route),
            dates=tuple(
                (day, title)
                for day, title, reliability in coming
                if reliability != "unverified"
            ),
            more_dates=any(how == "unverified" for _day, _title, how in coming),
            documents=tuple(
                item.entry.title
                for item in shown.entries
                if item.entry.need == "required"
                and item.entry.truth is not False
                and (item.mark is None or item.mark.state_on(shown.on) in TO_BRING)
            ),
            organisation=store.organisation.get(),
            code=code,
            on=shown.on,
            both_calendars=both_calendars,
        )
        made = pocket(sheet, language)
        if store.pocket_codes.of(shown.person.id) is None:
            with context.writing(Act.LETTERS) as writing:
                writing.pocket_codes.add(code, shown.person.id, shown.on)
                writing.commit()
        return made

    def _picture(self, french: Composed) -> bytes:
        """Return the logo that a letter names, as it was when it was written."""
        if not french.logo:
            return b""
        return self._context.vault.reading().logos.content(french.logo)

    def _matter(
        self, person_id: str, case_id: str | None, scope: Scope | None = None
    ) -> _Matter:
        context = self._context
        store = context.readable(person_id)
        person = store.people.get(person_id)
        documents = latest_first(store.documents.of(person_id))
        cases = store.cases.of(person_id)
        case = store.cases.get(case_id) if case_id else main_case(cases)
        facts = context.facts(person, documents, case, cases)
        listed: Lists = {}
        ended: tuple[EndedDocument, ...] = ()
        if case is not None:
            entries = read_case(context, store, case).entries
            ended = _ended(entries, context.today())
            listed = {
                "documents": tuple(
                    joined(item.entry.title, item.mark.state.value)
                    for item in entries
                    if item.mark and is_gathered(item, context.today())
                ),
                "remedies": tuple(
                    (
                        taken.taken_on,
                        sentence(context.library.remedies[taken.remedy], "title"),
                        taken.reference,
                    )
                    for taken in sorted(case.remedies, key=lambda one: one.taken_on)
                    if taken.remedy in context.library.remedies
                ),
            }
        matter = _matter_of(facts, context.today(), context, scope)
        known = _misprinted(person, store.identities.of(person_id))
        if known:
            raised = dict.fromkeys((*matter.raised, MISPRINTED))
            matter = replace(matter, raised=tuple(raised), known=known)
        return replace(
            matter,
            person=person,
            organisation=store.organisation.get(),
            documents=documents,
            case=case,
            lists=listed,
            ended=ended,
            templates=current(store),
            prefecture=named(store.prefectures.all(), person.prefecture),
            logo=store.settings.get(LOGO),
        )


def letter_for_facts(code: str, facts: Facts, on: date, language: str) -> bytes:
    """Return a letter for a situation without a file; names are left to write by hand.

    Args:
        code: Of the template.
        facts: The situation.
        on: The day of the letter.
        language: French for the letter to sign; another for the copy to read.

    Raises:
        UnknownLetterError: If there is no such template.
        LetterRefusedError: If the letter does not fit the situation.
    """
    library = shipped()
    scope = scope_on(facts, on, library)
    raised = tuple(alert.symptom for alert in alerts(facts, scope, library))
    documents = tuple(
        ResidenceDocument(
            id="",
            kind=held.kind,
            starts_on=held.starts_on,
            ends_on=held.ends_on,
            mention=held.mention,
        )
        for held in latest_first(facts.held or ())
    )
    blank = "………………"
    birth = scope.get("birth_date")
    decided = scope.get("protection_decision_on")
    matter = _Matter(
        person=Person(
            id="",
            family_name=blank,
            birth_date=birth,  # type: ignore[arg-type]
            protection_decision_on=decided,  # type: ignore[arg-type]
            numero_etranger=blank,
        ),
        organisation=Organisation(name=blank),
        documents=documents,
        case=None,
        scope=scope,
        raised=raised,
        lists={},
        on=on,
    )
    template = _template(code, matter)
    filed = scope.get("filed_on")
    extra: dict[str, Value] = {one.key: blank for one in template.asked if one.needed}
    if isinstance(filed, date):
        extra["filed_on"] = filed
    shown = _drawn(*_composed(template, matter, {}, language, extra))
    return shown.copy or shown.pdf


def _template(code: str, matter: _Matter) -> LetterTemplate:
    found = matter.templates.by_code.get(code)
    if found is None:
        raise UnknownLetterError
    return found


def _matter_of(
    facts: Facts, on: date, context: Context, scope: Scope | None
) -> _Matter:
    """Return what the law says; who and what are filled in by the caller."""
    if scope is None:
        scope = scope_on(facts, on, context.library)
    return _Matter(
        person=Person(id=""),
        organisation=Organisation(name=""),
        documents=(),
        case=None,
        scope=scope,
        raised=tuple(a.symptom for a in alerts(facts, scope, context.library)),
        lists={},
        on=on,
    )


def _fields(matter: _Matter, answers: Mapping[str, Value]) -> dict[str, Value]:
    typed = {key: value for key, value in answers.items() if value not in {None, ""}}
    found = letter_fields(
        matter.person,
        matter.organisation,
        matter.documents,
        matter.case,
        {**matter.known, **typed},
    )
    refused = refused_papers(matter.scope)
    paper = paper_fields(matter.documents, matter.on, refused)
    book = prefecture_fields(matter.prefecture)
    return {**book, **with_days({**paper, **found}, matter.scope)}


def _ended(entries: Sequence[CaseEntry], on: date) -> tuple[EndedDocument, ...]:
    """Return what was seen or copied, and has ended before *on*."""
    return tuple(
        EndedDocument(item.entry.title, item.mark.valid_until)
        for item in entries
        if item.mark is not None
        and item.mark.valid_until is not None
        and item.mark.state in GATHERED
        and not is_gathered(item, on)
    )


_NAMES = frozenset({"family_name", "given_names"})


def _misprinted(person: Person, identities: Sequence[Identity]) -> dict[str, str]:
    """Return what the attestation prints and what OFPRA did, when they differ.

    Names are told whole: alone, one that is missing or moved would say nothing.
    """
    ofpra = next((one for one in identities if one.source is Printed.OFPRA), None)
    if ofpra is None:
        return {}
    for one in compared(person, identities):
        if one.identity.source is not Printed.API or not one.differences:
            continue
        printed, expected = [], []
        told = list(one.differences)
        if any(d.field in _NAMES for d in told):
            printed, expected = [_names(one.identity)], [_names(ofpra)]
            told = [d for d in told if d.field not in _NAMES]
        return {
            "printed_identity": ", ".join([*printed, *(d.printed for d in told)]),
            "expected_identity": ", ".join([*expected, *(d.expected for d in told)]),
        }
    return {}


def _names(identity: Identity) -> str:
    """Return the names in the order of French forms."""
    names = (identity.family_name.upper(), identity.given_names)
    return " ".join(name for name in names if name)


def _composed(
    template: LetterTemplate,
    matter: _Matter,
    answers: Mapping[str, str],
    language: str,
    extra: Mapping[str, Value] | None = None,
) -> tuple[Composed, Composed | None]:
    """Return the letter in French and, if it is asked for, in *language*."""
    french = load(SOURCE_LANGUAGE)
    dates = {one.key: one for one in template.asked if one.kind == "date"}
    read = with_dates(answers, dates)
    for key, one in dates.items():
        if answers.get(key, "").strip() and key not in read:
            raise LetterRefusedError(question(template, one))
    fields = {**_fields(matter, read), **(extra or {})}
    scope = letter_scope(matter.scope, fields, matter.raised)
    why_not = refusal(template, scope)
    if why_not is not None:
        raise LetterRefusedError(why_not)
    for missing in asked(template, scope):
        if missing.needed and missing.key not in fields:
            raise LetterRefusedError(missing.question)

    def written(translations: Translations) -> Composed:
        return compose(
            template,
            fields,
            scope,
            matter.organisation,
            matter.on,
            translations,
            lists=matter.lists,
            logo=matter.logo,
        )

    copied = language and language != SOURCE_LANGUAGE
    return written(french), written(load(language)) if copied else None


def _drawn(
    french: Composed, other: Composed | None, picture: bytes = b""
) -> LetterPreview:
    from anef_desk.letters import pdf  # noqa: PLC0415 - at the first letter

    return LetterPreview(
        code=french.template,
        pdf=pdf.letter(french, picture),
        copy=pdf.bilingual_letter(french, other) if other else None,
        text=french.text,
        copied=other.text if other else "",
    )
