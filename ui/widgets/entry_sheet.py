"""The data-entry sheet of a case: what ANEF asks, in its order, ready to be copied."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.desk.entry_sheets import FilledSheet, Value
from anef_desk.domain.person import Housing, Marital, Status
from ui import terms
from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.copy_field import CopyField
from ui.widgets.dialog import Dialog
from ui.widgets.form import fit
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words

LEAST = 220


class EntrySheet(Dialog):
    """Shows each value with a button that copies it; stays beside the browser."""

    def __init__(
        self, sheet: FilledSheet, whose: str = "", parent: QWidget | None = None
    ) -> None:
        """Show *sheet*, and *whose* values they are: two may be open beside a browser."""
        super().__init__(parent)
        self.setModal(False)
        title = _("Fiche de saisie ANEF")
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        self.title, self.advice = Words("title"), Words("soft")
        self.whose = Words("strong")
        self.title.setText(title)
        self.advice.say(
            _("Ce que le site demande, dans l’ordre. Une valeur copiée s’efface vite.")
            if sheet.verified
            else _(
                "Ce que le site demande. L’ordre exact des écrans est à vérifier."
                " Une valeur copiée s’efface vite."
            )
        )
        area = InnerArea(LEAST)
        area.column.setSpacing(12)
        area.column.addWidget(self.advice)
        self.fields: list[CopyField] = []
        for number, (section, values) in enumerate(sheet.sections, 1):
            card = Card()
            name = _(terms.SHEET_SECTIONS[section])
            card.title.setText(f"{number}. {name}")
            note = terms.SHEET_NOTES.get(section)
            if note:
                words = Words("soft")
                words.setText(_(note))
                card.body.addWidget(words)
            for value in values:
                card.body.addWidget(self._line(value))
            area.column.addWidget(card)
        area.column.addStretch(1)
        leave = Button("plain", "close", "sheet-close")
        leave.setText(_("Fermer"))
        leave.clicked.connect(self.close)
        self.safest = self.fields[0].button if self.fields else leave
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        column.addWidget(self.title)
        column.addWidget(self.whose)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.whose.say(i18n.isolated(whose))
        self.resize(look.px(560), look.px(700))

    def showEvent(self, event: QShowEvent) -> None:
        """Stay inside the window it belongs to, however large the text is."""
        fit(self)
        super().showEvent(event)

    def _line(self, value: Value) -> QWidget:
        line = QWidget()
        inside = QVBoxLayout(line)
        inside.setContentsMargins(0, 2, 0, 2)
        inside.setSpacing(2)
        name = _(terms.SHEET_FIELDS[value.field])
        text = _typed(value)
        if not text:
            label, missing = _label(name), Words("small")
            missing.setText(_("Pas noté dans le dossier"))
            inside.addWidget(label)
            inside.addWidget(missing)
            return line
        parts = text.splitlines() if value.field == "address" else [text]
        for place, part in enumerate(parts):
            field = CopyField(label=_label("" if place else name))
            field.show_value(part, name)
            self.fields.append(field)
            inside.addWidget(field)
        return line


def _label(name: str) -> Words:
    """Return the name of a field, which only its first line has."""
    label = Words("soft")
    label.say(name)
    return label


def _typed(value: Value) -> str:
    """Return the value in words where the file keeps a code; the form is in French."""
    if not value.text:
        return ""
    if value.field == "status":
        return terms.STATUSES[Status(value.text)]
    if value.field == "marital":
        return terms.MARITAL[Marital(value.text)]
    if value.field == "housing":
        return terms.HOUSING[Housing(value.text)]
    return value.text
