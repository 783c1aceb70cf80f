"""The look in force: tokens, text size, fonts; one for the whole application."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from anef_desk import resources
from ui.theme.stylesheet import sheet
from ui.theme.tokens import DARK, LIGHT, THEMES, Tokens

BODY = 15
MIDDLE = 128  # of lightness
FAMILIES = ("Noto Sans", "Vazirmatn")
_LATIN = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")  # and Cyrillic
_ARABIC = ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf")

_tokens = LIGHT
_theme = ""
_scale = 1.0
_awaited = [*_LATIN, *_ARABIC]
"""The fonts that Qt was not given yet."""


def tokens() -> Tokens:
    """Return the colours in force."""
    return _tokens


def theme() -> str:
    """Return the name of the colours that were chosen; "" for those of the system."""
    return _theme


def scale() -> float:
    """Return how many times its size text has now."""
    return _scale


def px(length: int) -> int:
    """Return *length*, which goes with text, at the present size of text."""
    return round(length * _scale)


def load_fonts(*, arabic: bool = True) -> None:
    """Give Qt the fonts that are shipped, each once.

    The first page waits for the *arabic* ones where it is written in them; they come
    later where it is not.
    """
    folder = resources.root("resources") / "fonts"
    for name in (*_LATIN, *(_ARABIC if arabic else ())):
        if name in _awaited:
            QFontDatabase.addApplicationFont(str(folder / name))
            _awaited.remove(name)


def apply(
    app: QApplication,
    theme: str = "",
    text_scale: float = 1.0,
    *,
    arabic: bool = True,
) -> None:
    """Dress *app*; an empty *theme* follows the system; *arabic*: see `load_fonts`."""
    global _tokens, _theme, _scale  # noqa: PLW0603 - one application, one look
    _theme, _scale = theme, text_scale
    if theme in THEMES:
        _tokens = THEMES[theme]
    else:
        _tokens = DARK if _system_is_dark(app) else LIGHT
    load_fonts(arabic=arabic)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(px(BODY))
    app.setFont(font)
    app.setPalette(_palette(_tokens))
    app.setStyleSheet(sheet(_tokens, _scale))


def _system_is_dark(app: QApplication) -> bool:
    """Return whether the system is dark, as its own palette says until ours is there."""
    if _LATIN[0] in _awaited:
        return app.palette().window().color().lightness() < MIDDLE
    return app.styleHints().colorScheme().name == "Dark"


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.page,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.page,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.PlaceholderText: colours.soft,
        QPalette.ColorRole.Link: colours.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette
