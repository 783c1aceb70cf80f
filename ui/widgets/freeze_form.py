"""Why a file is frozen, with what not to write under it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui.language import _
from ui.theme import look
from ui.widgets.form import Form, required


class FreezeForm(Form):
    """Says what freezing means, and asks why."""

    def __init__(
        self,
        person: str,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(person), parent)
        title = _("Geler le dossier")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(
            _(
                "Le dossier ne sera plus modifié. Seule la personne qui coordonne pourra"
                " le lire. Il peut être rouvert à tout moment."
            )
        )
        self.accept_button.setText(_("Geler"))
        self.cancel_button.setText(_("Annuler"))
        self.add("reason", _("Raison"), self.block(""), wide=True, free=True)
        self.show_values(draft or {})  # What it means stays above: no `restore`.
        self.resize(look.px(600), look.px(380))

    @staticmethod
    def draft_of(person: str) -> str:
        """Return the key of the draft about *person*."""
        return f"freeze:{person}"

    def reason(self) -> str:
        """Return what was typed."""
        return self.values()["reason"].strip()

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing, or None."""
        missing = not self.reason()
        told = _("Écrivez pourquoi, en quelques mots.")
        return super().complaint() or required(((missing, "reason", told),))
