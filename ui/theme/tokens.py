"""The few values every style is made of: one set per theme, the same roles."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as #rrggbb. Each status has its ink and its pale ground."""

    page: str
    surface: str
    line: str
    control: str  # border of what can be typed in or clicked
    ink: str
    soft: str
    off: str  # what cannot be pressed now
    rail: str
    rail_ink: str
    rail_soft: str
    rail_selected: str
    accent: str
    accent_hover: str
    on_accent: str
    ring: str  # around what has the keyboard: like no border, in high contrast too
    tint: str  # current row
    late: str
    late_ground: str
    late_line: str
    soon: str
    soon_ground: str
    soon_line: str
    done: str
    done_ground: str
    done_line: str
    none: str
    none_ground: str
    none_line: str


LIGHT = Tokens(
    page="#F6F4EF",
    surface="#FFFFFF",
    line="#E2DDD2",
    control="#8D8A82",
    ink="#1E2430",
    soft="#535D6B",
    off="#535D6B",
    rail="#16324A",
    rail_ink="#FFFFFF",
    rail_soft="#D5E0EA",
    rail_selected="#27506F",
    accent="#1F4B6E",
    accent_hover="#163A57",
    on_accent="#FFFFFF",
    ring="#1F4B6E",
    tint="#E6EEF4",
    late="#9E2A1F",
    late_ground="#FBEAE7",
    late_line="#EBC4BE",
    soon="#7A4F00",
    soon_ground="#FBF1DC",
    soon_line="#E8D3A2",
    done="#1B6140",
    done_ground="#E5F2EA",
    done_line="#BCDCCB",
    none="#535D6B",
    none_ground="#EEEBE3",
    none_line="#DAD5C9",
)

DARK = Tokens(
    page="#14181E",
    surface="#1D232B",
    line="#343C47",
    control="#77818E",
    ink="#F1F2F4",
    soft="#B4BDC9",
    off="#B4BDC9",
    rail="#0D1B28",
    rail_ink="#FFFFFF",
    rail_soft="#C3D0DC",
    rail_selected="#254662",
    accent="#8CC1EA",
    accent_hover="#A9D2F2",
    on_accent="#0D1B28",
    ring="#8CC1EA",
    tint="#243444",
    late="#FFB0A6",
    late_ground="#3F1F1C",
    late_line="#6B332D",
    soon="#F4CF83",
    soon_ground="#392C12",
    soon_line="#665020",
    done="#93DBB4",
    done_ground="#173425",
    done_line="#2C5A43",
    none="#B4BDC9",
    none_ground="#2A313B",
    none_line="#434C58",
)

CONTRAST = Tokens(
    page="#FFFFFF",
    surface="#FFFFFF",
    line="#000000",
    control="#000000",
    ink="#000000",
    soft="#000000",
    off="#595959",
    rail="#000000",
    rail_ink="#FFFFFF",
    rail_soft="#FFFFFF",
    rail_selected="#00366D",
    accent="#00366D",
    accent_hover="#002244",
    on_accent="#FFFFFF",
    ring="#0061E0",
    tint="#DCEBFA",
    late="#7A0000",
    late_ground="#FFFFFF",
    late_line="#7A0000",
    soon="#5A3A00",
    soon_ground="#FFFFFF",
    soon_line="#5A3A00",
    done="#003D20",
    done_ground="#FFFFFF",
    done_line="#003D20",
    none="#000000",
    none_ground="#FFFFFF",
    none_line="#000000",
)

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
