"""A line of the book of prefectures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anef_desk.domain.prefecture import Prefecture
from ui.language import _
from ui.theme import look
from ui.widgets.form import Form, required


class PrefectureForm(Form):
    """Asks where to write; recording says that it was made sure of today."""

    def __init__(
        self,
        known: Prefecture,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(known.id), parent)
        self._known = known
        title = _("Adresse d’une préfecture")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.accept_button.setText(_("Enregistrer, vérifié aujourd’hui"))
        self.cancel_button.setText(_("Annuler"))
        self.advice.say(
            _(
                "Vérifiez sur le site de la préfecture : ANEF Desk ne va pas sur internet."
            )
        )
        self.add(
            "name",
            _("Nom de la préfecture"),
            self.line(known.name),
            wide=True,
            help_=_("Le même que dans les dossiers : Préfecture de la Sarthe."),
        )
        self.add("department", _("Département"), self.line(known.department))
        self.add("service", _("Service"), self.line(known.service))
        self.add("address", _("Adresse"), self.block(known.address), wide=True)
        self.add("email", _("Adresse électronique"), self.number(known.email))
        self.add("phone", _("Téléphone"), self.number(known.phone))
        self.restore(draft)
        self.resize(look.px(720), look.px(600))

    @staticmethod
    def draft_of(prefecture: str) -> str:
        """Return the key of the draft about *prefecture*; "" for a new one."""
        return f"prefecture:{prefecture}"

    def prefecture(self) -> Prefecture:
        """Return the line that was typed."""
        typed = {key: text.strip() for key, text in self.values().items()}
        return replace(self._known, **typed)  # type: ignore[arg-type]

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing, or None."""
        missing = not self.prefecture().name
        return super().complaint() or required(
            ((missing, "name", _("Donnez le nom de la préfecture.")),)
        )
