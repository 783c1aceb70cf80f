"""The system says that somebody leaves: on a real bus of our own, and with fakes."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import (
    ClassInfo,
    QByteArray,
    QCoreApplication,
    QObject,
    Slot,
)
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.system_lock import SystemLock, linux, windows

CONFIGURATION = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Bus:
    """A bus of our own, with somebody who speaks on it."""

    def __init__(self, address: str) -> None:
        self.ours = QDBusConnection.connectToBus(address, "ours")
        self.theirs = QDBusConnection.connectToBus(address, "theirs")
        for name in (linux.LOGIN, linux.POWER, *linux.SAVERS):
            assert self.theirs.registerService(name)

    def say(self, path: str, interface: str, name: str, *values: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(values))
        assert self.theirs.send(signal)


@pytest.fixture
def bus(tmp_path: Path, qapp: QApplication) -> Iterator[Bus]:
    configuration = tmp_path / "bus.conf"
    configuration.write_text(CONFIGURATION.format(folder=tmp_path), encoding="utf-8")
    program = shutil.which("dbus-daemon")
    assert program is not None  # packaging/debian-packages.txt has it.
    daemon = subprocess.Popen(
        [
            program,
            f"--config-file={configuration}",
            "--print-address=1",
            "--nofork",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    try:
        yield Bus(daemon.stdout.readline().strip())
    finally:
        for name in ("ours", "theirs"):
            QDBusConnection.disconnectFromBus(name)
        daemon.terminate()
        daemon.wait(10)
        daemon.stdout.close()


SESSION = "/org/freedesktop/login1/session/_32"

LEAVING = [
    ("/org/freedesktop/login1", f"{linux.LOGIN}.Manager", "PrepareForSleep", [True]),
    (SESSION, f"{linux.LOGIN}.Session", "Lock", []),
    (
        SESSION,
        linux.PROPERTIES,
        "PropertiesChanged",
        [f"{linux.LOGIN}.Session", {"Active": False}, ["IdleHint"]],
    ),
    (
        "/org/freedesktop/UPower",
        linux.PROPERTIES,
        "PropertiesChanged",
        [linux.POWER, {"LidIsClosed": True}, ["OnBattery"]],
    ),
    (
        SESSION,
        linux.PROPERTIES,
        "PropertiesChanged",
        [f"{linux.LOGIN}.Session", {"LockedHint": True}, ["IdleHint"]],
    ),
    ("/org/freedesktop/ScreenSaver", linux.SAVERS[0], "ActiveChanged", [True]),
    ("/ScreenSaver", linux.SAVERS[0], "ActiveChanged", [True]),
    *(
        (f"/{name.replace('.', '/')}", name, "ActiveChanged", [True])
        for name in (
            "org.gnome.ScreenSaver",
            "org.cinnamon.ScreenSaver",
            "org.mate.ScreenSaver",
            "org.xfce.ScreenSaver",
        )
    ),
]
STAYING = [
    ("/org/freedesktop/login1", f"{linux.LOGIN}.Manager", "PrepareForSleep", [False]),
    (SESSION, f"{linux.LOGIN}.Session", "Unlock", []),
    (
        SESSION,
        linux.PROPERTIES,
        "PropertiesChanged",
        [f"{linux.LOGIN}.Session", {"Active": True, "LockedHint": False}, ["IdleHint"]],
    ),
    (
        "/org/freedesktop/UPower",
        linux.PROPERTIES,
        "PropertiesChanged",
        [linux.POWER, {"LidIsClosed": False, "OnBattery": True}, ["Version"]],
    ),
    ("/ScreenSaver", linux.SAVERS[0], "ActiveChanged", [False]),
]


def names(cases: list[Any]) -> list[str]:
    return [f"{case[0]}-{case[2]}" for case in cases]


@pytest.mark.parametrize(
    ("path", "interface", "name", "values"), LEAVING, ids=names(LEAVING)
)
def test_sleep_lock_switch_and_lid_are_heard(
    path: str, interface: str, name: str, values: list[object], bus: Bus, qtbot: QtBot
) -> None:
    heard: list[str] = []
    ears = linux.listen(None, lambda: heard.append("left"), bus.ours, bus.ours)

    bus.say(path, interface, name, *values)

    qtbot.waitUntil(lambda: bool(heard), timeout=3000)
    assert ears is not None


def test_waking_and_coming_back_lock_nothing(bus: Bus, qtbot: QtBot) -> None:
    heard: list[str] = []
    ears = linux.listen(None, lambda: heard.append("left"), bus.ours, bus.ours)
    for path, interface, name, values in STAYING:
        bus.say(path, interface, name, *values)

    bus.say("/ScreenSaver", linux.SAVERS[0], "ActiveChanged", True)
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)

    assert heard == ["left"]
    assert ears is not None


@ClassInfo({"D-Bus Interface": f"{linux.LOGIN}.Manager"})
class Login(QObject):
    """Gives time to whoever asks for it before the computer sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str, str]] = []
        self._pipe = os.pipe()

    @Slot(str, str, str, str, result="QDBusUnixFileDescriptor")
    def Inhibit(  # noqa: N802 - its name on the bus
        self, what: str, who: str, _why: str, mode: str
    ) -> QDBusUnixFileDescriptor:
        self.asked.append((what, who, mode))
        return QDBusUnixFileDescriptor(self._pipe[1])

    def close(self) -> bool:
        """Return whether nobody holds what was given any more."""
        os.set_blocking(self._pipe[0], False)
        os.close(self._pipe[1])
        try:
            return os.read(self._pipe[0], 1) == b""
        except BlockingIOError:
            return False
        finally:
            os.close(self._pipe[0])


