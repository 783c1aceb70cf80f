"""What people see when something goes wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from anef_desk import __version__
from anef_desk.errors import Cancelled, ExpectedError
from ui import language


class Failures(QObject):
    """Sorts what went wrong: explained in place, or reported as a defect of ours."""

    explained = Signal(str)  # a sentence for the message bar
    defect = Signal(str)  # a report the person may copy, without personal data

    def show(self, error: BaseException) -> None:
        """Show *error*: the slot of every `failed` signal."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, ExpectedError):
            self.explained.emit(error.explain(language.current()))
        else:
            import logging  # noqa: PLC0415 - seldom needed

            text = report(error)
            logging.getLogger(__name__).error("%s", text)
            self.defect.emit(text)

    def install(self) -> None:
        """Catch what nobody caught, wherever Qt or Python would have dropped it."""

        def hook(
            kind: type[BaseException],
            error: BaseException,
            trace: TracebackType | None,
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.show(error)

        sys.excepthook = hook


def report(error: BaseException) -> str:
    """Return where *error* happened: versions, lines and types, never any value."""
    import platform  # noqa: PLC0415 - seldom needed
    import traceback  # noqa: PLC0415

    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"  {frame.name} ({Path(frame.filename).name}:{frame.lineno})"
        for frame in frames
    ]
    python = platform.python_version()
    return "\n".join(
        [
            f"anef-desk {__version__}, Python {python}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()}",
            type(error).__qualname__,
            *lines,
        ],
    )
