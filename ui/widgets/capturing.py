"""Captures and papers brought to an attempt: chosen, pasted, or dropped on the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from anef_desk.desk.session import Desk
from anef_desk.domain.incident import Incident
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from ui.language import _, current
from ui.workers import Ask

LARGEST = 20_000_000


class UnreadableFileError(ExpectedError):
    """A file that was chosen cannot be read."""

    message = N_("Ce fichier n’a pas pu être lu, ou il est trop grand.")
    advice = N_("Choisissez une capture ou un PDF de moins de 20 Mo.")
    exit_code = 16


class Capturing:
    """Keeps with an attempt what proves it, and says that it is kept."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        ask: Ask,
        say: Callable[[str], None],
        kept: Callable[[], None],
    ) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._say, self._kept = say, kept

    def choose(self, incident: str) -> None:
        """Choose a capture or a PDF, and keep it with an attempt."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._page,
            _("Ajouter une capture"),
            "",
            _("Images et PDF (*.png *.jpg *.jpeg *.pdf)"),
        )
        if chosen:
            self._attach(incident, partial(read, Path(chosen)))

    def paste(self, incident: str) -> None:
        """Keep the picture of the clipboard with an attempt."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._say(_("Il n’y a pas d’image à coller. Faites d’abord une capture."))
            return
        self._attach(incident, partial(png, image))

    def drop(self, incident: str, data: QMimeData) -> None:
        """Keep what was dropped with an attempt."""
        if data.hasImage():
            self._attach(incident, partial(png, QImage(data.imageData())))
            return
        for url in data.urls():
            if url.isLocalFile():
                self._attach(incident, partial(read, Path(url.toLocalFile())))

    def _attach(self, incident: str, content: Callable[[], bytes]) -> None:
        title = _("Capture du {day}", day=current().short_day(self._desk.today()))

        def work() -> Incident:
            return self._desk.incidents.attach(incident, content(), title)

        def then(_incident: Incident) -> None:
            self._say(_("La capture est gardée avec l’essai."))
            self._kept()

        self._ask(work, then)


def read(path: Path) -> bytes:
    """Return the file at *path*; its name is not kept.

    Raises:
        UnreadableFileError: If it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise UnreadableFileError from None
    if len(content) > LARGEST:
        raise UnreadableFileError
    return content


def png(image: QImage) -> bytes:
    """Return *image* as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
