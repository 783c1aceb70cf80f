"""What was found odd and does not stop anybody: a sentence and its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from anef_desk.clock import PARIS
from anef_desk.i18n import Translations


@dataclass(frozen=True)
class Notice:
    """A marked sentence to translate; dates are filled in as words."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def explain(self, translations: Translations) -> str:
        """Return the sentence in the language of *translations*."""
        values = {
            name: _day(value, translations) if isinstance(value, datetime) else value
            for name, value in self.values.items()
        }
        return translations.text(self.message, **values)


def _day(moment: datetime, translations: Translations) -> str:
    return translations.day(moment.astimezone(ZoneInfo(PARIS)).date())
