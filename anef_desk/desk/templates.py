"""The organisation's own wording of letters: kept in the vault, checked like ours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.letter_template import OwnTemplate
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, Sentence, load
from anef_desk.letters.check import Complaint, complaints
from anef_desk.letters.template import (
    LetterTemplate,
    read_template,
    template_texts,
    templates,
)
from anef_desk.vault.store import Store


class TemplateRefusedError(ExpectedError):
    """A replaced template has something wrong."""

    message = N_("Ce modèle n’est pas accepté : {reason}")
    advice = N_("Corrigez le texte. Le modèle précédent reste en place.")
    exit_code = 2


UNREADABLE = N_("Le texte ne se lit pas : {name}.")
MISSHAPEN = N_("Un mot manque ou n’est pas connu : {name}.")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong with a text: on which line, if one is known, and what."""

    line: int | None
    complaint: Complaint


@dataclass(frozen=True, kw_only=True)
class TemplateRow:
    """A letter in the list of templates."""

    code: str
    title: Sentence
    version: int
    modified: bool
    changed_on: date | None  # None: it is as shipped
    outdated: bool  # the shipped one changed since, or the text reads no more


@dataclass(frozen=True)
class Current:
    """The templates in use, and those the organisation replaced."""

    by_code: Mapping[str, LetterTemplate]
    own: Mapping[str, OwnTemplate]

    def text(self, code: str) -> str:
        """Return the text in use."""
        own = self.own.get(code)
        return template_texts()[code] if own is None else own.text

    def sha256(self, code: str) -> str:
        """Return the hash of the text in use."""
        return hashlib.sha256(self.text(code).encode("utf-8")).hexdigest()


class Templates:
    """The templates of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self) -> tuple[TemplateRow, ...]:
        """Return every letter, in the order of codes."""
        store = self._context.vault.reading()
        now, ours, kept = current(store), templates(), _own(store)
        return tuple(
            TemplateRow(
                code=code,
                title=Sentence(f"{code}.title", now.by_code[code].title),
                version=ours[code].version,
                modified=code in kept,
                changed_on=kept[code].changed_on if code in kept else None,
                outdated=code in kept
                and (
                    code not in now.own or kept[code].base_version != ours[code].version
                ),
            )
            for code in sorted(ours)
        )

    def text(self, code: str) -> str:
        """Return the text to be edited: the one in use, or what reads no more.

        Raises:
            TemplateRefusedError: If there is no such letter.
        """
        _shipped(code)
        own = _own(self._context.vault.reading()).get(code)
        return template_texts()[code] if own is None else own.text

    def problems(self, code: str, text: str) -> tuple[Problem, ...]:
        """Return everything wrong with *text* as the letter *code*, from its top.

        Raises:
            TemplateRefusedError: If there is no such letter.
        """
        shipped = _shipped(code)
        try:
            template = read_template(text.encode("utf-8"))
        except ValueError as error:
            return (_unread(text, code, error),)
        found = [
            Problem(line=line_of(text, one.place), complaint=one)
            for one in complaints(template, self._context.library, templates(), shipped)
        ]
        return tuple(sorted(found, key=lambda one: one.line or 0))

    def preview(self, text: str) -> bytes:
        """Return the letter of *text* as a PDF, every field shown by its name.

        Raises:
            TemplateRefusedError: If *text* is no letter.
            UnprintableCharacterError: If a character cannot be written.
        """
        from anef_desk.letters import pdf  # noqa: PLC0415 - at the first preview
        from anef_desk.letters.specimen import specimen  # noqa: PLC0415

        try:
            template = read_template(text.encode("utf-8"))
            organisation = self._context.vault.reading().organisation.get()
            shown = specimen(template, organisation, self._context.today())
        except ValueError as error:
            raise TemplateRefusedError(reason=str(error)) from None
        return pdf.letter(shown)

    def replace(self, code: str, text: str) -> None:
        """Keep *text* in the place of the shipped template.

        Raises:
            TemplateRefusedError: If something is wrong with it; it says what.
        """
        context, shipped = self._context, _shipped(code)
        wrong = self.problems(code, text)
        if wrong:
            french = load(SOURCE_LANGUAGE)
            raise TemplateRefusedError(reason=wrong[0].complaint.in_(french))
        with context.writing(Act.ORGANISATION) as store:
            store.letter_templates.put(
                OwnTemplate(
                    code=code,
                    text=text,
                    base_version=shipped.version,
                    changed_on=context.today(),
                )
            )
            store.commit()

    def restore(self, code: str) -> None:
        """Go back to the shipped template."""
        context = self._context
        with context.writing(Act.ORGANISATION) as store:
            store.letter_templates.drop(code)
            store.commit()


def current(store: Store) -> Current:
    """Return the templates in use; a text that no longer reads gives way to ours."""
    own = _own(store)
    found = dict(templates())
    for code in list(own):
        try:
            found[code] = read_template(own[code].text.encode("utf-8"))
        except ValueError:
            del own[code]
    return Current(found, own)


def _own(store: Store) -> dict[str, OwnTemplate]:
    """Return the texts the organisation wrote, whether they read or not."""
    return {one.code: one for one in store.letter_templates.all()}


def _shipped(code: str) -> LetterTemplate:
    found = templates().get(code)
    if found is None:
        raise TemplateRefusedError(reason=code)
    return found


def line_of(text: str, place: str) -> int | None:
    """Return the line of *text* that names *place*, such as ``L02.part.salutation``.

    >>> line_of('code = "L02"', "L02.code")
    1
    """
    for name in reversed(place.split(".")[1:]):
        key = re.compile(rf'^(?:(?:id|key) = "{re.escape(name)}"|{re.escape(name)} =)')
        for number, line in enumerate(text.splitlines(), 1):
            if key.match(line.strip()):
                return number
    return None


def _unread(text: str, code: str, error: ValueError) -> Problem:
    """Return why *text* is no template, and where if the error says so."""
    told = str(error)
    at = re.search(r"at line (\d+)", told)
    if at is not None:
        complaint = Complaint(code, UNREADABLE, told)
        return Problem(line=int(at[1]), complaint=complaint)
    inside = re.search(r"`\$\.(\w+)\[(\d+)\]", told)
    line = None
    if inside is not None:
        heads = [
            number
            for number, written in enumerate(text.splitlines(), 1)
            if written.strip() == f"[[{inside[1]}]]"
        ]
        line = heads[int(inside[2])] if int(inside[2]) < len(heads) else None
    return Problem(line=line, complaint=Complaint(code, MISSHAPEN, told))