def test_the_computer_waits_for_the_vault_to_be_closed_before_it_sleeps(
    bus: Bus, qtbot: QtBot
) -> None:
    """As long as the process lives; a key would sleep in memory otherwise."""
    login = Login()
    assert bus.theirs.registerObject(
        "/org/freedesktop/login1", login, QDBusConnection.RegisterOption.ExportAllSlots
    )

    ears = linux.listen(None, lambda: None, bus.ours, bus.ours)

    qtbot.waitUntil(lambda: ears.time is not None, timeout=3000)
    assert login.asked == [("sleep", "ANEF Desk", "delay")]
    assert not login.close()


def test_only_our_own_session_locks_us(
    bus: Bus, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system knows which one is ours."""
    monkeypatch.setattr(linux, "_our_session", lambda _bus: SESSION)
    heard: list[str] = []
    ears = linux.listen(None, lambda: heard.append("left"), bus.ours, bus.ours)

    bus.say("/org/freedesktop/login1/session/_99", f"{linux.LOGIN}.Session", "Lock")
    bus.say(SESSION, f"{linux.LOGIN}.Session", "Lock")
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)

    assert heard == ["left"]
    assert ears is not None


def test_a_bus_that_does_not_know_our_session_makes_nobody_wait(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    assert linux._our_session(bus.ours) == ""
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    monkeypatch.setattr(linux, "_PATIENCE", 50)
    assert linux._our_session(bus.ours) == ""


def test_without_a_bus_nothing_fails(qapp: QApplication) -> None:
    nowhere = QDBusConnection("nowhere")

    ears = linux.listen(None, lambda: None, nowhere, nowhere)

    assert ears is not None


def test_the_window_listens_once_it_is_unlocked(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)

    lock.start(window)

    ears = lock._kept
    assert isinstance(ears, linux.Ears)
    with qtbot.waitSignal(lock.left):
        ears.locks()


class Library:
    """Remembers what Windows would have been asked."""

    def __init__(self, answer: int = 1) -> None:
        self.asked: list[tuple[str, tuple[object, ...]]] = []
        self._answer = answer

    def __getattr__(self, name: str) -> Any:
        def call(*values: object) -> int:
            plain = tuple(getattr(value, "value", "…") for value in values)
            self.asked.append((name, plain))
            return self._answer

        return call


def message(kind: int, w: int, l: int = 0) -> wintypes.MSG:  # noqa: E741 - their names
    made = wintypes.MSG()
    made.message, made.wParam, made.lParam = kind, w, l
    return made


def lid(data: int, setting: windows.Guid = windows.LID) -> windows.PowerSetting:
    return windows.PowerSetting(setting, 4, data)


OTHER = windows.Guid(1, 2, 3, (ctypes.c_ubyte * 8)())


@pytest.mark.parametrize(
    ("kind", "w", "setting", "leaving"),
    [
        (windows.WM_WTSSESSION_CHANGE, 0x7, None, True),  # lock
        (windows.WM_WTSSESSION_CHANGE, 0x6, None, True),  # logoff
        (windows.WM_WTSSESSION_CHANGE, 0x2, None, True),  # another user
        (windows.WM_WTSSESSION_CHANGE, 0x4, None, True),  # remote disconnect
        (windows.WM_WTSSESSION_CHANGE, 0x8, None, False),  # unlock
        (windows.WM_WTSSESSION_CHANGE, 0x1, None, False),
        (windows.WM_POWERBROADCAST, windows.PBT_APMSUSPEND, None, True),
        (windows.WM_POWERBROADCAST, 0x7, None, False),  # resumed
        (windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, lid(0), True),
        (windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, lid(1), False),
        (
            windows.WM_POWERBROADCAST,
            windows.PBT_POWERSETTINGCHANGE,
            lid(0, OTHER),
            False,
        ),
        (windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, None, False),
        (0x0100, 0x7, None, False),  # a key
    ],
)
def test_messages_of_windows_are_read(
    kind: int, w: int, setting: windows.PowerSetting | None, leaving: bool
) -> None:
    address = ctypes.addressof(setting) if setting else 0
    told = message(kind, w, address)
    heard: list[str] = []
    ears = windows.Ears(lambda: heard.append("left"))
    opened = lid(1)
    before = message(
        windows.WM_POWERBROADCAST,
        windows.PBT_POWERSETTINGCHANGE,
        ctypes.addressof(opened),
    )

    for name in (b"windows_generic_MSG", QByteArray(b"windows_generic_MSG")):
        ears.nativeEventFilter(name, ctypes.addressof(before))
        assert ears.nativeEventFilter(name, ctypes.addressof(told)) == (False, 0)
    ears.nativeEventFilter(b"xcb_generic_event_t", 0)

    assert heard == ["left", "left"] * leaving


def test_a_lid_that_was_closed_from_the_beginning_locks_nothing() -> None:
    """Windows tells how it is as soon as one listens; a docked laptop works closed."""
    heard: list[str] = []
    ears = windows.Ears(lambda: heard.append("left"))

    for data, times in ((0, 0), (0, 0), (1, 0), (0, 1), (0, 1), (1, 1), (0, 2)):
        change = lid(data)
        told = message(
            windows.WM_POWERBROADCAST,
            windows.PBT_POWERSETTINGCHANGE,
            ctypes.addressof(change),
        )
        ears.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told))
        assert len(heard) == times


def test_windows_is_asked_to_tell_and_to_hide(qapp: QApplication) -> None:
    user32, wtsapi32 = Library(), Library()
    calls = windows.Calls(user32, wtsapi32)

    ears = windows.listen(calls, 4242, lambda: None)
    hidden = windows.hide_from_capture(calls, 4242)
    refused = windows.hide_from_capture(SimpleNamespace(user32=Library(0)), 1)  # type: ignore[arg-type]

    app = QCoreApplication.instance()
    assert app is not None
    app.removeNativeEventFilter(ears)
    assert wtsapi32.asked == [("WTSRegisterSessionNotification", (4242, 0))]
    assert user32.asked == [
        ("RegisterPowerSettingNotification", (4242, "…", 0)),
        ("RegisterSuspendResumeNotification", (4242, 0)),
        ("SetWindowDisplayAffinity", (4242, 0x11)),
    ]
    assert hidden
    assert not refused
