"""Give Babel the sentences of the letter templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, TypeAlias

from anef_desk.letters.template import read_template, sentences

Found: TypeAlias = tuple[int, str, tuple[str, str], list[str]]


def extract(stream: IO[bytes], *_: Any, **_options: Any) -> Iterator[Found]:  # noqa: ANN401
    """Yield every sentence of a template, with its place as context."""
    content = stream.read()
    text = content.decode("utf-8")
    for sentence in sentences(read_template(content)):
        if sentence:
            line = text.count("\n", 0, max(text.find(sentence.french), 0)) + 1
            yield line, "pgettext", (sentence.context, sentence.french), []
