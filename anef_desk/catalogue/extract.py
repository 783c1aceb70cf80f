"""Give Babel the sentences of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TypeAlias

from anef_desk.catalogue.library import compile_catalogue, load
from anef_desk.catalogue.sentences import all_sentences

Found: TypeAlias = tuple[int, str, tuple[str, str], list[str]]


def extract(stream: IO[bytes], *_: Any, **_options: Any) -> Iterator[Found]:  # noqa: ANN401
    """Yield every sentence of a catalogue file, with its place as context.

    Raises:
        ValueError: If an entry has not the shape of the model, which would
            otherwise leave its sentences out of the translations.
    """
    content = stream.read()
    path = Path(stream.name)
    folder = "" if path.parent.name == "catalogue" else f"{path.parent.name}/"
    library = load(compile_catalogue({f"{folder}{path.name}": content}))
    if library.problems:
        raise ValueError(library.problems[0].reason)
    text = content.decode("utf-8")
    for entry in library.entries():
        for sentence in all_sentences(entry):
            place = max(text.find(sentence.french), 0)
            line = text.count("\n", 0, place) + 1
            yield line, "pgettext", (sentence.context, sentence.french), []
