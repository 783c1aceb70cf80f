"""Why whoever looks at a page decides nothing there."""

from __future__ import annotations

from ui.language import _
from ui.widgets.labels import Words


class Reserved(Words):
    """Says whose it is to decide, or that nobody does: the vault is only read."""

    def __init__(self) -> None:
        super().__init__("soft")
        self._whose, self._read_only = "", False
        self.hide()

    def name(self, whose: str) -> None:
        """Say *whose* it is to decide, where something can be decided."""
        self._whose = whose
        self._write()

    def blame(self, *, read_only: bool) -> None:
        """Say that the vault was opened to be read, if so, whatever a role allows."""
        self._read_only = read_only
        self._write()

    def _write(self) -> None:
        self.setText(
            _("Ce coffre est ouvert en lecture seule : rien ne peut y être changé.")
            if self._read_only
            else self._whose
        )
