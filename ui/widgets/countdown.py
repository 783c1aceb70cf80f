"""The seconds left before the lock, said in whatever stands before the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from ui.widgets.labels import Words


class Countdown(QFrame):
    """A line over the head of a *window*; any gesture goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("frame", "message")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = Words("strong")
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 8, 28, 8)
        line.addWidget(self.words)
        window.installEventFilter(self)

    def say(self, text: str) -> None:
        """Show *text* before everything else."""
        self.words.setText(text)
        self._place(self.window())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._place(watched)
        return False

    def _place(self, window: QWidget) -> None:
        width = window.width()
        self.setGeometry(0, 0, width, self.heightForWidth(width))


class Countdowns:
    """Tells every dialog and every window but the main one."""

    def __init__(self, main: QWidget) -> None:
        self._main = main
        self._told: list[Countdown] = []

    def say(self, text: str) -> None:
        """Show *text* in each window that is there now."""
        self._told = [one for one in self._told if isValid(one)]
        for window in QApplication.topLevelWidgets():
            passing = window.windowType() in {
                Qt.WindowType.Popup,
                Qt.WindowType.ToolTip,
            }
            if window is self._main or passing or not window.isVisible():
                continue
            if all(one.parentWidget() is not window for one in self._told):
                self._told.append(Countdown(window))
        for one in self._told:
            one.say(text)

    def end(self) -> None:
        """Say nothing any more."""
        told, self._told = self._told, []
        for one in told:
            if isValid(one):  # Else its window went meanwhile, and took it along.
                one.hide()
                one.deleteLater()
