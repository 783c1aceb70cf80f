"""The end of a shift: for each file touched today, what comes next and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from anef_desk.desk.board import Touched
from ui.language import _
from ui.theme import look
from ui.widgets.form import Form

DRAFT = "relay"
"""The key of what was typed and not left yet."""


class RelayForm(Form):
    """One field per file, with what was left already."""

    warns = True

    def __init__(
        self,
        touched: Sequence[Touched],
        draft: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(DRAFT, parent)
        title = _("Relève : suite à donner, et pourquoi")
        self.setWindowTitle(_("Relève"))
        self.title.setText(title)
        self.accept_button.setText(_("Noter la relève"))
        self.cancel_button.setText(_("Annuler"))
        self._texts: dict[str, QPlainTextEdit] = {}
        self.advice.say(
            _(
                "Vos collègues liront ces mots à l’écran. Dites ce qui reste à faire."
                " Ni récit, ni santé."
            )
            if touched
            else _("Vous n’avez changé aucun dossier aujourd’hui.")
        )
        self.accept_button.setVisible(bool(touched))
        for file in touched:
            field = self.block(file.handover.text if file.handover else "")
            field.setPlaceholderText(_("Rien à transmettre"))
            self.add(f"relay-{file.person}", file.name, field, wide=True, free=True)
            self._texts[file.person] = field
        self.show_values(draft or {})
        if self._texts:
            next(iter(self._texts.values())).setFocus()
        self.resize(look.px(720), look.px(240 + 120 * min(len(touched), 4)))

    def texts(self) -> dict[str, str]:
        """Return what is left about each file."""
        return {
            person: field.toPlainText().strip() for person, field in self._texts.items()
        }
