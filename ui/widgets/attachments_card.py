"""Copies kept with a file: few, each with an end; dropped, looked at, taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.desk.views import AttachmentRow
from anef_desk.domain.attachment import Attachment
from anef_desk.errors import ExpectedError
from ui import terms
from ui.language import _, _n, current
from ui.theme import look
from ui.widgets.attachment_dialog import AT_ONCE, AttachmentDialog
from ui.widgets.attachment_form import AttachmentForm
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.labels import Words
from ui.widgets.pdf_view import image_of
from ui.widgets.recorder import Drafting
from ui.widgets.scanning import Scanning
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.attachments import Attachments, Candidate, Removed
    from anef_desk.desk.session import Drafts

PICTURE = 44
"""Width of the small picture beside a title."""

PREVIEW_WIDTH = 1240


class AttachmentsCard(Card):
    """Lists the copies; says what somebody wants to do with them."""

    file_given = Signal(object)  # Path
    preview_wanted = Signal(object)  # Attachment
    file_wanted = Signal(object)  # Attachment, to be sent
    end_wanted = Signal(object)  # Attachment
    removal_wanted = Signal(object)  # Attachment
    return_wanted = Signal()  # of the one that was just taken out
    asked = Signal()  # a file is to be chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AttachmentRow, ...] = ()
        self._on, self._removed = date.min, ""
        self._may: frozenset[Act] = frozenset()
        self.add_button = Button("plain", "add", "add-attachment")
        self.head.addWidget(self.add_button)
        self.add_button.clicked.connect(self.asked)
        self.retranslate()

    def allow(self, may: frozenset[Act]) -> None:
        """Offer what whoever is here *may* do."""
        self._may = may
        self.setAcceptDrops(Act.DOCUMENTS in may)
        self.retranslate()

    def show_rows(
        self, rows: Sequence[AttachmentRow], on: date, removed: str = ""
    ) -> None:
        """Show the copies of a file; *on* is today.

        What was *removed* just now can be put back, as long as the page is there.
        """
        self._rows, self._on, self._removed = tuple(rows), on, removed
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the card again."""
        self.title.setText(_("Copies de pièces"))
        self.add_button.setText(_("Ajouter"))
        self.add_button.setAccessibleName(_("Ajouter une copie de pièce"))
        self.add_button.setVisible(Act.DOCUMENTS in self._may)
        clear(self.body, 1)
        if self._removed and Act.REMOVING in self._may:
            self.body.addWidget(self._removed_entry())
        for row in self._rows:
            self.body.addWidget(self._entry(row))
        advice = Words("soft")
        advice.setText(
            _(
                "Voir une pièce suffit presque toujours : notez « Vu » dans la démarche."
                " Une copie est l’exception. Elle a une date de fin."
            )
        )
        self.body.addWidget(advice)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and nothing else."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped, one after the other."""
        for path in _files(event):
            self.file_given.emit(path)
        event.acceptProposedAction()

    def _entry(self, row: AttachmentRow) -> QWidget:
        kept = row.attachment
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(
            QPixmap.fromImage(image_of(row.thumbnail)).scaled(
                look.px(PICTURE),
                look.px(PICTURE),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        picture.setFixedWidth(look.px(PICTURE))
        entry = Entry(
            kept.called,
            terms.joined(
                (
                    _n("{number} page", "{number} pages", kept.pages),
                    _("gardée jusqu’au {day}", day=current().day(kept.ends_on)),
                )
            ),
        )
        entry.add_status(
            "late" if row.over else "none",
            terms.days_left(self._on, kept.ends_on),
        )
        for act, name, text, said, signal in (
            (
                Act.READ,
                "see-attachment",
                _("Voir"),
                _("Voir : {what}"),
                self.preview_wanted,
            ),
            (
                Act.DOCUMENTS,
                "prepare-attachment",
                _("Préparer l’envoi"),
                _("Préparer l’envoi : {what}"),
                self.file_wanted,
            ),
            (
                Act.DOCUMENTS,
                "move-attachment-end",
                _("Changer la date"),
                _("Changer la date de fin : {what}"),
                self.end_wanted,
            ),
            (
                Act.REMOVING,
                "remove-attachment",
                _("Retirer"),
                _("Retirer la copie : {what}"),
                self.removal_wanted,
            ),
        ):
            if act in self._may:
                told = said.format(what=kept.called)
                entry.link(name, text, told, partial(signal.emit, kept))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(entry, 1)
        return holder

    def _removed_entry(self) -> QWidget:
        entry = Entry(_("Copie retirée : {what}", what=self._removed))
        button = Button("plain", "", "put-attachment-back")
        button.setText(_("Remettre"))
        button.setAccessibleName(_("Remettre la copie : {what}", what=self._removed))
        button.clicked.connect(self.return_wanted)
        entry.add(button)
        return entry


def _files(event: QDropEvent) -> list[Path]:
    return [
        Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()
    ]


class Attaching:
    """Keeps the card and the copies of a person in step."""

    def __init__(  # noqa: PLR0913, PLR0917 - the card, who decides, whose copies
        self,
        card: AttachmentsCard,
        desk: Attachments,
        ask: Ask,
        drafts: Drafts,
        person: str,
        today: Callable[[], date],
        say: Callable[[str], None],
    ) -> None:
        self._card, self._desk, self._ask = card, desk, ask
        self._person, self._today, self._say = person, today, say
        self._drafting = Drafting(drafts, ask)
        self._removed: Removed | None = None
        card.asked.connect(self.choose)
        card.file_given.connect(self.look)
        card.preview_wanted.connect(self.preview)
        card.file_wanted.connect(self.prepare)
        card.end_wanted.connect(self.move_end)
        card.removal_wanted.connect(self.remove)
        card.return_wanted.connect(self.put_back)

    def read(self) -> None:
        """Show the copies as they are now."""
        self._ask(partial(self._desk.of, self._person), self._show, self._refused)

    def choose(self) -> None:
        """Ask for a file."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._card,
            _("Choisir une copie"),
            "",
            _("PDF et photos (*.pdf *.jpg *.jpeg *.png *.webp)"),
        )
        if chosen:
            self.look(Path(chosen))

    def look(self, path: Path) -> None:
        """Have *path* looked at beside the vault, then ask until when to keep it."""
        self._ask(
            partial(self._desk.look, path), self._offer, self._refused, beside=True
        )

    def preview(self, attachment: Attachment) -> None:
        """Show the pages of a copy."""
        dialog = AttachmentDialog(i18n.isolated(attachment.called), self._card)

        def draw(found: tuple[Attachment, bytes], first: int = 0) -> None:
            kept, content = found
            self._ask(
                partial(
                    self._desk.draw,
                    kept.media_type,
                    content,
                    PREVIEW_WIDTH,
                    first=first,
                    count=AT_ONCE,
                ),
                partial(dialog.show_preview, first),
                lambda error: dialog.show_problem(_explained(error)),
                beside=True,
            )

        def opened(found: tuple[Attachment, bytes]) -> None:
            dialog.more_wanted.connect(partial(draw, found))
            draw(found)

        self._ask(
            partial(self._desk.content, attachment.id),
            opened,
            lambda error: dialog.show_problem(_explained(error)),
        )
        dialog.open()

    def move_end(self, attachment: Attachment) -> None:
        """Ask for another last day."""
        key = AttachmentForm.draft_of(attachment.id)

        def offer(draft: Mapping[str, str] | None) -> None:
            form = AttachmentForm(
                attachment.id,
                attachment.called,
                self._today(),
                attachment.ends_on,
                draft,
                self._card,
            )
            form.keep_title()
            form.typed.connect(self._drafting.keep)
            if form.exec():
                work = partial(self._desk.keep_until, attachment.id, form.ends_on())
                self._record(work, key)

        self._drafting.begin(key, offer)

    def prepare(self, attachment: Attachment) -> None:
        """Make a file to send of a copy."""
        scanning = Scanning(self._desk, self._ask, attachment, self._say)
        scanning.open(self._card)

    def remove(self, attachment: Attachment) -> None:
        """Take a copy out; the card offers to put it back."""

        def taken(done: tuple[Removed, Sequence[AttachmentRow]]) -> None:
            self._removed, rows = done
            self._show(rows)

        self._ask(partial(self._desk.take_out, attachment.id), taken, self._refused)

    def put_back(self) -> None:
        """Put back what was just taken out."""
        removed, self._removed = self._removed, None
        if removed is None:
            return

        def refused(error: Exception) -> None:
            self._removed = removed  # It is nowhere else.
            self._refused(error)

        self._ask(partial(self._desk.put_back, removed), self._show, refused)

    def _offer(self, candidate: Candidate) -> None:
        """Ask what a file is called; what was typed for this very file is there again."""
        new = f"{self._person}:{candidate.accepted.sha256}"
        key = AttachmentForm.draft_of(new)

        def offer(draft: Mapping[str, str] | None) -> None:
            form = AttachmentForm(
                new,
                candidate.title,
                self._today(),
                self._desk.default_end(),
                draft,
                self._card,
            )
            form.typed.connect(self._drafting.keep)
            if form.exec():
                work = partial(
                    self._desk.add,
                    self._person,
                    candidate,
                    title=form.name(),
                    ends_on=form.ends_on(),
                )
                self._record(work, key)

        self._drafting.begin(key, offer)

    def _record(self, work: Callable[[], Sequence[AttachmentRow]], key: str) -> None:
        self._ask(self._drafting.recorded(work, key), self._show, self._refused)

    def _show(self, rows: Sequence[AttachmentRow]) -> None:
        removed = self._removed.attachment.called if self._removed else ""
        self._card.show_rows(rows, self._today(), removed)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._say(error.explain(current()))


def _explained(error: Exception) -> str:
    if not isinstance(error, ExpectedError):
        raise error
    return error.explain(current())
