"""The recovery sheet: one page, in French, that opens the vault for whoever holds it.

It is drawn once, when the key is made, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.platypus.flowables import Flowable

from anef_desk.i18n import N_, SOURCE_LANGUAGE, load
from anef_desk.letters.boxes import Beside, Blank, Rule, Stack
from anef_desk.letters.layout import built
from anef_desk.letters.text import SOFT, Style, Text

TITLE = N_("Feuille de secours du coffre")
JOB = "Feuille"
"""What a printer's queue may show: it says nothing."""

MADE = N_("{organisation}. Feuille faite le {day}.")
OPENS = N_(
    "Cette feuille ouvre le coffre des dossiers quand plus personne n’a de phrase"
    " secrète. Qui la tient peut tout lire."
)
KEEP = (
    N_("Retapez d’abord ses six lignes dans ANEF Desk : avant, elle n’ouvre rien."),
    N_("Imprimez-la une fois. Ne la photographiez pas, ne l’envoyez pas."),
    N_("Mettez-la sous enveloppe fermée, datée et signée."),
    N_("Gardez-la sous clé, loin de l’ordinateur : un coffre, le siège, une banque."),
    N_("Si elle disparaît, faites-en une autre et changez la clé du coffre."),
)
KEEP_TITLE = N_("Où la garder")
USE_TITLE = N_("Comment s’en servir")
USE = (
    N_("Ouvrez ANEF Desk et choisissez « J’ai perdu ma phrase secrète »."),
    N_(
        "Tapez les six lignes. Les deux derniers caractères de chaque ligne la"
        " contrôlent : si une ligne est mal tapée, son numéro est dit."
    ),
    N_("Choisissez ensuite une nouvelle phrase secrète."),
)
REPLACES = N_("Cette feuille remplace toutes celles faites avant elle.")
ALPHABET = N_(
    "Ni la lettre O, ni la lettre I, ni la lettre B, ni le chiffre 1 : ce qui ressemble"
    " à O est un zéro."
)

_QR = 118.0  # points: about four centimetres
_BODY = Style(language=SOURCE_LANGUAGE, size=11, leading=16, space_after=3)
_SMALL = Style(
    language=SOURCE_LANGUAGE, size=9.5, leading=13.5, colour=SOFT, space_after=2
)
_TITLE = Style(language=SOURCE_LANGUAGE, size=19, leading=27, bold=True, space_after=4)
_HEAD = Style(language=SOURCE_LANGUAGE, size=12.5, leading=19, bold=True, space_after=3)
_KEY = Style(language=SOURCE_LANGUAGE, size=17, leading=27, bold=True)
_NUMBER = Style(language=SOURCE_LANGUAGE, size=11, leading=27, colour=SOFT)


def recovery_sheet(
    organisation: str, on: date, lines: Sequence[str], secret: str
) -> bytes:
    """Return the sheet as a PDF.

    Args:
        organisation: Whose vault it opens.
        on: The day it is made.
        lines: The key, as it is typed back: groups, then check characters.
        secret: The whole key, for the QR code.

    Raises:
        UnprintableCharacterError: If the name cannot be written; nothing is made.
    """
    french = load(SOURCE_LANGUAGE)
    made = french.text(MADE, organisation=organisation, day=french.day(on))
    rows: list[Flowable] = [
        Beside([Text(str(number), _NUMBER), *_groups(line)], (1, 4, 4, 2), 6)
        for number, line in enumerate(lines, 1)
    ]
    flow: list[Flowable] = [
        Text(french.text(TITLE), _TITLE),
        Text(made, _BODY),
        Rule(4, 8),
        Text(french.text(OPENS), _HEAD),
        Blank(8),
        Beside([Stack(rows), _QrCode(secret)], (5, 2), 20),
        Text(french.text(ALPHABET), _SMALL),
        Rule(10, 8),
        Text(french.text(KEEP_TITLE), _HEAD),
        *(Text(f"— {french.text(sentence)}", _BODY) for sentence in KEEP),
        Blank(8),
        Text(french.text(USE_TITLE), _HEAD),
        *(
            Text(f"{number}. {french.text(sentence)}", _BODY)
            for number, sentence in enumerate(USE, 1)
        ),
        Rule(8, 6),
        Text(french.text(REPLACES), _SMALL),
    ]
    return built(flow, JOB, SOURCE_LANGUAGE, "")


def _groups(line: str) -> list[Flowable]:
    return [Text(group, _KEY) for group in line.split(" ")]


class _QrCode(Flowable):
    """The whole key for a camera."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._content = content

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return a square."""
        self._side = min(width, _QR)
        return width, self._side

    def draw(self) -> None:
        """Draw the code."""
        code: Any = QrCodeWidget(self._content, barLevel="M")
        code.barWidth = code.barHeight = self._side
        drawing: Any = Drawing(self._side, self._side)
        drawing.add(code)
        drawing.drawOn(self.canv, 0, 0)
