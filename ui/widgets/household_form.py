"""The name of a household, by which its members are found."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from anef_desk.desk.views import HouseholdCard
from ui.language import _
from ui.theme import look
from ui.widgets.fields import LineField
from ui.widgets.form import Form


class HouseholdForm(Form):
    """Asks for a name, which may be none."""

    def __init__(
        self,
        person: str,
        household: HouseholdCard,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(person), parent)
        title = _("Nom du foyer")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(
            _(
                "Ce nom retrouve tous ses membres. Prenez par exemple une chambre ou"
                " une adresse, plutôt que le nom d’une personne."
            )
        )
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        self.add("name", _("Nom du foyer"), LineField(household.name), wide=True)
        self.restore(draft)
        self.resize(look.px(560), look.px(300))

    @staticmethod
    def draft_of(person: str) -> str:
        """Return the key of the draft about the household of *person*."""
        return f"household:{person}"

    def name(self) -> str:
        """Return the name, "" of none."""
        return self.values()["name"].strip()
