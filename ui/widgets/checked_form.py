"""A form that is looked at before it is recorded: by the law, or beside the other files."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui.widgets.form import Form


class CheckedForm(Form):
    """Has what was typed looked at while one pauses, and at the latest once accepted.

    Whoever types without a pause would otherwise never read what was found.
    """

    checks = False
    """Whether somebody answers what is asked; `hear` is then called each time."""

    def __init__(self, draft_key: str, parent: QWidget | None = None) -> None:
        super().__init__(draft_key, parent)
        self._asked: tuple[str, ...] | None = None  # about what, the last time
        self._heard: tuple[str, ...] | None = None
        self._read: frozenset[str] = frozenset()  # what was found, and shown
        self._trying = False  # recorded, unless something else is found

    def about(self) -> tuple[str, ...]:
        """Return what is looked at."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask for what was typed to be looked at."""
        raise NotImplementedError

    def look(self) -> None:
        """Have what was typed looked at."""
        self._asked = self.about()
        self.ask()

    def pause(self) -> None:
        """Keep the draft, then have it looked at."""
        super().pause()
        self.look()

    def hear(self, found: Iterable[str], warning: str) -> None:
        """Record, if that was asked; else, for once, say *warning*.

        Args:
            found: What was found, which is shown now.
            warning: What to say of it to whoever has not read it yet.
        """
        named = frozenset(found)
        unread, trying = named - self._read, self._trying
        self._read |= named
        self._heard, self._trying = self._asked, False
        if trying and unread:
            self.problem.say(warning)
            self.see.setFocus()
        elif trying:
            super()._try()

    def _try(self) -> None:
        """Record, once what was typed was looked at."""
        if self.complaint() is None and not self._trying:
            self.problem.say("")
            if self.checks and self._heard != self.about():
                self._trying = True
                self.look()
                return
        super()._try()
