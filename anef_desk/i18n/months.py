"""The months as people call them in the languages offered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from anef_desk.i18n import NAMES
from anef_desk.i18n.folding import folded

LOCALES = (*NAMES, "ar_SY", "ar_DZ", "ar_MA", "fa")
"""Whose names are read: Arabic has others in the Levant, in Algeria and in Morocco."""

_MORE = {"fev": 2}
"""What people write, and Babel does not know."""


@cache
def month_names() -> Mapping[str, int]:
    """Return the number of each month by its names, long and short, folded."""
    from babel import Locale  # noqa: PLC0415 - not before the window

    return _MORE | {
        folded(name).strip("."): number
        for locale in LOCALES
        for forms in Locale.parse(locale).months.values()
        for length in ("wide", "abbreviated")
        for number, name in forms[length].items()
    }
