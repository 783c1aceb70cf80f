"""Windows says it in messages to the window; and hides the window from captures.

Written against the calls of ``user32`` and ``wtsapi32``, which are given: a test gives
others.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1

PBT_APMSUSPEND: Final = 0x0004
PBT_POWERSETTINGCHANGE: Final = 0x8013
LEAVING: Final = frozenset({0x2, 0x4, 0x6, 0x7})
"""Console and remote disconnect, logoff, lock: ``WTS_…`` of ``winuser.h``."""

NOTIFY_FOR_THIS_SESSION: Final = 0
DEVICE_NOTIFY_WINDOW_HANDLE: Final = 0
WDA_EXCLUDEFROMCAPTURE: Final = 0x11


class Guid(ctypes.Structure):
    """A GUID of the Windows API."""

    _fields_ = (
        ("first", wintypes.DWORD),
        ("second", wintypes.WORD),
        ("third", wintypes.WORD),
        ("rest", ctypes.c_ubyte * 8),
    )


LID: Final = Guid(
    0xBA3E0F4D,
    0xB817,
    0x4094,
    (ctypes.c_ubyte * 8)(0xA2, 0xD1, 0xD5, 0x63, 0x79, 0xE6, 0xA0, 0xF3),
)
"""``GUID_LIDSWITCH_STATE_CHANGE``."""


class PowerSetting(ctypes.Structure):
    """``POWERBROADCAST_SETTING``, whose data here are one number."""

    _fields_ = (
        ("setting", Guid),
        ("length", wintypes.DWORD),
        ("data", wintypes.DWORD),
    )


class Calls(NamedTuple):
    """The libraries whose functions are called."""

    user32: Any
    wtsapi32: Any


def system_calls() -> Calls:  # pragma: no cover - Windows alone has them
    """Return the libraries of this system."""
    libraries: Any = ctypes
    return Calls(libraries.WinDLL("user32"), libraries.WinDLL("wtsapi32"))


class Ears(QAbstractNativeEventFilter):
    """Reads the messages of the window that mean somebody leaves."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave
        self._lid_open = False  # Told once, as it is, when one begins to listen.

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Listen, and let every message go on its way."""
        name = kind.data() if isinstance(kind, QByteArray) else kind
        if bytes(name) == b"windows_generic_MSG" and self._is_leaving(int(message)):
            self._leave()
        return False, 0

    def _is_leaving(self, message: int) -> bool:
        """Return whether the ``MSG`` at the address *message* says that."""
        told = wintypes.MSG.from_address(message)
        if told.message == WM_WTSSESSION_CHANGE:
            return told.wParam in LEAVING
        if told.message != WM_POWERBROADCAST:
            return False
        if told.wParam == PBT_POWERSETTINGCHANGE and told.lParam:
            change = PowerSetting.from_address(told.lParam)
            return bytes(change.setting) == bytes(LID) and self._closes(change.data)
        return bool(told.wParam == PBT_APMSUSPEND)

    def _closes(self, lid: int) -> bool:
        """Return whether the *lid* was open before: one works with it closed, docked."""
        was_open, self._lid_open = self._lid_open, bool(lid)
        return was_open and not lid


def listen(calls: Calls, window: int, leave: Callable[[], None]) -> Ears:
    """Call *leave* when somebody leaves; keep what is returned.

    A call that Windows refuses leaves the others: nothing here is needed to lock.
    """
    ears = Ears(leave)
    app = QCoreApplication.instance()
    if app is not None:  # Before the calls: the first message may come at once.
        app.installNativeEventFilter(ears)
    calls.wtsapi32.WTSRegisterSessionNotification(
        wintypes.HWND(window), wintypes.DWORD(NOTIFY_FOR_THIS_SESSION)
    )
    calls.user32.RegisterPowerSettingNotification(
        wintypes.HANDLE(window),
        ctypes.byref(LID),
        wintypes.DWORD(DEVICE_NOTIFY_WINDOW_HANDLE),
    )
    # Computers that sleep connected tell their sleep to nobody who did not ask.
    calls.user32.RegisterSuspendResumeNotification(
        wintypes.HANDLE(window), wintypes.DWORD(DEVICE_NOTIFY_WINDOW_HANDLE)
    )
    return ears


def hide_from_capture(calls: Calls, window: int) -> bool:
    """Ask that captures and shared screens show nothing of *window*; say if they will."""
    return bool(
        calls.user32.SetWindowDisplayAffinity(
            wintypes.HWND(window), wintypes.DWORD(WDA_EXCLUDEFROMCAPTURE)
        )
    )
