"""Makes a file of copies: drawn, put in order, written where somebody says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from anef_desk.domain.attachment import Attachment
from anef_desk.errors import ExpectedError
from ui.language import current
from ui.widgets.paper import ask_file, saved, write_file
from ui.widgets.scan_dialog import ScanDialog
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.attachments import Attachments
    from anef_desk.desk.scans import ScannedPage, Wanted

NAMES = {"pdf": "piece.pdf", "jpeg": "piece.jpg"}
"""Short, without an accent, and naming nobody."""


class Scanning:
    """Keeps the dialog and the copies of a person in step."""

    def __init__(
        self,
        desk: Attachments,
        ask: Ask,
        attachment: Attachment,
        say: Callable[[str], None],
    ) -> None:
        self._desk, self._ask, self._say = desk, ask, say
        self._about = attachment
        self._dialog: ScanDialog | None = None

    def open(self, parent: QWidget) -> None:
        """Show the pages of the copy; those of the others may come after."""

        def then(others: tuple[Attachment, ...]) -> None:
            from anef_desk.desk.scans import LIMITS, PRUDENT  # noqa: PLC0415

            self._dialog = dialog = ScanDialog(others, LIMITS, PRUDENT, parent)
            dialog.more_wanted.connect(self.add)
            dialog.wanted.connect(self.make)
            dialog.setProperty("presenter", [self])
            dialog.finished.connect(self._put_away)
            dialog.open()
            self.add(self._about)

        self._ask(self._others, then)

    def add(self, attachment: Attachment) -> None:
        """Draw the pages of *attachment* beside the vault, then show them."""
        if self._dialog is not None:
            self._dialog.wait_for_pages()

        def draw(found: tuple[Attachment, bytes]) -> None:
            kept, content = found
            self._ask(
                partial(self._desk.scans.draw, kept.media_type, content),
                self._show,
                self._refused,
                beside=True,
            )

        self._ask(partial(self._desk.content, attachment.id), draw, self._refused)

    def make(self, pages: tuple[ScannedPage, ...], wanted: Wanted) -> None:
        """Make the file beside the vault, then ask where to write it."""
        if self._dialog is not None:
            self._dialog.show_busy(busy=True)
        self._ask(
            partial(self._desk.scans.make, pages, wanted),
            partial(self._write, NAMES[wanted.format]),
            self._refused,
            beside=True,
        )

    def _write(self, name: str, made: bytes) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        dialog.show_busy(busy=False)
        path = ask_file(dialog, name)
        if path is None:
            return

        def work() -> None:
            self._desk.scans.given(self._about)
            write_file(path, made)

        def then(_done: None) -> None:
            if self._dialog is not None:
                self._dialog.accept()
            self._say(saved())

        self._ask(work, then, self._refused)

    def _put_away(self, _code: int) -> None:
        """Let the dialog go; pages that are still drawn come to nobody."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _others(self) -> tuple[Attachment, ...]:
        rows = self._desk.of(self._about.person)
        return tuple(
            row.attachment for row in rows if row.attachment.id != self._about.id
        )

    def _show(self, pages: tuple[ScannedPage, ...]) -> None:
        if self._dialog is not None:
            self._dialog.add_pages(pages)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        if self._dialog is not None:
            self._dialog.show_problem(error.explain(current()))
