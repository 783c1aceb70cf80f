"""Colours can be read, icons exist and are drawn, the sheet names real tokens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from anef_desk import resources
from ui.theme import icons, look
from ui.theme.stylesheet import sheet
from ui.theme.tokens import THEMES


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READ = [
    ("ink", "page", 7),
    ("ink", "surface", 7),
    ("ink", "tint", 7),
    ("ink", "late_ground", 7),
    ("ink", "soon_ground", 7),
    ("soft", "page", 4.5),
    ("off", "page", 4.5),
    ("off", "surface", 4.5),
    ("soft", "surface", 4.5),
    ("soft", "tint", 4.5),
    ("soft", "late_ground", 4.5),
    ("soft", "soon_ground", 4.5),
    ("late", "late_ground", 4.5),
    ("late", "surface", 4.5),
    ("soon", "soon_ground", 4.5),
    ("done", "done_ground", 4.5),
    ("done", "surface", 4.5),
    ("none", "none_ground", 4.5),
    ("accent", "surface", 4.5),
    ("accent", "page", 4.5),
    ("accent", "tint", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    ("rail_ink", "rail", 7),
    ("rail_soft", "rail", 7),
    ("rail_ink", "rail_selected", 7),
    ("control", "surface", 3),
    ("control", "page", 3),
    ("ring", "surface", 3),
    ("ring", "page", 3),
]


def test_the_ring_of_the_focus_is_no_edge_in_high_contrast() -> None:
    """Where every edge is black, a dark ring says little."""
    tokens = THEMES["contrast"]

    assert contrast(tokens.ring, tokens.control) >= 3


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize(("ink", "ground", "least"), READ)
def test_what_is_read_stands_out_from_its_ground(
    theme: str, ink: str, ground: str, least: float
) -> None:
    """EN 301 549: 4.5 to 1, 3 for the edges of controls; 7 for what people read."""
    tokens = THEMES[theme]

    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_colour_is_written_in_full(theme: str) -> None:
    for colour in THEMES[theme]:
        assert re.fullmatch(r"#[0-9A-F]{6}", colour)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_text_grows_with_its_scale(scale: float) -> None:
    written = sheet(THEMES["light"], scale)

    assert f"font-size: {round(24 * scale)}px" in written
    assert f"min-height: {round(22 * scale)}px" in written
    assert "$" not in written


@pytest.mark.parametrize("theme", THEMES)
def test_the_example_in_a_field_can_be_read(theme: str, qapp: QApplication) -> None:
    """Qt would make it half transparent, and pale."""
    look.apply(qapp, theme)
    field = QLineEdit()
    field.ensurePolished()
    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)

    assert ink.name().upper() == THEMES[theme].soft
    assert ink.alpha() == 255


def drawings() -> list[str]:
    folder = Path(str(resources.root("resources"))) / "icons"
    return sorted(
        file.relative_to(folder).with_suffix("").as_posix()
        for file in folder.rglob("*.svg")
    )


@pytest.mark.parametrize("name", drawings())
def test_every_icon_is_drawn(name: str, qapp: QApplication) -> None:
    picture = icons.pixmap(name, "#102030", 24).toImage()
    inked = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 128
    ]

    assert len(inked) > 20


def test_only_icons_that_point_are_mirrored(qapp: QApplication) -> None:
    for name in icons.POINTING:
        plain = icons.pixmap(name, "#000000", 24).toImage()
        mirrored = icons.pixmap(name, "#000000", 24, mirrored=True).toImage()
        assert plain != mirrored


def test_an_icon_that_does_not_exist_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000", 24)
