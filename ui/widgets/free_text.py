"""What stands under a free text: what not to write there, louder when it is written.

It forbids nothing: whoever types knows whether a word is needed. It is never kept.
"""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from anef_desk.i18n import N_
from anef_desk.i18n.folding import folded
from ui.language import _
from ui.widgets.labels import Words, set_property

_CALM = N_(
    "Des faits utiles à la démarche, rien de plus. Ni récit d’asile, ni santé, ni"
    " opinion, ni religion, ni mot de passe."
)
_SECRET = N_("Un mot de passe ou un code ne se note jamais ici. Effacez-le.")
_SENSITIVE = N_(
    "Ce texte semble parler de santé, d’opinions ou du récit d’asile. Gardez seulement"
    " ce qui sert à la démarche."
)

SECRETS = (
    "mot de passe",
    "mots de passe",
    "mdp",
    "password",
    "code sms",
    "code recu",
    "identifiant anef",
)
SENSITIVE = (
    "vih",
    "sida",
    "seropositi",
    "diagnosti",
    "depressi",
    "psychiatr",
    "suicid",
    "maladie",
    "enceinte",
    "handicap",
    "avortement",
    "viol ",
    "violee",
    "torture",
    "persecut",
    "excis",
    "homosex",
    "lesbienne",
    "gay ",
    "musulman",
    "chretien",
    "hazara",
    "ethni",
    "opposant",
    "militant",
    "milice",
    "talib",
    "prison",
)
"""Beginnings of words, folded, whose presence makes the sentence louder."""

_WORD = re.compile(r"[^\W_]+")
"""Whatever stands before or after it: *d’excision*, *(maladie)*, a new line."""


def told(text: str) -> str:
    """Return the sentence to show under *text*, still to be translated."""
    plain = f" {' '.join(_WORD.findall(folded(text)))} "
    if any(f" {word}" in plain for word in SECRETS):
        return _SECRET
    if any(f" {word}" in plain for word in SENSITIVE):
        return _SENSITIVE
    return _CALM


class FreeText(Words):
    """The sentence under a field; follows what is typed.

    A *quiet* one is there when it is loud alone: the form says the rest already.
    """

    def __init__(
        self,
        field: QLineEdit | QPlainTextEdit,
        parent: QWidget | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__("small", parent)
        self._field, self._quiet = field, quiet
        field.textChanged.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the sentence again."""
        sentence = told(self._text())
        set_property(self, "role", "small" if sentence is _CALM else "error")
        self.setText(_(sentence))
        if self._quiet:
            self.setHidden(sentence is _CALM)
        self._field.setAccessibleDescription(_(sentence))

    def _text(self) -> str:
        if isinstance(self._field, QPlainTextEdit):
            return self._field.toPlainText()
        return self._field.text()
