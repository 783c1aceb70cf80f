"""What is written down about a person: least data, nothing required but a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from anef_desk import i18n
from anef_desk.desk.views import PersonRow
from anef_desk.domain.person import (
    Civility,
    Housing,
    Marital,
    Person,
    Reading,
    Status,
    bare_number,
)
from anef_desk.domain.prefecture import Prefecture
from ui import terms
from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.checked_form import CheckedForm
from ui.widgets.date_field import DateField
from ui.widgets.entry import Entry
from ui.widgets.form import required
from ui.widgets.select import Select
from ui.widgets.suggestions import Suggestions

SHOWN = 3
"""People who may be known, shown at once."""

MOST_CHILDREN = 30

_SOUGHT = ("family_name", "given_names", "native_name", "birth_date", "numero_etranger")


class PersonForm(CheckedForm):
    """Asks for a person's identity and situation; shows who may be known already."""

    known_wanted = Signal(str)  # a person who is known already
    alike_wanted = Signal()  # what was typed may be of somebody who is known
    union_wanted = Signal(str)  # the same, to make one file of two

    def __init__(
        self,
        person: Person | None,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
        *,
        on: date | None = None,
    ) -> None:
        """Show *person*, None for a new one; nobody was born after the day *on*."""
        known = person or Person(id="")
        super().__init__(self.draft_of(known.id), parent)
        self._person, self._on = known, on or date.max
        self.setWindowTitle(_("Identité et situation"))
        self.title.setText(
            _("Nouvelle personne") if person is None else _("Identité et situation")
        )
        self.accept_button.setText(_("Enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        self.advice.say(
            _(
                "Seulement ce qui sert aux démarches. Ni récit, ni santé, ni mot de"
                " passe."
            )
        )
        self._make(known)
        self._before = self.values()
        if person is not None:
            self._heard = self.about()
        self.restore(draft)
        self.resize(look.px(820), look.px(640))

    def about(self) -> tuple[str, ...]:
        """Return what doubles are sought by."""
        typed = self.values()
        return tuple(typed[key].strip() for key in _SOUGHT)

    def ask(self) -> None:
        """Ask who may be known already."""
        self.alike_wanted.emit()

    def draft(self) -> dict[str, str]:
        """Return what was typed alone: an import or a union may write the rest."""
        return {
            key: text
            for key, text in self.values().items()
            if text != self._before[key]
        }

    @staticmethod
    def draft_of(person: str) -> str:
        """Return the key of the draft about *person*; "" for a new one."""
        return f"person:{person}"

    def show_alike(self, rows: Sequence[PersonRow]) -> None:
        """Show people who may be the one that is typed."""
        if self.over:
            return
        self._show_notes(rows)
        self.hear(
            (row.id for row in rows[:SHOWN]),
            _("Cette personne est peut-être déjà connue : relisez."),
        )

    def _show_notes(self, rows: Sequence[PersonRow]) -> None:
        notes = []
        for row in rows[:SHOWN]:
            number = row.numero_etranger
            entry = Entry(
                _("Peut-être déjà connu·e : {name}", name=row.name),
                terms.joined(
                    (
                        i18n.isolated(row.native_name),
                        terms.born(row.birth),
                        _("n° étranger {number}", number=i18n.left_to_right(number))
                        if number
                        else "",
                    )
                ),
            )
            text, signal = _("Ouvrir ce dossier"), self.known_wanted
            if self._person.id:
                text, signal = _("Réunir les dossiers"), self.union_wanted
            button = Button("plain", "", "known-person")
            button.setText(text)
            button.setAccessibleName(_("{act} : {name}", act=text, name=row.name))
            button.clicked.connect(partial(signal.emit, row.id))
            button.clicked.connect(self.reject)
            entry.add(button)
            notes.append(entry)
        self.show_notes(notes)

    def suggest(self, book: Sequence[Prefecture]) -> None:
        """Propose the prefectures of the *book* while one is typed."""
        if self.over:
            return
        self.suggestions.suggest(known.name for known in book)

    def person(self) -> Person:
        """Return what the form says of the person."""
        typed = {key: text.strip() for key, text in self.values().items()}
        children = typed["minor_children"]
        return replace(
            self._person,
            family_name=typed["family_name"],
            given_names=typed["given_names"],
            used_name=typed["used_name"],
            native_name=typed["native_name"],
            civility=Civility(typed["civility"]) if typed["civility"] else None,
            birth_date=self._birth.value(),
            birth_place=typed["birth_place"],
            nationality=typed["nationality"],
            numero_etranger=bare_number(typed["numero_etranger"]),
            status=Status(typed["status"]) if typed["status"] else None,
            language=typed["language"],
            marital=Marital(typed["marital"]) if typed["marital"] else None,
            minor_children=int(children) if children.isdecimal() else None,
            housing=Housing(typed["housing"]) if typed["housing"] else None,
            address=typed["address"],
            phone=typed["phone"],
            email=typed["email"],
            prefecture=typed["prefecture"],
            protection_decision_on=self._decision.day(),
            protection_decision_number=typed["protection_decision_number"],
            other_languages=typed["other_languages"],
            reading=Reading(typed["reading"]) if typed["reading"] else None,
        )

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        typed = self.values()
        children, born = typed["minor_children"].strip(), self._birth.value()
        number, decided = bare_number(typed["numero_etranger"]), self._decision.day()
        named = any(
            typed[key].strip() for key in ("family_name", "given_names", "native_name")
        )
        return (
            required(
                (
                    (not named, "family_name", _("Donnez au moins un nom.")),
                    (
                        bool(number) and not number.isdecimal(),
                        "numero_etranger",
                        _("Le numéro étranger n’a que des chiffres."),
                    ),
                    (
                        born is not None and born.earliest > self._on,
                        "birth_date",
                        _("Ce jour n’est pas encore venu."),
                    ),
                    (
                        decided is not None and decided > self._on,
                        "protection_decision_on",
                        _("Ce jour n’est pas encore venu."),
                    ),
                    (
                        bool(children)
                        and not (
                            children.isdecimal() and int(children) <= MOST_CHILDREN
                        ),
                        "minor_children",
                        _("Le nombre d’enfants va de 0 à {most}.", most=MOST_CHILDREN),
                    ),
                )
            )
            or super().complaint()
        )

    def _make(self, known: Person) -> None:
        self._birth = DateField("birth-date", partial=True, both=True)
        self._birth.show_date(known.birth_date)
        self._decision = DateField("protection-decision-on")
        self._decision.show_date(known.protection_decision_on)
        number = self.number(known.numero_etranger)
        phone, email = self.number(known.phone), self.number(known.email)
        children = known.minor_children
        self.add("family_name", _("Nom de naissance"), self.line(known.family_name))
        self.add("given_names", _("Prénoms"), self.line(known.given_names))
        self.add(
            "native_name",
            _("Nom dans son écriture"),
            self.line(known.native_name),
        )
        self.add("used_name", _("Nom d’usage"), self.line(known.used_name))
        self.add(
            "civility", _("Civilité"), self.choice(terms.CIVILITIES, known.civility)
        )
        self.add("language", _("Langue lue"), _languages(known.language))
        self.add("reading", _("Lecture"), self.choice(terms.READING, known.reading))
        self.add(
            "other_languages",
            _("Autres langues parlées"),
            self.line(known.other_languages),
        )
        self.add(
            "birth_date",
            _("Date de naissance"),
            self._birth,
            help_=_("L’année seule suffit. Le calendrier solaire (1373) est compris."),
        )
        self.add("birth_place", _("Lieu de naissance"), self.line(known.birth_place))
        self.add("nationality", _("Nationalité"), self.line(known.nationality))
        self.add(
            "numero_etranger",
            _("Numéro étranger"),
            number,
            help_=_("9 ou 10 chiffres, sur l’attestation ou la carte."),
        )
        self.add("status", _("Situation"), self.choice(terms.STATUSES, known.status))
        self.add(
            "protection_decision_on",
            _("Date de la décision OFPRA ou CNDA"),
            self._decision,
        )
        self.add(
            "protection_decision_number",
            _("Numéro de la décision"),
            self.line(known.protection_decision_number),
        )
        self.add("housing", _("Logement"), self.choice(terms.HOUSING, known.housing))
        self.add(
            "marital",
            _("Situation familiale"),
            self.choice(terms.MARITAL, known.marital),
        )
        self.add(
            "minor_children",
            _("Enfants de moins de 18 ans"),
            self.line("" if children is None else str(children)),
        )
        self.add("address", _("Adresse"), self.block(known.address), wide=True)
        self.add("phone", _("Téléphone"), phone)
        self.add("email", _("Adresse électronique"), email)
        prefecture = self.line(known.prefecture)
        self.suggestions = Suggestions(prefecture)
        self.add("prefecture", _("Préfecture"), prefecture, wide=True)


def _languages(chosen: str) -> QComboBox:
    box = Select()
    box.addItem(_("Pas encore su"), None)
    for code, name in i18n.NAMES.items():
        box.addItem(name, code)
    box.setCurrentIndex(max(box.findData(chosen or None), 0))
    return box
