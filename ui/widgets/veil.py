"""What hides a window whatever the system does with it: a blank page inside it.

Some systems (Wayland) let no program say which window stands on top, nor make one
transparent: what must not be seen is covered where it is drawn.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Veil(QWidget):
    """Covers the whole of a *window*, above anything it holds or comes to hold."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window; stay before what is put into it."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif event.type() in {QEvent.Type.ChildAdded, QEvent.Type.ChildPolished}:
            self.raise_()
        return False


class Veils:
    """Covers windows, and uncovers them all."""

    def __init__(self) -> None:
        self._veils: list[Veil] = []

    def cover(self, window: QWidget) -> None:
        """Cover *window* before it is drawn again; once."""
        known = [veil for veil in self._veils if isValid(veil)]
        if all(veil.parentWidget() is not window for veil in known):
            known.append(Veil(window))
        self._veils = known

    def lift(self) -> None:
        """Show again what every window held."""
        veils, self._veils = self._veils, []
        for veil in veils:
            if isValid(veil):  # Else its window went meanwhile, and took it along.
                veil.hide()
                veil.deleteLater()
