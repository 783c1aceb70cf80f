"""A right that was lost: why, since when, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.sentences import sentence
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.statistics import words
from ui.language import _, current
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, required
from ui.widgets.select import Select


class LossForm(Form):
    """Asks what is known of a right that was lost."""

    def __init__(
        self,
        loss: RightsLoss,
        library: Library,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(loss), parent)
        self._loss = loss
        title = _("Droit perdu")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(_("La cause et les dates donnent du poids aux chiffres."))
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        right = self.choice(words.RIGHTS, loss.right)
        right.removeItem(0)
        right.setCurrentIndex(right.findData(loss.right.value))
        self._lost, self._restored = DateField("lost-on"), DateField("restored-on")
        self._lost.show_date(loss.lost_on)
        self._restored.show_date(loss.restored_on)
        self.add("right", _("Quel droit"), right, wide=True)
        self.add("cause", _("Pourquoi"), _causes(loss.cause, library), wide=True)
        self.add("lost_on", _("Perdu le"), self._lost)
        self.add(
            "restored_on",
            _("Rendu le"),
            self._restored,
            help_=_("Laissez vide si le droit n’est pas rendu."),
        )
        self.restore(draft)
        self.resize(look.px(640), look.px(480))

    @staticmethod
    def draft_of(loss: RightsLoss) -> str:
        """Return the key of the draft about *loss*."""
        return f"loss:{loss.person}:{loss.id}"

    def loss(self) -> RightsLoss:
        """Return what the form says of the loss."""
        typed = self.values()
        return replace(
            self._loss,
            right=Right(typed["right"]),
            cause=typed["cause"],
            lost_on=self._lost.day() or self._loss.lost_on,
            restored_on=self._restored.day(),
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what cannot be, or None."""
        lost, restored = self._lost.day(), self._restored.day()
        backwards = bool(lost and restored and restored < lost)
        return super().complaint() or required(
            (
                (lost is None, "lost_on", _("Donnez le jour où le droit a été perdu.")),
                (backwards, "restored_on", _("Le droit est rendu avant d’être perdu.")),
            )
        )


def _causes(chosen: str, library: Library) -> QComboBox:
    """Return the short list, then the blockages of the catalogue."""
    box = Select()
    box.addItem(_("Pas encore su"), None)
    for cause, text in words.CAUSES.items():
        box.addItem(_(text), cause.value)
    for code, symptom in library.symptoms.items():
        box.addItem(current().content(sentence(symptom, "title")), code)
    if chosen and box.findData(chosen) < 0:  # The catalogue lost it.
        box.addItem(chosen, chosen)
    box.setCurrentIndex(max(box.findData(chosen or None), 0))
    return box
