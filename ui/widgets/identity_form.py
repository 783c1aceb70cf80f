"""An identity, as one document prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anef_desk.domain.identity import Identity, Printed
from ui import terms
from ui.language import _
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required


class IdentityForm(Form):
    """Asks what a document prints."""

    def __init__(
        self,
        person: str,
        identity: Identity | None,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        known = identity or Identity(id="", person=person, source=Printed.OFPRA)
        super().__init__(self.draft_of(person, known.id), parent)
        self._identity = known
        title = _("Identité imprimée sur un document")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(_("Recopiez ce qui est imprimé, même si c’est faux."))
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        source = self.choice(terms.PRINTED, known.source)
        source.removeItem(0)
        source.setCurrentIndex(source.findData(known.source.value))
        self._birth = DateField("printed-birth-date", partial=True, both=True)
        self._birth.show_date(known.birth_date)
        self.add("source", _("Quel document"), source, wide=True)
        self.add("family_name", _("Nom de naissance"), self.line(known.family_name))
        self.add("given_names", _("Prénoms"), self.line(known.given_names))
        self.add("birth_date", _("Date de naissance"), self._birth)
        self.add("birth_place", _("Lieu de naissance"), self.line(known.birth_place))
        self.restore(draft)
        self.resize(look.px(720), look.px(480))

    @staticmethod
    def draft_of(person: str, identity: str) -> str:
        """Return the key of the draft about an *identity*; "" for a new one."""
        return f"identity:{person}:{identity}"

    def identity(self) -> Identity:
        """Return what the form says is printed."""
        typed = {key: text.strip() for key, text in self.values().items()}
        return replace(
            self._identity,
            source=Printed(typed["source"]),
            family_name=typed["family_name"],
            given_names=typed["given_names"],
            birth_date=self._birth.value(),
            birth_place=typed["birth_place"],
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        typed = self.values()
        named = typed["family_name"].strip() or typed["given_names"].strip()
        return (
            required(((not named, "family_name", _("Donnez au moins un nom.")),))
            or super().complaint()
        )
