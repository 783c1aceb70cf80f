"""Why a supporting document cannot be had, or until when it is valid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from anef_desk.domain.supporting_document import Mark, MarkState
from ui.language import _
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required


class MarkForm(Form):
    """Asks what goes with a mark: a reason, or an end of validity."""

    def __init__(
        self,
        case: str,
        document: tuple[str, str],
        state: MarkState,
        known: Mark | None,
        parent: QWidget | None = None,
    ) -> None:
        code, title = document
        super().__init__(self.draft_of(case, code), parent)
        self._state = state
        self.setWindowTitle(title)
        self.title.setText(title)
        self.accept_button.setText(_("Noter"))
        self.cancel_button.setText(_("Annuler"))
        self._until = DateField("valid-until")
        self._until.show_date(known.valid_until if known else None)
        if state is MarkState.CANNOT_GET:
            self.advice.say(_("Quelques mots suffisent."))
            self.add(
                "reason",
                _("Impossible à obtenir parce que…"),
                self.line(known.reason if known else ""),
                wide=True,
                free=True,
            )
        else:
            self.advice.say(_("La date imprimée sur la pièce, s’il y en a une."))
            self.add("valid_until", _("Valable jusqu’au"), self._until, wide=True)
        self.resize(look.px(560), look.px(330))

    @staticmethod
    def draft_of(case: str, code: str) -> str:
        """Return the key of the draft about a document of *case*."""
        return f"mark:{case}:{code}"

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        why = self._state is MarkState.CANNOT_GET and not self.reason()
        return super().complaint() or required(
            ((why, "reason", _("Dites pourquoi, en quelques mots.")),)
        )

    def valid_until(self) -> date | None:
        """Return the end of validity that was typed."""
        return self._until.day()

    def reason(self) -> str:
        """Return the reason that was typed."""
        values: Mapping[str, str] = self.values()
        return values.get("reason", "").strip()
