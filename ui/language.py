"""The language the window speaks to the staff, switched while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from anef_desk import i18n
from ui import values

if TYPE_CHECKING:  # Its enumerations take longer to make than a window to show.
    from PySide6.QtCore import Qt

_translations = i18n.load(i18n.SOURCE_LANGUAGE)
_qt_texts: QTranslator | None = None

_QT_NAMES = {"fa_AF": "fa"}
"""Languages whose Qt texts bear another name; Dari reads those written for Iran."""


def _(message: str, /, **values: object) -> str:
    """Translate *message* into the current language; never call it at import."""
    return _translations.text(message, **values)


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """Translate the form of *one*/*many* that *number* calls for."""
    return _translations.count(one, many, number, **values)


def current() -> i18n.Translations:
    """Return the translations of the window."""
    return _translations


def language_beside(person: str, staff: str) -> str:
    """Return the language shown beside the staff's: the person's, else French.

    When both read the same language, French stands beside it: the form, the counter
    and the judge speak French. When that is French too, it stands alone with English
    for whoever interprets.
    """
    if person and person != staff:
        return person
    if staff != i18n.SOURCE_LANGUAGE:
        return i18n.SOURCE_LANGUAGE
    return "en"


def language_of(person: str, staff: str) -> str:
    """Return the language of the person's half alone: theirs, whoever looks at it."""
    return person or language_beside(person, staff)


def direction(translations: i18n.Translations) -> Qt.LayoutDirection:
    """Return how a pane that speaks *translations* is laid out."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first page

    if translations.direction == "rtl":
        return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


def use(language: str) -> None:
    """Switch the window to *language*: texts, Qt's own dialogs, direction.

    Every widget then receives ``QEvent.LanguageChange``, sent here because Qt sends
    its own only when it has texts for the language. One that is not offered, in
    preferences somebody edited, is French.
    """
    global _translations, _qt_texts  # One window, one language for the staff.
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if language not in i18n.NAMES:
        language = i18n.SOURCE_LANGUAGE
    _translations = i18n.load(language)
    QLocale.setDefault(QLocale(language))
    if _qt_texts is not None:
        app.removeTranslator(_qt_texts)
    _qt_texts = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if _qt_texts.load(f"qtbase_{_QT_NAMES.get(language, language)}", folder):
        app.installTranslator(_qt_texts)
    right = _translations.direction == "rtl"
    app.setProperty(
        "layoutDirection", values.RIGHT_TO_LEFT if right else values.LEFT_TO_RIGHT
    )
    for window in app.topLevelWidgets():
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
