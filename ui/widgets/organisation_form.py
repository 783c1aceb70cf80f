"""The name and the address at the head of letters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from anef_desk.domain.organisation import Organisation
from ui.language import _
from ui.theme import look
from ui.widgets.form import Form, required

DRAFT = "organisation"
"""Key of what was typed and not recorded."""


class OrganisationForm(Form):
    """Asks for the letterhead; only a name is needed."""

    def __init__(
        self,
        known: Organisation,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(DRAFT, parent)
        title = _("En-tête des courriers")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        self.advice.say(_("Les courriers déjà faits gardent l’en-tête qu’ils avaient."))
        self.add("name", _("Nom de la structure"), self.line(known.name), wide=True)
        self.add("address", _("Adresse"), self.block(known.address), wide=True)
        self.add("city", _("Ville d’où partent les courriers"), self.line(known.city))
        self.add("phone", _("Téléphone"), self.line(known.phone))
        self.add("email", _("Adresse électronique"), self.line(known.email), wide=True)
        self.restore(draft)
        self.resize(look.px(680), look.px(560))

    def organisation(self) -> Organisation:
        """Return the letterhead that was typed."""
        return Organisation(**{k: text.strip() for k, text in self.values().items()})

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing, or None."""
        missing = not self.organisation().name
        return super().complaint() or required(
            ((missing, "name", _("Donnez le nom de votre structure.")),)
        )
