"""What was copied here leaves the clipboard: after half a minute, at the lock, at the end.

It goes only if it is still ours: what somebody copied elsewhere since is theirs.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER = 30_000
"""Milliseconds a copied value stays in the clipboard."""

_OURS = "application/x-anef-desk"
"""What marks what we put there, where the system does not say whose it is."""

_NOT_KEPT = (
    (_OURS, b"1"),
    ("x-kde-passwordManagerHint", b"secret"),
    ("ExcludeClipboardContentFromMonitorProcessing", b"1"),
    ("CanIncludeInClipboardHistory", b"\0\0\0\0"),
)
"""Besides: what asks the histories of clipboards to keep nothing."""


class Copies(QObject):
    """Watches the clipboard while the window is unlocked."""

    def __init__(self, parent: QObject | None, after: int = CLEARED_AFTER) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._changed)
        app = QGuiApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.forget)

    def forget(self) -> None:
        """Empty the clipboard, and what is selected, if they are still ours."""
        self._timer.stop()
        if self.is_ours():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def is_ours(self) -> bool:
        """Return whether what is in the clipboard comes from this application."""
        data = self._clipboard.mimeData()
        marked = bool(data) and data.hasFormat(_OURS)
        return marked or self._clipboard.ownsClipboard()

    def _changed(self) -> None:
        if self.is_ours() and self._clipboard.text():
            self._timer.start()


def copy(value: str) -> None:
    """Put *value* into the clipboard, and ask histories not to keep it."""
    data = QMimeData()
    data.setText(value)
    for name, hint in _NOT_KEPT:
        data.setData(name, QByteArray(hint))
    QGuiApplication.clipboard().setMimeData(data)
