"""Give Babel the paragraphs of the help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TypeAlias

from anef_desk.catalogue.help import read_page

Found: TypeAlias = tuple[int, str, tuple[str, str], list[str]]


def extract(stream: IO[bytes], *_: Any, **_options: Any) -> Iterator[Found]:  # noqa: ANN401
    """Yield every paragraph of a page, with the name of the page as context."""
    page = read_page(Path(stream.name).stem, stream.read().decode("utf-8"))
    for number, line in enumerate(page.lines, 1):
        if line.sentence:
            yield number, "pgettext", (line.sentence.context, line.sentence.french), []
