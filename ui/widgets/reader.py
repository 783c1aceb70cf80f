"""An entry of the catalogue, to be read: one language, or French beside another."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QByteArray, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from anef_desk import i18n
from anef_desk.i18n import Translations
from anef_desk.i18n.typography import NARROW, NO_BREAK, capital, shown
from anef_desk.law import words
from anef_desk.law.basis import Basis
from anef_desk.law.reading import Line, Reading, Section
from ui import terms
from ui.theme import icons, look
from ui.widgets.chip import ChipKind, colour
from ui.widgets.grounds import BAND, GROUND, Grounds

_ENTRY = "entry"
_ICON = "icon"

CHIPS: dict[str, ChipKind] = {
    "required": "soon",
    "if_asked": "none",
    "cannot_be_required": "none",
    "yes": "done",
    "no": "late",
    "conditional": "soon",
    "unknown": "none",
}
"""The colour of each answer; its word says the same."""

_Cell: TypeAlias = Callable[[Translations], str]

PICTOGRAM = 22

COLUMN = 270
"""Width under which, at 100 % text, two languages stand one above the other."""

LINE = 26
"""From one line to the next, at 100 % text: the same in every script."""

PADDING, GUTTER = 6, 28
"""Around what a cell says, and from one language to the other."""

HEADING = 10, 0
"""Above and below a title, which goes with what follows."""

APART = 8
"""Above and below the band of what is urgent."""


class Reader(QTextBrowser):
    """Shows a reading; its links are the entries it names."""

    wanted = Signal(str)  # code of an entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A page is longer than its place: without the bar, it would be laid out first
        # as wide as if it were not.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(20)
        self._shown: tuple[Reading, tuple[Translations, ...]] | None = None
        self._stacked = False
        self._grounds = Grounds(self)
        self.anchorClicked.connect(self._follow)

    def show_reading(
        self, reading: Reading, texts: Translations, beside: Translations | None
    ) -> None:
        """Show *reading* in the language of *texts*, and in that of *beside*."""
        languages = (texts,) if beside is None else (texts, beside)
        self._shown = reading, languages
        self._write()
        self.setAccessibleName(texts.content(reading.title))
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the languages side by side, or one above the other, as there is room."""
        super().resizeEvent(event)
        if self._shown is not None and self._stacked is not self._is_narrow():
            self._write()

    def _is_narrow(self) -> bool:
        return self.viewport().width() < 2 * look.px(COLUMN)

    def _write(self) -> None:
        if self._shown is not None:
            self._stacked = self._is_narrow()
            reading, languages = self._shown
            self._grounds.write(page(reading, languages, stacked=self._stacked))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grounds, then what is written on them."""
        left, top = self.horizontalScrollBar(), self.verticalScrollBar().value()
        x = left.maximum() - left.value() if self.isRightToLeft() else left.value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-x, -top)
        self._grounds.draw(painter, QRectF(event.rect().translated(x, top)))
        painter.end()
        super().paintEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Draw our own pictograms, and nothing else: no file, no address."""
        link = QUrl(name)
        image = kind == QTextDocument.ResourceType.ImageResource.value
        if image and link.scheme() == _ICON:
            ink, size = look.tokens().ink, look.px(PICTOGRAM)
            return icons.pixmap(f"documents/{link.path()}", ink, size, 2.0)
        return QByteArray()

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == _ENTRY:
            self.wanted.emit(link.path())


def page(
    reading: Reading, languages: tuple[Translations, ...], *, stacked: bool = False
) -> str:
    """Return *reading* as the rich text Qt draws.

    Args:
        reading: What is read.
        languages: In which languages, that of the reader first.
        stacked: One above the other, rather than a column for each.
    """
    row = partial(_stack if stacked else _row, languages)
    head = [row(lambda t: _title(reading, t), (PADDING, 0))]
    if reading.channel:
        head.append(row(lambda t: _channel(reading, t), (2, PADDING)))
    head.append(row(lambda t: _paragraph(t.content(reading.lead), t)))
    parts = [_table(head)]
    parts += [_section(section, row) for section in reading.sections]
    first = languages[0]
    if reading.form_name:
        words = terms.FACE_WORDS["french"]
        parts.append(_note(first.text(words, name=reading.form_name), first))
    if reading.to_verify:
        listed = "".join(f"<li>{_told(point)}</li>" for point in reading.to_verify)
        parts.append(_heading(first.text(terms.TO_VERIFY), first, look.tokens().accent))
        parts.append(f'<ul dir="ltr" style="{_small()}">{listed}</ul>')
    parts.append(_note(_sources(reading.basis, first), first))
    unread = [t for t in languages if not t.reviewed]
    parts += [_note(terms.unreviewed(t), first) for t in unread]
    colours = look.tokens()
    return (
        f'<body style="color: {colours.ink}; font-size: {look.px(15)}px">'
        f"{''.join(parts)}</body>"
    )


