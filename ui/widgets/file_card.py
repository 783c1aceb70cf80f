"""One part of a person's file: what all its cards have in common."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.catalogue.library import Library
from anef_desk.clock import PARIS
from anef_desk.desk.views import PersonFile
from ui.language import _, current
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.recorder import Recorder

FileRecorder: TypeAlias = Recorder[PersonFile]


class FileCard(Card):
    """Shows one part of a file; says what somebody wants to do about it.

    It takes no room until a file has something for it.
    """

    wanted = Signal(object)  # a `ui.navigation` request
    explained = Signal(str)  # a sentence for the message bar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[PersonFile, Library] | None = None
        self.hide()

    def show_file(self, file: PersonFile, library: Library) -> None:
        """Show this part of *file*; *library* knows the questions that would decide."""
        self._shown = file, library
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the card again."""
        if self._shown is not None:
            self.setVisible(self._write(*self._shown))

    def _write(self, file: PersonFile, library: Library) -> bool:
        """Write the card; return whether it has something to show."""
        raise NotImplementedError


def main_case(file: PersonFile) -> str | None:
    """Return the case that what is done from the file is about."""
    return file.cases[0].id if file.cases else None


def advice(text: str) -> Words:
    """Return a line of quiet words."""
    words = Words("soft")
    words.setText(text)
    return words


def moment(at: datetime) -> str:
    """Return the day and the hour of Paris in words."""
    here = at.astimezone(ZoneInfo(PARIS))
    return _("{day} à {time}", day=current().day(here.date()), time=f"{here:%H:%M}")
