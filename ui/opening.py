"""The first thing on the screen: the window, before what fills it is imported.

An old computer takes a while to read an application. The window is shown at once, in
its place, size and colour; its first page follows its first painting. Nothing before
that names `Qt`, whose enumerations take longer to make than a window to show.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow

from anef_desk import folders
from ui import preferences
from ui.instance import Instance
from ui.practice import Practice
from ui.theme.tokens import LIGHT, THEMES

NAME = "io.github.anef_desk.AnefDesk"
"""By which desktops know the application: the name of its `.desktop` file."""

SANDBOX = Path("/.flatpak-info")
SOON = 500  # milliseconds after the first page
SIZE = QSize(1280, 760)
SMALLEST = QSize(880, 560)


class Window(QMainWindow):
    """The one window: locked, then unlocked; never locked again in this process."""

    painted = Signal()  # for the first time
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._was_painted = False
        self.setWindowTitle("ANEF Desk")
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the first painting from the others."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(1, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing half written."""
        self.closing.emit()
        super().closeEvent(event)


def main(practice: Practice | None = None, vault: Path | None = None) -> int:
    """Open the window, on *vault* if somebody said which; return the exit status."""
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or os.environ.get("QT_QPA_PLATFORM")
    ):
        print("anef-desk: il n’y a pas d’écran ici.", file=sys.stderr)  # noqa: T201
        return 1
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])  # Naming a style is dear.
    app.setApplicationName("anef-desk")
    app.setDesktopFileName(NAME)
    instance = Instance(folders.state())
    if practice is None and not instance.first(str(vault or "")):
        return 0
    kept = preferences.load()
    window = Window()
    palette = QPalette()
    colours = THEMES.get(kept.theme, LIGHT)
    palette.setColor(QPalette.ColorRole.Window, QColor(colours.page))
    window.setPalette(palette)
    if kept.geometry.size():
        window.restoreGeometry(kept.geometry)
    window.painted.connect(lambda: _fill(app, window, instance, practice, vault))
    window.show()
    return app.exec()


def _fill(
    app: QApplication,
    window: Window,
    instance: Instance,
    practice: Practice | None,
    vault: Path | None,
) -> None:
    """Put the first page into *window*; whoever holds it keeps it alive."""
    from ui.app import Application  # noqa: PLC0415 - after the first painting
    from ui.theme import icons  # noqa: PLC0415

    icons.put_off()
    application = Application(app, window, practice)
    application.failures.install()
    application.start(vault)
    if practice is None:
        application.answer(instance)
    window.setProperty("application", [application])
    QTimer.singleShot(1, window, icons.draw)  # Once its words are painted.
    QTimer.singleShot(SOON, window, lambda: _finish(app, window))
    gc.freeze()  # All of it stays: no use in looking through it again and again.
    gc.enable()


def _finish(app: QApplication, window: Window) -> None:
    """Do what the first page does not wait for."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - after the first page
    from PySide6.QtGui import QIcon  # noqa: PLC0415

    from anef_desk import resources  # noqa: PLC0415
    from ui.theme import look  # noqa: PLC0415

    if not SANDBOX.exists():  # There, only the desktop's own dialogs see the files.
        app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    picture = resources.root("resources") / "icons" / "anef-desk.svg"
    window.setWindowIcon(QIcon(str(picture)))
    look.load_fonts()
