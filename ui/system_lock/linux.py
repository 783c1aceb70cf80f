"""Linux says it on D-Bus: the session is locked or left, the lid closes, it sleeps.

Without a bus, or without anybody who speaks on it, nothing is heard and nothing fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBus,
    QDBusConnection,
    QDBusMessage,
    QDBusUnixFileDescriptor,
)

LOGIN: Final = "org.freedesktop.login1"
POWER: Final = "org.freedesktop.UPower"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)

CHANGES: Final = "changes(QString,QVariantMap,QStringList)"

_PATIENCE: Final = 200
"""Milliseconds we wait for the name of our session."""


class Ears(QObject):
    """Hears the few signals that mean somebody leaves."""

    def __init__(self, parent: QObject | None, leave: Callable[[], None]) -> None:
        super().__init__(parent)
        self._leave = leave
        self.time: QDBusUnixFileDescriptor | None = None
        """What the computer waits for before it sleeps: it goes with the process."""

    @Slot("QDBusUnixFileDescriptor")
    def given(self, time: QDBusUnixFileDescriptor) -> None:
        """Keep the time to close the vault: else its key would sleep in memory."""
        self.time = time

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """Hear that the computer goes to sleep, or wakes."""
        if begins:
            self._leave()

    @Slot()
    def locks(self) -> None:
        """Hear that the session is locked."""
        self._leave()

    @Slot(bool)
    def saves(self, active: bool) -> None:
        """Hear that the screen is covered, or shown again."""
        if active:
            self._leave()

    @Slot("QString", "QVariantMap", "QStringList")
    def changes(self, _of: str, values: dict[str, Any], _unread: list[str]) -> None:
        """Hear that another session is shown, that ours is locked, or the lid closed."""
        shut = values.get("LockedHint") is True or values.get("LidIsClosed") is True
        if shut or values.get("Active") is False:
            self._leave()


def listen(
    parent: QObject | None,
    leave: Callable[[], None],
    system: QDBusConnection | None = None,
    session: QDBusConnection | None = None,
) -> Ears:
    """Call *leave* when somebody leaves; keep what is returned.

    Args:
        parent: Who lives as long as this is wanted.
        leave: What to do; may be called more than once.
        system: The bus of the computer; None for the real one.
        session: The bus of the person; None for the real one.
    """
    ears = Ears(parent, leave)
    on_system = QDBusConnection.systemBus() if system is None else system
    on_session = QDBusConnection.sessionBus() if session is None else session
    if on_system.isConnected():
        _ask_for_time(on_system, ears)
        ours = _our_session(on_system)
        for service, path, interface, name, slot in (
            (
                LOGIN,
                "/org/freedesktop/login1",
                f"{LOGIN}.Manager",
                "PrepareForSleep",
                "sleeps(bool)",
            ),
            (LOGIN, ours, f"{LOGIN}.Session", "Lock", "locks()"),
            (
                LOGIN,
                ours,
                PROPERTIES,
                "PropertiesChanged",
                CHANGES,
            ),
            (
                POWER,
                "/org/freedesktop/UPower",
                PROPERTIES,
                "PropertiesChanged",
                CHANGES,
            ),
        ):
            on_system.connect(service, path, interface, name, ears, _slot(slot))
    if on_session.isConnected():
        for name in SAVERS:
            on_session.connect(
                name, "", name, "ActiveChanged", ears, _slot("saves(bool)")
            )
    return ears


def _ask_for_time(system: QDBusConnection, ears: Ears) -> None:
    """Ask the computer to wait, a few seconds at most, before it sleeps."""
    call = QDBusMessage.createMethodCall(
        LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "Inhibit"
    )
    call.setArguments(["sleep", "ANEF Desk", "The vault is being closed", "delay"])
    system.callWithCallback(call, ears, _slot("given(QDBusUnixFileDescriptor)"))


def _slot(signature: str) -> Any:  # noqa: ANN401 - declared as bytes, wants a text
    return SLOT(signature)


def _our_session(system: QDBusConnection) -> str:
    """Return the path of our session; "" for any, when nobody knows."""
    known = os.environ.get("XDG_SESSION_ID", "")
    if not known:
        return ""
    call = QDBusMessage.createMethodCall(
        LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "GetSession"
    )
    call.setArguments([known])
    answer = system.call(call, QDBus.CallMode.Block, _PATIENCE)
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
        return ""
    found = answer.arguments()
    path = found[0] if found else ""
    return str(path.path() if hasattr(path, "path") else path) if found else ""