def _told(text: str) -> str:
    """Return *text* as it is written in a page.

    Rich text makes a plain space of a narrow one, and a line could end there.
    """
    return html.escape(shown(text).replace(NARROW, NO_BREAK))


def _section(section: Section, row: Callable[..., str]) -> str:
    title = words.SECTIONS[section.name]
    danger = section.name == "danger"
    ink = look.tokens().late if danger else look.tokens().accent
    rows = [row(lambda t: _heading(t.text(title), t, ink), HEADING)]
    rows += [row(partial(_line, section.name, line)) for line in section.lines]
    return _table(rows, APART if danger else None)


def _line(name: str, line: Line, texts: Translations) -> str:
    """Return a line: pictogram, title, chip; what it says; dates; what it rests on."""
    head = []
    if line.icon:
        size = look.px(PICTOGRAM)
        head.append(
            f'<img src="{_ICON}:{line.icon}" width="{size}" height="{size}">&nbsp;'
        )
    if line.name:
        head.append(f"<b>{_told(texts.text(words.RIGHTS[line.name]))}</b>&nbsp; ")
    if line.title:
        title = f"<b>{_told(texts.content(line.title))}</b>"
        head.append(_link(line.target, title) if line.target else title)
    if line.chip:
        head.append(f" &nbsp;{_chip(line, texts)}")
    elif line.truth is None:
        head.append(f" &nbsp;{_word(texts.text(words.NEEDS['perhaps']), 'none')}")
    said = [" ".join(head)] if head else []
    for text in line.texts:
        told_ = _told(texts.content(text))
        said.append(f"<b>{told_}</b>" if name == "danger" else told_)
    said += _depending(line, texts)
    if line.practice:
        advice = texts.text(words.RELIABILITIES["practice"])
        said[-1] = f"{said[-1]} {_word(advice, 'none')}"
    said += [f"<b>{_told(day)}</b>" for day in _days(line, texts)]
    if line.basis is not None:
        said.append(f'<span style="{_small()}">{_basis(line.basis, texts)}</span>')
    return _paragraph("<br>".join(said), texts, escaped=True)


def _depending(line: Line, texts: Translations) -> Iterable[str]:
    """Yield the question a line depends on and its answers, or what is so and when."""
    if line.question is not None:
        asked = _told(texts.content(line.question))
        yield f'<span style="color: {look.tokens().soft}">{asked}</span>'
    yield from (_told(words.answered(way, texts)) for way in line.ways)
    for moment in line.moments:
        yield _told(words.at(moment, texts))
        yield from (_told(words.answered(way, texts)) for way in moment.ways)


def _days(line: Line, texts: Translations) -> Iterable[str]:
    if line.opens is not None:
        yield texts.text(terms.FROM_DAY, day=texts.day(line.opens))
    if line.due is not None:
        yield texts.text(terms.UNTIL_DAY, day=texts.day(line.due))


def _chip(line: Line, texts: Translations) -> str:
    if line.chip in words.ANSWERS:
        word = words.ANSWERS[line.chip]
    elif line.truth is None and line.chip == "required":
        return _word(texts.text(words.NEEDS["perhaps"]), "none")
    else:
        word = words.NEEDS[line.chip]
    return _word(texts.text(word), CHIPS[line.chip])


def _word(word: str, kind: ChipKind) -> str:
    whole = _told(capital(word)).replace(" ", "&nbsp;")
    return (
        f'<span style="{GROUND}; color: {colour(kind)};'
        f' font-size: {look.px(13)}px; font-weight: 700">&nbsp;{whole}&nbsp;</span>'
    )


