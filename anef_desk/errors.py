"""Errors that a person can understand and do something about."""

from __future__ import annotations

from typing import ClassVar

from anef_desk.i18n import Translations


class ExpectedError(Exception):
    """Something outside the program went wrong: a file, a disk, a passphrase.

    Subclasses say what happened and what to do next; anything that is not an
    `ExpectedError` is a defect of ours and is reported as such. `exit_code` is what
    the command line ends with (see the table in ``SECURITY.md``).
    """

    message: ClassVar[str]
    advice: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)  # No personal data in tracebacks.
        self.values = values

    def explain(self, translations: Translations) -> str:
        """Return what happened and what to do, in the language of *translations*."""
        parts = (self.message, self.advice)
        return "\n\n".join(translations.text(p, **self.values) for p in parts if p)


class Cancelled(Exception):  # noqa: N818 - not an error
    """The person asked for the running work to stop."""
