"""A sentence of the catalogue with what fills it, still in no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anef_desk.i18n import Sentence, Translations


@dataclass(frozen=True)
class Text:
    """A sentence and the values of its fields."""

    sentence: Sentence
    values: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether there is anything to read."""
        return bool(self.sentence)

    def in_(self, translations: Translations) -> str:
        """Return the text in the language of *translations*, dates in words."""
        values = {
            name: translations.day(value) if isinstance(value, date) else value
            for name, value in self.values.items()
        }
        return translations.content(self.sentence, **values)
