"""A residence document, as it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QWidget

from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.i18n import Sentence
from anef_desk.law.entry_checks import Oddity
from ui import terms
from ui.language import _, current
from ui.theme import look
from ui.widgets.checked_form import CheckedForm
from ui.widgets.date_field import DateField
from ui.widgets.entry import Entry
from ui.widgets.form import required
from ui.widgets.select import Select

_YEARS = "[0-9]{0,2}"
"""Of a card: 1, 2, 4 or 10; whatever is printed is copied."""


class DocumentForm(CheckedForm):
    """Asks what a residence document says; says what is odd about it."""

    judged = Signal()  # what was typed can be compared with the law

    def __init__(
        self,
        person: str,
        document: ResidenceDocument | None,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        known = document or ResidenceDocument(id="", kind=Kind.API)
        super().__init__(self.draft_of(person, known.id), parent)
        self._document = known
        title = _("Document de séjour")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(_("Recopiez ce qui est imprimé, même si c’est faux."))
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        self._make(known)
        self.restore(draft)
        self.resize(look.px(760), look.px(640))

    def about(self) -> tuple[str, ...]:
        """Return what is compared with the law: all of it."""
        return tuple(self.values().values())

    def ask(self) -> None:
        """Ask what is odd about what was copied."""
        self.judged.emit()

    @staticmethod
    def draft_of(person: str, document: str) -> str:
        """Return the key of the draft about a *document*; "" for a new one."""
        return f"document:{person}:{document}"

    def show_oddities(self, found: Sequence[Oddity]) -> None:
        """Say what is odd about what was copied, with its reason and its text."""
        if self.over:
            return
        notes = []
        for oddity in found:
            days = {name: current().short_day(day) for name, day in oddity.days.items()}
            entry = Entry(_said(oddity.title), _said(oddity.reason, **days))
            entry.add_status("soon", _("À relire"))
            if oddity.basis is not None:
                entry.note(terms.resting_on(oddity.basis))
            notes.append(entry)
        self.show_notes(notes)
        self.hear(
            (oddity.code for oddity in found),
            _("Quelque chose est à relire avant d’enregistrer."),
        )

    def document(self) -> ResidenceDocument:
        """Return what the form says of the document."""
        typed = {key: text.strip() for key, text in self.values().items()}
        mention = typed["mention"]
        years = typed["years"]
        return replace(
            self._document,
            kind=Kind(typed["kind"]),
            number=typed["number"],
            starts_on=self._starts.day(),
            ends_on=self._ends.day(),
            mention=mention or ("" if typed["no_mention"] == "none" else None),
            allows_work={"yes": True, "no": False}.get(typed["allows_work"]),
            issued_for=IssuedFor(typed["issued_for"]) if typed["issued_for"] else None,
            years=int(years) if years.isdecimal() else None,
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what cannot be, or None."""
        starts, ends = self._starts.day(), self._ends.day()
        backwards = bool(starts and ends and ends < starts)
        return super().complaint() or required(
            ((backwards, "ends_on", _("La fin est avant le début.")),)
        )

    def _make(self, known: ResidenceDocument) -> None:
        kind = self.choice(terms.KINDS, known.kind)
        kind.removeItem(0)
        kind.setCurrentIndex(kind.findData(known.kind.value))
        self._starts, self._ends = DateField("starts-on"), DateField("ends-on")
        self._starts.show_date(known.starts_on)
        self._ends.show_date(known.ends_on)
        self.add("kind", _("Quel document"), kind, wide=True)
        self.add("starts_on", _("Valable du"), self._starts)
        self.add("ends_on", _("Jusqu’au"), self._ends)
        self.add(
            "issued_for",
            _("Pour quelle demande"),
            self.choice(terms.ISSUED_FOR, known.issued_for),
        )
        self.add("allows_work", _("Autorise à travailler"), _yes_no(known.allows_work))
        self.add(
            "mention",
            _("Mention imprimée"),
            self.line(known.mention or ""),
            help_=_("Par exemple « reconnu réfugié »."),
        )
        self.add("no_mention", _("S’il n’y a aucune mention"), _mention(known.mention))
        self.add("number", _("Numéro du document"), self.number(known.number))
        years = self.number("" if known.years is None else str(known.years))
        # "2 ans" would be lost.
        years.setValidator(
            QRegularExpressionValidator(QRegularExpression(_YEARS), years)
        )
        self.add(
            "years",
            _("Durée accordée, en années"),
            years,
            help_=_("Pour une carte : 1, 2, 4 ou 10."),
        )


def _said(text: str | Sentence, **values: str) -> str:
    if isinstance(text, Sentence):
        return current().content(text)
    return _(text, **values)


def _yes_no(value: bool | None) -> QComboBox:
    box = Select()
    for text, data in (
        (_("Pas lu"), None),
        (_("Oui, c’est écrit"), "yes"),
        (_("Non, c’est écrit"), "no"),
    ):
        box.addItem(text, data)
    box.setCurrentIndex({None: 0, True: 1, False: 2}[value])
    return box


def _mention(value: str | None) -> QComboBox:
    box = Select()
    box.addItem(_("Pas lu"), None)
    box.addItem(_("Lu : il n’y en a pas"), "none")
    box.setCurrentIndex(1 if value == "" else 0)
    return box
