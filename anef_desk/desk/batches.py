"""One letter for several people: made together, printed in one go, kept one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anef_desk.desk.context import Context
from anef_desk.desk.letters import Draft, LetterRefusedError, Letters
from anef_desk.desk.roles import Act
from anef_desk.desk.templates import current
from anef_desk.desk.views import EndedDocument
from anef_desk.domain.person import Person
from anef_desk.errors import ExpectedError
from anef_desk.i18n import SOURCE_LANGUAGE, Sentence
from anef_desk.letters.offers import MissingField, asked
from anef_desk.progress import Report, silently
from anef_desk.vault.errors import FrozenFileError


@dataclass(frozen=True, kw_only=True)
class BatchChoice:
    """A letter that can be written to several people, and what it asks."""

    code: str
    title: Sentence
    modified: bool  # the organisation replaced the template
    missing: tuple[MissingField, ...]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody a letter may be written to."""

    person: str
    name: str
    native_name: str
    language: str = ""  # that they read; "" and French need no copy

    @property
    def copied(self) -> bool:
        """Return whether they would read a copy rather than the letter."""
        return self.language not in {"", SOURCE_LANGUAGE}


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Somebody who gets no letter, and why."""

    person: str
    name: str
    why: ExpectedError


@dataclass(frozen=True, kw_only=True)
class NotEnclosed:
    """A document that has ended, which the letter of somebody goes without."""

    person: str
    name: str
    document: EndedDocument


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The letters that were made, in the order they were asked for, as one PDF."""

    code: str
    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]
    ended: tuple[NotEnclosed, ...]
    pdf: bytes | None  # None: nobody gets one
    text: str  # the letters and their copies as plain text, for screen readers

    @property
    def copies(self) -> int:
        """Return how many letters are followed by a copy."""
        return sum(draft.other is not None for draft in self.drafts)


class Batches:
    """The batches of letters of an open vault."""

    def __init__(self, context: Context, letters: Letters) -> None:
        self._context = context
        self._letters = letters

    def choices(self) -> tuple[BatchChoice, ...]:
        """Return every letter, in the order of codes, with all it may ask."""
        now = current(self._context.vault.reading())
        return tuple(
            BatchChoice(
                code=code,
                title=Sentence(f"{code}.title", template.title),
                modified=code in now.own,
                missing=asked(template),
            )
            for code, template in sorted(now.by_code.items())
        )

    def find(self, text: str, limit: int) -> tuple[Recipient, ...]:
        """Return at most *limit* people whose names or number begin with *text*."""
        found = self._context.vault.reading().finding.search(text, limit)
        return tuple(map(_recipient, found))

    def recipients(self, person_ids: Sequence[str]) -> tuple[Recipient, ...]:
        """Return the people of *person_ids*, in that order."""
        people = self._context.vault.reading().people
        return tuple(_recipient(people.get(person)) for person in person_ids)

    def make(
        self,
        person_ids: Sequence[str],
        code: str,
        answers: Mapping[str, str],
        report: Report = silently,
        *,
        copies: bool = False,
    ) -> Batch:
        """Return the letter *code* for each of *person_ids*, about their main case.

        Args:
            person_ids: Whose letters; somebody named twice gets one.
            code: Of the template.
            answers: What was typed once for all of them.
            report: Told of each step; raises `Cancelled` to stop there.
            copies: Whether the letter of somebody who reads another language is
                followed by a copy in it, without legal value.

        Raises:
            UnknownLetterError: If there is no such template.
        """
        from anef_desk.letters import layout, pdf  # noqa: PLC0415 - at the first batch
        from anef_desk.letters.fonts import (  # noqa: PLC0415
            UnprintableCharacterError,
        )

        people = tuple(dict.fromkeys(person_ids))
        total = 2 * len(people)
        drafts, parts, refused, ended = [], [], [], []
        for number, one in enumerate(self.recipients(people)):
            report(number, total)
            language = one.language if copies else ""
            try:
                draft = self._letters.draft(one.person, None, code, answers, language)
                made = pdf.parts(draft.french, draft.other, draft.picture)
            except (
                LetterRefusedError,
                UnprintableCharacterError,
                FrozenFileError,
            ) as why:
                refused.append(Refused(person=one.person, name=one.name, why=why))
            else:
                drafts.append(draft)
                parts += made
                ended += [
                    NotEnclosed(person=one.person, name=one.name, document=document)
                    for document in draft.ended
                ]

        def drawn(done: int, of: int, /) -> None:
            report(total - (of - done) * len(drafts) // of, total)

        return Batch(
            code=code,
            drafts=tuple(drafts),
            refused=tuple(refused),
            ended=tuple(ended),
            pdf=layout.joined(parts, pdf.TITLE, drawn) if parts else None,
            text="\n\n".join(
                one.text
                for draft in drafts
                for one in (draft.french, draft.other)
                if one is not None
            ),
        )

    def keep(self, batch: Batch, report: Report = silently) -> None:
        """Note in each file that its letter went out, as `Letters.keep` does.

        All of them are noted, or none.
        """
        letters = []
        for number, draft in enumerate(batch.drafts):
            report(number, len(batch.drafts))
            letters.append(self._letters.hashed(draft))
        with self._context.writing(Act.LETTERS) as store:
            for letter in letters:
                store.letters.add(letter)
            store.commit()


def _recipient(person: Person) -> Recipient:
    return Recipient(
        person=person.id,
        name=person.display_name,
        native_name=person.native_name,
        language=person.language,
    )
