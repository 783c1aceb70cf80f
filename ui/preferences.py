"""What the window remembers on this computer. Nothing here is about a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray, QSettings

from anef_desk import folders

TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


class Preferences(NamedTuple):
    """Every preference, with its default."""

    language: str = "fr"
    theme: str = ""  # "light", "dark", "contrast"; "": as the system
    text_scale: float = 1.0
    vault: str = ""  # folder of the vault opened last
    geometry: QByteArray = QByteArray()

    def with_(self, **changes: Any) -> Preferences:  # noqa: ANN401 - any field
        """Return the preferences with *changes*."""
        return self._replace(**changes)


def _settings() -> QSettings:
    path = folders.config() / "window.ini"
    return QSettings(str(path), QSettings.Format.IniFormat)


def load() -> Preferences:
    """Return what was remembered; a value that does not read is the default."""
    settings = _settings()
    default = Preferences()
    found: dict[str, Any] = {}
    for name, fallback in default._asdict().items():
        value = settings.value(name, fallback, type=type(fallback))
        if isinstance(value, type(fallback)):
            found[name] = value
    remembered = Preferences(**found)
    if remembered.text_scale not in TEXT_SCALES:
        remembered = remembered.with_(text_scale=1.0)
    return remembered


COLUMNS = ("holds", "number", "birth", "household", "language")
"""What may be said of each person in the list, in the order it is said."""

_SHOWN = ("holds", "number", "birth", "household")


_COLUMNS_KEY, _SCREEN_KEY = "people_columns", "face_screen"


def columns() -> tuple[str, ...]:
    """Return what the list of people says: names of columns, never what is in them."""
    kept = _settings().value(_COLUMNS_KEY, ",".join(_SHOWN), type=str)
    chosen = str(kept).split(",")
    return tuple(name for name in COLUMNS if name in chosen)


def remember_columns(names: Iterable[str]) -> None:
    """Remember what the list of people says."""
    _remember({_COLUMNS_KEY: ",".join(names)})


def face_screen() -> str:
    """Return the screen turned to people, as the system names it, "" of none chosen."""
    return str(_settings().value(_SCREEN_KEY, "", type=str))


def remember_face_screen(name: str) -> None:
    """Remember which screen is turned to people."""
    _remember({_SCREEN_KEY: name})


def save(preferences: Preferences) -> None:
    """Remember *preferences*."""
    _remember(preferences._asdict())


def _remember(values: Mapping[str, Any]) -> None:
    """Keep *values*; a folder that cannot be written is no failure."""
    settings = _settings()
    try:
        Path(settings.fileName()).parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    for name, value in values.items():
        settings.setValue(name, value)
    settings.sync()