def _link(code: str, title: str) -> str:
    accent = look.tokens().accent
    return (
        f'<a href="{_ENTRY}:{html.escape(code)}"'
        f' style="color: {accent}; text-decoration: underline">{title}</a>'
    )


def _sources(basis: Basis, texts: Translations) -> str:
    named = " · ".join(
        f"{text} ({day})" if day[:1].isdigit() else text
        for text, day in zip(basis.texts, basis.dates, strict=True)
    )
    return texts.text(
        terms.SOURCES,
        texts=i18n.left_to_right(named),
        reliability=texts.text(words.RELIABILITIES[basis.reliability]),
    )


def _basis(basis: Basis, texts: Translations) -> str:
    named = i18n.left_to_right(" · ".join(basis.texts[:3]))
    told = _told(named)
    if basis.reliability == "unverified":
        word = texts.text(words.RELIABILITIES["unverified"])
        told = f"{told} {_word(word, 'soon')}"
    return told


def _title(reading: Reading, texts: Translations) -> str:
    return (
        f'<div{_way(texts)} style="font-size: {look.px(22)}px; font-weight: 700">'
        f"{_told(texts.content(reading.title))}</div>"
    )


def _channel(reading: Reading, texts: Translations) -> str:
    """Return where it is done and its code, in a row of their own: side by side."""
    where = _word(
        texts.text(terms.CHANNELS_SAID[reading.channel]),
        "done" if reading.channel == "anef" else "soon",
    )
    code = _told(i18n.left_to_right(reading.code))
    return f'<div{_way(texts)} style="font-size: {look.px(13)}px">{where} &nbsp;{code}</div>'


def _heading(text: str, texts: Translations, ink: str) -> str:
    return (
        f'<div{_way(texts)} style="font-size: {look.px(17)}px; font-weight: 700;'
        f' color: {ink}">{_told(text)}</div>'
    )


def _paragraph(text: str, texts: Translations, *, escaped: bool = False) -> str:
    told = text if escaped else _told(text)
    return f'<div{_way(texts)} style="line-height: {look.px(LINE)}px">{told}</div>'


def _note(text: str, texts: Translations) -> str:
    return f'<p{_way(texts)} style="{_small()}">{_told(text)}</p>'


def _small() -> str:
    return f"font-size: {look.px(13)}px; color: {look.tokens().soft}"


def _way(texts: Translations) -> str:
    align = "right" if texts.direction == "rtl" else "left"
    return f' dir="{texts.direction}" align="{align}"'


def _stack(
    languages: tuple[Translations, ...],
    cell: _Cell,
    padding: tuple[int, int] = (PADDING, PADDING),
) -> str:
    """Return a row for each language, with *padding* above and below."""
    style = _padding(padding, PADDING, PADDING)
    rows = (f'<tr><td valign="top"{style}>{cell(t)}</td></tr>' for t in languages)
    return "".join(rows)


def _row(
    languages: tuple[Translations, ...],
    cell: _Cell,
    padding: tuple[int, int] = (PADDING, PADDING),
) -> str:
    """Return a row with a cell for each language, the first where reading begins."""
    places = list(languages)
    if languages[0].direction == "rtl":
        places.reverse()
    width, half = 100 // len(places), look.px(GUTTER) // 2
    cells = []
    for place, texts in enumerate(places):
        left = half if place else PADDING
        right = half if place + 1 < len(places) else PADDING
        cells.append(
            f'<td width="{width}%" valign="top"{_padding(padding, left, right)}>'
            f"{cell(texts)}</td>"
        )
    return f"<tr>{''.join(cells)}</tr>"


def _padding(beside: tuple[int, int], left: int, right: int) -> str:
    above, below = beside
    return f' style="padding: {above}px {right}px {below}px {left}px"'


def _table(rows: list[str], apart: int | None = None) -> str:
    """Return a table; *apart* from the rest by so many pixels, it is a band."""
    band = ""
    if apart is not None:
        band = f' style="{BAND}; margin-top: {apart}px; margin-bottom: {apart}px"'
    return f'<table width="100%" cellspacing="0"{band}>{"".join(rows)}</table>'
