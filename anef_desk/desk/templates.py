"""The organisation's own wording of letters: kept in the vault, checked like ours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.letter_template import OwnTemplate
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, Sentence
from anef_desk.letters.check import complaints
from anef_desk.letters.template import (
    LetterTemplate,
    read_template,
    template_texts,
    templates,
)
from anef_desk.vault.store import Store


class TemplateRefusedError(ExpectedError):
    """A replaced template has something wrong."""

    message = N_("Ce modèle n’est pas accepté : {reason}.")
    advice = N_("Corrigez le texte. Le modèle précédent reste en place.")
    exit_code = 2


@dataclass(frozen=True, kw_only=True)
class TemplateRow:
    """A letter in the list of templates."""

    code: str
    title: Sentence
    version: int
    modified: bool
    outdated: bool  # the shipped one changed since it was replaced


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
        now = current(self._context.vault.reading())
        ours = templates()
        return tuple(
            TemplateRow(
                code=code,
                title=Sentence(f"{code}.title", now.by_code[code].title),
                version=ours[code].version,
                modified=code in now.own,
                outdated=code in now.own
                and now.own[code].base_version != ours[code].version,
            )
            for code in sorted(ours)
        )

    def text(self, code: str) -> str:
        """Return the text in use, to be edited.

        Raises:
            TemplateRefusedError: If there is no such letter.
        """
        _shipped(code)
        return current(self._context.vault.reading()).text(code)

    def replace(self, code: str, text: str) -> None:
        """Keep *text* in the place of the shipped template.

        Raises:
            TemplateRefusedError: If something is wrong with it; it says what.
        """
        context, shipped = self._context, _shipped(code)
        try:
            template = read_template(text.encode("utf-8"))
        except ValueError as error:
            raise TemplateRefusedError(reason=str(error)) from None
        wrong = [str(c) for c in self._complaints(template, shipped)]
        if wrong:
            raise TemplateRefusedError(reason=wrong[0])
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

    def _complaints(
        self, template: LetterTemplate, shipped: LetterTemplate
    ) -> tuple[object, ...]:
        library = self._context.library
        return tuple(complaints(template, library, templates(), shipped))


def current(store: Store) -> Current:
    """Return the templates in use; a text that no longer reads gives way to ours."""
    own = {one.code: one for one in store.letter_templates.all()}
    found = dict(templates())
    for code in list(own):
        try:
            found[code] = read_template(own[code].text.encode("utf-8"))
        except ValueError:
            del own[code]
    return Current(found, own)


def _shipped(code: str) -> LetterTemplate:
    found = templates().get(code)
    if found is None:
        raise TemplateRefusedError(reason=code)
    return found
