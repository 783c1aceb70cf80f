"""What a page says, before anything is drawn: plain frozen values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal["", "heading", "box", "framed"]
"""How a paragraph stands out: a title, a box to tick, a frame around it."""


@dataclass(frozen=True)
class Span:
    """Some words, bold or not."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Words that follow one another."""

    spans: tuple[Span, ...]
    role: Role = ""

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class NumberedList:
    """Items numbered from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A small table; its first row names the columns.

    A row of empty cells is there to be filled by hand.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()  # of the width, one for each column; (): equal


@dataclass(frozen=True)
class Blanks:
    """Lines to write on by hand."""

    lines: int


Block: TypeAlias = Paragraph | NumberedList | Table | Blanks


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A letter in one language, ready to be laid out."""

    template: str
    language: str
    sender: tuple[str, ...]  # lines of the letterhead, the name first
    recipient: tuple[str, ...]
    place_and_date: str
    references: tuple[tuple[str, str], ...]  # label, value
    subject: str
    blocks: tuple[Block, ...]
    attachments_title: str
    attachments: tuple[str, ...]
    signature: tuple[str, ...]  # labels of empty boxes
    notice: str = ""  # "" on the letter itself, "no legal value" on the copy
    footer: str = ""
    layout: Literal["letter", "form"] = "letter"
    sending: str = ""  # how it goes, such as by registered mail
    logo: str = ""  # hash of the picture above the letterhead

    @property
    def text(self) -> str:
        """Return everything as plain text, for a screen reader and for tests."""
        parts = [*self.sender, self.sending, *self.recipient, self.place_and_date]
        parts += [f"{label} {value}" for label, value in self.references]
        parts.append(self.subject)
        for block in self.blocks:
            if isinstance(block, Paragraph):
                parts.append(block.text)
            elif isinstance(block, NumberedList):
                parts += [f"{n}. {item}" for n, item in enumerate(block.items, 1)]
            elif isinstance(block, Table):
                rows = [row for row in (block.header, *block.rows) if any(row)]
                parts += [" | ".join(row) for row in rows]
        if self.attachments:
            parts.append(self.attachments_title)
            parts += [f"{n}. {item}" for n, item in enumerate(self.attachments, 1)]
        parts += [*self.signature, self.notice, self.footer]
        return "\n".join(part for part in parts if part)


def dump(composed: Composed) -> str:
    """Return *composed* as text, from which `read` makes it again."""
    table = asdict(composed)
    table["blocks"] = [
        {"kind": type(block).__name__, **asdict(block)} for block in composed.blocks
    ]
    return json.dumps(table, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Composed:
    """Return what `dump` wrote.

    Raises:
        ValueError: If *text* was not written by `dump`.
    """
    try:
        table: dict[str, Any] = json.loads(text)
        blocks = tuple(_block(block) for block in table.pop("blocks"))
        table["references"] = tuple(map(tuple, table["references"]))
        for name in ("sender", "recipient", "attachments", "signature"):
            table[name] = tuple(table[name])
        return Composed(blocks=blocks, **table)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a composed letter") from error


def _block(table: dict[str, Any]) -> Block:
    kind = table["kind"]
    if kind == "Paragraph":
        spans = tuple(Span(**span) for span in table["spans"])
        return Paragraph(spans, table.get("role", ""))
    if kind == "NumberedList":
        return NumberedList(tuple(table["items"]))
    if kind == "Blanks":
        return Blanks(table["lines"])
    rows = tuple(tuple(row) for row in table["rows"])
    return Table(tuple(table["header"]), rows, tuple(table.get("shares", ())))


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A line of the checklist to take away; pairs are (French, other language)."""

    ticked: bool
    state: tuple[str, str]
    title: tuple[str, str]
    note: tuple[str, str]
    detail: tuple[str, str]  # what it is, where to get it
    form_name: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class ChecklistSheet:
    """The bilingual checklist to take away; pairs are (French, other language)."""

    languages: tuple[str, str]
    title: tuple[str, str]
    person: str
    rows: tuple[SheetRow, ...]
    notice: tuple[str, str]
    footer: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class ReadingSheet:
    """An entry of the catalogue to take away; pairs are (French, other language)."""

    languages: tuple[str, str]
    title: tuple[str, str]
    lead: tuple[str, str]
    rows: tuple[tuple[str, tuple[str, str], tuple[str, str]], ...]
    """``"heading"``, a pictogram or "", then bold words, then words."""
    sources: str
    notice: tuple[str, str]
    footer: tuple[str, str]
