"""The four fonts of paper, addressed by glyph so that shaped text can be embedded.

ReportLab draws characters; shaping gives glyphs. Each (glyph, source text) pair gets a
private code, drawn as that glyph and mapped back to the text it stands for, so that
what is copied from a letter is what was written in it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, ShapeData, TTFont

from anef_desk import resources
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.letters.runs import Run

LATIN = ("NotoSans-Regular", "Vazirmatn-Regular")
LATIN_BOLD = ("NotoSans-Bold", "Vazirmatn-Bold")
ARABIC = ("Vazirmatn-Regular", "NotoSans-Regular")
ARABIC_BOLD = ("Vazirmatn-Bold", "NotoSans-Bold")

_FIRST_PRIVATE = 0xF0000
_CACHED_RUNS = 20_000
_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    " /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def"
    " /CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    " 1 begincodespacerange <00> <FF> endcodespacerange"
)
_MAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_MAP_BLOCK = 100  # lines a CMap block may hold


class UnprintableCharacterError(ExpectedError):
    """A text holds a character that no shipped font can write."""

    message = N_("Un caractère ne peut pas être imprimé ({code}).")
    advice = N_(
        "Remplacez-le dans le dossier ou dans le formulaire. Rien n’a été imprimé."
    )
    exit_code = 18


class GlyphFont(TTFont):
    """A TrueType font drawn glyph by glyph."""

    def __init__(self, name: str, content: bytes) -> None:
        import io  # noqa: PLC0415 - ReportLab wants a file

        super().__init__(name, io.BytesIO(content), asciiReadable=False)
        self._shaper = hb.Font(hb.Face(hb.Blob(content)))
        self._thousandth = 1000 / self._shaper.face.upem
        self._codes: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}
        self._runs: dict[tuple[str, str, str, bool, str], Run] = {}
        self.letters = frozenset(self.face.charToGlyph)

    def shaped(
        self,
        text: str,
        first: int,
        last: int,
        rtl: bool,  # noqa: FBT001 - a run
        language: str,
    ) -> Run:
        """Return the glyphs of ``text[first:last]``.

        Letters join across the borders of the run as the text around it asks.
        """
        key = (
            text[max(first - 1, 0) : first],
            text[first:last],
            text[last : last + 1],
            rtl,
            language,
        )
        found = self._runs.get(key)
        if found is None:
            if len(self._runs) > _CACHED_RUNS:
                self._runs.clear()
            found = self._runs[key] = self._shape(text, first, last, rtl, language)
        return found

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - ReportLab's
        """Embed the subsets used in *doc*, each mapped back to its source text."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join(
                (SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)
            ).decode("pdfdoc")
            key = next(
                key
                for key in doc.idToObject
                if key.startswith("toUnicodeCMap:") and key.split(":")[1] == name
            )
            doc.idToObject[key].content = self._unicode_map(subset)

    def _unicode_map(self, subset: list[int]) -> str:
        rows = [
            f"<{place:02X}> <{text.encode('utf-16-be').hex().upper()}>"
            for place, code in enumerate(subset)
            if code and (text := self._texts.get(code, chr(code)))
        ]
        blocks = [rows[n : n + _MAP_BLOCK] for n in range(0, len(rows), _MAP_BLOCK)]
        lines = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
            for block in blocks
        ]
        return "\n".join((_MAP_HEAD, *lines, _MAP_TAIL))

    def _code(self, glyph: int, text: str, advance: float) -> int:
        key = (glyph, text)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = _FIRST_PRIVATE + len(self._codes)
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = advance
            self._texts[code] = text
        return code

    def _shape(
        self,
        text: str,
        first: int,
        last: int,
        rtl: bool,  # noqa: FBT001 - a run
        language: str,
    ) -> Run:
        buffer = hb.Buffer()
        buffer.add_codepoints([ord(letter) for letter in text], first, last - first)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script_of(text[first:last])
        buffer.language = language
        hb.shape(self._shaper, buffer, {"kern": True, "liga": True})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        sources = _sources(text, [info.cluster for info in infos], last, rtl=rtl)
        scale, width = self._thousandth, 0.0
        letters, placed = [], []
        for n, (info, at) in enumerate(zip(infos, positions, strict=True)):
            own = self._shaper.get_glyph_h_advance(info.codepoint) * scale
            letters.append(chr(self._code(info.codepoint, sources[n], own)))
            advance = at.x_advance * scale
            placed.append(
                ShapeData(n, advance, 0, at.x_offset * scale, at.y_offset * scale, own)
            )
            width += advance
        return Run.of("".join(letters), placed, width)


def _sources(text: str, clusters: list[int], last: int, *, rtl: bool) -> dict[int, str]:
    """Return the text each glyph stands for, whole clusters on their first glyph."""
    starts = sorted({*clusters, last})
    ends = dict(pairwise(starts))
    groups: dict[int, list[int]] = {}
    order = range(len(clusters))
    for n in reversed(order) if rtl else order:
        groups.setdefault(clusters[n], []).append(n)
    found: dict[int, str] = {}
    for cluster, glyphs in groups.items():
        source = text[cluster : ends[cluster]]
        if len(glyphs) == len(source):
            found.update(zip(glyphs, source, strict=True))
        else:
            found.update(dict.fromkeys(glyphs, ""))
            found[glyphs[0]] = source
    return found


def script_of(text: str) -> str:
    """Return the script HarfBuzz shapes *text* in: of its first letter."""
    for letter in text:
        code = ord(letter)
        if 0x600 <= code <= 0x8FF or 0xFB50 <= code <= 0xFEFC:  # noqa: PLR2004
            return "Arab"
        if 0x400 <= code <= 0x52F:  # noqa: PLR2004 - Cyrillic
            return "Cyrl"
        if letter.isalpha():
            return "Latn"
    return "Zyyy"


@cache
def font(name: str) -> GlyphFont:
    """Return a shipped font, registered with ReportLab once."""
    folder = resources.root("resources") / "fonts"
    made = GlyphFont(name, folder.joinpath(f"{name}.ttf").read_bytes())
    pdfmetrics.registerFont(made)
    return made


UNSEEN = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that shape or order the others, and print nothing."""


def fonts_of(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the font each character of *text* is written with, first choice first.

    A mark, a format character or a space stays with the font of what comes before.

    Raises:
        UnprintableCharacterError: If none of *names* can write a character.
    """
    able = _able(names)
    found: list[str] = []
    for letter in text:
        written = able.get(letter)
        if written is None:
            written = able[letter] = _able_of(letter, names)
        first, follows = written
        if letter in UNSEEN:
            found.append(found[-1] if found else names[0])
        elif follows and found and ord(letter) in font(found[-1]).letters:
            found.append(found[-1])
        elif first:
            found.append(first)
        else:
            raise UnprintableCharacterError(code=f"U+{ord(letter):04X}")
    return tuple(found)


@cache
def _able(_names: tuple[str, ...]) -> dict[str, tuple[str, bool]]:
    """Return what was found out of the letters met so far."""
    return {}


def _able_of(letter: str, names: tuple[str, ...]) -> tuple[str, bool]:
    """Return the first of *names* that writes *letter*, and whether it may follow.

    "" when none does; a mark and a space stay with the font before them.
    """
    follows = bool(unicodedata.combining(letter)) or letter.isspace()
    if unicodedata.category(letter) in {"Cn", "Cf"}:
        return "", follows
    able = (name for name in names if ord(letter) in font(name).letters)
    return next(able, ""), follows
