"""Attachments: the exception, looked at before it is kept, with a reason to end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.desk.scans import Scans
from anef_desk.desk.views import AttachmentRow
from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.page_image import PageImage
from anef_desk.errors import ExpectedError
from anef_desk.exchange import attachments as incoming
from anef_desk.exchange.attachments import Accepted
from anef_desk.exchange.preview import Preview, Previewer
from anef_desk.i18n import N_
from anef_desk.law.time_limits import TimeLimit, last_day
from anef_desk.vault.store import Store

DEFAULT_DAYS: Final = 30
"""Days an attachment is kept unless somebody says otherwise: the time to send it."""

LONGEST_MONTHS: Final = 24
"""Months it is kept at most."""


class UnreadableAttachmentError(ExpectedError):
    """The file that was chosen cannot be read."""

    message = N_("Ce fichier n’a pas pu être lu.")
    advice = N_("Vérifiez qu’il est toujours à cet endroit, puis réessayez.")
    exit_code = 16


class EndDateError(ExpectedError):
    """An attachment would be kept for ever, or not at all."""

    message = N_("Une pièce jointe se garde jusqu’à un jour à venir, deux ans au plus.")
    advice = N_("Donnez le jour où vous n’en aurez plus besoin.")
    exit_code = 18


@dataclass(frozen=True)
class Candidate:
    """A file that was looked at, not kept yet."""

    title: str
    content: bytes
    accepted: Accepted


@dataclass(frozen=True)
class Removed:
    """An attachment taken out by mistake, as long as the page is there."""

    attachment: Attachment
    content: bytes
    thumbnail: PageImage


class Attachments:
    """The attachments of the people of an open vault.

    `look`, `look_at` and `draw` touch no vault: they start the child process, and are
    called on any thread.
    """

    def __init__(self, context: Context, previewer: Previewer | None = None) -> None:
        self._context = context
        self._previewer = previewer or Previewer()
        self.scans = Scans(context, self.draw)

    def look(self, path: Path) -> Candidate:
        """Return the file at *path*, looked at and ready to be kept.

        Raises:
            UnreadableAttachmentError: If it cannot be read.
            FileRefusedError: If it is too big, of no accepted type, or damaged.
        """
        try:
            content = incoming.read_file(path)
        except OSError:  # It holds the name of the file, which may name somebody.
            raise UnreadableAttachmentError from None
        return self.look_at(content, incoming.title_of(path.name))

    def look_at(self, content: bytes, title: str) -> Candidate:
        """Return *content*, looked at and ready to be kept; see `look`."""
        accepted = incoming.accept(content, self._previewer)
        return Candidate(incoming.clean_title(title), content, accepted)

    def draw(
        self,
        media_type: MediaType,
        content: bytes,
        width: int,
        *,
        first: int = 0,
        count: int = 6,
    ) -> Preview:
        """Return pages of an attachment as pictures, drawn by the child process.

        Raises:
            FileRefusedError: If it cannot be drawn.
        """
        return self._previewer.pages(
            media_type, content, width=width, first=first, count=count
        )

    def stop(self) -> None:
        """End the child processes at work: the application locks."""
        self._previewer.stop()

    def default_end(self) -> date:
        """Return the last day of an attachment added today."""
        return last_day(self._context.today(), TimeLimit(DEFAULT_DAYS, "days"))

    def of(self, person_id: str) -> tuple[AttachmentRow, ...]:
        """Return the attachments of a person, with their small pictures."""
        return self._rows(self._context.readable(person_id), person_id)

    def content(self, attachment_id: str) -> tuple[Attachment, bytes]:
        """Return an attachment and its bytes, as they were given."""
        kept = self._context.vault.reading().attachments
        found = kept.get(attachment_id)
        self._context.readable(found.person)
        return found, kept.content(attachment_id)

    def add(
        self,
        person_id: str,
        candidate: Candidate,
        *,
        title: str = "",
        case_id: str | None = None,
        ends_on: date | None = None,
    ) -> tuple[AttachmentRow, ...]:
        """Keep a *candidate*, as `keep` does, and return the attachments there are."""
        context = self._context
        with context.writing(Act.DOCUMENTS) as store:
            keep(
                context,
                store,
                person_id,
                candidate,
                title=title,
                case_id=case_id,
                ends_on=ends_on or self.default_end(),
            )
            shown = self._rows(store, person_id)
            store.commit()
        return shown

    def keep_until(
        self, attachment_id: str, ends_on: date
    ) -> tuple[AttachmentRow, ...]:
        """Give an attachment another last day; see `add`."""
        context = self._context
        _assert_allowed(ends_on, context.today())
        with context.writing(Act.DOCUMENTS) as store:
            store.attachments.keep_until(attachment_id, ends_on)
            person_id = store.attachments.get(attachment_id).person
            shown = self._rows(store, person_id)
            store.commit()
        return shown

    def remove(self, attachment_id: str) -> tuple[AttachmentRow, ...]:
        """Take an attachment out of the file; the journal keeps its title alone."""
        context = self._context
        with context.writing(Act.REMOVING) as store:
            person_id = store.attachments.get(attachment_id).person
            store.attachments.remove(attachment_id)
            shown = self._rows(store, person_id)
            store.commit()
        return shown

    def take_out(self, attachment_id: str) -> tuple[Removed, tuple[AttachmentRow, ...]]:
        """Take an attachment out, and return what `put_back` puts back."""
        store = self._context.vault.reading()
        attachment, content = self.content(attachment_id)
        removed = Removed(
            attachment, content, store.attachments.thumbnail(attachment_id)
        )
        return removed, self.remove(attachment_id)

    def put_back(self, removed: Removed) -> tuple[AttachmentRow, ...]:
        """Put an attachment back as it was, until the same day or today."""
        context = self._context
        ends_on = max(removed.attachment.ends_on, context.today())
        kept = replace(removed.attachment, ends_on=ends_on)
        with context.writing(Act.REMOVING) as store:
            store.attachments.add(kept, removed.content, removed.thumbnail)
            shown = self._rows(store, kept.person)
            store.commit()
        return shown

    def _rows(self, store: Store, person_id: str) -> tuple[AttachmentRow, ...]:
        return tuple(
            AttachmentRow(
                attachment=attachment,
                thumbnail=store.attachments.thumbnail(attachment.id),
                over=attachment.ends_on < self._context.today(),
            )
            for attachment in store.attachments.of(person_id)
        )


def keep(  # noqa: PLR0913 - one value each
    context: Context,
    store: Store,
    person_id: str,
    candidate: Candidate,
    *,
    title: str,
    case_id: str | None,
    ends_on: date,
) -> Attachment:
    """Keep a *candidate* with the file of a person, until a day; in one's own change.

    Args:
        context: The desk.
        store: Where it is kept, with whatever else changes.
        person_id: Whose file.
        candidate: What `Attachments.look` returned.
        title: What it is called; "" for the name of the file.
        case_id: The case it belongs to, if any.
        ends_on: Last day there is a reason to keep it.

    Raises:
        EndDateError: If that day is over, or more than two years away.
    """
    accepted = candidate.accepted
    _assert_allowed(ends_on, context.today())
    attachment = Attachment(
        id=new_id(),
        person=person_id,
        case=case_id,
        title=incoming.clean_title(title) or candidate.title,
        media_type=accepted.media_type,
        size=len(candidate.content),
        pages=accepted.pages,
        sha256=accepted.sha256,
        added_on=context.today(),
        added_by=context.staff.id,
        ends_on=ends_on,
    )
    store.people.get(person_id)
    store.attachments.add(attachment, candidate.content, accepted.thumbnail)
    return attachment


def _assert_allowed(ends_on: date, today: date) -> None:
    if not today <= ends_on <= last_day(today, TimeLimit(LONGEST_MONTHS, "months")):
        raise EndDateError
